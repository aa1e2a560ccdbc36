"""Other programs on like work and the same facts, as ratios to cstokb."""

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from functools import partial
from tempfile import TemporaryDirectory

from tests.benchmarks.markdown import milliseconds, section, table, times
from tests.benchmarks.questions import STAFF, TODAY
from tests.benchmarks.stores import can_have, stores
from tests.benchmarks.timing import (
    Command,
    Failed,
    Slow,
    answer,
    in_turn,
    median,
    ratio,
    timed,
)
from tests.benchmarks.tools import PREPARED, Asked, tools

LIMIT = 60.0
"""A program is given so many seconds for an answer."""
LOCK_TIMEOUT = 60.0
SMALLEST, LARGEST = 10_000, 100_000
SHIPPED = Asked("joint-staff", 2010, "04-28")
MADE_UP = Asked(STAFF, 1998, "04-28")

_NOTE = """User and system time. 2.30x means that the program takes 2.3 times as long as
cstokb does on that store, the median of the alternating rounds; cstokb's own time is in
its rows. The programs print the facts as they stand; cstokb tells names, sources and ages
as well. What they take in beforehand (a database, a calendar) is not counted."""


def peers(sizes: Sequence[int], kinds: Sequence[str], rounds: int, folder: str) -> None:
    """Measure on the shipped facts and on archives of the sizes between, and write the table."""
    kinds = [kind for kind in kinds if kind != "postgresql"]
    with TemporaryDirectory() as room:
        # The shipped facts may be others next time.
        rows = list(_of_facts("shipped", SHIPPED, {"file": ()}, rounds, room))
    for size in (size for size in sizes if SMALLEST <= size <= LARGEST):
        with ExitStack() as stack:
            urls = {
                kind: stack.enter_context(stores(kind, [size], folder))[0].url
                for kind in kinds
                if can_have(kind, size)
            }
            own = {kind: ("--store", url, "--today", TODAY) for kind, url in urls.items()}
            rows += _of_facts(f"{size:,}", MADE_UP, own, rounds, f"{folder}/{size}")
    section("Other programs", " ".join(_NOTE.split()))
    head = ("work", "facts", "program", "time", *(f"to cstokb, {kind}" for kind in _KINDS))
    table(head, sorted(rows, key=_order), words=3)


_KINDS = ("file", "sqlite")


def _order(row: Sequence[str]) -> tuple[int, int]:
    """By work, then from few facts to many."""
    facts = row[1].replace(",", "")
    return list(SHIPPED.commands()).index(row[0]), int(facts) if facts.isdecimal() else 0


def _of_facts(
    facts: str, asked: Asked, own: Mapping[str, Command], rounds: int, folder: str
) -> Iterator[list[str]]:
    """The rows for these facts; `own` are the options that name them, by kind of store."""
    if not own:
        return
    location = next(iter(own.values()))[1:2]
    if not os.path.exists(os.path.join(folder, PREPARED)):
        answer((sys.executable, "-m", "tests.benchmarks.preparing", folder, *location))
    commands = asked.commands()
    for work, command in commands.items():
        for kind, options in own.items():
            (runs,) = in_turn(
                rounds, [partial(timed, (*command, *options))], lock_timeout=LOCK_TIMEOUT
            )
            spent = milliseconds(median([run.spent for run in runs]))
            yield [work, facts, f"cstokb, {kind}", spent, "", ""]
    for work, program, command in _others(folder, asked, small=facts == "shipped"):
        print(f"asking {program} of {facts} facts: {work}", file=sys.stderr)
        ours = {kind: (*commands[work], *options) for kind, options in own.items()}
        yield [work, facts, program, *_compared(command, ours, rounds)]


def _others(folder: str, asked: Asked, *, small: bool) -> Iterator[tuple[str, str, Command]]:
    """What the other programs are asked, those apart that do not take the facts in."""
    for name, tool in tools(small=small):
        try:
            yield from list(tool(folder, asked))
        except (Failed, Slow) as reason:
            print(f"{name} is left out: {reason}", file=sys.stderr)


def _compared(command: Command, own: Mapping[str, Command], rounds: int) -> list[str]:
    """The program's time, and its ratios to cstokb on each kind of store."""
    try:
        if not answer(command, limit=LIMIT).strip():
            raise Failed(f"{' '.join(command)}: no answer")
    except Slow as slow:
        return [str(slow), *("" for _ in _KINDS)]
    asking = [command, *own.values()]
    theirs, *ours = in_turn(
        rounds, [partial(timed, one) for one in asking], lock_timeout=LOCK_TIMEOUT
    )
    ratios = {kind: ratio(theirs, runs) for kind, runs in zip(own, ours, strict=True)}
    told = (times(ratios[kind]) if kind in ratios else "-" for kind in _KINDS)
    return [milliseconds(median([run.spent for run in theirs])), *told]
