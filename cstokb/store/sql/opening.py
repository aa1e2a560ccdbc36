"""Opening and making stores by their URLs."""

import os
from contextlib import suppress

from cstokb.errors import Rejected, SystemRefused, UsageError
from cstokb.store.records import FORMAT
from cstokb.store.sql.database import Database
from cstokb.store.sql.schema import SCHEMA
from cstokb.store.sql.store import SqlStore
from cstokb.store.sql.url import Address, parse


def open_sql(url: str) -> SqlStore:
    """The store at the URL; raise `StoreMissing`, `StoreForeign` and what opening may raise."""
    return SqlStore(_connected(parse(url)))


def create_sql(url: str, *, base: str = "") -> SqlStore:
    """Make a store with nothing in it, over the shipped facts if `base` is `shipped`.

    Raise `Rejected` if there is something already.
    """
    address = parse(url)
    if address.scheme == "sqlite":
        return _create_file(address, base)
    database = _connected(address)
    there = "select 1 from information_schema.tables where table_name = 'meta'"
    if database.rows(f"{there} and table_schema = any (current_schemas(false))"):
        raise Rejected(f"{address.shown} exists already", hint="nothing was changed")
    with database.writing(0):
        database.create()
        describe(database, base=base)
    return SqlStore(database)


def describe(database: Database, *, base: str = "", revision: int = 0, log: bool = True) -> None:
    """Say in the new table `meta` what the store is."""
    meta = {"format": FORMAT, "schema": str(SCHEMA), "revision": str(revision)}
    meta |= {"base": base} if base else {}
    meta |= {} if log else {"log": "false"}
    database.run_many("insert into meta (name, value) values (?, ?)", list(meta.items()))


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


def _create_file(address: Address, base: str) -> SqlStore:
    """Make the file beside its place and put it there: nobody sees a half-made store."""
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
            with database.writing(0):
                database.create()
                describe(database, base=base)
            database.close()
            _put(made, path, address.shown)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise SystemRefused(f"{address.shown}: {reason}", hint="nothing was changed") from None
    return SqlStore(_connected(address))


def _put(made: str, path: str, name: str) -> None:
    """Give the file its name, unless something has it."""
    try:
        os.link(made, path)
    except FileExistsError:
        raise Rejected(f"{name} exists already", hint="nothing was changed") from None
    except OSError:
        # A file system without hard links.
        os.rename(made, path)
    with suppress(OSError):
        os.unlink(made)
