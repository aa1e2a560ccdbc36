"""Opening and making stores by their URLs."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from cstokb.errors import Rejected, SystemRefused, UsageError
from cstokb.store.protocol import PATIENCE
from cstokb.store.records import FORMAT
from cstokb.store.sql.database import Database
from cstokb.store.sql.schema import SCHEMA
from cstokb.store.sql.store import SqlStore
from cstokb.store.sql.url import Address, parse
from cstokb.store.storage import place_new


def open_sql(url: str) -> SqlStore:
    """The store at the URL; raise `StoreMissing`, `StoreForeign` and what opening may raise."""
    return SqlStore(_connected(parse(url)))


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
    database = _connected(address)
    there = _has_tables(database)
    if there and not reuse:
        raise Rejected(f"{address.shown} exists already", hint="nothing was changed")
    with database.writing(PATIENCE):
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


def _connected(address: Address) -> Database:
    # Each engine is imported by those who have a store in it.
    if address.scheme == "sqlite":
        from cstokb.store.sql.sqlite import SqliteDatabase

        return SqliteDatabase(address.path, address.shown)
    try:
        from cstokb.store.sql.postgresql import PostgresqlDatabase
    except ImportError:
        hint = "install it with: pip install 'cstokb[postgresql]'"
        raise UsageError("stores on a server need psycopg", hint=hint) from None
    return PostgresqlDatabase(address)


@contextmanager
def _new_file(address: Address) -> Iterator[Database]:
    """A file beside its place, put there at the end: nobody sees a half-made store."""
    # Opening does without them.
    import tempfile

    from cstokb.store.sql.sqlite import create_file

    path = os.path.realpath(address.path)
    if os.path.lexists(path):
        raise Rejected(f"{address.shown} exists already", hint="nothing was changed")
    folder, name = os.path.split(path)
    try:
        os.makedirs(folder, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{name}.", suffix=".tmp", dir=folder) as room:
            made = os.path.join(room, name)
            database = create_file(made, address.shown)
            try:
                with database.writing(PATIENCE):
                    yield database
            finally:
                database.close()
            place_new(made, path, address.shown)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise SystemRefused(f"{address.shown}: {reason}", hint="nothing was changed") from None
