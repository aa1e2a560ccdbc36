"""`SqlStore`: entities, facts, predicates and sources in an SQL database."""

import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from heapq import merge
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from cstokb.errors import StoreBusy
from cstokb.model.batches import batches
from cstokb.model.entity import Entity, Kind
from cstokb.model.fact import Fact, by_id, time_order
from cstokb.model.knowledge import FactClass, count_classes, kind_of
from cstokb.model.pattern import EVERYTHING, Pattern
from cstokb.model.predicate import Predicate
from cstokb.model.record import Noun
from cstokb.model.source import Source
from cstokb.store.lazy_predicates import LazyPredicates
from cstokb.store.lookahead import LookaheadCache
from cstokb.store.protocol import LOCK_TIMEOUT, Change, Entry, Standalone
from cstokb.store.sql.database import PAGE, Database, Query, first_and_last, id_range
from cstokb.store.sql.meta import current_revision, read_meta
from cstokb.store.sql.rows import noun_from
from cstokb.store.sql.tables import NOUNS
from cstokb.store.sql.url import sqlite_url
from cstokb.store.sql.where import Condition, conditions, every_one, is_exact, one_of

if TYPE_CHECKING:
    from cstokb.model.names import Hit
    from cstokb.store.copying import Original, Tick

_BY_TIME = "time, subject, predicate, id"
_CHOICES = (
    *("kinds", "subjects", "predicates", "ranks"),
    *("values", "mentions", "sources", "places", "confidences"),
)
"""The fields of a pattern that name several alternatives."""


