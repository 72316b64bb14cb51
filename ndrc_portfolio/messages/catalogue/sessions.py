"""Forms that a session does not have, or that no fiche fills in."""

from ndrc_portfolio.messages.message import Message


class FormNotYet(Message):
    """A fiche of a form that begins with the session `annee`. It is read as what it is, and is not printed."""

    code = "NDRC306"
    sentence = "« {fiche} » n’existe qu’à partir de la session {annee}, et votre session est {session}"
    remedy = (
        "corrigez « session » dans mkdocs.yml, ou prenez le formulaire de votre session : "
        "« ndrc vierge --tous » les écrit tous"
    )
    fiche: str
    session: str
    annee: str


class FormEnded(FormNotYet):
    """The form has ended with the session `annee`; `raison` is what the folder of the session says of it."""

    sentence = "« {fiche} » n’existe plus depuis la session {annee}, et votre session est {session}[ ({raison})]"
    remedy = (
        "gardez ce texte hors du dossier : sans sa ligne « fiche: … », le fichier devient une page ordinaire du site ; "
        "si votre session est plus ancienne, corrigez « session » dans mkdocs.yml"
    )
    raison: str = ""


class FormOfOtherModality(Message):
    """A fiche of a form of the other modality than the one that `mkdocs.yml` names."""

    code = "NDRC308"
    sentence = "« {fiche} » sert à l’épreuve {autre}, et votre modalité est « {modalite} »"
    remedy = "prenez « {juste} », ou corrigez « modalite » dans la configuration ; sans elle, les deux sont proposées"
    fiche: str
    modalite: str
    ccf: bool
    juste: str

    @property
    def autre(self) -> str:
        return "en CCF" if self.ccf else "ponctuelle"


class FilledByHand(Message):
    """The form is printed blank and filled by hand by somebody else."""

    code = "NDRC307"
    sentence = "« {fiche} » se remplit à la main : aucune fiche ne l’écrit"
    remedy = (
        "imprimez-le vierge avec « ndrc vierge {fiche} », puis joignez-le, rempli et signé, "
        "sous « attestations » dans mkdocs.yml"
    )
    fiche: str
