"""Nothing of a document whose readers are fewer than the site's, nor the candidate's number, ever leaves."""

import gzip
import itertools
import re
import subprocess
from pathlib import Path

import pikepdf
import pytest

from ndrc_portfolio.pdf.stamp import fingerprint
from tests.portfolios import CONFIGURATION, FICHE, Construction, construire, ecrire

CANARI = "CANARI-7391"
NUMERO = "0123456701"
JURY = f"---\nfiche: e4-sujet-jury\nobjet: {CANARI}\n---\n## Freins\n{CANARI}\n"
SUJET = f"---\nfiche: e4-sujet-candidat\nnature: negociation-vente\nobjet: {CANARI}\n---\n## Lieu\n{CANARI}\n"


def candidat(configuration: str = CONFIGURATION) -> str:
    return configuration + "    audience: candidat\nsite_dir: site-candidat\n"


def found(built: Construction, word: str) -> list[str]:
    """The files of a site, compressed ones included, that hold a word."""
    unpacked = {n: gzip.decompress(c) if n.endswith(".gz") else c for n, c in built.files().items()}
    return [name for name, content in unpacked.items() if word.encode() in content or word in name]


NOMS = ["jury.md", "prive/jury.md", ".cache/jury.md", "jury.txt", "jury.markdown", "x/y/jury.html", "jury", "jury.yml"]
FORMES = {
    "as it should be": JURY,
    "flow mapping": f"---\n{{fiche: e4-sujet-jury, objet: {CANARI}}}\n---\n",
    "quoted key": f'---\n"fiche": "e4-sujet-jury"\nobjet: {CANARI}\n---\n',
    "capital": f"---\nFiche: e4-sujet-jury\nobjet: {CANARI}\n---\n",
    "misspelt": f"---\nfiche: e4-sujet-juri\nobjet: {CANARI}\n---\n",
    "broken YAML": f'---\nfiche: e4-sujet-jury\nobjet: "{CANARI}\n---\n',
    "never closed": f"---\nfiche: e4-sujet-jury\nobjet: {CANARI}\n",
    "never opened": f"fiche: e4-sujet-jury\nobjet: {CANARI}\n---\n{CANARI}\n",
    "autocorrected dashes": f"—\nfiche: e4-sujet-jury\nobjet: {CANARI}\n—\n",
    "blank lines first": "\n\n" + JURY,
    "byte order mark": "\ufeff" + JURY,
    "Windows": JURY.replace("\n", "\r\n"),
    "two keys": f"---\nfiche: e4-activite\nfiche: e4-sujet-jury\nobjet: {CANARI}\n---\n",
    "very long": JURY + "x" * 1_200_000,
}
LATIN = {"Latin-1": (JURY + "é").encode("latin-1"), "UTF-16": JURY.encode("utf-16")}


@pytest.mark.parametrize("forme", [*FORMES, *LATIN])
def test_a_document_of_the_jury_stops_a_public_build_in_whatever_state(tmp_path: Path, forme: str) -> None:
    content = FORMES.get(forme) or LATIN[forme]
    built = construire(ecrire(tmp_path, {"doc.md": content, "fiche.md": FICHE}))
    assert built.code == 1
    assert "docs/doc.md:1:1: erreur NDRC501" in built.output
    assert CANARI not in built.output
    assert "Traceback" not in built.output
    assert not built.site.exists()


@pytest.mark.parametrize("nom", NOMS)
def test_a_document_of_the_jury_stops_a_build_under_any_name(tmp_path: Path, nom: str) -> None:
    built = construire(ecrire(tmp_path, {nom: JURY, "fiche.md": FICHE}))
    assert built.code == 1
    assert f"docs/{nom}" in built.output
    assert CANARI not in built.output
    assert not built.site.exists()


@pytest.mark.parametrize(
    "more", ["exclude_docs: doc.md\n", "draft_docs: doc.md\n", "not_in_nav: doc.md\n", "nav: [fiche.md]\n"]
)
def test_no_setting_of_mkdocs_hides_it(tmp_path: Path, more: str) -> None:
    root = ecrire(tmp_path, {"fiche.md": FICHE})
    before = construire(root).files()
    built = construire(ecrire(root, {"doc.md": JURY}, CONFIGURATION + more))
    assert built.code == 1
    assert built.files() == before


def test_the_candidate_may_not_read_it_either(tmp_path: Path) -> None:
    built = construire(ecrire(tmp_path, {"doc.md": JURY}, candidat()))
    assert built.code == 1
    assert CANARI not in built.output


