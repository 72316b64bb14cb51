"""What is wrong, where, and what to write instead: one immutable `Diagnostic`, one catalogue in French.

Every message that concerns an author's file has its code here and its paragraph in `docs/guide/messages.md`.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

Severity = Literal["error", "warning", "info"]
Cout = Literal["", "NV", "pénalité", "conseil"]
"""What a fault costs at the exam: « NV » (non valide), marks, or nothing."""
SEVERITES: dict[Severity, str] = {"error": "erreur", "warning": "avertissement", "info": "info"}


_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f]")
_LONGEST = 1200  # characters of a blank; the longest of ours is the list of all rubriques of a form


class Place(NamedTuple):
    """Where something stands in a file: 1-based line and column, in characters, and its width."""

    line: int
    column: int = 1
    width: int = 1


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One fault. `rule` is the rule of the exam it offends (R1 to R12, `reglement.md`) or empty, `cost` its price.

    `width` and `excerpt` (the line of the source) serve the display only; nothing of a document
    whose readers are fewer than the site's ever stands in them.
    """

    code: str
    severity: Severity
    path: str
    line: int
    column: int
    message: str
    hint: str = ""
    rule: str = ""
    cost: Cout = ""
    width: int = 1
    excerpt: str = ""

    @property
    def sort_key(self) -> tuple[str, int, int, str]:
        return (self.path, self.line, self.column, self.code)

    @property
    def head(self) -> str:
        """The line that editors and log readers parse: `path:line:column: erreur CODE: message`."""
        return f"{self.path}:{self.line}:{self.column}: {SEVERITES[self.severity]} {self.code}: {self.message}"


class Gabarit(NamedTuple):
    severity: Severity
    message: str
    hint: str = ""
    rule: str = ""
    cost: Cout = ""


def francais(text: str) -> str:
    """Put the no-break spaces of French typography, which cannot be seen in a source, where plain ones stand."""
    return re.sub(r" (?=[:;?!»%€])|(?<=«) ", "\u00a0", text)


