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
    MOST_PAGES,
    check_file,
    checksum,
    connected,
    damaged,
    foreign,
    told,
)
from cstokb.store.sql.tables import (
    SCHEMA,
    TABLES,
    Table,
    columns_text,
    drop_index_statements,
    index_statements,
)

_TYPES = {"text": "text", "integer": "integer", "record": "text"}
_PATIENCE_MS = 10_000
_MOST_PATIENCE_MS = 2**31 - 1
_HEAD = len(checksum(""))


class SqliteDatabase:
    """A store in a file of SQLite's; see `Database`."""

    snapshot_reads = False

    def __init__(self, path: str, name: str = "") -> None:
        """Open the file; raise `StoreMissing`, `StoreDamaged` or `SystemRefused`."""
        self.path = os.path.realpath(path)
        self.name = name or path
        check_file(self.path, self.name)
        self._connection = connected(self.path, self.name)
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
        # They would be run as soon as a table of their name is asked.
        if self.rows("select 1 from sqlite_schema where type in ('view', 'trigger')"):
            raise damaged(self.name, "it has views or triggers, which no cstokb store has")

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[Row]:
        """See `Database.rows`."""
        with told(self.name), closing(self._connection.execute(sql, values)) as cursor:
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
        with told(self.name):
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
        with told(self.name):
            self._connection.executemany(sql, rows).close()

    @contextmanager
    def writing(self, lock_timeout: float) -> Iterator[None]:
        """See `Database.writing`."""
        if os.path.exists(self.path) and not os.access(self.path, os.W_OK):
            raise SystemRefused("{} is read-only", self.name, hint="nothing was changed")
        patience_ms = int(min(_MOST_PATIENCE_MS, lock_timeout * 1000))
        self.run(f"pragma busy_timeout = {patience_ms}")
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

    def insert(self, table: Table, written: Iterable[NewRow]) -> None:
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
        self._find(table, ((place, each.terms) for place, each in numbered))

    def update(self, table: Table, written: NewRow, terms: Sequence[str]) -> None:
        """See `Database.update`."""
        id, *values = written.row
        columns = ", ".join(f"{name} = ?" for name in table.names[1:])
        self.run(f"update {table.name} set {columns} where id = ?", (*values, id))
        if table.terms and tuple(terms) != tuple(written.terms):
            ((place,),) = self.rows(f"select rowid from {table.name} where id = ?", (id,))
            self._unfind(table, place, terms)
            self._find(table, [(place, written.terms)])

    def delete(self, table: Table, id: str, terms: Sequence[str]) -> None:
        """See `Database.delete`."""
        if table.terms:
            ((place,),) = self.rows(f"select rowid from {table.name} where id = ?", (id,))
            self._unfind(table, place, terms)
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
        for statement in drop_index_statements():
            self.run(statement)
        yield
        for statement in index_statements():
            self.run(statement)
        self.run("analyze")
        self.run(f"pragma cache_spill = {MOST_PAGES}")

    def key(self, text: str) -> str:
        """See `Database.key`."""
        return text

    def plain(self, key: object) -> str:
        """See `Database.plain`; raise `StoreDamaged` for what is none."""
        if not isinstance(key, str):
            raise damaged(self.name, "an id is no text")
        return key

    def json(self, text: str | None) -> str | None:
        """See `Database.json`; with a checksum, since SQLite's pages have none."""
        return text and checksum(text) + text[1:]

    def text(self, json: object) -> str:
        """See `Database.text`; raise `StoreDamaged` for what was not written so."""
        if isinstance(json, str):
            text = f"{{{json[_HEAD:]}"
            if json.startswith(checksum(text)):
                return text
        raise damaged(self.name, "a record is not as it was written")

    def among(self, column: str, few: str) -> str:
        """See `Database.among`."""
        return f"{column} in ({few})"

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

    def write_copy(self, path: str) -> bool:
        """See `Database.write_copy`; verify the copy."""
        with told(self.name), closing(sqlite3.connect(path)) as copy:
            self._connection.backup(copy)
        with closing(SqliteDatabase(path)) as database:
            database.verify()
        return True

    def verify(self) -> None:
        """Read every page; raise `StoreDamaged` where tables and indexes do not agree.

        An index of words can be looked at by those alone who may write.
        """
        ((found,),) = self.rows("pragma integrity_check(1)")
        if found != "ok":
            raise damaged(self.name, found)
        for name in (f"{table.name}_terms" for table in TABLES if table.terms):
            with suppress(StoreBusy, SystemRefused):
                self.run(f"insert into {name} ({name}) values ('integrity-check')")

    def close(self) -> None:
        """Give the file back."""
        self._connection.close()

    def _find(self, table: Table, found: Iterable[tuple[int, Sequence[str]]]) -> None:
        """Put rows into the index of words, each by its place."""
        self.run_many(
            f"insert into {table.name}_terms (rowid, terms) values (?, ?)",
            ((place, " ".join(terms)) for place, terms in found if terms),
        )

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


def create_file(path: str, name: str) -> SqliteDatabase:
    """Make a database with nothing in it at a free path, not yet a store."""
    with closing(connected(path, name, mode="rwc")) as connection:
        connection.execute(f"pragma application_id = {APPLICATION}")
        connection.execute(f"pragma user_version = {SCHEMA}")
    return SqliteDatabase(path, name)
