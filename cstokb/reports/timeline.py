"""The chronicle: what happened, in order of time, one event a line."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import groupby
from typing import NamedTuple

from cstokb.model.fact import Fact
from cstokb.model.knowledge import FactClass, Knowledge
from cstokb.model.moment import Certainty
from cstokb.model.pattern import Pattern
from cstokb.model.predicate import Predicate, unknown_predicate
from cstokb.model.span import UNKNOWN, Span
from cstokb.reports.conflicts import undisputed
from cstokb.reports.lifetime import has_ended
from cstokb.reports.vocabulary import facts_where, predicate_of


class Event(NamedTuple):
    """One line: facts that differ in value or place only, the first of them leading.

    `certainty` says whether it surely falls into the period asked for.
    """

    when: Span
    certainty: Certainty
    facts: tuple[Fact, ...]


class Timeline:
    """The events by time, and how many facts are not among them, by reason.

    `events` is drawn once, and reads the facts as it is drawn: no more of them are held
    than `undisputed` takes at a time, and those of one event. The counts are of what was
    read so far: `told` events, the facts that are `minor`, `outranked` or `undated`, and
    events of what has `ended`. They are final when it is `whole`: all events are drawn.
    """

    def __init__(
        self,
        knowledge: Knowledge,
        pattern: Pattern,
        *,
        everything: bool,
        certain: bool,
        alive_on: date | None,
    ) -> None:
        self.told = self.minor = self.outranked = self.undated = self.ended = 0
        self.whole = False
        self._knowledge = knowledge
        self._pattern = pattern
        self._everything = everything
        self._certain = certain
        self._alive_on = alive_on
        self.events = self._events()

    def _events(self) -> Iterator[Event]:
        # Facts of one event are neighbours in the order of time.
        for _, facts in groupby(self._told(), key=_what_and_when):
            event = _event(facts, self._pattern)
            if self._certain and event.certainty is not Certainty.SURELY:
                continue
            if self._has_ended(event):
                self.ended += 1
            else:
                self.told += 1
                yield event
        self.whole = True

    def _told(self) -> Iterator[Fact]:
        """The facts of weight, or all, with a time, that no better one outranks."""
        if self._everything:
            facts = self._knowledge.facts(self._pattern, by_time=True)
        else:
            facts = facts_where(self._knowledge, self._pattern, _is_major, by_time=True)
        yield from self._standing(facts)
        self._count(self._knowledge.count_by_class(self._pattern))

    def _standing(self, facts: Iterable[Fact]) -> Iterator[Fact]:
        for fact in undisputed(self._knowledge, self._dated(facts)):
            self.outranked -= 1
            yield fact

    def _dated(self, facts: Iterable[Fact]) -> Iterator[Fact]:
        """The facts with a time; each counts as outranked until it stands."""
        for fact in facts:
            if fact.when and _touches(self._knowledge, fact, self._pattern):
                self.outranked += 1
                yield fact

    def _count(self, tally: Mapping[FactClass, int]) -> None:
        """Count what is not told; of most details the store need not tell more than how many."""
        predicates = self._knowledge.predicates()
        for sort, number in tally.items():
            predicate = predicates.get(sort.predicate) or unknown_predicate(sort.predicate)
            if sort.date_status == "undated":
                self.undated += number
            elif self._everything or _is_major(predicate):
                continue
            elif self._is_open(predicate, sort):
                self.minor += sum(1 for _ in self._standing(self._like(sort)))
            elif sort.rank == "deprecated" or (sort.has_contradiction and sort.rank == "normal"):
                self.outranked += number
            else:
                self.minor += number

    def _is_open(self, predicate: Predicate, sort: FactClass) -> bool:
        """Whether what becomes of such facts is not the same for all of them."""
        may_lose = predicate.one_value and sort.rank == "normal" and not sort.has_contradiction
        may_miss = predicate.shape == "event" and sort.date_status == "unended"
        return may_lose or (may_miss and self._pattern.period is not None)

    def _like(self, sort: FactClass) -> Iterator[Fact]:
        asked = self._pattern._replace(
            predicates=(sort.predicate,),
            ranks=(sort.rank,),
            date_status=sort.date_status,
            has_contradiction=sort.has_contradiction,
        )
        return self._knowledge.facts(asked)

    def _has_ended(self, event: Event) -> bool:
        on = self._alive_on
        return on is not None and has_ended(self._knowledge, event.facts[0], on)


def timeline(
    knowledge: Knowledge,
    pattern: Pattern,
    *,
    everything: bool = False,
    certain: bool = False,
    alive_on: date | None = None,
) -> Timeline:
    """The events among the facts that match, by first possible day, subject and predicate.

    Only predicates of weight `major` make the chronicle, unless `everything` is asked
    for. `certain` leaves out what merely may fall into the pattern's period,
    `alive_on` the events of what had surely ended before that day.
    """
    return Timeline(knowledge, pattern, everything=everything, certain=certain, alive_on=alive_on)


def _touches(knowledge: Knowledge, fact: Fact, pattern: Pattern) -> bool:
    """Whether it falls into the period: an event whose end nobody recorded did by its start."""
    when, period = fact.when, pattern.period
    if not period or not when or when.end != UNKNOWN or not when.starts:
        return True
    return predicate_of(knowledge, fact).shape != "event" or when.starts.last >= period.first


def _is_major(predicate: Predicate) -> bool:
    return predicate.weight == "major"


def _what_and_when(fact: Fact) -> tuple[str, str, str]:
    return fact.subject, fact.predicate, str(fact.when)


def _event(facts: Iterable[Fact], pattern: Pattern) -> Event:
    best_first = sorted(facts, key=lambda fact: (fact.rank != "preferred", fact.id))
    when = best_first[0].when
    assert when is not None
    period = pattern.period
    certainty = when.meets(period.first, period.last) if period else Certainty.SURELY
    return Event(when, certainty, tuple(best_first))
