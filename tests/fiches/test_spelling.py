"""What a student writes is what is printed: spelled out, Python-Markdown shows what CommonMark readers show."""

import re

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from ndrc_portfolio.fiches.markdown.spelling import spell_out
from tests.fiches.block_tree import commonmark, has_indented_code, print_page, shown, tree

# ---- What CommonMark sees

COMMONMARK = [
    *("texte", "suite *em* x", "- a", "- b", "  - c", "  suite", "1. un", "2. deux", "3) trois", "   - sous"),
    *(
        "    - quatre",
        "* étoile",
        "> cit",
        "> - q",
        "## H",
        "Titre",
        "---",
        "===",
        "***",
        "- ## t",
        "- > q",
        "   suite",
    ),
    *("- ", "-", "1.", "\\# e", "#x", "2. milieu", "**gras**", "[a](b)", "a  ", "  > r", "    1. n", "10. dix"),
    *("a_b *c* d_e", "`code` `", "x ` y", "\\<b> é", "&amp; & &copy;", "![i](p.png)", "_it_ __b__", "***tri*** x"),
    *("a*b*c", "fin\\", "[lien](u 't')", "**g", "h**", "# C#", "## F ##", "<b>g</b> t", "t <br> u", "<http://a.b>"),
    *("- [x] fait", "\\* e \\_ f", "a * b _ c", "~ 3", "= 4", "^x^", "- - d", "1. - e", "> ## h", "> 1. o"),
    *("```", "~~~", "  ```", "- ```", "> ```", "<div>", "</div>", "- \\* x", "- \\- y", "{nom}", "!!! x", "/// x"),
    *("", "", "", "", ""),
]
TABLE = ["| a | b |\n|---|---|\n| 1 | 2 |", "| a | b |\n|:-:|--:|\n| `x` | \\| |", "- x\n\n  | a |\n  |---|\n  | 1 |"]
HTML = re.compile(r"</?div>")


def texts(lines: list[str]) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(lines), min_size=1, max_size=8).map("\n".join)


@pytest.mark.parametrize("extensions", ["MkDocs", "Material"])
@settings(derandomize=True, max_examples=700, deadline=None)
@given(texts(COMMONMARK))
def test_la_structure_est_celle_de_commonmark(extensions: str, text: str) -> None:
    assume(not HTML.search(text))
    assume(not has_indented_code(text))
    assume(not re.search(r"^ *-\n\n", text, re.MULTILINE))  # two readers of CommonMark differ on an empty item
    assert tree(print_page(spell_out(text), extensions)) == tree(commonmark(text)), spell_out(text)


@settings(derandomize=True, max_examples=300, deadline=None)
@given(st.lists(st.sampled_from([*COMMONMARK, *TABLE]), min_size=1, max_size=5).map("\n\n".join))
def test_les_blocs_separes_aussi(text: str) -> None:
    assume(not HTML.search(text))
    assume(not has_indented_code(text))
    assume(not re.search(r"^ *-\n\n", text, re.MULTILINE))
    assert tree(print_page(spell_out(text))) == tree(commonmark(text)), spell_out(text)


@settings(derandomize=True, max_examples=400, deadline=None)
@given(texts([line for line in COMMONMARK if "```" not in line and "~~~" not in line]))
def test_epeler_deux_fois_ne_change_rien(text: str) -> None:
    assume(not has_indented_code(text))
    once = spell_out(text)
    assert tree(print_page(spell_out(once))) == tree(print_page(once))


# ---- Nothing vanishes

