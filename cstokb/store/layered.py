"""`LayeredStore`: a user's own records on top of the shipped ones."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from heapq import merge
from itertools import groupby
from operator import attrgetter
from typing import TypeVar

from cstokb.model.entity import Entity
from cstokb.model.fact import Fact, by_id, time_order
from cstokb.model.knowledge import FactClass, count_classes, count_subjects
from cstokb.model.names import Hit, hit_order
from cstokb.model.pattern import EVERYTHING, Pattern
from cstokb.model.predicate import Predicate
from cstokb.model.source import Source
from cstokb.store.protocol import LOCK_TIMEOUT, Change, Entry, Store, existing, records

Noun = TypeVar("Noun", Entity, Source)


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

    def entities(
        self, kinds: Collection[str] | None = None, *, prefix: str = ""
    ) -> Iterator[Entity]:
        """See `Knowledge.entities`."""
        # Above, it may be of another kind.
        lower = (
            entity
            for entity in self.lower.entities(kinds, prefix=prefix)
            if kinds is None or not self.upper.entity(entity.id)
        )
        return _union(self.upper.entities(kinds, prefix=prefix), lower)

    def source(self, id: str) -> Source | None:
        """See `Knowledge.source`."""
        return self.upper.source(id) or self.lower.source(id)

    def sources(
        self, *, url: str | None = None, ids: Collection[str] | None = None
    ) -> Iterator[Source]:
        """See `Knowledge.sources`."""
        # Above, it may have another address.
        below = self.lower.sources(url=url, ids=ids)
        lower = (one for one in below if url is None or not self.upper.source(one.id))
        return _union(self.upper.sources(url=url, ids=ids), lower)

    def predicates(self) -> Mapping[str, Predicate]:
        """See `Knowledge.predicates`."""
        # Reports ask for them with every fact.
        if self._predicates is None:
            union = {**self.lower.predicates(), **self.upper.predicates()}
            self._predicates = dict(sorted(union.items()))
        return self._predicates

    def fact(self, id: str) -> Fact | None:
        """See `Knowledge.fact`."""
        return self.upper.fact(id) or self.lower.fact(id)

    def facts(self, pattern: Pattern = EVERYTHING, *, by_time: bool = False) -> Iterator[Fact]:
        """See `Knowledge.facts`."""
        upper = self._matching(self.upper, pattern, by_time=by_time)
        lower = (
            fact
            for fact in self._matching(self.lower, pattern, by_time=by_time)
            if not self.upper.fact(fact.id)
        )
        return merge(upper, lower, key=time_order if by_time else by_id)

    def count_by_class(self, pattern: Pattern = EVERYTHING) -> Mapping[FactClass, int]:
        """See `Knowledge.count_by_class`."""
        return count_classes(self.facts(pattern))

    def count_by_subject(self, ids: Collection[str]) -> Mapping[str, int]:
        """See `Knowledge.count_by_subject`."""
        return count_subjects(self, ids)

    def search(self, text: str) -> Iterator[Hit]:
        """See `Knowledge.search`."""
        below = (hit for hit in self.lower.search(text) if not self.upper.entity(hit.entity.id))
        return merge(self.upper.search(text), below, key=hit_order)

    def sizes(self) -> Mapping[str, int]:
        """See `Store.sizes`."""
        sizes = dict(self.upper.sizes())
        for table, noun in records(self.lower):
            sizes[table] += existing(self.upper, table, noun.id) is None
        return sizes

    @property
    def revision(self) -> int:
        """See `Store.revision`; that of the upper store."""
        return self.upper.revision

    def changed_since_open(self) -> bool:
        """See `Store.changed_since_open`; the shipped facts stay."""
        return self.upper.changed_since_open()

    def apply(
        self, change: Change, *, revision: int | None = None, lock_timeout: float = LOCK_TIMEOUT
    ) -> Entry | None:
        """See `Store.apply`."""
        self._predicates = None
        return self.upper.apply(change, revision=revision, lock_timeout=lock_timeout)

    def log(self) -> tuple[Entry, ...]:
        """See `Store.log`; the shipped facts have none."""
        return self.upper.log()

    def _matching(self, store: Store, pattern: Pattern, *, by_time: bool) -> Iterator[Fact]:
        """The facts of one layer that match by the kinds that both know."""
        kinds = pattern.kinds
        facts = store.facts(pattern._replace(kinds=None), by_time=by_time)
        if kinds is None:
            return facts
        return (fact for fact in facts if self._kind(fact.subject) in kinds)

    def _kind(self, id: str) -> str:
        entity = self.entity(id)
        return entity.kind if entity else ""


def _union(upper: Iterable[Noun], lower: Iterable[Noun]) -> Iterator[Noun]:
    both = merge(upper, lower, key=attrgetter("id"))
    # Of equal ones, merging puts the upper first.
    return (next(nouns) for _, nouns in groupby(both, key=attrgetter("id")))
