"""Empty fiches and snippets, made of the forms."""

import re

import pytest

from ndrc_portfolio.formulaires.empty_fiche import empty_fiche, snippet
from ndrc_portfolio.formulaires.model import Formulaire, heading_line
from ndrc_portfolio.formulaires.sessions import load_forms
from ndrc_portfolio.messages.french import typeset

FORMS = load_forms(2020)


@pytest.mark.parametrize("form", FORMS.values(), ids=list(FORMS))
def test_a_skeleton_has_all_headings(form: Formulaire) -> None:
    lines = empty_fiche(form).split("\n")
    titles = [line for line in lines[lines.index("---", 1) :] if line.startswith("#")]
    assert titles == [typeset(heading_line(n)) for n in form.noeuds]


@pytest.mark.parametrize("form", FORMS.values(), ids=list(FORMS))
def test_a_skeleton_gives_help(form: Formulaire) -> None:
    flat = re.sub(r"\s+", " ", re.sub(r"\n *# ", " ", empty_fiche(form)))
    wanted = [n.description for n in form.noeuds] + [c.description for c in form.identification.values()]
    hidden = {c.description for c in form.identification.values() if form.by_candidat and c.chemin[0] == "candidat"}
    shown = [re.sub(r"\s+", " ", typeset(text)) for text in wanted if text not in hidden]
    assert not [text for text in shown if text not in flat]


@pytest.mark.parametrize("form", FORMS.values(), ids=list(FORMS))
def test_a_filled_snippet_is_the_skeleton(form: Formulaire) -> None:
    body = "\n".join(snippet(form))
    stops = [int(n) for n in re.findall(r"(?<!\\)\$\{?(\d+)", body)]
    assert stops == [*range(1, len(stops)), 0]
    for champ in form.champs.values():
        if champ.options and not (form.by_candidat and champ.chemin[0] == "candidat"):
            assert f"|{','.join(o.valeur for o in champ.options)}|" in body
    filled = re.sub(r"\\([\\$}])", r"\1", re.sub(r"(?<!\\)\$(?:\d+|\{\d+\|.*?\|\})", "", body))
    assert re.sub(r" +$", "", filled, flags=re.MULTILINE) == empty_fiche(form)
