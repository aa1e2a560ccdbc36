"""`MemoryStore`: the reference implementation, in dictionaries."""

from collections.abc import Iterator, Mapping

from cstokb.model.entity import Entity
from cstokb.model.fact import Fact
from cstokb.model.names import Hit, rank
from cstokb.model.pattern import EVERYTHING, Pattern
from cstokb.model.predicate import Predicate
from cstokb.model.source import Source
from cstokb.store.protocol import Change


class MemoryStore:
    """A store that lives as long as the process."""

    def __init__(self, change: Change | None = None) -> None:
        self._entities: dict[str, Entity] = {}
        self._facts: dict[str, Fact] = {}
        self._sources: dict[str, Source] = {}
        self._predicates: dict[str, Predicate] = {}
        if change:
            self.apply(change)

    def entity(self, id: str) -> Entity | None:
        """See `Knowledge.entity`."""
        return self._entities.get(id)

    def entities(self, kinds: tuple[str, ...] = ()) -> Iterator[Entity]:
        """See `Knowledge.entities`."""
        for _, entity in sorted(self._entities.items()):
            if not kinds or entity.kind in kinds:
                yield entity

    def source(self, id: str) -> Source | None:
        """See `Knowledge.source`."""
        return self._sources.get(id)

    def sources(self) -> Iterator[Source]:
        """See `Knowledge.sources`."""
        return (source for _, source in sorted(self._sources.items()))

    def predicates(self) -> Mapping[str, Predicate]:
        """See `Knowledge.predicates`."""
        return dict(sorted(self._predicates.items()))

    def facts(self, pattern: Pattern = EVERYTHING) -> Iterator[Fact]:
        """See `Knowledge.facts`."""
        for _, fact in sorted(self._facts.items()):
            subject = self._entities.get(fact.subject)
            if pattern.matches(fact, subject.kind if subject else ""):
                yield fact

    def search(self, text: str) -> list[Hit]:
        """See `Knowledge.search`."""
        return rank(text, self._entities.values())

    def apply(self, change: Change) -> None:
        """See `Store.apply`."""
        self._entities |= {entity.id: entity for entity in change.entities}
        self._facts |= {fact.id: fact for fact in change.facts}
        self._sources |= {source.id: source for source in change.sources}
        self._predicates |= {predicate.id: predicate for predicate in change.predicates}
