"""What authors write, as a page has it: it cannot act and asks nobody; what Markdown and its extensions write stays."""

import re
from html.parser import HTMLParser

import markdown
import material.extensions.emoji
import pytest
from pymdownx.superfences import fence_code_format

from ndrc_portfolio.fiches.markdown.refused import in_html
from ndrc_portfolio.rendering.sanitized import plain, sanitize

ELSEWHERE = "http://127.0.0.1:9/"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("<p>Bonjour<script>alert(1)</script> !</p>", "<p>Bonjour !</p>"),
        ('<img src="x.png" onerror="alert(1)">', '<img src="x.png">'),
        ("<style>p{}</style><p>a</p>", "<p>a</p>"),
        ("<form><button>Envoyer</button></form>", "Envoyer"),
        ('<iframe src="https://e.fr">autre</iframe>', "autre"),
        ('<div><template shadowrootmode="open"><b onclick="x">c</b></template></div>', "<div></div>"),
        ('<svg viewBox="0 0 1 1"><script>x</script><path d="M1"/><use href="x.svg#a"/></svg>', None),
        ('<a href="javascript:alert(1)">a</a>', "<a>a</a>"),
        ('<a href="jav&#x0A;ascript:alert(1)">a</a>', "<a>a</a>"),
        ('<a href="data:text/html,x">a</a>', "<a>a</a>"),
        ('<a href="file:///C:/x.pdf">a</a>', "<a>a</a>"),
        ('<img src="data:image/png;base64,iVBOR">', '<img src="data:image/png;base64,iVBOR">'),
        ('<img src="data:text/html,x">', "<img>"),
        ('<p id="__config">{}</p>', "<p>{}</p>"),
        ('<input type="radio" id="__tabbed_1_1" name="__tabbed_1">', None),
        ('<input type="password">', ""),
        ('<p style="position:fixed;color:red">a</p>', '<p style="color:red">a</p>'),
        ("<p style=\"background:image-set('http://e' 1x)\">a</p>", "<p>a</p>"),
        ('<p style="background:u\\72l(http://e)">a</p>', "<p>a</p>"),
        ('<svg fill="URL(http://e)"></svg>', "<svg></svg>"),
        ('<abbr title="&lt;img src=x onerror=y>">a</abbr>', '<abbr title="‹img src=x onerror=y&gt;">a</abbr>'),
        ("<p>ouvert <b>gras", "<p>ouvert <b>gras</b></p>"),
        ("<!-- note --><p>a</p>", "<p>a</p>"),
        ("2 &lt; 3", "2 &lt; 3"),
    ],
)
def test_what_a_fragment_becomes(written: str, shown: str | None) -> None:
    cleaned = sanitize(written)
    assert cleaned == (shown if shown is not None else cleaned)
    assert sanitize(cleaned) == cleaned
    assert not in_html(cleaned)


def test_what_a_drawing_may_have_stays() -> None:
    drawn = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path d="M1 2"></path></svg>'
    assert sanitize(drawn.replace("</svg>", "<script>x</script><use href='a'/><animate/></svg>")) == drawn


@pytest.mark.parametrize(
    ("address", "link"),
    [
        (f"{ELSEWHERE}a.png", f"{ELSEWHERE}a.png"),
        ("//127.0.0.1:9/a.png", "https://127.0.0.1:9/a.png"),
        ("\\\\127.0.0.1:9\\a.png", "https://127.0.0.1:9/a.png"),
        (" HTTP://127.0.0.1:9/a.png", "HTTP://127.0.0.1:9/a.png"),
    ],
)
def test_a_picture_of_another_site_is_a_link(address: str, link: str) -> None:
    made = sanitize(f'<p><img alt="Le &quot;stand&quot;" src="{address}"> et <img src="{address}"></p>')
    assert made.count(f'<a class="ndrc-ailleurs" href="{link}">') == 2
    assert ">Le &quot;stand&quot;</a>" in made
    assert "<img" not in made


def test_a_picture_of_another_site_inside_of_a_link_is_text() -> None:
    made = sanitize(f'<a href="x"><img src="{ELSEWHERE}a.png" alt="A"></a><img src="{ELSEWHERE}b.png" alt="B">')
    assert made == f'<a href="x">A</a><a class="ndrc-ailleurs" href="{ELSEWHERE}b.png">B</a>'


def test_no_other_element_asks_another_site() -> None:
    made = sanitize(
        f'<video src="{ELSEWHERE}v.mp4" poster="{ELSEWHERE}p.png" controls></video><audio src="{ELSEWHERE}a"></audio>'
        f'<video><source src="{ELSEWHERE}s"><track src="{ELSEWHERE}t"></video><img srcset="{ELSEWHERE}x 1x">'
        f'<link rel="stylesheet" href="{ELSEWHERE}x.css"><object data="{ELSEWHERE}"></object><base href="{ELSEWHERE}">'
    )
    assert not re.search(r'<(?!a )[^<>]*="[^"]*127', made)


