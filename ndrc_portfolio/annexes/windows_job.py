"""The limits of this process on Windows, where they are those of a job (`JOBOBJECT_EXTENDED_LIMIT_INFORMATION`)."""

import ctypes
import time
from ctypes import c_int64, c_size_t, c_uint32, c_uint64, c_void_p
from functools import lru_cache
from typing import Any

_EXTENDED_LIMITS = 9
_PROCESS_TIME, _PROCESS_MEMORY = 0x0002, 0x0100
_NO_DIALOG = 0x0001 | 0x0002  # of a process that crashes


class _Limits(ctypes.Structure):
    _fields_ = (
        ("process_time", c_int64),  # of user mode, in units of 100 ns
        ("job_time", c_int64),
        ("flags", c_uint32),
        ("least_working_set", c_size_t),
        ("most_working_set", c_size_t),
        ("most_processes", c_uint32),
        ("affinity", c_size_t),
        ("priority", c_uint32),
        ("scheduling", c_uint32),
        ("io", c_uint64 * 6),
        ("process_memory", c_size_t),
        ("job_memory", c_size_t),
        ("peak_of_process", c_size_t),
        ("peak_of_job", c_size_t),
    )


_limits = _Limits()


def limit_memory(most: int) -> None:
    _kernel().SetErrorMode(_NO_DIALOG)
    _limits.flags |= _PROCESS_MEMORY
    _limits.process_memory = most
    _apply()


def limit_time(seconds: float) -> None:
    _limits.flags = _limits.flags & ~_PROCESS_TIME | (_PROCESS_TIME if seconds else 0)
    _limits.process_time = int((time.process_time() + seconds) * 10_000_000)
    _apply()


def _apply() -> None:
    """Where the system refuses, the one who waits for this process still ends it."""
    kernel, job = _kernel(), _job()
    kernel.SetInformationJobObject(job, _EXTENDED_LIMITS, ctypes.byref(_limits), ctypes.sizeof(_limits))


@lru_cache(maxsize=1)
def _job() -> c_void_p:
    """A job of which this process is the only one."""
    kernel = _kernel()
    job = c_void_p(kernel.CreateJobObjectW(None, None))
    kernel.AssignProcessToJobObject(job, c_void_p(kernel.GetCurrentProcess()))
    return job


@lru_cache(maxsize=1)
def _kernel() -> Any:
    kernel: Any = getattr(ctypes, "WinDLL")("kernel32")  # noqa: B009 (elsewhere there is none, for mypy)
    for name in ("CreateJobObjectW", "GetCurrentProcess"):
        getattr(kernel, name).restype = c_void_p
    return kernel
