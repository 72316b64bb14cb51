"""The dossier against the rules of the exam: its fiches, its annexes, the attestations, the date of deposit."""

from collections.abc import Sequence

from ndrc_portfolio.messages.catalogue.annexes import A_COPY, HEIC, LOCKED, OFFICE, OTHER, PROTECTED
from ndrc_portfolio.messages.french import bare, definite, enumeration, feminine, is_feminine, plural, the, typeset
from ndrc_portfolio.messages.message import Message, Offence

# ---- Its fiches: `choix` is what tells them apart (« une nature »), `sinon` what a candidate may hand in instead


class MissingFiches(Offence):
    """Fiches are missing; `absentes` are the choices that none has made, which may be more than are missing."""

    code = "NDRC604"
    severity = "warning"
    sentence = "il manque {lesquelles}"
    remedy = (
        "tapez « ndrc fiche {fiche} »[\u00a0{chacune}], ou écrivez « fiche: {fiche} » et « {cle}: {premiere} » "
        "en tête d’un nouveau fichier ; un brouillon suffit[ ; {sinon}]"
    )
    nombre: int
    epreuve: str
    absentes: Sequence[str]
    fiche: str
    cle: str
    sinon: str = ""

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


class MissingFichesOfR1(MissingFiches):
    """The rule of E4."""

    code = "NDRC601"
    rule = "R1"


class SameChoice(Offence):
    """Two fiches have made one choice; `autre` is the path of the first, `absentes` are those that none has made."""

    code = "NDRC605"
    severity = "warning"
    sentence = "cette fiche a {le_meme} « {valeur} » que {autre}"
    remedy = (
        "il en faut une par {sorte} : écrivez {absentes:«ou»} dans l’une des deux, "
        "si c’est ce qu’elle raconte[ ; {sinon}]"
    )
    choix: str
    valeur: str
    autre: str
    absentes: Sequence[str]
    sinon: str = ""

    @property
    def sorte(self) -> str:
        return bare(self.choix)

    @property
    def le_meme(self) -> str:
        return f"{the(self.choix)} même {self.sorte}"


class SameChoiceOfR2(SameChoice):
    """The rule of E4."""

    code = "NDRC602"
    remedy = (
        "il en faut une de chaque {sorte} : écrivez {absentes:«ou»} dans l’une des deux, "
        "si c’est ce qu’elle raconte[ ; {sinon}]"
    )
    rule = "R2"


class TooManyFiches(Offence):
    """More fiches than the dossier takes."""

    code = "NDRC606"
    severity = "warning"
    sentence = "le dossier {epreuve} a {nombre} fiches ; il en faut {voulues}, une par {sorte}"
    remedy = "sortez de docs/ celle que vous ne présentez pas[ ; {sinon}]"
    epreuve: str
    nombre: int
    attendues: int
    choix: str
    sinon: str = ""

    @property
    def voulues(self) -> str:
        return feminine(self.attendues)

    @property
    def sorte(self) -> str:
        return bare(self.choix)


class TooManyFichesOfR1(TooManyFiches):
    """The rule of E4."""

    code = "NDRC603"
    sentence = "le dossier {epreuve} a {nombre} fiches ; il en faut {voulues}, une de chaque {sorte}"
    rule = "R1"


class NoneLived(Offence):
    """No fiche of an épreuve is of an activity that the candidate has lived; `cle` is where one says so."""

    code = "NDRC607"
    severity = "warning"
    sentence = "aucune fiche {epreuve} ne raconte une activité réelle vécue"
    remedy = "l’une des {voulues} au moins doit avoir « {cle}: oui »[ ; {sinon}]"
    epreuve: str
    attendues: int
    cle: str
    sinon: str = ""

    @property
    def voulues(self) -> str:
        return feminine(self.attendues)


class MissingDocument(Offence):
    """A document of which the dossier has one; `nom` says what it is (« une étude réflexive »), `fiche` its form."""

    code = "NDRC608"
    severity = "warning"
    sentence = "il manque {lequel}"
    remedy = (
        "tapez « ndrc fiche {fiche} », ou écrivez « fiche: {fiche} » en tête d’un nouveau fichier ; "
        "un brouillon suffit[ ; {sinon}]"
    )
    nom: str
    fiche: str
    sinon: str = ""

    @property
    def lequel(self) -> str:
        return definite(self.nom)


class SecondDocument(Offence):
    """There are two of it; `autre` is the path of the first."""

    code = "NDRC609"
    severity = "warning"
    sentence = "{un_autre} se trouve déjà dans {autre}"
    remedy = "gardez-en {un_seul} dans docs/[ ; {sinon}]"
    nom: str
    autre: str
    sinon: str = ""

    @property
    def un_autre(self) -> str:
        return f"{'une' if is_feminine(self.nom) else 'un'} autre {bare(self.nom)}"

    @property
    def un_seul(self) -> str:
        return "une seule" if is_feminine(self.nom) else "un seul"


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


class NoAttestation(Offence):
    """`piece` is what the candidate's statut asks for."""

    code = "NDRC621"
    sentence = "aucune attestation n’est jointe au dossier"
    remedy = "sous ndrc-portfolio, écrivez « attestations: » et dessous {piece} : type, organisation, du, au, signee"
    piece: str


class UnsignedAttestation(Offence):
    """It says that it is not signed."""

    code = "NDRC622"
    sentence = "l’attestation « {nom} » n’est ni visée ni signée"
    remedy = "faites-la signer par l’entreprise, puis écrivez « signee: oui »"
    nom: str


