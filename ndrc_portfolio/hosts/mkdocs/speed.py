"""Where MkDocs spends the half second of a small build, and how it is spared: nothing here changes the site."""

import gc
import platform
import threading
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jinja2
from mkdocs import utils
from mkdocs.config.defaults import MkDocsConfig

from ndrc_portfolio.hosts.mkdocs.mended import MendedLoader
from ndrc_portfolio.hosts.mkdocs.navigation import NavigationLoader
from ndrc_portfolio.rendering.compiled import compiled

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer

Written = str | bytes | Callable[[], str]
"""What a file holds; a text may be given as what makes it."""

KNOWN_PLUGINS = frozenset(("search", "material/search", "ndrc-portfolio"))
_DISTANT = frozenset(("9p", "drvfs", "cifs", "smb3", "smbfs", "nfs", "nfs4", "fuse.sshfs", "vboxsf", "prl_fs"))


class _WithoutIcons(jinja2.FileSystemLoader):
    """Lists the templates of a theme without its dot folders, nor what links to folders lead to, as Jinja does.

    Material has 14,000 icons in `.icons`; MkDocs lists them all and then drops what begins with a dot. They
    can still be included by name.
    """

    def list_templates(self) -> list[str]:
        found: set[str] = set()
        for root in map(Path, self.searchpath):
            folders = [root]
            while folders:
                for entry in folders.pop().iterdir():
                    if entry.name.startswith(".") or (entry.is_symlink() and entry.is_dir()):
                        continue
                    if entry.is_dir():
                        folders.append(entry)
                    else:
                        found.add(entry.relative_to(root).as_posix())
        return sorted(found)


def collect_less_often() -> None:
    """A build keeps most of what it makes: to look for rubbish at the usual pace costs a tenth and finds little."""
    gc.freeze()
    gc.set_threshold(20_000, 20)


@cache
def list_themes_once() -> None:
    """Which themes are installed: MkDocs reads that of all packages for each configuration, half of a portfolio's time.

    For who reads many portfolios in one process.
    """
    utils.get_themes = cache(utils.get_themes)


class Behind(threading.Thread):
    """Writes files while MkDocs renders its pages.

    Each print view has a folder of its own, and to make one costs as much as to render the view.
    """

    def __init__(self, files: Sequence[tuple[Path, Written]]) -> None:
        super().__init__()
        self._files = files
        self._failures: list[Exception] = []

    def run(self) -> None:
        try:
            for path, given in self._files:
                content = given() if callable(given) else given
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content.encode() if isinstance(content, str) else content)
        except Exception as failure:
            self._failures.append(failure)

    def wait(self) -> None:
        """Wait for the end, if it was started, and raise what went wrong."""
        if self.ident is not None:
            self.join()
        if self._failures:
            raise self._failures[0]


def only_known_plugins(config: MkDocsConfig) -> bool:
    """Whether nobody but those we know can have a hand in a page: what they do there depends on nothing else."""
    return not config.hooks and KNOWN_PLUGINS.issuperset(config.plugins)


def accelerate(config: MkDocsConfig) -> None:
    """Make the theme's environment once a build, with its compiled templates kept where the user's caches are."""
    theme, known = config.theme, only_known_plugins(config)
    make: Callable[[], jinja2.Environment] = theme.get_env
    made: list[jinja2.Environment] = []

    def get_env() -> jinja2.Environment:
        if not made:
            env = make()
            env.bytecode_cache = compiled("theme")
            env.optimized = False  # folding constants costs more than it saves: these templates have few
            loader = MendedLoader(_WithoutIcons(theme.dirs))
            env.loader = NavigationLoader(loader) if known else loader
            made.append(env)
        return made[0]

    theme.get_env = get_env  # type: ignore[method-assign]


def watch(server: "LiveReloadServer", config: MkDocsConfig) -> None:
    """Let the system tell of a saved file, instead of looking for it twice a second.

    Drives that tell nothing (network, the Windows drives of WSL) keep MkDocs' own polling.
    """
    watched = [config.docs_dir, *([config.config_file_path] if config.config_file_path else [])]
    observer = None if any(_distant(Path(p)) for p in watched) else _observer(config.docs_dir)
    if observer is None:
        return
    for path in watched:
        server.unwatch(path)
    server.observer = observer
    server.build_delay = 0.03
    for path in watched:
        server.watch(path)


def _observer(probe: str) -> Any:
    """An observer of the system's, or None where it cannot work (no more inotify watches, say)."""
    from watchdog import events, observers

    changes = [
        events.FileCreatedEvent,
        events.FileModifiedEvent,
        events.FileMovedEvent,
        events.FileDeletedEvent,
    ]

    class Observer(observers.Observer):  # type: ignore[misc,valid-type]
        """Tells of changes only: a build opens files, and must not wake itself up."""

        def schedule(self, event_handler: Any, path: str, *, recursive: bool = False) -> Any:
            return super().schedule(event_handler, path, recursive=recursive, event_filter=changes)

    trial = Observer()
    try:
        trial.schedule(events.FileSystemEventHandler(), probe, recursive=True)
        trial.start()
        trial.stop()
        trial.join()
    except OSError:
        return None
    return Observer()


def _distant(path: Path) -> bool:
    """Whether a path is on a drive whose changes the system does not tell."""
    if platform.system() != "Linux":
        return False
    mounts = Path("/proc/mounts").read_text(encoding="utf-8", errors="replace").splitlines()
    best, kind = "", ""
    for line in mounts:
        point, fstype = line.split(" ")[1:3]
        if path.resolve().is_relative_to(point) and len(point) > len(best):
            best, kind = point, fstype
    return kind in _DISTANT
