"""PostgreSQL: a store on a server, for many people and machines. Needs psycopg.

Whoever writes holds one advisory lock, and reads what the last writer left; whoever reads
sees the store as it stood at the first question.
"""

import weakref
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

import psycopg
from psycopg import IsolationLevel

from cstokb.errors import SystemRefused
from cstokb.store.sql.database import PAGE, NewRow, Query, Row
from cstokb.store.sql.postgresql_driver import connect, jsonb, translated
from cstokb.store.sql.postgresql_schema import require_utf8, schema_of_store, search_nothing
from cstokb.store.sql.tables import (
    TABLES,
    Table,
    postgresql_indexes,
    postgresql_statements,
    quoted,
)
from cstokb.store.sql.url import Address

LOCK = 0x63737462
"""The advisory lock of the one writer of a database."""

_MAX_LOCK_TIMEOUT_MS = 2**31 - 1


class PostgresqlDatabase:
    """A store in a database of a PostgreSQL server; see `Database`."""

    snapshot_reads = True

    def __init__(self, address: Address) -> None:
        """Connect; raise `SystemRefused` where the server cannot be reached."""
        self.name = address.shown
        self._password = address.password
        with translated(self.name, self._password):
            self._connection = connect(address)
        # It ends with the store, without a warning, in whatever order the two are freed.
        weakref.finalize(self, self._connection.close)
        require_utf8(self._connection, self.name)
        with translated(self.name, self._password):
            self._schemas = search_nothing(self._connection)
            found = schema_of_store(self._connection, self._schemas, self.name)
            self._connection.rollback()
        self.has_store = found is not None
        self._schema = found or next(iter(self._schemas), "")
        self._connection.isolation_level = IsolationLevel.REPEATABLE_READ

    @property
    def schema(self) -> str:
        """The schema that the tables are in, or will be; raise `SystemRefused` if there is none."""
        if not self._schema:
            hint = "name one: …?options=-csearch_path%3DSCHEMA"
            raise SystemRefused("{} has no schema to make tables in", self.name, hint=hint)
        return self._schema

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[Row]:
        """See `Database.rows`."""
        with translated(self.name, self._password), self._connection.cursor() as cursor:
            cursor.execute(self._statement(sql), values)
            return cursor.fetchall()

    def stream(self, query: Query) -> Iterator[Row]:
        """See `Database.stream`; the server keeps what was not fetched yet."""
        first = self.rows(f"{query.sql} limit {PAGE + 1}", query.values)
        yield from first[:PAGE]
        if len(first) <= PAGE:
            return
        with (
            translated(self.name, self._password),
            self._connection.cursor(name=f"answer_{id(first)}") as cursor,
        ):
            cursor.itersize = PAGE
            cursor.execute(self._statement(f"{query.sql} offset {PAGE}"), query.values)
            while page := cursor.fetchmany(PAGE):
                yield from page

    def run(self, sql: str, values: Sequence[Any] = ()) -> None:
        """See `Database.run`."""
        with translated(self.name, self._password), self._connection.cursor() as cursor:
            cursor.execute(self._statement(sql), values)

    def run_many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """See `Database.run_many`."""
        with translated(self.name, self._password), self._connection.cursor() as cursor:
            cursor.executemany(self._statement(sql), rows)

    @contextmanager
    def writing(self, lock_timeout: float) -> Iterator[None]:
        """See `Database.writing`."""
        with translated(self.name, self._password):
            self._connection.rollback()
            # After the lock, what the last writer left is read, not what was there before.
            self._connection.isolation_level = IsolationLevel.READ_COMMITTED
        try:
            timeout_ms = max(1, int(min(_MAX_LOCK_TIMEOUT_MS, lock_timeout * 1000)))
            self.run(f"set local lock_timeout = {timeout_ms}")
            self.run("select pg_advisory_xact_lock(?)", (LOCK,))
            yield
            self._commit_last()
        finally:
            with suppress(psycopg.Error):
                self._connection.rollback()
                self._connection.isolation_level = IsolationLevel.REPEATABLE_READ

    def commit(self) -> None:
        """Commit what was run so far, in the middle of `writing`; this releases the lock."""
        with translated(self.name, self._password):
            self._connection.commit()

    def create(self) -> None:
        """See `Database.create`."""
        self.script(postgresql_statements(self.schema))

    def script(self, statements: Iterable[str]) -> None:
        """Run statements as they stand, with whatever question marks they have."""
        with translated(self.name, self._password):
            for statement in statements:
                self._connection.execute(statement.encode())

    def existing(self, names: Iterable[str]) -> list[str]:
        """Those of the names that a table or an index has."""
        sql = "select relname::text from pg_class where relnamespace = cast(? as regnamespace)"
        values = (quoted(self.schema), list(names))
        return [name for (name,) in self.rows(f"{sql} and relname::text = any (?)", values)]

    def insert(self, table: Table, new: Iterable[NewRow]) -> None:
        """See `Database.insert`."""
        rows = [_values(table, each) for each in new]
        names = ", ".join((*table.names, *["terms"] * table.terms))
        with (
            translated(self.name, self._password),
            self._connection.cursor() as cursor,
            cursor.copy(self._statement(f"copy main.{table.name} ({names}) from stdin")) as copy,
        ):
            for row in rows:
                copy.write_row(row)

    def update(self, table: Table, new: NewRow, terms: Sequence[str]) -> None:
        """See `Database.update`."""
        columns = [f"{name} = ?" for name in table.names[1:]]
        columns += ["terms = cast(? as tsvector)"] * table.terms
        id, *values = _values(table, new)
        self.run(f"update main.{table.name} set {', '.join(columns)} where id = ?", (*values, id))

    def delete(self, table: Table, id: str, terms: Sequence[str]) -> None:
        """See `Database.delete`."""
        self.run(f"delete from main.{table.name} where id = ?", (id,))

    def clear_terms(self) -> None:
        """See `Database.clear_terms`; they go with their rows."""

    @contextmanager
    def bulk_load(self) -> Iterator[None]:
        """See `Database.bulk_load`; a table whose rows lie elsewhere has its indexes there."""
        statements = postgresql_indexes(self.schema)
        existing = self.existing(statements)
        self.script(f"drop index {quoted(self.schema)}.{name}" for name in existing)
        yield
        self.script(statements[name] for name in existing)
        self.run(f"analyze {', '.join(f'main.{table.name}' for table in TABLES)}")

    def verify(self) -> None:
        """See `Database.verify`; a server verifies its pages itself."""

    def write_copy(self, path: str) -> bool:
        """See `Database.write_copy`; it is in no file."""
        return False

    def close(self) -> None:
        """See `Database.close`."""
        self._connection.close()

    def in_subquery(self, column: str, subquery: str) -> str:
        """See `Database.in_subquery`.

        An array is looked up in an index wherever the rows lie; a join would fetch them all.
        Its collation may not be a column's, or another server is not trusted to compare.
        """
        values = f'select value collate "default" from ({subquery}) subquery (value)'
        return f"{column} = any (array ({values}))"

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

    def _statement(self, sql: str) -> str:
        """The statement with psycopg's marks for its values, and with the schema's name."""
        schema = quoted(self.schema).replace("%", "%%")
        return sql.replace("?", "%s").replace("main.", f"{schema}.")

    def _commit_last(self) -> None:
        try:
            self.commit()
        except SystemRefused as error:
            if not self._connection.closed:
                raise
            # It went away before it said whether it had done it.
            hint = "the change may have been written: cstokb log tells"
            raise SystemRefused("{}", error.text, hint=hint) from None


def _values(table: Table, new: NewRow) -> Row:
    """The row as it is sent; terms are plain, so that a tsvector is written without quotes."""
    row = new.encoded(table, jsonb)
    return (*row, " ".join(new.terms)) if table.terms else row
