"""Nothing of a document whose readers are fewer than the site's, nor the candidate's number, ever leaves a build.

What a reading refuses, and in which states and under which names, is tried in `tests/portfolio/test_sources.py`.
"""

import re
import subprocess
from pathlib import Path

import pikepdf
import pytest

from ndrc_portfolio.formulaires.sessions import load_forms
from ndrc_portfolio.pdf.stamp import fingerprint
from tests.support import (
    CANDIDAT,
    CONFIGURATION,
    FICHE,
    JURY,
    NUMERO,
    Contents,
    build,
    build_alone,
    found,
    picture,
    run_mkdocs,
    write,
)
from tests.texts import CANARY, SUBJECT_OF_CANDIDATE, SUBJECT_OF_JURY, with_canaries

FORMS = load_forms(2020)
PRIVATE: Contents = {"/prive.yml": f'numero: "{NUMERO}"\n'}
SNIPPETS = "markdown_extensions:\n  - pymdownx.snippets:\n      base_path: [{folder}]\n"


@pytest.mark.parametrize("audience", ["public", "candidat"])
def test_a_document_of_the_jury_stops_the_command(tmp_path: Path, audience: str) -> None:
    configuration = f"{CONFIGURATION}    audience: {audience}\nsite_dir: sortie\n"
    root = write(tmp_path, {"doc.md": SUBJECT_OF_JURY, "fiche.md": FICHE}, configuration)
    built = build_alone(root, site="sortie", fails="docs/doc.md:1:1: erreur NDRC501")
    assert CANARY not in built.output
    assert not built.site.exists()


@pytest.mark.parametrize(
    "more", ["", "exclude_docs: doc.md\n", "draft_docs: doc.md\n", "not_in_nav: doc.md\n", "nav: [fiche.md]\n"]
)
def test_no_setting_of_mkdocs_hides_it(tmp_path: Path, more: str) -> None:
    root = write(tmp_path, {"fiche.md": FICHE})
    before = build(root).files()
    built = build(
        write(root, {"doc.md": SUBJECT_OF_JURY}, CONFIGURATION + more), fails="docs/doc.md:1:1: erreur NDRC501"
    )
    assert CANARY not in built.output
    assert built.files() == before
    assert len(before) > 20


@pytest.mark.parametrize("document", ["jury", "candidat"])
@pytest.mark.parametrize("folder", ["docs", "extraits"])
def test_what_is_for_fewer_readers_is_not_included(tmp_path: Path, folder: str, document: str) -> None:
    source = SUBJECT_OF_JURY if document == "jury" else SUBJECT_OF_CANDIDATE
    files: Contents = {"fiche.md": FICHE + '\n--8<-- "doc.md"\n', f"/{folder}/doc.md": source}
    built = build(write(tmp_path, files, CONFIGURATION + SNIPPETS.format(folder=folder)), fails="erreur NDRC501")
    assert CANARY not in built.output
    assert not built.site.exists()


# ---- What is for the candidate


def test_what_is_for_the_candidate_is_left_out_of_the_public_site(tmp_path: Path) -> None:
    files: Contents = {"sujet.md": SUBJECT_OF_CANDIDATE, "fiche.md": FICHE}
    built = build(write(tmp_path / "public", files), strict=True)
    assert "docs/sujet.md" in built.output
    assert not found(built, CANARY)
    assert not found(built, "sujet")
    built = build(write(tmp_path / "candidat", files, CANDIDAT))
    assert "sujet/index.html" in found(built, CANARY)


SETTINGS: dict[str, tuple[str, str]] = {
    "another name": ("notes-2027.md", ""),
    "another folder": ("prive/x/.y/doc.md", ""),
    "another extension": ("doc.html", ""),
    "no extension": ("doc", ""),
    "drafted": ("doc.md", "draft_docs: doc.md\n"),
    "excluded": ("doc.md", "exclude_docs: doc.md\n"),
    "linked": ("doc.md", "nav: [fiche.md, doc.md]\n"),
}


