"""Opening and making stores by their URLs."""

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from typing import TYPE_CHECKING

from cstokb.errors import Rejected, UsageError, refused_by_system
from cstokb.store.protocol import LOCK_TIMEOUT
from cstokb.store.records import FORMAT
from cstokb.store.sql.database import Database
from cstokb.store.sql.spread.journal import PENDING
from cstokb.store.sql.store import SqlStore
from cstokb.store.sql.tables import SCHEMA
from cstokb.store.sql.url import Address, parse

if TYPE_CHECKING:
    from cstokb.store.sql.postgresql import PostgresqlDatabase

_SECONDS_TO_LOCK = 60


def open_sql(url: str) -> SqlStore:
    """The store at the URL; raise `StoreMissing`, `StoreForeign` and what opening may raise."""
    database = _connected(parse(url))
    try:
        store = SqlStore(database)
        if PENDING in store.meta:
            # Hardly ever.
            from cstokb.store.sql.spread.recovery import mend

            mend(database)
            store = SqlStore(database)
    except BaseException:
        database.close()
        raise
    return store


def create_sql(url: str, *, base: str = "") -> None:
    """Make a store with nothing in it; see `new_store`."""
    with new_store(url, base=base):
        pass


@contextmanager
def new_store(url: str, *, base: str = "", reuse: bool = False) -> Iterator[SqlStore]:
    """Make a store over the shipped facts if `base` is `shipped`, in one transaction.

    With what is done to it in the block, it is there when the block ends, or it never was.
    Raise `Rejected` if there is one already, unless it may be `reuse`d: it may hold nothing.
    """
    address = parse(url)
    if address.scheme == "sqlite":
        with _new_file(address) as database:
            yield _made(database, base)
        return
    with closing(_connected(address)) as database, database.writing(LOCK_TIMEOUT):
        # Whoever came first has made it by now.
        there = _has_tables(database)
        if there and not reuse:
            raise Rejected("{} exists already", address.shown, hint="nothing was changed")
        yield SqlStore(database) if there else _made(database, base)


def _made(database: Database, base: str) -> SqlStore:
    database.create()
    meta = {"format": FORMAT, "schema": str(SCHEMA), "revision": "0"}
    meta |= {"base": base} if base else {}
    database.run_many("insert into meta (name, value) values (?, ?)", list(meta.items()))
    return SqlStore(database)


def _has_tables(database: Database) -> bool:
    tables = "select 1 from information_schema.tables where table_name = 'meta'"
    return bool(database.rows(f"{tables} and table_schema = any (current_schemas(false))"))


def server(address: Address) -> "PostgresqlDatabase":
    """A session with a server; raise `SystemRefused`, or `UsageError` without a driver."""
    # Each engine is imported by those who have a store in it.
    try:
        from cstokb.store.sql.postgresql import PostgresqlDatabase
    except ImportError:
        hint = "install it with: pip install 'cstokb[postgresql]'"
        raise UsageError("stores on a server need psycopg", hint=hint) from None
    return PostgresqlDatabase(address)


def _connected(address: Address) -> Database:
    if address.scheme != "sqlite":
        return server(address)
    from cstokb.store.sql.sqlite import SqliteDatabase

    return SqliteDatabase(address.path, address.shown)


@contextmanager
def _new_file(address: Address) -> Iterator[Database]:
    """A file beside its place, put there at the end: nobody sees a half-made store."""
    # Opening does without them.
    from cstokb.store.file.storage import link_new
    from cstokb.store.sql.sqlite import create_file

    path = os.path.realpath(address.path)
    if os.path.lexists(path) or os.path.lexists(address.path):
        raise Rejected("{} exists already", address.shown, hint="nothing was changed")
    folder, name = os.path.split(path)
    try:
        os.makedirs(folder, exist_ok=True)
        with _room(folder, name) as room:
            made = os.path.join(room, name)
            database = create_file(made, address.shown)
            try:
                with database.writing(LOCK_TIMEOUT):
                    yield database
            finally:
                database.close()
            link_new(made, path, address.shown)
    except OSError as error:
        raise refused_by_system(address.shown, error, "nothing was changed") from None


@contextmanager
def _room(folder: str, name: str) -> Iterator[str]:
    """A folder beside the place of that name; those that killed makers left are swept."""
    # Opening does without them.
    import tempfile

    from filelock import FileLock

    prefix, suffix = f".{name}.", ".tmp"
    with (
        tempfile.TemporaryDirectory(prefix=prefix, suffix=suffix, dir=folder) as room,
        FileLock(os.path.join(room, "lock")),
    ):
        for entry in os.listdir(folder):
            if entry.startswith(prefix) and entry.endswith(suffix):
                _sweep(os.path.join(folder, entry), os.stat(room).st_mtime - _SECONDS_TO_LOCK)
        yield room


def _sweep(room: str, before: float) -> None:
    """Remove a room of before that time whose maker is dead: then its lock is free."""
    import shutil

    from filelock import FileLock, Timeout

    with suppress(OSError, Timeout):
        if os.stat(room).st_mtime < before:
            with FileLock(os.path.join(room, "lock"), timeout=0):
                shutil.rmtree(room)
