"""Reading a store's text that nobody vouches for: every rule is checked.

A file that was edited by hand, cut off or never a store at all comes here. What breaks
a rule is told with `file:line:column` wherever the text is JSON enough to count lines.
"""

import json
import re
from collections.abc import Iterator, Mapping
from math import isfinite
from typing import Any, NamedTuple, NoReturn

from cstokb.errors import StoreDamaged, StoreForeign, StoreNewer
from cstokb.messages import Message
from cstokb.model.fields import BadRecord, Record
from cstokb.model.strict_json import reject_constant, reject_duplicate_keys
from cstokb.store.records import FORMAT, READERS, SCHEMA

_FOREIGN = "nothing was changed; name another file with --store"
_MEND = "nothing was changed; put back a good copy, such as the .bak file beside it"


def checked(data: bytes, name: str) -> dict[str, Mapping[str, Record]]:
    """The tables in the bytes of the file called `name`.

    Raise `StoreForeign`, `StoreNewer` or `StoreDamaged`.
    """
    text = _decoded(data, name)
    tables = _parsed(text, name)
    _check_meta(tables, text, name)
    for table, rows in tables.items():
        if table not in READERS and table != "meta":
            _refuse(name, Message('unknown table "{}"', table), text, _place(text, table))
        if not isinstance(rows, dict):
            _refuse(
                name, Message('the table "{}" is not an object', table), text, _place(text, table)
            )
    for table, read in READERS.items():
        for id, record in tables.get(table, {}).items():
            try:
                read(id, record)
            except BadRecord as error:
                _refuse(name, Message("{} {}: {}", table, id, error), text, _place(text, table, id))
    return dict(tables)


def _decoded(data: bytes, name: str) -> str:
    if not data.strip(b"\0 \t\r\n"):
        raise StoreDamaged("{} is empty", name, hint=_MEND)
    if data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        raise StoreDamaged("{} begins with a byte order mark", name, hint=_MEND)
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        text = data[: error.start].decode()
        _refuse(name, "it is not UTF-8", text, len(text))


def _parsed(text: str, name: str) -> Any:
    try:
        # What is no JSON at all comes first: its place is known.
        _DECODER.decode(text)
        return _strict(text)
    except json.JSONDecodeError as error:
        _refuse(name, Message("{}", error.msg.lower()), text, error.pos)
    except RecursionError:
        _refuse(name, "it is nested too deeply", text)
    except UnicodeEncodeError:
        _refuse(name, "it holds half of a surrogate pair", text, _fault(text))
    except ValueError as error:
        _refuse(name, Message("{}", error), text, _fault(text))


def _check_meta(tables: Any, text: str, name: str) -> None:
    table = tables.get("meta") if isinstance(tables, dict) else None
    meta = table.get("store") if isinstance(table, dict) else None
    if not isinstance(meta, dict) or meta.get("format") != FORMAT:
        raise StoreForeign("{} is no cstokb store", name, hint=_FOREIGN)
    schema: Any = meta.get("schema")
    for field, number in (("schema", schema), ("revision", meta.get("revision", 0))):
        if isinstance(number, bool) or not isinstance(number, int) or number < 0:
            _refuse(name, Message("the {} in meta is no number", field), text, _place(text, "meta"))
    if schema > SCHEMA:
        raise StoreNewer(
            "{} was written by a newer cstokb (schema {}, this one reads {})",
            name,
            schema,
            SCHEMA,
            hint="upgrade cstokb: pip install --upgrade cstokb",
        )
    if schema < SCHEMA:
        _refuse(name, Message("there is no schema {}", schema), text, _place(text, "meta"))


def _strict(text: str) -> Any:
    """The JSON value; raise ValueError for what JSON leaves open and we do not take."""
    found = json.loads(
        text,
        object_pairs_hook=reject_duplicate_keys,
        parse_constant=reject_constant,
        parse_float=_finite,
        parse_int=_whole,
    )
    if "\\u" in text:
        json.dumps(found, ensure_ascii=False).encode()
    return found


def _finite(text: str) -> float:
    number = float(text)
    if not isfinite(number):
        raise ValueError(f"{text[:20]} is too large a number")
    return number


def _whole(text: str) -> int:
    if len(text) > 400:
        raise ValueError(f"a number has {len(text):,} digits")
    return int(text)


class _Member(NamedTuple):
    """A member of an object in a JSON text, and where it and its value lie."""

    key: str
    at: int
    start: int
    stop: int


_DECODER = json.JSONDecoder(parse_int=str, parse_float=str)
_SPACE = re.compile(r"[ \t\r\n]*")


def _members(text: str, at: int) -> Iterator[_Member]:
    """The members of the object that begins at `at`, if one does, of a text that is JSON."""
    at = _space(text, at)
    while text[at] in "{,":
        at = _space(text, at + 1)
        if text[at] == "}":
            return
        key, after = _DECODER.raw_decode(text, at)
        start = _space(text, _space(text, after) + 1)
        _, stop = _DECODER.raw_decode(text, start)
        yield _Member(key, at, start, stop)
        at = _space(text, stop)


def _space(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    assert found is not None
    return found.end()


def _place(text: str, table: str, id: str | None = None) -> int:
    """Where a table begins, or a record in it."""
    found = next(member for member in _members(text, 0) if member.key == table)
    if id is None:
        return found.at
    return next(member.at for member in _members(text, found.start) if member.key == id)


def _fault(text: str) -> int:
    """Where the first table or record begins that `_strict` refuses, or -1."""
    tables: set[str] = set()
    for table in _members(text, 0):
        if table.key in tables:
            return table.at
        tables.add(table.key)
        ids: set[str] = set()
        for row in _members(text, table.start):
            if row.key in ids or not _is_strict(text[row.at : row.stop]):
                return row.at
            ids.add(row.key)
    return -1


def _is_strict(member: str) -> bool:
    try:
        _strict(f"{{{member}}}")
    except ValueError:
        return False
    return True


def _refuse(name: str, reason: Message | str, text: str, position: int = -1) -> NoReturn:
    if position < 0:
        raise StoreDamaged("{}: {}", name, reason, hint=_MEND)
    line = text.count("\n", 0, position) + 1
    column = position - text.rfind("\n", 0, position)
    start = max(position - column + 1, position - 60)
    excerpt = text[start : start + 78].split("\n", maxsplit=1)[0]
    carets = " " * (position - start) + "^"
    raise StoreDamaged(
        "{}:{}:{}: {}", name, line, column, reason, excerpt=f"{excerpt}\n{carets}", hint=_MEND
    )
