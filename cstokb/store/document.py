"""The store's file as text: canonical writing, strict reading.

A JSON object of tables, each an object of records by id, one record per line, sorted, so
that a version-control diff shows the records that changed. It begins with the table
`meta`, whose one record names the format and carries a CRC of everything behind it. Where
the CRC holds, the text is as it was written, and records are parsed when they are looked
at; otherwise the whole of it is checked first.
"""

import json
import zlib
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Any, NoReturn

from cstokb.errors import StoreDamaged, StoreForeign, StoreNewer
from cstokb.store.records import (
    BadRecord,
    Record,
    entity_from,
    fact_from,
    predicate_from,
    source_from,
)

FORMAT = "cstokb"
SCHEMA = 1

Tables = dict[str, Mapping[str, Record]]

READERS: dict[str, Callable[[str, Record], Any]] = {
    "entities": entity_from,
    "facts": fact_from,
    "predicates": predicate_from,
    "sources": source_from,
}
"""What reads the records of each table of the model."""

_META_LINES = 4


class Rows(Mapping[str, Record]):
    """A canonical table: bytes of the file, whose lines are parsed when looked at."""

    def __init__(self, data: bytes, start: int, end: int) -> None:
        self._data = data
        self._start = start
        self._end = end
        self._parsed: dict[str, Record] = {}

    @cached_property
    def _lines(self) -> dict[str, bytes]:
        lines = self._data[self._start : self._end].splitlines()
        pairs = (line[1:].partition(b'": ') for line in lines)
        return {id.decode(): record for id, _, record in pairs}

    def __getitem__(self, id: str) -> Record:
        if id not in self._parsed:
            self._parsed[id] = json.loads(self._lines[id].removesuffix(b","))
        return self._parsed[id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._lines)

    def __len__(self) -> int:
        return len(self._lines)

    def holding(self, words: str) -> Iterator[tuple[str, Record]]:
        """The records in whose line those words stand as a whole JSON string."""
        data, quoted = self._data, _json(words).encode()
        at = data.find(quoted, self._start, self._end)
        while at >= 0:
            start = data.rfind(b"\n", self._start, at) + 1 or self._start
            end = data.find(b"\n", at, self._end)
            end = self._end if end < 0 else end
            id, _, record = data[start + 1 : end].partition(b'": ')
            yield id.decode(), json.loads(record.removesuffix(b","))
            at = data.find(quoted, end, self._end)


def dumps(tables: Mapping[str, Mapping[str, Record]]) -> bytes:
    """The canonical bytes of the tables; `meta` is completed with format and CRC.

    Raise ValueError for a number that JSON cannot write.
    """
    names = sorted({*READERS, *tables} - {"meta"})
    body = ",\n".join(_table_text(name, tables.get(name, {})) for name in names) + "\n}\n"
    meta = {**tables.get("meta", {}).get("store", {}), "format": FORMAT, "schema": SCHEMA}
    meta["crc32"] = _checksum(body.encode())
    head = _table_text("meta", {"store": dict(sorted(meta.items()))})
    return f"{{\n{head},\n{body}".encode()


def loads(data: bytes, name: str) -> Tables:
    """The tables in the bytes of the file called `name`.

    Raise `StoreForeign`, `StoreNewer`, or `StoreDamaged` with `file:line:column`.
    """
    return _trusted(data, name) or _checked(_decoded(data, name), name)


def _trusted(data: bytes, name: str) -> Tables | None:
    """The tables of a canonical text whose CRC holds, else None."""
    head = data[:500].split(b"\n", _META_LINES)
    if len(head) <= _META_LINES or head[1] != b'"meta": {' or head[3] != b"},":
        return None
    start = sum(len(line) + 1 for line in head[:_META_LINES])
    try:
        meta = json.loads(head[2].removeprefix(b'"store": '))
    except ValueError:
        return None
    if not isinstance(meta, dict) or meta.get("crc32") != _checksum(memoryview(data)[start:]):
        return None
    _check_meta({"store": meta}, name)
    return {"meta": {"store": meta}, **_split(data, start)}


