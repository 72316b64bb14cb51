"""Whatever stands in a body comes back: in a value, or told."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from ndrc_portfolio.fiches.markdown.structure import read_structure
from ndrc_portfolio.fiches.reader import read_fiche
from ndrc_portfolio.formulaires.sessions import load_forms

FORMULAIRES = load_forms(2020)

TETE = "---\nfiche: e6-etude-reflexive\n---\n"
TITRES = [
    *("## Thème", "## Problématique", "## Développement structuré", "### Problématique", "## Problèmatique"),
    *("# Titre", "### Partie", "#### Détail", "## Autre chose", " ## Thème", "Thème\n---", "Accident\n---"),
]  # fmt: skip
morceaux = st.one_of(
    st.sampled_from(TITRES),
    st.sampled_from(["mot", "- mot", "> mot", "| mot | mot |\n|---|---|\n| mot | mot |", "```\nmot\n```"]),
    st.sampled_from(["<div>\nmot\n</div>", "<div>", "</div>", "[mot]: http://mot", "[^mot]: mot", "    mot", "# mot"]),
    st.just(""),
)


@settings(derandomize=True, max_examples=600, deadline=None)
@given(st.lists(morceaux, min_size=1, max_size=10))
def test_nothing_is_lost(parts: list[str]) -> None:
    """Each word is in a value or a definition, or stands below a title or a line that is said."""
    numbers = iter(range(10_000))
    body = "\n".join(re.sub("mot", lambda _: f"mot{next(numbers)}x", part) for part in parts)
    fiche = read_fiche((TETE + body).encode(), "fiche.md", FORMULAIRES)
    assert fiche is not None
    kept = fiche.definitions + "\n".join(c for v in fiche.values.values() for c in v.cells)
    marked = {d.line for d in fiche.diagnostics}
    above: list[tuple[int, int]] = []  # the titles that a line stands below: level and line
    titles = {t.place.line: t.level for t in read_structure(body, TETE.count("\n") + 1).headings}
    for i, line in enumerate((TETE + body).split("\n"), 1):
        if i in titles:
            above = [t for t in above if t[0] < titles[i]] + [(titles[i], i)]
        section = range(above[-1][1] if above else 1, i + 1)
        for word in re.findall(r"mot\d+x", line):
            assert word in kept or marked.intersection((*section, *(at for _, at in above))), (word, body)
