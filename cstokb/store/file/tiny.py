"""`TinyStore`: a TinyDB base of entities, facts, predicates and sources."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from tinydb import TinyDB
from tinydb.table import Table

from cstokb.errors import StoreBusy, StoreDamaged
from cstokb.model.entity import Entity
from cstokb.model.fact import Fact, by_id, time_order
from cstokb.model.fields import BadRecord, Record
from cstokb.model.knowledge import FactClass, count_classes
from cstokb.model.pattern import EVERYTHING, Pattern
from cstokb.model.predicate import Predicate
from cstokb.model.record import (
    CODECS,
    ENTITY,
    FACT,
    PREDICATE,
    SOURCE,
    AnyNoun,
    Codec,
    require_valid,
    to_record,
)
from cstokb.model.source import Source
from cstokb.store.file.document import Rows
from cstokb.store.file.prefilter import class_of_record, covers, record_filters
from cstokb.store.file.storage import BytesStorage, FileStorage
from cstokb.store.lazy_predicates import LazyPredicates
from cstokb.store.protocol import LOCK_TIMEOUT, TABLES, Change, Edit, Entry
from cstokb.store.records import entry_from, entry_record, log_id

if TYPE_CHECKING:
    from cstokb.model.names import Hit

_FEW = 64
"""So many questions, each looking through the records, take as long as reading them all."""


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
            return rows.beginning(prefix)
        return iter(sorted(id for id in rows if id.startswith(prefix)))

    def records(self, holding: str = "") -> Iterator[tuple[str, Record]]:
        """Pairs of id and record; `holding` may leave out those without that text."""
        rows = self.rows()
        if isinstance(rows, Rows):
            return rows.holding(holding) if holding else rows.records()
        return iter(rows.items())


class TinyDatabase(TinyDB):
    """A TinyDB over one of our storages, with string ids."""

    table_class = RecordTable


class TinyStore:
    """A store in one JSON file, or in bytes. Right to about 10,000 facts."""

    right_to = 10_000
    """So many facts a file holds well: reading it takes a tenth of a second."""

    def __init__(self, storage: FileStorage | BytesStorage) -> None:
        self._storage = storage
        self._database = TinyDatabase(storage=lambda: storage)
        self._entities: dict[str, Entity | None] = {}
        self._predicates: LazyPredicates | None = None
        self._mentions: dict[str, list[Fact]] | None = None
        self._asked = 0

    @property
    def name(self) -> str:
        """What the user calls it."""
        return self._storage.name

    @property
    def meta(self) -> Mapping[str, Any]:
        """What the file says of itself: format, schema, revision, base."""
        return self._table("meta").rows().get("store", {})

    def entity(self, id: str) -> Entity | None:
        """See `Knowledge.entity`."""
        if id not in self._entities:
            self._entities[id] = self._one(ENTITY, id)
        return self._entities[id]

    def entities(self, kinds: tuple[str, ...] = (), *, prefix: str = "") -> Iterator[Entity]:
        """See `Knowledge.entities`."""
        for id in self._table("entities").ids(prefix):
            entity = self.entity(id)
            if entity and (not kinds or entity.kind in kinds):
                yield entity

    def source(self, id: str) -> Source | None:
        """See `Knowledge.source`."""
        return self._one(SOURCE, id)

    def sources(self, *, url: str = "", ids: tuple[str, ...] = ()) -> Iterator[Source]:
        """See `Knowledge.sources`."""
        table = self._table("sources")
        rows = table.rows()
        some = ((id, rows[id]) for id in {*ids} if id in rows)
        for id, record in sorted(some if ids else table.records(holding=url), key=_row_id):
            if url in ("", record.get("url", "")):
                yield _read(SOURCE, id, record)

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
        found = (
            fact
            for fact in self._candidates(pattern)
            if pattern.matches(fact, self._kind(fact.subject) if pattern.kinds else "")
        )
        return iter(sorted(found, key=time_order)) if by_time else found

    def count_by_class(self, pattern: Pattern = EVERYTHING) -> Mapping[FactClass, int]:
        """See `Knowledge.count_by_class`."""
        if not covers(pattern):
            return count_classes(self.facts(pattern))
        return Counter(class_of_record(record) for _, record in self._sifted(pattern, ""))

    def count_by_subject(self, ids: Sequence[str]) -> Mapping[str, int]:
        """See `Knowledge.count_by_subject`."""
        found = self._sifted(Pattern(subjects=tuple(ids)), "") if ids else ()
        return Counter(record["subject"] for _, record in found)

    def search(self, text: str) -> "Iterator[Hit]":
        """See `Knowledge.search`."""
        # Most commands name their entity by its id.
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

    def apply(
        self, change: Change, *, revision: int | None = None, lock_timeout: float = LOCK_TIMEOUT
    ) -> Entry | None:
        """See `Store.apply`."""
        if not isinstance(self._storage, FileStorage):
            self._storage.write({})
            return None
        with self._storage.locked(lock_timeout):
            self._entities.clear()
            self._predicates = self._mentions = None
            if revision not in (None, self.revision):
                raise StoreBusy("{} was changed meanwhile", self._storage.path, hint="try again")
            # TinyDB's own operations write once each; a change is one write.
            tables = {name: dict(rows) for name, rows in self._storage.read().items()}
            edits = _merge(tables, change)
            if not edits:
                return None
            entry = _logged(tables, change, edits)
            self._storage.write(tables)
            return entry

    def log(self) -> tuple[Entry, ...]:
        """See `Store.log`."""
        return tuple(entry_from(id, row) for id, row in sorted(self._table("log").records()))

    def _candidates(self, pattern: Pattern) -> Iterable[Fact]:
        """Facts among which are all that match, by id.

        The first question that reads all facts indexes them for those that follow, and so
        do many questions that each look for their own.
        """
        alone = pattern.subjects[0] if len(pattern.subjects) == 1 else ""
        entity = pattern.mention or pattern.subject or pattern.value or alone
        self._asked += 1
        needle = entity or pattern.predicate or pattern.source
        if self._mentions is None and pattern != EVERYTHING and self._asked <= _FEW:
            return (_read(FACT, id, row) for id, row in self._sifted(pattern, needle))
        if self._mentions is None:
            self._mentions = {"": []}
            for id, record in sorted(self._table("facts").records(), key=_row_id):
                fact = _read(FACT, id, record)
                for mentioned in ("", *dict.fromkeys(fact.mentions)):
                    self._mentions.setdefault(mentioned, []).append(fact)
        if pattern.subjects and not entity:
            about = (self._mentions.get(id, ()) for id in dict.fromkeys(pattern.subjects))
            found = {fact.id: fact for facts in about for fact in facts}
            return sorted(found.values(), key=by_id)
        return self._mentions.get(entity, ())

    def _sifted(self, pattern: Pattern, needle: str) -> list[tuple[str, Record]]:
        """The records that may match, by id; `needle` stands in all that do."""
        rows: Iterable[tuple[str, Record]] = self._table("facts").records(holding=needle)
        for lets in record_filters(pattern):
            rows = [row for row in rows if lets(row[1])]
        return sorted(rows, key=_row_id)

    def _table(self, name: str) -> RecordTable:
        table = self._database.table(name)
        assert isinstance(table, RecordTable)
        return table

    def _one(self, codec: Codec[AnyNoun], id: str) -> AnyNoun | None:
        record = self._table(codec.table).rows().get(id)
        return None if record is None else _read(codec, id, record)

    def _kind(self, id: str) -> str:
        entity = self.entity(id)
        return entity.kind if entity else ""


def _row_id(row: tuple[str, Record]) -> str:
    return row[0]


def _read(codec: Codec[AnyNoun], id: str, record: Record) -> AnyNoun:
    try:
        return codec.read(id, record)
    except BadRecord as error:
        raise StoreDamaged("{}: {}", id, error) from None


def _predicate(rows: Mapping[str, Record], id: str) -> Predicate:
    return _read(PREDICATE, id, rows[id])


def _merge(tables: dict[str, dict[str, Any]], change: Change) -> list[Edit]:
    """Put the change into the tables; the records that it really changes."""
    edits: list[Edit] = []
    for table, noun in change.asserted():
        rows = tables.setdefault(table, {})
        before, after = rows.get(noun.id), to_record(noun)
        if before != after:
            require_valid(noun)
            edits.append(Edit(table, noun.id, _old(table, noun.id, before), noun))
            rows[noun.id] = after
    for table, id in change.removed:
        removed = tables.setdefault(table, {}).pop(id, None)
        if removed is not None:
            edits.append(Edit(table, id, _old(table, id, removed), None))
    return edits


def _old(table: str, id: str, record: Record | None) -> Any:
    return None if record is None else _read(CODECS[table], id, record)


def _logged(tables: dict[str, dict[str, Any]], change: Change, edits: list[Edit]) -> Entry:
    """Count the revision and remember the change in the tables, if they keep a log."""
    store = dict(tables["meta"]["store"])
    revision = int(store.get("revision", 0)) + 1
    tables["meta"]["store"] = {**store, "revision": revision}
    log = tables.setdefault("log", {})
    number = max(map(int, log), default=0) + 1
    entry = Entry(number, change.at, change.message, change.kind, change.of, tuple(edits))
    if store.get("log", True):
        log[log_id(entry)] = entry_record(entry)
    return entry
