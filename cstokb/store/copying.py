"""Copying a store to another: whole or not at all, and compared before it counts.

Records are read and written one after the other, so that size is no matter, and hashed on
the way; the copy is read again and hashed before it is put in place.
"""

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

from cstokb import files
from cstokb.errors import CstokbError, Rejected, StoreBusy, UsageError, refused_by_system
from cstokb.model.fields import Record
from cstokb.model.record import Noun, to_record
from cstokb.store import is_url
from cstokb.store.file.document import Tables, write
from cstokb.store.file.storage import MAX_BYTES, FileStorage
from cstokb.store.file.tiny import TinyStore
from cstokb.store.protocol import TABLES, Entry, Store, records_in, replacing_revision
from cstokb.store.records import entry_record, log_id

if TYPE_CHECKING:
    from cstokb.store.sql.store import SqlStore

Tick = Callable[[], None]
"""Called for every record that is copied, and again when it is compared."""


class Copied(NamedTuple):
    """How many records were copied, and the SHA-256 of their contents, in hexadecimal."""

    records: int
    digest: str


class Original(NamedTuple):
    """What is copied: a store, what its copy is based on, and whether it keeps a log."""

    store: Store
    base: str = ""
    keeps_log: bool = True

    def log(self) -> tuple[Entry, ...]:
        """The changes that the copy remembers; two stores joined in one have none."""
        return self.store.log() if self.store.base_store is None else ()

    @property
    def size(self) -> int:
        """How many records it has."""
        return sum(self.store.sizes().values())

    def meta(self, *, replaced: int = 0) -> dict[str, Any]:
        """What the copy says of itself, in the place of contents of the revision `replaced`."""
        meta: dict[str, Any] = {"revision": replacing_revision(self.store.revision, replaced)}
        meta |= {"base": self.base} if self.base else {}
        return meta | ({} if self.keeps_log else {"log": False})


def original_of(store: Store, *, flat: bool = False) -> Original:
    """What is copied of a store: of a layer the layer alone, unless `flat` joins the two."""
    if flat and store.base_store is not None:
        return Original(store)
    own = store.writable_layer
    keeps_log = own.meta.get("log", True) not in (False, "false")
    return Original(own, own.meta.get("base", ""), keeps_log=keeps_log)


class Digest:
    """Counts the records of a store and hashes them, in order of table and id."""

    def __init__(self, tick: Tick) -> None:
        self._hashes = {table: hashlib.sha256() for table in TABLES}
        self._tick = tick
        self._records = 0

    def through(self, store: Store, table: str) -> Iterator[Noun]:
        """The records of that table, counted and hashed as they pass."""
        for noun in records_in(store, table):
            line = json.dumps([noun.id, to_record(noun)], sort_keys=True, allow_nan=False)
            self._hashes[table].update(f"{line}\n".encode())
            self._records += 1
            self._tick()
            yield noun

    def done(self) -> Copied:
        """What was counted and hashed."""
        whole = hashlib.sha256("".join(h.hexdigest() for h in self._hashes.values()).encode())
        return Copied(self._records, whole.hexdigest())


class Copying:
    """One copy of an original: hashed while it is read, to be compared with what was written."""

    def __init__(self, original: Original, tick: Tick) -> None:
        self._original = original
        self._tick = tick
        self.digest = Digest(tick)

    def records(self) -> Iterator[tuple[str, Noun]]:
        """Everything that the original has, each with its table."""
        for table in TABLES:
            yield from ((table, noun) for noun in self.nouns(table))

    def nouns(self, table: str) -> Iterator[Noun]:
        """Everything that the original has in that table."""
        return self.digest.through(self._original.store, table)

    def compare(self, copy: Store) -> None:
        """Raise `StoreBusy` if the original has changed, and `CstokbError` if the copy differs."""
        if self._original.store.changed_since_open():
            raise StoreBusy("the store was changed while it was copied", hint="try again")
        written = Digest(self._tick)
        for table in TABLES:
            for _ in written.through(copy, table):
                pass
        if written.done() != self.digest.done():
            raise CstokbError("the copy differs: {}, not {}", written.done(), self.digest.done())


def copy(original: Original, location: str, tick: Tick) -> Copied:
    """Copy the store to a path or URL where there is none yet, or an empty one on a server.

    Raise `Rejected` if there is one, `StoreBusy` if the original was changed meanwhile,
    and what reading and writing may raise; nothing is left behind then.
    """
    if not is_url(location):
        return _copy_to_file(original, location, tick)
    # lazy: 10 ms
    from cstokb.store.sql.opening import new_store

    with new_store(location, base=original.base, reuse=True) as store:
        return _fill(store, original, tick)


def write_sqlite(original: Original, path: str, tick: Tick) -> None:
    """Make the empty file at the path a copy, one of SQLite's; raise as `copy` does."""
    # lazy: 10 ms
    from cstokb.store.sql.opening import store_in

    with store_in(path, path, original.base) as store:
        _fill(store, original, tick)


def _fill(store: "SqlStore", original: Original, tick: Tick) -> Copied:
    copying = Copying(original, tick)
    store.fill(original.meta(), copying.records(), original.log())
    copying.compare(store)
    return copying.digest.done()


def tables_of(original: Original, tick: Tick) -> Tables:
    """The tables of a TinyDB file with all that the original holds."""
    if isinstance(original.store, TinyStore):
        # Such records are copied as they stand, even those that were written by hand.
        return original.store.tables()
    with files.scratch_folder() as folder:
        path = os.path.join(folder, "copy.json")
        _copy_to_file(original, path, tick)
        return FileStorage(path).read()


def _copy_to_file(original: Original, path: str, tick: Tick) -> Copied:
    """Write the file beside its place, compare it, and give it its name."""
    if os.path.lexists(path):
        raise Rejected("{} exists already", path, hint="nothing was changed")
    real = os.path.realpath(path)
    try:
        files.make_folder(os.path.dirname(real))
        with files.creating(real, path) as made:
            return write_file(original, made, tick)
    except OSError as error:
        raise refused_by_system(path, error, "nothing was changed") from None


def write_file(original: Original, path: str, tick: Tick) -> Copied:
    """Make the file at the path, new or empty, a copy, one of TinyDB's; raise as `copy` does."""
    copying = Copying(original, tick)
    with files.open_empty(path) as file:
        write(file, original.meta(), _tables(original, copying))
        _check_size(file)
    copying.compare(TinyStore(FileStorage(path)))
    return copying.digest.done()


def _tables(
    original: Original, copying: Copying
) -> Iterator[tuple[str, Iterable[tuple[str, Record]]]]:
    """The tables of a file in their order, each with its ids and records."""
    for name in sorted((*TABLES, "log")):
        if name == "log":
            yield name, ((log_id(entry), entry_record(entry)) for entry in original.log())
        else:
            yield name, ((noun.id, to_record(noun)) for noun in copying.nouns(name))


def _check_size(file: BinaryIO) -> None:
    if file.seek(0, os.SEEK_END) > MAX_BYTES:
        hint = "copy it to sqlite:///PATH"
        raise UsageError("a file of TinyDB's holds {:,} bytes at most", MAX_BYTES, hint=hint)
