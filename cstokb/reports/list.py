"""The entities of some kinds, each with its life and how much is known of it."""

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from cstokb.model.batches import batches
from cstokb.model.entity import KINDS, Entity
from cstokb.model.knowledge import Knowledge
from cstokb.reports.lifetime import Lifetime, lifetimes_of


class Listed(NamedTuple):
    """An entity, when it began and ended, and how many facts are about it."""

    entity: Entity
    life: Lifetime
    facts: int


def listing(knowledge: Knowledge, kinds: Collection[str] | None = None) -> Iterator[Listed]:
    """The entities of those kinds, or all: in order of kind, then id, as they are read."""
    for kind in KINDS:
        if kinds is None or kind in kinds:
            for some in batches(knowledge.entities((kind,))):
                yield from _listed(knowledge, some)


def _listed(knowledge: Knowledge, entities: Sequence[Entity]) -> Iterator[Listed]:
    ids = [entity.id for entity in entities]
    lived, numbers = lifetimes_of(knowledge, ids), knowledge.count_by_subject(ids)
    for entity in entities:
        yield Listed(entity, lived.get(entity.id, Lifetime()), numbers.get(entity.id, 0))
