"""`LayeredStore`: a user's own records on top of the shipped ones."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from heapq import merge
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeVar

from cstokb.model.entity import Entity, Kind
from cstokb.model.fact import Fact, by_id, time_order
from cstokb.model.knowledge import FactClass, count_classes, count_subjects, existing, kind_of
from cstokb.model.names import Hit, hit_order
from cstokb.model.pattern import EVERYTHING, Pattern
from cstokb.model.predicate import Predicate
from cstokb.model.source import Source
from cstokb.store.protocol import LOCK_TIMEOUT, TABLES, Change, Entry, Store, records

if TYPE_CHECKING:
    from cstokb.store.copying import Original, Tick

Noun = TypeVar("Noun", Entity, Source)


class LayeredStore:
    """The union of two stores by id: where both have a record, the upper one's counts.

    All that is not about records is that of the upper store, and changes go there.
    """

    def __init__(self, upper: Store, lower: Store) -> None:
        self.upper = upper
        self.lower = lower
        self._predicates: Mapping[str, Predicate] | None = None

    def entity(self, id: str) -> Entity | None:
        """See `Knowledge.entity`."""
        return self.upper.entity(id) or self.lower.entity(id)

    def entities(
        self, kinds: Sequence[Kind] | None = None, *, prefix: str = ""
    ) -> Iterator[Entity]:
        """See `Knowledge.entities`."""
        # The upper store may know it as of another kind.
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
        # The upper store may know it under another address.
        below = self.lower.sources(url=url, ids=ids)
        lower = (source for source in below if url is None or not self.upper.source(source.id))
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
    def name(self) -> str:
        """See `Store.name`."""
        return self.upper.name

    @property
    def meta(self) -> Mapping[str, Any]:
        """See `Store.meta`."""
        return self.upper.meta

    @property
    def revision(self) -> int:
        """See `Store.revision`."""
        return self.upper.revision

    @property
    def writable_layer(self) -> Store:
        """See `Store.writable_layer`."""
        return self.upper

    @property
    def base_store(self) -> Store:
        """See `Store.base_store`."""
        return self.lower

    def over_capacity(self) -> int:
        """See `Store.over_capacity`; the store below is none that the user could change."""
        return self.upper.over_capacity()

    def candidates(self, table: str, prefix: str, limit: int) -> list[tuple[str, str]]:
        """See `Store.candidates`."""
        # lazy: 1 ms
        from cstokb.store.candidates import candidates_of

        return candidates_of(self, table, prefix, limit)

    def changed_since_open(self) -> bool:
        """See `Store.changed_since_open`; the store below does not change."""
        return self.upper.changed_since_open()

    def apply(
        self, change: Change, *, revision: int | None = None, lock_timeout: float = LOCK_TIMEOUT
    ) -> Entry | None:
        """See `Store.apply`; the upper store never holds what the lower one has just so."""
        self._predicates = None
        same = {
            (table, noun.id)
            for table, noun in change.asserted()
            if existing(self.lower, table, noun.id) == noun
        }
        own: dict[str, Any] = {
            table: tuple(noun for noun in getattr(change, table) if (table, noun.id) not in same)
            for table in TABLES
        }
        change = change._replace(**own, removed=(*change.removed, *same))
        return self.upper.apply(change, revision=revision, lock_timeout=lock_timeout)

    def log(self) -> tuple[Entry, ...]:
        """See `Store.log`."""
        return self.upper.log()

    def verify(self) -> None:
        """See `Store.verify`; the store below is checked when it is opened."""
        self.upper.verify()

    def write_backup(self, path: str, tick: "Tick") -> None:
        """See `Store.write_backup`."""
        self.upper.write_backup(path, tick)

    def replace_contents(self, original: "Original", tick: "Tick", lock_timeout: float) -> None:
        """See `Store.replace_contents`."""
        self._predicates = None
        self.upper.replace_contents(original, tick, lock_timeout)

    def close(self) -> None:
        """See `Store.close`."""
        self.upper.close()
        self.lower.close()

    def _matching(self, store: Store, pattern: Pattern, *, by_time: bool) -> Iterator[Fact]:
        """The facts of one store that match; kinds are those of both stores together."""
        if not pattern.needs_kind:
            return store.facts(pattern, by_time=by_time)
        facts = store.facts(_without_kinds(pattern), by_time=by_time)
        return (fact for fact in facts if pattern.matches(fact, kind_of(self, fact.subject)))


def _without_kinds(pattern: Pattern) -> Pattern:
    """A pattern that fits at least as many facts, whatever the kinds of their subjects."""
    either = pattern.any_of and tuple(map(_without_kinds, pattern.any_of))
    return pattern._replace(
        kinds=None,
        every=tuple(map(_without_kinds, pattern.every)),
        any_of=either,
        excluded=tuple(part for part in pattern.excluded if not part.needs_kind),
    )


def _union(upper: Iterable[Noun], lower: Iterable[Noun]) -> Iterator[Noun]:
    both = merge(upper, lower, key=attrgetter("id"))
    # Of equal ones, merging puts the upper first.
    return (next(nouns) for _, nouns in groupby(both, key=attrgetter("id")))
