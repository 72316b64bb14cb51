"""`mkdocs serve` goes on: a port that is taken is not the end, nor is a configuration that cannot be read any more."""

import errno
import socket
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.exceptions import Abort, ConfigurationError, PluginError
from mkdocs.plugins import get_plugin_logger

from ndrc_portfolio.hosts.mkdocs.config_faults import why_unreadable
from ndrc_portfolio.hosts.mkdocs.reading import log_all
from ndrc_portfolio.hosts.mkdocs.voice import faults_kept
from ndrc_portfolio.messages.diagnostic import Diagnostic
from ndrc_portfolio.messages.french import typeset
from ndrc_portfolio.portfolio.configuration.refused_value import refused_value
from ndrc_portfolio.portfolio.configuration.settings import Settings, UnreadableSettings, read_settings
from ndrc_portfolio.rendering.templates import Templates, template_environment

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer

log = get_plugin_logger("ndrc-portfolio")

_TAKEN = (errno.EADDRINUSE, errno.EACCES, 10013, 10048)  # the last two are Windows'
_TRIED = 20  # ports


def free_port(host: str, port: int) -> int:
    """The port, or the next one that is free; said if it is another.

    Raises:
        PluginError: this machine has no such address.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for candidate in (*range(port, min(port + _TRIED, 65536)), 0) if port else ():  # 0 is any that is free
        try:
            with socket.create_server((host, candidate), family=family) as found:
                free = int(found.getsockname()[1])
        except OSError as fault:
            if fault.errno in _TAKEN:
                continue
            raise PluginError(typeset(f"dev_addr : cet ordinateur n’a pas d’adresse « {host} »")) from None
        if free != port:
            log.info(typeset(f"le port {port} est déjà pris : le portfolio est sur http://{host}:{free}/"))
        return free
    return port


def moved(url: str, port: int, free: int) -> str:
    """The address of a site, at the port that is free."""
    return url.replace(f":{port}/", f":{free}/", 1)


def move(server: "LiveReloadServer", free: int) -> None:
    """Serve at the port that is free."""
    host, port = server.server_address[:2]
    server.server_address = (str(host), free)
    server.url = moved(server.url, int(port), free)


def showing_faults(builder: Callable[[], object], site: Path, file: Path) -> Callable[[], None]:
    """A rebuild which shows a page that says why, in the place of all others, where the settings cannot be read.

    The next rebuild that can be done writes all pages anew.
    """

    def build() -> None:
        settings = read_settings(file, anywhere=True)
        with faults_kept(settings) as faults:
            try:
                builder()
                stop = None
            except Exception as failure:
                stop = _why(failure, settings, faults)
        log_all(stop.diagnostics if stop else faults)
        if stop:
            log.error(typeset(str(stop)))
            page = Templates(template_environment()).stopped(str(stop), stop.diagnostics)
            for path in (site / "index.html", *site.rglob("*.html")):
                path.write_text(page, encoding="utf-8", newline="\n")

    return build


def _why(failure: Exception, settings: Settings, faults: Sequence[Diagnostic]) -> UnreadableSettings:
    """Why there is no site, as far as its settings are the cause.

    Raises:
        Exception: the failure itself, whose cause is another.
    """
    name = settings.file.name
    if not settings.file.is_file():
        return UnreadableSettings(f"{name} n’est plus là : remettez-le à sa place.")
    if isinstance(failure, Abort) and faults:
        return UnreadableSettings(f"{name} ne peut pas être lu : corrigez-le d’abord.", faults)
    if isinstance(failure, ConfigurationError) or refused_value(settings):
        return why_unreadable(failure, settings)
    if isinstance(failure, PluginError):
        return UnreadableSettings(str(failure), faults)
    raise failure
