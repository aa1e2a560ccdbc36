"""`TinyStore`: entities, facts, predicates and sources in the tables of a TinyDB."""

import os
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from operator import itemgetter
from typing import TYPE_CHECKING, Any, cast

from tinydb import TinyDB
from tinydb.table import Table

from cstokb.errors import StoreBusy
from cstokb.model.entity import Entity, Kind
from cstokb.model.fact import Fact, time_order
from cstokb.model.fields import Record
from cstokb.model.knowledge import FactClass, count_classes, kind_of
from cstokb.model.pattern import EVERYTHING, Pattern
from cstokb.model.predicate import Predicate
from cstokb.model.record import (
    ENTITY,
    FACT,
    PREDICATE,
    SOURCE,
    AnyNoun,
    Codec,
)
from cstokb.model.source import Source
from cstokb.store.file.document import Rows, Tables, dumps
from cstokb.store.file.prefilter import class_of_record, covers, entity_in, record_filters, sole
from cstokb.store.file.storage import BytesStorage, FileStorage
from cstokb.store.lazy_predicates import LazyPredicates
from cstokb.store.protocol import LOCK_TIMEOUT, TABLES, Change, Entry, Standalone
from cstokb.store.records import entry_from, read_record

if TYPE_CHECKING:
    from cstokb.model.names import Hit
    from cstokb.store.copying import Original, Tick
    from cstokb.store.file.index import FactIndex

CAPACITY = 10_000
"""So many facts are read in a tenth of a second."""
_MAX_SCANS = 64
"""So many questions, each filtering all records, take as long as reading all of them as facts."""
_by_key = itemgetter(0)


class RecordTable(Table):
    """A TinyDB table whose document ids are the records' own ids."""

    document_id_class = str  # type: ignore[assignment]
    default_query_cache_capacity = 0

    def rows(self) -> Mapping[str, Record]:
        """All records by id."""
        return cast("Mapping[str, Record]", self._read_table())

    def ids(self, prefix: str) -> Iterator[str]:
        """The ids with that prefix, in order."""
        rows = self.rows()
        if prefix and isinstance(rows, Rows):
            return rows.ids(prefix)
        return iter(sorted(id for id in rows if id.startswith(prefix)))

    def records(self, containing: str = "") -> Iterator[tuple[str, Record]]:
        """Pairs of id and record; those that lack the string `containing` may be left out."""
        rows = self.rows()
        if isinstance(rows, Rows):
            return rows.containing(containing) if containing else rows.records()
        return iter(rows.items())


class TinyDatabase(TinyDB):
    """A TinyDB over one of our storages, with string ids."""

    table_class = RecordTable


