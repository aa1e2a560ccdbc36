"""`Database`: a connection to an engine, in the one SQL that the store speaks.

Statements have question marks for values, which are texts and integers, and `main.` before
every table: an engine puts the schema that the store is in there, so that no table is found
by a search path. Rows are tuples.
What an engine's columns cannot hold as it is, it encodes on the way in and decodes on the
way out: a column named `record`, `before` or `after` holds JSON and is read as text.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Any, NamedTuple, Protocol

from cstokb.store.sql.tables import Table

Row = tuple[Any, ...]

PAGE = 2_000
"""So many rows of a long answer are held at a time."""


class Query(NamedTuple):
    """A question about one table whose answer may be long."""

    columns: str
    table: str
    where: str
    values: tuple[Any, ...]
    order: str

    @property
    def sql(self) -> str:
        """The whole statement."""
        return self.selecting(self.columns)

    def selecting(self, columns: str) -> str:
        """The statement with other columns in its answer."""
        return f"select {columns} from main.{self.table} where {self.where} order by {self.order}"


class NewRow(NamedTuple):
    """A row to be written, and the terms under which it is found."""

    row: Row
    terms: Sequence[str] = ()

    def encoded(self, table: Table, encode: Callable[[str], str]) -> Row:
        """The row of that table, its JSON as `encode` writes it."""
        return tuple(
            encode(value) if type == "record" and value is not None else value
            for (_, type), value in zip(table.columns, self.row, strict=True)
        )


class Database(Protocol):
    """An open store in an engine. Everything may raise `SystemRefused` or `StoreDamaged`."""

    name: str
    """What the user calls it, without a password."""
    snapshot_reads: bool
    """True if all reads see one snapshot, that of the first (REPEATABLE READ)."""

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[Row]:
        """The rows of a short answer."""

    def stream(self, query: Query) -> Iterator[Row]:
        """The rows of an answer of any length, a page at a time; others may write meanwhile."""

    def run(self, sql: str, values: Sequence[Any] = ()) -> None:
        """Run a statement that answers nothing."""

    def run_many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Run a statement once for each of the rows."""

    def writing(self, lock_timeout: float) -> AbstractContextManager[None]:
        """One transaction of the one writer: all that is run in it, or nothing.

        Raise `StoreBusy` if another writer does not end in `lock_timeout` seconds.
        """

    def create(self) -> None:
        """Create the tables and indexes; there are none yet."""

    def insert(self, table: Table, new: Iterable[NewRow]) -> None:
        """Add rows that are not there yet."""

    def update(self, table: Table, new: NewRow, terms: Sequence[str]) -> None:
        """Replace the row of that id, which was found under these `terms`."""

    def delete(self, table: Table, id: str, terms: Sequence[str]) -> None:
        """Remove the row of that id, which was found under these `terms`."""

    def clear_terms(self) -> None:
        """Empty the indexes of words; the tables that have them are emptied next."""

    def bulk_load(self) -> AbstractContextManager[None]:
        """Drop the indexes, run the block, create them again and ANALYZE."""

    def verify(self) -> None:
        """Read all that is stored, where the engine does not verify it by itself."""

    def write_copy(self, path: str) -> bool:
        """Write one revision as a file of SQLite's; False, and nothing, if it is in no file."""

    def close(self) -> None:
        """Close the connection; nothing can be asked any more."""

    def in_subquery(self, column: str, subquery: str) -> str:
        """The condition that the column's text is one of the few that `subquery` selects."""

    def having_terms(self, table: str) -> str:
        """The condition that rows of the table are found by a query for terms."""

    def all_begin(self, terms: Sequence[str]) -> str:
        """The query for what has for each of the terms one that begins with it."""

    def one_of_each(self, groups: Sequence[Sequence[str]]) -> str:
        """The query for what has one term of each of the groups."""


def id_range(prefix: str) -> tuple[str, str]:
    """The bounds of the ids with that prefix: from the first of them, to before the second."""
    return prefix, f"{prefix}\U0010ffff"


def first_and_last(database: Database, table: str, prefix: str, limit: int) -> list[Row]:
    """The ids with that prefix and their records; of more than `limit`, the last comes last."""
    sql = f"select id, record from main.{table} where id >= ? and id < ? order by id"
    rows = database.rows(f"{sql} limit {limit}", id_range(prefix))
    if len(rows) == limit:
        rows[-1:] = database.rows(f"{sql} desc limit 1", id_range(prefix))
    return rows