ECRITS: list[tuple[str, list[str]]] = [  # a line, what must be seen of it; N is replaced by a number, W by a word
    ("texte N ", ["texte N"]),
    ("> N appels", ["> N appels"]),
    ("+ de N euros", ["+ de N euros"]),
    ("<Mme W>", ["<Mme W>"]),
    ("un devis <remise et marge W >10 %", ["un devis <remise et marge W >10 %"]),
    ("A<B et C>D W", ["A<B et C>D W"]),
    ("2019. Le magasin W", ["2019. Le magasin W"]),
    ("7*6 = 42 et 3*2 W", ["7*6 = 42 et 3*2 W"]),
    ("\tLe client W", ["Le client W"]),
    ("    - décalé W", ["décalé W"]),
    ("•\tpuce W", ["puce W"]),
    ("➢ flèche W", ["flèche W"]),
    ("→ va W", ["→ va W"]),
    ("-Collé W", ["Collé W"]),
    ("-\u00a0dur W", ["dur W"]),
    ("1° rang W", ["rang W"]),
    ("a) lettre W", ["a) lettre W"]),
    ("o\tW", ["W"]),
    ("✓ oui W", ["✓ oui W"]),
    ("- item W", ["item W"]),
    ("  - sous W", ["sous W"]),
    ("1. num W", ["num W"]),
    ("3) par W", ["par W"]),
    ("## T W", ["T W"]),
    ("---", []),
    ("===", []),
    ("W\tb W\tc", ["W", "b W"]),
    ("x\tW", ["x", "W"]),
    ("| W | b | c |", ["W", "b", "c"]),
    ("| W | d |", ["W", "d"]),
    ("|---|---|", []),
    ("|--|", []),
    ("|——|——|", []),
    ("W | y", ["W", "y"]),
    ("```", []),
    ("<!-- c -->", []),
    ("<b>gras W</b>", ["gras W"]),
    ("<div>d W</div>", ["d W"]),
    ("** g ** W", ["** g ** W"]),
    ("nom_W_x", ["nom_W_x"]),
    ("* W", ["W"]),
    ("R&D W", ["R&D W"]),
    ("a < W > b", ["a < W > b"]),
    ("\\* W", ["* W"]),
    ("_ W", ["_", "W"]),
    ("`code W`", ["code W"]),
    ("#W", ["#W"]),
    ("[W]", ["[W]"]),
    ("== W", ["== W"]),
    ("W\\", ["W"]),
    ("!W", ["!W"]),
    ("::: W", ["::: W"]),
    ("/// W", ["/// W"]),
    ("<W", ["<W"]),
    ("</W>", ["</W>"]),
    ("<a W>", ["<a W>"]),
    ("<https://x/W>", ["https://x/W"]),
    ("<tel:W>", ["tel:W"]),
    ("- > N rdv", ["N rdv"]),
    ("{W}", ["{W}"]),
    ("%W", ["%W"]),
    ("", []),
    ("", []),
    ("", []),
]


@st.composite
def written(draw: st.DrawFn) -> tuple[str, list[str]]:
    lines: list[str] = []
    words: list[str] = []
    for i, (line, seen) in enumerate(draw(st.lists(st.sampled_from(ECRITS), min_size=1, max_size=6))):
        number, word = str(310 + 7 * i), f"w{i}x"
        lines.append(re.sub(r"\bN\b", number, line).replace("W", word))
        words += [re.sub(r"\bN\b", number, s).replace("W", word) for s in seen]
    return "\n".join(lines), words


@pytest.mark.parametrize("extensions", ["MkDocs", "Material"])
@settings(derandomize=True, max_examples=700, deadline=None)
@given(written())
def test_chaque_mot_et_chaque_signe_est_dans_la_page(extensions: str, given: tuple[str, list[str]]) -> None:
    text, words = given
    page = shown(print_page(spell_out(text), extensions)).replace("\u00a0", " ").replace(" ", "")
    lost = [word for word in words if word.replace(" ", "") not in page]
    assert not lost, (text, spell_out(text))


# ---- What students write, kind by kind

