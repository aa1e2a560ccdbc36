"""The entities of some kinds, each with its life and how much is known of it."""

from collections import defaultdict
from typing import NamedTuple

from cstokb.model.entity import KINDS, Entity
from cstokb.model.fact import Fact
from cstokb.model.knowledge import Knowledge
from cstokb.model.pattern import Pattern
from cstokb.reports.life import Life, life


class Listed(NamedTuple):
    """An entity, when it began and ended, and how many facts are about it."""

    entity: Entity
    life: Life
    facts: int


def listing(knowledge: Knowledge, kinds: tuple[str, ...] = ()) -> tuple[Listed, ...]:
    """The entities of those kinds, or all: in order of kind, then id."""
    facts: dict[str, list[Fact]] = defaultdict(list)
    for fact in knowledge.facts(Pattern(kinds=kinds)):
        facts[fact.subject].append(fact)
    found = [
        Listed(entity, life(knowledge, facts[entity.id]), len(facts[entity.id]))
        for entity in knowledge.entities(kinds)
    ]
    return tuple(sorted(found, key=lambda item: (KINDS.index(item.entity.kind), item.entity.id)))
