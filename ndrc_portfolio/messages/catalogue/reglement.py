"""The models of a session: its règlement, which a teacher may have written, and the year that its forms are of."""

from collections.abc import Sequence

from ndrc_portfolio.messages.french import typeset
from ndrc_portfolio.messages.message import Message

# ---- A règlement that cannot be followed


class BadReglement(Message):
    """It is not what its schema says; `ou` is the way to the fault, `quoi` what is wrong and what to write."""

    code = "NDRC320"
    sentence = "{faute}"
    remedy = "schemas/reglement.schema.json, dans le paquet, explique chaque clé"
    ou: str
    quoi: str

    @property
    def faute(self) -> str:
        return typeset(f"{self.ou} : {self.quoi}" if self.ou else self.quoi)


class NoReglement(Message):
    """A folder of forms has none; the rules stay those of the session `annee`."""

    code = "NDRC321"
    severity = "info"
    sentence = "il n’y a pas de reglement.json dans ce dossier : les règles restent celles de {annee}"
    remedy = "si elles ont changé, copiez-y le reglement.json de schemas/{annee}, dans le paquet, et corrigez-le"
    annee: int


class NoSuchForm(Message):
    """It names a form that the candidate does not write at this session."""

    code = "NDRC322"
    sentence = (
        "« {fiche} » n’est pas un formulaire que le candidat remplit à la session {session}"
        "[ ; vouliez-vous dire « {suggestion} » ?]"
    )
    remedy = "nommez l’un de ceux-ci : {formulaires} ; ou ajoutez {fiche}.schema.json, ou enlevez la règle {regle}"
    fiche: str
    session: int
    suggestion: str | None
    formulaires: Sequence[str]
    regle: str


class EndedForm(NoSuchForm):
    """It names one that has ended with the session `annee`."""

    sentence = "« {fiche} » n’existe plus depuis la session {annee}"
    remedy = "enlevez la règle {regle}, ou nommez l’un de ceux-ci : {formulaires}"
    annee: int


class FormOfAnother(NoSuchForm):
    """It names one of another épreuve, `ailleurs`."""

    sentence = "« {fiche} » est un formulaire de l’épreuve {ailleurs}, et cette règle est de {epreuve}"
    remedy = "mettez la règle {regle} sous « {ailleurs} », ou nommez un formulaire de {epreuve}[ : {formulaires}]"
    ailleurs: str
    epreuve: str


class NotInForm(Message):
    """What a rule asks of a form, the form has not: a value of its choice, a field with OUI and NON."""

    code = "NDRC323"
    sentence = "« {valeur} » n’est pas {attendu} du formulaire « {fiche} »[ ; vouliez-vous dire « {suggestion} » ?]"
    remedy = "[valeurs possibles : {valeurs} ; ]corrigez la règle {regle}, ou {fiche}.schema.json"
    valeur: str
    attendu: str
    fiche: str
    suggestion: str | None
    valeurs: Sequence[str]
    regle: str


class NoChoice(NotInForm):
    """The form has nothing that tells two fiches apart."""

    sentence = "les fiches « {fiche} » ne se distinguent par aucun choix"
    remedy = "prenez le contrôle « document » pour la règle {regle}, ou donnez un choix à {fiche}.schema.json"


class NoSuchRule(Message):
    """A dispense names a rule that is not there."""

    code = "NDRC324"
    sentence = "« {regle} » n’est pas une règle de ce règlement[ ; vouliez-vous dire « {suggestion} » ?]"
    remedy = "règles possibles : {regles}"
    regle: str
    suggestion: str | None
    regles: Sequence[str]


# ---- The year of the models


class ModelsOlder(Message):
    """The session is newer than the newest models, those of `annee`."""

    code = "NDRC680"
    severity = "info"
    sentence = "modèles de {annee}, les plus récents connus ; comparez avec ceux de votre centre"
    remedy = "le guide dit où regarder, à la page « Mon dossier est-il conforme ? »"
    annee: int


class ModelsChanged(Message):
    """The models are those of `annee`; those of `suivante` are known too, and the session is between the two."""

    code = "NDRC681"
    severity = "info"
    sentence = (
        "modèles de {annee} : à la session {session}, ils avaient changé en partie ; comparez avec ceux de votre centre"
    )
    remedy = "une partie de ce qui a changé est dans les modèles de {suivante} ; le guide dit où regarder"
    annee: int
    session: int
    suivante: int