def test_it_is_refused_as_an_annexe_and_as_a_snippet(tmp_path: Path) -> None:
    annexe = FICHE.replace("cadre:", "annexes: [{titre: A, fichier: doc.pdf}]\ncadre:")
    built = construire(ecrire(tmp_path / "annexe", {"doc.pdf": JURY, "fiche.md": annexe}))
    assert built.code == 1
    assert CANARI not in built.output
    configuration = CONFIGURATION + ("markdown_extensions:\n  - pymdownx.snippets:\n      base_path: [extraits]\n")
    fiche = FICHE + '\n--8<-- "doc.md"\n'
    built = construire(ecrire(tmp_path / "extrait", {"/extraits/doc.md": JURY, "fiche.md": fiche}, configuration))
    assert built.code == 1
    assert "NDRC501" in built.output
    assert CANARI not in built.output


def test_a_link_to_the_outside_of_docs_is_followed(tmp_path: Path) -> None:
    root = ecrire(tmp_path / "portfolio", {"fiche.md": FICHE})
    (tmp_path / "ailleurs").mkdir()
    (tmp_path / "ailleurs" / "doc.md").write_text(JURY, encoding="utf-8")
    (root / "docs" / "lien").symlink_to(tmp_path / "ailleurs", target_is_directory=True)
    built = construire(root)
    assert built.code == 1
    assert "docs/lien/doc.md" in built.output


def test_an_ordinary_page_that_speaks_of_the_forms_is_no_form(tmp_path: Path) -> None:
    page = "---\ntitle: Les fiches\n---\n\n```yaml\nfiche: e4-sujet-jury\n```\n\nfiche: e4-sujet-jury\n"
    built = construire(ecrire(tmp_path, {"page.md": page, "autre.md": "# Titre\n\n" + page}), "--strict")
    assert built.code == 0, built.output


# ---- What is for the candidate


def test_what_is_for_the_candidate_is_left_out_of_the_public_site(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"sujet.md": SUJET, "fiche.md": FICHE}
    built = construire(ecrire(tmp_path / "public", files), "--strict")
    assert built.code == 0, built.output
    assert "docs/sujet.md" in built.output
    assert not found(built, CANARI)
    assert not found(built, "sujet")
    built = construire(ecrire(tmp_path / "candidat", files, candidat()), "-d", "site-candidat")
    assert built.code == 0, built.output
    assert "sujet/index.html" in found(built, CANARI)


def test_only_the_candidates_site_shows_the_number(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"fiche.md": FICHE, "/prive.yml": f'numero: "{NUMERO}"\n'}
    built = construire(ecrire(tmp_path / "public", files), "--strict")
    assert built.code == 0, built.output
    assert not found(built, NUMERO)
    built = construire(ecrire(tmp_path / "candidat", files, candidat()), "-d", "site-candidat")
    assert set(found(built, NUMERO)) == {"fiche/index.html", "fiche/imprimer/index.html", "dossier/e4/index.html"}


def test_the_environment_comes_before_the_file(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"fiche.md": FICHE, "/prive.yml": 'numero: "999999"\n'}
    root = ecrire(tmp_path, files, candidat())
    built = construire(root, "-d", "site-candidat", NDRC_NUMERO_CANDIDAT=NUMERO)
    assert "fiche/index.html" in found(built, NUMERO)
    assert not found(built, "999999")


@pytest.mark.parametrize(("written", "code"), [(f'"{NUMERO}"', "avertissement NDRC502"), (NUMERO, "erreur NDRC503")])
def test_a_number_in_the_configuration(tmp_path: Path, written: str, code: str) -> None:
    configuration = CONFIGURATION.replace("Camille}", f"Camille, numero: {written}}}")
    built = construire(ecrire(tmp_path, {"fiche.md": FICHE}, configuration))
    assert code in built.output
    assert NUMERO not in built.output
    assert "21913025" not in built.output  # what YAML makes of it
    assert built.code == ("erreur" in code)
    if built.code == 0:
        assert not found(built, NUMERO)
    (tmp_path / "prive.yml").write_text(f'numero: "{NUMERO}"\n', encoding="utf-8")
    told = construire(tmp_path).output
    assert code in told, "whatever prive.yml says"
    assert re.search(r"mkdocs\.yml:7:\d+: ", told)


