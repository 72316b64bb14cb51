"""Personal data in what everybody can read."""

from collections.abc import Mapping
from types import MappingProxyType

from ndrc_portfolio.messages.message import Message

_EXCUSE = "ou dites pourquoi tous peuvent le lire, sous « donnees_personnelles: »"


class PersonalData(Message):
    """What looks like it, in a text of a fiche; `quoi` and `conseil` are those of `KINDS`."""

    code = "NDRC532"
    severity = "warning"
    sentence = "{quoi} sera lisible par tous"
    remedy = f"{{conseil}} ; {_EXCUSE}"
    quoi: str
    conseil: str


class PersonalInAnnexe(Message):
    """In the text of a PDF that is published; `quoi` names all kinds that are there."""

    code = "NDRC533"
    severity = "warning"
    sentence = "l’annexe « {fichier} » montrera à tous {quoi}"
    remedy = f"masquez-le dans le document, exportez-le de nouveau en PDF, ou écrivez confidentiel: oui ; {_EXCUSE}"
    fichier: str
    quoi: str


class NothingExcused(Message):
    """An excuse of what is not there any more."""

    code = "NDRC534"
    severity = "info"
    sentence = "« {texte} » n’est plus dans la fiche, ou n’est pas signalé"
    remedy = "supprimez cette entrée de « donnees_personnelles: »"
    texte: str


KINDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "courriel": ("une adresse électronique", "remplacez-la par celle de l’entreprise, ou supprimez-la"),
        "telephone": ("un numéro de téléphone", "supprimez-le : « par téléphone » suffit"),
        "naissance": ("une date de naissance", "écrivez l’âge : « 34 ans »"),
        "iban": ("un numéro de compte bancaire", "supprimez-le"),
        "nir": ("un numéro de sécurité sociale", "supprimez-le"),
        "carte": ("un numéro de carte bancaire", "supprimez-le"),
        "plaque": ("une plaque d’immatriculation", "supprimez-la : le modèle du véhicule suffit"),
        "adresse": ("l’adresse de quelqu’un", "gardez la ville seule"),
        "nom": ("le nom de quelqu’un", "gardez l’initiale : « Mme D. », ou son rôle : « la cliente »"),
    }
)
"""By kind: what it is, and what to write instead."""
