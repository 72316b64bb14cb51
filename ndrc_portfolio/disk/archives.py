"""ZIPs from anybody, and what Python raises of those that are damaged, locked or made with care."""

import struct
import zlib
from zipfile import BadZipFile

UNREADABLE = (
    BadZipFile,
    EOFError,
    KeyError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
    struct.error,
    zlib.error,
)
"""Of opening one, or a part of it: RuntimeError of a password, KeyError of a part that its list does not have."""
