"""What a PostgreSQL server could not do, in our words and without passwords."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg import errors

from cstokb.errors import (
    CstokbError,
    Rejected,
    StoreBusy,
    StoreForeign,
    StoreMissing,
    SystemRefused,
)
from cstokb.store.sql.url import HIDDEN

_NO_CONNECTION = "08"
"""The class of SQLSTATE in which a server says that it lost another one."""


@contextmanager
def told(name: str, password: str) -> Iterator[None]:
    """Raise in the place of what psycopg raises a fault that says it of the store."""
    try:
        yield
    except psycopg.Error as error:
        fault = _fault(error, name, password)
    except UnicodeEncodeError:
        fault = Rejected("a text holds half of a surrogate pair")
    else:
        return
    # What the driver says may hold what it was given.
    raise fault from None


def _fault(error: psycopg.Error, name: str, password: str) -> CstokbError:
    for kinds, fault, template, hint in _FAULTS:
        if isinstance(error, kinds):
            return fault(template, name, hint=hint)
    said = (error.diag.message_primary or str(error)).strip().partition("\n")[0]
    if password:
        said = said.replace(password, HIDDEN)
    if (error.sqlstate or "").startswith(_NO_CONNECTION):
        why = ": ".join(filter(None, (said, (error.diag.message_detail or "").partition("\n")[0])))
        hint = "nothing was changed; it goes on when that server is back"
        return SystemRefused("{} cannot reach a server behind it: {}", name, why, hint=hint)
    if isinstance(error, errors.DataError):
        return Rejected("{}", said, hint="nothing was changed")
    if isinstance(error, psycopg.OperationalError | psycopg.InternalError) or error.sqlstate:
        return SystemRefused("{}: {}", name, said, hint="nothing was changed")
    return SystemRefused("{}: {}", name, said)


_AGAIN = "try again in a moment"
_FAULTS: tuple[tuple[Any, type[CstokbError], str, str], ...] = (
    (errors.LockNotAvailable, StoreBusy, "{} is being written by somebody else", _AGAIN),
    (errors.SerializationFailure, StoreBusy, "{} was changed meanwhile", "try again"),
    (errors.DeadlockDetected, StoreBusy, "{} was changed meanwhile", "try again"),
    (errors.UndefinedTable, StoreMissing, "no store at {}", "cstokb init URL makes one"),
    (errors.UndefinedColumn, StoreForeign, "{} is no cstokb store", "name another with --store"),
    (
        errors.ReadOnlySqlTransaction,
        SystemRefused,
        "{} can only be read",
        "nothing was changed; the server that it follows can be written",
    ),
)