CAS = {
    "retours à la ligne": ("Matin : appels\nSoir : relance", "<p>Matin : appels<br>Soir : relance</p>"),
    "sous-liste à deux espaces": (
        "- tri\n  - prix\n  - délai\n- choix",
        "<ul><li>tri<ul><li>prix<li>délai</ul><li>choix</ul>",
    ),
    "sous-liste à trois espaces": ("1. tri\n   - prix\n2. choix", "<ol><li>tri<ul><li>prix</ul><li>choix</ol>"),
    "numéros interrompus": ("1. tri\n\nmot\n\n2. choix", "<ol><li>tri</ol><p>mot</p><ol start=2><li>choix</ol>"),
    "premier numéro": ("4. tri\n5. choix", "<ol start=4><li>tri<li>choix</ol>"),
    "numéros à parenthèse": ("1) tri\n2) choix", "<ol><li>tri<li>choix</ol>"),
    "numéros après puces": ("- tri\n\n1. choix", "<ul><li>tri</ul><ol><li>choix</ol>"),
    "deux listes": ("- tri\n\n* choix", "<ul><li>tri</ul><ul><li>choix</ul>"),
    "liste collée sous du gras": (
        "**Moyens**\n- tel\n- mail",
        "<p><strong>Moyens</strong></p><ul><li>tel<li>mail</ul>",
    ),
    "texte après une liste": ("- tel\n- mail\n\nFin.", "<ul><li>tel<li>mail</ul><p>Fin.</p>"),
    "titre collé": ("- tel\n#### Suite\nmot", "<ul><li>tel</ul><h4>Suite</h4><p>mot</p>"),
    "puces de Word": ("•\ttel\n•\tmail", "<ul><li>tel<li>mail</ul>"),
    "puces de Word à deux niveaux": (
        "•\ttel\no\tfixe\no\tmobile\n•\tmail",
        "<ul><li>tel<ul><li>fixe<li>mobile</ul><li>mail</ul>",
    ),
    "puces de Word décalées": ("• tel\n    • fixe\n• mail", "<ul><li>tel<ul><li>fixe</ul><li>mail</ul>"),
    "puces sous une phrase": ("Moyens :\n§\ttel\n§\tmail\nFin.", "<p>Moyens :</p><ul><li>tel<li>mail</ul><p>Fin.</p>"),
    "puces de deux listes": ("➢ tel\n➢ mail\n\nØ\tun\nØ\tdeux", "<ul><li>tel<li>mail</ul><ul><li>un<li>deux</ul>"),
    "tirets longs": ("– tel\n– mail", "<ul><li>tel<li>mail</ul>"),
    "tirets collés": ("-Tel\n-Mail", "<ul><li>Tel<li>Mail</ul>"),
    "tirets et insécable": ("-\u00a0tel\n-\u00a0mail", "<ul><li>tel<li>mail</ul>"),
    "signes qui disent": ("✓ tel\n✗ mail", "<ul><li>✓ tel<li>✗ mail</ul>"),
    "degrés": ("1° tel\n2° mail", "<ol><li>tel<li>mail</ol>"),
    "lettres": ("a) tel\nb) mail", "<ul><li>a) tel<li>b) mail</ul>"),
    "une seule flèche est du texte": ("→ suite", "<p>→ suite</p>"),
    "nombres négatifs": ("-3 %\n-4 %", "<p>-3 %<br>-4 %</p>"),
    "tabulations": (
        "An\tCA\n2024\t12\n2025\t14",
        "<table><tr><th>An<th>CA<tr><td>2024<td>12<tr><td>2025<td>14</table>",
    ),
    "tabulations et barre": ("An\tA|B\n2024\t12", "<table><tr><th>An<th>A|B<tr><td>2024<td>12</table>"),
    "barres sans filet": ("| An | CA |\n| 2024 | 12 |", "<table><tr><th>An<th>CA<tr><td>2024<td>12</table>"),
    "filet trop court": (
        "| An | CA | % |\n|---|---|\n| 2024 | 12 | 3 |",
        "<table><tr><th>An<th>CA<th>%<tr><td>2024<td>12<td>3</table>",
    ),
    "filet en tirets longs": (
        "| An | CA |\n|——|——|\n| 2024 | 12 |",
        "<table><tr><th>An<th>CA<tr><td>2024<td>12</table>",
    ),
    "cellule en trop": (
        "| An | CA |\n|---|---|\n| 2024 | 12 | 3 |",
        "<table><tr><th>An<th>CA<th><tr><td>2024<td>12<td>3</table>",
    ),
    "tableau collé": (
        "Voici :\n| An | CA |\n|---|---|\n| 2024 | 12 |",
        "<p>Voici :</p><table><tr><th>An<th>CA<tr><td>2024<td>12</table>",
    ),
    "commentaire dans un tableau": ("| An |\n|---|\n<!-- x -->\n| 2024 |", "<table><tr><th>An<tr><td>2024</table>"),
    "commentaire dans un paragraphe": ("mot\n<!-- x -->\nfin", "<p>mot<br>fin</p>"),
    "commentaire d’Obsidian": ("mot %%à cacher%% fin", "<p>mot fin</p>"),
    "commentaire d’Obsidian en code": ("`%%a%%`", "<p><code>%%a%%</code></p>"),
    "chevrons": ("<Mme Durand>", "<p>&lt;Mme Durand></p>"),
    "chevrons d’un mot de HTML": ("x<b et c>d", "<p>x&lt;b et c>d</p>"),
    "plus que": ("> 12 visites", "<p>&gt; 12 visites</p>"),
    "plus que, deux fois": ("> 12 visites\n>5 devis", "<p>&gt; 12 visites<br>&gt;5 devis</p>"),
    "une vraie citation": ("> Très bien\n> 12 fois", "<blockquote><p>Très bien<br>12 fois</p></blockquote>"),
    "plus de": ("+ de 12 visites\n+ 3 points", "<p>+ de 12 visites<br>+ 3 points</p>"),
    "puces en plus": ("+ accueil\n+ 3 visites", "<ul><li>accueil<li>3 visites</ul>"),
    "moins": ("- 7 %", "<p>- 7 %</p>"),
    "moins dans une liste": ("- CA\n- 7 %", "<ul><li>CA<li>7 %</ul>"),
    "année": ("2019. Le début", "<p>2019. Le début</p>"),
    "multiplications": ("4*5 = 20 et 6*7", "<p>4*5 = 20 et 6*7</p>"),
    "multiplication en code": ("`4*5` et 6*7", "<p><code>4*5</code> et 6*7</p>"),
    "alinéa": ("\tLe client\n\tsigne.", "<p>Le client<br>signe.</p>"),
    "alinéa et signe": ("    # 1", "<p># 1</p>"),
    "gras voulu": ("**Étape :**tri", "<p><strong>Étape :</strong>tri</p>"),
    "accolades": ("{nom}", "<p>{nom}</p>"),
    "code dans une liste": ("- a\n\n  ```\n  b\n  ```", "<ul><li>a<pre><code>b</code></pre></ul>"),
    "signe échappé dans une puce": ("- \\* a", "<ul><li>* a</ul>"),
    "faux html puis code": ("<a b>\n```\n2019. x\n```", "<p>&lt;a b></p><pre><code>2019. x</code></pre>"),
    "html puis texte": ("<div>a</div>\n#b", "<div>a</div><p>#b</p>"),
    "lien sur deux lignes": ("[a](b\n'c')", "<p><a href=b>a</a></p>"),
    "définition de lien": ("[a][b]\n\n[b]: c", "<p><a href=c>a</a></p>"),
    "rien que des espaces": ("   \n", ""),
}


