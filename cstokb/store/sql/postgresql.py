"""PostgreSQL: a store on a server, for many people and machines. Needs psycopg.

Whoever writes holds one advisory lock, and reads what the last writer left; whoever reads
sees the store as it stood at the first question. Nothing here names a node: where tables
are spread over several (see `cstokb.store.sql.spread.nodes`), the server sees to it.
"""

import weakref
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

import psycopg
from psycopg import IsolationLevel
from psycopg.types.string import TextLoader

from cstokb.errors import SystemRefused
from cstokb.store.protocol import LOCK_TIMEOUT
from cstokb.store.sql.database import PAGE, NewRow, Query, Row
from cstokb.store.sql.ddl import indexes, table_statements
from cstokb.store.sql.errors import told
from cstokb.store.sql.jsonb import json_in, json_out, text_in, text_out
from cstokb.store.sql.tables import Table
from cstokb.store.sql.url import TIMEOUTS, Address

LOCK = 0x63737462
"""The advisory lock of the one writer of a database."""

_MOST_MS = 2**31 - 1


class PostgresqlDatabase:
    """A store in a database of a PostgreSQL server; see `Database`."""

    snapshot_reads = True

    def __init__(self, address: Address) -> None:
        """Connect; raise `SystemRefused` where the server cannot be reached."""
        self.name = address.shown
        self.step_committed = False
        self._password = address.password
        options: dict[str, Any] = {**TIMEOUTS, **dict(address.options)}
        with told(self.name, self._password):
            self._connection = psycopg.connect(
                **options, client_encoding="utf-8", application_name="cstokb"
            )
        # It ends with the store, without a warning, in whatever order the two are freed.
        weakref.finalize(self, self._connection.close)
        self._connection.adapters.register_loader("jsonb", TextLoader)
        self._connection.isolation_level = IsolationLevel.REPEATABLE_READ

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[Row]:
        """See `Database.rows`."""
        with told(self.name, self._password), self._connection.cursor() as cursor:
            cursor.execute(_statement(sql), values or None)
            return cursor.fetchall()

    def stream(self, query: Query) -> Iterator[Row]:
        """See `Database.stream`; the server keeps what was not fetched yet."""
        first = self.rows(f"{query.sql} limit {PAGE + 1}", query.values)
        yield from first[:PAGE]
        if len(first) <= PAGE:
            return
        with (
            told(self.name, self._password),
            self._connection.cursor(name=f"answer_{id(first)}") as cursor,
        ):
            cursor.itersize = PAGE
            cursor.execute(_statement(f"{query.sql} offset {PAGE}"), query.values or None)
            while page := cursor.fetchmany(PAGE):
                yield from page

    def run(self, sql: str, values: Sequence[Any] = ()) -> None:
        """See `Database.run`."""
        with told(self.name, self._password), self._connection.cursor() as cursor:
            cursor.execute(_statement(sql), values or None)

    def run_many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """See `Database.run_many`."""
        with told(self.name, self._password), self._connection.cursor() as cursor:
            cursor.executemany(_statement(sql), rows)

    @contextmanager
    def writing(self, lock_timeout: float) -> Iterator[None]:
        """See `Database.writing`."""
        with told(self.name, self._password):
            self._connection.rollback()
            # After the lock, what the last writer left is read, not what was seen before.
            self._connection.isolation_level = IsolationLevel.READ_COMMITTED
        try:
            self.run(f"set local lock_timeout = {max(1, int(min(_MOST_MS, lock_timeout * 1000)))}")
            self.run("select pg_advisory_xact_lock(?)", (LOCK,))
            yield
            self._commit()
        finally:
            with suppress(psycopg.Error):
                self._connection.rollback()
                if self.step_committed:
                    self._connection.execute("select pg_advisory_unlock(%s)", (LOCK,))
                    self._connection.commit()
                self._connection.isolation_level = IsolationLevel.REPEATABLE_READ
            self.step_committed = False

    def keep(self) -> None:
        """See `TwoStep.keep`."""
        self.run("select pg_advisory_lock(?)", (LOCK,))
        # What is to be taken back after a crash must outlive it.
        setting = "'synchronous_commit'"
        self.run(
            f"select set_config({setting}, 'on', true) where current_setting({setting}) = 'off'"
        )
        self.step_committed = True
        with told(self.name, self._password):
            self._connection.commit()

    def wipe(self, tables: Iterable[str]) -> None:
        """See `TwoStep.wipe`; those who read a table are waited for, too."""
        self.run(f"set local lock_timeout = {int(LOCK_TIMEOUT * 1000)}")
        self.run(f"truncate {', '.join(tables)}")

    def create(self) -> None:
        """See `Database.create`."""
        self.script(table_statements())

    def script(self, statements: Iterable[str]) -> None:
        """Run statements as they stand, with whatever question marks they have."""
        with told(self.name, self._password):
            for statement in statements:
                self._connection.execute(statement.encode())

    def existing(self, names: Iterable[str]) -> list[str]:
        """Those of the names that a table or an index has."""
        named = "select name from unnest(cast(? as text[])) name"
        rows = self.rows(f"{named} where to_regclass(name) is not null", (list(names),))
        return [name for (name,) in rows]

    def insert(self, table: Table, written: Iterable[NewRow]) -> None:
        """See `Database.insert`."""
        rows = [_values(table, each) for each in written]
        names = ", ".join((*table.names, *["terms"] * table.terms))
        copy = f"copy {table.name} ({names}) from stdin"
        with (
            told(self.name, self._password),
            self._connection.cursor() as cursor,
            cursor.copy(copy) as sent,
        ):
            for row in rows:
                sent.write_row(row)

    def update(self, table: Table, written: NewRow, terms: Sequence[str]) -> None:
        """See `Database.update`."""
        columns = [f"{name} = ?" for name in table.names[1:]]
        columns += ["terms = cast(? as tsvector)"] * table.terms
        id, *values = _values(table, written)
        self.run(f"update {table.name} set {', '.join(columns)} where id = ?", (*values, id))

    def delete(self, table: Table, id: str, terms: Sequence[str]) -> None:
        """See `Database.delete`."""
        self.run(f"delete from {table.name} where id = ?", (id,))

    def clear_terms(self) -> None:
        """See `Database.clear_terms`; they go with their rows."""

    @contextmanager
    def bulk_load(self) -> Iterator[None]:
        """See `Database.bulk_load`; a table whose rows lie elsewhere has its indexes there."""
        found = self.existing(indexes())
        self.script(f"drop index {name}" for name in found)
        yield
        self.script(indexes()[name] for name in found)
        self.run("analyze")

    def key(self, text: str) -> str:
        """See `Database.key`."""
        return text_in(text)

    def plain(self, key: str) -> str:
        """See `Database.plain`."""
        return text_out(key)

    def json(self, text: str | None) -> str | None:
        """See `Database.json`."""
        return None if text is None else json_in(text)

    def text(self, json: str) -> str:
        """See `Database.text`."""
        return json_out(json)

    def among(self, column: str, few: str) -> str:
        """See `Database.among`.

        An array is looked up in an index wherever the rows lie; a join would fetch them all.
        Its collation may not be a column's, or another server is not trusted to compare.
        """
        return f'{column} = any (array (select value collate "default" from ({few}) few (value)))'

    def having_terms(self, table: str) -> str:
        """See `Database.having_terms`."""
        return "terms @@ cast(? as tsquery)"

    def all_begin(self, terms: Sequence[str]) -> str:
        """See `Database.all_begin`."""
        return " & ".join(f"'{term}':*" for term in terms)

    def one_of_each(self, groups: Sequence[Sequence[str]]) -> str:
        """See `Database.one_of_each`."""
        quoted = [[f"'{term}'" for term in group] for group in groups]
        return " & ".join(f"({' | '.join(group)})" for group in quoted)

    def verify(self) -> None:
        """See `Database.verify`; the server verifies what it stores."""

    def write_copy(self, path: str) -> bool:
        """See `Database.write_copy`; it is in no file."""
        return False

    def close(self) -> None:
        """End the session."""
        self._connection.close()

    def _commit(self) -> None:
        try:
            with told(self.name, self._password):
                self._connection.commit()
        except SystemRefused as fault:
            if not self._connection.closed:
                raise
            # It went away before it said whether it had done it.
            hint = "the change may have been written: cstokb log tells"
            raise SystemRefused("{}", fault.text, hint=hint) from None


def _values(table: Table, written: NewRow) -> Row:
    """The row as it is sent; terms are plain, so that a tsvector is written without quotes."""
    return (*written.row, " ".join(written.terms)) if table.terms else written.row


def _statement(sql: str) -> str:
    return sql.replace("?", "%s")
