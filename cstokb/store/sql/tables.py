"""The tables of a store in SQL, told once and written in the words of either engine."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

SCHEMA = 1
"""The layout of the tables; a later program may have a later one."""


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
        # They hold all that counting by sort looks at.
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


def index_statements(tables: Iterable[Table] = TABLES) -> Iterator[str]:
    """What makes the indexes, apart from those of words."""
    for table in tables:
        for index in table.indexes:
            where = f" where {index.where}" if index.where else ""
            yield f"create index {index.name} on {table.name} ({index.columns}){where}"


def drop_index_statements(tables: Iterable[Table] = TABLES) -> Iterator[str]:
    """What drops the indexes that `index_statements` makes."""
    return (f"drop index {index.name}" for table in tables for index in table.indexes)


def columns_text(table: Table, type_of: Callable[[str], str]) -> str:
    """The columns as a `create table` lists them; those of JSON may be empty in the log."""
    optional = {"before", "after"}
    return ", ".join(
        f"{name} {type_of(type)}{'' if name in optional else ' not null'}"
        for name, type in table.columns
    )
