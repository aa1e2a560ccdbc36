"""Opening and creating stores by their URLs."""

import os
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from typing import TYPE_CHECKING

from cstokb.errors import Rejected, UsageError, refused_by_system
from cstokb.model.predicate import Predicate
from cstokb.store.protocol import LOCK_TIMEOUT
from cstokb.store.sql.database import Database
from cstokb.store.sql.meta import first_meta
from cstokb.store.sql.rows import insert_nouns
from cstokb.store.sql.store import SqlStore
from cstokb.store.sql.tables import JOURNAL
from cstokb.store.sql.url import Address, parse

if TYPE_CHECKING:
    from cstokb.store.sql.postgresql import PostgresqlDatabase

_SECONDS_TO_LOCK = 60


def open_sql(url: str) -> SqlStore:
    """The store at the URL; raise `StoreMissing`, `StoreForeign` and what opening may raise."""
    address = parse(url)
    with ExitStack() as failing:
        if address.scheme == "sqlite":
            from cstokb.store.sql.sqlite import SqliteDatabase  # lazy: 4 ms; only for files

            file = SqliteDatabase(address.path, address.shown)
            failing.callback(file.close)
            store = SqlStore(file)
        else:
            database = connect(address)
            failing.callback(database.close)
            store = _store_on(database, recover=True)
        failing.pop_all()
    return store


def create_sql(url: str, *, base: str = "", vocabulary: Iterable[Predicate] = ()) -> None:
    """Create a store with a vocabulary alone; see `new_store`."""
    with new_store(url, base=base) as store:
        insert_nouns(store.database, "predicates", tuple(vocabulary))


@contextmanager
def new_store(url: str, *, base: str = "", reuse: bool = False) -> Iterator[SqlStore]:
    """Create a store over the shipped facts if `base` is `shipped`, in one transaction.

    With what is done to it in the block, it is there when the block ends, or it never was.
    Raise `Rejected` if there is one already, unless it may be `reuse`d: it may hold nothing.
    """
    address = parse(url)
    if address.scheme == "sqlite":
        with _new_file(address) as database:
            yield _create(database, base)
        return
    with closing(connect(address)) as server, server.writing(LOCK_TIMEOUT):
        # Whoever came first has created it by now.
        exists = _has_tables(server)
        if exists and not reuse:
            raise Rejected("{} exists already", address.shown, hint="nothing was changed")
        yield _store_on(server) if exists else _create(server, base)


def connect(address: Address) -> "PostgresqlDatabase":
    """Connect to a server; raise `SystemRefused`, or `UsageError` without a driver."""
    try:
        # lazy: 100 ms; only stores on a server need psycopg
        from cstokb.store.sql.postgresql import PostgresqlDatabase
    except ImportError:
        hint = "install it with: pip install 'cstokb[postgresql]'"
        raise UsageError("stores on a server need psycopg", hint=hint) from None
    return PostgresqlDatabase(address)


def _store_on(database: "PostgresqlDatabase", *, recover: bool = False) -> SqlStore:
    """The store on that server, of the class that fits what it says of itself."""
    store = SqlStore(database)
    if JOURNAL not in store.meta:
        return store
    from cstokb.store.sql.spread.store import SpreadStore  # lazy: 2 ms; few stores are spread

    return SpreadStore.recovered(database) if recover else SpreadStore(database)


def _create(database: Database, base: str) -> SqlStore:
    database.create()
    rows = list(first_meta(base).items())
    database.run_many("insert into meta (name, value) values (?, ?)", rows)
    return SqlStore(database)


def _has_tables(database: Database) -> bool:
    tables = "select 1 from information_schema.tables where table_name = 'meta'"
    return bool(database.rows(f"{tables} and table_schema = any (current_schemas(false))"))


@contextmanager
def _new_file(address: Address) -> Iterator[Database]:
    """A file in a folder beside its path, moved there at the end: nobody sees half a store."""
    # lazy: 5 ms; only who creates a store in a file needs them
    from cstokb.store.file.storage import link_new
    from cstokb.store.sql.sqlite import create_file

    path = os.path.realpath(address.path)
    if os.path.lexists(path) or os.path.lexists(address.path):
        raise Rejected("{} exists already", address.shown, hint="nothing was changed")
    folder, name = os.path.split(path)
    try:
        os.makedirs(folder, exist_ok=True)
        with _scratch_folder(folder, name) as scratch:
            file = os.path.join(scratch, name)
            database = create_file(file, address.shown)
            try:
                with database.writing(LOCK_TIMEOUT):
                    yield database
            finally:
                database.close()
            link_new(file, path, address.shown)
    except OSError as error:
        raise refused_by_system(address.shown, error, "nothing was changed") from None


@contextmanager
def _scratch_folder(folder: str, name: str) -> Iterator[str]:
    """A folder in `folder` for making the file `name`; those of killed makers are removed."""
    # lazy: 12 ms; only who creates a store in a file needs them
    import tempfile

    from filelock import FileLock

    prefix, suffix = f".{name}.", ".tmp"
    with (
        tempfile.TemporaryDirectory(prefix=prefix, suffix=suffix, dir=folder) as scratch,
        FileLock(os.path.join(scratch, "lock")),
    ):
        for entry in os.listdir(folder):
            if entry.startswith(prefix) and entry.endswith(suffix):
                before = os.stat(scratch).st_mtime - _SECONDS_TO_LOCK
                _remove_abandoned(os.path.join(folder, entry), before)
        yield scratch


def _remove_abandoned(scratch: str, before: float) -> None:
    """Remove a folder of before that time whose maker is dead: then its lock is free."""
    import shutil  # lazy: 5 ms; only who creates a store in a file needs it

    from filelock import FileLock, Timeout

    with suppress(OSError, Timeout):
        if os.stat(scratch).st_mtime < before:
            with FileLock(os.path.join(scratch, "lock"), timeout=0):
                shutil.rmtree(scratch)
