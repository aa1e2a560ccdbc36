"""The store as a whole: where it is, copies of it, and putting another in its place."""

import os
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from cstokb.cli.output import write_file_bytes
from cstokb.cli.progress import progress
from cstokb.cli.session import Session, layer_path
from cstokb.cli.writing import DRY_RUN
from cstokb.errors import StoreDamaged, StoreMissing, refused_by_system
from cstokb.messages import Message
from cstokb.render.page import Cell, Column, View, line
from cstokb.store import is_url, open_store, shown_location, sqlite_path
from cstokb.store.copying import copy, original_of, replace
from cstokb.store.file.document import Tables, dumps
from cstokb.store.file.storage import FileStorage
from cstokb.store.protocol import Store, own

if TYPE_CHECKING:
    from cstokb.store.sql.store import SqlStore


def store_path(session: Session) -> str:
    """The file of TinyDB's that the session's store is, or would be."""
    return os.path.realpath(session.settings.store or layer_path())


def store_file(session: Session) -> str:
    """The file that the session's store is in, of either sort, or empty."""
    url = session.settings.store
    return sqlite_path(url) if is_url(url) else store_path(session)


def place_of(session: Session) -> str:
    """Where the session's store is, as it may be shown."""
    url = session.settings.store
    return shown_location(url) if is_url(url) else store_path(session)


def store_name(session: Session) -> str:
    """The session's store as it may be shown."""
    chosen = session.settings.store
    if not chosen and not os.path.lexists(layer_path()):
        return "the shipped facts"
    return place_of(session)


def sql_store(session: Session) -> "SqlStore | None":
    """The session's store, if it is in a database; of a layer the layer alone."""
    if not is_url(session.settings.store):
        return None
    # Only stores in a database need it.
    from cstokb.store.sql.store import SqlStore

    store = own(session.knowledge)
    return store if isinstance(store, SqlStore) else None


def saved(session: Session, path: str) -> None:
    """Write a copy of one revision of the store into a file, in place of what is there.

    A store in a file is copied as one of TinyDB's, any other as one of SQLite's.
    """
    if not is_url(session.settings.store):
        write_file_bytes(path, [dumps(FileStorage(store_path(session)).read())])
        return
    try:
        with TemporaryDirectory(dir=os.path.dirname(os.path.abspath(path))) as room:
            _save(session, f"{room}/copy")
            os.replace(f"{room}/copy", path)
    except OSError as error:
        raise refused_by_system(path, error) from None


def _save(session: Session, path: str) -> None:
    # Only stores in a database need it.
    from cstokb.store.sql.sqlite import SqliteDatabase

    store = sql_store(session)
    if store and isinstance(store.database, SqliteDatabase):
        # Copied record by record, a store that others write would never be done.
        store.database.copy_to(path)
        SqliteDatabase(path).verify()
        return
    original = original_of(session.knowledge)
    with progress(session, "saving", 2 * original.size) as tick:
        copy(original, sqlite_url(path), tick)


def put_back(session: Session, file: str, *, yes: bool, lock_timeout: float) -> None:
    """Put the copy in that file in the place of the session's store."""
    store = sql_store(session)
    if store is None:
        path = store_path(session)
        replaced(session, path, _tables(file), yes=yes, lock_timeout=lock_timeout)
        return
    _ask(session, store_name(session), yes=yes)
    original = original_of(opened(file))
    with progress(session, "restoring", 2 * original.size) as tick:
        replace(store, original, tick, lock_timeout)


def opened(file: str) -> Store:
    """The store in a file, be it TinyDB's or SQLite's; raise what opening raises."""
    return open_store(sqlite_url(file) if _is_sqlite(file) else file)


def sqlite_url(path: str) -> str:
    """The URL of a file of SQLite's."""
    escaped = os.path.abspath(path).replace("%", "%25").replace("?", "%3F")
    return f"sqlite:///{escaped}"


def _is_sqlite(file: str) -> bool:
    try:
        # Whatever is no file would keep who opens it waiting.
        with open(file if os.path.isfile(file) else os.devnull, "rb") as copy:
            return copy.read(16) == b"SQLite format 3\0"
    except OSError:
        # Opening it as a store tells what is wrong.
        return False


def _tables(file: str) -> Tables:
    """The tables of a copy, whichever sort of file it is in."""
    if not _is_sqlite(file):
        return FileStorage(file).read()
    with TemporaryDirectory() as room:
        copy(original_of(open_store(sqlite_url(file))), f"{room}/copy.json", lambda: None)
        return FileStorage(f"{room}/copy.json").read()


def replaced(
    session: Session,
    path: str,
    tables: Tables,
    *,
    yes: bool,
    lock_timeout: float,
    keep: bool = True,
) -> None:
    """Put the tables in the place of the store, under its lock; `keep` it as .bak."""
    _ask(session, path, yes=yes)
    storage = FileStorage(path)
    with storage.locked(lock_timeout):
        store = dict(tables["meta"]["store"])
        there = _revision(storage)
        if there > store.get("revision", 0):
            # Whoever read the store that goes must see that it went.
            store["revision"] = there + 1
        storage.write({**tables, "meta": {"store": store}}, keep=keep)


def _ask(session: Session, what: str, *, yes: bool) -> None:
    """Raise `UsageError` if somebody who can answer says no."""
    if session.output.interactive and not yes:
        session.output.confirm(Message("Replace {}?", what))


def _revision(storage: FileStorage) -> int:
    """The revision of the store that is there, 0 if none can be read."""
    try:
        return int(storage.read()["meta"]["store"].get("revision", 0))
    except (StoreDamaged, StoreMissing):
        return 0


def copied(path: str) -> str:
    """A byte-for-byte copy of the file beside it, under a free name."""
    names = (f"{path}.damaged-{number}" for number in range(1, 1000))
    target = next(name for name in names if not os.path.exists(name))
    try:
        with open(path, "rb") as file:
            write_file_bytes(target, [file.read()])
    except OSError as error:
        raise refused_by_system(path, error) from None
    return target


def told(session: Session, what: str, source: str, target: str, *, dry_run: bool = False) -> None:
    """Answer with the two files."""
    item = {"done": what, "from": source, "to": target}
    columns = (Column("done"), Column("from", "id"), Column("to", "id"))
    page = [line(f"{what} ", Cell(target, "id"))]
    session.write(View({}, lambda: [item], columns, lambda: page))
    if dry_run:
        session.output.note(DRY_RUN)
