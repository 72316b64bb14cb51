"""What cannot be guessed is found, with its place, and nothing else is."""

import pytest

from ndrc_portfolio.fiches.markdown.slips import find_slips

LABELS = {"outils mobilises", "resultats"}


@pytest.mark.parametrize(
    ("text", "kind", "passage"),
    [
        ("mot\n\n**Outils mobilisés**\n\n- tel", "titre-en-gras", "Outils mobilisés"),
        ("**Outils mobilisés :**", "titre-en-gras", "Outils mobilisés"),
        ("**Résultats** :", "titre-en-gras", "Résultats"),
        ("RÉSULTATS :\nbons", "titre-en-majuscules", "RÉSULTATS"),
        ("voir [[fiche 3]]", "lien-obsidian", "[[fiche 3]]"),
        ("![[photo.png]]", "lien-obsidian", "![[photo.png]]"),
        ("mot %%à cacher%%", "commentaire-obsidian", "%%à cacher%%"),
        ("un ==mot fort==", "surlignage-obsidian", "==mot fort=="),
        ("> [!tip] Astuce", "encadre-obsidian", "> [!tip]"),
        ("- [x] fait", "case-a-cocher", "- [x]"),
        ("1. [ ] à faire", "case-a-cocher", "1. [ ]"),
        ("** gras ** et", "gras-avec-espace", "** gras **"),
        ("**bon** puis ** gras ** et **bon**", "gras-avec-espace", "** gras **"),
        ("**gras ** et", "gras-avec-espace", "**gras **"),
        ("[site] (https://exemple.fr)", "lien-avec-espace", "[site] (https://exemple.fr)"),
        ("(site)[https://exemple.fr]", "lien-a-l-envers", "(site)[https://exemple.fr]"),
        ("![](C:\\Users\\lea\\photo.jpg)", "chemin-du-disque", "C:\\Users\\lea\\photo.jpg"),
        ("[a](file:///home/lea/a.pdf)", "chemin-du-disque", "file:///home/lea/a.pdf"),
        ("<IMG alt='' src = '~/photo.jpg'>", "chemin-du-disque", "~/photo.jpg"),
        ("prix[^2]\n\n[^1]: texte", "note-sans-texte", "[^2]"),
        ("```mermaid\ngraph LR\n```", "mermaid", "```mermaid"),
        ("- a\n\n  ``` mermaid\n  x\n  ```", "mermaid", "``` mermaid"),
    ],
)
def test_a_slip_has_its_kind_and_its_place(text: str, kind: str, passage: str) -> None:
    assert [(s.kind, text[s.start : s.start + s.length]) for s in find_slips(text, LABELS)] == [(kind, passage)]


@pytest.mark.parametrize(
    "text",
    [
        "**Rendez-vous** : les mobiles (**sécurité** et **argent**), puis l’essai",
        "**Moyens**\n\n- tel",
        "**Outils mobilisés** : le CRM",
        "Résultats",
        "CRM",
        "`[[a]]` et `==b==`",
        "```\n- [x] a\n%%b%%\n```",
        "a == b et c == d",
        "10 %% de 20 %%",
        "**un** et **deux** puis **trois**",
        "2 ** 3 ** 4",
        "[a](b.md) [c][d] (e) [f]",
        "prix[^1]\n\n[^1]: texte",
        "[a](../images/c.jpg) et https://c.fr/users",
        "le mot mermaid",
        "> cit",
        "prix (TTC) [voir annexe 1]",
    ],
)
def test_nothing_to_say(text: str) -> None:
    assert find_slips(text, LABELS) == []


def test_the_text_of_a_note_may_be_elsewhere() -> None:
    assert find_slips("prix[^1]", definitions="[^1]: hors taxes") == []
