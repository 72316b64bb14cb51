"""Faults of the files that are joined to a fiche."""

from ndrc_portfolio.messages.message import Message

HEIC = (
    "une photo d’iPhone (HEIC) ne s’affiche pas partout : ouvrez-la et enregistrez-la en JPEG, "
    "ou réglez l’iPhone sur « Le plus compatible » (Réglages, Appareil photo, Formats)"
)
OFFICE = "exportez-le en PDF (Fichier, Exporter, PDF), et donnez le PDF"
OTHER = "une annexe est une image (JPEG, PNG) ou un PDF : faites-en une capture d’écran ou exportez-la en PDF"
PROTECTED = "enregistrez une copie sans mot de passe"
"""Remedies that annexes and attestations share."""


class AnnexeNotFound(Message):
    """There is no such file."""

    code = "NDRC401"
    sentence = "annexe introuvable : « {fichier} »[ ; vouliez-vous dire « {suggestion} » ?]"
    remedy = "vérifiez le nom et le dossier ; le chemin part de la fiche, par exemple ../annexes/photo.jpg"
    fichier: str
    suggestion: str | None = None


class AbsolutePath(Message):
    """`C:\\photos\\stand.jpg`."""

    code = "NDRC402"
    sentence = "« {fichier} » est un chemin absolu : il n’existe que sur votre ordinateur"
    remedy = "copiez le fichier dans docs/annexes/ et écrivez ../annexes/{nom}"
    fichier: str
    nom: str


class OutsideDocs(Message):
    """The path leaves `docs/`."""

    code = "NDRC403"
    sentence = "« {fichier} » est hors du dossier du portfolio"
    remedy = "copiez le fichier dans docs/annexes/ et écrivez ../annexes/{nom}"
    fichier: str
    nom: str


class LinkOutside(Message):
    """A symbolic link that leads out of `docs/`."""

    code = "NDRC404"
    sentence = "« {fichier} » est un raccourci vers un fichier hors du portfolio"
    remedy = "remplacez le raccourci par une copie du fichier"
    fichier: str


class UnshowableAnnexe(Message):
    """A kind of file that cannot be shown."""

    code = "NDRC405"
    sentence = "« {fichier} » ne peut pas être montré comme annexe"
    remedy = OTHER
    fichier: str


class HeicAnnexe(UnshowableAnnexe):
    """A photo of an iPhone."""

    remedy = HEIC


class OfficeAnnexe(UnshowableAnnexe):
    """A document of Word and its like."""

    remedy = OFFICE


class DamagedAnnexe(Message):
    """Its name promises a kind that it is not; `genre` is what to save it as."""

    code = "NDRC406"
    sentence = "« {fichier} » ne s’ouvre pas : le fichier est abîmé ou n’est pas ce que dit son nom"
    remedy = "ouvrez-le, enregistrez-le de nouveau en {genre}, et remplacez l’ancien"
    fichier: str
    genre: str


class ProtectedAnnexe(Message):
    """A PDF with a password."""

    code = "NDRC407"
    sentence = "« {fichier} » est protégé par un mot de passe"
    remedy = PROTECTED
    fichier: str


class ConfidentialInPublic(Message):
    """A confidential annexe elsewhere than in `docs/prive/`."""

    code = "NDRC408"
    severity = "warning"
    sentence = "l’annexe confidentielle « {fichier} » n’est pas dans docs/prive/"
    remedy = "déplacez-la dans docs/prive/ : le reste du dossier docs/ part en ligne avec le dépôt"
    fichier: str


class UnsaidConfidential(Message):
    """An annexe in `docs/prive/` that does not say that it is confidential."""

    code = "NDRC409"
    severity = "warning"
    sentence = "« {fichier} » est dans docs/prive/ : l’annexe est traitée comme confidentielle"
    remedy = "ajoutez « confidentiel: oui » à l’annexe, ou déplacez le fichier dans docs/annexes/"
    fichier: str


class TrackedByGit(Message):
    """Git keeps a private file, and would publish it."""

    code = "NDRC410"
    severity = "warning"
    sentence = "« {fichier} » est confidentiel, mais git l’enregistre : il partira en ligne avec le dépôt"
    remedy = 'retirez-le : git rm --cached "{chemin}"'
    fichier: str
    chemin: str


class WebAddress(Message):
    """`https://…` where a file is wanted."""

    code = "NDRC411"
    sentence = "« {fichier} » est une adresse internet"
    remedy = "téléchargez le fichier, copiez-le dans docs/annexes/ et écrivez ../annexes/ suivi de son nom"
    fichier: str


class LinkToNoAnnexe(Message):
    """A link of a page to a file of `annexes/` that no fiche names, which is not published."""

    code = "NDRC412"
    severity = "warning"
    sentence = "le lien vers {fichier} ne mène nulle part, car ce fichier n’est l’annexe d’aucune fiche"
    remedy = "ajoutez-le aux annexes"
    fichier: str


class UncleanPicture(Message):
    """The metadata of a photo cannot be taken out of it, so it is not published."""

    code = "NDRC413"
    severity = "warning"
    sentence = "cette image ne peut pas être débarrassée de ses données cachées (lieu, date) ; elle n’est pas publiée"
    remedy = "enregistrez-la en JPEG"
