"""What is wrong with how a candidate presents themselves in `mkdocs.yml`: the site is built without it."""

from collections.abc import Sequence

from ndrc_portfolio.messages.message import Message


class PaleColour(Message):
    """A text of the colour `valeur` cannot be read on white; `foncee` is used in its place."""

    code = "NDRC685"
    severity = "warning"
    sentence = "couleur : « {valeur} » est trop claire pour être lue sur du blanc (contraste {contraste} ; il faut 4,5)"
    remedy = 'écrivez couleur: "{foncee}", la même en plus foncé : le site s’en sert déjà'
    valeur: str
    contraste: str
    foncee: str


class UnknownColour(Message):
    """`couleur:` names none, or YAML took what follows its `#` for a comment."""

    code = "NDRC686"
    severity = "warning"
    sentence = "couleur : « {valeur} » n’est pas une couleur"
    remedy = 'écrivez un de ces noms : {noms} ; ou un code entre guillemets : couleur: "#1f4fa3"'
    valeur: str
    noms: Sequence[str]


class EmptyColour(UnknownColour):
    """An unquoted `#1f4fa3` is a comment."""

    sentence = "couleur : rien n’est lu après le dièse"


class PresentationWanted(Message):
    """`presentation:` and `photo:` are a text, `contact:` is a list of them."""

    code = "NDRC687"
    severity = "warning"
    sentence = "« {cle} » attend {attendu}"
    remedy = "écrivez {exemple}"
    cle: str
    liste: bool

    @property
    def attendu(self) -> str:
        return "une liste de textes" if self.liste else "un texte"

    @property
    def exemple(self) -> str:
        end = "sur des lignes à part, chacun après un tiret" if self.liste else "sur la même ligne, entre guillemets"
        return f"{self.cle}: et votre texte {end}"


class PhotoNotShown(Message):
    """The file of `photo:` cannot be shown, for this reason."""

    code = "NDRC688"
    severity = "warning"
    sentence = "photo : « {fichier} » n’est pas montrée : {raison}"
    remedy = "écrivez le chemin d’une photo JPEG ou PNG, par exemple photo: docs/images/moi.jpg"
    fichier: str
    raison: str