@pytest.mark.parametrize("setting", SETTINGS)
@pytest.mark.parametrize("id_", ["e4-sujet-candidat", "e4-grille"])
def test_no_canary_of_the_commission_leaves(tmp_path: Path, id_: str, setting: str) -> None:
    name, more = SETTINGS[setting]
    fiche = FICHE + f"\n[Le document]({name})\n" if setting == "linked" else FICHE
    root = write(tmp_path, {"fiche.md": fiche, name: with_canaries(FORMS[id_])}, CONFIGURATION + more)
    refused = FORMS[id_].audience == "jury"
    built = build(root, fails=f"docs/{name}:1:1: erreur NDRC501" if refused else "")
    assert CANARY not in built.output
    assert f"docs/{name}" in built.output
    if refused:
        assert not built.site.exists()
    else:
        assert "fiche/index.html" in built.files()
        assert not found(built, CANARY)
        assert not [n for n in built.files() if n.startswith(name.removesuffix(".md"))]


@pytest.mark.parametrize("right", [False, True])
def test_a_document_of_the_candidate_may_have_faults_in_a_public_site(tmp_path: Path, right: bool) -> None:
    document = with_canaries(FORMS["e4-sujet-candidat"], right=right)
    built = build(write(tmp_path, {"fiche.md": FICHE, "doc.md": document}))
    assert "docs/doc.md" in built.output
    assert CANARY not in built.output
    assert not found(built, CANARY)


def test_the_candidate_reads_the_subject(tmp_path: Path) -> None:
    document = with_canaries(FORMS["e4-sujet-candidat"], right=True)
    built = build(write(tmp_path, {"doc.md": document}, CANDIDAT))
    assert "doc/index.html" in found(built, CANARY)


def test_the_jury_sees_all(tmp_path: Path) -> None:
    built = build(write(tmp_path, {"jury.md": SUBJECT_OF_JURY, "sujet.md": SUBJECT_OF_CANDIDATE}, JURY))
    assert {"jury/index.html", "sujet/index.html"} <= set(found(built, CANARY))
    assert CANARY not in built.output


# ---- The number


def test_only_the_candidates_site_shows_the_number(tmp_path: Path) -> None:
    files: Contents = {"fiche.md": FICHE, **PRIVATE}
    built = build(write(tmp_path / "public", files), strict=True)
    assert "fiche/index.html" in built.files()
    assert not found(built, NUMERO)
    root = write(tmp_path / "candidat", files, CANDIDAT)
    shown = {"fiche/index.html", "fiche/imprimer/index.html", "dossier/e4/index.html"}
    assert set(found(build(root), NUMERO)) == shown
    built = build(root, NDRC_NUMERO_CANDIDAT="999999")
    assert set(found(built, "999999")) == shown
    assert not found(built, NUMERO)


@pytest.mark.parametrize(("written", "code"), [(f'"{NUMERO}"', "avertissement NDRC502"), (NUMERO, "erreur NDRC503")])
def test_a_number_in_the_configuration(tmp_path: Path, written: str, code: str) -> None:
    configuration = CONFIGURATION.replace("Camille}", f"Camille, numero: {written}}}")
    root = write(tmp_path, {"fiche.md": FICHE}, configuration)
    fails = code if "erreur" in code else ""
    for prive in ("", f'numero: "{NUMERO}"\n'):  # whatever prive.yml says
        (tmp_path / "prive.yml").write_text(prive, encoding="utf-8")
        built = build(root, fails=fails)
        assert code in built.output
        assert re.search(r"mkdocs\.yml:7:\d+: ", built.output)
        assert NUMERO not in built.output
        assert "21913025" not in built.output  # what YAML makes of it
        assert built.site.exists() is not bool(fails)
        assert fails or not found(built, NUMERO)


def test_a_private_file_that_is_wrong_stops_a_build(tmp_path: Path) -> None:
    root = write(tmp_path, {"fiche.md": FICHE, "/prive.yml": f'numero: "{NUMERO}\n'}, CANDIDAT)
    assert NUMERO not in build(root, fails="erreur NDRC506").output


