"""What a text or a file holds that is not published: it could act in the reader's browser, or ask another site."""

from collections.abc import Sequence

from ndrc_portfolio.messages.message import Message

NO_DRAWING = "ce n’est pas un dessin SVG qui peut être lu"
SAVE_AS_PICTURE = "enregistrez-le de nouveau en « SVG simple », ou en PNG"
_LIST = "« Le HTML » dans « Écrire une fiche »"


class RefusedTag(Message):
    """An element that is none of those that a text may have; what stands inside of it stays."""

    code = "NDRC440"
    severity = "warning"
    sentence = "la balise <{balise}> n’est pas permise dans un texte : elle est enlevée"
    remedy = f"écrivez ce passage en Markdown ; les balises permises sont dans le mode d’emploi, {_LIST}"
    balise: str


class RefusedTagAndText(RefusedTag):
    """A script, a style sheet: its inside is no text."""

    sentence = "la balise <{balise}> n’est pas permise dans un texte : elle est enlevée, avec ce qu’elle contient"


class UnknownTag(RefusedTag):
    """« <nom du client> » in an ordinary page, which is HTML for Markdown."""

    sentence = "« <{balise}> » est lu comme une balise, qui n’existe pas : elle est enlevée"
    remedy = "si c’est du texte, mettez des guillemets à la place de < et de >"


class RefusedAttribute(Message):
    """An attribute that its element may not have: a handler, what reaches out of its place."""

    code = "NDRC441"
    severity = "warning"
    sentence = "l’attribut « {attribut} » n’est pas permis dans <{balise}> : il est enlevé"
    remedy = f"supprimez-le ; les attributs permis sont dans le mode d’emploi, {_LIST}"
    attribut: str
    balise: str


class RefusedAddress(Message):
    """`javascript:`, `data:`, `file:`…"""

    code = "NDRC442"
    severity = "warning"
    sentence = "l’adresse « {adresse} » n’est pas permise : elle est enlevée"
    remedy = "un lien mène à https://…, à mailto:…, à tel:… ou à un fichier de docs/"
    adresse: str


class RemotePicture(Message):
    """A picture, a video or a sound of another site: each reader would ask that site for it."""

    code = "NDRC443"
    severity = "warning"
    sentence = "« {adresse} » est sur un autre site : la page ne l’affiche pas, et montre un lien à sa place"
    remedy = "enregistrez le fichier dans docs/, et donnez son chemin à partir de la page"
    adresse: str


class TagInPlainText(Message):
    """HTML in a value that is shown as it is written."""

    code = "NDRC444"
    severity = "warning"
    sentence = "« {balise} » s’affichera tel quel : « {cle} » est un texte simple"
    remedy = "supprimez la balise"
    balise: str
    cle: str


class ActiveFile(Message):
    """A page, a script or the like among the sources: opened, it would act in the reader's browser."""

    code = "NDRC445"
    severity = "warning"
    sentence = "ce fichier pourrait agir chez le lecteur : il n’est pas publié"
    remedy = (
        "écrivez une page en Markdown, ou exportez en PDF ; un script ou un style à vous se nomme dans mkdocs.yml, "
        "sous « extra_javascript » ou « extra_css »"
    )


class CleanedDrawing(Message):
    """A drawing with something in it that acts, or asks another site."""

    code = "NDRC446"
    severity = "warning"
    sentence = "ce dessin est publié sans {quoi:«et»} : il agirait chez le lecteur"
    remedy = SAVE_AS_PICTURE
    quoi: Sequence[str]
