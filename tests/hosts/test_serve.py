"""`mkdocs serve`: it goes on with a fault, shows it on the page, and recovers at the next save."""

import re
import socket
import time
from pathlib import Path

import pytest
from mkdocs.exceptions import PluginError

from ndrc_portfolio.hosts.mkdocs.serving import free_port
from tests.support import CONFIGURATION, FICHE, run_mkdocs, serve_pages, until, write

JURY = "---\nfiche: e4-sujet-jury\nobjet: CANARI\n---\n"


def test_a_fault_is_shown_on_its_page_and_mended_at_the_next_save(tmp_path: Path) -> None:
    root = write(tmp_path, {"a.md": FICHE, "b.md": FICHE.replace("numero: 1", "numero: 2")})
    with serve_pages(root) as page:
        html = page("a/")
        assert "Version complète" in html  # the candidate's site
        assert "ndrc-problemes" not in html
        write(root, {"a.md": FICHE.replace("negociation-vente", "negociation")})
        html = until(lambda: page("a/"), lambda h: "ndrc-problemes" in h)
        assert "vouliez-vous dire «\u00a0negociation-vente\u00a0»" in html
        assert "ligne 4" in html
        assert "Une rubrique" in html
        assert "ndrc-problemes" not in page("b/")
        write(root, {"a.md": FICHE.replace("Une rubrique", "Un texte corrigé")})
        html = until(lambda: page("a/"), lambda h: "Un texte corrigé" in h)
        assert "ndrc-problemes" not in html


@pytest.mark.parametrize(
    ("broken", "code"),
    [
        (b'---\nfiche: e4-activite\ntitre: "Vente\n---\nUn texte perdu ?\n', "NDRC106"),
        ("---\nfiche: e4-activite\ntitre: été\n---\nUn texte perdu ?\n".encode("latin-1"), "NDRC001"),
        (b"---\nfiche: e9-inconnue\n---\nUn texte perdu ?\n", "NDRC113"),
        (b"", "NDRC003"),
    ],
)
def test_the_server_survives_what_it_cannot_read(tmp_path: Path, broken: bytes, code: str) -> None:
    root = write(tmp_path, {"a.md": FICHE})
    with serve_pages(root) as page:
        write(root, {"a.md": broken})
        html = until(lambda: page("a/"), lambda h: "ndrc-problemes" in h)
        assert code in html
        write(root, {"a.md": FICHE})
        until(lambda: page("a/"), lambda h: "Une rubrique" in h and "ndrc-problemes" not in h)


def test_a_document_of_the_jury_is_refused_at_the_start(tmp_path: Path) -> None:
    root = write(tmp_path, {"a.md": FICHE, "jury.md": JURY})
    done = run_mkdocs(root, "serve", "-a", "127.0.0.1:0")
    assert done.returncode == 1
    assert "NDRC501" in done.stdout
    assert "CANARI" not in done.stdout


def test_a_document_of_the_jury_is_replaced_when_it_comes_later(tmp_path: Path) -> None:
    root = write(tmp_path, {"a.md": FICHE})
    with serve_pages(root) as page:
        write(root, {"jury.md": JURY})
        html = until(lambda: page("jury/"), lambda h: "réservé à la commission" in h)
        assert "CANARI" not in html
        assert "CANARI" not in page("search/search_index.json")
        (root / "docs" / "jury.md").unlink()
        until(lambda: page("jury/"), lambda h: "réservé à la commission" not in h)


def test_a_build_does_not_wake_itself_up(tmp_path: Path) -> None:
    root = write(tmp_path, {"a.md": FICHE})
    with serve_pages(root) as page:
        epochs = set()
        for _ in range(30):
            epochs.add(re.findall(r"livereload\((\d+)", page("a/"))[0])
            time.sleep(0.05)
        assert len(epochs) == 1


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ("theme: materiel", "mkdocs.yml, ligne 2"),
        ("theme: material: x", "deux-points dans la valeur"),
        ("theme: material\ndocs_dir: textes", "n’existe pas"),
        ("theme: material\nextra: 2027-02-30", "n’est pas une date qui existe"),
    ],
)
def test_a_fault_of_the_settings_is_a_page_and_goes_when_it_is_mended(tmp_path: Path, wrong: str, words: str) -> None:
    root = write(tmp_path, {"a.md": FICHE})
    with serve_pages(root) as page:
        write(root, {}, CONFIGURATION.replace("theme: material", wrong))
        html = until(lambda: page("a/"), lambda h: "ne peut pas s’afficher" in h)
        assert words in html
        assert "livereload(" in html  # it goes away by itself
        assert "Une rubrique" not in html
        assert "ne peut pas s’afficher" in page("")
        write(root, {})
        until(lambda: page("a/"), lambda h: "Une rubrique" in h)


def test_what_stands_in_no_rubrique_is_seen_and_faults_are_counted(tmp_path: Path) -> None:
    stray = FICHE.replace("## Analyse", "Un texte égaré.\n## Analyse") + "## Mes <idées>\nUn texte perdu ?\n- un\n"
    other = FICHE.replace("numero: 1\nnature: negociation-vente", "numero: 2\nnature: evenement-commercial")
    root = write(tmp_path, {"a.md": stray, "b.md": other, "c.md": "---\nfiche: zzz\n---\n"})
    with serve_pages(root) as page:
        html = page("a/")
        lost = html.partition("dans aucune rubrique")[2].partition('<table class="formulaire')[0]
        assert "Un texte égaré." in lost
        assert "## Mes &lt;idées&gt;\nUn texte perdu ?\n- un" in lost
        assert "dans aucune rubrique" not in page("b/")
        assert "Un texte perdu" not in page("a/imprimer/")
        home = page("")
        assert re.search(r'href="\./a/">[^\n]*ndrc-fautes">2 à corriger<', home)
        assert not re.search(r'href="\./b/">[^\n]*ndrc-fautes', home)
        assert re.search(r'href="\./c/">docs/c.md</a>[^\n]*ndrc-fautes">1 à corriger<', home)


def test_a_port_that_is_taken_is_not_the_end(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        free = free_port("127.0.0.1", port)
        assert free != port
    assert free_port("127.0.0.1", free) == free
    assert free_port("127.0.0.1", 0) == 0  # any that is free
    with pytest.raises(PluginError, match="cet ordinateur"):
        free_port("192.0.2.1", 8000)