def test_a_number_written_in_a_source_stops_a_public_build(tmp_path: Path) -> None:
    files: Contents = {
        "fiche.md": FICHE.replace("Une rubrique", f"Mon numéro : {NUMERO}"),
        "tableau.csv": f"numero;{NUMERO}\n",
        **PRIVATE,
    }
    built = build(write(tmp_path, files), fails="docs/fiche.md:11:1: erreur NDRC504")
    assert "docs/tableau.csv:1:1: erreur NDRC504" in built.output
    assert NUMERO not in built.output
    assert not built.site.exists()


@pytest.mark.parametrize("number", [NUMERO, "01 23 45 67 01"])
@pytest.mark.parametrize("place", ["configuration", "included"])
def test_the_number_is_stopped_from_wherever_it_comes(tmp_path: Path, number: str, place: str) -> None:
    files: Contents = {"fiche.md": FICHE, "/prive.yml": f'numero: "{number}"\n'}
    configuration = f"site_description: Candidat {NUMERO}\n{CONFIGURATION}"
    if place == "included":
        configuration = f"{CONFIGURATION}markdown_extensions: [pymdownx.snippets]\n"
        files |= {"page.md": '# Moi\n\n--8<-- "id.inc"\n', "/id.inc": f"{NUMERO}\n"}
    built = build(write(tmp_path, files, configuration), fails="NDRC504")
    assert not found(built, NUMERO)


def test_what_was_made_for_the_candidate_or_the_jury_is_not_published(tmp_path: Path) -> None:
    """A site or a PDF that somebody leaves in docs/: MkDocs would copy it as it is."""
    built = build(write(tmp_path, {"fiche.md": FICHE, **PRIVATE}, CANDIDAT))
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        with pdf.open_metadata() as meta:
            meta["pdf:Keywords"] = "ndrc-audience:jury"
        pdf.save(tmp_path / "commission.pdf", object_stream_mode=pikepdf.ObjectStreamMode.generate)
    left: Contents = {
        "e4/vue.html": built.page("fiche/imprimer").encode().replace(NUMERO.encode(), b""),
        "e4/page.htm": built.page("fiche").encode().replace(NUMERO.encode(), b""),
        "notes/commission.pdf": (tmp_path / "commission.pdf").read_bytes(),
    }
    refused = build(write(tmp_path / "public", {"fiche.md": FICHE, **left}), fails="NDRC508")
    assert not refused.site.exists()
    for name in left:
        assert f"docs/{name}:1:1: erreur NDRC508" in refused.output


# ---- Other sites


def test_other_sites_are_hidden_from_search_engines_and_say_what_they_are(tmp_path: Path) -> None:
    built = build(write(tmp_path, {"fiche.md": FICHE}, CANDIDAT))
    pages = {n: c.decode() for n, c in built.files().items() if n.endswith(".html")}
    assert len(pages) == 10
    assert all('<meta name="robots" content="noindex">' in html for html in pages.values())
    assert "Ne la publiez pas" in pages["fiche/index.html"]
    built = build(write(tmp_path, {"fiche.md": FICHE}))
    assert "fiche/index.html" in built.files()
    assert not found(built, "noindex")


def test_other_sites_go_elsewhere_than_the_public_one(tmp_path: Path) -> None:
    root = write(tmp_path, {"fiche.md": FICHE}, CANDIDAT.replace("site_dir: sortie\n", ""))
    assert not build(root, fails="NDRC505").site.exists()


def test_gh_deploy_publishes_the_public_site_only(tmp_path: Path) -> None:
    done = run_mkdocs(write(tmp_path, {"fiche.md": FICHE}, CANDIDAT), "gh-deploy")
    assert done.returncode == 1
    assert "NDRC507" in done.stdout
    assert not (tmp_path / "sortie").exists()


# ---- Confidential annexes


