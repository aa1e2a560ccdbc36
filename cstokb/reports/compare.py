"""What two things have in common, and what only one of them has."""

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from cstokb.model.fact import Fact
from cstokb.model.knowledge import Knowledge
from cstokb.model.pattern import Pattern, both
from cstokb.model.query import Question
from cstokb.reports.participation import with_times
from cstokb.reports.question import pattern_of

Side = Literal["both", "first", "second"]
SIDES: tuple[Side, ...] = ("both", "first", "second")
"""Who has it, in the order of the report."""


class Compared(NamedTuple):
    """A statement that holds of both things, or of one of them; the first thing's facts first."""

    side: Side
    facts: tuple[Fact, ...]


Key = tuple[str, bool, str]


def compare(
    knowledge: Knowledge, first: str, second: str, question: Question = Question()
) -> tuple[Compared, ...]:
    """What both have, what only the first has, and what only the second has, each by time.

    Two facts are the same statement if all but the thing and the time is the same.
    """
    pattern = pattern_of(knowledge, question)
    ones = _by_key(knowledge, first, second, pattern)
    others = _by_key(knowledge, second, first, pattern)
    found = list(_compared(ones, others))
    return tuple(sorted(found, key=lambda compared: SIDES.index(compared.side)))


def _compared(ones: dict[Key, list[Fact]], others: dict[Key, list[Fact]]) -> Iterator[Compared]:
    for key, facts in ones.items():
        also = others.get(key, [])
        yield Compared("both" if also else "first", (*facts, *also))
    for key, facts in others.items():
        if key not in ones:
            yield Compared("second", tuple(facts))


def _by_key(knowledge: Knowledge, id: str, other: str, pattern: Pattern) -> dict[Key, list[Fact]]:
    """The facts that join the thing to anything but the other, by what they say of it."""
    groups: dict[Key, list[Fact]] = {}
    facts = knowledge.facts(both(pattern, Pattern(mentions=(id,))), by_time=True)
    for fact in _in_time(with_times(knowledge, facts)):
        if other not in fact.mentions and id in (fact.subject, fact.link):
            groups.setdefault(_key(fact, id), []).append(fact)
    return groups


def _in_time(facts: Iterable[Fact]) -> list[Fact]:
    return sorted(facts, key=lambda fact: (not fact.when, fact.when.sort_key if fact.when else ()))


def _key(fact: Fact, id: str) -> Key:
    if fact.subject == id:
        return fact.predicate, True, fact.link or str(fact.value)
    return fact.predicate, False, fact.subject
