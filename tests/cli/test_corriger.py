"""`ndrc corriger` as it is typed; what it mends is shown by the cases and by `tests/portfolio/test_mending.py`."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ndrc_portfolio.cli.main import main
from tests.support import CONFIGURATION, FICHE, build, write

WRONG = FICHE.replace("nature: negociation-vente", "nature: Négociation vente")
Said = Callable[..., tuple[int, str, str]]


@pytest.fixture
def corriger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Said:
    """The command in the portfolio: its code, what it prints, and what it complains of."""

    def command(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.chdir(tmp_path)
        code = main(["corriger", *arguments])
        said = capsys.readouterr()
        return code, said.out, said.err

    return command


def test_a_portfolio_is_corrected_shown_and_put_back(tmp_path: Path, corriger: Said) -> None:
    settings = CONFIGURATION + "    depot: 30/04/2027\n"
    write(tmp_path, {"e4/a.md": WRONG, "e4/b.md": FICHE, "index.md": "# Accueil\n"}, settings)
    a, mkdocs = tmp_path / "docs" / "e4" / "a.md", tmp_path / "mkdocs.yml"
    code, out, err = corriger("--montrer")
    assert (code, err) == (1, "")
    assert "-nature: Négociation vente\n+nature: negociation-vente\n" in out
    assert "+    depot: 2027-04-30\n" in out
    assert a.read_text(encoding="utf-8") == WRONG
    code, out, _ = corriger()
    assert code == 0
    assert "ligne 4 : « Négociation vente » devient « negociation-vente » (NDRC104)" in out.replace("\u00a0", " ")
    assert a.read_text(encoding="utf-8") == FICHE
    assert "depot: 2027-04-30" in mkdocs.read_text(encoding="utf-8")
    assert corriger()[:2] == (0, "Rien à corriger.\n")
    code, out, _ = corriger("--annuler")
    assert (code, out.count("est revenu")) == (0, 2)
    assert (a.read_text(encoding="utf-8"), mkdocs.read_text(encoding="utf-8")) == (WRONG, settings)


def test_a_path_is_corrected_and_put_back_alone(tmp_path: Path, corriger: Said) -> None:
    write(tmp_path, {"e4/a.md": WRONG, "e6/b.md": WRONG})
    assert corriger("docs")[0] == 0
    assert corriger("docs/e4", "--annuler")[0] == 0
    assert (tmp_path / "docs" / "e4" / "a.md").read_text(encoding="utf-8") == WRONG
    assert (tmp_path / "docs" / "e6" / "b.md").read_text(encoding="utf-8") == FICHE


def test_what_was_written_since_is_not_put_back(tmp_path: Path, corriger: Said) -> None:
    write(tmp_path, {"a.md": WRONG})
    corriger()
    a = tmp_path / "docs" / "a.md"
    a.write_text(a.read_text(encoding="utf-8") + "Une phrase de plus.\n", encoding="utf-8")
    code, out, _ = corriger("--annuler")
    assert code == 1
    assert "il reste comme il est" in out
    assert "Une phrase de plus." in a.read_text(encoding="utf-8")


def test_what_cannot_be_replaced_is_said_and_the_rest_is_corrected(
    tmp_path: Path, corriger: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, {"a.md": WRONG, "b.md": WRONG})
    monkeypatch.setattr("os.access", lambda path, _: Path(path).name != "a.md")
    code, out, err = corriger("docs")
    assert code == 2
    assert "docs/a.md n’a pas été changé : l’accès est refusé." in err.replace("\u00a0", " ")
    assert "docs/b.md" in out
    assert (tmp_path / "docs" / "a.md").read_text(encoding="utf-8") == WRONG


def test_the_end_of_lines_and_the_mark_of_the_bloc_notes_stay(tmp_path: Path, corriger: Said) -> None:
    text = "\ufeff" + WRONG.replace("\n", "\r\n")
    write(tmp_path, {"a.md": text.encode()})
    assert corriger("docs/a.md")[0] == 0
    expected = text.replace("Négociation vente", "negociation-vente").encode()
    assert (tmp_path / "docs" / "a.md").read_bytes() == expected


def test_nothing_that_the_folder_names_is_run(tmp_path: Path, corriger: Said) -> None:
    hook = "import pathlib\npathlib.Path('couru').touch()\n"
    settings = f"{CONFIGURATION}  couru: {{}}\nhooks: [hook.py]\nsecret: !!python/name:hook.x\n"
    write(tmp_path, {"a.md": WRONG, "/hook.py": hook, "/couru.py": hook}, settings)
    assert corriger()[0] == 0
    assert (tmp_path / "docs" / "a.md").read_text(encoding="utf-8") == FICHE
    assert not (tmp_path / "couru").exists()


def test_a_foreign_line_does_nothing_to_the_terminal(tmp_path: Path, corriger: Said) -> None:
    write(tmp_path, {"a.md": WRONG.replace("Une rubrique", "** \x1b[2Jeffacé ** et")})
    assert "\x1b" not in corriger("--montrer")[1]
    assert "\x1b" not in corriger()[1]


def test_the_texts_that_are_kept_are_not_in_the_site(tmp_path: Path, corriger: Said) -> None:
    write(tmp_path, {"a.md": WRONG.replace("Une rubrique", "** gras ** Ancien")})
    corriger()
    built = build(tmp_path, strict=True)
    assert not [name for name in built.files() if name.startswith((".cache", "corriger")) or ".ndrc-" in name]
    assert "<strong>gras</strong>" in built.page("a")