class SignatureUnsaid(Offence):
    """It does not say whether it is signed."""

    code = "NDRC623"
    severity = "warning"
    sentence = "rien ne dit que l’attestation « {nom} » est signée"
    remedy = "vérifiez-la, puis écrivez « signee: oui » (ou « non »)"
    doubtful = True
    nom: str


class WrongPaper(Offence):
    """None is of the type that the candidate's statut asks for."""

    code = "NDRC624"
    sentence = "« {type} » n’est pas la pièce attendue pour {qui}"
    remedy = "joignez {piece}, de type {types:«ou»}, ou corrigez « statut » sous « candidat »"
    type: str
    qui: str
    piece: str
    types: Sequence[str]


class TooShort(Offence):
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
    total: str
    demande: str
    qui: str
    types: Sequence[str] = ()
    amenagees: int | None = None


class NoDuration(Offence):
    """Neither its dates nor its weeks are given."""

    code = "NDRC626"
    sentence = "l’attestation « {nom} » ne dit pas combien de temps elle couvre"
    remedy = "écrivez ses dates, « du: 2026-01-05 » et « au: 2026-02-13 », ou « semaines: 6 »"
    nom: str


class NoStatus(Offence):
    """The candidate's statut, on which the durations depend, is not given."""

    code = "NDRC627"
    severity = "warning"
    sentence = "votre statut n’est pas dit : la durée de vos stages ne peut pas être vérifiée"
    remedy = (
        "sous « candidat », écrivez par exemple « statut: scolaire » "
        "(ou apprentissage, formation-continue, perfectionnement, experience)"
    )
    doubtful = True


class TooOld(Offence):
    """The last certificate ends on `fin`, before `limite`."""

    code = "NDRC628"
    severity = "warning"
    sentence = "vos certificats s’arrêtent au {fin} : cette période est peut-être trop ancienne"
    remedy = (
        "l’expérience compte si elle est assez récente, après le {limite} environ : "
        "demandez à votre centre d’examen, ou joignez un certificat plus récent"
    )
    doubtful = True
    fin: str
    limite: str


class LongerThanDates(Offence):
    """It says more weeks than its dates have; both with their noun (« 6 semaines »)."""

    code = "NDRC629"
    severity = "warning"
    sentence = "l’attestation « {nom} » dit {semaines}, mais ses dates n’en couvrent que {dates}"
    remedy = "corrigez « semaines », « du » ou « au » : c’est « semaines » qui compte"
    doubtful = True
    nom: str
    semaines: str
    dates: str


class FileNotThere(Offence):
    """Its file is missing; `fichier` is the one that it names."""

    code = "NDRC630"
    severity = "info"
    sentence = "le fichier de l’attestation « {nom} » n’est pas là[ : « {fichier} »]"
    remedy = (
        "copiez-le dans docs/prive/ et écrivez « fichier: docs/prive/… » : il sera imprimé à la fin des deux dossiers"
    )
    cost = "conseil"
    nom: str
    fichier: str = ""


class FileInPublic(Message):
    """Its file lies elsewhere than in `docs/prive/`."""

    code = "NDRC631"
    severity = "warning"
    sentence = "le fichier de l’attestation « {nom} » n’est pas dans docs/prive/"
    remedy = "déplacez-le dans docs/prive/ : tout le reste de docs/ part en ligne"
    nom: str


class EndsBeforeStart(Offence):
    """Its dates are the wrong way round."""

    code = "NDRC632"
    severity = "warning"
    sentence = "l’attestation « {nom} » finit avant de commencer"
    remedy = "corrigez « du » et « au »"
    doubtful = True
    nom: str


class UnshowableFile(Offence):
    """A kind of file that cannot be shown."""

    code = "NDRC633"
    severity = "warning"
    sentence = "le fichier de l’attestation « {nom} » ne peut pas être montré : « {fichier} »"
    remedy = OTHER
    doubtful = True
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


class ShorterThanDates(Offence):
    """It says fewer weeks than its dates have."""

    code = "NDRC634"
    severity = "info"
    sentence = "l’attestation « {nom} » dit {semaines} ; ses dates en couvrent {dates}"
    remedy = "c’est « semaines » qui compte : rien à faire si le stage a été interrompu"
    cost = "conseil"
    nom: str
    semaines: str
    dates: str


class NoneOfYear(Offence):
    """One of the two years of the training has none: the first or the second (`rang`), from `debut` to `fin`."""

    code = "NDRC645"
    severity = "info"
    sentence = "aucune attestation n’est de votre {annee} année, {debut}-{fin}"
    remedy = (
        "joignez-la, ou demandez à votre centre si elle est attendue : "
        "un dossier où il n’en manquait qu’une a été déclaré non valide"
    )
    cost = "conseil"
    rang: int
    debut: int
    fin: int

    @property
    def annee(self) -> str:
        return ("première", "seconde")[self.rang - 1]


# ---- The date


class DepositSoon(Offence):
    """In so many days, on `date`."""

    code = "NDRC641"
    severity = "warning"
    sentence = "le dossier est à déposer {quand}, le {date}"
    remedy = "après cette date, le dossier est refusé : imprimez-le avec « ndrc pdf »"
    doubtful = True
    jours: int
    date: str

    @property
    def quand(self) -> str:
        return {0: "aujourd’hui", 1: "demain"}.get(self.jours) or f"dans {plural(self.jours, 'jour')}"


class DepositPassed(Offence):
    """It was on `date`."""

    code = "NDRC642"
    severity = "info"
    sentence = "la date de dépôt, le {date}, est passée"
    remedy = "si elle a changé, corrigez « depot » ; sinon, il n’y a plus rien à faire"
    cost = "conseil"
    date: str