def _split(data: bytes, start: int) -> Tables:
    """The tables from `start` on, where the head of the first one stands."""
    tables: Tables = {}
    while data.startswith(b'"', start):
        rows = data.index(b"\n", start) + 1
        end = data.index(b"\n}", rows - 1)
        tables[data[start + 1 : rows - 5].decode()] = Rows(data, rows, max(rows, end))
        start = end + len(b"\n},\n")
    return tables


def _checked(text: str, name: str) -> Tables:
    tables: Tables = _parsed(text, name)
    _check_shape(tables, name)
    _check_meta(tables["meta"], name)
    for table, read in READERS.items():
        for id, record in tables.get(table, {}).items():
            try:
                read(id, record)
            except BadRecord as error:
                _damaged(name, f"{table} {id}: {error}", text, text.find(f'"{id}": '))
    return tables


def _parsed(text: str, name: str) -> Any:
    try:
        found = json.loads(text, object_pairs_hook=_unique, parse_constant=_no_constant)
        if "\\u" in text:
            json.dumps(found, ensure_ascii=False).encode()
    except json.JSONDecodeError as error:
        _damaged(name, error.msg.lower(), text, error.pos)
    except RecursionError:
        _damaged(name, "it is nested too deeply", text, -1)
    except UnicodeEncodeError:
        _damaged(name, "it holds half of a surrogate pair", text, text.find("\\u"))
    except ValueError as error:
        _damaged(name, str(error), text, -1)
    return found


def _check_shape(tables: Any, name: str) -> None:
    if not isinstance(tables, dict) or not isinstance(tables.get("meta"), dict):
        raise StoreForeign(f"{name} is no cstokb store", hint=_FOREIGN)
    for table, rows in tables.items():
        if not isinstance(rows, dict):
            raise StoreDamaged(f'{name}: the table "{table}" is not an object', hint=_MEND)
        wrong = next((id for id, row in rows.items() if not isinstance(row, dict)), None)
        if wrong is not None:
            raise StoreDamaged(f'{name}: the record "{wrong}" is not an object', hint=_MEND)


def _check_meta(table: Mapping[str, Any], name: str) -> None:
    meta = table.get("store")
    if not isinstance(meta, dict) or meta.get("format") != FORMAT:
        raise StoreForeign(f"{name} is no cstokb store", hint=_FOREIGN)
    schema = meta.get("schema")
    if isinstance(schema, bool) or not isinstance(schema, int) or schema < 1:
        raise StoreDamaged(f"{name}: the schema number is missing", hint=_MEND)
    if schema > SCHEMA:
        raise StoreNewer(
            f"{name} was written by a newer cstokb (schema {schema}, this one reads {SCHEMA})",
            hint="upgrade cstokb: pip install --upgrade cstokb",
        )


_FOREIGN = "nothing was changed; name another file with --store"
_MEND = "nothing was changed; put back a good copy, such as the .bak file beside it"


def _decoded(data: bytes, name: str) -> str:
    if not data.strip(b"\0 \t\r\n"):
        raise StoreDamaged(f"{name} is empty", hint=_MEND)
    if data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        raise StoreDamaged(f"{name} begins with a byte order mark", hint=_MEND)
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise StoreDamaged(f"{name}:{line}: it is not UTF-8", hint=_MEND) from None


def _damaged(name: str, reason: str, text: str, position: int) -> NoReturn:
    if position < 0:
        raise StoreDamaged(f"{name}: {reason}", hint=_MEND)
    line = text.count("\n", 0, position) + 1
    column = position - text.rfind("\n", 0, position)
    start = max(position - column + 1, position - 60)
    excerpt = text[start : start + 78].split("\n", maxsplit=1)[0]
    carets = " " * (position - start) + "^"
    raise StoreDamaged(
        f"{name}:{line}:{column}: {reason}", excerpt=f"{excerpt}\n{carets}", hint=_MEND
    )


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise ValueError(f'the key "{twice}" stands there twice')
    return found


def _no_constant(text: str) -> NoReturn:
    raise ValueError(f"{text} is not a number that JSON knows")


def _table_text(name: str, rows: Mapping[str, Record]) -> str:
    lines = ",\n".join(f"{_json(id)}: {_json(rows[id])}" for id in sorted(rows))
    return f"{_json(name)}: {{\n{lines}\n}}" if lines else f"{_json(name)}: {{\n}}"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _checksum(body: bytes | memoryview) -> str:
    return f"{zlib.crc32(body):08x}"
