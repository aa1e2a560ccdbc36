"""The stores that are measured: kinds of them, sizes of them, and filling them."""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from tests.benchmarks.timing import Failed, Run, timed

if TYPE_CHECKING:
    from tests.servers import Server

KINDS = ("file", "sqlite", "postgresql")
MOST_IN_FILE = 600_000
"""A store in a file may have 512 MB: some more facts than these."""
SETTINGS = {"shared_buffers": "512MB", "max_wal_size": "4GB"}


class Filled(NamedTuple):
    """A store with so many facts, at that URL or path, and how long it took to fill."""

    size: int
    url: str
    run: Run | None


@contextmanager
def stores(kind: str, sizes: Sequence[int], folder: str) -> Iterator[list[Filled]]:
    """The stores of a kind, one of each size that it can have, filled.

    Those in the folder already are taken as they are. Raise `Failed` where there can be none.
    """
    if kind != "postgresql":
        yield [_in_folder(kind, size, folder) for size in sizes if can_have(kind, size)]
        return
    from tests.servers import Server, missing, serving

    if reason := missing():
        raise Failed(reason)
    with serving(Server(settings=SETTINGS)) as server:
        yield [_on_server(server, size) for size in sizes]


def can_have(kind: str, size: int) -> bool:
    """Whether a store of that kind can have so many facts."""
    return kind != "file" or size <= MOST_IN_FILE


def _in_folder(kind: str, size: int, folder: str) -> Filled:
    path = os.path.join(folder, f"{size}.{'json' if kind == 'file' else 'sqlite'}")
    done = f"{path}.filled"
    url = path if kind == "file" else f"sqlite:///{path}"
    if os.path.exists(done):
        return Filled(size, url, None)
    if os.path.exists(path):
        # Filling it was broken off.
        os.remove(path)
    run = _fill(url, size)
    with open(done, "w", encoding="utf-8"):
        return Filled(size, url, run)


def _on_server(server: "Server", size: int) -> Filled:
    url = server.create(f"facts_{size}")
    run = _fill(url, size)
    # The server does so by itself, minutes later.
    server.sql("VACUUM ANALYZE", f"facts_{size}")
    return Filled(size, url, run)


def _fill(url: str, size: int) -> Run:
    print(f"filling {url.partition('?')[0]} with {size:,} facts", file=sys.stderr)
    command = (sys.executable, "-m", "tests.benchmarks.filling", url, str(size))
    return timed(command, errors=None)
