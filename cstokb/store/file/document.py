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
from io import BytesIO
from operator import itemgetter
from typing import Any, BinaryIO

from cstokb.errors import StoreDamaged
from cstokb.model.batches import batches
from cstokb.model.fields import Record
from cstokb.model.strict_json import reject_constant
from cstokb.store.file.lines import NAMES, Lines, crc32, read_head, split_line, table_head
from cstokb.store.protocol import TABLES
from cstokb.store.records import FORMAT, SCHEMA

Tables = dict[str, Mapping[str, Record]]

_RECORDS_PER_PIECE = 500
_BETWEEN = b"\n},\n"


class Rows(Mapping[str, Record]):
    """A canonical table: bytes of the file, whose lines are parsed when they are asked for."""

    def __init__(self, data: bytes, start: int, end: int) -> None:
        self._data = data
        self._lines = Lines(data, start, end)
        self._start = start
        self._end = end
        self._parsed: dict[str, Record] = {}
        self._is_parsed = False

    @cached_property
    def _by_id(self) -> dict[str, bytes]:
        try:
            return dict(map(split_line, self._lines))
        except ValueError:
            raise StoreDamaged("an id is not JSON in UTF-8") from None

    def __getitem__(self, id: str) -> Record:
        if id not in self._parsed:
            text = self._lines.record(_bytes(id))
            self._parsed[id] = _record(id, self._by_id[id] if text is None else text)
        return self._parsed[id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_id)

    def __len__(self) -> int:
        return self._data.count(b"\n", self._start, self._end) + (self._end > self._start)

    def ids(self, prefix: str) -> Iterator[str]:
        """The ids with that prefix, in order; their table has slugs for ids."""
        return (split_line(line)[0] for line in self._lines.with_prefix(_bytes(prefix)))

    def records(self) -> Iterator[tuple[str, Record]]:
        """All ids, each with its record."""
        if not self._is_parsed:
            # Parsed together, they take half as long as one by one.
            self._parsed = _records(self._data[self._start : self._end], len(self))
            self._is_parsed = True
        return iter(self._parsed.items())

    def containing(self, text: str) -> Iterator[tuple[str, Record]]:
        """The records in whose line that text stands as a whole JSON string."""
        data, quoted = self._data, _json(text).encode(errors="surrogatepass")
        offset = data.find(quoted, self._start, self._end)
        while offset >= 0:
            start = data.rfind(b"\n", self._start, offset) + 1 or self._start
            end = data.find(b"\n", offset, self._end)
            end = self._end if end < 0 else end
            id, record = split_line(data[start:end])
            yield id, _record(id, record)
            offset = data.find(quoted, end, self._end)


def write(
    file: BinaryIO, meta: Record, tables: Iterable[tuple[str, Iterable[tuple[str, Record]]]]
) -> None:
    """Write the canonical bytes of tables that need not be held, sorted by name and by id.

    The head is put before them at the end, when their CRC is known. Raise as `dumps` does.
    """
    file.write(_head(meta, f"{0:08x}"))
    crc = 0
    for piece in _pieces(tables):
        data = piece.encode()
        crc = zlib.crc32(data, crc)
        file.write(data)
    file.seek(0)
    file.write(_head(meta, f"{crc:08x}"))


def _pieces(tables: Iterable[tuple[str, Iterable[tuple[str, Record]]]]) -> Iterator[str]:
    """The text behind the head, some hundred records at a time."""
    between = ""
    for name, rows in tables:
        yield f"{between}{_json(name)}: {{\n"
        lines = (f"{_json(id)}: {_json(record)}" for id, record in rows)
        follows = ""
        for batch in batches(lines, _RECORDS_PER_PIECE):
            yield follows + ",\n".join(batch)
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
    file = BytesIO()
    write(file, tables.get("meta", {}).get("store", {}), rows)
    return file.getvalue()


