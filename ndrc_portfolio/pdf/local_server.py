"""Files shown to a browser of this machine, and to nobody else.

The address is of this machine alone and its path cannot be guessed; the name under which it is asked for must be this
machine's too, else a page of the web could have had its own name lead here and read all (« DNS rebinding »). No answer
may be read by another site (CORS), nor listed by a search engine.
"""

import os
import re
import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from ipaddress import ip_address
from pathlib import Path
from socketserver import ThreadingTCPServer
from threading import Thread
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

HERE = "127.0.0.1"
NOINDEX = ("X-Robots-Tag", "noindex")

_HOST = re.compile(r"(\[[0-9a-fA-F:.]+\]|[^\[\]:,\s]+?)\.?(?::[0-9]{1,5})?")
_TYPES = {  # by hand: the system's own list may be anything
    "html": "text/html; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json",
    "xml": "application/xml",
    "txt": "text/plain; charset=utf-8",
    "svg": "image/svg+xml",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "webp": "image/webp",
    "avif": "image/avif",
    "bmp": "image/bmp",
    "ico": "image/x-icon",
    "woff": "font/woff",
    "woff2": "font/woff2",
    "ttf": "font/ttf",
    "otf": "font/otf",
    "pdf": "application/pdf",
    "mp4": "video/mp4",
    "webm": "video/webm",
    "mp3": "audio/mpeg",
}


class Answer(NamedTuple):
    """What is found at a path: the bytes, and their kind for a browser."""

    content: bytes
    kind: str

    @classmethod
    def of(cls, content: bytes, name: str) -> "Answer":
        return cls(content, _TYPES.get(name.rpartition(".")[2].lower(), "application/octet-stream"))


Find = Callable[[str], Answer | None]
"""What stands at a path, which begins with no `/`; None: nothing."""


def host_name(host: str | None) -> str:
    """The name in a header `Host`, in small letters and without its port; empty where there is none, or several."""
    found = _HOST.fullmatch(host or "")
    return found[1].lower() if found else ""


def is_local(name: str) -> bool:
    """Whether a name can mean this machine alone, whatever somebody else says of it."""
    try:
        return name == "localhost" or ip_address(name.strip("[]")).is_loopback
    except ValueError:
        return False


def files_of(root: Path) -> Find:
    """The files below a folder, and of a folder its `index.html`; no link leads out of it."""
    top = os.path.realpath(root)

    def find(path: str) -> Answer | None:
        name = f"{path}index.html" if path.endswith("/") or not path else path
        file = Path(os.path.realpath(root / name)) if "\0" not in name else root
        if not file.is_relative_to(top) or not file.is_file():
            return None
        return Answer.of(file.read_bytes(), file.name)

    return find


@contextmanager
def served(find: Find, headers: Mapping[str, str]) -> Iterator[str]:
    """Serve what `find` finds, each answer with these headers: its address, which ends with `/`."""
    with _Server((HERE, 0), _Handler) as server:
        server.find, server.base = find, f"/{secrets.token_urlsafe(16)}/"
        server.headers = {**dict([NOINDEX]), "X-Content-Type-Options": "nosniff", **headers}
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield f"http://{HERE}:{server.server_address[1]}{server.base}"
        finally:
            server.shutdown()
            thread.join()


class _Server(ThreadingTCPServer):
    daemon_threads = True
    find: Find
    base: str
    headers: Mapping[str, str]

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that hangs up is no news."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    timeout = 30  # seconds

    def do_GET(self) -> None:
        found = self._found()
        status, answer = (200, found) if found else (404, Answer(b"", "text/plain"))
        self.send_response(status)
        for name, value in self.server.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Type", answer.kind)
        self.send_header("Content-Length", str(len(answer.content)))
        self.end_headers()
        self.wfile.write(answer.content)

    def _found(self) -> Answer | None:
        hosts = self.headers.get_all("Host") or []
        if len(hosts) != 1 or not is_local(host_name(hosts[0])):
            return None
        path = unquote(urlsplit(self.path).path)
        return self.server.find(path.removeprefix(self.server.base)) if path.startswith(self.server.base) else None

    def log_message(self, *_: Any) -> None:
        """Say nothing: what is asked for stands on the screen."""
