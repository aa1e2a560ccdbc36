"""What changed between two days: members, posts, and what came into being or ended."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from cstokb.model.fact import Fact
from cstokb.model.knowledge import Knowledge
from cstokb.model.moment import Certainty
from cstokb.model.pattern import Pattern
from cstokb.model.period import Period
from cstokb.reports.conflicts import outranked
from cstokb.reports.holding import holding
from cstokb.reports.life import Life, existed, lives
from cstokb.reports.telling import predicate_of

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
    facts = list(knowledge.facts())
    answers = _answers(knowledge, _watched(knowledge, facts), day)
    return _state(knowledge, answers, lives(knowledge, facts), day)


def diff(knowledge: Knowledge, before: date, after: date) -> tuple[Changed, ...]:
    """What holds differently on the two days, what came in first, then by subject."""
    facts = list(knowledge.facts())
    watched = _watched(knowledge, facts)
    lived = lives(knowledge, facts)
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


def _watched(knowledge: Knowledge, facts: Iterable[Fact]) -> list[Fact]:
    found = [f for f in facts if f.link and predicate_of(knowledge, f).role in WATCHED]
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
    facts = knowledge.facts(Pattern(subject=key[0]))
    return [
        fact
        for fact in facts
        if predicate_of(knowledge, fact).begins or predicate_of(knowledge, fact).ends
    ]
