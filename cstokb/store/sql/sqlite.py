"""SQLite: a store in one file, for one machine. Standard library only.

The journal is a rollback journal (`journal_mode=DELETE`) and every commit is synced
(`synchronous=FULL`): reading then works on a full disk and in a read-only folder, where
WAL would refuse it.
"""

import os
import sqlite3
import stat
from array import array
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from typing import Any

from cstokb.errors import (
    CstokbError,
    Rejected,
    StoreBusy,
    StoreDamaged,
    StoreForeign,
    StoreMissing,
    SystemRefused,
)
from cstokb.store.sql.database import PAGE, Query, Row, Written
from cstokb.store.sql.schema import (
    SCHEMA,
    TABLES,
    Table,
    columns_text,
    index_statements,
    unindex_statements,
)

APPLICATION = 0x63737462
"""What the file says it is (`application_id`)."""

_TYPES = {"text": "text", "integer": "integer", "record": "text"}
_PATIENCE_MS = 10_000
_REFUSED = (
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_AUTH,
)
_CACHE_KB = 16_000


class SqliteDatabase:
    """A store in a file of SQLite's; see `Database`."""

    def __init__(self, path: str, name: str = "") -> None:
        """Open the file; raise `StoreMissing`, `StoreForeign` or `SystemRefused`."""
        self.path = os.path.realpath(path)
        self.name = name or path
        _check_file(self.path, self.name)
        self._connection = _connected(self.path, self.name)
        if self.rows("pragma application_id") != [(APPLICATION,)]:
            raise StoreForeign(f"{self.name} is no cstokb store", hint="name another with --store")

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[Row]:
        """See `Database.rows`."""
        with self._told(), closing(self._connection.execute(sql, values)) as cursor:
            return cursor.fetchall()

    def stream(self, query: Query) -> Iterator[Row]:
        """See `Database.stream`.

        No statement is open while the reader looks at a page, since that would keep others
        from writing. After the first page the places of all rows are noted, eight bytes
        each, and the rows are fetched by them.
        """
        columns = f"rowid, {query.columns}"
        first = self.rows(f"{query.asking(columns)} limit {PAGE + 1}", query.values)
        seen = {row[0] for row in first[:PAGE]}
        yield from (row[1:] for row in first[:PAGE])
        if len(first) <= PAGE:
            return
        with self._told():
            places = array("q", (id for (id,) in self._run(query.asking("rowid"), query.values)))
        for start in range(0, len(places), PAGE):
            page = [id for id in places[start : start + PAGE] if id not in seen]
            where = f"rowid in ({', '.join(map(str, page))})"
            rows = {
                row[0]: row
                for row in self.rows(f"select {columns} from {query.table} where {where}")
            }
            yield from (rows[id][1:] for id in page if id in rows)

    def run(self, sql: str, values: Sequence[Any] = ()) -> None:
        """See `Database.run`."""
        self.rows(sql, values)

    def run_many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """See `Database.run_many`."""
        with self._told():
            self._connection.executemany(sql, rows).close()

    @contextmanager
    def writing(self, patience: float) -> Iterator[None]:
        """See `Database.writing`."""
        if not os.access(self.path, os.W_OK):
            raise SystemRefused(f"{self.name} is read-only", hint="nothing was changed")
        self.run(f"pragma busy_timeout = {int(patience * 1000)}")
        # A transaction that reads first and writes later would find others in between.
        self.run("begin immediate")
        try:
            yield
            self.run("commit")
        except BaseException:
            with suppress(sqlite3.Error, CstokbError):
                self._connection.rollback()
            raise
        finally:
            with suppress(CstokbError):
                self.run(f"pragma busy_timeout = {_PATIENCE_MS}")

    def create(self) -> None:
        """See `Database.create`."""
        for table in TABLES:
            # FTS5 knows a row by its number.
            rowid = "" if table.terms or table.name == "sources" else " without rowid"
            columns = columns_text(table, _TYPES.__getitem__)
            self.run(f"create table {table.name} ({columns}, primary key ({table.key})){rowid}")
            if table.terms:
                self.run(
                    f"create virtual table {table.name}_terms using fts5"
                    " (terms, content='', detail=none, columnsize=0, tokenize='ascii')"
                )
        for statement in index_statements():
            self.run(statement)

    def insert(self, table: Table, written: Iterable[Written]) -> None:
        """See `Database.insert`."""
        rows = list(written)
        marks = ", ".join("?" * len(table.columns))
        names = ", ".join(table.names)
        if not table.terms:
            sql = f"insert into {table.name} ({names}) values ({marks})"
            self.run_many(sql, (each.row for each in rows))
            return
        ((last,),) = self.rows(f"select coalesce(max(rowid), 0) from {table.name}")
        numbered = list(enumerate(rows, last + 1))
        sql = f"insert into {table.name} (rowid, {names}) values (?, {marks})"
        self.run_many(sql, ((id, *each.row) for id, each in numbered))
        self.run_many(
            f"insert into {table.name}_terms (rowid, terms) values (?, ?)",
            ((id, " ".join(each.terms)) for id, each in numbered if each.terms),
        )

    def update(self, table: Table, written: Written, terms: Sequence[str]) -> None:
        """See `Database.update`."""
        id, *values = written.row
        columns = ", ".join(f"{name} = ?" for name in table.names[1:])
        self.run(f"update {table.name} set {columns} where id = ?", (*values, id))
        if table.terms and tuple(terms) != tuple(written.terms):
            ((place,),) = self.rows(f"select rowid from {table.name} where id = ?", (id,))
            self._unfind(table, place, terms)
            if written.terms:
                sql = f"insert into {table.name}_terms (rowid, terms) values (?, ?)"
                self.run(sql, (place, " ".join(written.terms)))

    def delete(self, table: Table, id: str, terms: Sequence[str]) -> None:
        """See `Database.delete`."""
        if table.terms:
            ((place,),) = self.rows(f"select rowid from {table.name} where id = ?", (id,))
            self._unfind(table, place, terms)
        self.run(f"delete from {table.name} where id = ?", (id,))

    def forget_terms(self) -> None:
        """See `Database.forget_terms`."""
        for name in (f"{table.name}_terms" for table in TABLES if table.terms):
            self.run(f"insert into {name} ({name}) values ('delete-all')")

    @contextmanager
    def unindexed(self) -> Iterator[None]:
        """See `Database.unindexed`."""
        for statement in unindex_statements():
            self.run(statement)
        yield
        for statement in index_statements():
            self.run(statement)
        self.run("analyze")

    def key(self, text: str) -> str:
        """See `Database.key`."""
        return text

    def plain(self, key: str) -> str:
        """See `Database.plain`."""
        return key

    def json(self, text: str | None) -> str | None:
        """See `Database.json`."""
        return text

    def text(self, json: str) -> str:
        """See `Database.text`."""
        return json

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

    def copy_to(self, path: str) -> None:
        """Write a copy of one revision into a new file of that path."""
        with self._told(), closing(sqlite3.connect(path)) as copy:
            self._connection.backup(copy)

    def close(self) -> None:
        """Give the file back."""
        self._connection.close()

    def __del__(self) -> None:
        """End with the store, without a warning."""
        if hasattr(self, "_connection"):
            self.close()

    def _unfind(self, table: Table, place: int, terms: Sequence[str]) -> None:
        """Take a row out of the index of words; it must be told what the row had there."""
        if terms:
            self.run(
                f"insert into {table.name}_terms ({table.name}_terms, rowid, terms)"
                " values ('delete', ?, ?)",
                (place, " ".join(terms)),
            )

    def _run(self, sql: str, values: Sequence[Any]) -> sqlite3.Cursor:
        return self._connection.execute(sql, values)

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Say in our words what SQLite could not do."""
        try:
            yield
        except sqlite3.Error as error:
            raise _fault(error, self.name) from error
        except UnicodeEncodeError:
            raise Rejected("a text holds half of a surrogate pair") from None


def create_file(path: str, name: str) -> SqliteDatabase:
    """Make a database with nothing in it at a free path, not yet a store."""
    with closing(_connected(path, name, mode="rwc")) as connection:
        connection.execute(f"pragma application_id = {APPLICATION}")
        connection.execute(f"pragma user_version = {SCHEMA}")
    return SqliteDatabase(path, name)


def _connected(path: str, name: str, mode: str = "rw") -> sqlite3.Connection:
    # Only the characters that a URI reads as its own are escaped.
    escaped = path.replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    try:
        connection = sqlite3.connect(
            f"file:{escaped}?mode={mode}", uri=True, isolation_level=None, timeout=10
        )
        connection.execute(f"pragma cache_size = -{_CACHE_KB}")
        connection.execute("pragma synchronous = full")
        connection.execute("pragma trusted_schema = off")
    except sqlite3.Error as error:
        raise _fault(error, name) from error
    return connection


def _check_file(path: str, name: str) -> None:
    try:
        mode = os.stat(path).st_mode
    except FileNotFoundError:
        raise StoreMissing(f"no store at {name}", hint=f"cstokb init {name} makes one") from None
    except OSError as error:
        raise SystemRefused(f"{name}: {(error.strerror or str(error)).lower()}") from None
    if not stat.S_ISREG(mode):
        raise SystemRefused(f"{name} is not a regular file")
    if not os.access(path, os.R_OK):
        raise SystemRefused(f"{name}: permission denied")


def _fault(error: sqlite3.Error, name: str) -> CstokbError:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    said = str(error)
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        busy = f"{name} is being written by another process"
        return StoreBusy(busy, hint="try again in a moment")
    if code == sqlite3.SQLITE_NOTADB:
        return StoreForeign(f"{name} is no cstokb store", hint="name another with --store")
    if code == sqlite3.SQLITE_CORRUPT or "no such table" in said:
        mend = "cstokb restore FILE puts a backup in its place"
        return StoreDamaged(f"{name}: {said}", hint=mend)
    if code in _REFUSED:
        return SystemRefused(f"{name}: {said}", hint="nothing was changed")
    return CstokbError(f"a bug: SQLite: {said}")
