"""How the time of a command grows when a store of some shape becomes twice as large."""

import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from cstokb.formats.jsonl import export
from cstokb.model.entity import Entity
from cstokb.model.fact import Fact, Link, Text, Value, fact_id
from cstokb.model.predicate import Predicate
from cstokb.model.source import Citation, Source
from cstokb.model.span import Span
from cstokb.store.memory import MemoryStore
from cstokb.store.protocol import Change
from tests.faults.base import Row

Ask = Callable[..., tuple[int, str, str]]
"""Calls the program with these words; its exit code, and what it wrote to stdout and stderr."""

MOST = 2.6
"""Twice as much may take so many times as long: n log n, and some noise."""
UNMEASURABLE = 0.25
"""Seconds: what is shorter is measured too badly to be judged."""

PAGE = Source("page", "A page", published=None)
PREDICATES = (
    Predicate("part-of", {"en": "part of"}, shape="state", subject_kinds=("body",),
              value_type="entity", value_kinds=("body",)),
    Predicate("headed", {"en": "headed"}, shape="state", subject_kinds=("person",),
              value_type="entity", value_kinds=("body",), one_subject=True),
    Predicate("based", {"en": "based in"}, shape="state", subject_kinds=("body",),
              value_type="text", one_value=True),
    Predicate("met", {"en": "met"}, shape="event", subject_kinds=("body",), value_type="text",
              celebrated=True),
)  # fmt: skip


def fact(subject: str, predicate: str, value: Value, when: str = "") -> Fact:
    span = Span.parse(when) if when else None
    id = fact_id(subject, predicate, value, span)
    return Fact(id, subject, predicate, value, span, citations=(Citation("page"),))


def bodies(number: int) -> tuple[Entity, ...]:
    return tuple(Entity(f"b{n}", "body", {"en": f"Body {n}"}) for n in range(number))


def ring(number: int) -> Change:
    facts = (fact(f"b{n}", "part-of", Link(f"b{(n + 1) % number}")) for n in range(number))
    return Change(bodies(number), tuple(facts))


def star(number: int) -> Change:
    facts = (fact(f"b{n}", "part-of", Link("b0"), "2003/..") for n in range(1, number))
    return Change(bodies(number), tuple(facts))


def one_subject(number: int) -> Change:
    facts = (fact("b0", "met", Text(f"meeting {n}"), f"{1900 + n % 120}") for n in range(number))
    return Change(bodies(2), tuple(facts))


def same_name(number: int) -> Change:
    named = (Entity(f"b{n}", "body", {"en": "The Same"}) for n in range(number))
    return Change(tuple(named), (fact("b0", "met", Text("once"), "2003"),))


def same_day(number: int) -> Change:
    facts = (fact(f"b{n}", "met", Text("a meeting"), "2003-04-28") for n in range(number))
    return Change(bodies(number), tuple(facts))


def rivals(number: int) -> Change:
    facts = (fact("b0", "based", Text(f"town {n}"), "2003/2010") for n in range(number))
    return Change(bodies(2), tuple(facts))


def rival_holders(number: int) -> Change:
    people = tuple(Entity(f"p{n}", "person", {"en": f"Person {n}"}) for n in range(number))
    days = (f"{1900 + n % 100}-01-{1 + n % 28:02}" for n in range(number))
    facts = (fact(f"p{n}", "headed", Link("b0"), day) for n, day in enumerate(days))
    return Change((*people, *bodies(1)), tuple(facts))


SHAPES: dict[str, Callable[[int], Change]] = {
    "ring": ring,
    "star": star,
    "one subject": one_subject,
    "same name": same_name,
    "same day": same_day,
    "rivals": rivals,
    "rival holders": rival_holders,
}
COMMANDS = (
    "show b0",
    "show b0 --all",
    "list body",
    "list body --columns part-of",
    "timeline --all",
    "upcoming --limit 10",
    "anniversary 2003-04-28",
    "calendar 2003",
    "members b0",
    "officers b0",
    "diff 2002 2011",
    "search same",
    "query of:b0",
    "count --by year",
    "conflicts",
    "check",
    "stats",
    "related b0",
    "sources page",
    "compare b0 b1",
    "export jsonl",
    "export csv",
    "export ics",
    "add fact b0 met another --when 2005 --source page --yes",
)
WRITES = "import {rows} --yes"


def growth(
    ask: Ask,
    folder: Path,
    number: int,
    shapes: Iterable[str] = SHAPES,
    commands: Iterable[str] = (*COMMANDS, WRITES),
) -> Iterator[Row]:
    """For each shape, each command on `number` and on twice as many records."""
    commands = tuple(commands)
    for name, make in ((name, SHAPES[name]) for name in shapes):
        stores = [_store(folder, name, make(size)) for size in (number, 2 * number)]
        slow = []
        for command in commands:
            ratio, seconds = _ratio(ask, command, stores, folder)
            if ratio > MOST:
                slow.append(f"{command} x{ratio:.1f} ({seconds:.1f} s)")
        tried = len(commands)
        figures = f"{number:,} to {2 * number:,}: {tried} tried, {tried - len(slow)} survived"
        yield Row(f"growth, {name}", "; ".join([figures, *slow]), not slow)


def _ratio(ask: Ask, command: str, stores: list[Path], folder: Path) -> tuple[float, float]:
    """How many times as long the larger one takes, and how long; 0 if it is too short to judge.

    What seems slow is measured again: a busy machine makes it seem so once.
    """
    small, large = 0.0, 0.0
    for _ in range(3):
        small, large = (_time(ask, command, store, folder) for store in stores)
        if large < UNMEASURABLE or large <= MOST * small:
            return 0, large
    return large / small, large


def _time(ask: Ask, command: str, store: Path, folder: Path) -> float:
    """The seconds of the processor; the store is then as it was."""
    struck = folder / "struck.json"
    if command == WRITES:
        MemoryStore(Change(predicates=PREDICATES)).write_backup(_fresh(struck), lambda: None)
    else:
        struck.write_bytes(store.read_bytes())
    words = command.format(rows=store.with_suffix(".jsonl")).split()
    begun = time.process_time()
    ask("--store", str(struck), *words)
    return time.process_time() - begun


def _store(folder: Path, name: str, change: Change) -> Path:
    path = folder / f"{name.replace(' ', '-')}-{len(change.facts)}-{len(change.entities)}.json"
    whole = change._replace(sources=(PAGE,), predicates=PREDICATES)
    MemoryStore(whole).write_backup(_fresh(path), lambda: None)
    lines = "".join(export(MemoryStore(change._replace(sources=(PAGE,)))))
    path.with_suffix(".jsonl").write_text(lines, encoding="utf-8")
    return path


def _fresh(path: Path) -> str:
    path.unlink(missing_ok=True)
    return str(path)
