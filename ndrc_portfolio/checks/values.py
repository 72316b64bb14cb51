"""What a value must be, wherever it is written."""

import re
from collections.abc import Iterator

from ndrc_portfolio.fiches.model import Fiche
from ndrc_portfolio.formulaires.model import Chemin, Formulaire
from ndrc_portfolio.messages.catalogue.front_matter import OffPattern, OtherCompetence
from ndrc_portfolio.messages.diagnostic import Diagnostic


def check_patterns(fiche: Fiche, form: Formulaire, faulty: set[Chemin]) -> Iterator[Diagnostic]:
    """What must have a certain form (a note); `faulty` are the leaves of which something is said already."""
    for champ in form.champs.values():
        value = fiche.values.get(champ.chemin) if champ.motif and champ.chemin not in faulty else None
        if value and not fiche.is_empty(champ) and not re.search(champ.motif, value.text):
            message = OffPattern(valeur=value.text, cle=champ.cle, description=champ.description or champ.libelle)
            yield fiche.diagnostic(message, value.place)


def check_grid(fiche: Fiche, form: Formulaire) -> Iterator[Diagnostic]:
    """The levels of a competence that is not that of the activity (`formulaires.yml`, cote_a_cote)."""
    nature = fiche.identite(form.choix.cle) if form.grille and form.choix else ""
    for competence in form.grille:
        if nature and competence.nature not in ("", nature):
            for critere in competence.criteres:
                if value := fiche.values.get(critere.chemin):
                    message = OtherCompetence(bloc=competence.libelle, nature=nature)
                    yield fiche.diagnostic(message, value.place)
