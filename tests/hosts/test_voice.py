"""What MkDocs says of links, of the menu and of `mkdocs.yml` is said in French, at its place, and once."""

import re
import unicodedata
from pathlib import Path

import pytest

from tests.support import CANDIDAT, CONFIGURATION, FICHE, Contents, ndrc, picture, try_build, write

ENGLISH = re.compile(
    r"Doc file|documentation files|Config value|Unrecognised|Did you mean|not included in the|Excluding '"
)
LINKS = """\
# Accueil

[a](absent.md) ![b](images/absent.png) [c](dossier/e4/index.html) [d](conformite.md) [e](modeles/e4-activite.html)
[f](dossier/e4/dossier-e4.pdf) [g](e4/fiche/imprimer/index.html) [h](/e4/fiche/) [i](e4/fiche) [j](e4/fiche.md#nulle)
"""


def told(said: str) -> list[str]:
    """The code and the place of each of our lines about links, the menu and settings."""
    lines = re.findall(r"(\S+\.(?:md|yml)):(\d+):\d+: \w+ (NDRC(?:4[13]\d|66[679]|111))", said)
    return [f"{code} {path}:{line}" for path, line, code in lines]


def test_a_dead_link_is_told_once_by_a_build_and_by_the_command(tmp_path: Path) -> None:
    root = write(tmp_path, {"index.md": LINKS, "e4/fiche.md": f"{FICHE}![x](../images/absent.png) [y](z.md)\n"})
    expected = [
        *("NDRC430 docs/e4/fiche.md:12", "NDRC430 docs/e4/fiche.md:12", "NDRC430 docs/index.md:3"),
        *("NDRC430 docs/index.md:3", "NDRC432 docs/index.md:4"),
    ]
    for configuration in (CONFIGURATION, CANDIDAT):
        write(root, {}, configuration)
        built = try_build(root)
        assert built.code == 0
        assert not ENGLISH.search(built.output)
        assert sorted(told(built.output)) == sorted([*expected, "NDRC433 docs/index.md:4"])
        assert try_build(root).output.count("NDRC430") == 4  # of what is kept from an earlier build too
        assert sorted(told(ndrc(root, "verifier").out)) == expected
    assert sorted(told(ndrc(root, "verifier", "docs").out)) == expected
    assert try_build(root, strict=True).code == 1


def test_what_another_version_has_is_no_dead_link_and_leads_nowhere(tmp_path: Path) -> None:
    second = FICHE.replace("numero: 1", "numero: 2")
    page = "[privée](prive/fiche.md) [la règle](conformite.md)\n"
    root = write(tmp_path, {"index.md": LINKS, "e4/fiche.md": FICHE, "prive/fiche.md": second, "page.md": page})
    public = try_build(root)
    assert "page.md" not in public.output.replace("NDRC509", "")
    page = public.page("page")
    assert "<a>privée</a>" in page
    assert "<a>la règle</a>" in page
    assert not (public.site / "conformite").exists()
    write(root, {}, CANDIDAT)
    page = try_build(root).page("page")
    assert 'href="../prive/fiche/"' in page
    assert 'href="../conformite/"' in page


def test_links_to_what_is_made_lead_there(tmp_path: Path) -> None:
    root = write(tmp_path, {"e4/fiche.md": f"{FICHE}[m](../modeles/e4-activite.html) [d](../dossier/e4/index.html)\n"})
    page = try_build(root).page("e4/fiche")
    assert 'href="../../modeles/e4-activite.html">m' in page
    assert 'href="../../dossier/e4/">d' in page


def test_a_link_that_an_included_text_brings_is_told_in_french(tmp_path: Path) -> None:
    more = "markdown_extensions:\n  - pymdownx.snippets: {base_path: [bouts]}\n"
    files: Contents = {"page.md": '--8<-- "bout.md"\n', "/bouts/bout.md": "[a](absent.md)\n"}
    built = try_build(write(tmp_path, files, CONFIGURATION + more))
    assert not ENGLISH.search(built.output)
    assert told(built.output) == ["NDRC430 docs/page.md:1"]


def test_the_menu_and_two_home_pages(tmp_path: Path) -> None:
    nav = "nav:\n  - Accueil: index.md\n  - Ma fiche: e4/fich.md\n  - conformite.md\n"
    files: Contents = {"index.md": "# A\n", "README.md": "# B\n", "e4/fiche.md": FICHE, "page.md": "# C\n"}
    root = write(tmp_path, files, CONFIGURATION + nav)
    built = try_build(root)
    assert not ENGLISH.search(built.output)
    line = CONFIGURATION.count("\n") + 1
    assert {f"NDRC667 mkdocs.yml:{line + 2}", "NDRC669 docs/README.md:1"} <= set(told(built.output))
    assert "vouliez-vous dire «\u00a0e4/fiche.md\u00a0»" in built.output
    assert f"NDRC667 mkdocs.yml:{line + 2}" in told(ndrc(root, "verifier").out)


def test_a_setting_that_mkdocs_does_not_know(tmp_path: Path) -> None:
    root = write(tmp_path, {"index.md": "# A\n"}, "site_desciption: x\n" + CONFIGURATION)
    built = try_build(root)
    assert not ENGLISH.search(built.output)
    assert "«\u00a0site_desciption\u00a0»\u00a0; vouliez-vous dire «\u00a0site_description\u00a0»" in built.output
    assert told(built.output) == told(ndrc(root, "verifier").out) == ["NDRC111 mkdocs.yml:1"]


# ---- Settings that MkDocs refuses: as `ndrc` says them