class SqlStore(Standalone):
    """A store in SQLite or PostgreSQL, good for some millions of facts.

    Answers of any length are read a page at a time. Raise `StoreForeign` or `StoreNewer`
    for a database that this program cannot read.
    """

    def __init__(self, database: Database) -> None:
        self.database = database
        self._entities = LookaheadCache[Entity](partial(nouns_by_id, database, "entities"))
        self._sources = LookaheadCache[Source](partial(nouns_by_id, database, "sources"))
        self._predicates: LazyPredicates | None = None
        self.meta: Mapping[str, str] = read_meta(database)
        self._revision = int(self.meta["revision"])

    @property
    def name(self) -> str:
        """See `Store.name`; a URL without its password."""
        return self.database.name

    def entity(self, id: str) -> Entity | None:
        """See `Knowledge.entity`."""
        return self._entities.get(id) if _is_text(id) else None

    def entities(
        self, kinds: Sequence[Kind] | None = None, *, prefix: str = ""
    ) -> Iterator[Entity]:
        """See `Knowledge.entities`."""
        if not _is_text(prefix):
            return iter(())
        parts = [] if kinds is None else [one_of("kind", tuple(kinds))]
        if prefix:
            parts.append(Condition("id >= ? and id < ?", id_range(prefix)))
        return self._nouns("entities", every_one(parts))

    def source(self, id: str) -> Source | None:
        """See `Knowledge.source`."""
        return self._sources.get(id) if _is_text(id) else None

    def sources(
        self, *, url: str | None = None, ids: Collection[str] | None = None
    ) -> Iterator[Source]:
        """See `Knowledge.sources`."""
        if not _is_text(url or ""):
            return iter(())
        parts = [] if url is None else [Condition("url = ? and url <> ''", (url,))]
        if ids is not None:
            parts.append(one_of("id", tuple(filter(_is_text, ids))))
        return self._nouns("sources", every_one(parts))

    def predicates(self) -> Mapping[str, Predicate]:
        """See `Knowledge.predicates`."""
        if self._predicates is None:
            records: dict[str, str] = dict(self.database.rows("select id, record from predicates"))
            self._predicates = LazyPredicates(records, partial(_predicate, records))
        return self._predicates

    def fact(self, id: str) -> Fact | None:
        """See `Knowledge.fact`."""
        return nouns_by_id(self.database, "facts", [id]).get(id) if _is_text(id) else None

    def facts(self, pattern: Pattern = EVERYTHING, *, by_time: bool = False) -> Iterator[Fact]:
        """See `Knowledge.facts`."""
        askable = _askable(pattern)
        if askable.matches_nothing:
            return
        order = _BY_TIME if by_time else "id"
        parts: list[Iterator[Fact]] = [
            self._nouns("facts", where, order) for where in conditions(askable, self.database)
        ]
        exact = is_exact(askable)
        for page in batches(merge(*parts, key=time_order if by_time else by_id), PAGE):
            # Whoever asks for one of them will ask for the others, too.
            self._entities.expect(page, attrgetter("mentions"))
            self._sources.expect(page, attrgetter("sources"))
            yield from page if exact else filter(partial(self._matches, askable), page)

    def _matches(self, pattern: Pattern, fact: Fact) -> bool:
        return pattern.matches(fact, kind_of(self, fact.subject) if pattern.needs_kind else "")

    def count_by_class(self, pattern: Pattern = EVERYTHING) -> Mapping[FactClass, int]:
        """See `Knowledge.count_by_class`."""
        askable = _askable(pattern)
        if not is_exact(askable):
            return count_classes(self.facts(pattern))
        classes = "predicate, rank, disputing, dating"
        counts: Counter[FactClass] = Counter()
        for where in conditions(askable, self.database):
            sql = f"select {classes}, count(*) from facts where {where.sql} group by {classes}"
            for id, rank, disputing, dating, number in self.database.rows(sql, where.values):
                counts[FactClass(id, rank, bool(disputing), dating)] += number
        return counts

    def count_by_subject(self, ids: Collection[str]) -> Mapping[str, int]:
        """See `Knowledge.count_by_subject`."""
        counts: dict[str, int] = {}
        for batch in batches(filter(_is_text, dict.fromkeys(ids)), PAGE):
            where = one_of("subject", tuple(batch))
            sql = f"select subject, count(*) from facts where {where.sql} group by subject"
            counts.update(self.database.rows(sql, where.values))
        return counts

    def search(self, text: str) -> "Iterator[Hit]":
        """See `Knowledge.search`."""
        from cstokb.store.sql.search import search  # lazy: 1 ms; an id is not searched for

        return search(self.database, text, partial(nouns_by_id, self.database, "entities"))

    def sizes(self) -> Mapping[str, int]:
        """See `Store.sizes`."""
        counted = " union all ".join(f"select '{name}', count(*) from {name}" for name in NOUNS)
        return dict(self.database.rows(counted))

    @property
    def revision(self) -> int:
        """See `Store.revision`; of when it was opened, so that later changes are seen."""
        return self._revision

    def changed_since_open(self) -> bool:
        """See `Store.changed_since_open`."""
        if self.database.snapshot_reads:
            return False
        return current_revision(self.database) != self._revision

    def apply(
        self, change: Change, *, revision: int | None = None, lock_timeout: float = LOCK_TIMEOUT
    ) -> Entry | None:
        """See `Store.apply`."""
        with self.database.writing(lock_timeout):
            self._forget()
            if revision not in (None, current_revision(self.database)):
                raise StoreBusy("{} was changed meanwhile", self.name, hint="try again")
            entry = self._write(change)
            now = current_revision(self.database)
        self._revision = now
        return entry

    def log(self) -> tuple[Entry, ...]:
        """See `Store.log`; the edits of an entry are read when they are iterated."""
        from cstokb.store.sql.changes import read_log  # lazy: 2 ms; few commands need the log

        return read_log(self.database)

    def candidates(self, table: str, prefix: str, limit: int) -> list[tuple[str, str]]:
        """See `Store.candidates`."""
        if not _is_text(prefix):
            return []
        # lazy: 0.5 ms
        from cstokb.store.candidates import record_name

        rows = first_and_last(self.database, table, prefix, limit)
        return [(id, record_name(json.loads(record))) for id, record in rows]

    def verify(self) -> None:
        """See `Store.verify`; what a server stores, it verifies itself."""
        self.database.verify()

    def write_backup(self, path: str, tick: "Tick") -> None:
        """See `Store.write_backup`; the backup is a file of SQLite's."""
        if self.database.write_copy(path):
            return
        # lazy: 2 ms; only backups of stores on a server need it
        from cstokb.store.copying import copy, original_of

        copy(original_of(self), sqlite_url(path), tick)

    def replace_contents(self, original: "Original", tick: "Tick", lock_timeout: float) -> None:
        """See `Store.replace_contents`."""
        # lazy: 2 ms; only restoring a store needs it
        from cstokb.store.copying import Copying

        copying = Copying(original, tick)
        with self.database.writing(lock_timeout):
            self._forget()
            meta = original.meta(replaced=current_revision(self.database))
            self.refill(meta, copying.records(), original.log())
            copying.compare(SqlStore(self.database))
            revision = current_revision(self.database)
        self._revision = revision

    def fill(
        self,
        meta: Mapping[str, Any],
        records: Iterable[tuple[str, Noun]],
        log: Iterable[Entry] = (),
    ) -> None:
        """Make the empty store a copy; see `bulk.fill`. The caller is `database.writing`."""
        from cstokb.store.sql.bulk import fill  # lazy: 3 ms; reading does without it

        fill(self.database, meta, records, log)

    def refill(
        self,
        meta: Mapping[str, Any],
        records: Iterable[tuple[str, Noun]],
        log: Iterable[Entry] = (),
    ) -> None:
        """Empty the store, and make it a copy as `fill` does."""
        from cstokb.store.sql.bulk import empty, fill  # lazy: 3 ms; reading does without them

        empty(self.database)
        fill(self.database, meta, records, log)

    def close(self) -> None:
        """See `Store.close`."""
        self.database.close()

    def _write(self, change: Change) -> Entry | None:
        """Make the change and log it, in the transaction that is open."""
        from cstokb.store.sql.changes import write_change  # lazy: 2 ms; reading does without it

        return write_change(self.database, change, partial(nouns_by_id, self.database))

    def _forget(self) -> None:
        self._entities.clear()
        self._sources.clear()
        self._predicates = None

    def _nouns(self, table: str, where: Condition, order: str = "id") -> Iterator[Any]:
        query = Query("id, record", table, where.sql, where.values, order)
        for id, record in self.database.stream(query):
            yield noun_from(table, id, record)


