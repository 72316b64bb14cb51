"""What is asked of a command in a folder, from its settings as data, beside what MkDocs makes of them."""

import warnings
from pathlib import Path

import pytest
from mkdocs.config import load_config

from ndrc_portfolio.hosts.mkdocs import reading
from ndrc_portfolio.hosts.mkdocs.options import Options
from ndrc_portfolio.portfolio.asked import asked, patterns, readable_settings
from ndrc_portfolio.portfolio.configuration.settings import UnreadableSettings, read_settings
from ndrc_portfolio.portfolio.reading import Asked
from tests.support import CONFIGURATION, write

SNIPPETS = "markdown_extensions:\n  - footnotes\n  - pymdownx.snippets:\n      base_path: [extraits, docs/bas]\n"
CONFIGURATIONS = {
    "usual": CONFIGURATION,
    "for the candidate": CONFIGURATION + "    audience: candidat\n",
    "other folders": CONFIGURATION
    + "    schemas: ./formulaires\n    portfolios: {roussel: docs/bas}\ndocs_dir: textes\n",
    "left out": CONFIGURATION + "exclude_docs: |\n  vieux/\n  !vieux/a.md\n  *.tmp.md\n  /racine.md\n",
    "snippets": CONFIGURATION + SNIPPETS,
    "snippets of the folder": CONFIGURATION + "markdown_extensions: [pymdownx.snippets]\n",
    "a theme of one's own": CONFIGURATION.replace("material", "{name: material, custom_dir: theme}"),
    "a number in quotes": CONFIGURATION.replace("Camille}", "Camille, numero: '0123456701'}"),
    "a number without": CONFIGURATION.replace("Camille}", "Camille, numero: 0123456701}"),
}
PATHS = ["a.md", "vieux/a.md", "vieux/b.md", "x/y.tmp.md", "racine.md", "x/racine.md", ".cache/a.md", "x/.y/z"]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    files: dict[str, str | bytes] = {
        "/textes/a.md": "",
        "/extraits/a.md": "",
        "bas/a.md": "",
        "/formulaires/LISEZMOI": "",
    }
    return write(tmp_path, {**files, "/theme/a.css": "", "/theme/b.py": "", "/telechargements/dossier-e4.pdf": ""})


def same(value: Asked) -> tuple[object, ...]:
    options = {key: option for key, option in value.options.items() if option not in (None, "", {}, [])}
    return (
        (value.root, value.docs, value.cache, value.audience, value.modeles.session, sorted(value.formulaires)),
        {**options, "session": str(options["session"])},
        (value.included, [value.excluded(path) for path in PATHS], dict(value.copied)),
    )


@pytest.mark.parametrize("name", CONFIGURATIONS)
def test_we_ask_what_mkdocs_would(root: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root)  # where MkDocs looks for what is to be included
    (root / "mkdocs.yml").write_text(CONFIGURATIONS[name], encoding="utf-8")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        config = load_config("mkdocs.yml")
    options = config.plugins["ndrc-portfolio"].config
    assert isinstance(options, Options)
    theirs = reading.asked(config, options, "verifier")
    ours = asked(readable_settings(Path("mkdocs.yml")), "verifier")
    plain = dict(theirs.options)
    plain["candidat"] = {key: value for key, value in plain["candidat"].items() if value not in (None, "")}
    candidat = {key: value for key, value in ours.options["candidat"].items() if value not in (None, "")}
    assert same(ours._replace(options={**ours.options, "candidat": candidat})) == same(theirs._replace(options=plain))


def test_what_leads_out_is_said_at_its_place(root: Path) -> None:
    (root / "mkdocs.yml").write_text(CONFIGURATION + "docs_dir: ..\n", encoding="utf-8")
    with pytest.raises(UnreadableSettings) as refused:
        readable_settings(root / "mkdocs.yml")
    (fault,) = refused.value.diagnostics
    assert (fault.code, fault.line, fault.column) == ("NDRC515", 8, 11)


@pytest.mark.parametrize(
    "text",
    ["a: *b\nplugins: [ndrc-portfolio]\n", "- a\n", "", "plugins: {ndrc-portfolio: {session: [}}\n", "\0", "x: !y z\n"],
)
def test_an_odd_configuration_is_no_crash(root: Path, text: str) -> None:
    (root / "mkdocs.yml").write_text(text, encoding="utf-8")
    try:
        readable_settings(root / "mkdocs.yml")
    except UnreadableSettings as refused:
        assert "mkdocs.yml" in str(refused)


def test_the_commission_reads_candidates_wherever_they_are(tmp_path: Path) -> None:
    """It has written that itself; a candidate's own configuration leads nowhere else."""
    elsewhere = tmp_path / "ailleurs"
    elsewhere.mkdir()
    root = write(tmp_path / "commission", {"a.md": ""})
    text = CONFIGURATION + "    portfolios: {a: ../ailleurs, b: docs, c: absent, d: .., e: /}\n"
    for name, wanted in (
        ("mkdocs.jury.yml", {"a": elsewhere, "b": root / "docs"}),
        ("mkdocs.yml", {"b": root / "docs"}),
    ):
        (root / name).write_text(text, encoding="utf-8")
        found = asked(readable_settings(root / name), "verifier").portfolios
        assert {key: path.resolve() for key, path in found.items()} == wanted


def test_a_pattern_that_may_take_for_ever_is_not_tried(root: Path) -> None:
    slow = ["a*a*a*a*b", "**/x/**/y/**/z", "*****"]
    fair = ["*.md", "a*b*c", "**/x/**", "a/*/b/*/c*"]
    lines = "".join(f"  {line}\n" for line in (*slow, *fair))
    (root / "mkdocs.yml").write_text(CONFIGURATION + f"exclude_docs: |\n{lines}", encoding="utf-8")
    assert patterns(read_settings(root / "mkdocs.yml"), "exclude_docs") == fair
