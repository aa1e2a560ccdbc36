"""TinyDB storages that lose nothing: one reads bytes, one replaces a file atomically.

TinyDB's own `JSONStorage` writes in place, so a kill, a full disk or a second writer
destroys the file; it is not used anywhere.
"""

import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, suppress
from typing import Any

from tinydb.storages import Storage

from cstokb import files
from cstokb.errors import (
    Rejected,
    StoreBusy,
    StoreDamaged,
    StoreMissing,
    SystemRefused,
    refused_by_system,
)
from cstokb.store.file.document import Tables, dumps, loads, verify
from cstokb.store.protocol import LOCK_TIMEOUT, replacing_revision

MAX_BYTES = 512 * 1024 * 1024


class BytesStorage(Storage):
    """A store that is given as bytes and cannot be written."""

    def __init__(self, data: bytes, name: str) -> None:
        self._tables = loads(data, name)
        self._data = data
        self.name = name

    def read(self) -> Tables:  # type: ignore[override]
        """The tables."""
        return self._tables

    def verify(self, *, full: bool) -> None:
        """See `document.verify`."""
        verify(self._data, self.name, full=full)

    def write(self, data: Mapping[str, Mapping[str, Any]]) -> None:
        """Raise `SystemRefused`."""
        raise SystemRefused("{} is read-only", self.name)

    def locked(self, seconds: float = LOCK_TIMEOUT) -> AbstractContextManager[None]:
        """Raise `SystemRefused`: only writers take the lock."""
        raise SystemRefused("{} is read-only", self.name)

    def replace_tables(self, tables: Tables, seconds: float) -> None:
        """Raise `SystemRefused`."""
        raise SystemRefused("{} is read-only", self.name)


class FileStorage(Storage):
    """A store in a file, read once and replaced whole.

    A symbolic link is followed, and stays. `read` keeps what it read until `write` or
    `refresh`; it never creates, locks or changes the file.
    """

    def __init__(self, path: str) -> None:
        self.path = os.path.realpath(path)
        self._tables: Tables | None = None

    @property
    def name(self) -> str:
        """What the user calls it."""
        return self.path

    def read(self) -> Tables:  # type: ignore[override]
        """The tables; raise `StoreMissing`, `StoreDamaged` or `SystemRefused`."""
        if self._tables is None:
            self._tables = loads(self._bytes(), self.path)
        return self._tables

    def verify(self, *, full: bool) -> None:
        """Read the file anew, strictly; see `document.verify`."""
        verify(self._bytes(), self.path, full=full)

    def refresh(self) -> None:
        """Forget what was read."""
        self._tables = None

    def write(self, data: Mapping[str, Mapping[str, Any]], *, keep: bool = True) -> None:
        """Replace the file by these tables; hold `locked` around reading and writing.

        The old file stays beside it as `.bak` if it is to be kept. Raise `SystemRefused`
        if the system does not allow it and `Rejected` for what JSON in UTF-8 cannot hold;
        the file is then as it was.
        """
        try:
            content = dumps(data)
        except UnicodeEncodeError:
            raise Rejected("a text holds half of a surrogate pair") from None
        except ValueError:
            raise Rejected("a number is infinite or none at all") from None
        try:
            kept = f"{self.path}.bak" if keep else ""
            with files.replacing(self.path, keep=kept) as made, open(made, "r+b") as file:
                file.write(content)
        except OSError as error:
            raise _refused(self.path, error) from error
        self.refresh()

    def replace_tables(self, tables: Tables, seconds: float, *, keep: bool = True) -> None:
        """Put these tables in the place of what the file holds; see `write` and `locked`.

        The old ones stay beside it as `.bak` if they are to be kept.
        """
        with self.locked(seconds):
            meta = tables["meta"]["store"]
            revision = replacing_revision(meta.get("revision", 0), self._revision())
            store = {**meta, "revision": revision}
            self.write({**tables, "meta": {"store": store}}, keep=keep)

    @contextmanager
    def locked(self, seconds: float = LOCK_TIMEOUT) -> Iterator[None]:
        """Hold the one lock of this store; raise `StoreBusy` after `seconds`.

        Raise `StoreMissing` where there is no folder for it, and `SystemRefused`.
        """
        # lazy: 12 ms
        from filelock import FileLock, Timeout

        folder, name = os.path.split(self.path)
        if not os.path.isdir(folder):
            # The lock would make the folder.
            raise _missing(self.path)
        guard = os.path.join(folder, f".{name}.lock")
        lock = FileLock(guard)
        try:
            files.open_lock(guard, self.path)
            lock.acquire(timeout=seconds)
        except Timeout:
            raise StoreBusy(
                "{} is being written by another process",
                self.path,
                hint="try again in a moment",
            ) from None
        except OSError as error:
            raise _refused(self.path, error) from error
        try:
            files.sweep(self.path)
            self.refresh()
            yield
        finally:
            # What was written is written; the lock ends with the process at the latest.
            with suppress(OSError):
                lock.release()

    def _revision(self) -> int:
        """The revision in the file, 0 if none can be read."""
        try:
            return int(self.read()["meta"]["store"].get("revision", 0))
        except (StoreDamaged, StoreMissing):
            return 0

    def _bytes(self) -> bytes:
        # O_NONBLOCK: opening a FIFO must not wait for its writer.
        flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        try:
            with open(self.path, "rb", opener=lambda path, _: os.open(path, flags)) as file:
                status = os.fstat(file.fileno())
                if not stat.S_ISREG(status.st_mode):
                    raise SystemRefused("{} is not a regular file", self.path)
                if status.st_size > MAX_BYTES:
                    raise SystemRefused("{} is larger than {:,} bytes", self.path, MAX_BYTES)
                return file.read()
        except FileNotFoundError:
            raise _missing(self.path) from None
        except OSError as error:
            raise _refused(self.path, error) from error


def set_aside(path: str) -> str:
    """A byte-for-byte copy of the file beside it, under a free name; raise `SystemRefused`."""
    # lazy: 4 ms
    import shutil

    names = (f"{path}.damaged-{number}" for number in range(1, 1000))
    target = next(name for name in names if not os.path.lexists(name))
    try:
        with files.creating(target, target) as made:
            shutil.copyfile(path, made)
            shutil.copymode(path, made)
    except OSError as error:
        raise refused_by_system(target, error, "nothing was written") from None
    return target


def _missing(path: str) -> StoreMissing:
    return StoreMissing("no store at {}", path, hint="check the path, or leave out --store")


def _refused(path: str, error: OSError) -> SystemRefused:
    return refused_by_system(path, error, "nothing was changed")