_TEXTES: dict[str, Gabarit] = {
    # The file
    "NDRC001": Gabarit(
        "error",
        "ce fichier n’est pas enregistré en UTF-8 : cette ligne est illisible à partir d’ici",
        "enregistrez-le avec l’encodage UTF-8 (dans le Bloc-notes : Fichier, Enregistrer sous, Encodage : UTF-8)",
    ),
    "NDRC002": Gabarit(
        "error",
        "ce fichier fait {taille} Mo ; une fiche tient en moins de 1 Mo",
        "mettez les images et les documents dans docs/annexes/, et dans la fiche leur nom seulement",
    ),
    "NDRC003": Gabarit(
        "error",
        "ce fichier est vide",
        "écrivez-y une fiche, reprenez une sauvegarde, ou supprimez-le",
    ),
    "NDRC004": Gabarit(
        "error",
        "ce fichier ne peut pas être lu : {raison}",
        "vérifiez qu’il existe et qu’il vous est permis de le lire",
    ),
    "NDRC005": Gabarit(
        "warning",
        "ce fichier n’est pas lu comme une fiche, et n’est pas publié : son nom ne finit pas par « .md »",
        "renommez-le en « {nom} » (dans l’Explorateur de Windows : Affichage, Extensions de noms de fichiers)",
    ),
    # The front matter
    "NDRC101": Gabarit(
        "error",
        "l’en-tête n’est jamais refermé",
        "ajoutez une ligne « --- » (trois tirets) après la dernière ligne de l’en-tête",
    ),
    "NDRC102": Gabarit(
        "error",
        "l’en-tête n’est pas ouvert",
        "ajoutez une ligne « --- » (trois tirets, rien d’autre) tout en haut du fichier",
    ),
    "NDRC103": Gabarit(
        "error",
        "tabulation dans l’en-tête",
        "remplacez-la par des espaces (deux par niveau)",
    ),
    "NDRC104": Gabarit("error", "« {valeur} » n’est pas {attendu}{suggestion}", "valeurs possibles : {valeurs}"),
    "NDRC105": Gabarit(
        "error",
        "deux-points dans la valeur de « {cle} »",
        'mettez des guillemets : {cle}: "{valeur}"',
    ),
    "NDRC106": Gabarit(
        "error",
        "guillemet ouvert et jamais refermé",
        "fermez-le à la fin de la valeur ; un guillemet dans le texte s’écrit « … »",
    ),
    "NDRC107": Gabarit(
        "error",
        "l’en-tête est illisible à partir d’ici",
        "vérifiez la ponctuation et l’alignement : une ligne par clé, « clé: valeur », deux espaces par niveau",
    ),
    "NDRC108": Gabarit(
        "error",
        "la clé « {cle} » est donnée deux fois (déjà ligne {autre})",
        "gardez une seule des deux",
    ),
    "NDRC109": Gabarit(
        "error",
        "les ancres et les alias de YAML (« & » et « * ») ne sont pas acceptés",
        "écrivez la valeur en entier ; si le texte commence par « & » ou « * », mettez-le entre guillemets",
    ),
    "NDRC110": Gabarit(
        "error",
        "l’en-tête n’est pas une suite de lignes « clé: valeur »",
        "commencez par « fiche: » suivi du nom du document, par exemple fiche: e4-activite",
    ),
    "NDRC111": Gabarit("error", "clé inconnue « {cle} »{suggestion}", "{remede}"),
    "NDRC112": Gabarit("error", "« {cle} » attend {attendu}, pas {recu}", "{remede}"),
    "NDRC113": Gabarit("error", "{quoi}{suggestion}", "documents possibles : {valeurs}"),
    "NDRC114": Gabarit(
        "error",
        "« {cle} » a {recu} valeurs ; le formulaire n’a que {limite} cases",
        "réunissez-les en {limite} textes",
    ),
    "NDRC115": Gabarit(
        "error",
        "« {cle} » n’est pas à écrire dans une fiche",
        "le candidat est le même pour toutes les fiches : écrivez-le dans mkdocs.yml, sous ndrc-portfolio",
    ),
    "NDRC116": Gabarit(
        "error",
        "« template » ne s’emploie pas dans une fiche",
        "supprimez cette ligne : la mise en page est celle du formulaire officiel",
    ),
    "NDRC117": Gabarit("error", "il manque « {manque} » à « {cle} »", "ajoutez une ligne « {manque}: … »"),
    "NDRC118": Gabarit(
        "error",
        "étiquette YAML « {valeur} » refusée",
        "supprimez-la, ou mettez la valeur entre guillemets",
    ),
    "NDRC119": Gabarit(
        "warning",
        "l’en-tête de cette page est illisible : {message}",
        "{remede}",
    ),
    "NDRC120": Gabarit("error", "« {cle} » n’a pas la forme attendue par le formulaire ({mot_cle})", "{description}"),
    "NDRC121": Gabarit(
        "error",
        "l’en-tête a trop de niveaux",
        "aucun formulaire n’en a plus de trois : remontez cette valeur",
    ),
    "NDRC122": Gabarit(
        "error", "« {signe} » ouvert et jamais refermé", "fermez-le, ou mettez la valeur entre guillemets"
    ),
    "NDRC123": Gabarit(
        "error",
        "la ligne « {cle} » n’est pas alignée",
        "les clés d’un même niveau commencent à la même colonne : {remede}",
    ),
    "NDRC124": Gabarit(
        "error",
        "la valeur de « {cle} » continue après son guillemet fermant",
        'entourez toute la valeur de guillemets doubles ("…") ; '
        "à l’intérieur, écrivez ’ pour l’apostrophe, et « … » pour citer",
    ),
    "NDRC125": Gabarit(
        "warning",
        "ce qui suit « # » n’est pas lu : « {commentaire} »",
        'si ce texte compte, mettez la valeur entre guillemets : {cle}: "…" ; sinon, supprimez-le',
    ),
    "NDRC126": Gabarit(
        "error",
        "« \\ » dans une valeur entre guillemets",
        "écrivez les chemins avec des barres obliques, sans guillemets : ../annexes/photo.jpg",
    ),
    "NDRC127": Gabarit(
        "error",
        "cette valeur commence par « {signe} », qui a un sens particulier dans un en-tête",
        'mettez toute la valeur entre guillemets : "{signe}…"',
    ),
    "NDRC128": Gabarit(
        "error",
        "cette ligne n’a pas de deux-points",
        "écrivez « clé: valeur » ; la suite d’un texte se décale de deux espaces sous sa clé",
    ),
    "NDRC129": Gabarit(
        "error",
        "il manque une espace après le deux-points",
        "écrivez « {cle}: {valeur} »",
    ),
    "NDRC130": Gabarit(
        "error",
        "caractère invisible dans l’en-tête",
        "effacez-le, et retapez la valeur",
    ),
    "NDRC131": Gabarit(
        "error",
        "il y a du texte au-dessus de l’en-tête",
        "supprimez tout ce qui précède la première ligne « --- »",
    ),
    "NDRC132": Gabarit("error", "« {valeur} » n’est pas ce qu’attend « {cle} »", "{description}"),
    "NDRC133": Gabarit(
        "error",
        "« {bloc} » ne se remplit pas pour une activité « {nature} »",
        "effacez ce niveau, ou corrigez « nature » sous « activite »",
    ),
    "NDRC134": Gabarit(
        "warning",
        "aucune fiche n° {numero} de l’épreuve {epreuve} dans le portfolio de ce candidat",
        "corrigez « numero » sous « activite », ou écrivez vous-même le titre et la nature",
    ),
    # The body
    "NDRC201": Gabarit("error", "{quoi}{suggestion}", "{remede}"),
    "NDRC202": Gabarit("error", "« {titre} » n’est pas au bon niveau", "écrivez « {juste} »"),
    "NDRC203": Gabarit(
        "error",
        "la rubrique « {titre} » n’est pas à cette place",
        "elle se trouve dans « {bloc} » : {remede}",
    ),
    "NDRC204": Gabarit(
        "error",
        "le titre « {titre} » est donné deux fois (déjà ligne {autre})",
        "réunissez les deux textes sous un seul titre",
    ),
    "NDRC205": Gabarit(
        "error",
        "« {titre} » est donné deux fois : ici et dans l’en-tête, ligne {autre}",
        "gardez un seul des deux",
    ),
    "NDRC206": Gabarit(
        "error",
        "titre de premier niveau « {titre} »",
        "le titre s’écrit dans l’en-tête, « {cle}: … » ; un # au début d’une phrase s’écrit \\#",
    ),
    "NDRC207": Gabarit(
        "error",
        "texte avant le premier titre",
        "placez-le sous le titre d’une rubrique, par exemple « {ligne} »",
    ),
    "NDRC208": Gabarit(
        "error",
        "texte directement sous « {bloc} »",
        "placez-le sous le titre d’une rubrique, par exemple « {ligne} »",
    ),
    "NDRC209": Gabarit(
        "error",
        "balise <{balise}> jamais refermée : elle avalerait toute la suite",
        "ajoutez </{balise}> à la fin du passage, ou supprimez la balise",
    ),
    "NDRC210": Gabarit(
        "error",
        "commentaire jamais refermé : il avalerait toute la suite",
        "ajoutez --> à la fin du commentaire",
    ),
    "NDRC211": Gabarit(
        "warning",
        "« {titre} » est une rubrique du formulaire, mais ce titre est lu comme le texte de « {rubrique} »",
        "{remede}",
    ),
    "NDRC212": Gabarit(
        "warning",
        "« {titre} » n’est pas lu comme un titre",
        "commencez la ligne par le #, sans espace devant, et laissez une ligne vide au-dessus",
    ),
    "NDRC213": Gabarit(
        "error",
        "balise </{balise}> sans <{balise}> avant elle",
        "supprimez-la, ou ouvrez la balise plus haut",
    ),
    "NDRC214": Gabarit(
        "warning",
        "{quoi} sans ligne vide au-dessus : {il} s’imprimera à la suite du texte, sans retour à la ligne",
        "laissez une ligne vide entre le texte et {elle}",
    ),
    "NDRC215": Gabarit(
        "warning",
        "ces lignes commencent par « {signe} » : elles s’imprimeront à la suite, sans retour à la ligne",
        "remplacez ce signe par un tiret et une espace (« - »), avec une ligne vide au-dessus",
    ),
    "NDRC216": Gabarit(
        "warning",
        "« {signe} {nombre} » est lu comme un élément de liste : le signe « {signe} » ne s’imprimera pas",
        "écrivez \\{signe} {nombre} avec une barre oblique inverse, ou {signe}{nombre} sans espace",
    ),
    # What is missing
    "NDRC301": Gabarit("error", "« {rubrique} » est vide", "{remede}", "R3", "pénalité"),
    "NDRC302": Gabarit("info", "brouillon : il reste {nombre} à remplir", "{liste}", "R3", "pénalité"),
    "NDRC303": Gabarit(
        "error",
        "aucune rubrique n’est remplie",
        "écrivez-les dans le corps du fichier, sous leurs titres, ou laissez « statut: brouillon »",
        "R3",
        "pénalité",
    ),
    # The annexes
    "NDRC401": Gabarit(
        "error",
        "annexe introuvable : « {fichier} »{suggestion}",
        "vérifiez le nom et le dossier ; le chemin part de la fiche, par exemple ../annexes/photo.jpg",
    ),
    "NDRC402": Gabarit(
        "error",
        "« {fichier} » est un chemin absolu : il n’existe que sur votre ordinateur",
        "copiez le fichier dans docs/annexes/ et écrivez ../annexes/{nom}",
    ),
    "NDRC403": Gabarit(
        "error",
        "« {fichier} » est hors du dossier du portfolio",
        "copiez le fichier dans docs/annexes/ et écrivez ../annexes/{nom}",
    ),
    "NDRC404": Gabarit(
        "error",
        "« {fichier} » est un raccourci vers un fichier hors du portfolio",
        "remplacez le raccourci par une copie du fichier",
    ),
    "NDRC405": Gabarit("error", "« {fichier} » ne peut pas être montré comme annexe", "{remede}"),
    "NDRC411": Gabarit(
        "error",
        "« {fichier} » est une adresse internet",
        "téléchargez le fichier, copiez-le dans docs/annexes/ et écrivez ../annexes/ suivi de son nom",
    ),
    "NDRC406": Gabarit(
        "error",
        "« {fichier} » ne s’ouvre pas : le fichier est abîmé ou n’est pas ce que dit son nom",
        "ouvrez-le, enregistrez-le de nouveau en {genre}, et remplacez l’ancien",
    ),
    "NDRC407": Gabarit(
        "error", "« {fichier} » est protégé par un mot de passe", "enregistrez une copie sans mot de passe"
    ),
    "NDRC408": Gabarit(
        "warning",
        "l’annexe confidentielle « {fichier} » n’est pas dans docs/prive/",
        "déplacez-la dans docs/prive/ : le reste du dossier docs/ part en ligne avec le dépôt",
    ),
    "NDRC409": Gabarit(
        "warning",
        "« {fichier} » est dans docs/prive/ : l’annexe est traitée comme confidentielle",
        "ajoutez « confidentiel: oui » à l’annexe, ou déplacez le fichier dans docs/annexes/",
    ),
    "NDRC410": Gabarit(
        "warning",
        "« {fichier} » est confidentiel, mais git l’enregistre : il partira en ligne avec le dépôt",
        'retirez-le : git rm --cached "{chemin}"',
    ),
    # Who may read what
    "NDRC501": Gabarit(
        "error",
        "ce document est réservé à la commission : il n’a pas sa place dans un site « {audience} »",
        "sortez-le de ce dossier ; les documents de la commission vivent dans un dossier à part, "
        "avec leur propre configuration",
    ),
    "NDRC502": Gabarit(
        "warning",
        "le numéro de candidat est écrit dans mkdocs.yml, qui part en ligne avec le dépôt",
        'écrivez-le dans prive.yml, à côté de mkdocs.yml : numero: "…"',
    ),
    "NDRC503": Gabarit(
        "error",
        "le numéro de candidat doit être entre guillemets : sans eux, ses zéros se perdent",
        'écrivez-le dans prive.yml, à côté de mkdocs.yml, avec les guillemets : numero: "…"',
    ),
    "NDRC504": Gabarit(
        "error",
        "le numéro de candidat est écrit dans ce fichier, qui sera publié",
        "retirez-le : le site public ne doit le montrer nulle part",
    ),
    "NDRC505": Gabarit(
        "error",
        "un site « {audience} » ne va pas dans le dossier « site »",
        "donnez-lui un dossier à part dans sa configuration, par exemple site_dir: site-{audience}",
    ),
    "NDRC506": Gabarit("error", "prive.yml ne contient pas ce qu’il faut", 'une seule ligne suffit : numero: "…"'),
    "NDRC507": Gabarit(
        "error",
        "un site « {audience} » ne se publie pas",
        "mkdocs gh-deploy ne publie que le site public, sans « audience » dans la configuration",
    ),
    "NDRC508": Gabarit(
        "error",
        "ce fichier a été fait pour un site « {pour} » : il serait publié tel quel dans un site « {audience} »",
        "sortez-le de ce dossier ; les PDF complets et les sites construits vivent ailleurs que dans les sources",
    ),
    # The dossier: its composition
    "NDRC601": Gabarit(
        "warning",
        "il manque {quoi}",
        "tapez « ndrc fiche {fiche} »{chacune}, ou écrivez « fiche: {fiche} » et « {cle}: {valeur} » "
        "en tête d’un nouveau fichier ; un brouillon suffit",
        "R1",
        "pénalité",
    ),
    "NDRC602": Gabarit(
        "warning",
        "cette fiche a la même nature « {valeur} » que {autre}",
        "il en faut une de chaque nature : écrivez {absentes} dans l’une des deux, si c’est ce qu’elle raconte",
        "R2",
        "pénalité",
    ),
    "NDRC603": Gabarit(
        "warning",
        "le dossier E4 a {nombre} fiches ; il en faut {attendues}, une de chaque nature",
        "sortez de docs/ celle que vous ne présentez pas",
        "R1",
        "pénalité",
    ),
    "NDRC604": Gabarit(
        "warning",
        "il manque {quoi}",
        "tapez « ndrc fiche {fiche} »{chacune}, ou écrivez « fiche: {fiche} » et « {cle}: {valeur} » "
        "en tête d’un nouveau fichier ; un brouillon suffit",
        "R7",
        "pénalité",
    ),
    "NDRC605": Gabarit(
        "warning",
        "cette fiche a le même réseau « {valeur} » que {autre}",
        "il en faut une par réseau : écrivez {absentes} dans l’une des deux, si c’est ce qu’elle raconte",
        "R7",
        "pénalité",
    ),
    "NDRC606": Gabarit(
        "warning",
        "le dossier E6 a {nombre} fiches ; il en faut {attendues}, une par réseau",
        "sortez de docs/ celle que vous ne présentez pas",
        "R7",
        "pénalité",
    ),
    "NDRC607": Gabarit(
        "warning",
        "aucune fiche E6 ne raconte une activité réelle vécue",
        "l’une des trois au moins doit avoir « vecue: oui »",
        "R8",
        "pénalité",
    ),
    "NDRC608": Gabarit(
        "warning",
        "il manque l’étude réflexive",
        "tapez « ndrc fiche {fiche} », ou écrivez « fiche: {fiche} » "
        "en tête d’un nouveau fichier ; un brouillon suffit",
        "R9",
        "pénalité",
    ),
    "NDRC609": Gabarit(
        "warning",
        "une autre étude réflexive se trouve déjà dans {autre}",
        "gardez-en une seule dans docs/",
        "R9",
        "pénalité",
    ),
    "NDRC610": Gabarit(
        "warning",
        "le numéro {numero} est déjà celui de {autre}",
        "donnez un autre numéro à l’une des deux fiches : leur ordre dans le dossier en dépend",
    ),
    "NDRC611": Gabarit("warning", "ce texte appelle {quoi}", "{remede}"),
    "NDRC612": Gabarit(
        "info",
        "aucun texte n’appelle l’annexe {numero} (« {titre} »)",
        "écrivez « (annexe {numero}) » là où elle sert, pour que le jury aille la voir",
        "",
        "conseil",
    ),
    # The dossier: attestations and date
    "NDRC621": Gabarit(
        "error",
        "aucune attestation n’est jointe au dossier",
        "sous ndrc-portfolio, écrivez « attestations: » et dessous {piece} : type, organisation, du, au, signee",
        "R4",
        "NV",
    ),
    "NDRC622": Gabarit(
        "error",
        "l’attestation « {nom} » n’est ni visée ni signée",
        "faites-la signer par l’entreprise, puis écrivez « signee: oui »",
        "R4",
        "NV",
    ),
    "NDRC623": Gabarit(
        "warning",
        "rien ne dit que l’attestation « {nom} » est signée",
        "vérifiez-la, puis écrivez « signee: oui » (ou « non »)",
        "R4",
        "NV",
    ),
    "NDRC624": Gabarit(
        "error",
        "« {type} » n’est pas la pièce attendue pour {qui}",
        "joignez {piece}, de type {types}, ou corrigez « statut » sous « candidat »",
        "R4",
        "NV",
    ),
    "NDRC625": Gabarit(
        "error",
        "{total} : il faut {demande} pour {qui}",
        "{remede}",
        "R5",
        "NV",
    ),
    "NDRC626": Gabarit(
        "error",
        "l’attestation « {nom} » ne dit pas combien de temps elle couvre",
        "écrivez ses dates, « du: 2026-01-05 » et « au: 2026-02-13 », ou « semaines: 6 »",
        "R5",
        "NV",
    ),
    "NDRC627": Gabarit(
        "warning",
        "votre statut n’est pas dit : la durée de vos stages ne peut pas être vérifiée",
        "sous « candidat », écrivez par exemple « statut: scolaire » "
        "(ou apprentissage, formation-continue, perfectionnement, experience)",
        "R5",
        "NV",
    ),
    "NDRC628": Gabarit(
        "warning",
        "vos certificats s’arrêtent au {fin} : cette période est peut-être trop ancienne",
        "l’expérience compte si elle est assez récente, après le {limite} environ : "
        "demandez à votre centre d’examen, ou joignez un certificat plus récent",
        "R5",
        "NV",
    ),
    "NDRC629": Gabarit(
        "warning",
        "l’attestation « {nom} » dit {semaines}, mais ses dates n’en couvrent que {dates}",
        "corrigez « semaines », « du » ou « au » : c’est « semaines » qui compte",
        "R5",
        "NV",
    ),
    "NDRC630": Gabarit(
        "info",
        "le fichier de l’attestation « {nom} » n’est pas là{lequel}",
        "copiez-le dans docs/prive/ et écrivez « fichier: docs/prive/… » : il sera imprimé à la fin des deux dossiers",
        "R4",
        "conseil",
    ),
    "NDRC631": Gabarit(
        "warning",
        "le fichier de l’attestation « {nom} » n’est pas dans docs/prive/",
        "déplacez-le dans docs/prive/ : le reste du dossier docs/ part en ligne avec le dépôt",
    ),
    "NDRC632": Gabarit(
        "warning",
        "l’attestation « {nom} » finit avant de commencer",
        "corrigez « du » et « au »",
        "R5",
        "NV",
    ),
    "NDRC633": Gabarit(
        "warning",
        "le fichier de l’attestation « {nom} » ne peut pas être montré : « {fichier} »",
        "{remede}",
        "R4",
        "NV",
    ),
    "NDRC634": Gabarit(
        "info",
        "l’attestation « {nom} » dit {semaines} ; ses dates en couvrent {dates}",
        "c’est « semaines » qui compte : rien à faire si le stage a été interrompu",
        "R5",
        "conseil",
    ),
    "NDRC641": Gabarit(
        "warning",
        "le dossier est à déposer {quand}, le {date}",
        "après cette date, le dossier est refusé : imprimez-le avec « ndrc pdf »",
        "R6",
        "NV",
    ),
    "NDRC642": Gabarit(
        "info",
        "la date de dépôt, le {date}, est passée",
        "si elle a changé, corrigez « depot » ; sinon, il n’y a plus rien à faire",
        "R6",
        "conseil",
    ),
    # The pages, as printed
    "NDRC651": Gabarit(
        "warning",
        "le {cote} déborde de {mm} mm ({lignes}) : il prend {pages} pages au lieu de {limite}",
        "raccourcissez d’autant ce qui va de « {premier} » à « {dernier} »",
        "R3",
        "pénalité",
    ),
    "NDRC652": Gabarit(
        "warning",
        "ce document déborde de {mm} mm ({lignes}) : il prend {pages} pages au lieu de {limite}",
        "raccourcissez-le d’autant : le texte ne rétrécit jamais",
        "R9",
        "pénalité",
    ),
}
CATALOGUE: dict[str, Gabarit] = {
    code: g._replace(message=francais(g.message), hint=francais(g.hint)) for code, g in _TEXTES.items()
}


