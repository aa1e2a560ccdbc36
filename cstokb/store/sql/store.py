"""`SqlStore`: entities, facts, predicates and sources in an SQL database."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from heapq import merge
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from cstokb.errors import StoreBusy, StoreDamaged, StoreForeign, StoreNewer
from cstokb.model.batches import batches
from cstokb.model.entity import Entity
from cstokb.model.fact import Fact, by_id, time_order
from cstokb.model.knowledge import FactClass, count_classes
from cstokb.model.pattern import EVERYTHING, Pattern
from cstokb.model.predicate import Predicate
from cstokb.model.record import Noun
from cstokb.model.source import Source
from cstokb.store.lazy_predicates import LazyPredicates
from cstokb.store.protocol import LOCK_TIMEOUT, Change, Entry
from cstokb.store.records import FORMAT
from cstokb.store.sql.database import PAGE, Database, Query
from cstokb.store.sql.rows import noun_from
from cstokb.store.sql.tables import NOUNS, SCHEMA
from cstokb.store.sql.where import Condition, conditions, every_one, one_of

if TYPE_CHECKING:
    from cstokb.model.names import Hit

Kind = TypeVar("Kind")

_BY_TIME = "time, subject, predicate, id"
_MOST_KEPT = 4 * PAGE
_CHOICES = ("kinds", "subjects", "predicates", "ranks")
"""The fields of a pattern that name several, of which any one will do."""


class SqlStore:
    """A store in SQLite or PostgreSQL. Right to some millions of facts.

    Answers of any length are read a page at a time. Raise `StoreForeign` or `StoreNewer`
    for a database that this program cannot read.
    """

    def __init__(self, database: Database) -> None:
        self.database = database
        self._entities = _Kept[Entity](partial(found_by_id, database, "entities"))
        self._sources = _Kept[Source](partial(found_by_id, database, "sources"))
        self._predicates: LazyPredicates | None = None
        self.meta: Mapping[str, str] = _meta(database)
        self._revision = int(self.meta["revision"])

    @property
    def name(self) -> str:
        """What the user calls it, without a password."""
        return self.database.name

    def entity(self, id: str) -> Entity | None:
        """See `Knowledge.entity`."""
        return self._entities.get(id) if _is_text(id) else None

    def entities(self, kinds: tuple[str, ...] = (), *, prefix: str = "") -> Iterator[Entity]:
        """See `Knowledge.entities`."""
        if not _is_text(prefix):
            return iter(())
        parts = [one_of("kind", kinds)] if kinds else []
        if prefix:
            key = self.database.key(prefix)
            parts.append(Condition("id >= ? and id < ?", (key, f"{key}\U0010ffff")))
        return self._nouns("entities", every_one(parts))

    def source(self, id: str) -> Source | None:
        """See `Knowledge.source`."""
        return self._sources.get(id) if _is_text(id) else None

    def sources(self, *, url: str = "", ids: tuple[str, ...] = ()) -> Iterator[Source]:
        """See `Knowledge.sources`."""
        known = tuple(self.database.key(id) for id in ids if _is_text(id))
        if not _is_text(url) or (ids and not known):
            return iter(())
        parts = [Condition("url = ? and url <> ''", (self.database.key(url),))] if url else []
        parts += [one_of("id", known)] if known else []
        return self._nouns("sources", every_one(parts))

    def predicates(self) -> Mapping[str, Predicate]:
        """See `Knowledge.predicates`."""
        if self._predicates is None:
            rows = self.database.rows("select id, record from predicates")
            plain, text = self.database.plain, self.database.text
            records: dict[str, str] = {plain(id): text(record) for id, record in rows}
            self._predicates = LazyPredicates(records, partial(_predicate, records))
        return self._predicates

    def fact(self, id: str) -> Fact | None:
        """See `Knowledge.fact`."""
        return found_by_id(self.database, "facts", [id]).get(id) if _is_text(id) else None

    def facts(self, pattern: Pattern = EVERYTHING, *, by_time: bool = False) -> Iterator[Fact]:
        """See `Knowledge.facts`."""
        asked = _askable(pattern)
        if not asked:
            return
        order = _BY_TIME if by_time else "id"
        found: list[Iterator[Fact]] = [
            self._nouns("facts", where, order) for where in conditions(asked, self.database)
        ]
        # The indexes of words may find too much.
        doubted = Pattern(text=pattern.text, source=pattern.source)
        for page in batches(merge(*found, key=time_order if by_time else by_id), PAGE):
            # Whoever asks for one of them will ask for the others, too.
            self._entities.expect(page, attrgetter("mentions"))
            self._sources.expect(page, attrgetter("sources"))
            certain = doubted == EVERYTHING
            yield from page if certain else (f for f in page if doubted.matches(f, ""))

    def count_by_class(self, pattern: Pattern = EVERYTHING) -> Mapping[FactClass, int]:
        """See `Knowledge.count_by_class`."""
        asked = _askable(pattern)
        if not asked or pattern.text or pattern.source:
            # The indexes of words may find too much.
            return count_classes(self.facts(pattern))
        sorts, plain = "predicate, rank, disputing, dating", self.database.plain
        told: Counter[FactClass] = Counter()
        for where in conditions(asked, self.database):
            sql = f"select {sorts}, count(*) from facts where {where.sql} group by {sorts}"
            for id, rank, disputing, dating, number in self.database.rows(sql, where.values):
                told[FactClass(plain(id), rank, bool(disputing), dating)] += number
        return told

    def count_by_subject(self, ids: Sequence[str]) -> Mapping[str, int]:
        """See `Knowledge.count_by_subject`."""
        told: dict[str, int] = {}
        for some in batches(filter(_is_text, dict.fromkeys(ids)), PAGE):
            wanted = one_of("subject", tuple(map(self.database.key, some)))
            sql = f"select subject, count(*) from facts where {wanted.sql} group by subject"
            rows = self.database.rows(sql, wanted.values)
            told.update((self.database.plain(id), number) for id, number in rows)
        return told

    def search(self, text: str) -> "Iterator[Hit]":
        """See `Knowledge.search`."""
        # Most commands name their entity by its id.
        from cstokb.store.sql.search import search

        return search(self.database, text, partial(found_by_id, self.database, "entities"))

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
        # Reading does without it.
        from cstokb.store.sql.writing import write

        with self.database.writing(lock_timeout):
            self._forget()
            if revision not in (None, current_revision(self.database)):
                raise StoreBusy("{} was changed meanwhile", self.name, hint="try again")
            entry = write(self.database, change, partial(found_by_id, self.database))
            now = current_revision(self.database)
        self._revision = now
        return entry

    def log(self) -> tuple[Entry, ...]:
        """See `Store.log`; the edits of an entry are read when they are looked at."""
        # Reading does without it.
        from cstokb.store.sql.log import entries

        return entries(self.database)

    def load(self, records: Iterable[tuple[str, Noun]]) -> None:
        """Fill the empty store with records, each with its table, all or nothing.

        It makes no entry in the log.
        """
        # Reading does without it.
        from cstokb.store.sql.loading import load

        with self.database.writing(LOCK_TIMEOUT):
            self._forget()
            load(self.database, records)

    def _forget(self) -> None:
        self._entities.clear()
        self._sources.clear()
        self._predicates = None

    def _nouns(self, table: str, where: Condition, order: str = "id") -> Iterator[Any]:
        query = Query("id, record", table, where.sql, where.values, order)
        plain, text = self.database.plain, self.database.text
        for id, record in self.database.stream(query):
            yield noun_from(table, plain(id), text(record))


def found_by_id(database: Database, table: str, ids: Sequence[str]) -> dict[str, Any]:
    """The nouns of the table that have one of those ids, by id."""
    found: dict[str, Any] = {}
    for some in batches(ids, PAGE):
        wanted = one_of("id", tuple(map(database.key, some)))
        rows = database.rows(f"select id, record from {table} where {wanted.sql}", wanted.values)
        for key, record in rows:
            id = database.plain(key)
            found[id] = noun_from(table, id, database.text(record))
    return found


class _Kept(Generic[Kind]):
    """Nouns that were looked up, and the ids of those that are likely to be next.

    The first one that is looked up brings the expected ones with it: over a network, one
    question for a hundred names takes as long as one for one.
    """

    def __init__(self, find: Callable[[Sequence[str]], dict[str, Kind]]) -> None:
        self._find = find
        self._kept: dict[str, Kind | None] = {}
        self._page: Sequence[Fact] = ()
        self._ids: Callable[[Fact], tuple[str, ...]] = attrgetter("mentions")

    def expect(self, page: Sequence[Fact], ids: Callable[[Fact], tuple[str, ...]]) -> None:
        """Say whose ids are likely to be asked for; earlier expectations are given up."""
        self._page, self._ids = page, ids

    def get(self, id: str) -> Kind | None:
        """The noun with that id, or None."""
        if id not in self._kept:
            if len(self._kept) > _MOST_KEPT:
                self._kept.clear()
            expected = (one for fact in self._page for one in self._ids(fact))
            wanted = [id, *dict.fromkeys(one for one in expected if one not in self._kept)]
            self._page = ()
            found = self._find(wanted)
            self._kept.update((one, found.get(one)) for one in wanted)
        return self._kept[id]

    def clear(self) -> None:
        """Forget them."""
        self._kept.clear()
        self._page = ()


def _predicate(records: Mapping[str, str], id: str) -> Predicate:
    predicate: Predicate = noun_from("predicates", id, records[id])
    return predicate


def current_revision(database: Database) -> int:
    """How many changes the store has taken by now."""
    ((number,),) = database.rows("select value from meta where name = 'revision'")
    return int(number)


def _meta(database: Database) -> Mapping[str, str]:
    meta: dict[str, str] = dict(database.rows("select name, value from meta"))
    if meta.get("format") != FORMAT:
        raise StoreForeign("{} is no cstokb store", database.name, hint="name another with --store")
    # In a damaged file they need not be texts.
    schema, revision = str(meta.get("schema", "")), str(meta.get("revision", ""))
    if not schema.isdecimal() or not revision.isdecimal():
        raise StoreDamaged(
            "{}: the table meta is not as it was written",
            database.name,
            hint="cstokb restore FILE puts a backup in its place",
        )
    if int(schema) > SCHEMA:
        raise StoreNewer(
            "{} was written by a newer cstokb (schema {}, this one reads {})",
            database.name,
            schema,
            SCHEMA,
            hint="upgrade cstokb: pip install --upgrade cstokb",
        )
    return meta


def _askable(pattern: Pattern) -> Pattern | None:
    """The pattern without what no store can hold; None where nothing can match it."""
    asked = (pattern.subject, pattern.predicate, pattern.value, pattern.mention, pattern.source)
    choices = {name: getattr(pattern, name) for name in _CHOICES}
    texts: dict[str, Any] = {
        name: tuple(filter(_is_text, chosen)) for name, chosen in choices.items()
    }
    if not all(map(_is_text, asked)) or any(choices[name] and not texts[name] for name in texts):
        return None
    return pattern._replace(**texts)


def _is_text(text: str) -> bool:
    """Whether a store can hold it: no half of a surrogate pair stands in UTF-8."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
