"""Opening and creating stores by their URLs."""

import os
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, closing, contextmanager
from typing import TYPE_CHECKING

from cstokb.errors import Rejected, StoreMissing, UsageError, refused_by_system
from cstokb.messages import Message
from cstokb.model.predicate import Predicate
from cstokb.store.protocol import LOCK_TIMEOUT
from cstokb.store.sql.database import Database
from cstokb.store.sql.meta import first_meta
from cstokb.store.sql.rows import insert_nouns
from cstokb.store.sql.store import SqlStore
from cstokb.store.sql.tables import JOURNAL, META
from cstokb.store.sql.url import Address, parse

if TYPE_CHECKING:
    from cstokb.store.sql.postgresql import PostgresqlDatabase


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
            if not database.has_store:
                hint = Message("cstokb init {} makes one", database.name)
                raise StoreMissing("no store at {}", database.name, hint=hint)
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
        with _new_file(address, base) as store:
            yield store
        return
    with closing(connect(address)) as server, server.writing(LOCK_TIMEOUT):
        # Whoever came first has created it by now.
        exists = bool(server.existing([META.name]))
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
    database.run_many("insert into main.meta (name, value) values (?, ?)", rows)
    return SqlStore(database)


@contextmanager
def store_in(path: str, name: str, base: str) -> Iterator[SqlStore]:
    """Make a store of SQLite's in the empty file; it is written when the block ends."""
    # lazy: 4 ms; only for files
    from cstokb.store.sql.sqlite import create_file

    with closing(create_file(path, name)) as database, database.writing(LOCK_TIMEOUT):
        yield _create(database, base)


@contextmanager
def _new_file(address: Address, base: str) -> Iterator[SqlStore]:
    """A store in a file that gets its name at the end: nobody sees half of one."""
    # lazy: 2 ms; only who creates a store in a file needs it
    from cstokb.files import creating, make_folder

    path = os.path.realpath(address.path)
    if os.path.lexists(address.path):
        raise Rejected("{} exists already", address.shown, hint="nothing was changed")
    try:
        make_folder(os.path.dirname(path))
        with creating(path, address.shown) as made, store_in(made, address.shown, base) as store:
            yield store
    except OSError as error:
        raise refused_by_system(address.shown, error, "nothing was changed") from None
