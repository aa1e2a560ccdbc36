"""The life of an entity: the facts that begin and end its existence."""

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
from cstokb.reports.validity import interval_validity, possible_days, uncertain_interval
from cstokb.reports.vocabulary import facts_where, predicate_of


class Lifetime(NamedTuple):
    """When it began and ended, and the facts that say so; None where not known."""

    began: Moment | None = None
    ended: Moment | None = None
    beginning: Fact | None = None
    ending: Fact | None = None

    @property
    def span(self) -> Span:
        """From its beginning to its end; an end that no fact tells of has not come."""
        untold = self.ending.when.end if self.ending and self.ending.when else OPEN
        return Span(self.began or UNKNOWN, self.ended or untold)


def lifetime_of(knowledge: Knowledge, id: str) -> Lifetime:
    """The life of the entity with that id."""
    about = Pattern(subjects=[id])
    return lifetime_of_facts(knowledge, facts_where(knowledge, about, _is_bounding))


def lifetimes_of(knowledge: Knowledge, ids: Sequence[str]) -> Mapping[str, Lifetime]:
    """The lives of those of the entities whose beginning or end is told, by id."""
    about = Pattern(subjects=ids)
    return lifetimes(knowledge, facts_where(knowledge, about, _is_bounding))


def lifetimes(knowledge: Knowledge, facts: Iterable[Fact]) -> Mapping[str, Lifetime]:
    """The lives of those whose beginning or end the facts tell, by id."""
    said: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        if _is_bounding(predicate_of(knowledge, fact)):
            said[fact.subject].append(fact)
    return {id: lifetime_of_facts(knowledge, bounds) for id, bounds in said.items()}


def lifetime_of_facts(knowledge: Knowledge, facts: Iterable[Fact]) -> Lifetime:
    """The life that the facts of one subject tell.

    The earliest beginning and the latest end count, preferred ones before others.
    """
    dated = [f for f in facts if f.when and _is_bounding(predicate_of(knowledge, f))]
    lost = outranked(dated, knowledge.predicates())
    standing = sorted((f for f in dated if f.id not in lost), key=_order)
    beginning = next((f for f in standing if predicate_of(knowledge, f).begins), None)
    endings = [f for f in standing if predicate_of(knowledge, f).ends]
    best = [fact for fact in endings if fact.rank == "preferred"] or endings
    ending = best[-1] if best else None
    return Lifetime(
        beginning.when.starts if beginning and beginning.when else None,
        ending.when.ends if ending and ending.when else None,
        beginning,
        ending,
    )


def has_ended(knowledge: Knowledge, fact: Fact, on: date) -> bool:
    """Whether what the fact began was surely over before that day.

    An event that is its subject's whole existence (a session) has no end of this sort.
    """
    return ended_before(end_dates(knowledge, [fact]).get(fact.id), on)


def end_dates(knowledge: Knowledge, facts: Iterable[Fact]) -> Mapping[str, Moment]:
    """When that ended which the facts began, by fact; what has no known end is missing."""
    found: dict[str, Moment] = {}
    beginning = (f for f in facts if predicate_of(knowledge, f).existence == "begins")
    for batch in batches(beginning):
        lived = lifetimes_of(knowledge, [*dict.fromkeys(fact.subject for fact in batch)])
        ended = ((fact.id, lived.get(fact.subject, Lifetime()).ended) for fact in batch)
        found.update((id, end) for id, end in ended if end)
    return found


def ended_before(end: Moment | None, on: date) -> bool:
    """Whether the end was surely before that day."""
    return end is not None and possible_days(end)[1] < on


def existed(lived: Lifetime, period: Period, *, reading: str = "any") -> Certainty:
    """Whether what lived so existed in the period, on some or on every day of it.

    Without a known beginning it possibly did, at any time before its end.
    """
    return interval_validity(uncertain_interval(lived.span), period, reading).certainty


def _is_bounding(predicate: Predicate) -> bool:
    return predicate.existence != "none"


def _order(fact: Fact) -> tuple[object, ...]:
    assert fact.when is not None
    return (fact.rank != "preferred", *fact.when.sort_key)
