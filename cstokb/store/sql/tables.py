"""The tables of a store in SQL, declared once, and what creates them in either engine."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

SCHEMA = 1
"""The layout of the tables; a later program may have a later one."""

JOURNAL = "journal"
"""The name in `meta` by which a store says that its rows lie on several nodes."""

_SQLITE_TYPES = {"text": "text", "integer": "integer", "record": "text"}
_POSTGRESQL_TYPES = {"text": 'text collate "C"', "integer": "bigint", "record": "jsonb"}


class Index(NamedTuple):
    """An index on some columns, of all rows or of those for which `where` is true."""

    name: str
    columns: str
    where: str = ""


class Table(NamedTuple):
    """A table: columns with their types, its key, its indexes.

    Types are `text` (ordered by code points), `integer`, and `record`, which is JSON. A
    table with `terms` has an index of words (see `cstokb.store.sql.terms`). `spread` is
    the column by whose hash its rows may lie on several nodes, or empty.
    """

    name: str
    columns: tuple[tuple[str, str], ...]
    key: str
    indexes: tuple[Index, ...] = ()
    terms: bool = False
    spread: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(name for name, _ in self.columns)


META = Table("meta", (("name", "text"), ("value", "text")), "name")
"""What the store says of itself: `format`, `schema`, `revision`, and if need be `base`, `log`
(whether changes are logged) and `journal`.
"""

ENTITIES = Table(
    "entities",
    (("id", "text"), ("kind", "text"), ("record", "record")),
    "id",
    (Index("entities_kind", "kind"),),
    terms=True,
    spread="id",
)
NAMES = Table(
    "names",
    (("name", "text"), ("entity", "text")),
    "name, entity",
    (Index("names_entity", "entity"),),
    spread="entity",
)
"""Everything that an entity is called, folded."""

WORDS = Table(
    "words",
    (("word", "text"), ("backwards", "text"), ("length", "integer"), ("letters", "integer")),
    "word",
    (Index("words_backwards", "backwards"), Index("words_length", "length")),
)
"""The words that names have or once had: what a word with typing errors may mean."""

FACTS = Table(
    "facts",
    (
        ("id", "text"),
        ("subject", "text"),
        ("predicate", "text"),
        ("value", "text"),
        ("place", "text"),
        ("rank", "text"),
        ("time", "text"),
        ("first_day", "integer"),
        ("last_day", "integer"),
        ("lasting", "integer"),
        ("month_day", "integer"),
        ("dating", "text"),
        ("disputing", "integer"),
        ("record", "record"),
    ),
    "id",
    (
        Index("facts_subject", "subject, predicate"),
        Index("facts_value", "value", "value <> ''"),
        Index("facts_place", "place", "place <> ''"),
        # They hold all that counting by class reads.
        Index("facts_predicate", "predicate, time, lasting, last_day, rank, disputing, dating"),
        Index("facts_preferred", "subject", "rank = 'preferred'"),
        Index("facts_time", "time"),
        Index(
            "facts_lasting",
            "first_day, last_day, predicate, rank, disputing, dating",
            "lasting = 1",
        ),
        Index("facts_month_day", "month_day", "month_day >= 0"),
        Index("facts_disputing", "id", "disputing = 1"),
    ),
    terms=True,
    spread="id",
)
SOURCES = Table(
    "sources",
    (("id", "text"), ("url", "text"), ("record", "record")),
    "id",
    (Index("sources_url", "url", "url <> ''"),),
    spread="id",
)
PREDICATES = Table("predicates", (("id", "text"), ("record", "record")), "id")
LOG = Table(
    "log",
    (
        ("number", "integer"),
        ("at", "text"),
        ("message", "text"),
        ("kind", "text"),
        ("undone", "integer"),
        ("size", "integer"),
    ),
    "number",
)
EDITS = Table(
    "edits",
    (
        ("number", "integer"),
        ("step", "integer"),
        ("noun", "text"),
        ("id", "text"),
        ("before", "record"),
        ("after", "record"),
    ),
    "number, step",
)

TABLES = (META, ENTITIES, NAMES, WORDS, FACTS, SOURCES, PREDICATES, LOG, EDITS)

NOUNS = {table.name: table for table in (ENTITIES, FACTS, SOURCES, PREDICATES)}
"""The tables of the nouns, by the names that changes have for them."""


def sqlite_statements() -> Iterator[str]:
    """What creates the tables and indexes in SQLite."""
    for table in TABLES:
        # FTS5 knows a row by its number.
        rowid = "" if table.terms or table.name == "sources" else " without rowid"
        columns = _columns(table, _SQLITE_TYPES)
        yield f"create table {table.name} ({columns}, primary key ({table.key})){rowid}"
        if table.terms:
            yield (
                f"create virtual table {table.name}_terms using fts5"
                " (terms, content='', detail=none, columnsize=0, tokenize='ascii')"
            )
    yield from index_statements().values()


def quoted(name: str) -> str:
    """The name as a statement has it, whatever characters it is of."""
    return '"' + name.replace('"', '""') + '"'


def postgresql_statements(schema: str, tables: Iterable[Table] = TABLES) -> Iterator[str]:
    """What creates the tables and their indexes in that schema, a node's or the only one's."""
    for table in tables:
        columns = postgresql_columns(table)
        name = f"{quoted(schema)}.{table.name}"
        yield f"create table {name} ({columns}, primary key ({table.key}))"
        yield from postgresql_indexes(schema, [table]).values()


def postgresql_columns(table: Table) -> str:
    """The columns as PostgreSQL's `create table` lists them."""
    terms = ", terms tsvector" if table.terms else ""
    return _columns(table, _POSTGRESQL_TYPES) + terms


def postgresql_indexes(schema: str, tables: Iterable[Table] = TABLES) -> dict[str, str]:
    """What creates the indexes in PostgreSQL, by their names."""
    statements: dict[str, str] = {}
    prefix = f"{quoted(schema)}."
    for table in tables:
        statements |= index_statements([table], prefix)
        if table.terms:
            name = f"{table.name}_terms"
            statements[name] = f"create index {name} on {prefix}{table.name} using gin (terms)"
    return statements


def index_statements(tables: Iterable[Table] = TABLES, prefix: str = "") -> dict[str, str]:
    """What creates the indexes, by their names, apart from those of words.

    `prefix` stands before the names of the tables.
    """
    return {
        index.name: f"create index {index.name} on {prefix}{table.name} ({index.columns})"
        + (f" where {index.where}" if index.where else "")
        for table in tables
        for index in table.indexes
    }


def _columns(table: Table, types: Mapping[str, str]) -> str:
    """The columns as a `create table` lists them; JSON in the log may be null."""
    nullable = {"before", "after"}
    return ", ".join(
        f"{name} {types[type]}{'' if name in nullable else ' not null'}"
        for name, type in table.columns
    )
