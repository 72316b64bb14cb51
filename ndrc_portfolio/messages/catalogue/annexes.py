"""Faults of the files that are joined to a fiche."""

from ndrc_portfolio.messages.message import Message

HEIC = (
    "une photo d’iPhone (HEIC) ne s’affiche pas partout : ouvrez-la et enregistrez-la en JPEG, "
    "ou réglez l’iPhone sur « Le plus compatible » (Réglages, Appareil photo, Formats)"
)
OFFICE = "exportez-le en PDF (Fichier, Exporter, PDF), et donnez le PDF"
OTHER = "une annexe est une image (JPEG, PNG) ou un PDF : faites-en une capture d’écran ou exportez-la en PDF"
PROTECTED = "enregistrez une copie sans mot de passe"
LOCKED = "fermez le programme qui le tient, ou clic droit et « Toujours conserver sur cet appareil » (OneDrive)"
EMPTY_FILE = "copiez-le de nouveau, ou attendez la fin de la synchronisation (OneDrive, clé USB)"
A_COPY = "mettez une copie du fichier à sa place, ou supprimez-le"
SMALLER = "gardez-en les pages utiles, ou enregistrez-le en plus petit"
"""Remedies that annexes and attestations share."""

BURST = "l’ouvrir demande trop de temps ou de mémoire"
NOT_CLEAN = "ses données cachées (lieu, date) ne peuvent pas être ôtées"
NOT_CLEAN_INSIDE = "les données cachées d’une image qu’il contient ne peuvent pas être ôtées"
NOT_CLEAN_IN_TEXT = "les données cachées d’une image de son texte (« data: ») ne peuvent pas être ôtées"
NOT_SHOWN_HEIC = "les navigateurs n’affichent pas le HEIC"
NOT_SHOWN_TIFF = "aucun navigateur n’affiche le TIFF"
SAVE_AGAIN = "enregistrez l’image de nouveau, en JPEG"
SAVE_APART = "enregistrez l’image à part, en JPEG, dans docs/images/"
SAVE_VIDEO = "enregistrez la vidéo de nouveau avec un logiciel de montage, en MP4"
SAVE_DOCUMENT = "exportez-le en PDF, ou enregistrez-le de nouveau (.docx, .xlsx, .pptx) sans mot de passe"
SAVE_FOR_TEXT = "enregistrez l’image en JPEG ou en PNG, et changez son nom dans le texte"
"""Why a file will not be seen on the site, and what to do: the blanks of `UnseenFile` and `OversizedAnnexe`."""


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
    sentence = "« {fichier} » n’existe que sur votre ordinateur"
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
    remedy = "déplacez-la dans docs/prive/ : tout le reste de docs/ part en ligne"
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
    sentence = "« {fichier} » est confidentiel, mais git l’enregistre : il partira en ligne"
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


class UnseenFile(Message):
    """A file of `docs/` that will not be seen on the site: it cannot be cleaned, is empty, a TIFF or a HEIC."""

    code = "NDRC413"
    severity = "warning"
    sentence = "« {fichier} » ne se verra pas sur le site : {cause}"
    remedy = "{remede}"
    fichier: str
    cause: str
    remede: str


class OversizedAnnexe(Message):
    """It opens, and is more than a page can show: its pages, its pixels, its bytes; or there is nothing in it."""

    code = "NDRC414"
    sentence = "« {fichier} » ne peut pas être montré comme annexe : {cause}"
    remedy = "{remede}"
    fichier: str
    cause: str
    remede: str


class NotAFile(Message):
    """A pipe, a device, a link to a folder or to what lies elsewhere: it is never read."""

    code = "NDRC415"
    sentence = "« {fichier} » n’est pas lu : {raison}"
    remedy = A_COPY
    fichier: str
    raison: str


class LockedFile(Message):
    """The system refuses a file that is to be published: another program holds it, or it is not on this machine."""

    code = "NDRC416"
    sentence = "« {fichier} » ne peut pas être lu : {raison}"
    remedy = f"{LOCKED} ; sinon, copiez-le de nouveau"
    fichier: str
    raison: str
