"""Copying a store to another: whole or not at all, and compared before it counts.

Records are read and written one after the other, so that size is no matter, and hashed on
the way; the copy is read again and hashed before it is put in place.
"""

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

from cstokb.errors import (
    CstokbError,
    Rejected,
    StoreBusy,
    UsageError,
    refused_by_system,
)
from cstokb.model.fields import Record
from cstokb.model.record import Noun, to_record
from cstokb.store import is_url
from cstokb.store.file.document import write
from cstokb.store.file.storage import MOST_BYTES, FileStorage, place_new
from cstokb.store.file.tiny import TinyStore
from cstokb.store.layered import LayeredStore
from cstokb.store.protocol import TABLES, Entry, Store, records_in
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
    """What is copied: a store, what it says of itself, and whether its log comes along."""

    store: Store
    base: str = ""
    keeps_log: bool = True

    def log(self) -> tuple[Entry, ...]:
        """The changes it has taken, oldest first; what is joined of two has none."""
        return () if isinstance(self.store, LayeredStore) else self.store.log()

    @property
    def size(self) -> int:
        """How many records it has."""
        return sum(self.store.sizes().values())

    def meta(self) -> dict[str, Any]:
        """What the copy says of itself."""
        meta: dict[str, Any] = {"revision": self.store.revision}
        meta |= {"base": self.base} if self.base else {}
        return meta | ({} if self.keeps_log else {"log": False})


def original_of(store: Store, *, flat: bool = False) -> Original:
    """What is copied of a store: of a layer the layer alone, unless `flat` joins it."""
    if isinstance(store, LayeredStore):
        return Original(store) if flat else original_of(store.upper)._replace(base="shipped")
    meta = getattr(store, "meta", {})
    return Original(store, keeps_log=meta.get("log", True) not in (False, "false"))


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
        """What was counted."""
        whole = hashlib.sha256("".join(h.hexdigest() for h in self._hashes.values()).encode())
        return Copied(self._records, whole.hexdigest())


def copy(original: Original, location: str, tick: Tick) -> Copied:
    """Copy the store to a path or URL where there is none yet, or an empty one on a server.

    Raise `Rejected` if there is one, `StoreBusy` if the original was changed meanwhile,
    and what reading and writing may raise; nothing is left behind then.
    """
    copying = _Copying(original, tick)
    if not is_url(location):
        copying.to_file(location)
        return copying.digest.done()
    # Files are copied without them.
    from cstokb.store.sql.filling import fill
    from cstokb.store.sql.opening import new_store

    with new_store(location, base=original.base, reuse=True) as store:
        fill(store.database, original.meta(), copying.records(), original.log())
        copying.compare(store)
    return copying.digest.done()


def replace(store: "SqlStore", original: Original, tick: Tick, lock_timeout: float) -> Copied:
    """Put all that the original holds in the place of what the store does, in one step.

    Whoever read the store that goes sees by its revision that it went. Raise as `copy` does.
    """
    # Files are replaced without them.
    from cstokb.store.sql.filling import empty, fill
    from cstokb.store.sql.store import SqlStore, current_revision

    copying = _Copying(original, tick)
    with store.database.writing(lock_timeout):
        meta = original.meta()
        there = current_revision(store.database)
        if there > meta["revision"]:
            meta["revision"] = there + 1
        empty(store.database)
        fill(store.database, meta, copying.records(), original.log())
        copying.compare(SqlStore(store.database))
    return copying.digest.done()


class _Copying:
    """One copy: what was hashed of the original, and when the original was looked at."""

    def __init__(self, original: Original, tick: Tick) -> None:
        self.digest = Digest(tick)
        self._original = original
        self._tick = tick

    def records(self) -> Iterator[tuple[str, Noun]]:
        """Everything that the original knows, each with its table."""
        for table in TABLES:
            yield from ((table, noun) for noun in self.digest.through(self._original.store, table))

    def compare(self, copy: Store) -> None:
        """Raise `StoreBusy` if the original has changed, and a fault if the copy differs."""
        if self._original.store.changed_since_open():
            raise StoreBusy("the store was changed while it was copied", hint="try again")
        again = Digest(self._tick)
        for table in TABLES:
            for _ in again.through(copy, table):
                pass
        if again.done() != self.digest.done():
            raise CstokbError("the copy differs: {}, not {}", again.done(), self.digest.done())

    def to_file(self, path: str) -> None:
        """Write the file beside its place, compare it, and give it its name."""
        if os.path.lexists(path):
            raise Rejected("{} exists already", path, hint="nothing was changed")
        folder, name = os.path.split(os.path.realpath(path))
        try:
            os.makedirs(folder, exist_ok=True)
            with TemporaryDirectory(prefix=f".{name}.", suffix=".tmp", dir=folder) as room:
                made = os.path.join(room, name)
                with open(made, "w+b") as file:
                    write(file, self._original.meta(), self._tables())
                    _check_size(file)
                    file.flush()
                    os.fsync(file.fileno())
                self.compare(TinyStore(FileStorage(made)))
                place_new(made, os.path.join(folder, name), path)
        except OSError as error:
            raise refused_by_system(path, error, "nothing was changed") from None

    def _tables(self) -> Iterator[tuple[str, Iterable[tuple[str, Record]]]]:
        """The tables as a file has them, by name."""
        for name in sorted((*TABLES, "log")):
            if name == "log":
                log = self._original.log()
                yield name, ((log_id(entry), entry_record(entry)) for entry in log)
            else:
                nouns = self.digest.through(self._original.store, name)
                yield name, ((noun.id, to_record(noun)) for noun in nouns)


def _check_size(file: BinaryIO) -> None:
    if file.seek(0, os.SEEK_END) > MOST_BYTES:
        hint = "copy it to sqlite:///PATH"
        raise UsageError("a file of TinyDB's holds {:,} bytes at most", MOST_BYTES, hint=hint)
