"""`ReferenceIndex`: which entities and sources exist, for checks of the records that name them."""

from array import array
from collections.abc import Iterator, MutableSequence
from functools import cache, lru_cache
from typing import Generic, TypeVar

from cstokb.model.batches import batches
from cstokb.model.compact import CompactTexts, HashIds
from cstokb.model.entity import Entity
from cstokb.model.fact import Fact
from cstokb.model.knowledge import Knowledge
from cstokb.model.predicate import Predicate, unknown_predicate
from cstokb.model.source import Source

Value = TypeVar("Value")


class IdTable(Generic[Value]):
    """Ids in the order they were added, each with a value and a mark for being used."""

    def __init__(self, values: MutableSequence[Value]) -> None:
        self._numbers = HashIds()
        self._ids = CompactTexts()
        self._values = values
        self._used = bytearray()
        # Several checks look up the ids of the same few facts.
        self._cached_number = lru_cache(1024)(self._numbers.find)

    def add(self, id: str, value: Value) -> None:
        """Add the id with its value, unless it is there already."""
        if self._numbers.number(id) == len(self._ids):
            self._ids.append(id)
            self._values.append(value)
            self._used.append(0)

    def number(self, id: str) -> int:
        """How many ids were added before this one; -1 if it was not added."""
        return self._numbers.find(id)

    def id(self, number: int) -> str:
        """The id with that number."""
        return self._ids[number]

    def value(self, id: str) -> Value | None:
        """The value of the id; None if it was not added."""
        number = self._cached_number(id)
        return None if number < 0 else self._values[number]

    def mark_used(self, id: str) -> None:
        """Mark the id as used, if it was added."""
        number = self._cached_number(id)
        if number >= 0:
            self._used[number] = 1

    def unused(self) -> Iterator[str]:
        """The ids that were not marked as used, in the order they were added."""
        return (self._ids[number] for number, used in enumerate(self._used) if not used)


class ReferenceIndex:
    """Ids of entities with their kinds and of sources with their dates, some tens of bytes each.

    Filled while the records are scanned, or at the first look-up if nobody scans them:
    so no fact costs a query for its entities or sources.
    """

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self.predicates = dict(knowledge.predicates())
        self.existence_predicates = {
            id for id, predicate in self.predicates.items() if predicate.existence != "none"
        }
        """The ids of predicates that begin or end their subject."""
        self._unknown = cache(unknown_predicate)
        self.merged: dict[str, str] = {}
        """What was merged away, with what it was merged into."""
        self._entities: IdTable[str] | None = None
        self._sources: IdTable[int] | None = None

    @property
    def entities(self) -> IdTable[str]:
        """All entities, with their kinds."""
        if self._entities is None:
            for _ in self.read_entities():
                pass
        assert self._entities is not None
        return self._entities

    @property
    def sources(self) -> IdTable[int]:
        """All sources, with the day `published_by` gives."""
        if self._sources is None:
            for _ in self.read_sources():
                pass
        assert self._sources is not None
        return self._sources

    def read_entities(self) -> Iterator[list[Entity]]:
        """All entities in batches, each added to the index before it is yielded."""
        kinds: dict[str, str] = {}
        self._entities = table = IdTable[str]([])
        for batch in batches(self.knowledge.entities()):
            for entity in batch:
                table.add(entity.id, kinds.setdefault(entity.kind, entity.kind))
                if entity.merged_into:
                    self.merged[entity.id] = entity.merged_into
            yield batch

    def read_sources(self) -> Iterator[list[Source]]:
        """All sources in batches, each added to the index before it is yielded."""
        self._sources = table = IdTable[int](array("i"))
        for batch in batches(self.knowledge.sources()):
            for source in batch:
                table.add(source.id, published_by(source))
            yield batch

    def clear(self) -> None:
        """Free the tables; the next look-up reads them again."""
        self._entities = self._sources = None

    def predicate(self, fact: Fact) -> Predicate:
        """The fact's predicate, or `unknown_predicate` if the vocabulary lacks it."""
        return self.predicates.get(fact.predicate) or self._unknown(fact.predicate)

    def kind(self, id: str) -> str | None:
        """The kind of the entity; None if there is none with that id."""
        return (self._entities or self.entities).value(id)

    def merged_into(self, id: str) -> str:
        """The id of what the entity was merged into; empty if it was not merged away."""
        if self._entities is None:
            self._entities = self.entities
        return self.merged.get(id, "")

    def published(self, id: str) -> int | None:
        """The day `published_by` gives; None if there is no source with that id."""
        return (self._sources or self.sources).value(id)

    def has_fact(self, id: str) -> bool:
        """Whether there is a fact with that id: one query, but few facts name others."""
        return self.knowledge.fact(id) is not None


def published_by(source: Source) -> int:
    """The last day it may have been published on, as a proleptic ordinal; 0 if undated."""
    return source.published.last.toordinal() if source.published else 0
