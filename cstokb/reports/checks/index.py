"""The census: which entities and sources there are, as checks of other records ask."""

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

Word = TypeVar("Word")


class IdTable(Generic[Word]):
    """Ids, each with one word about it, and whether it was marked."""

    def __init__(self, words: MutableSequence[Word]) -> None:
        self._numbers = HashIds()
        self._ids = CompactTexts()
        self._words = words
        self._marks = bytearray()
        # Several checks ask for what the same facts mention.
        self._lately = lru_cache(1024)(self._numbers.find)

    def add(self, id: str, word: Word) -> None:
        """Add an id that is not there yet."""
        if self._numbers.number(id) == len(self._ids):
            self._ids.append(id)
            self._words.append(word)
            self._marks.append(0)

    def number(self, id: str) -> int:
        """How many were entered before the id; -1 where it was not entered."""
        return self._numbers.find(id)

    def id(self, number: int) -> str:
        """The id of that number."""
        return self._ids[number]

    def word(self, id: str) -> Word | None:
        """The word about the id; None where it was not entered."""
        number = self._lately(id)
        return None if number < 0 else self._words[number]

    def mark_used(self, id: str) -> None:
        """Mark the id, if it was entered."""
        number = self._lately(id)
        if number >= 0:
            self._marks[number] = 1

    def unused(self) -> Iterator[str]:
        """The ids that nobody marked, as they were entered."""
        return (self._ids[number] for number, mark in enumerate(self._marks) if not mark)


class ReferenceIndex:
    """What there is, in some tens of bytes for each entity and source.

    They are registered as they are read, and if nobody has read them, when they are first
    asked for: no fact need be joined to its entities by a question to the store.
    """

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self.predicates = dict(knowledge.predicates())
        self.bounding = {id for id, p in self.predicates.items() if p.existence != "none"}
        self._unknown = cache(unknown_predicate)
        self._entities: IdTable[str] | None = None
        self._sources: IdTable[int] | None = None

    @property
    def entities(self) -> IdTable[str]:
        """The entities, with their kinds."""
        if self._entities is None:
            for _ in self.read_entities():
                pass
        assert self._entities is not None
        return self._entities

    @property
    def sources(self) -> IdTable[int]:
        """The sources, with the days by which they were published; see `published_by`."""
        if self._sources is None:
            for _ in self.read_sources():
                pass
        assert self._sources is not None
        return self._sources

    def read_entities(self) -> Iterator[list[Entity]]:
        """All entities, some at a time, registered before they are looked at."""
        kinds: dict[str, str] = {}
        self._entities = register = IdTable[str]([])
        for some in batches(self.knowledge.entities()):
            for entity in some:
                register.add(entity.id, kinds.setdefault(entity.kind, entity.kind))
            yield some

    def read_sources(self) -> Iterator[list[Source]]:
        """All sources, some at a time, registered before they are looked at."""
        self._sources = register = IdTable[int](array("i"))
        for some in batches(self.knowledge.sources()):
            for source in some:
                register.add(source.id, published_by(source))
            yield some

    def clear(self) -> None:
        """Drop the registers; whoever asks for one has it read again."""
        self._entities = self._sources = None

    def predicate(self, fact: Fact) -> Predicate:
        """The fact's predicate; a neutral one where there is none."""
        return self.predicates.get(fact.predicate) or self._unknown(fact.predicate)

    def kind(self, id: str) -> str | None:
        """The kind of the entity; None where there is none of that id."""
        return (self._entities or self.entities).word(id)

    def published(self, id: str) -> int | None:
        """See `published_by`; None where there is no source of that id."""
        return (self._sources or self.sources).word(id)

    def has_fact(self, id: str) -> bool:
        """Whether there is a fact of that id; few facts name others."""
        return self.knowledge.fact(id) is not None


def published_by(source: Source) -> int:
    """The last day on which it may have been published, as an ordinal; 0 where untold."""
    return source.published.last.toordinal() if source.published else 0