@pytest.mark.parametrize("ecrit", ["01 23 45 67 01", "01.23.45.67.01", "0123\u00a0456\u00a0701"])
def test_the_number_in_groups(tmp_path: Path, ecrit: str) -> None:
    files: dict[str, str | bytes] = {"fiche.md": FICHE, "page.md": f"# Moi\n\nN° {ecrit}\n"}
    root = ecrire(tmp_path, {**files, "/prive.yml": 'numero: "0123456701"\n'})
    built = construire(root)
    assert built.code == 1
    assert "docs/page.md:3:1: erreur NDRC504" in built.output


def test_what_was_made_for_the_candidate_or_the_jury_is_not_published(tmp_path: Path) -> None:
    """A site or a PDF that somebody leaves in docs/: MkDocs would copy it as it is."""
    root = ecrire(tmp_path, {"fiche.md": FICHE, "/prive.yml": f'numero: "{NUMERO}"\n'}, candidat())
    built = construire(root, "-d", "site-candidat")
    vue = built.page("fiche/imprimer").encode().replace(NUMERO.encode(), b"")
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        with pdf.open_metadata() as meta:
            meta["pdf:Keywords"] = "ndrc-audience:jury"
        pdf.save(tmp_path / "commission.pdf", object_stream_mode=pikepdf.ObjectStreamMode.generate)
    files: dict[str, str | bytes] = {
        "fiche.md": FICHE,
        "e4/vue.html": vue,
        "e4/page.htm": built.page("fiche").encode().replace(NUMERO.encode(), b""),
        "notes/commission.pdf": (tmp_path / "commission.pdf").read_bytes(),
    }
    refused = construire(ecrire(tmp_path / "public", files))
    assert refused.code == 1
    assert not refused.site.exists()
    for name in list(files)[1:]:
        assert f"docs/{name}:1:1: erreur NDRC508" in refused.output


@pytest.mark.parametrize("prive", [f"numero: {NUMERO}\n", f'numero: "{NUMERO}\n', "numero: [1]\n"])
def test_the_private_file_is_read_as_it_was_written(tmp_path: Path, prive: str) -> None:
    root = ecrire(tmp_path, {"fiche.md": FICHE, "/prive.yml": prive}, candidat())
    built = construire(root, "-d", "site-candidat")
    assert NUMERO not in built.output
    if prive == f"numero: {NUMERO}\n":
        assert "fiche/index.html" in found(built, NUMERO)
    else:
        assert "NDRC506" in built.output
        assert built.code == 1


def test_a_number_written_in_a_page_stops_a_public_build(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "fiche.md": FICHE.replace("Une rubrique", f"Mon numéro : {NUMERO}"),
        "index.md": f"# Moi\n\n{NUMERO}\n",
        "/prive.yml": f'numero: "{NUMERO}"\n',
    }
    built = construire(ecrire(tmp_path, files))
    assert built.code == 1
    assert "docs/fiche.md:11:1: erreur NDRC504" in built.output
    assert "docs/index.md:3:1: erreur NDRC504" in built.output
    assert NUMERO not in built.output


def test_a_number_in_any_file_of_the_site_stops_a_public_build(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "fiche.md": FICHE,
        "tableau.csv": f"numero;{NUMERO}\n",
        "/prive.yml": f'numero: "{NUMERO}"\n',
    }
    built = construire(ecrire(tmp_path, files))
    assert built.code == 1
    assert "docs/tableau.csv:1:1: erreur NDRC504" in built.output
    assert NUMERO not in built.output


@pytest.mark.parametrize("folder", ["docs", "extraits"])
def test_what_is_for_the_candidate_is_not_included_either(tmp_path: Path, folder: str) -> None:
    configuration = CONFIGURATION + (f"markdown_extensions:\n  - pymdownx.snippets:\n      base_path: [{folder}]\n")
    files: dict[str, str | bytes] = {"fiche.md": FICHE + '\n--8<-- "sujet.md"\n', f"/{folder}/sujet.md": SUJET}
    built = construire(ecrire(tmp_path, files, configuration))
    assert built.code == 1
    assert "NDRC501" in built.output
    assert CANARI not in built.output
    assert not built.site.exists()


# ---- Other sites


def test_other_sites_are_hidden_from_search_engines_and_say_what_they_are(tmp_path: Path) -> None:
    built = construire(ecrire(tmp_path, {"fiche.md": FICHE}, candidat()), "-d", "site-candidat")
    pages = {n: c.decode() for n, c in built.files().items() if n.endswith(".html")}
    assert len(pages) == 10
    assert all('<meta name="robots" content="noindex">' in html for html in pages.values())
    assert "Ne la publiez pas" in pages["fiche/index.html"]
    built = construire(ecrire(tmp_path, {"fiche.md": FICHE}))
    assert not found(built, "noindex")


