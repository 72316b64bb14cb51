"""Files of others hang or burst a process apart, not ours, and are told of."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from ndrc_portfolio.annexes import apart as module
from ndrc_portfolio.annexes import limits
from ndrc_portfolio.annexes.apart import apart, side_by_side
from ndrc_portfolio.annexes.images import image_opens, image_pages
from ndrc_portfolio.annexes.model import PictureError
from ndrc_portfolio.annexes.pdf_pages import pdf_opens, pdf_text
from tests.annexes import tasks
from tests.annexes.bombs import BOMBS
from tests.hosts.test_annexes import avec
from tests.support import ndrc, write

TOO_MUCH = "l’ouvrir demande trop de temps ou de mémoire"


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SECONDS", (0.3, 0.01))


def test_pieces_come_back_as_they_are() -> None:
    content = bytes(range(256)) * 1000 + b'{"piece": "x"}\n'
    assert apart(tasks.repeat, content) == [("0.bin", content), ("1.bin", content)]
    assert apart(tasks.repeat, b"", times=1) == [("0.bin", b"")]


def test_one_process_serves_all_and_imports_nothing_from_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    while module._idle:
        module._close(module._idle.pop())
    for name in ("json", "ndrc_portfolio", "PIL"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('planted')", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    first, again = (dict(apart(tasks.whose, b"")) for _ in range(2))
    assert first == again
    assert first["pid"] != str(os.getpid()).encode()
    assert str(tmp_path) not in first["path"].decode().splitlines()
    assert "" not in first["path"].decode().splitlines()


@pytest.mark.parametrize("task", [tasks.turn, tasks.step, tasks.hoard, tasks.crash])
def test_what_goes_wrong_is_told_and_the_next_file_is_opened(hurried: None, task: Callable[..., object]) -> None:
    with pytest.raises(PictureError) as told:
        apart(task, b"content")  # type: ignore[arg-type]
    assert told.value.cause == TOO_MUCH
    assert apart(tasks.repeat, b"a", times=1) == [("0.bin", b"a")]


def test_a_bug_of_ours_is_no_fault_of_the_file() -> None:
    with pytest.raises(RuntimeError, match="a bug of ours"):
        apart(tasks.stumble, b"")


def test_who_is_interrupted_gets_no_answer_to_another_question(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(module, "_no_longer_than", interrupted)
        with pytest.raises(KeyboardInterrupt):
            apart(tasks.repeat, b"old")
    assert apart(tasks.repeat, b"new", times=1) == [("0.bin", b"new")]


def test_a_process_that_somebody_has_ended_is_replaced(hurried: None) -> None:
    (pid, _) = apart(tasks.whose, b"")
    os.kill(int(pid[1]), signal.SIGTERM)
    module._idle[-1].wait()
    assert apart(tasks.repeat, b"a", times=1) == [("0.bin", b"a")]


def test_many_files_are_opened_side_by_side() -> None:
    contents = [bytes([i]) * i for i in range(9)]
    assert side_by_side(lambda c: apart(tasks.repeat, c, times=1), contents) == [[("0.bin", c)] for c in contents]


def test_it_ends_with_the_one_that_has_asked() -> None:
    code = (
        "from ndrc_portfolio.annexes.apart import apart; from tests.annexes.tasks import whose\n"
        "print(apart(whose, b'')[0][1].decode())"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    pid = int(done.stdout)
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_a_peak_that_the_system_does_not_forbid_is_watched(monkeypatch: pytest.MonkeyPatch) -> None:
    ended: list[int] = []
    peaks = iter([10, 20, 30])

    def end(code: int) -> None:
        ended.append(code)

    monkeypatch.setattr(os, "_exit", end)
    limits._watch(lambda: next(peaks), 25)
    assert ended == [1]
    assert list(peaks) == []


# ---- Bombs


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused(hurried: None, name: str) -> None:
    content = BOMBS[name]()
    tasks_for = [pdf_opens, pdf_text] if name.endswith(".pdf") else [image_pages, image_opens]
    with pytest.raises(PictureError) as told:
        for task in tasks_for:
            apart(task, content)
    assert told.value.cause
    assert told.value.remede


def test_it_is_told_with_its_place(tmp_path: Path, hurried: None) -> None:
    fiche = avec("  - {titre: A, fichier: a.pdf}\n")
    root = write(tmp_path, {"fiche.md": fiche, "a.pdf": BOMBS["formes.pdf"]()})
    for arguments in ((), ("docs/fiche.md",)):
        answer = ndrc(root, "verifier", *arguments).out
        assert f"ne peut pas être montré comme annexe\u00a0: {TOO_MUCH}" in answer
        assert "docs/fiche.md:7:" in answer
