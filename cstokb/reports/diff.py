"""What changed between two days: members, posts, and what came into being or ended."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from cstokb.model.fact import Fact
from cstokb.model.knowledge import Knowledge
from cstokb.model.moment import Certainty
from cstokb.model.pattern import Pattern
from cstokb.model.period import Period
from cstokb.reports.conflicts import outranked
from cstokb.reports.holding import holding
from cstokb.reports.life import existed, life_of
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
    found: dict[Key, Certainty] = {}
    for fact in _watched(knowledge):
        certainty = holding(knowledge, fact, Period.day(day)).certainty
        key = (fact.subject, fact.predicate, fact.link)
        found[key] = max(found.get(key, Certainty.NO), certainty)
    for entity in knowledge.entities(KINDS):
        lived = life_of(knowledge, entity.id)
        found[entity.id, EXISTS, ""] = existed(lived, Period.day(day))
    return {key: certainty for key, certainty in found.items() if certainty}


def diff(knowledge: Knowledge, before: date, after: date) -> tuple[Changed, ...]:
    """What holds differently on the two days, what came in first, then by subject."""
    old, new = state(knowledge, before), state(knowledge, after)
    facts: dict[Key, list[Fact]] = {}
    for fact in _watched(knowledge):
        if any(holding(knowledge, fact, Period.day(day)).certainty for day in (before, after)):
            facts.setdefault((fact.subject, fact.predicate, fact.link), []).append(fact)
    changed = [
        Changed(
            key,
            old.get(key, Certainty.NO),
            new.get(key, Certainty.NO),
            tuple(facts.get(key) or _life_facts(knowledge, key)),
        )
        for key in old.keys() | new.keys()
        if old.get(key) != new.get(key)
    ]
    return tuple(sorted(changed, key=lambda c: (c.before - c.after, c.key[1], c.key)))


def _watched(knowledge: Knowledge) -> list[Fact]:
    watched = [p.id for p in knowledge.predicates().values() if p.role in WATCHED]
    found = [
        fact
        for predicate in watched
        for fact in knowledge.facts(Pattern(predicate=predicate))
        if fact.link
    ]
    lost = outranked(found, knowledge.predicates())
    return [fact for fact in found if fact.id not in lost]


def _life_facts(knowledge: Knowledge, key: Key) -> list[Fact]:
    facts = knowledge.facts(Pattern(subject=key[0]))
    return [
        fact
        for fact in facts
        if predicate_of(knowledge, fact).begins or predicate_of(knowledge, fact).ends
    ]
