"""SQLite: a store in one file, for one machine. Standard library only.

The journal is a rollback journal (`journal_mode=DELETE`) and every commit is synced
(`synchronous=FULL`): reading then works on a full disk and in a read-only folder, where
WAL would refuse it.
"""

import os
import sqlite3
import weakref
from array import array
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from typing import Any

from cstokb.errors import CstokbError, StoreBusy, StoreNewer, SystemRefused
from cstokb.store.sql.database import PAGE, NewRow, Query, Row
from cstokb.store.sql.sqlite_file import (
    APPLICATION,
    CACHE_KB,
    MAX_DIRTY_PAGES,
    check_file,
    connect,
    damaged,
    foreign,
    translated,
    with_checksum,
    without_checksum,
)
from cstokb.store.sql.sqlite_schema import stranger_in
from cstokb.store.sql.tables import (
    META,
    SCHEMA,
    TABLES,
    Table,
    index_statements,
    sqlite_statements,
)

_BUSY_TIMEOUT_MS = 10_000
_MAX_BUSY_TIMEOUT_MS = 2**31 - 1
_TYPES = {"text": str, "integer": int}
# `meta` is verified by those who read it.
_KINDS = {
    name: _TYPES[type]
    for table in TABLES
    for name, type in table.columns
    if type in _TYPES and name not in META.names
}
_LOGGED = ("before", "after")


