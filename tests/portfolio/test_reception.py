"""A portfolio that was handed in: what is received of it, and what is not."""

import io
import os
import stat
import struct
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from ndrc_portfolio.portfolio import reception
from ndrc_portfolio.portfolio.reception import Received, ReceptionError, receive

posix = pytest.mark.skipif(sys.platform == "win32", reason="links and devices")
CONFIGURATION = "mkdocs.yml"
Files = dict[str, str | bytes]


def packed(path: Path, files: Files, kinds: dict[str, int] | None = None) -> Path:
    """A ZIP of these files; `kinds` are the rights that Unix would give them."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = (kinds or {}).get(name, stat.S_IFREG | 0o644) << 16
            archive.writestr(info, content)
    return path


def laid(path: Path, files: Files) -> Path:
    """A folder of these files."""
    for name, content in files.items():
        file = path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def received(given: Path, target: Path) -> tuple[Received, set[str]]:
    target.mkdir()
    copy = receive(given, target)
    return copy, {p.relative_to(copy.root).as_posix() for p in copy.root.rglob("*") if p.is_file()}


@pytest.fixture(params=[packed, laid], ids=["zip", "dossier"])
def handed_in(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[Files], Path]:
    return lambda files: request.param(tmp_path / "remise.zip", files)


def test_what_is_plain_is_received(handed_in: Callable[[Files], Path], tmp_path: Path) -> None:
    files: Files = {
        CONFIGURATION: "a",
        "prive.yml": "b",
        "docs/e4/fiche 1 – été.md": "c",
        "docs/annexes/p.png": b"\x89\0",
    }
    copy, names = received(handed_in(files), tmp_path / "recu")
    assert names == set(files)
    assert copy.left == ()
    assert (copy.root / "docs" / "annexes" / "p.png").read_bytes() == b"\x89\0"


def test_the_portfolio_may_lie_in_another_folder(handed_in: Callable[[Files], Path], tmp_path: Path) -> None:
    copy, names = received(handed_in({"a/b/mkdocs.jury.yml": "", "a/b/docs/x.md": ""}), tmp_path / "recu")
    assert copy.root == tmp_path / "recu" / "a" / "b"
    assert names == {"mkdocs.jury.yml", "docs/x.md"}


def test_what_is_hidden_or_was_built_is_not_even_told(handed_in: Callable[[Files], Path], tmp_path: Path) -> None:
    hidden = [".git/config", ".cache/ndrc-portfolio/x.json", ".venv/a.py", "docs/.x/a.md", "venv/a", "node_modules/a/b"]
    built = ["site/index.html", "site-candidat/e4/index.html"]
    kept = [f"p/{CONFIGURATION}", "p/docs/e4/site/photo.png"]
    files: Files = dict.fromkeys([*(f"p/{name}" for name in hidden + built), *kept], "")
    copy, names = received(handed_in(files), tmp_path / "recu")
    assert {f"p/{name}" for name in names} == set(kept)
    assert copy.left == ()


def test_programs_and_names_that_windows_refuses_are_left_aside(
    handed_in: Callable[[Files], Path], tmp_path: Path
) -> None:
    programs = ["x.py", "chrome.exe", "docs/a.JS", "docs/a.html", "docs/assets/b.css", "git.bat"]
    names = ["docs/aux.md", "docs/a:b.md", "docs/fin .", "docs/q?.md", "docs/point./x.md"]
    deep = "docs/" + "a/" * 9 + "x.md"
    if sys.platform == "win32":
        names = ["docs/aux.md"]
    copy, there = received(
        handed_in({CONFIGURATION: "", **dict.fromkeys([*programs, *names, deep], "")}), tmp_path / "r"
    )
    assert there == {CONFIGURATION}
    assert {p for p, why in copy.left if why == "un programme ou une page web"} == set(programs)
    assert {p for p, why in copy.left if why == "un nom que Windows refuse"} == set(names)
    assert [why for p, why in copy.left if p.startswith("docs/a/a/")] == ["trop de dossiers l’un dans l’autre"]


def test_a_path_that_leads_out_is_left_aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = ["../dehors.md", "docs/../../dehors.md", "/dehors.md", "docs//x.md"]
    given = packed(tmp_path / "r.zip", {CONFIGURATION: "", **dict.fromkeys(wrong, "x"), "..\\dehors.md": "x"})
    copy, names = received(given, tmp_path / "recu")
    assert names == {CONFIGURATION}
    assert {why for _, why in copy.left} == {"un chemin qui sort du dossier"}
    assert len(copy.left) == 5
    assert not list(tmp_path.rglob("dehors.md"))
    monkeypatch.setattr(reception, "_fault_of", lambda _: "")
    with pytest.raises(ReceptionError):  # it cannot be written at the root of the disk, or twice
        received(packed(tmp_path / "s.zip", {"../dehors.md": "", "x/../../dehors.md": ""}), tmp_path / "naif")
    assert (tmp_path / "dehors.md").exists()  # the trap is one


def test_links_and_devices_of_a_zip_are_left_aside(tmp_path: Path) -> None:
    kinds = {"docs/lien": stat.S_IFLNK, "docs/tube": stat.S_IFIFO, "docs/disque": stat.S_IFBLK}
    given = packed(tmp_path / "r.zip", {CONFIGURATION: "", **dict.fromkeys(kinds, "/etc/passwd")}, kinds)
    copy, names = received(given, tmp_path / "recu")
    assert names == {CONFIGURATION}
    assert dict(copy.left) == {
        "docs/lien": "un lien", "docs/tube": "pas un fichier ordinaire", "docs/disque": "pas un fichier ordinaire"
    }  # fmt: skip


@posix
def test_links_and_devices_of_a_folder_are_left_aside(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("SECRET", encoding="utf-8")
    given = laid(tmp_path / "remise", {CONFIGURATION: "", "docs/a.md": ""})
    (given / "docs" / "lien.md").symlink_to(tmp_path / "secret")
    (given / "docs" / "racine").symlink_to("/")
    (given / "docs" / "zero").symlink_to("/dev/zero")
    os.mkfifo(given / "docs" / "tube.md")
    copy, names = received(given, tmp_path / "recu")
    assert names == {CONFIGURATION, "docs/a.md"}
    assert {p for p, why in copy.left if why == "un lien"} == {"docs/lien.md", "docs/racine", "docs/zero"}
    assert dict(copy.left)["docs/tube.md"] == "pas un fichier ordinaire"


def test_two_files_of_one_name_are_one_on_windows(tmp_path: Path) -> None:
    given = packed(tmp_path / "r.zip", {CONFIGURATION: "", "docs/A.md": "1", "docs/a.md": "2"})
    copy, names = received(given, tmp_path / "recu")
    assert names == {CONFIGURATION, "docs/A.md"}
    assert copy.left == (("docs/a.md", "un second fichier de ce nom"),)


@pytest.mark.parametrize(("encoding", "flag"), [("utf-8", True), ("utf-8", False), ("cp850", False)])
def test_names_in_the_encodings_of_windows_and_macos(tmp_path: Path, encoding: str, flag: bool) -> None:
    """The name « È-été.md », as the file says it, decomposed as macOS does."""
    name = "docs/È-été.md"
    raw = (name if encoding == "cp850" else "docs/E\u0300-e\u0301te\u0301.md").encode(encoding)
    path = tmp_path / "r.zip"
    packed(path, {CONFIGURATION: "", "docs/" + "x" * (len(raw) - 5): ""})
    content = path.read_bytes().replace(b"docs/" + b"x" * (len(raw) - 5), raw)
    if flag:
        content = content.replace(b"PK\1\2", b"PK\1\2", 1)
        content = _with_flag(content, raw)
    path.write_bytes(content)
    _, names = received(path, tmp_path / "recu")
    assert names == {CONFIGURATION, name}


def _with_flag(content: bytes, raw: bytes) -> bytes:
    """The flag of UTF-8 in both records of the entry."""
    out = bytearray(content)
    local = content.index(raw) - 30
    central = content.rindex(raw) - 46
    struct.pack_into("<H", out, local + 6, 0x800)
    struct.pack_into("<H", out, central + 8, 0x800)
    return bytes(out)


# ---- What is too much


@pytest.mark.parametrize(
    ("limit", "value", "files", "said"),
    [
        ("MOST_FILES", 3, {f"docs/{i}.md": "" for i in range(4)}, "a trop de fichiers : 5, pour 3 au plus"),
        ("MOST_BYTES", 1000, {f"docs/{i}.png": os.urandom(300) for i in range(4)}, "est trop lourd"),
        ("_FREE", 1000, {"docs/a.png": bytes(200_000)}, "est trop comprimé"),
    ],
)
def test_what_is_too_much_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str, value: int, files: Files, said: str
) -> None:
    given = packed(tmp_path / "r.zip", {CONFIGURATION: "", **files})
    assert received(given, tmp_path / "avant")[1]
    monkeypatch.setattr(reception, limit, value)
    with pytest.raises(ReceptionError, match=said):
        received(given, tmp_path / "recu")


def test_a_file_that_is_too_heavy_is_left_aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reception, "MOST_EACH", 1_000_000)
    given = packed(tmp_path / "r.zip", {CONFIGURATION: "", "docs/film.mp4": os.urandom(1_100_000)})
    copy, names = received(given, tmp_path / "recu")
    assert names == {CONFIGURATION}
    assert copy.left == (("docs/film.mp4", "plus de 1 Mo"),)


def test_a_size_that_lies_is_not_believed(tmp_path: Path) -> None:
    """The list says 10 bytes of a bomb."""
    path = packed(tmp_path / "r.zip", {CONFIGURATION: "", "docs/a.png": bytes(50_000_000)})
    content = path.read_bytes().replace(struct.pack("<I", 50_000_000), struct.pack("<I", 10))
    path.write_bytes(content)
    try:
        copy, names = received(path, tmp_path / "recu")
    except ReceptionError:
        return
    assert names == {CONFIGURATION}
    assert copy.left


def test_a_list_that_is_too_long_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given = packed(tmp_path / "r.zip", {CONFIGURATION: "", **{f".git/{i}": "" for i in range(50)}})
    monkeypatch.setattr(reception, "_MOST_LISTED", 1000)
    with pytest.raises(ReceptionError, match="trop de fichiers"):
        received(given, tmp_path / "recu")


# ---- What is no portfolio


def _encrypted(path: Path) -> None:
    packed(path, {CONFIGURATION: "secret"})
    content = bytearray(path.read_bytes())
    content[6] |= 1
    content[content.index(b"PK\1\2") + 8] |= 1
    path.write_bytes(content)


def _other_method(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr(CONFIGURATION, "a" * 100)


def _spoilt(path: Path) -> None:
    packed(path, {CONFIGURATION: "x" * 5000, "docs/a.md": "y"})
    content = bytearray(path.read_bytes())
    content[60:70] = os.urandom(10)
    path.write_bytes(content)


def _cut(path: Path) -> None:
    packed(path, {CONFIGURATION: "x" * 5000})
    path.write_bytes(path.read_bytes()[:-40])


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda path: path.write_bytes(b""), "n’est pas un ZIP lisible"),
        (lambda path: path.write_bytes(b"PK\5\6"), "n’est pas un ZIP lisible"),
        (lambda path: path.write_bytes(os.urandom(5000)), "n’est pas un ZIP lisible"),
        (_cut, "n’est pas un ZIP lisible"),
        (_spoilt, "n’est pas un ZIP lisible"),
        (_encrypted, "est protégé par un mot de passe"),
        (_other_method, "est comprimé d’une façon peu commune"),
        (lambda path: packed(path, {"docs/a.md": ""}), "n’a ni mkdocs.yml ni mkdocs.jury.yml"),
        (lambda _: None, "n’existe pas"),
    ],
)
def test_what_is_no_portfolio_is_said(tmp_path: Path, make: Callable[[Path], object], said: str) -> None:
    make(tmp_path / "r.zip")
    with pytest.raises(ReceptionError, match=said):
        received(tmp_path / "r.zip", tmp_path / "recu")


def test_a_file_that_is_gone_meanwhile_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given = laid(tmp_path / "remise", {CONFIGURATION: "", "docs/a.md": ""})

    def gone(file: Path) -> io.BytesIO:
        raise FileNotFoundError(2, "No such file or directory")

    monkeypatch.setattr(reception, "_opened", gone)
    with pytest.raises(ReceptionError, match="ne peut pas être lu en entier"):
        received(given, tmp_path / "recu")