def loads(data: bytes, name: str) -> Tables:
    """The tables in the bytes of the file called `name`.

    Raise `StoreForeign`, `StoreNewer`, or `StoreDamaged` with `file:line:column`.
    """
    tables = _trusted(data)
    if tables is None:
        # lazy: 2 ms
        from cstokb.store.file.strict import checked

        tables = checked(data, name)
    return tables


def _trusted(data: bytes) -> Tables | None:
    """The tables of a text that begins as `dumps` would have begun it, else None."""
    try:
        meta, start = read_head(data)
        is_valid = isinstance(meta.get("revision", 0), int)
        if is_valid and data[:start] == _head(meta, crc32(memoryview(data)[start:])):
            return {"meta": {"store": meta}, **_split(data, start)}
    except ValueError:
        pass
    return None


def _split(data: bytes, start: int) -> Tables:
    """The tables from `start` on, where the head of the first one stands.

    Raise ValueError where they are not laid out as `dumps` does it.
    """
    ends = [len(data) - len(b"}\n}\n")]
    # Only the end of a table is a line of this sort; searching backwards is faster.
    while (end := data.rfind(_BETWEEN, start, ends[-1]) + 1) > 0:
        ends.append(end)
    names = {table_head(name): name for name in NAMES}
    tables: Tables = {}
    for end in reversed(ends):
        rows = data.find(b"\n", start) + 1
        name = names.get(data[start:rows], "")
        if not name > max(tables, default="") or rows > end:
            raise ValueError
        tables[name] = Rows(data, rows, max(rows, end - 1))
        start = end + len(_BETWEEN) - 1
    if not {*TABLES} <= tables.keys() or not data.endswith(b"\n}\n}\n"):
        raise ValueError
    return tables


def _records(lines: bytes, number: int) -> dict[str, Record]:
    """The records on so many lines; raise `StoreDamaged`."""
    try:
        records: dict[str, Any] = json.loads(b"{%b}" % lines, parse_constant=reject_constant)
    except (ValueError, RecursionError):
        raise StoreDamaged("its records are not JSON") from None
    if len(records) != number:
        raise StoreDamaged("its records are not one on each line, each with an id of its own")
    for id, record in records.items():
        if not isinstance(record, dict):
            raise StoreDamaged('the record "{}" is not an object', id)
    return records


_DECODER = json.JSONDecoder(parse_constant=reject_constant)
"""Made once: `json.loads` with an option makes one for every record."""


def _record(id: str, text: bytes) -> Record:
    """The record of that id; raise `StoreDamaged`."""
    try:
        record = _DECODER.decode(text.decode(errors="surrogatepass"))
    except (ValueError, RecursionError):
        raise StoreDamaged('the record "{}" is not JSON', id) from None
    if not isinstance(record, dict):
        raise StoreDamaged('the record "{}" is not an object', id)
    return record


def verify(data: bytes, name: str, *, full: bool) -> None:
    """Read the bytes of the file called `name` strictly, whatever their checksum says.

    Raise `StoreDamaged`: a true checksum also promises order and layout, and a `full` look
    finds characters that nobody may store.
    """
    # lazy: 4 ms
    from cstokb.model.rules import json_problems
    from cstokb.store.file.strict import checked

    tables = checked(data, name)
    rows = ((table, id, record) for table, rows in tables.items() for id, record in rows.items())
    for table, id, record in rows if full else ():
        if wrong := next(json_problems(record), None):
            raise StoreDamaged("{}: {} {}: {}", name, table, id, wrong)
    if _trusted(data) is not None and dumps(tables) != data:
        raise StoreDamaged("{}: the records are not in order", name)


def _head(meta: Record, crc: str) -> bytes:
    complete = {**meta, "format": FORMAT, "schema": SCHEMA, "crc32": crc}
    return f'{{\n"meta": {{\n"store": {_json(dict(sorted(complete.items())))}\n}},\n'.encode()


def _bytes(id: str) -> bytes:
    return id.encode(errors="surrogatepass")


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
