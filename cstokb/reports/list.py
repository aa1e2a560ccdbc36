"""Things side by side: each with its lifetime, its facts counted, and the columns asked for."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from cstokb.model.batches import batches
from cstokb.model.entity import Entity
from cstokb.model.knowledge import Knowledge
from cstokb.model.moment import Certainty
from cstokb.model.query import Question
from cstokb.reports.columns import Column
from cstokb.reports.lifetime import Lifetime
from cstokb.reports.things import Thing, things


class Listed(NamedTuple):
    """A thing, when it began and ended, how many facts are about it, and its columns by key."""

    entity: Entity
    lifetime: Lifetime
    facts: int
    certainty: Certainty = Certainty.SURELY
    cells: Mapping[str, Any] = {}


def listing(
    knowledge: Knowledge, question: Question = Question(), columns: Sequence[Column] = ()
) -> Iterator[Listed]:
    """The things of which all words hold, by kind (in the order of `KINDS`), then id."""
    for batch in batches(things(knowledge, question)):
        yield from _listed(knowledge, batch, columns)


def _listed(
    knowledge: Knowledge, batch: Sequence[Thing], columns: Sequence[Column]
) -> Iterator[Listed]:
    numbers = knowledge.count_by_subject([thing.entity.id for thing in batch])
    cells: dict[str, dict[str, Any]] = {thing.entity.id: {} for thing in batch}
    for column in columns:
        for id, cell in column.cells(batch).items():
            cells[id] |= cell
    for entity, lifetime, certainty in batch:
        id = entity.id
        yield Listed(entity, lifetime, numbers.get(id, 0), certainty, cells[id])
