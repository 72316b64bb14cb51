"""Signs that Word puts before items: two lines in a row that bear one are the list that their author saw."""

import markdown
import pytest

from ndrc_portfolio.fiches.markdown.spelling import spell_out


@pytest.mark.parametrize("sign", "•·▪●‣–—\uf0b7")
def test_each_bullet_of_word_makes_a_list(sign: str) -> None:
    """A space or a tab follows it; Python-Markdown alone makes no list of it. A line that stands alone is text."""
    text = f"Texte\n{sign} tri\n{sign}\tchoix\n\n{sign} vente\n"
    assert "<li>" not in markdown.markdown(text)
    html = markdown.markdown(spell_out(text)).replace("\n", "")
    assert html == f"<p>Texte</p><ul><li>tri</li><li>choix</li></ul><p>{sign} vente</p>"
