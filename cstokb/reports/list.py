"""The entities of some kinds, each with its life and how much is known of it."""

from collections import Counter
from typing import NamedTuple

from cstokb.model.entity import KINDS, Entity
from cstokb.model.knowledge import Knowledge
from cstokb.model.pattern import Pattern
from cstokb.reports.life import Life, every_life


class Listed(NamedTuple):
    """An entity, when it began and ended, and how many facts are about it."""

    entity: Entity
    life: Life
    facts: int


def listing(knowledge: Knowledge, kinds: tuple[str, ...] = ()) -> tuple[Listed, ...]:
    """The entities of those kinds, or all: in order of kind, then id."""
    numbers = Counter(fact.subject for fact in knowledge.facts(Pattern(kinds=kinds)))
    lived = every_life(knowledge, kinds)
    found = [
        Listed(entity, lived.get(entity.id, Life()), numbers[entity.id])
        for entity in knowledge.entities(kinds)
    ]
    return tuple(sorted(found, key=lambda item: (KINDS.index(item.entity.kind), item.entity.id)))