class SqliteDatabase:
    """A store in a file of SQLite's; see `Database`."""

    snapshot_reads = False

    def __init__(self, path: str, name: str = "") -> None:
        """Open the file; raise `StoreMissing`, `StoreDamaged` or `SystemRefused`."""
        self.path = os.path.realpath(path)
        self.name = name or path
        check_file(self.path, self.name)
        self._connection = connect(self.path, self.name)
        # It ends with the store, without a warning, in whatever order the two are freed.
        weakref.finalize(self, self._connection.close)
        if self.rows("pragma application_id") != [(APPLICATION,)]:
            raise foreign(self.name)
        ((version,),) = self.rows("pragma user_version")
        if version > SCHEMA:
            raise StoreNewer(
                "{} was written by a newer cstokb (schema {})",
                self.name,
                version,
                hint="upgrade cstokb: pip install --upgrade cstokb",
            )
        with translated(self.name):
            stranger = stranger_in(self._connection)
        if stranger:
            raise damaged(self.name, stranger)

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[Row]:
        """See `Database.rows`; raise `StoreDamaged` for what is not as it was written."""
        with translated(self.name), closing(self._connection.execute(sql, values)) as cursor:
            rows = cursor.fetchall()
            names = [name for name, *_ in cursor.description or ()]
        for at, name in enumerate(names):
            if name == "record" or name in _LOGGED:
                rows = [(*row[:at], self._json(name, row[at]), *row[at + 1 :]) for row in rows]
            elif (kind := _KINDS.get(name)) and not all(type(row[at]) is kind for row in rows):
                raise damaged(self.name, "an id or a number is none")
        return rows

    def stream(self, query: Query) -> Iterator[Row]:
        """See `Database.stream`.

        No statement is open while the reader works on a page, since that would keep others
        from writing. After the first page the rowids of all rows are noted, eight bytes
        each, and the rows are fetched by them.
        """
        columns = f"rowid, {query.columns}"
        page = self.rows(f"{query.selecting(columns)} limit {PAGE + 1}", query.values)
        yielded = {row[0] for row in page[:PAGE]}
        yield from (row[1:] for row in page[:PAGE])
        if len(page) <= PAGE:
            return
        with translated(self.name):
            cursor = self._connection.execute(query.selecting("rowid"), query.values)
            rowids = array("q", (rowid for (rowid,) in cursor))
        for start in range(0, len(rowids), PAGE):
            rest = [rowid for rowid in rowids[start : start + PAGE] if rowid not in yielded]
            where = f"rowid in ({', '.join(map(str, rest))})"
            page = self.rows(f"select {columns} from main.{query.table} where {where}")
            rows = {row[0]: row for row in page}
            yield from (rows[rowid][1:] for rowid in rest if rowid in rows)

    def run(self, sql: str, values: Sequence[Any] = ()) -> None:
        """See `Database.run`."""
        self.rows(sql, values)

    def run_many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """See `Database.run_many`."""
        with translated(self.name):
            self._connection.executemany(sql, rows).close()

    @contextmanager
    def writing(self, lock_timeout: float) -> Iterator[None]:
        """See `Database.writing`."""
        if os.path.exists(self.path) and not os.access(self.path, os.W_OK):
            raise SystemRefused("{} is read-only", self.name, hint="nothing was changed")
        timeout_ms = int(min(_MAX_BUSY_TIMEOUT_MS, lock_timeout * 1000))
        self.run(f"pragma busy_timeout = {timeout_ms}")
        try:
            # Another program may have switched to WAL.
            self.run("pragma journal_mode = delete")
            # A transaction that reads first and writes later would find others in between.
            self.run("begin immediate")
            yield
            self.run("commit")
        except BaseException:
            with suppress(sqlite3.Error, CstokbError):
                self._connection.rollback()
            raise
        finally:
            with suppress(CstokbError):
                self.run(f"pragma busy_timeout = {_BUSY_TIMEOUT_MS}")

    def create(self) -> None:
        """See `Database.create`."""
        for statement in sqlite_statements():
            self.run(statement)

    def insert(self, table: Table, new: Iterable[NewRow]) -> None:
        """See `Database.insert`."""
        added = list(new)
        rows = [each.encoded(table, with_checksum) for each in added]
        marks = ", ".join("?" * len(table.columns))
        names = ", ".join(table.names)
        if not table.terms:
            self.run_many(f"insert into {table.name} ({names}) values ({marks})", rows)
            return
        ((last,),) = self.rows(f"select coalesce(max(rowid), 0) from {table.name}")
        sql = f"insert into {table.name} (rowid, {names}) values (?, {marks})"
        self.run_many(sql, ((rowid, *row) for rowid, row in enumerate(rows, last + 1)))
        self._index(table, ((rowid, each.terms) for rowid, each in enumerate(added, last + 1)))

    def update(self, table: Table, new: NewRow, terms: Sequence[str]) -> None:
        """See `Database.update`."""
        id, *values = new.encoded(table, with_checksum)
        columns = ", ".join(f"{name} = ?" for name in table.names[1:])
        self.run(f"update {table.name} set {columns} where id = ?", (*values, id))
        if table.terms and tuple(terms) != tuple(new.terms):
            rowid = self._rowid(table, id)
            self._unindex(table, rowid, terms)
            self._index(table, [(rowid, new.terms)])

    def delete(self, table: Table, id: str, terms: Sequence[str]) -> None:
        """See `Database.delete`."""
        if table.terms:
            self._unindex(table, self._rowid(table, id), terms)
        self.run(f"delete from {table.name} where id = ?", (id,))

    def clear_terms(self) -> None:
        """See `Database.clear_terms`."""
        for name in (f"{table.name}_terms" for table in TABLES if table.terms):
            self.run(f"insert into {name} ({name}) values ('delete-all')")

    @contextmanager
    def bulk_load(self) -> Iterator[None]:
        """See `Database.bulk_load`."""
        # Nobody reads yet, and there may be more than the memory holds.
        self.run(f"pragma cache_spill = {CACHE_KB // 4}")
        for name in index_statements():
            self.run(f"drop index {name}")
        yield
        for statement in index_statements().values():
            self.run(statement)
        self.run("analyze")
        self.run(f"pragma cache_spill = {MAX_DIRTY_PAGES}")

    def verify(self) -> None:
        """See `Database.verify`; raise `StoreDamaged` where tables and indexes do not agree.

        An index of words is verified only for those who may write: FTS5 does it by an insert.
        """
        ((result,),) = self.rows("pragma integrity_check(1)")
        if result != "ok":
            raise damaged(self.name, result)
        for name in (f"{table.name}_terms" for table in TABLES if table.terms):
            with suppress(StoreBusy, SystemRefused):
                self.run(f"insert into {name} ({name}) values ('integrity-check')")

    def write_copy(self, path: str) -> bool:
        """See `Database.write_copy`; verify the copy."""
        with translated(self.name), closing(sqlite3.connect(path)) as copy:
            self._connection.backup(copy)
        with closing(SqliteDatabase(path)) as database:
            database.verify()
        return True

    def close(self) -> None:
        """See `Database.close`."""
        self._connection.close()

    def in_subquery(self, column: str, subquery: str) -> str:
        """See `Database.in_subquery`."""
        return f"{column} in ({subquery})"

    def having_terms(self, table: str) -> str:
        """See `Database.having_terms`."""
        return f"rowid in (select rowid from {table}_terms where {table}_terms match ?)"

    def all_begin(self, terms: Sequence[str]) -> str:
        """See `Database.all_begin`."""
        return " AND ".join(f'"{term}"*' for term in terms)

    def one_of_each(self, groups: Sequence[Sequence[str]]) -> str:
        """See `Database.one_of_each`."""
        quoted = [[f'"{term}"' for term in group] for group in groups]
        return " AND ".join(f"({' OR '.join(group)})" for group in quoted)

    def _json(self, column: str, value: object) -> str | None:
        absent = value is None and column in _LOGGED
        return None if absent else without_checksum(value, self.name)

    def _rowid(self, table: Table, id: str) -> int:
        ((rowid,),) = self.rows(f"select rowid from {table.name} where id = ?", (id,))
        return int(rowid)

    def _index(self, table: Table, terms_of_rows: Iterable[tuple[int, Sequence[str]]]) -> None:
        """Put rows into the index of words, each by its rowid."""
        self.run_many(
            f"insert into {table.name}_terms (rowid, terms) values (?, ?)",
            ((rowid, " ".join(terms)) for rowid, terms in terms_of_rows if terms),
        )

    def _unindex(self, table: Table, rowid: int, terms: Sequence[str]) -> None:
        """Take a row out of the index of words, which wants the terms that the row had there."""
        if terms:
            self.run(
                f"insert into {table.name}_terms ({table.name}_terms, rowid, terms)"
                " values ('delete', ?, ?)",
                (rowid, " ".join(terms)),
            )


def create_file(path: str, name: str) -> SqliteDatabase:
    """Create a database with nothing in it at a free path, not yet a store."""
    with translated(name), closing(connect(path, name, mode="rwc")) as connection:
        connection.execute(f"pragma application_id = {APPLICATION}")
        connection.execute(f"pragma user_version = {SCHEMA}")
    return SqliteDatabase(path, name)
