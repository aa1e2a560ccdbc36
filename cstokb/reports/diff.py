"""What changed between two days: members, posts, and what came into being or ended."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from cstokb.model.fact import Fact
from cstokb.model.knowledge import Knowledge
from cstokb.model.moment import Certainty
from cstokb.model.pattern import EVERYTHING, Pattern
from cstokb.model.period import Period
from cstokb.reports.conflicts import outranked
from cstokb.reports.holding import holding
from cstokb.reports.life import Life, every_life, existed
from cstokb.reports.telling import facts_where

WATCHED = ("membership", "office")
KINDS = ("body", "force")
EXISTS = ""
"""The predicate of a key that says that its subject exists."""

Key = tuple[str, str, str]
"""Subject, predicate and value."""

State = Mapping[Key, Certainty]
"""What surely or possibly holds on a day; what does not hold is missing."""


class Changed(NamedTuple):
    """One thing that holds otherwise on the second day; `facts` say why."""

    key: Key
    before: Certainty
    after: Certainty
    facts: tuple[Fact, ...]


def state(knowledge: Knowledge, day: date) -> State:
    """The memberships, posts, bodies and forces of a day."""
    answers = _answers(knowledge, _watched(knowledge), day)
    return _state(knowledge, answers, every_life(knowledge), day)


def diff(knowledge: Knowledge, before: date, after: date) -> tuple[Changed, ...]:
    """What holds differently on the two days, what came in first, then by subject."""
    watched = _watched(knowledge)
    lived = every_life(knowledge)
    answers = [_answers(knowledge, watched, day) for day in (before, after)]
    old, new = (
        _state(knowledge, told, lived, day)
        for told, day in zip(answers, (before, after), strict=True)
    )
    reasons: dict[Key, list[Fact]] = {}
    for (fact, one), (_, other) in zip(*answers, strict=True):
        if one or other:
            reasons.setdefault(_key(fact), []).append(fact)
    changed = [
        Changed(
            key,
            old.get(key, Certainty.NO),
            new.get(key, Certainty.NO),
            tuple(reasons.get(key) or _life_facts(knowledge, key)),
        )
        for key in old.keys() | new.keys()
        if old.get(key) != new.get(key)
    ]
    return tuple(sorted(changed, key=lambda c: (c.before - c.after, c.key[1], c.key)))


def _watched(knowledge: Knowledge) -> list[Fact]:
    watched = facts_where(knowledge, EVERYTHING, lambda one: one.role in WATCHED)
    found = [fact for fact in watched if fact.link]
    lost = outranked(found, knowledge.predicates())
    return [fact for fact in found if fact.id not in lost]


def _answers(
    knowledge: Knowledge, facts: Iterable[Fact], day: date
) -> list[tuple[Fact, Certainty]]:
    period = Period.day(day)
    return [(fact, holding(knowledge, fact, period).certainty) for fact in facts]


def _state(
    knowledge: Knowledge,
    answers: Iterable[tuple[Fact, Certainty]],
    lived: Mapping[str, Life],
    day: date,
) -> State:
    found: dict[Key, Certainty] = {}
    for fact, certainty in answers:
        found[_key(fact)] = max(found.get(_key(fact), Certainty.NO), certainty)
    for entity in knowledge.entities(KINDS):
        life = lived.get(entity.id, Life())
        found[entity.id, EXISTS, ""] = existed(life, Period.day(day))
    return {key: certainty for key, certainty in found.items() if certainty}


def _key(fact: Fact) -> Key:
    return fact.subject, fact.predicate, fact.link


def _life_facts(knowledge: Knowledge, key: Key) -> list[Fact]:
    about = Pattern(subject=key[0])
    return list(facts_where(knowledge, about, lambda one: one.begins or one.ends))
