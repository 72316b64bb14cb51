"""The dossier against the rules of the exam: its fiches, its annexes, the attestations, the date of deposit."""

from collections.abc import Sequence
from typing import ClassVar

from ndrc_portfolio.messages.catalogue.annexes import A_COPY, HEIC, LOCKED, OFFICE, OTHER, PROTECTED
from ndrc_portfolio.messages.diagnostic import Cost, Severity
from ndrc_portfolio.messages.french import enumeration, feminine, plural, typeset
from ndrc_portfolio.messages.message import Message

_INSTEAD = " ; au titre de l’expérience, un dossier professionnel peut remplacer les trois fiches"

# ---- Its fiches


class MissingFiches(Message):
    """Fiches are missing; `absentes` are the choices that none has made, which may be more than are missing."""

    severity: ClassVar[Severity] = "warning"
    sentence = "il manque {lesquelles}"
    remedy = (
        "tapez « ndrc fiche {fiche} »[\u00a0{chacune}], ou écrivez « fiche: {fiche} » et « {cle}: {premiere} » "
        "en tête d’un nouveau fichier ; un brouillon suffit"
    )
    cost: ClassVar[Cost] = "pénalité"
    nombre: int
    epreuve: str
    absentes: Sequence[str]
    fiche: str
    cle: str

    @property
    def lesquelles(self) -> str:
        last = "et" if self.nombre == len(self.absentes) else "ou"
        which = enumeration((f"« {v} »" for v in self.absentes), last)
        return typeset(f"{feminine(self.nombre)} fiche{'s' if self.nombre > 1 else ''} {self.epreuve} : {which}")

    @property
    def chacune(self) -> str:
        return "pour chacune" if self.nombre > 1 else ""

    @property
    def premiere(self) -> str:
        return self.absentes[0]


class SameChoice(Message):
    """Two fiches have made one choice; `autre` is the path of the first, `absentes` are those that none has made."""

    severity: ClassVar[Severity] = "warning"
    cost: ClassVar[Cost] = "pénalité"
    valeur: str
    autre: str
    absentes: Sequence[str]


class TooManyFiches(Message):
    """More fiches than the dossier takes."""

    severity: ClassVar[Severity] = "warning"
    remedy = "sortez de docs/ celle que vous ne présentez pas"
    cost: ClassVar[Cost] = "pénalité"
    nombre: int
    attendues: int

    @property
    def voulues(self) -> str:
        return feminine(self.attendues)


class MissingE4(MissingFiches):
    """Of E4."""

    code = "NDRC601"
    rule = "R1"


class SameNature(SameChoice):
    """Of E4."""

    code = "NDRC602"
    sentence = "cette fiche a la même nature « {valeur} » que {autre}"
    remedy = (
        "il en faut une de chaque nature : écrivez {absentes:«ou»} dans l’une des deux, si c’est ce qu’elle raconte"
    )
    rule = "R2"


class TooManyE4(TooManyFiches):
    """Of E4."""

    code = "NDRC603"
    sentence = "le dossier E4 a {nombre} fiches ; il en faut {voulues}, une de chaque nature"
    rule = "R1"


class MissingE6(MissingFiches):
    """Of E6."""

    code = "NDRC604"
    rule = "R7"


class MissingE6ByExperience(MissingE6):
    """R11: of a candidate at the title of experience it is not asked."""

    severity = "info"
    remedy = MissingE6.remedy + _INSTEAD
    cost = "conseil"


class SameNetwork(SameChoice):
    """Of E6."""

    code = "NDRC605"
    sentence = "cette fiche a le même réseau « {valeur} » que {autre}"
    remedy = "il en faut une par réseau : écrivez {absentes:«ou»} dans l’une des deux, si c’est ce qu’elle raconte"
    rule = "R7"


class SameNetworkByExperience(SameNetwork):
    """R11: of a candidate at the title of experience it is not asked."""

    severity = "info"
    remedy = SameNetwork.remedy + _INSTEAD
    cost = "conseil"


