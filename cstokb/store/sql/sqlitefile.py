"""Files of SQLite's: how they are opened, and what is said of those that cannot be."""

import os
import sqlite3
import stat
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from cstokb.errors import (
    CstokbError,
    Rejected,
    StoreBusy,
    StoreDamaged,
    StoreForeign,
    StoreMissing,
    SystemRefused,
)

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
MOST_PAGES = 100_000
"""So many changed pages are held back until the commit: before, nobody need wait for it."""

_MEND = "cstokb restore FILE puts a backup in its place"


def connected(path: str, name: str, mode: str = "rw") -> sqlite3.Connection:
    """A connection to the file there; raise `StoreDamaged` or `SystemRefused`."""
    # Only the characters that a URI reads as its own are escaped.
    escaped = path.replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    with ExitStack() as failing, told(name):
        connection = sqlite3.connect(
            f"file:{escaped}?mode={mode}", uri=True, isolation_level=None, timeout=10
        )
        failing.callback(connection.close)
        connection.execute(f"pragma cache_size = -{CACHE_KB}")
        connection.execute(f"pragma cache_spill = {MOST_PAGES}")
        connection.execute("pragma synchronous = full")
        connection.execute("pragma trusted_schema = off")
        failing.pop_all()
    return connection


def check_file(path: str, name: str) -> None:
    """Raise `StoreMissing` or `SystemRefused` for what is no file that can be read."""
    try:
        mode = os.stat(path).st_mode
    except FileNotFoundError:
        raise StoreMissing(f"no store at {name}", hint=f"cstokb init {name} makes one") from None
    except OSError as error:
        raise SystemRefused(f"{name}: {(error.strerror or str(error)).lower()}") from None
    if not stat.S_ISREG(mode):
        raise SystemRefused(f"{name} is not a regular file")
    if not os.access(path, os.R_OK):
        raise SystemRefused(f"{name}: permission denied")


def checksum(text: str) -> str:
    """How a record with that text begins."""
    return f'{{"crc32": "{zlib.crc32(text.encode(errors="surrogatepass")):08x}", '


@contextmanager
def told(name: str) -> Iterator[None]:
    """Say in our words what SQLite could not do with the store of that name."""
    try:
        yield
    except sqlite3.Error as error:
        raise _fault(error, name) from error
    except UnicodeEncodeError:
        raise Rejected("a text holds half of a surrogate pair") from None
    except UnicodeDecodeError:
        raise damaged(name, "a text is not UTF-8") from None


def foreign(name: str) -> StoreForeign:
    """That the file is somebody else's."""
    return StoreForeign(f"{name} is no cstokb store", hint="name another with --store")


def damaged(name: str, what: str) -> StoreDamaged:
    """That something in the file is not as it was written."""
    return StoreDamaged(f"{name}: {what}", hint=_MEND)


def _fault(error: sqlite3.Error, name: str) -> CstokbError:
    code = getattr(error, "sqlite_errorcode", 0)
    kind, said = code & 0xFF, str(error)
    if kind in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        busy = f"{name} is being written by another process"
        return StoreBusy(busy, hint="try again in a moment")
    if kind == sqlite3.SQLITE_NOTADB:
        return foreign(name)
    if code == sqlite3.SQLITE_READONLY_ROLLBACK:
        broken = f"{name}: a change was broken off here, and this one may not take it back"
        return SystemRefused(broken, hint="any command of somebody who may write does")
    if code == sqlite3.SQLITE_READONLY_DBMOVED:
        return SystemRefused(f"{name} was taken away meanwhile", hint="nothing was changed")
    if kind in _REFUSED:
        return SystemRefused(f"{name}: {said}", hint="nothing was changed")
    ours = isinstance(error, sqlite3.ProgrammingError) or "syntax error" in said
    if ours and kind != sqlite3.SQLITE_CORRUPT:
        return CstokbError(f"a bug: SQLite: {said}")
    return damaged(name, said)
