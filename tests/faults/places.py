"""The places where a store is struck: a file of TinyDB's, SQLite, a PostgreSQL server.

Each is made with the seed, tells what it holds, and is put back as it was kept.
"""

import os
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Protocol

from cstokb.store import create_store, open_store
from cstokb.store.file.document import loads
from cstokb.store.protocol import Store
from cstokb.store.sql.opening import open_sql
from cstokb.store.sql.store import SqlStore
from cstokb.store.sql.tables import TABLES
from tests.faults.base import SEED
from tests.servers import Server
from tests.store.samples import content

SECONDS = 120.0


class Place(Protocol):
    """A store that can be struck."""

    location: str
    """What `--store` is given."""

    def keep(self) -> None:
        """Let what it holds now be what it is put back to."""

    def put_back(self) -> None:
        """Let it hold what was kept; what a strike left beside it stays."""

    def state(self) -> object:
        """What it holds, without the times of its changes; raise what reading may raise."""

    def strangers(self) -> list[str]:
        """What stands beside it and is no part of it."""


Make = Callable[[str, bool], Place]
"""Makes a store with the seed, of that name, with a log or without one."""


class FilePlace:
    """A file of TinyDB's, alone in a folder; `state` looks at its bytes."""

    def __init__(self, path: Path, state: Callable[[bytes], object]) -> None:
        self.path = path
        self.location = str(path)
        self._state = state
        self.keep()

    @classmethod
    def made(cls, folder: Path, *, log: bool = True) -> "FilePlace":
        """A new one with the seed."""
        folder.mkdir()
        path = folder / "store.json"
        path.write_bytes(content(SEED, **({} if log else {"log": False})))
        return cls(path, tables)

    def keep(self) -> None:
        """See `Place.keep`."""
        self._kept = self.path.read_bytes()

    def put_back(self) -> None:
        """See `Place.put_back`."""
        _replace(self.path, self._kept)

    def state(self) -> object:
        """See `Place.state`; the backup must be readable too."""
        backup = self.path.with_name(f"{self.path.name}.bak")
        if backup.exists():
            self._state(backup.read_bytes())
        return self._state(self.path.read_bytes())

    def strangers(self) -> list[str]:
        """Files that are neither its lock nor its backup."""
        known = {self.path.name, f"{self.path.name}.bak", f".{self.path.name}.lock"}
        return sorted({*os.listdir(self.path.parent)} - known)


class SqlitePlace:
    """A file of SQLite's, alone in a folder."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.location = f"sqlite:///{path}"
        self.keep()

    @classmethod
    def made(cls, folder: Path, *, log: bool = True) -> "SqlitePlace":
        """A new one with the seed."""
        folder.mkdir()
        path = folder / "store.db"
        _seed(f"sqlite:///{path}", log=log)
        return cls(path)

    def keep(self) -> None:
        """See `Place.keep`."""
        self._kept = self.path.read_bytes()

    def put_back(self) -> None:
        """See `Place.put_back`; the journal is a part of the file that it belongs to."""
        self.path.with_name(f"{self.path.name}-journal").unlink(missing_ok=True)
        _replace(self.path, self._kept)

    def state(self) -> object:
        """See `Place.state`; the whole file is checked, and its indexes of words."""
        with closing(open_sql(self.location).database) as database:
            assert database.rows("pragma integrity_check") == [("ok",)]
            held = _rows(database.rows)
            for table in (table for table in TABLES if table.terms):
                name = f"{table.name}_terms"
                database.run(
                    f"create virtual table temp.{name}_seen using fts5vocab(main, {name}, instance)"
                )
                held[name] = sorted(database.rows(f"select term, doc from temp.{name}_seen"))
        return held

    def strangers(self) -> list[str]:
        """Files that are not the store's."""
        return sorted({*os.listdir(self.path.parent)} - {self.path.name})


class ServerPlace:
    """A database of a server."""

    def __init__(self, server: Server, name: str) -> None:
        self.server = server
        self.location = server.url(name)
        self._name = name
        self.keep()

    @classmethod
    def made(cls, server: Server, name: str, *, log: bool = True) -> "ServerPlace":
        """A new one with the seed."""
        _seed(server.create(name), log=log)
        return cls(server, name)

    def keep(self) -> None:
        """See `Place.keep`; the tables are kept beside, in a schema of their own."""
        copies = (f"create table kept.{t.name} as table public.{t.name}" for t in TABLES)
        statements = ("drop schema if exists kept cascade", "create schema kept", *copies)
        self.server.sql("; ".join(statements), self._name)

    def put_back(self) -> None:
        """See `Place.put_back`."""
        self._wait_for_sessions()
        # Truncating makes new files, and each would have to be synced.
        copies = (
            f"delete from public.{t.name}; insert into public.{t.name} table kept.{t.name}"
            for t in TABLES
        )
        self.server.sql("; ".join(("begin", *copies, "commit")), self._name)

    def state(self) -> object:
        """See `Place.state`; what the server still does for whoever died is waited for."""
        self._wait_for_sessions()
        with closing(open_sql(self.location).database) as database:
            return _rows(database.rows)

    def strangers(self) -> list[str]:
        """Nothing: a server keeps its own house."""
        return []

    def _wait_for_sessions(self) -> None:
        there = "select 1 from pg_stat_activity where application_name = 'cstokb'"
        until = time.monotonic() + SECONDS
        while self.server.sql(f"{there} and datname = '{self._name}'"):
            assert time.monotonic() < until, "a session does not end"
            time.sleep(0.005)


def makers(kind: str, folder: Path, server: Server | None) -> Make:
    """What makes stores of that kind; those of PostgreSQL on the server."""
    if kind == "file":
        return lambda name, log: FilePlace.made(folder / name, log=log)
    if kind == "sqlite":
        return lambda name, log: SqlitePlace.made(folder / name, log=log)
    assert server
    return lambda name, log: ServerPlace.made(server, name, log=log)


def tables(data: bytes) -> object:
    """What the bytes of a file of TinyDB's hold; raise `StoreDamaged`."""
    held: dict[str, dict[str, Any]] = {
        name: dict(rows) for name, rows in loads(data, "store.json").items()
    }
    del held["meta"]["store"]["crc32"]
    for entry in held.get("log", {}).values():
        entry.pop("at", None)
    return held


def _rows(ask: Callable[[str], Iterable[tuple[Any, ...]]]) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all tables by table, without the times in the log."""
    held = {t.name: list(ask(f"select * from main.{t.name} order by {t.key}")) for t in TABLES}
    held["log"] = [(number, *rest) for number, _, *rest in held["log"]]
    return held


@contextmanager
def opened(location: str) -> Iterator[Store]:
    """The store there, which is left alone afterwards."""
    store = open_store(location)
    try:
        yield store
    finally:
        if isinstance(store, SqlStore):
            store.database.close()


def _seed(location: str, *, log: bool) -> None:
    create_store(location)
    with opened(location) as store:
        store.apply(SEED)
        if not log and isinstance(store, SqlStore):
            with store.database.writing(0):
                store.database.run("insert into main.meta values ('log', 'false')")


def _replace(path: Path, data: bytes) -> None:
    other = path.parent.parent / f"{path.parent.name}.old"
    other.write_bytes(data)
    os.replace(other, path)