class TinyStore(Standalone):
    """A store in one JSON file, or in bytes. Made for at most `CAPACITY` facts.

    Nothing is read before the first question.
    """

    def __init__(self, storage: FileStorage | BytesStorage) -> None:
        self._storage = storage
        self._database = TinyDatabase(storage=lambda: storage)
        self._entities: dict[str, Entity | None] = {}
        self._predicates: LazyPredicates | None = None
        self._index: FactIndex | None = None
        self._scans = 0

    @property
    def name(self) -> str:
        """See `Store.name`."""
        return self._storage.name

    @property
    def meta(self) -> Mapping[str, Any]:
        """See `Store.meta`."""
        return self._table("meta").rows().get("store", {})

    def tables(self) -> Tables:
        """All tables, their records as they stand."""
        return self._storage.read()

    def entity(self, id: str) -> Entity | None:
        """See `Knowledge.entity`."""
        if id not in self._entities:
            self._entities[id] = self._one(ENTITY, id)
        return self._entities[id]

    def entities(
        self, kinds: Sequence[Kind] | None = None, *, prefix: str = ""
    ) -> Iterator[Entity]:
        """See `Knowledge.entities`."""
        for id in self._table("entities").ids(prefix):
            entity = self.entity(id)
            if entity and (kinds is None or entity.kind in kinds):
                yield entity

    def source(self, id: str) -> Source | None:
        """See `Knowledge.source`."""
        return self._one(SOURCE, id)

    def sources(
        self, *, url: str | None = None, ids: Collection[str] | None = None
    ) -> Iterator[Source]:
        """See `Knowledge.sources`."""
        table = self._table("sources")
        rows = table.rows()
        chosen: Iterable[tuple[str, Record]] = table.records(url or "")
        if ids is not None:
            chosen = ((id, rows[id]) for id in {*ids} if id in rows)
        for id, record in sorted(chosen, key=_by_key):
            if url is None or (url and url == record.get("url")):
                yield read_record(SOURCE, id, record)

    def predicates(self) -> Mapping[str, Predicate]:
        """See `Knowledge.predicates`."""
        if self._predicates is None:
            rows = self._table("predicates").rows()
            self._predicates = LazyPredicates(rows, partial(_predicate, rows))
        return self._predicates

    def fact(self, id: str) -> Fact | None:
        """See `Knowledge.fact`."""
        return self._one(FACT, id)

    def facts(self, pattern: Pattern = EVERYTHING, *, by_time: bool = False) -> Iterator[Fact]:
        """See `Knowledge.facts`."""
        matching = (
            fact
            for fact in self._possible_facts(pattern)
            if pattern.matches(fact, kind_of(self, fact.subject) if pattern.needs_kind else "")
        )
        return iter(sorted(matching, key=time_order)) if by_time else matching

    def count_by_class(self, pattern: Pattern = EVERYTHING) -> Mapping[FactClass, int]:
        """See `Knowledge.count_by_class`."""
        if not covers(pattern):
            return count_classes(self.facts(pattern))
        return Counter(class_of_record(record) for _, record in self._filtered(pattern))

    def count_by_subject(self, ids: Collection[str]) -> Mapping[str, int]:
        """See `Knowledge.count_by_subject`."""
        rows = self._filtered(Pattern(subjects=ids))
        return Counter(record["subject"] for _, record in rows)

    def search(self, text: str) -> "Iterator[Hit]":
        """See `Knowledge.search`."""
        # lazy: 2 ms
        from cstokb.model.names import rank

        return iter(rank(text, self.entities()))

    def sizes(self) -> Mapping[str, int]:
        """See `Store.sizes`."""
        return {name: len(self._table(name).rows()) for name in TABLES}

    @property
    def revision(self) -> int:
        """See `Store.revision`."""
        return int(self.meta.get("revision", 0))

    def changed_since_open(self) -> bool:
        """See `Store.changed_since_open`; the file was read once."""
        return False

    def over_capacity(self) -> int:
        """See `Store.over_capacity`."""
        facts = len(self._table("facts").rows())
        return facts if facts > CAPACITY else 0

    def candidates(self, table: str, prefix: str, limit: int) -> list[tuple[str, str]]:
        """See `Store.candidates`."""
        # lazy: 1 ms
        from cstokb.store.candidates import candidates_of

        return candidates_of(self, table, prefix, limit)

    def verify(self) -> None:
        """See `Store.verify`; a file is checked when it is read."""
        self._storage.read()

    def write_backup(self, path: str, tick: "Tick") -> None:
        """See `Store.write_backup`; records are copied as they stand."""
        content = dumps(self.tables())
        with open(path, "xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())

    def replace_contents(self, original: "Original", tick: "Tick", lock_timeout: float) -> None:
        """See `Store.replace_contents`; the file that goes stays beside it as `.bak`."""
        # lazy: 3 ms
        from cstokb.store.copying import tables_of

        self._storage.replace_tables(tables_of(original, tick), lock_timeout)
        self._forget()

    def apply(
        self, change: Change, *, revision: int | None = None, lock_timeout: float = LOCK_TIMEOUT
    ) -> Entry | None:
        """See `Store.apply`."""
        # lazy: 1 ms
        from cstokb.store.file.changes import apply_change

        with self._storage.locked(lock_timeout):
            self._forget()
            if revision not in (None, self.revision):
                raise StoreBusy("{} was changed meanwhile", self.name, hint="try again")
            # TinyDB's own operations write once each; a change is one write.
            tables = {name: dict(rows) for name, rows in self._storage.read().items()}
            entry = apply_change(tables, change)
            if entry:
                self._storage.write(tables)
            return entry

    def log(self) -> tuple[Entry, ...]:
        """See `Store.log`."""
        return tuple(entry_from(id, row) for id, row in sorted(self._table("log").records()))

    def _possible_facts(self, pattern: Pattern) -> Iterable[Fact]:
        """Facts among which are all that match, in order of id.

        They are filtered as records, until a question for all facts or too many questions
        make an index worth its while.
        """
        if pattern.matches_nothing:
            return ()
        self._scans += 1
        if self._index is None and pattern != EVERYTHING and self._scans <= _MAX_SCANS:
            rows = self._filtered(
                pattern, entity_in(pattern) or sole(pattern.predicates) or pattern.source or ""
            )
            return (read_record(FACT, id, record) for id, record in rows)
        if self._index is None:
            # lazy: 0.5 ms
            from cstokb.store.file.index import FactIndex

            rows = sorted(self._table("facts").records(), key=_by_key)
            self._index = FactIndex(read_record(FACT, id, record) for id, record in rows)
        return self._index.possible_facts(pattern)

    def _filtered(self, pattern: Pattern, containing: str = "") -> list[tuple[str, Record]]:
        """The records of facts that may match, in order of id; see `RecordTable.records`."""
        if pattern.matches_nothing:
            return []
        rows: Iterable[tuple[str, Record]] = self._table("facts").records(containing)
        for passes in record_filters(pattern):
            rows = [row for row in rows if passes(row[1])]
        return sorted(rows, key=_by_key)

    def _forget(self) -> None:
        self._entities.clear()
        self._predicates = self._index = None

    def _table(self, name: str) -> RecordTable:
        table = self._database.table(name)
        assert isinstance(table, RecordTable)
        return table

    def _one(self, codec: Codec[AnyNoun], id: str) -> AnyNoun | None:
        record = self._table(codec.table).rows().get(id)
        return None if record is None else read_record(codec, id, record)


def _predicate(rows: Mapping[str, Record], id: str) -> Predicate:
    return read_record(PREDICATE, id, rows[id])
