"""Which facts exclude each other, found without comparing each with each.

`links` yields pairs that join the same facts as all pairs of rivals would: facts are joined
by a chain of links exactly if they are joined by a chain of rivals. There are about as many
links as facts, where thousands of rivals make millions of pairs.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from heapq import heappop, heappush
from itertools import accumulate, pairwise
from operator import itemgetter

from cstokb.model.fact import Fact
from cstokb.model.predicate import Predicate
from cstokb.model.span import OPEN, Span

Predicates = Mapping[str, Predicate]

IdPair = tuple[str, str]
"""The ids of two facts of one conflict."""


def links(facts: Mapping[str, Fact], predicates: Predicates) -> Iterator[IdPair]:
    """Pairs that join the facts, given by id, which exclude each other.

    Facts do if one `contradicts` the other, or where a predicate allows one value (or one
    subject) at a time: two states that surely held on a common day, not counting a day of
    handing over; two accounts of an event that give it another time or place.
    """
    for fact in facts.values():
        yield from ((fact.id, id) for id in fact.contradicts if id in facts and id != fact.id)
    values: dict[Hashable, list[Fact]] = defaultdict(list)
    subjects: dict[Hashable, list[Fact]] = defaultdict(list)
    for fact in facts.values():
        predicate = predicates.get(fact.predicate)
        if predicate and predicate.one_value:
            values[fact.predicate, fact.subject].append(fact)
        if predicate and predicate.one_subject and fact.link:
            subjects[fact.predicate, fact.link].append(fact)
    for group in values.values():
        if predicates[group[0].predicate].shape == "state":
            yield from _state_links([(fact, fact.value) for fact in group])
        else:
            yield from _event_links(group)
    for group in subjects.values():
        yield from _state_links([(fact, fact.subject) for fact in group])


def sure_range(span: Span) -> tuple[date, date] | None:
    """The first and last day of an interval on which it surely held, apart from a last day.

    That is one of handing over. None where there is no such day, or no start.
    """
    if span.starts is None:
        return None
    first, end = span.starts.last, sure_end(span)
    return (first, end - timedelta(days=1)) if first < end else None


def sure_end(span: Span) -> date:
    """The earliest day it may have ended on: until then it surely held."""
    if span.end == OPEN:
        return date.max
    end = span.ends or span.starts
    assert end is not None
    return end.first


def _state_links(group: Iterable[tuple[Fact, Hashable]]) -> Iterator[IdPair]:
    """Links of states, each with what only one of may hold at a time."""
    begun: list[tuple[int, bool, str, Hashable, int]] = []
    days: dict[int, list[tuple[str, Hashable]]] = defaultdict(list)
    for fact, value in group:
        when = fact.when
        if when is None or when.starts is None:
            continue
        if when.end is not None:
            start, end = when.starts.last.toordinal(), sure_end(when).toordinal()
            begun.append((start, False, fact.id, value, end))
        else:
            first, last = when.first.toordinal(), when.last.toordinal()
            begun.append((first, True, fact.id, value, last))
            if first == last:
                days[first].append((fact.id, value))
    holding = _Holding()
    # What is attested for a day comes after what began then: a term may begin on it.
    for start, is_attested, id, value, end in sorted(begun, key=itemgetter(0, 1)):
        if is_attested:
            yield from ((id, other) for other in holding.join(value, end))
        else:
            if start < end:
                yield from ((id, other) for other in holding.join(value, start + 1))
            holding.add(id, value, end)
    for attested in days.values():
        yield from _all_if_several_values(attested)


def _event_links(group: Sequence[Fact]) -> Iterator[IdPair]:
    """Links of accounts of one event; two intervals that do not overlap are stages of it."""
    dated = [(fact, fact.when) for fact in group if fact.when]
    intervals = [(fact, when) for fact, when in dated if when.end is not None]
    moments = [(fact, when) for fact, when in dated if when.end is None]
    before_all, before_interval = _Earlier(dated), _Earlier(moments)
    for fact, when in moments:
        yield from before_all.joined(fact.id, when.first)
    for fact, when in intervals:
        yield from before_interval.joined(fact.id, when.first)
    holding = _Holding()
    for fact, when in sorted(intervals, key=lambda each: each[1].first):
        others = holding.join(when, when.first.toordinal())
        yield from ((fact.id, other) for other in others)
        holding.add(fact.id, when, when.last.toordinal())
    yield from _where_links(group)


def _where_links(group: Sequence[Fact]) -> Iterator[IdPair]:
    """Links of accounts that give an event two places.

    Two intervals of it are accounts of one stage only if they are the same.
    """
    stages: dict[Span, list[tuple[str, Hashable]]] = defaultdict(list)
    others: list[tuple[str, Hashable]] = []
    for fact in group:
        if fact.where and fact.when and fact.when.end is not None:
            stages[fact.when].append((fact.id, fact.where))
        elif fact.where:
            others.append((fact.id, fact.where))
    for stage in stages.values():
        yield from _all_if_several_values(stage)
    yield from _all_if_several_values(others)
    if others:
        first, where = others[0]
        several = any(each != where for _, each in others)
        every = (pair for stage in stages.values() for pair in stage)
        differing = [id for id, each in every if several or each != where]
        yield from ((first, id) for id in differing)
        if differing:
            yield from ((first, id) for id, _ in others[1:])


def _all_if_several_values(pairs: Sequence[tuple[str, Hashable]]) -> Iterator[IdPair]:
    """Links of all the ids, if the values beside them are not one."""
    if len({value for _, value in pairs}) > 1:
        yield from ((one, other) for (one, _), (other, _) in pairwise(pairs))


class Ranges:
    """Ranges of days, both ends included: which have a day in common with another one."""

    def __init__(self, ranges: Iterable[tuple[date, date]]) -> None:
        ordered = sorted(ranges)
        self._firsts = [first for first, _ in ordered]
        self._latest = [*accumulate((last for _, last in ordered), max)]

    def meet(self, first: date, last: date) -> bool:
        """Whether one of them has a day from `first` to `last`."""
        begun = bisect_right(self._firsts, last)
        return begun > 0 and self._latest[begun - 1] >= first


class _Earlier:
    """Accounts in order of their last day: those that end before another begins, joined to it."""

    def __init__(self, accounts: Iterable[tuple[Fact, Span]]) -> None:
        ordered = sorted((when.last, fact.id) for fact, when in accounts)
        self._lasts = [last for last, _ in ordered]
        self._ids = [id for _, id in ordered]
        self._joined = 1

    def joined(self, id: str, first: date) -> Iterator[IdPair]:
        """Links to all that end before that day."""
        number = bisect_left(self._lasts, first)
        if number:
            yield id, self._ids[0]
        for other in self._ids[self._joined : number]:
            yield other, self._ids[0]
        self._joined = max(self._joined, number)


class _Holding:
    """What holds up to some day, each of a value; others join it that come later.

    What was joined is kept as the two that hold longest and differ in value: whatever the
    value of the next one is, one of them is of another.
    """

    def __init__(self) -> None:
        self._by_value: dict[Hashable, list[tuple[int, str]]] = {}
        # Of each value at least one entry, with the day up to which it holds.
        self._longest: list[tuple[int, int, Hashable]] = []
        self._number = 0

    def add(self, id: str, value: Hashable, until: int) -> None:
        """Let it hold until that day."""
        heappush(self._by_value.setdefault(value, []), (-until, id))
        self._note(value)

    def join(self, value: Hashable, least: int) -> list[str]:
        """What is of another value and holds until the day `least` or longer."""
        joined: list[tuple[int, str, Hashable]] = []
        visited: set[Hashable] = set()
        while self._longest and -self._longest[0][0] >= least:
            _, _, other = heappop(self._longest)
            visited.add(other)
            heap = self._by_value[other]
            while other != value and heap and -heap[0][0] >= least:
                until, id = heappop(heap)
                joined.append((-until, id, other))
        for other in visited:
            self._note(other)
        for until, id, other in _longest_of_two_values(joined):
            self.add(id, other, until)
        return [id for _, id, _ in joined]

    def _note(self, value: Hashable) -> None:
        heap = self._by_value[value]
        if heap:
            self._number += 1
            heappush(self._longest, (heap[0][0], self._number, value))


def _longest_of_two_values(
    joined: Sequence[tuple[int, str, Hashable]],
) -> Iterator[tuple[int, str, Hashable]]:
    """The one that holds longest, and the one that does among those of other values."""
    if joined:
        first = max(joined, key=itemgetter(0))
        yield first
        others = [each for each in joined if each[2] != first[2]]
        if others:
            yield max(others, key=itemgetter(0))