def diagnostic(code: str, path: str, place: Place, *, excerpt: str = "", **values: Any) -> Diagnostic:
    """The diagnostic `code` of the catalogue at `place`, its blanks filled with `values`."""
    gabarit = CATALOGUE[code]
    values = {k: _une_ligne(v) if isinstance(v, str) else v for k, v in values.items()}
    return Diagnostic(
        code=code,
        severity=gabarit.severity,
        path=path,
        line=place.line,
        column=place.column,
        message=gabarit.message.format(**values),
        hint=gabarit.hint.format(**values),
        rule=gabarit.rule,
        cost=gabarit.cost,
        width=place.width,
        excerpt=_CONTROL.sub("\ufffd", excerpt),
    )


def _une_ligne(text: str) -> str:
    """A text of the author's as part of a message: on one line, not endless, and harmless to a terminal."""
    flat = _CONTROL.sub("\ufffd", re.sub(r"[ \t\n\u2028\u2029\x85]+", " ", text).strip(" "))
    return flat if len(flat) <= _LONGEST else f"{flat[:_LONGEST]}…"


def suggestion(word: str | None) -> str:
    """The end of a message that proposes the nearest known word, or nothing."""
    return francais(f" ; vouliez-vous dire « {word} » ?") if word else ""


def count(diagnostics: Iterable[Diagnostic], severity: Severity) -> int:
    return sum(d.severity == severity for d in diagnostics)
