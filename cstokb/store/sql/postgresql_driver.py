"""psycopg as the stores use it: connecting, texts and JSON on their way, errors in our words.

PostgreSQL's texts and `jsonb` hold no NUL, so a NUL is sent as the pair 1, 1 and a character
1 as the pair 1, 2, which keeps texts in the order of their code points.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

import psycopg
from psycopg import errors
from psycopg.adapt import Buffer, Dumper, Loader

from cstokb.errors import (
    CstokbError,
    Rejected,
    StoreBusy,
    StoreForeign,
    StoreMissing,
    SystemRefused,
    UsageError,
)
from cstokb.store.sql.url import HIDDEN, TIMEOUTS, Address

_NO_CONNECTION = "08"
"""The class of SQLSTATE in which a server says that it lost another one."""

_LARGE_NUMBER = r'(?<!\\)"value": (-?\d(?:\.\d+)?)e\+(\d+)'
# An escaped backslash is a match of its own, so that what follows it is no escape.
_ESCAPES = r"\\\\|\\u000[01]"
_ESCAPED_PAIRS = r"\\\\|\\u0001\\u000[12]"
_PAIR_OF = {r"\u0000": r"\u0001\u0001", r"\u0001": r"\u0001\u0002"}
_OF_PAIR = {pair: escape for escape, pair in _PAIR_OF.items()}


class _TextDumper(Dumper):
    """Sends a text, of whatever type the statement makes of it."""

    def dump(self, obj: str) -> bytes:
        if "\0" in obj or "\1" in obj:
            obj = obj.replace("\1", "\1\2").replace("\0", "\1\1")
        return obj.encode()


class _TextLoader(Loader):
    """Reads a text that `_TextDumper` sent."""

    def load(self, data: Buffer) -> str:
        text = str(data, "utf-8")
        return text.replace("\1\1", "\0").replace("\1\2", "\1") if "\1" in text else text


class _JsonLoader(Loader):
    """Reads JSON that `jsonb` made, as text; spacing and order of keys are the server's."""

    def load(self, data: Buffer) -> str:
        text = str(data, "utf-8")
        if "\\u0001" in text:
            return re.sub(_ESCAPED_PAIRS, lambda match: _OF_PAIR.get(match[0], match[0]), text)
        return text


def jsonb(text: str) -> str:
    """The JSON as a column of `jsonb` takes it.

    `jsonb` would give back 1e+22 as a whole number, so that it is written with `.0`.
    """
    if "e+" in text:
        text = re.sub(_LARGE_NUMBER, _without_exponent, text)
    if "\\u000" in text:
        text = re.sub(_ESCAPES, lambda match: _PAIR_OF.get(match[0], match[0]), text)
    return text


def connect(address: Address) -> "psycopg.Connection[Any]":
    """A connection to the server; raise psycopg's errors."""
    options: dict[str, Any] = {**TIMEOUTS, **dict(address.options)}
    try:
        connection = psycopg.connect(**options, client_encoding="utf-8", application_name="cstokb")
    except UnicodeError:
        # What no name of a host can be made of.
        raise UsageError("the host in the store URL is no name of one") from None
    connection.adapters.register_dumper(str, _TextDumper)
    connection.adapters.register_loader("text", _TextLoader)
    connection.adapters.register_loader("jsonb", _JsonLoader)
    return connection


@contextmanager
def translated(name: str, password: str) -> Iterator[None]:
    """Translate psycopg's errors to `CstokbError`, without the password."""
    try:
        yield
    except psycopg.Error as error:
        translation = _translation(error, name, password)
    except UnicodeEncodeError:
        translation = Rejected("a text holds half of a surrogate pair")
    else:
        return
    # What the driver says may hold what it was given.
    raise translation from None


def _translation(error: psycopg.Error, name: str, password: str) -> CstokbError:
    for kinds, ours, template, hint in _TRANSLATIONS:
        if isinstance(error, kinds):
            return ours(template, name, hint=hint)
    reason = (error.diag.message_primary or str(error)).strip().partition("\n")[0]
    if password:
        reason = reason.replace(password, HIDDEN)
    if (error.sqlstate or "").startswith(_NO_CONNECTION):
        detail = (error.diag.message_detail or "").partition("\n")[0]
        reason = ": ".join(filter(None, (reason, detail)))
        hint = "nothing was changed; it goes on when that server is back"
        return SystemRefused("{} cannot reach a server behind it: {}", name, reason, hint=hint)
    if isinstance(error, errors.DataError):
        return Rejected("{}", reason, hint="nothing was changed")
    if isinstance(error, psycopg.OperationalError | psycopg.InternalError) or error.sqlstate:
        return SystemRefused("{}: {}", name, reason, hint="nothing was changed")
    return SystemRefused("{}: {}", name, reason)


def _without_exponent(match: re.Match[str]) -> str:
    return f'"value": {Decimal(f"{match[1]}e+{match[2]}"):f}.0'


_AGAIN = "try again in a moment"
_TRANSLATIONS: tuple[tuple[Any, type[CstokbError], str, str], ...] = (
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
