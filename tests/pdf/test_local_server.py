"""Files shown to this machine alone."""

import http.client
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from ndrc_portfolio.pdf.local_server import files_of, host_name, is_local, served


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "127.0.0.1:8000", "localhost", "LOCALHOST:1", "localhost.", "[::1]:8000", "127.3.2.1"]
)
def test_names_of_this_machine(host: str) -> None:
    assert is_local(host_name(host))


@pytest.mark.parametrize(
    "host",
    [
        *(
            "evil.example",
            "127.0.0.1.evil.example",
            "localhost.evil.example",
            "evil.example:127",
            "0.0.0.0",
            "192.168.1.5",
        ),
        *("", None, "localhost, evil.example", "evil.example@localhost", "[::2]", "[localhost", "2130706433", "127.1"),
    ],
)
def test_names_of_others(host: str | None) -> None:
    assert not is_local(host_name(host))


@pytest.fixture
def site(tmp_path: Path) -> Path:
    root = tmp_path / "site"
    (root / "e4").mkdir(parents=True)
    (root / "index.html").write_text("accueil", encoding="utf-8")
    (root / "e4" / "index.html").write_text("fiche", encoding="utf-8")
    (root / "é à.PNG").write_bytes(b"\x89PNG")
    (tmp_path / "secret.txt").write_text("SECRET", encoding="utf-8")
    return root


def get(address: str, path: str, **headers: str) -> http.client.HTTPResponse:
    """What is answered to a path as it is."""
    url = urlsplit(address)
    connection = http.client.HTTPConnection(str(url.hostname), url.port, timeout=10)
    connection.putrequest("GET", path, skip_host="Host" in headers)
    for name, value in headers.items():
        connection.putheader(name, value)
    connection.endheaders()
    return connection.getresponse()


def test_files_are_served_with_their_headers(site: Path) -> None:
    with served(files_of(site), {"Content-Security-Policy": "sandbox"}) as address:
        base = urlsplit(address).path
        for path, content, kind in (
            ("", b"accueil", "text/html; charset=utf-8"),
            ("e4/", b"fiche", "text/html; charset=utf-8"),
            ("e4/../index.html?x#y", b"accueil", "text/html; charset=utf-8"),
            ("%C3%A9%20%C3%A0.PNG", b"\x89PNG", "image/png"),
        ):
            answer = get(address, base + path)
            assert (answer.status, answer.read(), answer.headers["Content-Type"]) == (200, content, kind)
            assert answer.headers["Content-Security-Policy"] == "sandbox"
            assert answer.headers["X-Robots-Tag"] == "noindex"
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert not [name for name in answer.headers if name.lower().startswith("access-control")]


def test_nothing_else_is(site: Path) -> None:
    if sys.platform != "win32":
        (site / "lien.txt").symlink_to(site.parent / "secret.txt")
    with served(files_of(site), {}) as address:
        base = urlsplit(address).path
        assert get(address, f"{base}index.html").status == 200
        for path in (
            *("/", "/index.html", base[:-1], base[:-2] + "/"),
            *(
                base + p
                for p in ("../secret.txt", "%2e%2e/secret.txt", "..%5csecret.txt", "lien.txt", "%00", "e4", "//x")
            ),
            base + (site.parent / "secret.txt").as_posix(),
        ):
            answer = get(address, path)
            assert (answer.status, b"SECRET" in answer.read()) == (404, False), path


@pytest.mark.parametrize("host", ["evil.example", "", "127.0.0.1.evil.example:80"])
def test_nor_under_another_name(site: Path, host: str) -> None:
    with served(files_of(site), {}) as address:
        base = urlsplit(address).path
        assert get(address, base).status == 200
        assert get(address, base, Host=host).status == 404


def test_each_address_is_another_one(site: Path) -> None:
    with served(files_of(site), {}) as one, served(files_of(site), {}) as two:
        paths = {urlsplit(address).path for address in (one, two)}
        assert len(paths) == 2
        assert min(map(len, paths)) > 20
