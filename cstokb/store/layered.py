"""`LayeredStore`: a user's own records on top of the shipped ones."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

from cstokb.model.entity import Entity
from cstokb.model.fact import Fact
from cstokb.model.names import Hit, rank
from cstokb.model.pattern import EVERYTHING, Pattern
from cstokb.model.predicate import Predicate
from cstokb.model.source import Source
from cstokb.store.protocol import PATIENCE, Change, Entry, Noun, Store

Kind = TypeVar("Kind", Entity, Fact, Source)


class LayeredStore:
    """The union of two stores by id: where both have a record, the upper one's counts.

    Changes go to the upper store alone.
    """

    def __init__(self, upper: Store, lower: Store) -> None:
        self.upper = upper
        self.lower = lower
        self._predicates: Mapping[str, Predicate] | None = None

    def entity(self, id: str) -> Entity | None:
        """See `Knowledge.entity`."""
        return self.upper.entity(id) or self.lower.entity(id)

    def entities(self, kinds: tuple[str, ...] = ()) -> Iterator[Entity]:
        """See `Knowledge.entities`."""
        for entity in _union(self.upper.entities(), self.lower.entities()):
            if not kinds or entity.kind in kinds:
                yield entity

    def source(self, id: str) -> Source | None:
        """See `Knowledge.source`."""
        return self.upper.source(id) or self.lower.source(id)

    def sources(self) -> Iterator[Source]:
        """See `Knowledge.sources`."""
        return _union(self.upper.sources(), self.lower.sources())

    def predicates(self) -> Mapping[str, Predicate]:
        """See `Knowledge.predicates`."""
        # Reports ask for them with every fact.
        if self._predicates is None:
            union = {**self.lower.predicates(), **self.upper.predicates()}
            self._predicates = dict(sorted(union.items()))
        return self._predicates

    def facts(self, pattern: Pattern = EVERYTHING) -> Iterator[Fact]:
        """See `Knowledge.facts`."""
        # A fact that the upper store changed must not match by its older self, and
        # its subject's kind may be known below only.
        asked = pattern._replace(kinds=()) if pattern.kinds else pattern
        for fact in _union(self.upper.facts(), self.lower.facts(asked)):
            if pattern.matches(fact, self._kind(fact.subject) if pattern.kinds else ""):
                yield fact

    def search(self, text: str) -> list[Hit]:
        """See `Knowledge.search`."""
        return rank(text, self.entities())

    @property
    def revision(self) -> int:
        """See `Store.revision`; that of the upper store."""
        return self.upper.revision

    def apply(
        self, change: Change, *, revision: int | None = None, patience: float = PATIENCE
    ) -> Entry | None:
        """See `Store.apply`."""
        self._predicates = None
        return self.upper.apply(change, revision=revision, patience=patience)

    def log(self) -> tuple[Entry, ...]:
        """See `Store.log`; the shipped facts have none."""
        return self.upper.log()

    def upper_records(self) -> tuple[tuple[str, tuple[Noun, ...]], ...]:
        """Everything in the upper store, by table."""
        return (
            ("entities", tuple(self.upper.entities())),
            ("facts", tuple(self.upper.facts())),
            ("sources", tuple(self.upper.sources())),
            ("predicates", tuple(self.upper.predicates().values())),
        )

    def _kind(self, id: str) -> str:
        entity = self.entity(id)
        return entity.kind if entity else ""


def _union(upper: Iterable[Kind], lower: Iterable[Kind]) -> Iterator[Kind]:
    found = {noun.id: noun for noun in lower}
    found.update((noun.id, noun) for noun in upper)
    return (noun for _, noun in sorted(found.items()))