@pytest.mark.parametrize(
    ("changed", "line", "words"),
    [
        (("theme: material", "theme: materiel"), 2, "vouliez-vous dire «\u00a0material\u00a0»"),
        (("theme: material", "theme:\n  name: material\n  custom_dir: absent"), 4, "«\u00a0absent\u00a0», que nomme"),
        (("theme: material", "docs_dir: textes\ntheme: material"), 2, "«\u00a0textes\u00a0», que nomme"),
        (("theme: material", "site_dir: docs/site\ntheme: material"), 2, "l’un dans l’autre"),
        (("site_name: Portfolio\n", ""), 1, "il manque «\u00a0site_name\u00a0»"),
        (("site_name: Portfolio", "site_name: No"), 1, 'mettez-la entre guillemets\u00a0: site_name: "…"'),
        (("theme: material", "theme: material\nnav: index.md"), 3, "«\u00a0nav\u00a0» n’est pas une liste de pages"),
        (("  search: {}", "  search: {lang: 3}"), 4, "la valeur de «\u00a0lang\u00a0»"),
        (("theme: material", "theme: material\nstrict: oui"), 3, "ou «\u00a0false\u00a0»"),
        (("theme: material", "theme: material\nsite_url: monsite"), 3, "https://…"),
        (("theme: material", "theme: material\ndev_addr: 8000"), 3, "127.0.0.1:8000"),
        (("theme: material", "theme: material\nextra_css: a.css"), 3, "attend une liste, pas un texte"),
        (("theme: material", "theme: material\npages: [index.md]"), 3, "écrivez «\u00a0nav\u00a0» à sa place"),
        (("theme: material", "theme: material\nvalidation: {nav: {not_found: x}}"), 3, "warn, info, ignore"),
        (("session: 2020", "audience: publique"), 6, "vouliez-vous dire «\u00a0public\u00a0»"),
        (("session: 2020", "schemas: absent"), 6, "«\u00a0absent\u00a0», que nomme «\u00a0schemas\u00a0»"),
        (("{nom: Roussel, prenom: Camille}", "Camille Roussel"), 7, "attend des lignes «\u00a0nom: valeur\u00a0»"),
        (("site_name: Portfolio", "INHERIT: absent.yml"), 1, "«\u00a0absent.yml\u00a0», que nomme"),
        (("theme: material", "theme: !foo material"), 2, "«\u00a0!foo\u00a0» devant une valeur"),
        (("theme: material", "theme: material: x"), 2, "deux-points dans la valeur"),
    ],
)  # fmt: skip
def test_a_refused_setting_is_said_in_french_at_its_place(
    tmp_path: Path, changed: tuple[str, str], line: int, words: str
) -> None:
    configuration = re.sub(r"session: \d+", "session: 2020", CONFIGURATION)
    assert changed[0] in configuration
    root = write(tmp_path, {"index.md": "# A\n"}, configuration.replace(*changed))
    done = ndrc(root, "verifier")
    assert (done.code, done.out) == (2, "")
    assert f"mkdocs.yml:{line}:" in done.err
    assert words in done.err
    assert done.err.endswith("ndrc\u00a0: mkdocs.yml ne peut pas être lu\u00a0: corrigez-le d’abord.\n")
    assert not ENGLISH.search(done.err)


@pytest.mark.parametrize(
    ("changed", "place", "words"),
    [
        (("  search: {}", "  serch: {}"), "mkdocs.yml:4:", "vouliez-vous dire «\u00a0search\u00a0»"),
        (("theme:", "markdown_extensions: [footnote]\ntheme:"), "mkdocs.yml:2:", "n’est pas installée"),
    ],
)
def test_what_is_not_installed_keeps_nothing_from_being_checked(
    tmp_path: Path, changed: tuple[str, str], place: str, words: str
) -> None:
    configuration = CONFIGURATION.replace(*changed)
    assert configuration != CONFIGURATION
    root = write(tmp_path, {"index.md": "# A\n", "fiche.md": FICHE.replace("numero: 1", "numro: 1")}, configuration)
    done = ndrc(root, "verifier")
    assert done.code == 1
    assert place in done.out
    assert words in done.out
    assert "docs/fiche.md:3:1" in done.out
    assert not ENGLISH.search(done.out)


def test_the_pdf_says_them_too(tmp_path: Path) -> None:
    root = write(tmp_path, {"fiche.md": FICHE}, CONFIGURATION.replace("theme: material", "theme: materiel"))
    done = ndrc(root, "pdf", "e4")
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("mkdocs.yml:2:8: erreur NDRC666: le thème")


def test_a_name_is_printed_as_it_is_written(tmp_path: Path) -> None:
    root = write(
        tmp_path,
        {"fiche.md": FICHE},
        CONFIGURATION.replace("{nom: Roussel, prenom: Camille}", "{nom: No, prenom: 012}"),
    )
    page = try_build(root).page("fiche")
    assert "<b>Nom :</b> No<" in page.replace("\u00a0", " ")
    assert "<b>Prénom :</b> 012<" in page.replace("\u00a0", " ")
    write(root, {}, CONFIGURATION.replace("nom: Roussel", "nom: [a, b]"))
    assert "«\u00a0nom\u00a0» attend un texte, pas une liste" in try_build(root).output


def test_a_picture_whose_accents_are_encoded_otherwise_is_there(tmp_path: Path) -> None:
    name = unicodedata.normalize("NFD", "images/été.png")
    files: Contents = {name: picture(), "page.md": "![x](images/été.png)\n"}
    built = try_build(write(tmp_path, files))
    assert told(built.output) == []
    assert not ENGLISH.search(built.output)
