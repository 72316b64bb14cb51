"""Portfolios checked by many machines: an executor of dask.distributed, which the extra `[academie]` brings.

Whoever reaches the port of a scheduler runs code there: so it is of this machine, or its certificates are asked for.
"""

from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from functools import partial
from ipaddress import ip_address
from urllib.parse import urlsplit

from ndrc_portfolio.classe.engine import Engine

SCHEME = "dask"
_RETRIES = 1


class NoCluster(Exception):
    """There is no such engine. Message in French."""


def cluster(address: str, tasks: int) -> Engine:
    """The engine at `dask://host:port`, for so many tasks: on another machine than this one by TLS alone.

    Raises:
        NoCluster: the address is none, or dask is not installed.
    """
    parts = urlsplit(address)
    if parts.scheme != SCHEME or not parts.hostname or not parts.port:
        raise NoCluster(f"« {address} » n’est pas un moteur : écrivez par exemple dask://127.0.0.1:8786")
    try:
        import distributed  # noqa: F401 (an extra that few install)
    except ImportError:
        raise NoCluster("dask n’est pas installé : pip install ndrc-portfolio[academie]") from None
    kind = "tcp" if _is_here(parts.hostname) else "tls"
    return Engine(partial(_connected, f"{kind}://{parts.hostname}:{parts.port}"), max(1, tasks), shares_disk=False)


@contextmanager
def _connected(address: str) -> Iterator[Executor]:
    from distributed import Client

    try:
        client = Client(address, timeout=10, set_as_default=False)
    except (OSError, ValueError, TypeError) as fault:  # TypeError: TLS is asked for and there is no certificate
        raise NoCluster(f"« {address} » ne répond pas : {type(fault).__name__}") from fault
    with client, client.get_executor(retries=_RETRIES, pure=False) as executor:
        yield executor


def _is_here(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
