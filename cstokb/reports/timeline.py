"""The timeline: what happened, in order of time."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from heapq import merge
from itertools import groupby
from typing import Literal, NamedTuple

from cstokb.model.fact import Fact, time_order
from cstokb.model.knowledge import FactClass, Knowledge, class_of
from cstokb.model.moment import Certainty
from cstokb.model.pattern import Pattern
from cstokb.model.period import Period
from cstokb.model.predicate import Predicate, unknown_predicate
from cstokb.model.span import Span
from cstokb.reports.conflicts import with_outranked
from cstokb.reports.lifetime import Lives, has_ended
from cstokb.reports.limits import can_reach
from cstokb.reports.vocabulary import facts_where, predicate_of

Omission = Literal["undated", "outranked", "impossible", "minor", "ended"]
"""Why something is left out: a fact without a time, one that a better fact outranks, one
that cannot be in the period for what limits it, one of a minor predicate; or an event of
what has ended since."""


class Event(NamedTuple):
    """What happened to a subject at one time: facts that differ in value or place only."""

    when: Span
    certainty: Certainty
    """Whether it falls into the period asked about."""
    facts: tuple[Fact, ...]
    """Preferred ones first; the first stands for the event."""


class Timeline:
    """The events among the facts that match, by first possible day, subject and predicate.

    Those that began before the pattern's period, and merely last into it, come last.
    Only predicates of weight `major` make events, unless `everything` is asked for.
    `certain` leaves out events that merely may fall into the pattern's period, `alive_on`
    those of what had surely ended before that day. `joined` are facts that take their time
    from others, in order of time; the pattern finds them without a time, or not at all.

    Facts are read while `events`, an iterator, is drawn; no more are held than a batch of
    `with_outranked`, the facts of one event, and the events that come last.
    """

    def __init__(
        self,
        knowledge: Knowledge,
        pattern: Pattern,
        *,
        everything: bool = False,
        certain: bool = False,
        alive_on: date | None = None,
        joined: Iterable[Fact] = (),
    ) -> None:
        self._knowledge = knowledge
        self._lives = Lives(knowledge)
        self._pattern = pattern
        self._everything = everything
        self._certain = certain
        self._alive_on = alive_on
        self._joined = joined
        self.events = self._events()
        self.count = 0
        """How many events were drawn so far."""
        self.omitted = Counter[Omission]()
        """How many facts, or events of what has ended, were left out so far."""
        self.complete = False
        """Whether all events were drawn."""

    def began_before(self, event: Event) -> bool:
        """Whether it surely began before the period that is asked about."""
        period, start = self._pattern.period, event.when.starts
        return period is not None and start is not None and start.last < period.first

    def _events(self) -> Iterator[Event]:
        lasting: list[Event] = []
        for event in self._by_time():
            if self.began_before(event):
                lasting.append(event)
            else:
                yield event
        yield from lasting
        self.complete = True

    def _by_time(self) -> Iterator[Event]:
        # Facts of one event are neighbours in the order of time.
        for _, facts in groupby(self._facts(), key=_event_key):
            event = _event(facts, self._pattern)
            if self._certain and event.certainty is not Certainty.SURELY:
                continue
            if self._has_ended(event):
                self.omitted["ended"] += 1
            else:
                self.count += 1
                yield event

    def _facts(self) -> Iterator[Fact]:
        """The facts that make events, by time; the others are counted."""
        if self._everything:
            yield from self._undisputed(self._with_joined())
        else:
            major = facts_where(self._knowledge, self._pattern, _is_major, by_time=True)
            yield from self._undisputed(major)
            self._count_minor()

    def _with_joined(self) -> Iterator[Fact]:
        joined = sorted(self._joined, key=time_order)
        ids = {fact.id for fact in joined}
        facts = self._knowledge.facts(self._pattern, by_time=True)
        yield from merge((f for f in facts if f.id not in ids), joined, key=time_order)

    def _undisputed(self, facts: Iterable[Fact]) -> Iterator[Fact]:
        """The facts with a time in the period that no better one outranks; others are counted."""
        for fact, is_outranked in with_outranked(self._knowledge, facts):
            if not self._can_be_then(fact):
                self.omitted["impossible"] += 1
            elif fact.when is None:
                self.omitted["undated"] += 1
            elif is_outranked:
                self.omitted["outranked"] += 1
            else:
                yield fact

    def _can_be_then(self, fact: Fact) -> bool:
        period = self._pattern.period
        return period is None or can_reach(self._knowledge, fact, period, self._lives)

    def _count_minor(self) -> None:
        """Count the facts of minor predicates; most classes need only COUNT(*)."""
        predicates = self._knowledge.predicates()
        for fact_class, number in self._knowledge.count_by_class(self._pattern).items():
            id = fact_class.predicate
            predicate = predicates.get(id) or unknown_predicate(id)
            if _is_major(predicate):
                continue
            omission = self._classify(fact_class, predicate)
            if omission:
                self.omitted[omission] += number
            else:
                facts = self._facts_of_class(fact_class)
                self.omitted["minor"] += sum(1 for _ in self._undisputed(facts))
        impossible = sum(1 for _ in self._impossible_minor())
        self.omitted["impossible"] += impossible
        self.omitted["minor"] -= impossible

    def _impossible_minor(self) -> Iterator[Fact]:
        """The facts that were counted by their class alone, and cannot be in the period."""
        period, knowledge = self._pattern.period, self._knowledge
        if period is None:
            return
        # What has no known start reaches back to the first day there is.
        earliest = self._pattern._replace(period=Period.day(date.min))
        for fact in facts_where(knowledge, earliest, lambda p: not _is_major(p)):
            counted = self._classify(class_of(fact), predicate_of(knowledge, fact)) == "minor"
            meets = fact.when is not None and fact.when.last >= period.first
            if counted and meets and not can_reach(knowledge, fact, period, self._lives):
                yield fact

    def _classify(self, fact_class: FactClass, predicate: Predicate) -> Omission | None:
        """Why all facts of a minor class are left out; None if that differs between them."""
        if fact_class.date_status == "undated":
            return "undated"
        unended_event = predicate.shape == "event" and fact_class.date_status == "unended"
        if unended_event and self._pattern.period:
            return None
        is_normal = fact_class.rank == "normal"
        if fact_class.rank == "deprecated" or (is_normal and fact_class.has_contradiction):
            return "outranked"
        return None if is_normal and predicate.one_value else "minor"

    def _facts_of_class(self, fact_class: FactClass) -> Iterator[Fact]:
        pattern = self._pattern._replace(
            predicates=(fact_class.predicate,),
            ranks=(fact_class.rank,),
            date_status=fact_class.date_status,
            has_contradiction=fact_class.has_contradiction,
        )
        return self._knowledge.facts(pattern)

    def _has_ended(self, event: Event) -> bool:
        on = self._alive_on
        return on is not None and has_ended(self._knowledge, event.facts[0], on)


def _is_major(predicate: Predicate) -> bool:
    return predicate.weight == "major"


def _event_key(fact: Fact) -> tuple[str, str, str]:
    return fact.subject, fact.predicate, str(fact.when)


def _event(facts: Iterable[Fact], pattern: Pattern) -> Event:
    best_first = sorted(facts, key=lambda fact: (fact.rank != "preferred", fact.id))
    when = best_first[0].when
    assert when is not None
    period = pattern.period
    certainty = when.meets(period.first, period.last) if period else Certainty.SURELY
    return Event(when, certainty, tuple(best_first))
