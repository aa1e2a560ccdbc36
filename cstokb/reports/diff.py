"""What changed between two days: members, posts, and which bodies exist."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from cstokb.model.batches import batches
from cstokb.model.entity import Kind
from cstokb.model.fact import Fact
from cstokb.model.knowledge import Knowledge
from cstokb.model.moment import Certainty
from cstokb.model.pattern import EVERYTHING, Pattern
from cstokb.model.period import Period
from cstokb.reports.conflicts import outranked
from cstokb.reports.lifetime import Lifetime, existed, lifetimes_of
from cstokb.reports.validity import validity_of
from cstokb.reports.vocabulary import facts_where

ROLES = ("membership", "office")
"""The roles of predicates whose facts are compared."""
KINDS: tuple[Kind, ...] = ("body", "force")
"""The kinds of entities whose existence is compared."""
EXISTS = ""
"""Stands for the predicate in the key of an entity's existence."""

Key = tuple[str, str, str]
"""Subject, predicate and value."""

Days = tuple[Period, Period]


class Changed(NamedTuple):
    """A statement whose certainty differs between the two days."""

    key: Key
    before: Certainty
    after: Certainty
    facts: tuple[Fact, ...]
    """The facts of one time that say what holds on the surer of the two days."""


def diff(knowledge: Knowledge, before: date, after: date) -> tuple[Changed, ...]:
    """What holds differently on the two days, what became surer first, then by key.

    All facts of `ROLES` and entities of `KINDS` are read; only those that differ are held.
    """
    days = Period.day(before), Period.day(after)
    changed = [*_changed_roles(knowledge, days), *_changed_existence(knowledge, days)]
    return tuple(sorted(changed, key=lambda c: (c.before - c.after, c.key[1], c.key)))


def _changed_roles(knowledge: Knowledge, days: Days) -> Iterator[Changed]:
    """Memberships and posts that differ, by all facts with the same key together."""
    facts = facts_where(knowledge, EVERYTHING, lambda predicate: predicate.role in ROLES)
    differing = (fact for fact in facts if fact.link and _differs(knowledge, fact, days))
    for key in dict.fromkeys(map(_key, differing)):
        answers = [(fact, _answers(knowledge, fact, days)) for fact in _accounts(knowledge, key)]
        old, new = (max((each[at] for _, each in answers), default=Certainty.NO) for at in (0, 1))
        if old != new:
            surer = int(new > old)
            deciding = [fact for fact, each in answers if each[surer] == max(old, new)]
            same_time = [fact for fact in deciding if fact.when == deciding[0].when]
            yield Changed(key, old, new, tuple(same_time))


def _changed_existence(knowledge: Knowledge, days: Days) -> Iterator[Changed]:
    """Entities of `KINDS` that came into being or ended."""
    for batch in batches(knowledge.entities(KINDS)):
        lifetimes = lifetimes_of(knowledge, [entity.id for entity in batch])
        for entity in batch:
            old, new = (existed(lifetimes.get(entity.id, Lifetime()), day) for day in days)
            if old != new:
                lifetime = lifetimes[entity.id]
                fact = (lifetime.beginning if new > old else lifetime.ending) or next(
                    filter(None, lifetime)
                )
                yield Changed((entity.id, EXISTS, ""), old, new, (fact,))


def _differs(knowledge: Knowledge, fact: Fact, days: Days) -> bool:
    old, new = _answers(knowledge, fact, days)
    return old != new


def _answers(knowledge: Knowledge, fact: Fact, days: Days) -> tuple[Certainty, ...]:
    return tuple(validity_of(knowledge, fact, day).certainty for day in days)


def _accounts(knowledge: Knowledge, key: Key) -> list[Fact]:
    """The facts with that key that no better fact outranks."""
    subject, predicate, link = key
    facts = list(knowledge.facts(Pattern(subjects=[subject], predicates=[predicate])))
    outranked_ids = outranked((fact for fact in facts if fact.link), knowledge.predicates())
    return [fact for fact in facts if fact.link == link and fact.id not in outranked_ids]


def _key(fact: Fact) -> Key:
    return fact.subject, fact.predicate, fact.link