def test_confidential_annexes_and_the_private_folder(tmp_path: Path) -> None:
    annexes = (
        "annexes:\n  - {titre: Ouverte, fichier: annexes/a.png}\n"
        f"  - {{titre: {CANARY}, fichier: prive/b.png, confidentiel: oui}}\n"
        "  - {titre: Suivante, fichier: annexes/a.png}\ncadre:"
    )
    fiche = FICHE.replace("cadre:", annexes).replace("Une rubrique", "Voir [b](prive/b.png)")
    files: Contents = {
        "fiche.md": fiche,
        "annexes/a.png": picture("red"),
        "prive/b.png": picture("blue"),
        "prive/notes.md": f"# {CANARY}\n",
        "prive/autre.txt": CANARY,
    }
    built = build(write(tmp_path / "public", files), strict=True)
    assert not found(built, CANARY)
    assert not found(built, "prive")
    assert "Annexe 3 — Suivante" in built.page("fiche")
    assert len([n for n in built.files() if n.endswith(".png") and "annexes" in n]) == 1
    built = build(write(tmp_path / "candidat", files, CANDIDAT))
    assert f"Annexe 2 — {CANARY}" in built.page("dossier/e4")
    assert 'href="#annexe-2"' in built.page("fiche")
    assert not [n for n in built.files() if n.startswith("prive") or n.endswith("autre.txt")]


def test_a_confidential_file_may_be_missing_in_a_public_build_only(tmp_path: Path) -> None:
    annexe = "annexes: [{titre: A, fichier: prive/b.pdf, confidentiel: oui}]\ncadre:"
    files: Contents = {"fiche.md": FICHE.replace("cadre:", annexe).replace("Une rubrique", "Voir [b](prive/b.pdf)")}
    build(write(tmp_path, files), strict=True)
    build(write(tmp_path, files, CANDIDAT), fails="erreur NDRC401")


def test_a_confidential_file_that_git_tracks_is_warned_about(tmp_path: Path) -> None:
    annexe = "annexes: [{titre: A, fichier: prive/b.png, confidentiel: oui}]\ncadre:"
    root = write(tmp_path, {"fiche.md": FICHE.replace("cadre:", annexe), "prive/b.png": picture("blue")})
    for command in (["init", "-q"], ["add", "."]):
        subprocess.run(["git", *command], cwd=root, check=True)
    built = build(root)
    assert "avertissement NDRC410" in built.output
    assert "docs/prive/b.png" in built.output


def test_a_pdf_that_is_not_of_the_public_dossier_is_not_offered(tmp_path: Path) -> None:
    root = write(tmp_path, {"fiche.md": FICHE})
    (root / "telechargements").mkdir()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.docinfo["/NDRCEmpreinte"] = fingerprint("un autre dossier")
        pdf.save(root / "telechargements" / "dossier-e4.pdf")
    built = build(root)
    assert "telechargements/dossier-e4.pdf:1:1: info NDRC663: ce fichier n’est pas de ce dossier" in built.output
    assert not [name for name in built.files() if name.endswith(".pdf")]
    assert "dossier-e4.pdf" not in built.page("dossier/e4")


def test_the_annexes_of_a_document_left_out_are_left_out_too(tmp_path: Path) -> None:
    annexe = "  - {titre: Bulletin, fichier: preuves/b.pdf, confidentiel: oui}\n"
    files: Contents = {
        "fiche.md": FICHE,
        "sujet.md": f"---\nfiche: e4-sujet-candidat\nannexes:\n{annexe}---\n",
        "prive/salon.md": FICHE.replace("cadre:", "annexes:\n  - {titre: B, fichier: ../preuves/c.pdf}\ncadre:"),
        "preuves/b.pdf": b"%PDF-1.4 bulletin",
        "preuves/c.pdf": b"%PDF-1.4 contrat",
    }
    built = build(write(tmp_path, files), strict=True)
    assert "fiche/index.html" in built.files()
    assert not [name for name in built.files() if name.endswith(".pdf")]


@pytest.mark.parametrize("cle", ["fichier", "ficher", "ichier"])
@pytest.mark.parametrize("option", ["attestations", "attestation"])
def test_an_attestation_is_private_whatever_its_key(tmp_path: Path, cle: str, option: str) -> None:
    configuration = f"{CONFIGURATION}    {option}:\n      - type: stage\n        {cle}: docs/stages/a.pdf\n"
    built = build(write(tmp_path, {"fiche.md": FICHE, "stages/a.pdf": b"%PDF-1.4 stage"}, configuration))
    assert "fiche/index.html" in built.files()
    assert not [name for name in built.files() if name.endswith(".pdf")]
