"""Whole command-line processes against kills, writers, full disks and signals.

Run `python -m tests.faults` in the environment that cstokb is installed in. It strikes
stores of every kind in a temporary folder, and a server of its own where this machine can
run one, prints what was seen, and exits 1 if anything failed.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

from tests.cli.asking import ask
from tests.faults.base import Row
from tests.faults.commands import run, warm
from tests.faults.crc import crc_fuzz
from tests.faults.growth import growth
from tests.faults.kills import interrupts, kills, outages, plain_kills
from tests.faults.places import FilePlace, SqlitePlace, makers
from tests.faults.planted import planted
from tests.faults.refusals import refusals
from tests.faults.targets import targets, two_users
from tests.faults.writers import first_writes, writers
from tests.servers import Server, missing, serving

STORES = ("file", "sqlite", "postgresql")
REST = "rest"
"""What is no kind of store: two users, targets of files, growth, wrong records."""


class Amount(NamedTuple):
    """How often a store is struck, and how many writers it has that write how much each.

    `growth` is how many records are doubled, `rounds` how many stores have a wrong record.
    """

    kills: int
    interrupts: int
    outages: int
    writers: int
    adds: int
    facts: int
    growth: int = 0
    rounds: int = 0


FULL = {
    "file": Amount(1000, 100, 0, 8, 200, 50),
    "sqlite": Amount(1000, 100, 0, 8, 200, 50),
    "postgresql": Amount(500, 50, 20, 16, 50, 20),
    REST: Amount(0, 0, 0, 0, 0, 0, 5_000, 500),
}
SHORT = {
    "file": Amount(60, 20, 0, 4, 10, 5),
    "sqlite": Amount(40, 10, 0, 4, 10, 5),
    "postgresql": Amount(25, 5, 2, 4, 10, 5),
    REST: Amount(0, 0, 0, 0, 0, 0, 0, 10),
}


def main() -> int:
    """Strike and print the table; 1 if anything failed."""
    wanted = _wanted()
    for name in [name for name in os.environ if name.startswith("CSTOKB_")]:
        del os.environ[name]
    right = True
    with tempfile.TemporaryDirectory(prefix="cstokb-faults-") as name:
        Path(name).chmod(0o755)
        os.environ |= {"HOME": name, "XDG_CONFIG_HOME": name}
        for kind, amount in wanted.items():
            for row in _rows(kind, Path(name) / kind, amount):
                right = right and row.right
                said = f"{kind}: {row.name}: {row.figures}"
                print(f"{'ok  ' if row.right else 'FAIL'}  {said}", flush=True)
    return 0 if right else 1


def _wanted() -> dict[str, Amount]:
    """What the command line asks for, by the kind of the store."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", action="store_true", help="less of each, for every day")
    parser.add_argument(
        "--stores", default=",".join((*STORES, REST)), metavar="A,B", help="of %(default)s"
    )
    for each in Amount._fields:
        parser.add_argument(f"--{each}", type=int, metavar="N", help="instead of what is usual")
    wanted = parser.parse_args()
    chosen = wanted.stores.split(",")
    if unknown := {*chosen} - {*STORES, REST}:
        parser.error(f"no stores of the kind {', '.join(sorted(unknown))}")
    asked = {each: getattr(wanted, each) for each in Amount._fields}
    given = {each: number for each, number in asked.items() if number is not None}
    return {kind: (SHORT if wanted.short else FULL)[kind]._replace(**given) for kind in chosen}


def _rows(kind: str, folder: Path, amount: Amount) -> Iterator[Row]:
    folder.mkdir()
    if kind == REST:
        yield from _rest(folder, amount)
        return
    with ExitStack() as stack:
        server = None
        if kind == "postgresql":
            if reason := missing():
                yield Row("a server", f"not tried: {reason}", right=True)
                return
            # One that promises that what is written outlives a kill.
            server = stack.enter_context(serving(Server(quick=False)))
        warm(server=bool(server))
        make = makers(kind, folder, server)
        if server:
            # With few files, which it syncs whenever it starts after a kill.
            yield outages(make, folder, amount.outages, server)
        yield from kills(make, folder, amount.kills)
        yield from interrupts(make, folder, amount.interrupts)
        yield from _of_files(kind, folder, amount)
        if server:
            yield planted(server, run, folder)
        yield from writers(make, amount.writers, amount.adds, amount.facts)


def _rest(folder: Path, amount: Amount) -> Iterator[Row]:
    """What is struck but once, whatever the store."""
    warm()
    stores = {
        "a file": FilePlace.made(folder / "own").location,
        "SQLite": SqlitePlace.made(folder / "lite").location,
    }
    yield from targets(folder / "targets", stores)
    yield from two_users(folder)
    yield from crc_fuzz(run, folder / "wrong", amount.rounds)
    if amount.growth:
        yield from growth(ask, folder, amount.growth)


def _of_files(kind: str, folder: Path, amount: Amount) -> Iterator[Row]:
    """What only a store in a file of this machine can meet."""
    if kind == "file":
        yield plain_kills(folder, max(amount.kills // 5, 60))
        yield from refusals(FilePlace.made, folder)
        yield first_writes(folder / "home", amount.writers)
    elif kind == "sqlite":
        yield from refusals(SqlitePlace.made, folder)


if __name__ == "__main__":
    sys.exit(main())
