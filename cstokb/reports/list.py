"""Entities by kind, each with its lifetime and how many facts are about it."""

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from cstokb.model.batches import batches
from cstokb.model.entity import KINDS, Entity
from cstokb.model.knowledge import Knowledge
from cstokb.reports.lifetime import Lifetime, lifetimes_of


class Listed(NamedTuple):
    """An entity, when it began and ended, and how many facts are about it."""

    entity: Entity
    lifetime: Lifetime
    facts: int


def listing(knowledge: Knowledge, kinds: Collection[str] | None = None) -> Iterator[Listed]:
    """The entities of those kinds, or all, by kind (in the order of `KINDS`), then id."""
    for kind in KINDS:
        if kinds is None or kind in kinds:
            for batch in batches(knowledge.entities((kind,))):
                yield from _listed(knowledge, batch)


def _listed(knowledge: Knowledge, entities: Sequence[Entity]) -> Iterator[Listed]:
    ids = [entity.id for entity in entities]
    lifetimes, numbers = lifetimes_of(knowledge, ids), knowledge.count_by_subject(ids)
    for entity in entities:
        yield Listed(entity, lifetimes.get(entity.id, Lifetime()), numbers.get(entity.id, 0))
