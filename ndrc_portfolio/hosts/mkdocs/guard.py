"""`mkdocs serve` shows what its user alone may see: it answers this machine, and a network only if that was asked.

A page of the web could make its own name mean this machine and read the candidate's version through the browser (« DNS
rebinding »): a request is answered under the names of this machine alone. A portfolio's `mkdocs.yml` may not open it.
"""

from collections.abc import Callable, Iterable
from functools import lru_cache
from ipaddress import ip_address
from socket import gethostname
from typing import TYPE_CHECKING, Any

import click
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import get_plugin_logger

from ndrc_portfolio.messages.catalogue.trust import NetworkRefused, NetworkShown
from ndrc_portfolio.messages.french import typeset
from ndrc_portfolio.messages.report import log_line
from ndrc_portfolio.pdf.local_server import NOINDEX, host_name, is_local
from ndrc_portfolio.portfolio.reading import Asked

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer

log = get_plugin_logger("ndrc-portfolio")

_REFUSED = "Cette adresse n’est pas celle de cet ordinateur : ouvrez plutôt http://127.0.0.1:{port}{path}\n"


def check_address(config: MkDocsConfig, asked: Asked) -> None:
    """An address that others can reach is said, with what it shows, if the command gave it.

    Raises:
        PluginError: `mkdocs.yml` alone gave it.
    """
    host, port = config.dev_addr
    if is_local(host.lower()):
        return
    context = click.get_current_context(silent=True)
    given = context is not None and context.params.get("dev_addr") is not None
    shown = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    message = (NetworkShown if given else NetworkRefused)(adresse=shown, audience=asked.audience)
    said = log_line(asked.settings.diagnostic_at_path(message, ("dev_addr",)))
    if not given:
        raise PluginError(said)
    log.warning(said)


@lru_cache(maxsize=1)
def guard() -> None:
    """Have MkDocs' server refuse what is not asked of this machine; once a process.

    In its class, for a plugin is shown no server that does not reload (`--no-livereload`).
    """
    from mkdocs.livereload import LiveReloadServer

    serve = LiveReloadServer.serve_request

    def serve_request(server: LiveReloadServer, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        def noindex(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            return start(status, [*headers, NOINDEX], *rest)

        if not _is_asked_here(server, host_name(environ.get("HTTP_HOST"))):
            noindex("403 Forbidden", [("Content-Type", "text/plain; charset=utf-8")])
            return [typeset(_REFUSED.format(port=server.server_address[1], path=server.mount_path)).encode()]
        if "\0" in environ["PATH_INFO"]:
            noindex("404 Not Found", [("Content-Type", "text/plain")])
            return []
        return serve(server, environ, noindex)

    LiveReloadServer.serve_request = serve_request  # type: ignore[method-assign, assignment]


def _is_asked_here(server: "LiveReloadServer", name: str) -> bool:
    """Whether a name means this machine: always its local ones; its others, when it was opened to a network."""
    if is_local(name) or is_local(str(server.server_address[0])):
        return is_local(name)
    return name == gethostname().lower() or _is_number(name)


def _is_number(name: str) -> bool:
    """Whether a name is an address itself, which nobody can make mean something else."""
    try:
        return bool(ip_address(name.strip("[]")))
    except ValueError:
        return False
