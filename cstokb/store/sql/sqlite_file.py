"""Files of SQLite's: opening them, the checksums of records in them, errors in our words."""

import os
import sqlite3
import stat
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress

from cstokb.errors import (
    CstokbError,
    Rejected,
    StoreBusy,
    StoreDamaged,
    StoreForeign,
    StoreMissing,
    SystemRefused,
    refused_by_system,
)
from cstokb.messages import Message

APPLICATION = 0x63737462
"""What the file says it is (`application_id`)."""

_REFUSED = (
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_AUTH,
)
CACHE_KB = 16_000
"""KiB of pages that are kept in memory."""
MAX_DIRTY_PAGES = 100_000
"""So many changed pages stay in memory until the commit: readers need not wait before it."""

_RESTORE_HINT = "cstokb restore FILE puts a backup in its place"


def connect(path: str, name: str, mode: str = "rw") -> sqlite3.Connection:
    """Connect to the file; raise `StoreDamaged` or `SystemRefused`."""
    # Only the characters that a URI reads as its own are escaped.
    escaped = path.replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    with ExitStack() as failing, translated(name):
        connection = sqlite3.connect(
            f"file:{escaped}?mode={mode}", uri=True, isolation_level=None, timeout=10
        )
        failing.callback(connection.close)
        connection.execute(f"pragma cache_size = -{CACHE_KB}")
        connection.execute(f"pragma cache_spill = {MAX_DIRTY_PAGES}")
        connection.execute("pragma synchronous = full")
        connection.execute("pragma trusted_schema = off")
        failing.pop_all()
    return connection


def check_file(path: str, name: str) -> None:
    """Raise `StoreMissing` or `SystemRefused` unless there is a regular file to read."""
    try:
        mode = os.stat(path).st_mode
    except FileNotFoundError:
        raise StoreMissing(
            "no store at {}", name, hint=Message("cstokb init {} makes one", name)
        ) from None
    except OSError as error:
        raise refused_by_system(name, error) from None
    if not stat.S_ISREG(mode):
        raise SystemRefused("{} is not a regular file", name)
    if not os.access(path, os.R_OK):
        raise SystemRefused("{}: permission denied", name)


def with_checksum(json: str) -> str:
    """The JSON object with its CRC-32 as the first field, since SQLite's pages have none."""
    return _crc(json) + json[1:]


def without_checksum(json: object, name: str) -> str:
    """The JSON that `with_checksum` was given; raise `StoreDamaged` if it is not as it was."""
    if isinstance(json, str):
        text = f"{{{json[_CRC_LENGTH:]}"
        if json.startswith(_crc(text)):
            return text
    raise damaged(name, "a record is not as it was written")


def _crc(json: str) -> str:
    return f'{{"crc32": "{zlib.crc32(json.encode(errors="surrogatepass")):08x}", '


_CRC_LENGTH = len(_crc(""))


@contextmanager
def translated(name: str) -> Iterator[None]:
    """Translate the driver's errors to `CstokbError`; `name` is the store's."""
    try:
        yield
    except sqlite3.Error as error:
        raise _translation(error, name) from error
    except UnicodeEncodeError:
        raise Rejected("a text holds half of a surrogate pair") from None
    except UnicodeDecodeError:
        raise damaged(name, "a text is not UTF-8") from None


def foreign(name: str) -> StoreForeign:
    """The error for a file that is somebody else's, of SQLite or not."""
    # lazy: 1 ms; only errors need it
    from cstokb.store.first_bytes import advice_for
    from cstokb.store.sql.url import parse

    path = parse(name).path
    hint: Message | None = None
    with suppress(OSError), open(path, "rb") as file:
        begins = file.read(64)
        own = begins.startswith(b"{") and not begins.startswith(b'{"')
        hint = Message("it is no file of SQLite's: --store {}", path) if own else None
        if not begins.startswith(b"SQLite"):
            hint = hint or advice_for(path, begins)
    return StoreForeign("{} is no cstokb store", name, hint=hint or "name another with --store")


def damaged(name: str, what: Message | str) -> StoreDamaged:
    """The error for a file in which something is not as it was written."""
    return StoreDamaged("{}: {}", name, what, hint=_RESTORE_HINT)


def _translation(error: sqlite3.Error, name: str) -> CstokbError:
    code = getattr(error, "sqlite_errorcode", 0)
    kind, reason = code & 0xFF, str(error)
    if kind in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return StoreBusy(
            "{} is being written by another process", name, hint="try again in a moment"
        )
    if kind == sqlite3.SQLITE_NOTADB:
        return foreign(name)
    if code == sqlite3.SQLITE_READONLY_ROLLBACK:
        return SystemRefused(
            "{}: a change was broken off here, and this one may not take it back",
            name,
            hint="any command of somebody who may write does",
        )
    if code == sqlite3.SQLITE_READONLY_DBMOVED:
        return SystemRefused("{} was taken away meanwhile", name, hint="nothing was changed")
    if kind in _REFUSED:
        return SystemRefused("{}: {}", name, reason, hint="nothing was changed")
    ours = isinstance(error, sqlite3.ProgrammingError) or "syntax error" in reason
    if ours and kind != sqlite3.SQLITE_CORRUPT:
        return CstokbError("a bug: SQLite: {}", reason)
    return damaged(name, reason)