@pytest.mark.parametrize("name", CAS)
@pytest.mark.parametrize("extensions", ["MkDocs", "Material"])
def test_cas(name: str, extensions: str) -> None:
    text, html = CAS[name]
    page = re.sub(r"</?t(head|body)>", "", print_page(spell_out(text), extensions))
    assert tree(page) == tree(html), spell_out(text)


@pytest.mark.parametrize(
    "text",
    [
        '!!! note "Retenir"\n    - tri\n      - prix\n\n    fin',
        "??? question\n    réponse",
        '=== "Avant"\n\n    mot\n\n=== "Après"\n\n    mot',
        "Prix[^1].\n\n[^1]: Hors taxes\n    et frais.",
        "Prix\n:   hors taxes",
        "*[CA]: chiffre d’affaires",
        "/// note | Titre\nmot\n///",
        "$$\na_b*c*d\n$$",
        '--8<-- "bloc.md"',
        "```python\n# *a*\n\n- b\n```",
        "mot\n{: .note }",
        "[TOC]",
    ],
)
def test_ce_qu_une_extension_ouvre_passe_tel_quel(text: str) -> None:
    assert spell_out(text) == text


def test_une_note_reste_dans_son_item() -> None:
    text = "- tri\n\n    !!! note\n        mot\n- choix"
    page = print_page(spell_out(text), "Material")
    assert '<div class="admonition note">' in page
    assert page.count("<li>") == 2
