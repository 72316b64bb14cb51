"""The entries of the navigation, which are the same on all pages of a folder."""

from collections.abc import Callable

from mkdocs.structure.files import File
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page

from ndrc_portfolio.hosts.mkdocs import navigation


def test_entries_are_drawn_once_a_folder() -> None:
    uris = ["index.md", "e4/a.md", "e4/b.md", "e6/c.md"]
    pages = [Page(uri, File(uri, "docs", "site", use_directory_urls=True), {}) for uri in uris]  # type: ignore[arg-type]
    section = Section("E4", list(pages[1:3]))
    drawn: list[tuple[str, str]] = []

    def draw(page: Page) -> Callable[..., str]:
        def render(item: Page, path: str, level: int) -> str:
            drawn.append((page.url, item.url))
            return f"{item.url} {path} {level}"

        return render

    entries = navigation._Drawn(Navigation([pages[0], section, pages[3]], pages))
    for page in pages[1:]:
        page.active = True
        assert [entries(page, draw(page), item, f"_{i}", 1) for i, item in enumerate(pages)] == [
            f"{item.url} _{i} 1" for i, item in enumerate(pages)
        ]
        page.active = False
    assert [item for here, item in drawn if here == "e4/b/"] == ["e4/b/", "e4/a/"][::-1]
    assert len([item for here, item in drawn if here == "e6/c/"]) == 4
