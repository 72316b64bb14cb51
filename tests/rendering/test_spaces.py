"""The no-break spaces of what authors write, in its HTML (« ~ » here)."""

import pytest

from ndrc_portfolio.rendering.spaces import typeset_html


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("<p>Oui : non ; « peut-être » ? 7 % !</p>", "<p>Oui~: non~; «~peut-être~»~? 7~%~!</p>"),
        ("<p><strong>Cible</strong> : tous</p>", "<p><strong>Cible</strong>~: tous</p>"),
        (
            "<p>Cible <strong>: tous</strong> « <em>oui</em> »</p>",
            "<p>Cible~<strong>: tous</strong> «~<em>oui</em>~»</p>",
        ),
        ("<p>«<b> oui</b></p>", "<p>«<b>~oui</b></p>"),
        ("<p><code>a : b</code> : c</p><pre><code>d ; <i>e !</i></code></pre>", None),
        ('<p><img alt="a > : b" title="c ?"> d</p>', None),
        ('<svg viewBox="0 0 1 1"><text>a : b</text></svg>', None),
        ("a &lt; b &amp; c", None),
        ("<p>Déjà\u00a0: fait\u202f; « »</p>", "<p>Déjà~: fait\u202f; «~»</p>"),
    ],
)
def test_signs_stay_with_their_words(written: str, shown: str | None) -> None:
    made = typeset_html(written)
    expected = shown if shown is not None else written.replace("</code> :", "</code>~:")
    assert made == expected.replace("~", "\u00a0")
    assert typeset_html(made) == made
