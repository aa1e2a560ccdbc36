"""How long reports take over many facts, as ratios to loading them from a file.

Run `python -m tests.benchmarks.reports`. The facts are made up, always the same ones; a
report is asked of a fresh store in memory, of a fresh store in a file (so that reading
the facts is within it), and of one that has read them already.
"""

import argparse
import gc
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import NamedTuple

from cstokb.model.entity import KINDS, Entity, Kind
from cstokb.model.fact import Fact, Link, Quantity, Text, fact_id
from cstokb.model.knowledge import Knowledge
from cstokb.model.moment import Moment
from cstokb.model.pattern import Pattern
from cstokb.model.period import Period
from cstokb.model.source import Citation, Source
from cstokb.model.span import Span
from cstokb.reports.anniversary import of_month_day
from cstokb.reports.as_of import AsOf
from cstokb.reports.calendar import calendar
from cstokb.reports.check import check
from cstokb.reports.conflicts import conflicts
from cstokb.reports.diff import diff
from cstokb.reports.members import members, officers
from cstokb.reports.show import show
from cstokb.reports.stats import stats
from cstokb.reports.timeline import Timeline
from cstokb.reports.upcoming import upcoming
from cstokb.store.file.storage import FileStorage
from cstokb.store.file.tiny import TinyStore
from cstokb.store.memory import MemoryStore
from cstokb.store.protocol import Change
from tests.store.samples import content
from tests.world import VOCABULARY

FACTS = 10_000
GOAL_MS = 50
TODAY = date(2026, 11, 23)
EVENTS = ("founded", "closed", "held", "met", "planned")
STATES: Mapping[str, Kind] = {
    "member-of": "state",
    "headed": "person",
    "part-of": "body",
    "froze": "state",
}


class Measured(NamedTuple):
    """A report and the milliseconds of its rounds, by the store that it was asked of."""

    name: str
    memory: list[float]
    cold: list[float]
    warm: list[float]


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--facts", type=int, default=FACTS)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--only", default="", help="reports whose name holds this")
    asked = parser.parse_args()
    made = change(asked.facts)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "store.json"
        path.write_bytes(content(made))
        # As the command line does.
        gc.disable()
        loading = statistics.median(_timed(lambda: list(_file(path).facts()), asked.rounds))
        rows = list(_measured(made, path, asked.rounds, asked.only))
    print(f"{len(made.facts)} facts of {len(made.entities)} entities; loading {loading:.0f} ms")
    print("ms, and as a ratio to loading; median of", asked.rounds)
    print(f"{'report':24}{'in memory':>16}{'from a file':>16}{'already read':>16}")
    for row in rows:
        cells = [statistics.median(found) for found in row[1:]]
        told = "".join(f"{ms:9.1f} {ms / loading:5.2f}x" for ms in cells)
        slow = "" if cells[-1] <= GOAL_MS else f"  more than {GOAL_MS} ms"
        print(f"{row.name:24}{told}{slow}")


