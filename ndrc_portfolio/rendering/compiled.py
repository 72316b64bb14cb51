"""Compiled templates, kept from one run to the next where nobody but their user can write.

They are code: a portfolio's own `.cache/` may have come with the portfolio from somebody else.
"""

import hashlib
from contextlib import suppress
from importlib.metadata import version

from jinja2 import Environment, FileSystemBytecodeCache
from jinja2.bccache import Bucket

from ndrc_portfolio.disk.cache import closed_folder, user_cache


class _Compiled(FileSystemBytecodeCache):
    """By content, not by path: the same theme in another environment of Python is compiled once."""

    def get_bucket(self, environment: Environment, name: str, filename: str | None, source: str) -> Bucket:  # noqa: ARG002
        made_of = "\0".join([name, *sorted(environment.extensions), source])
        bucket = Bucket(environment, hashlib.sha256(made_of.encode()).hexdigest(), self.get_source_checksum(source))
        self.load_bytecode(bucket)
        return bucket

    def dump_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):  # a full disk costs time, and is no error
            super().dump_bytecode(bucket)


def compiled(kind: str) -> FileSystemBytecodeCache | None:
    """The memory for one kind of environment: its options are part of what is compiled. None: there is no safe place.

    Jinja itself asks for the same version of Python.
    """
    folder = user_cache()
    if folder is None:
        return None
    own = folder / f"{kind}-jinja-{version('jinja2')}"
    return _Compiled(str(own)) if closed_folder(own) else None
