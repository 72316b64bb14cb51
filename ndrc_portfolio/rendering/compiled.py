"""Compiled templates, kept from one run to the next where nobody but their user can write.

They are code: a portfolio's own `.cache/` may have come with the portfolio from somebody else. Each bears a seal, so
that one which the disk has damaged is compiled anew.
"""

import hashlib
from importlib.metadata import version
from pathlib import Path

from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket

from ndrc_portfolio.cache import closed_folder, open_sealed, user_cache, write_sealed


class _Compiled(BytecodeCache):
    """By content, not by path: the same theme in another environment of Python is compiled once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get_bucket(self, environment: Environment, name: str, filename: str | None, source: str) -> Bucket:  # noqa: ARG002
        made_of = "\0".join([name, *sorted(environment.extensions), source])
        bucket = Bucket(environment, hashlib.sha256(made_of.encode()).hexdigest(), self.get_source_checksum(source))
        self.load_bytecode(bucket)
        return bucket

    def load_bytecode(self, bucket: Bucket) -> None:
        kept = open_sealed(self._file(bucket), bucket.key)
        if kept is not None:
            bucket.bytecode_from_string(kept)

    def dump_bytecode(self, bucket: Bucket) -> None:
        write_sealed(self._file(bucket), bucket.key, bucket.bytecode_to_string())

    def _file(self, bucket: Bucket) -> Path:
        return self._folder / f"{bucket.key}.cache"


def compiled(kind: str) -> BytecodeCache | None:
    """The memory for one kind of environment: its options are part of what is compiled. None: there is no safe place.

    Jinja itself asks for the same version of Python.
    """
    folder = user_cache()
    if folder is None:
        return None
    own = folder / f"{kind}-jinja-{version('jinja2')}"
    return _Compiled(own) if closed_folder(own) else None