class TooManyE6(TooManyFiches):
    """Of E6."""

    code = "NDRC606"
    sentence = "le dossier E6 a {nombre} fiches ; il en faut {voulues}, une par réseau"
    rule = "R7"


class TooManyE6ByExperience(TooManyE6):
    """R11: of a candidate at the title of experience it is not asked."""

    severity = "info"
    remedy = TooManyE6.remedy + _INSTEAD
    cost = "conseil"


class NoneLived(Message):
    """No fiche of E6 is of an activity that the candidate has lived."""

    code = "NDRC607"
    severity: ClassVar[Severity] = "warning"
    sentence = "aucune fiche E6 ne raconte une activité réelle vécue"
    remedy = "l’une des trois au moins doit avoir « vecue: oui »"
    rule = "R8"
    cost: ClassVar[Cost] = "pénalité"


class NoneLivedByExperience(NoneLived):
    """R11: of a candidate at the title of experience it is not asked."""

    severity = "info"
    remedy = NoneLived.remedy + _INSTEAD
    cost = "conseil"


class MissingStudy(Message):
    """The étude réflexive is missing; `fiche` is the name of its form."""

    code = "NDRC608"
    severity = "warning"
    sentence = "il manque l’étude réflexive"
    remedy = (
        "tapez « ndrc fiche {fiche} », ou écrivez « fiche: {fiche} » en tête d’un nouveau fichier ; un brouillon suffit"
    )
    rule = "R9"
    cost = "pénalité"
    fiche: str


class SecondStudy(Message):
    """`autre` is the path of the first."""

    code = "NDRC609"
    severity = "warning"
    sentence = "une autre étude réflexive se trouve déjà dans {autre}"
    remedy = "gardez-en une seule dans docs/"
    rule = "R9"
    cost = "pénalité"
    autre: str


class SameNumber(Message):
    """Two fiches of an épreuve have one number; `autre` is the path of the first."""

    code = "NDRC610"
    severity = "warning"
    sentence = "le numéro {numero} est déjà celui de {autre}"
    remedy = "donnez un autre numéro à l’une des deux fiches : leur ordre dans le dossier en dépend"
    numero: str
    autre: str


# ---- Its annexes


class NoSuchAnnexe(Message):
    """A text speaks of annexes that do not exist; `fiche` is the fiche it names (« E4 n° 2 »), if it names one."""

    code = "NDRC611"
    severity = "warning"
    sentence = "ce texte appelle {lesquelles}"
    remedy = "aucune fiche de ce dossier n’en a autant : corrigez le numéro, ou ajoutez l’annexe"
    numeros: Sequence[int]
    fiche: str | None = None

    @property
    def lesquelles(self) -> str:
        whose = f" de la fiche {self.fiche}" if self.fiche else ""
        if len(self.numeros) == 1:
            return f"l’annexe {self.numeros[0]}{whose}, qui n’existe pas"
        return f"les annexes {enumeration(map(str, self.numeros), 'et')}{whose}, qui n’existent pas"

    @property
    def qui(self) -> str:
        return f"la fiche {self.fiche}" if self.fiche else "cette fiche"


class NoFicheOfNumber(NoSuchAnnexe):
    """Nor does the fiche."""

    remedy = "aucune fiche ne porte le numéro {numero} : corrigez-le"
    numero: str


class FicheWithoutAnnexes(NoSuchAnnexe):
    """The fiche has none."""

    remedy = "{qui} n’a pas d’annexe : ajoutez-la sous « annexes: », ou corrigez le texte"


class FewerAnnexes(NoSuchAnnexe):
    """The fiche has `nombre` of them."""

    remedy = "{qui} n’a que {celles} : corrigez le numéro, ou ajoutez l’annexe sous « annexes: »"
    nombre: int

    @property
    def celles(self) -> str:
        if self.nombre == 1:
            return "l’annexe 1"
        return f"les annexes {enumeration(map(str, range(1, self.nombre + 1)), 'et')}"


