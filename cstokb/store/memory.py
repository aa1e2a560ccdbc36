"""`MemoryStore`: the reference implementation, in dictionaries."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from cstokb.errors import StoreBusy
from cstokb.model.entity import Entity, Kind
from cstokb.model.fact import Fact, by_id, time_order
from cstokb.model.knowledge import FactClass, count_classes, count_subjects
from cstokb.model.names import Hit, rank
from cstokb.model.pattern import EVERYTHING, Pattern
from cstokb.model.predicate import Predicate
from cstokb.model.record import require_valid
from cstokb.model.source import Source
from cstokb.store.protocol import LOCK_TIMEOUT, TABLES, Change, Edit, Entry, Standalone, records

if TYPE_CHECKING:
    from cstokb.store.copying import Original, Tick


class MemoryStore(Standalone):
    """A store that lives as long as the process."""

    name = "a store in memory"

    def __init__(self, change: Change | None = None) -> None:
        """Hold what the change asserts, as it is: a preview shows what breaks a rule."""
        self._entities: dict[str, Entity] = {}
        self._facts: dict[str, Fact] = {}
        self._sources: dict[str, Source] = {}
        self._predicates: dict[str, Predicate] = {}
        self._log: list[Entry] = []
        self._meta: dict[str, Any] = {"revision": 0}
        if change:
            self._make(tuple(self._edits(change)), change)

    def entity(self, id: str) -> Entity | None:
        """See `Knowledge.entity`."""
        return self._entities.get(id)

    def entities(
        self, kinds: Sequence[Kind] | None = None, *, prefix: str = ""
    ) -> Iterator[Entity]:
        """See `Knowledge.entities`."""
        for id, entity in sorted(self._entities.items()):
            if id.startswith(prefix) and (kinds is None or entity.kind in kinds):
                yield entity

    def source(self, id: str) -> Source | None:
        """See `Knowledge.source`."""
        return self._sources.get(id)

    def sources(
        self, *, url: str | None = None, ids: Collection[str] | None = None
    ) -> Iterator[Source]:
        """See `Knowledge.sources`."""
        chosen = self._sources if ids is None else self._sources.keys() & {*ids}
        sources = (self._sources[id] for id in sorted(chosen))
        return (source for source in sources if url is None or url == source.url != "")

    def predicates(self) -> Mapping[str, Predicate]:
        """See `Knowledge.predicates`."""
        return dict(sorted(self._predicates.items()))

    def fact(self, id: str) -> Fact | None:
        """See `Knowledge.fact`."""
        return self._facts.get(id)

    def facts(self, pattern: Pattern = EVERYTHING, *, by_time: bool = False) -> Iterator[Fact]:
        """See `Knowledge.facts`."""
        order = time_order if by_time else by_id
        for fact in sorted(self._facts.values(), key=order):
            subject = self._entities.get(fact.subject)
            if pattern.matches(fact, subject.kind if subject else ""):
                yield fact

    def count_by_class(self, pattern: Pattern = EVERYTHING) -> Mapping[FactClass, int]:
        """See `Knowledge.count_by_class`."""
        return count_classes(self.facts(pattern))

    def count_by_subject(self, ids: Collection[str]) -> Mapping[str, int]:
        """See `Knowledge.count_by_subject`."""
        return count_subjects(self, ids)

    def search(self, text: str) -> Iterator[Hit]:
        """See `Knowledge.search`."""
        return iter(rank(text, self._entities.values()))

    def sizes(self) -> Mapping[str, int]:
        """See `Store.sizes`."""
        return {name: len(self._table(name)) for name in TABLES}

    @property
    def meta(self) -> Mapping[str, Any]:
        """See `Store.meta`."""
        return self._meta

    @property
    def revision(self) -> int:
        """See `Store.revision`."""
        return int(self._meta["revision"])

    def candidates(self, table: str, prefix: str, limit: int) -> list[tuple[str, str]]:
        """See `Store.candidates`."""
        # lazy: 1 ms
        from cstokb.store.candidates import candidates_of

        return candidates_of(self, table, prefix, limit)

    def changed_since_open(self) -> bool:
        """See `Store.changed_since_open`; nobody else has it."""
        return False

    def apply(
        self, change: Change, *, revision: int | None = None, lock_timeout: float = LOCK_TIMEOUT
    ) -> Entry | None:
        """See `Store.apply`."""
        if revision not in (None, self.revision):
            raise StoreBusy("the store was changed meanwhile", hint="try again")
        for _, noun in change.asserted():
            require_valid(noun)
        return self._make(tuple(self._edits(change)), change)

    def _make(self, edits: tuple[Edit, ...], change: Change) -> Entry | None:
        """Make the edits of the change, and log them."""
        for edit in edits:
            nouns = self._table(edit.table)
            if edit.after is None:
                del nouns[edit.id]
            else:
                nouns[edit.id] = edit.after
        if not edits:
            return None
        number = len(self._log) + 1
        entry = Entry(number, change.at, change.message, change.kind, change.of, edits)
        self._log.append(entry)
        self._meta["revision"] += 1
        return entry

    def log(self) -> tuple[Entry, ...]:
        """See `Store.log`."""
        return tuple(self._log)

    def write_backup(self, path: str, tick: "Tick") -> None:
        """See `Store.write_backup`; it becomes a TinyDB file."""
        # lazy: 20 ms
        from cstokb.store.copying import copy, original_of

        copy(original_of(self), path, tick)

    def replace_contents(self, original: "Original", tick: "Tick", lock_timeout: float) -> None:
        """See `Store.replace_contents`."""
        meta = original.meta(replaced=self.revision)
        nouns = [*records(original.store)]
        self._meta, self._log = meta, [*original.log()]
        for table in TABLES:
            self._table(table).clear()
        for table, noun in nouns:
            self._table(table)[noun.id] = noun
            tick()

    def _edits(self, change: Change) -> Iterator[Edit]:
        for table, noun in change.asserted():
            before = self._table(table).get(noun.id)
            if before != noun:
                yield Edit(table, noun.id, before, noun)
        for table, id in change.removed:
            if id in self._table(table):
                yield Edit(table, id, self._table(table)[id], None)

    def _table(self, name: str) -> dict[str, Any]:
        tables: dict[str, dict[str, Any]] = {
            "entities": self._entities,
            "facts": self._facts,
            "sources": self._sources,
            "predicates": self._predicates,
        }
        return tables[name]
