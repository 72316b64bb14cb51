"""What builds keep from one to the next: never seen in the site, nor in what is said of it."""

import shutil
from pathlib import Path

from tests.support import CONFIGURATION, FICHE, Built, build, write

RUBRIQUE = """
### Objectifs opérationnels
{objectifs}
"""


def _twice(root: Path) -> Built:
    """Build with what is kept and without it: the same site, and the same is said of it."""
    cold = root.with_name("cold")
    shutil.rmtree(cold, ignore_errors=True)
    shutil.copytree(root, cold, ignore=shutil.ignore_patterns(".cache", "site"))
    warm, made = build(root, SOURCE_DATE_EPOCH="1700000000"), build(cold, SOURCE_DATE_EPOCH="1700000000")
    assert _said(warm) == _said(made)
    assert warm.files() == made.files()
    return warm


def _said(done: Built) -> list[str]:
    return [
        line for line in done.output.splitlines() if "Building documentation" not in line and "built in" not in line
    ]


def test_what_is_kept_changes_nothing(tmp_path: Path) -> None:
    second = FICHE.replace("numero: 1", "numero: 2") + RUBRIQUE.format(objectifs="Voir [une](un.md#fiche).")
    configuration = CONFIGURATION + "markdown_extensions: [footnotes]\n"
    root = write(tmp_path / "chaud", {"e4/un.md": FICHE, "e4/deux.md": second}, configuration)
    docs, kept = root / "docs" / "e4", root / ".cache" / "ndrc-portfolio"
    build(root)
    _twice(root)

    (docs / "un.md").write_text(FICHE.replace("en gras", "en **très** gras"), encoding="utf-8")
    assert "très" in _twice(root).page("e4/un/")

    broken = (
        second
        + "\n### Acteurs concernés (statuts/rôles/motivations)\nVoir [rien](nulle-part.md) et [ancre](un.md#absente).\n"
    )
    (docs / "deux.md").write_text(broken, encoding="utf-8")
    for _ in range(2):  # what is to be said is said again
        output = _twice(root).output
        assert "nulle-part.md" in output
        assert "#absente" in output

    (docs / "deux.md").write_text(second, encoding="utf-8")
    (docs / "un.md").rename(docs / "premiere.md")
    for _ in range(2):
        assert "un.md" in _twice(root).output

    (root / "mkdocs.yml").write_text(configuration.replace("[footnotes]", "[footnotes, nl2br]"), encoding="utf-8")
    _twice(root)

    files = list(kept.glob("fiches-*.json"))
    assert len(files) == 2
    for file in files:
        file.write_bytes(file.read_bytes().replace(b"<p>", b"<p>Faux."))
    assert b"Faux" not in b"".join(_twice(root).files().values())

    hook = "def on_page_markdown(markdown, **kwargs):\n    return markdown.replace('rubrique', 'ligne')\n"
    (root / "mkdocs.yml").write_text(configuration, encoding="utf-8")
    _twice(root)
    (root / "hook.py").write_text(hook, encoding="utf-8")
    (root / "mkdocs.yml").write_text(f"{configuration}hooks: [hook.py]\n", encoding="utf-8")
    assert "Une ligne" in _twice(root).page("e4/premiere/")