def nouns_by_id(database: Database, table: str, ids: Sequence[str]) -> dict[str, Any]:
    """The nouns of the table that have one of those ids, by id."""
    nouns: dict[str, Any] = {}
    for batch in batches(ids, PAGE):
        where = one_of("id", tuple(batch))
        rows = database.rows(f"select id, record from {table} where {where.sql}", where.values)
        nouns.update((id, noun_from(table, id, record)) for id, record in rows)
    return nouns


def _predicate(records: Mapping[str, str], id: str) -> Predicate:
    predicate: Predicate = noun_from("predicates", id, records[id])
    return predicate


def _askable(pattern: Pattern) -> Pattern:
    """The pattern without the ids that no store can hold."""
    choices = {name: getattr(pattern, name) for name in _CHOICES}
    texts: dict[str, Any] = {
        name: chosen and tuple(filter(_is_text, chosen)) for name, chosen in choices.items()
    }
    ids = (pattern.value, pattern.mention, pattern.source)
    if not all(_is_text(id or "") for id in ids):
        texts["subjects"] = ()
    return pattern._replace(
        **texts,
        every=tuple(map(_askable, pattern.every)),
        any_of=pattern.any_of and tuple(map(_askable, pattern.any_of)),
        excluded=tuple(map(_askable, pattern.excluded)),
    )


def _begins(prefix: str) -> Condition:
    """The id has that prefix."""
    return Condition("id >= ? and id < ?", (prefix, f"{prefix}\U0010ffff"))


def _is_text(text: str) -> bool:
    """Whether a store can hold it: no half of a surrogate pair stands in UTF-8."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