def test_other_sites_go_elsewhere_than_the_public_one(tmp_path: Path) -> None:
    configuration = candidat().replace("site_dir: site-candidat\n", "")
    built = construire(ecrire(tmp_path, {"fiche.md": FICHE}, configuration))
    assert built.code == 1
    assert "NDRC505" in built.output
    assert not built.site.exists()


# ---- Confidential annexes


def test_confidential_annexes_and_the_private_folder(tmp_path: Path) -> None:
    annexes = (
        "annexes:\n  - {titre: Ouverte, fichier: annexes/a.png}\n"
        f"  - {{titre: {CANARI}, fichier: prive/b.png, confidentiel: oui}}\n"
        "  - {titre: Suivante, fichier: annexes/a.png}\ncadre:"
    )
    fiche = FICHE.replace("cadre:", annexes).replace("Une rubrique", "Voir [b](prive/b.png)")
    files: dict[str, str | bytes] = {
        "fiche.md": fiche,
        "annexes/a.png": png("red"),
        "prive/b.png": png("blue"),
        "prive/notes.md": f"# {CANARI}\n",
        "prive/autre.txt": CANARI,
    }
    built = construire(ecrire(tmp_path / "public", files), "--strict")
    assert built.code == 0, built.output
    assert not found(built, CANARI)
    assert not found(built, "prive")
    assert "Annexe 3 — Suivante" in built.page("fiche")
    assert len([n for n in built.files() if n.endswith(".png") and "annexes" in n]) == 1
    built = construire(ecrire(tmp_path / "candidat", files, candidat()), "-d", "site-candidat")
    assert f"Annexe 2 — {CANARI}" in built.page("dossier/e4")
    assert 'href="#annexe-2"' in built.page("fiche")
    assert not [n for n in built.files() if n.startswith("prive") or n.endswith("autre.txt")]


def test_a_confidential_file_may_be_missing_in_a_public_build_only(tmp_path: Path) -> None:
    annexe = "annexes: [{titre: A, fichier: prive/b.pdf, confidentiel: oui}]\ncadre:"
    files: dict[str, str | bytes] = {
        "fiche.md": FICHE.replace("cadre:", annexe).replace("Une rubrique", "Voir [b](prive/b.pdf)")
    }
    built = construire(ecrire(tmp_path, files), "--strict")
    assert built.code == 0, built.output
    built = construire(ecrire(tmp_path, files, candidat()), "-d", "site-candidat")
    assert built.code == 1
    assert "NDRC401" in built.output


def test_a_confidential_file_that_git_tracks_is_warned_about(tmp_path: Path) -> None:
    annexe = "annexes: [{titre: A, fichier: prive/b.png, confidentiel: oui}]\ncadre:"
    root = ecrire(tmp_path, {"fiche.md": FICHE.replace("cadre:", annexe), "prive/b.png": png("blue")})
    for command in (["init", "-q"], ["add", "."]):
        subprocess.run(["git", *command], cwd=root, check=True)
    built = construire(root)
    assert "avertissement NDRC410" in built.output
    assert "docs/prive/b.png" in built.output


# ---- Everything together


@pytest.mark.parametrize(("audience", "doc"), [*itertools.product(("public", "candidat", "jury"), ("JURY", "SUJET"))])
def test_each_audience_sees_what_is_for_it(tmp_path: Path, audience: str, doc: str) -> None:
    configuration = CONFIGURATION + f"    audience: {audience}\nsite_dir: sortie\n"
    built = construire(ecrire(tmp_path, {"doc.md": globals()[doc]}, configuration), "-d", "sortie")
    allowed = audience == "jury" or (audience == "candidat" and doc == "SUJET")
    assert (built.code == 0) is (doc == "SUJET" or allowed)
    assert bool(built.site.exists() and found(built, CANARI)) is allowed
    assert CANARI not in built.output


def png(colour: str) -> bytes:
    """A small picture."""
    from io import BytesIO

    from PIL import Image

    buffer = BytesIO()
    Image.new("RGB", (40, 30), colour).save(buffer, "PNG")
    return buffer.getvalue()


