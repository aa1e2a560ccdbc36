"""Lifetimes: when entities began and ceased to exist, by the facts that say so."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from cstokb.model.batches import batches
from cstokb.model.fact import Fact
from cstokb.model.knowledge import Knowledge
from cstokb.model.moment import Certainty, Moment
from cstokb.model.pattern import Pattern
from cstokb.model.period import Period
from cstokb.model.predicate import Predicate
from cstokb.model.span import OPEN, UNKNOWN, Span
from cstokb.reports.conflicts import outranked
from cstokb.reports.intervals import Reading, interval_validity, possible_days, uncertain_interval
from cstokb.reports.vocabulary import facts_where, predicate_of


class Lifetime(NamedTuple):
    """The facts by which an entity began and ended; None where there is none."""

    beginning: Fact | None = None
    ending: Fact | None = None

    @property
    def began(self) -> Moment | None:
        """When it began; None if that is not recorded."""
        when = self.beginning.when if self.beginning else None
        return when.starts if when else None

    @property
    def ended(self) -> Moment | None:
        """When it ended; None if it has not, or if that is not recorded."""
        when = self.ending.when if self.ending else None
        return when.ends if when else None

    @property
    def span(self) -> Span:
        """From its beginning to its end, which is open if no fact ends it."""
        when = self.ending.when if self.ending else None
        return Span(self.began or UNKNOWN, self.ended or (when.end if when else OPEN))


def lifetime_of(knowledge: Knowledge, id: str) -> Lifetime:
    """The lifetime of the entity."""
    facts = facts_where(knowledge, Pattern(subjects=[id]), _delimits_existence)
    return lifetime_of_facts(knowledge, facts)


class Lives:
    """The lifetimes of a knowledge that one answer asks for, each read once."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._lives: dict[str, Lifetime] = {}

    def of(self, id: str) -> Lifetime:
        """See `lifetime_of`."""
        if id not in self._lives:
            self._lives[id] = lifetime_of(self._knowledge, id)
        return self._lives[id]


def lifetimes_of(knowledge: Knowledge, ids: Sequence[str]) -> Mapping[str, Lifetime]:
    """The lifetimes of the entities, by id; one without a recorded beginning or end is missing."""
    about = Pattern(subjects=ids)
    return lifetimes(knowledge, facts_where(knowledge, about, _delimits_existence))


def lifetimes(knowledge: Knowledge, facts: Iterable[Fact]) -> Mapping[str, Lifetime]:
    """The lifetimes of the subjects that the facts begin or end, by id."""
    by_subject: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        if _delimits_existence(predicate_of(knowledge, fact)):
            by_subject[fact.subject].append(fact)
    return {id: lifetime_of_facts(knowledge, group) for id, group in by_subject.items()}


def lifetime_of_facts(knowledge: Knowledge, facts: Iterable[Fact]) -> Lifetime:
    """The lifetime by these facts, which have one subject.

    The earliest beginning and the latest end count, preferred ones before others.
    """
    dated = [f for f in facts if f.when and _delimits_existence(predicate_of(knowledge, f))]
    outranked_ids = outranked(dated, knowledge.predicates())
    candidates = sorted((f for f in dated if f.id not in outranked_ids), key=_order)
    beginnings = [f for f in candidates if predicate_of(knowledge, f).begins]
    endings = [f for f in candidates if predicate_of(knowledge, f).ends]
    preferred_endings = [f for f in endings if f.rank == "preferred"]
    return Lifetime(
        next(iter(beginnings), None), next(reversed(preferred_endings or endings), None)
    )


def has_ended(knowledge: Knowledge, fact: Fact, on: date) -> bool:
    """Whether what the fact began had surely ended before that day.

    Not if the fact is its subject's whole existence, as that of a session.
    """
    return ended_before(end_dates(knowledge, [fact]).get(fact.id), on)


def end_dates(knowledge: Knowledge, facts: Iterable[Fact]) -> Mapping[str, Moment]:
    """The ends of what the facts began, by fact id.

    A fact is missing if it begins nothing, or begins and ends it, or no end is recorded.
    """
    dates: dict[str, Moment] = {}
    beginnings = (f for f in facts if predicate_of(knowledge, f).existence == "begins")
    for batch in batches(beginnings):
        by_id = lifetimes_of(knowledge, [*dict.fromkeys(fact.subject for fact in batch)])
        ended = ((fact.id, by_id.get(fact.subject, Lifetime()).ended) for fact in batch)
        dates.update((id, end) for id, end in ended if end)
    return dates


def ended_before(end: Moment | None, on: date) -> bool:
    """Whether there is an end, and it was surely before that day."""
    return end is not None and possible_days(end)[1] < on


def existed(lifetime: Lifetime, period: Period, *, reading: Reading = "any") -> Certainty:
    """Whether an entity with that lifetime existed in the period, on some or every day of it.

    Without a recorded beginning it possibly did, at any time before its end.
    """
    return interval_validity(uncertain_interval(lifetime.span), period, reading).certainty


def _delimits_existence(predicate: Predicate) -> bool:
    return predicate.existence != "none"


def _order(fact: Fact) -> tuple[object, ...]:
    assert fact.when is not None
    return (fact.rank != "preferred", *fact.when.sort_key)
