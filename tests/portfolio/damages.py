"""What students do to a fiche: a damage makes of a text, and a number that says where, the damaged text."""

import re
from collections.abc import Callable

Damage = Callable[[str, int], str]


def _somewhere(pattern: str, instead: str | Callable[[re.Match[str]], str], flags: int = re.MULTILINE) -> Damage:
    """Write something else in one of the places where a pattern stands."""

    def damage(text: str, where: int) -> str:
        found = list(re.finditer(pattern, text, flags))
        if not found:
            return text
        place = found[where % len(found)]
        written = place.expand(instead) if isinstance(instead, str) else instead(place)
        return text[: place.start()] + written + text[place.end() :]

    return damage


def _without_a_letter(word: str) -> str:
    return word[: len(word) // 2] + word[len(word) // 2 + 1 :]


def _word_list(found: re.Match[str]) -> str:
    return re.sub(r"^(?:- |\d\. )", "•\t", found[0], flags=re.MULTILINE)


DAMAGES: dict[str, Damage] = {
    "clé collée": _somewhere(r"^( *[a-z_]+): (?=\S)", r"\1:"),
    "clé mal orthographiée": _somewhere(r"^( *)([a-z_]{5,})(?=:)", lambda m: m[1] + _without_a_letter(m[2])),
    "clé en majuscule": _somewhere(r"^(fiche)(?=:)", "Fiche"),
    "valeur mal orthographiée": _somewhere(r"^nature: \S+", lambda m: _without_a_letter(m[0])),
    "document mal orthographié": _somewhere(r"^fiche: e4-activite", "fiche: e4-activit"),
    "deux-points dans une valeur": _somewhere(r"^titre: (?!\")(?=[^:]*$)", "titre: Vente : "),
    "guillemets courbes": _somewhere(r"^( *[a-z_]+: )([^\s\"'“][^\n\"]*)$", r"\1“\2”"),
    "insécables": _somewhere(r"^( *[a-z_]+): (?=\S)", "\\1\u00a0:\u00a0"),
    "insécable après un tiret": _somewhere(r"^( *- )(?=\S)", lambda m: m[1].replace("- ", "-\u00a0")),
    "tabulation dans l’en-tête": _somewhere(r"^  (?=[a-z_]+:)", "\t"),
    "en-tête mal refermé": _somewhere(r"^---$(?=\n#|\n\n#)", "----"),
    "élément avec deux-points": _somewhere(r"^(    - )([^\s:\"]+) ", r"\1\2 : "),
    "titre mal orthographié": _somewhere(r"^(##+ )([^\n]{8,})$", lambda m: m[1] + _without_a_letter(m[2])),
    "titre d’un autre modèle": _somewhere(r"^### Outils mobilisés$", "### Outils utilisés"),
    "titre plus long": _somewhere(r"^(### [^\n]+)$", r"\1 de la vente"),
    "titre trop bas": _somewhere(r"^(## )", r"#\1"),
    "titre collé": _somewhere(r"^(##+) ", r"\1"),
    "titre décalé": _somewhere(r"^(###) ", r"    \1 "),
    "bloc oublié": _somewhere(r"^## [^\n]+\n", ""),
    "liste de Word": _somewhere(r"(?:^(?:- |\d\. )[^\n]*\n){2,}", _word_list),
    "gras avec espaces": _somewhere(r"(?<=[a-zé] )([a-zé]{4,})(?=[ .,])", r"** \1 **"),
    "lien avec espace": _somewhere(r"(?<=[a-zé] )([a-zé]{4,})(?=[ .,])", r"[\1] (https://exemple.fr/page)"),
    "tableau d’Excel": _somewhere(r"\Z", "\nMois\tAppels\nMai\t30\nJuin\t40\n"),
    "cases à cocher": _somewhere(r"\Z", "\n- [x] devis\n- [ ] relance\n"),
    "texte hors rubrique": _somewhere(r"^(## [^\n]+\n)", r"\1\nUn texte de trop.\n"),
    "rubrique deux fois": _somewhere(r"^(### [^\n]+)$", r"\1\n\nUne première fois.\n\n\1"),
}
