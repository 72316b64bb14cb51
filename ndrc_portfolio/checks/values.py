"""What a value must be, wherever it is written."""

import re

from ndrc_portfolio.fiches.model import Fiche
from ndrc_portfolio.formulaires.model import Chemin, Formulaire
from ndrc_portfolio.messages.catalogue.front_matter import OffPattern, OtherCompetence


def check_patterns(fiche: Fiche, form: Formulaire, faulty: set[Chemin]) -> None:
    """What must have a certain form (a note), wherever it is written."""
    for champ in form.champs.values():
        valeur = fiche.valeurs.get(champ.chemin) if champ.motif and champ.chemin not in faulty else None
        if valeur and not fiche.vide(champ) and not re.search(champ.motif, valeur.texte):
            description = champ.description or champ.libelle
            fiche.signaler(OffPattern(valeur=valeur.texte, cle=champ.cle, description=description), valeur.place)


def check_grid(fiche: Fiche, form: Formulaire) -> None:
    """The levels of a competence that is not that of the activity (`formulaires.yml`, cote_a_cote)."""
    nature = fiche.identite(form.choix.cle) if form.grille and form.choix else ""
    for competence in form.grille:
        if nature and competence.nature not in ("", nature):
            for critere in competence.criteres:
                if valeur := fiche.valeurs.get(critere.chemin):
                    fiche.signaler(OtherCompetence(bloc=competence.libelle, nature=nature), valeur.place)
