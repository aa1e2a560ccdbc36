"""Reading a store's text that has no true checksum: every rule is checked.

A file that was edited by hand, cut off or never a store at all comes here. Errors say
`file:line:column` wherever the text is JSON enough to count lines.
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
    _require_own(data, name)
    text = _decoded(data, name)
    tables = _parsed(text, name)
    _check_meta(tables, text, name)
    for table, rows in tables.items():
        if table not in READERS and table != "meta":
            _refuse(name, Message('unknown table "{}"', table), text, _offset(text, table))
        if not isinstance(rows, dict):
            _refuse(
                name, Message('the table "{}" is not an object', table), text, _offset(text, table)
            )
    for table, read in READERS.items():
        for id, record in tables.get(table, {}).items():
            try:
                read(id, record)
            except BadRecord as error:
                _refuse(
                    name, Message("{} {}: {}", table, id, error), text, _offset(text, table, id)
                )
    return dict(tables)


def _require_own(data: bytes, name: str) -> None:
    """Raise `StoreForeign` for what begins as files of another kind do."""
    # lazy: 1 ms; only a file that is not as we write it comes here
    from cstokb.store.first_bytes import advice_for

    if advice := advice_for(name, data[:64]):
        hint = Message("nothing was changed; {}", advice)
        raise StoreForeign("{} is no cstokb store", name, hint=hint)


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
        # Where a text that is no JSON breaks off is known at once.
        _DECODER.decode(text)
        return _strict(text)
    except json.JSONDecodeError as error:
        _refuse(name, Message("{}", error.msg.lower()), text, error.pos)
    except RecursionError:
        _refuse(name, "it is nested too deeply", text)
    except UnicodeEncodeError:
        _refuse(name, "it holds half of a surrogate pair", text, _problem_offset(text))
    except ValueError as error:
        _refuse(name, Message("{}", error.args[0]), text, _problem_offset(text))


def _check_meta(tables: Any, text: str, name: str) -> None:
    table = tables.get("meta") if isinstance(tables, dict) else None
    meta = table.get("store") if isinstance(table, dict) else None
    if not isinstance(meta, dict) or meta.get("format") != FORMAT:
        raise StoreForeign("{} is no cstokb store", name, hint=_FOREIGN)
    schema: Any = meta.get("schema")
    for field, number in (("schema", schema), ("revision", meta.get("revision", 0))):
        if isinstance(number, bool) or not isinstance(number, int) or number < 0:
            _refuse(
                name, Message("the {} in meta is no number", field), text, _offset(text, "meta")
            )
    if schema > SCHEMA:
        raise StoreNewer(
            "{} was written by a newer cstokb (schema {}, this one reads {})",
            name,
            schema,
            SCHEMA,
            hint="upgrade cstokb: pip install --upgrade cstokb",
        )
    if schema < SCHEMA:
        _refuse(name, Message("there is no schema {}", schema), text, _offset(text, "meta"))


def _strict(text: str) -> Any:
    """The JSON value; raise ValueError for what JSON leaves open and we do not take."""
    value = json.loads(
        text,
        object_pairs_hook=reject_duplicate_keys,
        parse_constant=reject_constant,
        parse_float=_finite,
        parse_int=_whole,
    )
    if "\\u" in text:
        json.dumps(value, ensure_ascii=False).encode()
    return value


def _finite(text: str) -> float:
    number = float(text)
    if not isfinite(number):
        raise ValueError(Message("{} is too large a number", text[:20]))
    return number


def _whole(text: str) -> int:
    if len(text) > 400:
        raise ValueError(Message("a number has {:,} digits", len(text)))
    return int(text)


class _Member(NamedTuple):
    """A member of an object in a JSON text: its key and offset, and those of its value."""

    key: str
    offset: int
    start: int
    stop: int


_DECODER = json.JSONDecoder(parse_int=str, parse_float=str)
_SPACE = re.compile(r"[ \t\r\n]*")


def _members(text: str, offset: int) -> Iterator[_Member]:
    """The members of the object that begins there, if one does, in a text that is JSON."""
    offset = _after_space(text, offset)
    while text[offset] in "{,":
        offset = _after_space(text, offset + 1)
        if text[offset] == "}":
            return
        key, after = _DECODER.raw_decode(text, offset)
        start = _after_space(text, _after_space(text, after) + 1)
        _, stop = _DECODER.raw_decode(text, start)
        yield _Member(key, offset, start, stop)
        offset = _after_space(text, stop)


def _after_space(text: str, offset: int) -> int:
    space = _SPACE.match(text, offset)
    assert space is not None
    return space.end()


def _offset(text: str, name: str, id: str | None = None) -> int:
    """Where a table begins, or a record in it."""
    table = next(member for member in _members(text, 0) if member.key == name)
    if id is None:
        return table.offset
    return next(row.offset for row in _members(text, table.start) if row.key == id)


def _problem_offset(text: str) -> int:
    """Where the first table or record begins that `_strict` refuses, or -1."""
    tables: set[str] = set()
    for table in _members(text, 0):
        if table.key in tables:
            return table.offset
        tables.add(table.key)
        ids: set[str] = set()
        for row in _members(text, table.start):
            if row.key in ids or not _is_strict(text[row.offset : row.stop]):
                return row.offset
            ids.add(row.key)
    return -1


def _is_strict(member: str) -> bool:
    try:
        _strict(f"{{{member}}}")
    except ValueError:
        return False
    return True


def _refuse(name: str, reason: Message | str, text: str, offset: int = -1) -> NoReturn:
    if offset < 0:
        raise StoreDamaged("{}: {}", name, reason, hint=_MEND)
    line = text.count("\n", 0, offset) + 1
    column = offset - text.rfind("\n", 0, offset)
    start = max(offset - column + 1, offset - 60)
    excerpt = text[start : start + 78].split("\n", maxsplit=1)[0]
    carets = " " * (offset - start) + "^"
    raise StoreDamaged(
        "{}:{}:{}: {}", name, line, column, reason, excerpt=f"{excerpt}\n{carets}", hint=_MEND
    )
