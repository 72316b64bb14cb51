"""A configuration of our own for a portfolio that may be somebody else's."""

from pathlib import Path

import pytest

from ndrc_portfolio.hosts.mkdocs.own import left_out, own_configuration
from ndrc_portfolio.portfolio.asked import asked
from ndrc_portfolio.portfolio.configuration.settings import read_settings
from tests.support import CONFIGURATION, write


def test_what_is_taken_and_what_is_not(tmp_path: Path) -> None:
    more = """\
theme: {name: mkdocs, custom_dir: theme}
hooks: [x.py]
extra_css: [a.css]
extra_javascript: [a.js]
site_url: https://example.org/
dev_addr: 0.0.0.0:80
site_dir: /
use_directory_urls: no
exclude_docs: vieux/
markdown_extensions:
  - footnotes
  - markdown.extensions.tables
  - toc: {permalink: true, toc_depth: 3, slugify: !!python/name:os.system , title: "<script>"}
  - pymdownx.superfences: {custom_fences: [{name: a, format: !!python/name:os.system }]}
  - pymdownx.snippets: {base_path: /etc}
  - evil
"""
    configuration = CONFIGURATION.replace("theme: material\n", "") + more
    root = write(tmp_path, {"a.md": ""}, configuration.replace("  search: {}\n", "  search: {}\n  macros: {}\n"))
    given = asked(read_settings(root / "mkdocs.yml"), "pdf")
    config = own_configuration(given, root / "ici")
    assert (config.theme.name, config.theme.custom_dir) == ("material", None)
    assert (len(config.hooks), list(config.plugins)) == (0, ["ndrc-portfolio"])
    assert (config.extra_css, config.extra_javascript, config.site_url) == ([], [], None)
    assert (config.dev_addr.host, config.site_dir, config.use_directory_urls) == ("127.0.0.1", str(root / "ici"), False)
    assert {"footnotes", "markdown.extensions.tables", "toc", "pymdownx.superfences"} <= set(config.markdown_extensions)
    assert not {"pymdownx.snippets", "evil"} & set(config.markdown_extensions)
    assert config.mdx_configs["toc"] == {"permalink": True, "toc_depth": 3}
    assert not config.mdx_configs.get("pymdownx.superfences")
    assert config.exclude_docs is not None
    assert config.exclude_docs.match_file("vieux/a.md")
    assert [name for name, _ in left_out(given.settings)] == [
        *("hooks", "plugins: macros", "custom_dir", "toc", "pymdownx.superfences", "pymdownx.snippets", "evil")
    ]


@pytest.mark.parametrize(
    "configuration", [CONFIGURATION, CONFIGURATION + "markdown_extensions: [footnotes, admonition]\n"]
)
def test_of_a_portfolio_as_we_make_them_all_is_taken(tmp_path: Path, configuration: str) -> None:
    write(tmp_path, {}, configuration)
    assert not list(left_out(read_settings(tmp_path / "mkdocs.yml")))


def test_a_title_is_a_text(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": ""}, CONFIGURATION.replace("site_name: Portfolio", "site_name: <b>P"))
    assert (
        own_configuration(asked(read_settings(tmp_path / "mkdocs.yml"), "pdf"), tmp_path / "ici").site_name
        == "&lt;b&gt;P"
    )