def change(count: int, seed: int = 1992) -> Change:
    """That many facts, in the proportions of the shipped ones: always the same."""
    chance = random.Random(seed)
    entities = [
        Entity(f"{kind}-{number}", kind, {"en": f"The {kind} {number}", "ru": f"Имя {number}"})
        for kind in KINDS
        for number in range(max(2, count // 40))
    ]
    ids = {kind: [entity.id for entity in entities if entity.kind == kind] for kind in KINDS}
    sources = [
        Source(f"source-{n}", f"Source {n}", "Press", Moment.parse("2026"), f"https://x.org/{n}")
        for n in range(max(2, count // 2))
    ]
    facts: dict[str, Fact] = {}
    while len(facts) < count:
        made = _fact(chance, ids, [source.id for source in sources])
        facts[made.id] = made
    return Change(tuple(entities), tuple(facts.values()), tuple(sources), VOCABULARY)


def _fact(chance: random.Random, ids: Mapping[Kind, list[str]], sources: list[str]) -> Fact:
    predicate = chance.choice((*EVENTS, *STATES, *STATES, "strength", "motto"))
    kind = STATES[predicate] if predicate in STATES else chance.choice(KINDS[:5])
    subject = chance.choice(ids[kind])
    if predicate in STATES:
        # A few bodies have many members; every body has its head.
        bodies = ids["body"] if predicate == "headed" else ids["body"][:20]
        value: Link | Text | Quantity | None = Link(chance.choice(bodies))
    elif predicate == "strength":
        value = Quantity(chance.randrange(100, 20000), "soldiers")
    else:
        value = Text(f"words {chance.randrange(1000)}") if predicate == "motto" else None
    when = None if predicate == "motto" else _when(chance, state=predicate in STATES)
    where = chance.choice(ids["place"]) if chance.random() < 0.3 else ""
    return Fact(
        fact_id(subject, predicate, value, when, where),
        subject,
        predicate,
        value,
        when,
        where,
        tuple(Citation(chance.choice(sources)) for _ in range(chance.randrange(1, 3))),
        rank=chance.choices(("normal", "preferred", "deprecated"), (90, 7, 3))[0],
    )


def _when(chance: random.Random, *, state: bool) -> Span:
    day = date(1992, 1, 1) + timedelta(days=chance.randrange(12000))
    precision = chance.choices(("%Y-%m-%d", "%Y-%m", "%Y"), (80, 12, 8))[0]
    if not state or chance.random() < 0.3:
        return Span.parse(day.strftime(precision))
    end = chance.choice(("..", "", f"{day + timedelta(days=chance.randrange(1, 2000))}"))
    return Span.parse(f"{day}/{end}")


def _reports() -> Iterator[tuple[str, Callable[[Knowledge], object]]]:
    """Each report as it is asked by its command, for nothing in particular."""
    day = Period.day(date(2010, 1, 1))
    ahead = Period(TODAY, TODAY + timedelta(days=90))
    yield "timeline", lambda k: list(Timeline(k, Pattern()).events)
    yield "timeline of a year", lambda k: list(Timeline(k, Pattern(period=_year(2010))).events)
    yield "timeline --lasting", lambda k: list(Timeline(k, Pattern(), alive_on=TODAY).events)
    yield "anniversary of a day", lambda k: of_month_day(k, (4, 28), TODAY)
    yield "upcoming", lambda k: upcoming(k, ahead, TODAY)
    yield "members", lambda k: members(k, "body-0", day)
    yield "officers", lambda k: officers(k, "body-0", day)
    yield "diff", lambda k: diff(k, date(2010, 1, 1), date(2013, 1, 1))
    yield "show", _show
    yield "show --as-of", lambda k: _show(AsOf(k, day))
    yield "stats", stats
    yield "stats --as-of", lambda k: stats(AsOf(k, day))
    yield "conflicts", conflicts
    yield "check", check
    yield "export ics", _calendar


def _year(year: int) -> Period:
    return Period(date(year, 1, 1), date(year, 12, 31))


def _show(knowledge: Knowledge) -> object:
    entity = knowledge.entity("body-0")
    assert entity
    return show(knowledge, entity, TODAY)


def _calendar(knowledge: Knowledge) -> object:
    events = Timeline(knowledge, Pattern()).events
    return calendar(knowledge, [event.facts for event in events])


def _measured(made: Change, path: Path, rounds: int, only: str) -> Iterator[Measured]:
    memory, read = MemoryStore(made), _file(path)
    list(read.facts())
    for name, report in _reports():
        if only in name:
            stores = (lambda: memory, lambda: _file(path), lambda: read)
            yield Measured(name, *(_timed(partial(_ask, report, s), rounds) for s in stores))


def _ask(report: Callable[[Knowledge], object], store: Callable[[], Knowledge]) -> object:
    return report(store())


def _file(path: Path) -> TinyStore:
    return TinyStore(FileStorage(str(path)))


def _timed(run: Callable[[], object], rounds: int) -> list[float]:
    def once() -> float:
        begun = time.perf_counter()
        run()
        return 1000 * (time.perf_counter() - begun)

    # A report that takes long is not asked again and again.
    first = once()
    return [first] if first > 5000 else [once() for _ in range(rounds)]


if __name__ == "__main__":
    main()
