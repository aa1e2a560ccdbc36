"""What changed between two days: members, posts, and what came into being or ended."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from cstokb.model.batches import batches
from cstokb.model.fact import Fact
from cstokb.model.knowledge import Knowledge
from cstokb.model.moment import Certainty
from cstokb.model.pattern import EVERYTHING, Pattern
from cstokb.model.period import Period
from cstokb.reports.conflicts import outranked
from cstokb.reports.lifetime import Lifetime, existed, lifetimes_of
from cstokb.reports.validity import validity_of
from cstokb.reports.vocabulary import facts_where

WATCHED = ("membership", "office")
KINDS = ("body", "force")
EXISTS = ""
"""The predicate of a key that says that its subject exists."""

Key = tuple[str, str, str]
"""Subject, predicate and value."""

Days = tuple[Period, Period]


class Changed(NamedTuple):
    """One thing that holds otherwise on the second day; `facts` say why."""

    key: Key
    before: Certainty
    after: Certainty
    facts: tuple[Fact, ...]


def diff(knowledge: Knowledge, before: date, after: date) -> tuple[Changed, ...]:
    """What holds differently on the two days, what came in first, then by subject.

    All that is watched is read, and what does not differ is not held.
    """
    days = Period.day(before), Period.day(after)
    changed = [*_held(knowledge, days), *_existed(knowledge, days)]
    return tuple(sorted(changed, key=lambda c: (c.before - c.after, c.key[1], c.key)))


def _held(knowledge: Knowledge, days: Days) -> Iterator[Changed]:
    """Memberships and posts that differ: those of which a fact does, looked at as a whole."""
    watched = facts_where(knowledge, EVERYTHING, lambda one: one.role in WATCHED)
    differing = (fact for fact in watched if fact.link and _differs(knowledge, fact, days))
    for key in dict.fromkeys(map(_key, differing)):
        told = [(fact, _answers(knowledge, fact, days)) for fact in _accounts(knowledge, key)]
        old, new = (max((each[at] for _, each in told), default=Certainty.NO) for at in (0, 1))
        if old != new:
            yield Changed(key, old, new, tuple(fact for fact, each in told if any(each)))


def _existed(knowledge: Knowledge, days: Days) -> Iterator[Changed]:
    """Bodies and forces that came into being or ended."""
    for some in batches(knowledge.entities(KINDS)):
        lived = lifetimes_of(knowledge, [entity.id for entity in some])
        for entity in some:
            old, new = (existed(lived.get(entity.id, Lifetime()), day) for day in days)
            if old != new:
                key = (entity.id, EXISTS, "")
                yield Changed(key, old, new, tuple(_life_facts(knowledge, key)))


def _differs(knowledge: Knowledge, fact: Fact, days: Days) -> bool:
    old, new = _answers(knowledge, fact, days)
    return old != new


def _answers(knowledge: Knowledge, fact: Fact, days: Days) -> tuple[Certainty, ...]:
    return tuple(validity_of(knowledge, fact, day).certainty for day in days)


def _accounts(knowledge: Knowledge, key: Key) -> list[Fact]:
    """The facts that tell of it and that no better one outranks."""
    subject, predicate, link = key
    said = list(knowledge.facts(Pattern(subjects=[subject], predicates=[predicate])))
    lost = outranked((fact for fact in said if fact.link), knowledge.predicates())
    return [fact for fact in said if fact.link == link and fact.id not in lost]


def _key(fact: Fact) -> Key:
    return fact.subject, fact.predicate, fact.link


def _life_facts(knowledge: Knowledge, key: Key) -> list[Fact]:
    about = Pattern(subjects=[key[0]])
    return list(facts_where(knowledge, about, lambda one: one.begins or one.ends))
