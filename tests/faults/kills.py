"""Signals at random instants of a command, and what they leave of the store."""

import json
import os
import random
import signal
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from tinydb import TinyDB

from cstokb.errors import CstokbError
from tests.faults.base import FACT, Row, made, rows_to_import, state, strangers
from tests.faults.commands import Process, cstokb, run

SEED = 28042003
WARM_UPS = 7
WRONG = ("unreadable", "lost", "in between", "left over", "failed")


class Victim(NamedTuple):
    """A command, the store it changes, and how to see what that holds."""

    name: str
    path: Path
    act: Callable[[], object]
    state: Callable[[bytes], object] = state


def kills(folder: Path, number: int) -> Iterator[Row]:
    """SIGKILL in every command that writes; `number` kills in all."""
    victims = _victims(folder)
    for place, victim in enumerate(victims):
        share = number // len(victims) + (place < number % len(victims))
        yield _row(f"SIGKILL in {victim.name}", strike(victim, signal.SIGKILL, share))


def interrupts(folder: Path, number: int) -> Iterator[Row]:
    """SIGINT and SIGTERM in an import, each so often."""
    victim = next(victim for victim in _victims(folder) if victim.name == "import")
    for name in ("SIGINT", "SIGTERM"):
        yield _row(f"{name} in import", strike(victim, signal.Signals[name], number))


def plain_kills(folder: Path, number: int) -> Row:
    """The same with TinyDB's own storage, until it fails: this proves that it is seen."""
    folder.mkdir()
    path = folder / "plain.json"
    with TinyDB(path) as plain:
        plain.insert({"title": "x" * 20_000})

    def shorten() -> None:
        with TinyDB(path) as plain:
            plain.update({"title": "y"})

    seen = strike(Victim("TinyDB's JSONStorage", path, shorten, json.loads), signal.SIGKILL, number)
    row = _row("SIGKILL in TinyDB's own storage, which must fail", seen)
    return row._replace(right=seen["unreadable"] > 0)


def strike(victim: Victim, number: signal.Signals, times: int) -> Counter[str]:
    """Send the signal at random instants of the command, each time from the same state."""
    path, seen = victim.path, Counter[str](strikes=times)
    old = path.read_bytes()
    seconds, new = _whole(victim, old)
    instants = random.Random(SEED)
    for _ in range(times):
        _put_back(path, old)
        process = Process(victim.act)
        time.sleep(instants.uniform(0, 1.1 * seconds))
        process.send(number)
        ended = process.wait()
        seen["before the end"] += ended.code != 0
        if ended.code not in (0, -number, 128 + number) or "Traceback" in ended.err:
            seen["failed"] += 1
        seen[_judged(victim, old, new, acknowledged=ended.code == 0)] += 1
        seen["half-written files swept"] += bool(strangers(path))
        # The next write finds whatever the signal left; JSONStorage may not even start.
        if _put_back_unless_whole(victim, old) and Process(victim.act).wait().code:
            seen["failed"] += 1
        seen["left over"] += len(strangers(path))
    _put_back(path, old)
    return seen


def _judged(victim: Victim, old: bytes, new: object, *, acknowledged: bool) -> str:
    try:
        holds = victim.state(victim.path.read_bytes())
        backup = victim.path.with_name(f"{victim.path.name}.bak")
        if backup.exists():
            victim.state(backup.read_bytes())
    except (CstokbError, ValueError):
        return "unreadable"
    if holds == new:
        return "new"
    if holds == victim.state(old):
        return "lost" if acknowledged else "old"
    return "in between"


def _put_back_unless_whole(victim: Victim, old: bytes) -> bool:
    """Whether the next write may be tried on what is there: on the old state it always is."""
    if victim.path.read_bytes() == old:
        return True
    try:
        victim.state(victim.path.read_bytes())
    except (CstokbError, ValueError):
        return False
    _put_back(victim.path, old)
    return True


def _whole(victim: Victim, old: bytes) -> tuple[float, object]:
    """The seconds that the whole command takes, and the state that it makes."""
    seconds = []
    for _ in range(WARM_UPS):
        _put_back(victim.path, old)
        begun = time.perf_counter()
        ended = Process(victim.act).wait()
        seconds.append(time.perf_counter() - begun)
        assert ended.code == 0, ended
    return statistics.median(seconds), victim.state(victim.path.read_bytes())


def _put_back(path: Path, data: bytes) -> None:
    other = path.parent.parent / f"{path.parent.name}.old"
    other.write_bytes(data)
    os.replace(other, path)


def _victims(folder: Path) -> list[Victim]:
    """Each command with a store of its own, in which it has something to change."""
    file = folder / "rows.jsonl"
    file.write_text(rows_to_import(), encoding="utf-8")
    # Without a log, which remembers the long text, the store really becomes shorter.
    shorter = made(folder / "set", log=False)
    stores = {name: made(folder / name) for name in ("add", "retract", "import", "undo")}
    words = {
        "add": ("add", "entity", "new", "--kind", "body", "--name", "New"),
        "retract": ("retract", FACT.id, "-m", "no"),
        "import": ("import", str(file)),
        "undo": ("undo",),
    }
    ended = run("--store", str(stores["undo"]), "import", str(file))
    assert ended.code == 0, ended
    short = ("--store", str(shorter), "set", "wordy", "summary=short", "--yes")
    return [
        Victim("set, which shortens", shorter, cstokb(*short)),
        *(
            Victim(name, path, cstokb("--store", str(path), *words[name], "--yes"))
            for name, path in stores.items()
        ),
    ]


def _row(name: str, seen: Counter[str]) -> Row:
    told = ("strikes", "before the end", "old", "new", "half-written files swept", *WRONG)
    figures = ", ".join(f"{seen[what]} {what}" for what in told)
    return Row(name, figures, not any(seen[what] for what in WRONG))
