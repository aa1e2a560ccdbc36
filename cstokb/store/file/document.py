"""The store's file as text: canonical writing, strict reading.

A JSON object of tables, each an object of records by id, one record per line, sorted, so
that a version-control diff shows the records that changed. It begins with the table
`meta`, whose one record names the format and carries a CRC of everything behind it. Where
the CRC holds, the text is as it was written, and records are parsed when they are looked
at; otherwise the whole of it is checked first.
"""

import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from operator import itemgetter
from typing import Any, BinaryIO

from cstokb.errors import StoreDamaged
from cstokb.model.batches import batches
from cstokb.model.fields import Record
from cstokb.store.protocol import TABLES
from cstokb.store.records import FORMAT, READERS, SCHEMA

Tables = dict[str, Mapping[str, Record]]

_HEAD_LINES = 4
_HEAD_BYTES = 500
_TOGETHER = 500
_BETWEEN = b"\n},\n"


class Rows(Mapping[str, Record]):
    """A canonical table: bytes of the file, whose lines are parsed when looked at."""

    def __init__(self, data: bytes, start: int, end: int) -> None:
        self._data = data
        self._start = start
        self._end = end
        self._parsed: dict[str, Record] = {}
        self._whole = False

    @cached_property
    def _lines(self) -> dict[str, bytes]:
        return dict(map(_entry, self._data[self._start : self._end].splitlines()))

    def __getitem__(self, id: str) -> Record:
        if id not in self._parsed:
            line = self._line(id.encode(errors="surrogatepass"))
            self._parsed[id] = _record(id, self._lines[id] if line is None else line)
        return self._parsed[id]

    def beginning(self, text: str) -> Iterator[str]:
        """The ids with that prefix, in order; their table has slugs for ids."""
        wanted = text.encode(errors="surrogatepass")
        at = self._place(wanted)
        while at < self._end and self._data.startswith(wanted, at + 1):
            yield self._data[at + 1 : self._data.find(b'": ', at)].decode()
            at = self._line_end(at) + 1

    def _line(self, id: bytes) -> bytes | None:
        """The record on the line of that id; None where no plain id is spelled like that."""
        at = self._place(id)
        if at >= self._end or not self._data.startswith(id + b'": ', at + 1):
            return None
        return self._data[at + len(id) + 4 : self._line_end(at)].removesuffix(b",")

    def _place(self, id: bytes) -> int:
        """Where the first line begins whose id is not before that one, found by halving."""
        data, low, high = self._data, self._start, self._end
        while low < high:
            start = data.rfind(b"\n", low, (low + high) // 2) + 1 or low
            if data[start + 1 : data.find(b'": ', start, high)] < id:
                low = self._line_end(start) + 1
            else:
                high = start
        return low

    def _line_end(self, start: int) -> int:
        end = self._data.find(b"\n", start, self._end)
        return self._end if end < 0 else end

    def __iter__(self) -> Iterator[str]:
        return iter(self._lines)

    def __len__(self) -> int:
        return self._data.count(b"\n", self._start, self._end) + (self._end > self._start)

    def records(self) -> Iterator[tuple[str, Record]]:
        """All ids, each with its record."""
        if not self._whole:
            # Parsed together, they take half as long as one by one.
            self._parsed = _records(self._data[self._start : self._end])
            self._whole = True
        return iter(self._parsed.items())

    def holding(self, words: str) -> Iterator[tuple[str, Record]]:
        """The records in whose line those words stand as a whole JSON string."""
        data, quoted = self._data, _json(words).encode(errors="surrogatepass")
        at = data.find(quoted, self._start, self._end)
        while at >= 0:
            start = data.rfind(b"\n", self._start, at) + 1 or self._start
            end = data.find(b"\n", at, self._end)
            end = self._end if end < 0 else end
            id, record = _entry(data[start:end])
            yield id, _record(id, record)
            at = data.find(quoted, end, self._end)


def write(
    file: BinaryIO, meta: Record, tables: Iterable[tuple[str, Iterable[tuple[str, Record]]]]
) -> None:
    """Write the canonical bytes of tables that need not be held, sorted by name and by id.

    The head is put before them at the end, when their CRC is known. Raise as `dumps` does.
    """
    file.write(_head_of(meta, 0))
    crc = 0
    for piece in _pieces(tables):
        data = piece.encode()
        crc = zlib.crc32(data, crc)
        file.write(data)
    file.seek(0)
    file.write(_head_of(meta, crc))


def _pieces(tables: Iterable[tuple[str, Iterable[tuple[str, Record]]]]) -> Iterator[str]:
    """The text behind the head, some hundred records at a time."""
    between = ""
    for name, rows in tables:
        yield f"{between}{_json(name)}: {{\n"
        lines = (f"{_json(id)}: {_json(record)}" for id, record in rows)
        follows = ""
        for some in batches(lines, _TOGETHER):
            yield follows + ",\n".join(some)
            follows = ",\n"
        yield "\n}" if follows else "}"
        between = ",\n"
    yield "\n}\n"


def dumps(tables: Mapping[str, Mapping[str, Record]]) -> bytes:
    """The canonical bytes of the tables; `meta` is completed with format and CRC.

    Raise ValueError for a number that JSON cannot write, or half of a surrogate pair.
    """
    names = sorted({*TABLES, *tables} - {"meta"})
    rows = ((name, sorted(tables.get(name, {}).items(), key=itemgetter(0))) for name in names)
    data = "".join(_pieces(rows)).encode()
    return _head(tables.get("meta", {}).get("store", {}), data) + data


def loads(data: bytes, name: str) -> Tables:
    """The tables in the bytes of the file called `name`.

    Raise `StoreForeign`, `StoreNewer`, or `StoreDamaged` with `file:line:column`.
    """
    tables = _trusted(data)
    if tables is None:
        # Only what was not written here pays for it.
        from cstokb.store.file.strict import checked

        tables = checked(data, name)
    return tables


def _trusted(data: bytes) -> Tables | None:
    """The tables of a text that begins as `dumps` would have begun it, else None."""
    head = data[:_HEAD_BYTES].split(b"\n", _HEAD_LINES)
    start = sum(len(line) + 1 for line in head[:_HEAD_LINES])
    try:
        meta = json.loads(head[2].removeprefix(b'"store": '))
        known = isinstance(meta.get("revision", 0), int)
        if known and data[:start] == _head(meta, memoryview(data)[start:]):
            return {"meta": {"store": meta}, **_split(data, start)}
    except (ValueError, AttributeError, IndexError):
        pass
    return None


def _split(data: bytes, start: int) -> Tables:
    """The tables from `start` on, where the head of the first one stands.

    Raise ValueError where they are not laid out as `dumps` does it.
    """
    ends = [len(data) - len(b"}\n}\n")]
    # Only the end of a table is a line of this sort; from behind it is found faster.
    while (end := data.rfind(_BETWEEN, start, ends[-1]) + 1) > 0:
        ends.append(end)
    known = {_table_head(name): name for name in READERS}
    tables: Tables = {}
    for end in reversed(ends):
        rows = data.find(b"\n", start) + 1
        name = known.get(data[start:rows], "")
        if not name > max(tables, default="") or rows > end:
            raise ValueError
        tables[name] = Rows(data, rows, max(rows, end - 1))
        start = end + len(_BETWEEN) - 1
    if not {*TABLES} <= tables.keys() or not data.endswith(b"\n}\n}\n"):
        raise ValueError
    return tables


def _table_head(name: str) -> bytes:
    return f'"{name}": {{\n'.encode()


def _entry(line: bytes) -> tuple[str, bytes]:
    """The id and the record on a line of a table."""
    id, _, record = line[1:].partition(b'": ')
    if b"\\" not in id:
        return id.decode(), record.removesuffix(b",")
    # An escaped quotation mark is not yet the end of the id.
    text = line.decode()
    whole, end = json.JSONDecoder().raw_decode(text)
    return whole, text[end + 2 :].removesuffix(",").encode()


def _records(lines: bytes) -> dict[str, Record]:
    try:
        records: dict[str, Record] = json.loads(b"{%b}" % lines)
    except (ValueError, RecursionError):
        raise StoreDamaged("its records are not JSON") from None
    return records


def _record(id: str, text: bytes) -> Record:
    try:
        record: Record = json.loads(text)
    except (ValueError, RecursionError):
        raise StoreDamaged('the record "{}" is not JSON', id) from None
    return record


def _head(meta: Record, body: bytes | memoryview) -> bytes:
    return _head_of(meta, zlib.crc32(body))


def _head_of(meta: Record, crc: int) -> bytes:
    told = {**meta, "format": FORMAT, "schema": SCHEMA, "crc32": f"{crc:08x}"}
    return f'{{\n"meta": {{\n"store": {_json(dict(sorted(told.items())))}\n}},\n'.encode()


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
