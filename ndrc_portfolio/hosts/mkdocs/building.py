"""One build of MkDocs: it goes on beside the last site, and what the system refuses is said in French."""

import logging
import signal
import threading
from collections.abc import Callable
from pathlib import Path

import mkdocs
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException
from mkdocs.plugins import get_plugin_logger
from mkdocs.utils import CountHandler

from ndrc_portfolio.hosts.swap import Beside, beside, recover
from ndrc_portfolio.messages.catalogue.system import SitePutBack
from ndrc_portfolio.messages.diagnostic import Place
from ndrc_portfolio.messages.french import typeset
from ndrc_portfolio.messages.report import log_line
from ndrc_portfolio.messages.system import system_fault

log = get_plugin_logger("ndrc-portfolio")

_mkdocs, _build = logging.getLogger(mkdocs.__name__), logging.getLogger(f"{mkdocs.__name__}.commands.build")
_ENDS = ("SIGTERM", "SIGHUP", "SIGBREAK")  # the last is what Windows sends when a terminal is closed
_NOT_BUILT = "le site n’a pas été construit, le précédent est intact"
_NOT_IN_PLACE = "le nouveau site n’a pas pu prendre la place du précédent : relancez la commande"


class Building:
    """While it lasts, `site_dir` is a folder beside that of the site: MkDocs wipes it before anything is written."""

    def __init__(self, config: MkDocsConfig, *, foreign: bool = False) -> None:
        """`foreign`: the portfolio may be somebody else's, and so may be what looks as if killed builds had left it."""
        self._config, self._site = config, Path(config.site_dir)
        self._root = Path(config.config_file_path or "mkdocs.yml").absolute().parent
        self._places = {self._site.resolve().parent, *([] if foreign else [self._root.resolve()])}
        self._beside: Beside | None = None
        self._counter = CountHandler(level=logging.WARNING)
        self._whole = False

    def begin(self) -> None:
        """Turn MkDocs aside, once what killed builds have left is put right.

        Raises:
            OSError: there is no place for a new site.
        """
        for folder in self._places:
            for found in recover(folder):
                log.info(log_line(SitePutBack().at(found.name, Place(1))))
        self._beside = beside(self._site)
        self._config.site_dir = str(self._beside.new)
        _mkdocs.addHandler(self._counter)
        _build.addFilter(self._name_the_site)

    def end(self) -> None:
        """The new site takes the place of the last one, unless MkDocs is strict and there are warnings: it refuses it.

        Raises:
            OSError: it cannot; the last one is there.
        """
        if self._beside and not (self._config.strict and self._counter.get_counts()):
            self._whole = True
            self._beside.put_in_place()
        self.give_up()

    def give_up(self) -> None:
        """Leave nothing behind; may be said twice."""
        if self._beside:
            self._beside.drop()
            self._beside = None
            self._config.site_dir = str(self._site)
            _mkdocs.removeHandler(self._counter)
            _build.removeFilter(self._name_the_site)

    def refused(self, fault: OSError) -> str:
        """What is to be said of what the system has refused; nothing of what may as well be a bug of ours."""
        path = fault.filename2 or fault.filename
        if isinstance(path, str):
            fault = OSError(fault.errno, fault.strerror, self._named(path))
        said = system_fault(fault, self._root, self._site, [Path(self._config.docs_dir)])
        return " — ".join([log_line(said), typeset(_NOT_IN_PLACE if self._whole else _NOT_BUILT)]) if said else ""

    def _name_the_site(self, record: logging.LogRecord) -> bool:
        record.msg = self._named(str(record.msg))
        return True

    def _named(self, text: str) -> str:
        """A text in which the site has its own name."""
        return text.replace(str(self._beside.new), str(self._site)) if self._beside else text


def end_like_ctrl_c() -> None:
    """Whatever ends this process, but by force, lets it clear away what it has begun."""
    if threading.current_thread() is threading.main_thread():
        for name in _ENDS:
            if hasattr(signal, name) and signal.getsignal(getattr(signal, name)) == signal.SIG_DFL:
                signal.signal(getattr(signal, name), signal.default_int_handler)


def going_on(builder: Callable[[], object]) -> Callable[[], None]:
    """A rebuild of `mkdocs serve` that fails leaves the last site to be seen, where MkDocs lets all pages wait."""

    def build() -> None:
        try:
            builder()
        except Exception as fault:
            if not isinstance(fault, Abort):  # of which MkDocs has told
                log.error(str(fault), exc_info=not isinstance(fault, MkDocsException))
            log.error(typeset("Le site montré est celui d’avant cette modification."))

    return build
