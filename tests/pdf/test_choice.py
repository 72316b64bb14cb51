"""What `ndrc pdf` is asked for, without a build: which fiches, and into which file."""

import re
from pathlib import Path

import pytest

from ndrc_portfolio.fiches.reader import read_fiche
from ndrc_portfolio.formulaires.keyword import Audience
from ndrc_portfolio.formulaires.sessions import load_forms
from ndrc_portfolio.pdf import choice
from ndrc_portfolio.pdf.browser import PrintError
from ndrc_portfolio.portfolio.configuration.attestation import Attestation
from ndrc_portfolio.portfolio.configuration.identite import Identite
from ndrc_portfolio.portfolio.model import Dossier
from ndrc_portfolio.rendering.document import Document
from ndrc_portfolio.rendering.dossier import PrintedDossier

FORMS = load_forms(2020)
EPREUVES = frozenset(("E4", "E6"))


def document(uri: str, form: str = "e4-activite", statut: str = "finale") -> tuple[Document, str]:
    fiche = read_fiche(f"---\nfiche: {form}\nstatut: {statut}\n---\n".encode(), f"docs/{uri}", FORMS)
    assert fiche is not None
    return Document(uri, uri, fiche, FORMS[form], 2027, Identite("Roussel", "Camille")), f"<p>{uri}</p>"


E4 = PrintedDossier(
    Dossier("e4", "E4", "Dossier E4", ("e4/a.md", "e4/b.md")),
    [document("e4/a.md"), document("e4/b.md", statut="brouillon")],
    [(Attestation(1), None)],
)
E6 = PrintedDossier(Dossier("e6", "E6", "Dossier E6", ("e6/a.md",)), [document("e6/a.md", "e6-activite")])


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for folder in ("docs/e4", "docs/e6", "docs/annexes"):
        (tmp_path / folder).mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def chosen(*noms: str, dossiers: tuple[PrintedDossier, ...] = (E4, E6)) -> tuple[PrintedDossier, str]:
    return choice.choose(noms, dossiers, Path("docs").absolute(), EPREUVES)


@pytest.mark.parametrize("nom", ["e4", "E4"])
def test_a_whole_dossier(nom: str) -> None:
    assert chosen(nom) == (E4, "dossier-e4.pdf")


@pytest.mark.parametrize(
    ("noms", "uris", "titre", "fichier"),
    [
        (["docs/e4/b.md"], ["e4/b.md"], "Dossier E4 (extrait)", "b.pdf"),
        (["e4/b.md"], ["e4/b.md"], "Dossier E4 (extrait)", "b.pdf"),
        (["e4\\b.md"], ["e4/b.md"], "Dossier E4 (extrait)", "b.pdf"),
        (["docs/e4"], ["e4/a.md", "e4/b.md"], "Dossier E4 (extrait)", "fiches.pdf"),
        (["docs/e6/a.md", "docs/e4/a.md"], ["e4/a.md", "e6/a.md"], "Dossier E4 et Dossier E6 (extraits)", "fiches.pdf"),
    ],
)
def test_some_fiches_in_the_order_of_the_portfolio(noms: list[str], uris: list[str], titre: str, fichier: str) -> None:
    dossier, nom = chosen(*noms)
    assert [d.uri for d, _ in dossier.documents] == list(dossier.dossier.uris) == uris
    assert [form for _, form in dossier.documents] == [f"<p>{uri}</p>" for uri in uris]
    assert (dossier.dossier.name, nom) == (titre, fichier)
    assert not dossier.attestations, "they close a whole dossier"


@pytest.mark.parametrize(
    ("noms", "message"),
    [
        (["e7"], "« e7 » n’est ni un dossier ni une fiche"),
        (["docs/e4/aa.md"], "vouliez-vous dire «\u00a0docs/e4/a.md\u00a0»"),
        (["e4", "e6"], "« e4 » est un dossier entier"),
        (["E4", "docs/e6"], "« E4 » est un dossier entier"),
        (["docs/annexes"], "le dossier « docs/annexes » ne contient pas de fiche"),
    ],
)
def test_what_cannot_be_printed(noms: list[str], message: str) -> None:
    with pytest.raises(PrintError, match=re.escape(message)):
        chosen(*noms)


def test_an_epreuve_without_a_fiche() -> None:
    with pytest.raises(PrintError, match="l’épreuve E6 n’a pas encore de fiche"):
        chosen("e6", dossiers=(E4,))
    with pytest.raises(PrintError, match="car ce portfolio n’a pas de fiche"):
        chosen("e5", dossiers=())


def target(sortie: str | None, audience: Audience = "candidat") -> str:
    published = [Path("docs").absolute()]
    return choice.target(Path(sortie) if sortie else None, "fiches.pdf", audience, published).as_posix()


def test_where_the_file_goes(here: Path) -> None:
    assert target(None) == "fiches.pdf"
    assert target(".") == "fiches.pdf"
    assert target("remise") == "remise.pdf"
    assert target("neuf/remise.PDF") == "neuf/remise.PDF"
    assert (here / "neuf").is_dir()
    assert target("docs/remise.pdf", "public") == "docs/remise.pdf"


@pytest.mark.parametrize("sortie", ["docs/dossier.pdf", "docs", "docs/prive/../a/b.pdf"])
def test_what_is_not_public_is_not_written_where_mkdocs_publishes(here: Path, sortie: str) -> None:
    with pytest.raises(PrintError, match=r"MkDocs y copie tout docs/.*écrivez-le hors de ce dossier"):
        target(sortie)
    assert not (here / "docs" / "a").exists()


def test_only_a_pdf_is_written_over(here: Path) -> None:
    notes = here / "notes.pdf"
    notes.write_text("Mes notes", encoding="utf-8")
    with pytest.raises(PrintError, match="existe déjà et n’est pas un PDF"):
        target("notes.pdf")
    assert notes.read_text(encoding="utf-8") == "Mes notes"
    notes.write_bytes(b"%PDF-1.7")
    assert target("notes.pdf") == "notes.pdf"
    with pytest.raises(PrintError, match=r"donnez un autre nom, par exemple -o a\.pdf"):
        target("docs/e4/a.md", "public")
    with pytest.raises(PrintError, match=r"le dossier « notes\.pdf » ne peut pas être créé"):
        target("notes.pdf/dossier.pdf")


def test_what_a_candidate_should_know_of_their_file() -> None:
    said = list(choice.remarks(E4, "candidat", "les règles"))
    assert len(said) == 3
    assert "numéro de candidat" in said[0]
    assert said[1] == "encore en brouillon\u00a0: docs/e4/b.md"
    assert said[2] == "les règles"
    assert len(list(choice.remarks(E4, "public", ""))) == 1
    assert list(choice.remarks(E6, "public", "")) == []
