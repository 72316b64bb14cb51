"""Material draws the whole navigation in every page, so that n pages cost n²; here its entries are drawn once a folder.

What does not lead to the current page looks the same in all pages of a folder: it is kept from one to the next, and the
site is the same to the byte. Templates that draw it otherwise than those we know are left alone.
"""

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import jinja2
from mkdocs.structure.nav import Navigation

_DRAW = "ndrc_draw"
"""What the templates call instead of their macro: with the current page, the macro, and what they give it."""
_CALLS = {
    "partials/nav.html": ("{{ item.render(", f"{{{{ {_DRAW}(page, item.render, "),
    "partials/nav-item.html": ("{{ render(", f"{{{{ {_DRAW}(page, render, "),
}
# All that the entries of the navigation ask of the current page: whether they are it, or show it.
_KNOWN = frozenset(
    (
        "{% if page in nav_item.pages %}",
        "{% set nav_item = page %}",
        '{% set class = "md-nav__link--active" if index == page %}',
        "{% elif nav_item == page %}",
        "{% set toc = page.toc %}",
        "{% if index == page %}",
    )
)
_PAGE = re.compile(r"\{[{%][^}]*\bpage\b")


class NavigationLoader(jinja2.BaseLoader):
    """The templates of a theme, those of the navigation made to keep what they have drawn."""

    def __init__(self, loader: jinja2.BaseLoader) -> None:
        self._loader = loader

    def get_source(
        self, environment: jinja2.Environment, template: str
    ) -> tuple[str, str | None, Callable[[], bool] | None]:
        source, path, fresh = self._loader.get_source(environment, template)
        if template in _CALLS and self._are_known(environment):
            environment.globals.setdefault(_DRAW, _draw_each_time)
            source = source.replace(*_CALLS[template])
        return source, path, fresh

    def list_templates(self) -> list[str]:
        return self._loader.list_templates()

    def _are_known(self, environment: jinja2.Environment) -> bool:
        for template, (call, _) in _CALLS.items():
            source = self._loader.get_source(environment, template)[0]
            asked = (line.strip() for line in source.splitlines() if _PAGE.search(line))
            if source.count(call) != 1 or not _KNOWN.issuperset(asked):
                return False
        return True


def draw_once(env: jinja2.Environment, nav: Navigation) -> None:
    """Keep what is drawn of this navigation, where the templates of the theme were made for it."""
    if isinstance(env.loader, NavigationLoader):
        env.globals[_DRAW] = _Drawn(nav)


def _draw_each_time(_page: Any, render: Callable[..., str], *args: Any) -> str:
    return render(*args)


class _Drawn:
    """The entries that are drawn, kept while the pages of one folder follow each other."""

    def __init__(self, nav: Navigation) -> None:
        items = list(every_item(nav.items))
        urls = [tuple(_parts(item.url)) for item in items if getattr(item, "url", None)]
        self._folders = {url[:i] for url in urls for i in range(len(url))}
        files = [id(item.file) for item in items if item.is_page]
        self._usable = len(files) == len(set(files))  # else an entry can be the current page without being active
        self._page: Any = None
        self._here: tuple[str, ...] = ()
        self._drawn: dict[tuple[int, str, bool], str] = {}

    def __call__(self, page: Any, render: Callable[..., str], item: Any, path: str, *rest: Any) -> str:
        if item.active or not page or not self._usable:
            return render(item, path, *rest)
        if page is not self._page:
            self._page = page
            if (here := self._folder(page.url)) != self._here:
                self._here = here
                self._drawn.clear()
        parent = rest[1] if len(rest) > 1 else None
        key = (id(item), path, bool(parent and parent.active))
        drawn = self._drawn.get(key)
        if drawn is None:
            drawn = self._drawn[key] = render(item, path, *rest)
        return drawn

    def _folder(self, url: str) -> tuple[str, ...]:
        """What relative URLs in a page depend on: its folder, or the page itself where others lie below it."""
        folder, _, name = url.rpartition("/")
        if "." in name:
            return ("", *_parts(folder))
        parts = tuple(_parts(url))
        return parts if parts in self._folders else (*parts[:-1], "*")


def every_item(items: Iterable[Any]) -> Iterator[Any]:
    """All entries of a navigation, each before those below it."""
    for item in items:
        yield item
        yield from every_item(item.children or ())


def _parts(url: str) -> list[str]:
    path = posixpath.normpath("/" + url)[1:]
    return path.split("/") if path else []
