"""Growth: the same questions to every kind of store, from small to large.

The sizes take turns, so that a busy minute of the machine is the same for all of them.
"""

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from tests.benchmarks.markdown import milliseconds, section, table, times
from tests.benchmarks.questions import MOST_MEGABYTES, QUESTIONS, TODAY, Question
from tests.benchmarks.stores import Filled, stores
from tests.benchmarks.timing import CSTOKB, Command, Failed, Run, answer, in_turn, median, timed

BASE = 10_000
"""What growth is counted from."""
LOCK_TIMEOUT = 60.0
"""So many seconds are spent on one question to one kind of store, or three rounds."""

_NOTE = """User and system time of the whole process, the median of up to {rounds} rounds in
which the sizes take turns; growth is the median of the rounds' ratios of {largest} facts to
{base}, peak the memory at the largest size. The work of a server is in no process of ours:
for PostgreSQL there is the time by the clock as well. Where a question does not say that
its answer stays the same, the answer grows with the store."""


class Measured(NamedTuple):
    """What one question took of one kind of store: the runs by size."""

    question: Question
    kind: str
    runs: Mapping[int, Sequence[Run]]

    def growth(self, largest: int, of: Callable[[Run], float]) -> float:
        """How many times as long as at `BASE` it took at the largest size; 0 if unknown."""
        if BASE not in self.runs or largest not in self.runs or largest <= BASE:
            return 0
        pairs = zip(self.runs[largest], self.runs[BASE], strict=True)
        return median([of(large) / of(small) for large, small in pairs])


def scale(kinds: Sequence[str], sizes: Sequence[int], rounds: int, folder: str) -> None:
    """Fill the stores, measure, and write the tables."""
    measured: list[Measured] = []
    fillings: list[tuple[str, Filled]] = []
    answers: dict[tuple[str, int], str] = {}
    for kind in kinds:
        try:
            with stores(kind, sizes, folder) as filled:
                fillings += ((kind, one) for one in filled)
                measured += _of_kind(kind, filled, rounds, answers)
        except Failed as reason:
            print(f"{kind} is left out: {reason}", file=sys.stderr)
    _write(measured, fillings, answers, sizes, rounds)


def _of_kind(
    kind: str, filled: Sequence[Filled], rounds: int, answers: dict[tuple[str, int], str]
) -> Iterator[Measured]:
    for question in QUESTIONS:
        print(f"asking {kind}: {question.name}", file=sys.stderr)
        for store in filled:
            told = answer(_command(question, store))
            known = answers.setdefault((question.name, store.size), told)
            if known != told and not question.writes:
                print(f"{kind} answers otherwise at {store.size:,} facts", file=sys.stderr)
        runs = in_turn(
            rounds, [partial(_ask, question, s) for s in filled], lock_timeout=LOCK_TIMEOUT
        )
        yield Measured(question, kind, dict(zip((s.size for s in filled), runs, strict=True)))


def _ask(question: Question, store: Filled) -> Run:
    return timed(_command(question, store))


def _command(question: Question, store: Filled) -> Command:
    return (CSTOKB, *question.command(), "--store", store.url, "--today", TODAY)


def _write(
    measured: Sequence[Measured],
    fillings: Sequence[tuple[str, Filled]],
    answers: Mapping[tuple[str, int], str],
    sizes: Sequence[int],
    rounds: int,
) -> None:
    largest = max(sizes)
    told = _NOTE.format(rounds=rounds, largest=f"{largest:,}", base=f"{BASE:,}")
    section("Growth", " ".join(told.split()))
    head = ("question", "store", *(f"{size:,}" for size in sizes), "growth", "peak")
    rows = (row for one in measured for row in _rows(one, sizes))
    table(head, sorted(rows, key=_order), words=2)
    section("Lines of the answers")
    asked = [question for question in QUESTIONS if not question.writes]
    table(
        ("question", *(f"{size:,}" for size in sizes)), (_lines(q, answers, sizes) for q in asked)
    )
    section("Filling the stores")
    table(("store", "facts", "time", "peak"), _filled(fillings), words=1)
    _write_goals([goal for one in measured for goal in _goals(one, largest)])


def _order(row: Sequence[str]) -> int:
    return [question.name for question in QUESTIONS].index(row[0])


def _rows(one: Measured, sizes: Sequence[int]) -> Iterator[list[str]]:
    for name, of in _clocks(one.kind):
        cells = [
            milliseconds(median([of(run) for run in one.runs[size]])) if size in one.runs else "-"
            for size in sizes
        ]
        growth = one.growth(max(sizes), of)
        peak = f"{_peak(one):.0f} MB"
        yield [one.question.name, name, *cells, times(growth) if growth else "-", peak]


def _clocks(kind: str) -> Iterator[tuple[str, Callable[[Run], float]]]:
    yield kind, lambda run: run.spent
    if kind == "postgresql":
        yield f"{kind}, by the clock", lambda run: run.wall


def _peak(one: Measured) -> float:
    return max(run.peak for run in one.runs[max(one.runs)])


def _lines(
    question: Question, answers: Mapping[tuple[str, int], str], sizes: Sequence[int]
) -> list[str]:
    told = (answers.get((question.name, size)) for size in sizes)
    return [question.name, *("-" if text is None else f"{text.count(chr(10)):,}" for text in told)]


def _filled(fillings: Sequence[tuple[str, Filled]]) -> Iterator[list[str]]:
    for kind, store in fillings:
        run = store.run
        told = [milliseconds(run.wall), f"{run.peak:.0f} MB"] if run else ["kept", "-"]
        yield [kind, f"{store.size:,}", *told]


class Goal(NamedTuple):
    """What was to be kept below `most`, and what was found."""

    name: str
    found: float
    most: float
    unit: str


def _write_goals(goals: Sequence[Goal]) -> None:
    missed = [goal for goal in goals if goal.found > goal.most]
    if goals:
        section("Goals", f"{len(goals) - len(missed)} of {len(goals)} are kept.")
    for name, found, most, unit in missed:
        print(f"- missed: {name}: {found:.2f}{unit} (goal {most:g}{unit})")


def _goals(one: Measured, largest: int) -> Iterator[Goal]:
    """The goals of a store that is made for so many facts."""
    question = one.question
    if one.kind == "file" or largest not in one.runs:
        return
    name, of = list(_clocks(one.kind))[-1]
    growth = one.growth(largest, of)
    if question.growth and growth:
        yield Goal(f"growth of {question.name}, {name}", growth, question.growth, "x")
    if question.most:
        took = median([of(run) for run in one.runs[largest]])
        yield Goal(f"{question.name}, {name}", took, question.most, " s")
    if question.growth or question.most:
        yield Goal(f"peak of {question.name}, {one.kind}", _peak(one), MOST_MEGABYTES, " MB")
