"""Who `mkdocs serve` answers, and where it may listen."""

from pathlib import Path
from socket import gethostname
from typing import Any

import click
import pytest
from mkdocs.config import load_config
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer

from ndrc_portfolio.hosts.mkdocs.guard import check_address, guard
from ndrc_portfolio.portfolio.asked import asked
from ndrc_portfolio.portfolio.configuration.settings import read_settings
from tests.support import CONFIGURATION, write


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "index.html").write_text("accueil", encoding="utf-8")
    return tmp_path


def ask(site: Path, listens: str, host: str | None, path: str = "/") -> tuple[str, dict[str, str], bytes]:
    """What the server of MkDocs answers; it listens at an address that it is not opened for."""
    server = LiveReloadServer(lambda: None, listens, 8000, str(site))
    answered: list[Any] = []
    environ = {"PATH_INFO": path, "REQUEST_METHOD": "GET", **({} if host is None else {"HTTP_HOST": host})}
    try:
        parts: Any = server.serve_request(environ, lambda *given: answered.extend(given))
        content = b"".join(parts)
        getattr(parts, "close", list)()
    finally:
        server.server_close()
    return answered[0], dict(answered[1]), content


def test_a_page_of_the_web_reads_nothing(site: Path) -> None:
    """Its name may lead to this machine all of a sudden: the browser then says that name."""
    serve = LiveReloadServer.serve_request
    try:
        if getattr(serve, "__module__", "") == "mkdocs.livereload":  # the trap is one, before we have guarded it
            assert ask(site, "127.0.0.1", "evil.example")[2] == b"accueil"
    finally:
        guard()
    for listens in ("127.0.0.1", "localhost", "0.0.0.0", "192.168.1.5"):
        for host in ("evil.example", "evil.example:8000", "127.0.0.1.evil.example", "", None, "localhost,evil.example"):
            status, headers, content = ask(site, listens, host)
            assert status == "403 Forbidden"
            assert "ouvrez plutôt http://127.0.0.1:8000/" in content.decode()
            assert b"accueil" not in content
            assert headers["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost:8000", "localhost", "[::1]:8000"])
def test_this_machine_reads_all(site: Path, host: str) -> None:
    guard()
    for listens in ("127.0.0.1", "0.0.0.0"):
        status, headers, content = ask(site, listens, host)
        assert (status, content) == ("200 OK", b"accueil")
        assert headers["X-Robots-Tag"] == "noindex"
        assert not [name for name in headers if name.lower().startswith("access-control")]


def test_others_read_what_was_opened_for_them(site: Path) -> None:
    guard()
    for host in ("192.168.1.5:8000", gethostname(), "[fe80::1]:8000"):
        assert ask(site, "0.0.0.0", host)[0] == "200 OK"
        assert ask(site, "127.0.0.1", host)[0] == "403 Forbidden"


def test_an_odd_path_is_no_crash(site: Path) -> None:
    guard()
    assert ask(site, "127.0.0.1", "localhost", "/\0")[0] == "404 Not Found"


# ---- Where it listens


def check(root: Path, *arguments: str) -> None:
    command = click.Command("serve", params=[click.Option(["-a", "--dev-addr"])])
    with command.make_context("serve", list(arguments)) as context:
        config = load_config(str(root / "mkdocs.yml"), dev_addr=context.params["dev_addr"])
        check_address(config, asked(read_settings(root / "mkdocs.yml"), "serve"))


@pytest.mark.parametrize("address", ["0.0.0.0:8000", "192.168.1.5:8000", "[::]:8000"])
def test_an_address_of_a_network_is_for_its_user_to_give(
    tmp_path: Path, address: str, caplog: pytest.LogCaptureFixture
) -> None:
    root = write(tmp_path, {}, CONFIGURATION + f"dev_addr: '{address}'\n")
    with pytest.raises(
        PluginError, match=r"mkdocs.yml:8:11: erreur NDRC517: .* ouvrirait le portfolio à tout le réseau"
    ):
        check(root)
    check(root, "-a", "127.0.0.1:8001")
    assert caplog.text == ""
    check(root, "-a", address)
    assert "NDRC518" in caplog.text
    assert "la version complète, avec le numéro de candidat et les pièces confidentielles" in caplog.text


@pytest.mark.parametrize("address", ["127.0.0.1:8000", "localhost:80", "127.0.0.2:1"])
def test_one_of_this_machine_may_stand_in_the_settings(tmp_path: Path, address: str) -> None:
    check(write(tmp_path, {}, CONFIGURATION + f"dev_addr: {address}\n"))


@pytest.mark.parametrize(
    ("audience", "shown"), [("public", "peut lire le portfolio"), ("jury", "les sujets, les grilles")]
)
def test_what_is_shown_is_said(tmp_path: Path, audience: str, shown: str, caplog: pytest.LogCaptureFixture) -> None:
    check(write(tmp_path, {}, CONFIGURATION + f"    audience: {audience}\n"), "-a", "0.0.0.0:8000")
    assert shown in caplog.text
