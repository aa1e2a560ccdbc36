"""Backups: a store saved as a file, restored from one, and repaired where it is damaged."""

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from functools import partial
from typing import NamedTuple

from cstokb import files
from cstokb.errors import StoreDamaged, refused_by_system
from cstokb.messages import Message
from cstokb.store import is_url, open_alone, open_store
from cstokb.store.copying import Original, Tick, original_of
from cstokb.store.file.storage import FileStorage, set_aside
from cstokb.store.protocol import Store

Progress = Callable[[Message, int], AbstractContextManager[Tick]]
"""Shows how far work of that name has come, of so many ticks."""


class Repair(NamedTuple):
    """How a store is repaired: from which file or URL, what to say of it, and what does it.

    `put_back` takes the seconds to wait for another writer.
    """

    source: str
    target: str
    note: Message
    put_back: Callable[[float], None]


def save_backup(store: Store, path: str, progress: Progress) -> None:
    """Write a backup of the store in the place of what `path` holds, whole or not at all.

    Raise `SystemRefused`, and what `Store.write_backup` raises.
    """
    # What cannot be read leaves no trace.
    total = 2 * original_of(store).size
    try:
        with files.replacing(path) as made, progress(Message("saving"), total) as tick:
            store.write_backup(made, tick)
    except OSError as error:
        raise refused_by_system(path, error, "nothing was written") from None


def open_backup(path: str) -> Store:
    """The store in a backup, a file of TinyDB's or of SQLite's; raise as `open_store`.

    A backup is a file even if its name looks like a URL.
    """
    # lazy: 1 ms
    from cstokb.store.sql.url import sqlite_url

    if _is_sqlite(path):
        return open_store(sqlite_url(path))
    return open_store(os.path.abspath(path) if is_url(path) else path)


def restore(store: Store, original: Original, progress: Progress, lock_timeout: float) -> None:
    """Put the original in the place of what the store holds; see `Store.replace_contents`."""
    with progress(Message("restoring"), 2 * original.size) as tick:
        store.replace_contents(original, tick, lock_timeout)


@contextmanager
def repairing(location: str, progress: Progress, *, dry_run: bool) -> Iterator[Repair]:
    """How the store at the location is repaired; a damaged file is kept aside unless `dry_run`.

    A store that is whole is written anew from a copy of itself. Raise `StoreDamaged` for one
    that is not, unless it is a file with a whole `.bak` file beside it.
    """
    if not is_url(location):
        yield _file_repair(FileStorage(location), dry_run=dry_run)
        return
    store = open_alone(location)
    note = Message("the store is whole; it was written anew, with its indexes")
    with files.scratch_folder() as scratch:
        copy = os.path.join(scratch, "copy")
        save_backup(store, copy, progress)
        with closing(open_backup(copy)) as backup:
            put_back = partial(restore, store, original_of(backup), progress)
            yield Repair(store.name, store.name, note, put_back)


def _file_repair(storage: FileStorage, *, dry_run: bool) -> Repair:
    path = storage.path
    try:
        tables = storage.read()
    except StoreDamaged as damage:
        if not os.path.exists(f"{path}.bak"):
            damage.advice = Message(
                "there is no .bak file beside it; cstokb restore FILE takes a backup"
            )
            raise
    else:
        note = Message("the store is whole; it was written anew")
        return Repair(path, path, note, partial(storage.replace_tables, tables))
    previous = FileStorage(f"{path}.bak").read()
    note = Message("the damaged store is kept aside")
    if not dry_run:
        note = Message("the damaged store is kept in {}", set_aside(path))
    # The good copy stays the .bak until the store is good, and after.
    put_back = partial(storage.replace_tables, previous, keep=False)
    return Repair(f"{path}.bak", path, note, put_back)


def _is_sqlite(path: str) -> bool:
    try:
        # Whatever is no file would keep who opens it waiting.
        with open(path if os.path.isfile(path) else os.devnull, "rb") as file:
            return file.read(16) == b"SQLite format 3\0"
    except OSError:
        # Opening it as a store tells what is wrong.
        return False