def test_a_pdf_that_is_not_of_the_public_dossier_is_not_offered(tmp_path: Path) -> None:
    root = ecrire(tmp_path, {"fiche.md": FICHE})
    (root / "telechargements").mkdir()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.docinfo["/NDRCEmpreinte"] = fingerprint("un autre dossier")
        pdf.save(root / "telechargements" / "dossier-e4.pdf")
    built = construire(root)
    assert built.code == 0
    assert "telechargements/dossier-e4.pdf:1:1: info NDRC663: ce fichier n’est pas de ce dossier" in built.output
    assert not [name for name in built.files() if name.endswith(".pdf")]
    assert "dossier-e4.pdf" not in built.page("dossier/e4")


def test_the_annexes_of_a_document_left_out_are_left_out_too(tmp_path: Path) -> None:
    annexe = "  - {titre: Bulletin, fichier: preuves/b.pdf, confidentiel: oui}\n"
    sujet = f"---\nfiche: e4-sujet-candidat\nannexes:\n{annexe}---\n"
    files: dict[str, str | bytes] = {
        "fiche.md": FICHE,
        "sujet.md": sujet,
        "prive/salon.md": FICHE.replace("cadre:", "annexes:\n  - {titre: B, fichier: ../preuves/c.pdf}\ncadre:"),
        "preuves/b.pdf": b"%PDF-1.4 bulletin",
        "preuves/c.pdf": b"%PDF-1.4 contrat",
    }
    built = construire(ecrire(tmp_path, files), "--strict")
    assert built.code == 0, built.output
    assert not [name for name in built.files() if name.endswith(".pdf")]


@pytest.mark.parametrize("cle", ["fichier", "ficher", "ichier"])
@pytest.mark.parametrize("option", ["attestations", "attestation"])
def test_an_attestation_is_private_whatever_its_key(tmp_path: Path, cle: str, option: str) -> None:
    configuration = f"{CONFIGURATION}    {option}:\n      - type: stage\n        {cle}: docs/stages/a.pdf\n"
    built = construire(ecrire(tmp_path, {"fiche.md": FICHE, "stages/a.pdf": b"%PDF-1.4 stage"}, configuration))
    assert built.code == 0, built.output
    assert not [name for name in built.files() if name.endswith(".pdf")]


@pytest.mark.parametrize("numero", ["0123456701", "01 23 45 67 01"])
@pytest.mark.parametrize("place", ["configuration", "nom", "inclus", "note"])
def test_the_number_from_wherever_it_comes(tmp_path: Path, numero: str, place: str) -> None:
    configuration = CONFIGURATION
    files: dict[str, str | bytes] = {"fiche.md": FICHE, "/prive.yml": f'numero: "{numero}"\n'}
    if place == "configuration":
        configuration = f"site_description: Candidat 0123456701\n{CONFIGURATION}"
    elif place == "nom":
        files["candidat-0123456701.md"] = "# Moi\n"
    elif place == "inclus":
        configuration = f"{CONFIGURATION}markdown_extensions: [pymdownx.snippets]\n"
        files |= {"page.md": '# Moi\n\n--8<-- "id.inc"\n', "/id.inc": "0123456701\n"}
    else:
        files["note.txt"] = "01/23/45\n67  01"
    built = construire(ecrire(tmp_path, files, configuration))
    assert built.code == 1
    assert "NDRC504" in built.output
    assert "Traceback" not in built.output


def test_no_message_shows_the_number(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from ndrc_portfolio.messages.catalogue.dossier import DepositPassed
    from ndrc_portfolio.messages.catalogue.front_matter import UnknownValue
    from ndrc_portfolio.portfolio.settings import read_settings

    text = "plugins:\n  ndrc-portfolio:\n    candidat: {statut: scolair, n°: 0123456701}\n    depot: 2027-02-31\n"
    (tmp_path / "mkdocs.yml").write_text(text, encoding="utf-8")
    read = read_settings(tmp_path / "mkdocs.yml")
    found = read.diagnostic(UnknownValue(valeur="0123456701", cle="statut", valeurs=()), "candidat", "statut")
    assert "0123456701" not in found.excerpt + found.message
    assert "scolair" in found.excerpt
    assert "2027-02-31" in read.diagnostic(DepositPassed(date="x"), "depot").excerpt


def test_the_highest_mark_counts(tmp_path: Path) -> None:
    from ndrc_portfolio.portfolio.file import source_file
    from ndrc_portfolio.portfolio.gates import made_for_audience

    (tmp_path / "a.pdf").write_bytes(b"%PDF ndrc-audience:public ... ndrc-audience:candidat")
    assert made_for_audience(source_file(tmp_path / "a.pdf", "a.pdf", "a.pdf")) == "candidat"
    assert made_for_audience(source_file(tmp_path / "absent.pdf", "absent.pdf", "absent.pdf")) == "public"
