"""What a process of `apart` is asked in tests: to go wrong in each way."""

import ctypes
import os
from collections.abc import Iterator


def repeat(content: bytes, times: int = 2) -> Iterator[tuple[str, bytes]]:
    print("a library speaks")
    for i in range(times):
        yield f"{i}.bin", content
        yield "", b"still at it"


def whose(content: bytes) -> Iterator[tuple[str, bytes]]:
    yield "pid", str(os.getpid()).encode()
    yield "path", os.linesep.join(__import__("sys").path).encode()


def turn(content: bytes) -> Iterator[tuple[str, bytes]]:
    yield "first", b""
    while True:
        pass


def hoard(content: bytes) -> Iterator[tuple[str, bytes]]:
    yield "all", b"".join(bytearray(100_000_000) for _ in range(10))


def crash(content: bytes) -> Iterator[tuple[str, bytes]]:
    yield "first", b""
    ctypes.string_at(0)


def stumble(content: bytes) -> Iterator[tuple[str, bytes]]:
    raise KeyError("a bug of ours")


def step(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Each piece in time, all of them not."""
    import time

    while True:
        end = time.process_time() + 0.05
        while time.process_time() < end:
            pass
        yield "", b""
