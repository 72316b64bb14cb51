"""Small mends of Material's templates, made where they are read: nothing is copied, and no page costs more.

A template that is not as it was known stays as it is.
"""

from collections.abc import Callable

import jinja2

_MENDS = {
    # A dialog without a name is announced as nothing (axe: aria-dialog-name).
    "partials/search.html": (' role="dialog"', """ role="dialog" aria-label="{{ lang.t('search') }}\""""),
    "partials/copyright.html": ("Made with", "Fait avec"),
}


class MendedLoader(jinja2.BaseLoader):
    """The templates of a theme, with our mends."""

    def __init__(self, loader: jinja2.BaseLoader) -> None:
        self._loader = loader

    def get_source(
        self, environment: jinja2.Environment, template: str
    ) -> tuple[str, str | None, Callable[[], bool] | None]:
        source, path, fresh = self._loader.get_source(environment, template)
        old, new = _MENDS.get(template, ("", ""))
        if old and source.count(old) == 1:
            source = source.replace(old, new)
        return source, path, fresh

    def list_templates(self) -> list[str]:
        return self._loader.list_templates()