class AnnexeUnmentioned(Message):
    """No text speaks of an annexe."""

    code = "NDRC612"
    severity = "info"
    sentence = "aucun texte n’appelle l’annexe {numero} (« {titre} »)"
    remedy = "écrivez « (annexe {numero}) » là où elle sert, pour que le jury aille la voir"
    cost = "conseil"
    numero: int
    titre: str


# ---- Attestations


class NoAttestation(Message):
    """`piece` is what the candidate's statut asks for."""

    code = "NDRC621"
    sentence = "aucune attestation n’est jointe au dossier"
    remedy = "sous ndrc-portfolio, écrivez « attestations: » et dessous {piece} : type, organisation, du, au, signee"
    rule = "R4"
    cost = "NV"
    piece: str


class UnsignedAttestation(Message):
    """It says that it is not signed."""

    code = "NDRC622"
    sentence = "l’attestation « {nom} » n’est ni visée ni signée"
    remedy = "faites-la signer par l’entreprise, puis écrivez « signee: oui »"
    rule = "R4"
    cost = "NV"
    nom: str


class SignatureUnsaid(Message):
    """It does not say whether it is signed."""

    code = "NDRC623"
    severity = "warning"
    sentence = "rien ne dit que l’attestation « {nom} » est signée"
    remedy = "vérifiez-la, puis écrivez « signee: oui » (ou « non »)"
    rule = "R4"
    cost = "NV"
    nom: str


class WrongPaper(Message):
    """None is of the type that the candidate's statut asks for."""

    code = "NDRC624"
    sentence = "« {type} » n’est pas la pièce attendue pour {qui}"
    remedy = "joignez {piece}, de type {types:«ou»}, ou corrigez « statut » sous « candidat »"
    rule = "R4"
    cost = "NV"
    type: str
    qui: str
    piece: str
    types: Sequence[str]


class TooShort(Message):
    """They last less than R12 asks.

    `types` are those that count, when there are others; `amenagees` the weeks that are asked with an aménagement,
    when the candidate has not said whether there is one.
    """

    code = "NDRC625"
    sentence = "{total} seulement[ (seules comptent les pièces de type {types:«ou»})] : il faut {demande} pour {qui}"
    remedy = (
        "ajoutez l’attestation qui manque, ou corrigez « semaines »"
        "[ ; si vous avez un aménagement ({amenagees} semaines), écrivez amenagement: oui sous « candidat »]"
    )
    rule = "R5"
    cost = "NV"
    total: str
    demande: str
    qui: str
    types: Sequence[str] = ()
    amenagees: int | None = None


class NoDuration(Message):
    """Neither its dates nor its weeks are given."""

    code = "NDRC626"
    sentence = "l’attestation « {nom} » ne dit pas combien de temps elle couvre"
    remedy = "écrivez ses dates, « du: 2026-01-05 » et « au: 2026-02-13 », ou « semaines: 6 »"
    rule = "R5"
    cost = "NV"
    nom: str


class NoStatus(Message):
    """The candidate's statut, on which the durations depend, is not given."""

    code = "NDRC627"
    severity = "warning"
    sentence = "votre statut n’est pas dit : la durée de vos stages ne peut pas être vérifiée"
    remedy = (
        "sous « candidat », écrivez par exemple « statut: scolaire » "
        "(ou apprentissage, formation-continue, perfectionnement, experience)"
    )
    rule = "R5"
    cost = "NV"


class TooOld(Message):
    """The last certificate ends on `fin`, before `limite`."""

    code = "NDRC628"
    severity = "warning"
    sentence = "vos certificats s’arrêtent au {fin} : cette période est peut-être trop ancienne"
    remedy = (
        "l’expérience compte si elle est assez récente, après le {limite} environ : "
        "demandez à votre centre d’examen, ou joignez un certificat plus récent"
    )
    rule = "R5"
    cost = "NV"
    fin: str
    limite: str


class LongerThanDates(Message):
    """It says more weeks than its dates have; both with their noun (« 6 semaines »)."""

    code = "NDRC629"
    severity = "warning"
    sentence = "l’attestation « {nom} » dit {semaines}, mais ses dates n’en couvrent que {dates}"
    remedy = "corrigez « semaines », « du » ou « au » : c’est « semaines » qui compte"
    rule = "R5"
    cost = "NV"
    nom: str
    semaines: str
    dates: str


