"""Signals at random instants of a command, and what they leave of the store."""

import json
import random
import signal
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from tinydb import TinyDB

from cstokb.errors import REFUSED, CstokbError
from tests.faults.base import FACT, Row, rows_to_import
from tests.faults.commands import Ended, Process, cstokb
from tests.faults.places import FilePlace, Make, Place
from tests.servers import Server

SEED = 28042003
WARM_UPS = 7
WRONG = ("unreadable", "lost", "in between", "left over", "failed")


class Victim(NamedTuple):
    """A command, and the store that it changes."""

    name: str
    place: Place
    act: Callable[[], object]


class Whole(NamedTuple):
    """What the command does where nothing strikes: how long, from what state to which."""

    seconds: float
    old: object
    new: object


def kills(make: Make, folder: Path, number: int) -> Iterator[Row]:
    """SIGKILL in every command that writes; `number` kills in all."""
    victims = _victims(make, folder)
    for at, victim in enumerate(victims):
        share = number // len(victims) + (at < number % len(victims))
        yield _row(f"SIGKILL in {victim.name}", strike(victim, share, signal.SIGKILL))


def interrupts(make: Make, folder: Path, number: int) -> Iterator[Row]:
    """SIGINT and SIGTERM in an import, each so often."""
    victim = _importing(make, folder, "interrupts")
    for name in ("SIGINT", "SIGTERM"):
        yield _row(f"{name} in import", strike(victim, number, signal.Signals[name]))


def outages(make: Make, folder: Path, number: int, server: Server) -> Row:
    """SIGKILL of all processes of the server in an import, which is then told so."""
    seen = Counter[str](strikes=number)
    victim = _importing(make, folder, "outages")
    whole, instants = _whole(victim), random.Random(SEED)
    for _ in range(number):
        victim.place.put_back()
        process = Process(victim.act)
        time.sleep(instants.uniform(0, 1.1 * whole.seconds))
        server.kill()
        ended = process.wait()
        server.restart()
        clear = ended.code == REFUSED and ended.err.startswith("cstokb: error: postgresql://")
        seen["failed"] += not (clear or ended.code == 0) or "Traceback" in ended.err
        _look(victim, whole, ended, seen)
    victim.place.put_back()
    return _row("SIGKILL of the server in import", seen)


def plain_kills(folder: Path, number: int) -> Row:
    """The same with TinyDB's own storage, until it fails: this proves that it is seen."""
    path = folder / "plain" / "plain.json"
    path.parent.mkdir()
    with TinyDB(path) as plain:
        plain.insert({"title": "x" * 20_000})

    def shorten() -> None:
        with TinyDB(path) as plain:
            plain.update({"title": "y"})

    victim = Victim("TinyDB's JSONStorage", FilePlace(path, json.loads), shorten)
    seen = strike(victim, number, signal.SIGKILL)
    row = _row("SIGKILL in TinyDB's own storage, which must fail", seen)
    return row._replace(right=seen["unreadable"] > 0)


def strike(victim: Victim, times: int, number: signal.Signals) -> Counter[str]:
    """Send the signal at random instants of the command, each time from the same state."""
    seen = Counter[str](strikes=times)
    whole = _whole(victim)
    instants = random.Random(SEED)
    for _ in range(times):
        victim.place.put_back()
        process = Process(victim.act)
        time.sleep(instants.uniform(0, 1.1 * whole.seconds))
        process.send(number)
        ended = process.wait()
        if ended.code not in (0, -number, 128 + number) or "Traceback" in ended.err:
            seen["failed"] += 1
        _look(victim, whole, ended, seen)
    victim.place.put_back()
    return seen


def _look(victim: Victim, whole: Whole, ended: Ended, seen: Counter[str]) -> None:
    """Count how it ended and what it left, and whether the next write goes well."""
    place = victim.place
    seen["before the end"] += ended.code != 0
    seen["half-written files swept"] += bool(place.strangers())
    judged = _judged(victim, whole, acknowledged=ended.code == 0)
    seen[judged] += 1
    # The next write finds whatever was left; JSONStorage may not even start.
    if judged != "unreadable":
        if judged != "old":
            place.put_back()
        seen["failed"] += bool(Process(victim.act).wait().code) or place.state() != whole.new
    seen["left over"] += len(place.strangers())


def _judged(victim: Victim, whole: Whole, *, acknowledged: bool) -> str:
    try:
        holds = victim.place.state()
    except (CstokbError, ValueError):
        return "unreadable"
    if holds == whole.new:
        return "new"
    if holds == whole.old:
        return "lost" if acknowledged else "old"
    return "in between"


def _whole(victim: Victim) -> Whole:
    """The command, done several times."""
    victim.place.put_back()
    old, seconds = victim.place.state(), []
    for _ in range(WARM_UPS):
        victim.place.put_back()
        begun = time.perf_counter()
        ended = Process(victim.act).wait()
        seconds.append(time.perf_counter() - begun)
        assert ended.code == 0, ended
    return Whole(statistics.median(seconds), old, victim.place.state())


def _victims(make: Make, folder: Path) -> list[Victim]:
    """Each command with a store of its own, in which it has something to change."""
    # Without a log, which remembers the long text, the store really becomes shorter.
    shorter, add, retract = make("set", False), make("add", True), make("retract", True)
    undone = _importing(make, folder, "undo")
    ended = Process(undone.act).wait()
    assert ended.code == 0, ended
    undone.place.keep()
    return [
        Victim("set, which shortens", shorter, _call(shorter, "set", "wordy", "summary=short")),
        Victim("add", add, _call(add, "add", "entity", "new", "--kind", "body", "--name", "New")),
        Victim("retract", retract, _call(retract, "retract", FACT.id, "-m", "no")),
        _importing(make, folder, "import"),
        Victim("undo", undone.place, _call(undone.place, "undo")),
    ]


def _importing(make: Make, folder: Path, name: str) -> Victim:
    """The import of a hundred entities."""
    file = folder / "rows.jsonl"
    file.write_text(rows_to_import(), encoding="utf-8")
    place = make(name, True)
    return Victim("import", place, _call(place, "import", str(file)))


def _call(place: Place, *words: str) -> Callable[[], object]:
    return cstokb("--store", place.location, *words, "--yes")


def _row(name: str, seen: Counter[str]) -> Row:
    told = ("strikes", "before the end", "old", "new", "half-written files swept", *WRONG)
    figures = ", ".join(f"{seen[what]} {what}" for what in told)
    return Row(name, figures, not any(seen[what] for what in WRONG))
