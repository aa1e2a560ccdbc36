"""`Database`: a connection to an engine, in the one SQL that the store speaks.

Statements have question marks for values. Rows are tuples; JSON columns are read as text.
"""

from collections.abc import Iterable, Iterator, Sequence
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
        return self.asking(self.columns)

    def asking(self, columns: str) -> str:
        """The statement for those columns."""
        return f"select {columns} from {self.table} where {self.where} order by {self.order}"


class NewRow(NamedTuple):
    """A row to be written, and the terms under which it is found."""

    row: Row
    terms: Sequence[str] = ()


class Database(Protocol):
    """An open store in an engine. Everything may raise `SystemRefused` or `StoreDamaged`."""

    name: str
    """What the user calls it, without a password."""
    snapshot_reads: bool
    """Whether all is read as it stood at the first question, whatever others write."""

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
        """Make the tables and indexes; there are none yet."""

    def insert(self, table: Table, written: Iterable[NewRow]) -> None:
        """Add rows that are not there yet."""

    def update(self, table: Table, written: NewRow, terms: Sequence[str]) -> None:
        """Replace the row of that id, which was found under these `terms`."""

    def delete(self, table: Table, id: str, terms: Sequence[str]) -> None:
        """Remove the row of that id, which was found under these `terms`."""

    def clear_terms(self) -> None:
        """Empty the indexes of words of tables that are emptied next."""

    def bulk_load(self) -> AbstractContextManager[None]:
        """Load many rows into empty tables: indexes come after, and planners are told."""

    def verify(self) -> None:
        """Raise `StoreDamaged` where tables and indexes do not agree."""

    def write_copy(self, path: str) -> bool:
        """Write one revision as a file of SQLite's; False, and nothing, if it is in no file."""

    def close(self) -> None:
        """Give the connection back; nothing can be asked any more."""

    def key(self, text: str) -> str:
        """The text as the engine's text columns hold it, in the same order as texts."""

    def plain(self, key: str) -> str:
        """The text that `key` made into that one."""

    def json(self, text: str | None) -> str | None:
        """JSON as the engine's JSON columns take it."""

    def text(self, json: str) -> str:
        """The JSON that `json` made into that one, whatever its spacing and order."""

    def among(self, column: str, few: str) -> str:
        """The condition that the text is one of those that the statement `few` selects."""

    def having_terms(self, table: str) -> str:
        """The condition that rows of the table are found by a query for terms."""

    def all_begin(self, terms: Sequence[str]) -> str:
        """The query for what has for each of the terms one that begins with it."""

    def one_of_each(self, groups: Sequence[Sequence[str]]) -> str:
        """The query for what has one term of each of the groups."""
