"""The memory of builds: what the next one may find again."""

import os
from pathlib import Path

from ndrc_portfolio.rendering.memory import Memory

CONTEXT = "0" * 64


def test_a_memory_keeps_what_served_the_last_build(tmp_path: Path) -> None:
    first = Memory(tmp_path, CONTEXT)
    first.keep("a", "é")
    first.keep("b", [1, {"c": "\ud800"}])
    first.write()
    second = Memory(tmp_path, CONTEXT)
    assert second.find("b") == [1, {"c": "\ud800"}]
    assert second.find("x") is None
    second.write()
    third = Memory(tmp_path, CONTEXT)
    assert third.find("a") is None  # the second build did not ask for it
    assert third.find("b") is not None
    assert Memory(tmp_path, "1" * 64).find("b") is None


def test_a_memory_that_somebody_else_wrote_is_not_read(tmp_path: Path) -> None:
    memory = Memory(tmp_path, CONTEXT)
    memory.keep("a", "<p>Vrai</p>")
    memory.write()
    (file,) = tmp_path.glob("fiches-*.json")
    file.write_bytes(file.read_bytes().replace(b"Vrai", b"Faux"))
    assert Memory(tmp_path, CONTEXT).find("a") is None


def test_memories_of_old_configurations_are_thrown_away(tmp_path: Path) -> None:
    for i in range(10):
        memory = Memory(tmp_path, f"{i:064x}"[::-1])
        memory.keep("a", i)
        memory.write()
        (file,) = tmp_path.glob(f"fiches-{f'{i:064x}'[::-1][:16]}.json")
        os.utime(file, (i, i))
    assert len(list(tmp_path.glob("fiches-*.json"))) == 8
    assert Memory(tmp_path, f"{9:064x}"[::-1]).find("a") == 9