def test_what_is_nested_beyond_sense_is_text() -> None:
    assert sanitize("<div>" * 5000).startswith('<pre class="ndrc-brut">&lt;div&gt;')
    assert sanitize("<div>" * 100 + "a").endswith("a" + "</div>" * 100)


def test_plain_text_ends_no_attribute_and_begins_no_tag() -> None:
    assert plain('"><script> &amp; l’été') == "&quot;&gt;&lt;script&gt; &amp; l’été"


PLAIN = """abbr admonition attr_list def_list footnotes md_in_html nl2br sane_lists smarty tables wikilinks
    pymdownx.betterem pymdownx.caret pymdownx.critic pymdownx.details pymdownx.inlinehilite pymdownx.keys
    pymdownx.magiclink pymdownx.mark pymdownx.progressbar pymdownx.smartsymbols pymdownx.tilde
    pymdownx.blocks.admonition pymdownx.blocks.details pymdownx.blocks.tab pymdownx.blocks.caption"""
CONFIGURED = {
    "pymdownx.arithmatex": {"generic": True},
    "pymdownx.emoji": {
        "emoji_index": material.extensions.emoji.twemoji,
        "emoji_generator": material.extensions.emoji.to_svg,
    },
    "pymdownx.highlight": {"anchor_linenums": True, "line_spans": "__span", "linenums": True},
    "pymdownx.superfences": {"custom_fences": [{"name": "mermaid", "class": "mermaid", "format": fence_code_format}]},
    "pymdownx.tabbed": {"alternate_style": True},
    "pymdownx.tasklist": {"custom_checkbox": True, "clickable_checkbox": True},
    "toc": {"permalink": True},
}
TEXT = """\
# Titre { #titre .grand }

[TOC]

Le CRM, H~2~O, x^2^, ==surligné==, ~~barré~~, ++ctrl+c++, :material-home: :fontawesome-brands-github: et $x^2$

*[CRM]: logiciel

!!! note "Titre"
    Texte

??? tip "Caché"
    Texte

=== "Un"

    a

=== "Deux"

    b

- [x] fait
- [ ] à faire

| a | b | c |
|:--|:-:|--:|
| 1 | 2 | 3 |
{ .tableau }

Terme
:   Définition

Note[^1], {++ajout++}, {--retrait--}, {~~a~>b~~}, {==x==}{>>remarque<<}

[^1]: La note.

``` { .python title="un.py" linenums="1" hl_lines="2" }
def f(x: int) -> str:
    return "<b>" + 'é'
```

```mermaid
graph LR
```

`#!python print("x")`

![image](a.png "titre"){ width="300" align=left loading=lazy }

<figure markdown="span">
![x](b.png){ width=50 }
<figcaption>Légende</figcaption>
</figure>

<div class="grid cards" markdown>

- __HTML__

</div>

<details open><summary>S</summary>t</details>

[lien](https://exemple.fr){ .md-button target=_blank rel=noopener } <moi@exemple.fr> [tel](tel:+33612345678)

/// admonition | Bloc
texte
///

3. trois

> citation
"""


class _Seen(HTMLParser):
    """The tags with their attributes, but for what a browser adds itself; and the text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, frozenset[tuple[str, str]]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag != "tbody":
            styles = {(k, re.sub(r"[\s;]", "", v or "") if k == "style" else v or "") for k, v in attrs}
            self.tags.append((tag, frozenset(styles)))

    def handle_data(self, data: str) -> None:
        self.text += data.strip("\n")


def test_what_markdown_and_its_extensions_write_stays() -> None:
    """A picture, tabs, lists of tasks, footnotes, code with numbered lines, icons as drawings…"""
    written = markdown.markdown(TEXT, extensions=[*PLAIN.split(), *CONFIGURED], extension_configs=CONFIGURED)
    assert all(part in written for part in ("twemoji", "tabbed-set", "task-list", "linenos", "footnote", "critic"))
    assert not in_html(written)
    before, after = _Seen(written), _Seen(sanitize(written))
    assert after.tags == before.tags
    assert after.text == before.text


def test_an_emoji_is_its_character() -> None:
    """The pictures of these are of a third party."""
    written = markdown.markdown("Bravo :tada: !", extensions=["pymdownx.emoji"])
    assert "https://" in written
    assert not in_html(written)
    assert sanitize(written) == "<p>Bravo 🎉 !</p>"