class FileNotThere(Message):
    """Its file is missing; `fichier` is the one that it names."""

    code = "NDRC630"
    severity = "info"
    sentence = "le fichier de l’attestation « {nom} » n’est pas là[ : « {fichier} »]"
    remedy = (
        "copiez-le dans docs/prive/ et écrivez « fichier: docs/prive/… » : il sera imprimé à la fin des deux dossiers"
    )
    rule = "R4"
    cost = "conseil"
    nom: str
    fichier: str = ""


class FileInPublic(Message):
    """Its file lies elsewhere than in `docs/prive/`."""

    code = "NDRC631"
    severity = "warning"
    sentence = "le fichier de l’attestation « {nom} » n’est pas dans docs/prive/"
    remedy = "déplacez-le dans docs/prive/ : le reste du dossier docs/ part en ligne avec le dépôt"
    nom: str


class EndsBeforeStart(Message):
    """Its dates are the wrong way round."""

    code = "NDRC632"
    severity = "warning"
    sentence = "l’attestation « {nom} » finit avant de commencer"
    remedy = "corrigez « du » et « au »"
    rule = "R5"
    cost = "NV"
    nom: str


class UnshowableFile(Message):
    """A kind of file that cannot be shown."""

    code = "NDRC633"
    severity = "warning"
    sentence = "le fichier de l’attestation « {nom} » ne peut pas être montré : « {fichier} »"
    remedy = OTHER
    rule = "R4"
    cost = "NV"
    nom: str
    fichier: str


class HeicFile(UnshowableFile):
    """A photo of an iPhone."""

    remedy = HEIC


class OfficeFile(UnshowableFile):
    """A document of Word and its like."""

    remedy = OFFICE


class DamagedFile(UnshowableFile):
    """Its name promises a kind that it is not; `genre` is what to save it as."""

    remedy = "il est abîmé ou n’est pas ce que dit son nom : enregistrez-le de nouveau en {genre}"
    genre: str


class ProtectedFile(UnshowableFile):
    """A PDF with a password."""

    remedy = PROTECTED


class LockedAttestation(UnshowableFile):
    """The system refuses it."""

    remedy = f"{{raison}} : {LOCKED}"
    raison: str


class StrangeAttestation(UnshowableFile):
    """It is no file of this portfolio."""

    remedy = f"{{raison}} : {A_COPY}"
    raison: str


class OversizedFile(UnshowableFile):
    """It opens, and is more than a page can show; or there is nothing in it."""

    remedy = "{cause} : {remede}"
    cause: str
    remede: str


class ShorterThanDates(Message):
    """It says fewer weeks than its dates have."""

    code = "NDRC634"
    severity = "info"
    sentence = "l’attestation « {nom} » dit {semaines} ; ses dates en couvrent {dates}"
    remedy = "c’est « semaines » qui compte : rien à faire si le stage a été interrompu"
    rule = "R5"
    cost = "conseil"
    nom: str
    semaines: str
    dates: str


# ---- The date


class DepositSoon(Message):
    """In so many days, on `date`."""

    code = "NDRC641"
    severity = "warning"
    sentence = "le dossier est à déposer {quand}, le {date}"
    remedy = "après cette date, le dossier est refusé : imprimez-le avec « ndrc pdf »"
    rule = "R6"
    cost = "NV"
    jours: int
    date: str

    @property
    def quand(self) -> str:
        return {0: "aujourd’hui", 1: "demain"}.get(self.jours) or f"dans {plural(self.jours, 'jour')}"


class DepositPassed(Message):
    """It was on `date`."""

    code = "NDRC642"
    severity = "info"
    sentence = "la date de dépôt, le {date}, est passée"
    remedy = "si elle a changé, corrigez « depot » ; sinon, il n’y a plus rien à faire"
    rule = "R6"
    cost = "conseil"
    date: str
