"""Canonical text, read without reading all of it: records are found by binary search.

A store's file as `cstokb.store.file.document` writes it has a head of four lines, then its
tables in order of name, then their records in order of id, each on a line `"id": {…},`.
So a record of a file of any size is found in some dozens of steps, in bytes or in a mapped
file. Imports nothing of ours: completion has 20 ms for everything.
"""

import json
import zlib
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mmap import mmap

    Text = bytes | mmap

NAMES = ("entities", "facts", "log", "predicates", "sources")
"""The tables of a file behind its head, in their order."""
SMALL = 2_000_000
"""Files of so many bytes are checked whole, in a millisecond or two."""

_HEAD_LINES = 4
_HEAD_BYTES = 500
_TAIL = b"\n}\n}\n"
_MARKS = {"title": "sources", "subject": "facts", "edits": "log", "kind": "entities"}
"""A field that every record of a table has, and none of the tables after it; or predicates."""
_MAX_LINE = 32 * 1024
"""Longer lines are not read: they are taken for entries of the log."""


class Lines:
    """Sorted lines between two offsets of canonical text, each with an id and its record."""

    def __init__(self, data: "Text", start: int, end: int) -> None:
        self._data = data
        self.start = start
        self.end = end

    def __iter__(self) -> Iterator[bytes]:
        offset = self.start
        while offset < self.end:
            end = self._line_end(offset)
            yield self._data[offset:end]
            offset = end + 1

    def record(self, id: bytes) -> bytes | None:
        """The record on the line of that id; an id that JSON escapes may be missed."""
        start = self._offset(id)
        if start >= self.end or self._id(start) != id:
            return None
        return self._data[start + len(id) + 4 : self._line_end(start)].removesuffix(b",")

    def with_prefix(self, prefix: bytes) -> "Lines":
        """The lines whose ids have that prefix."""
        # No byte of UTF-8 comes after this one.
        return Lines(self._data, self._offset(prefix), self._offset(prefix + b"\xff"))

    def first_and_last(self, limit: int) -> list[bytes]:
        """All lines; of more than `limit` the first `limit - 1` and the last."""
        lines = [*islice(self, limit)]
        if len(lines) == limit:
            end = self.end - (self._data[self.end - 1 : self.end] == b"\n")
            lines[-1] = self._data[self._data.rfind(b"\n", self.start, end) + 1 or self.start : end]
        return lines

    def _offset(self, id: bytes) -> int:
        """Where the first line begins whose id is not less than that one."""
        low, high = self.start, self.end
        while low < high:
            start = self._data.rfind(b"\n", low, (low + high) // 2) + 1 or low
            if self._id(start) < id:
                low = self._line_end(start) + 1
            else:
                high = start
        return low

    def _id(self, start: int) -> bytes:
        """The id on the line that begins there."""
        return self._data[start + 1 : self._data.find(b'": ', start, self.end)]

    def _line_end(self, start: int) -> int:
        end = self._data.find(b"\n", start, self.end)
        return self.end if end < 0 else end


class CanonicalText:
    """The text of a file: its head and, unless it is small, no more than is asked for.

    Everything raises ValueError where the text is not canonical.
    """

    def __init__(self, data: "Text") -> None:
        self._data = data
        self.meta, self._start = read_head(data)
        if data[max(0, len(data) - len(_TAIL)) :] != _TAIL:
            raise ValueError("cut off")
        if len(data) <= SMALL and self.meta.get("crc32") != crc32(memoryview(data)[self._start :]):
            raise ValueError("changed")

    def lines(self, table: str) -> Lines:
        """The lines of that table."""
        head = table_head(table)
        number = NAMES.index(table)
        start, end = self._offset(number), self._offset(number + 1)
        # What closes the table before counts as the first line of this one.
        start += len(b"},\n") if start > self._start else 0
        if self._data[start : start + len(head)] != head:
            raise ValueError("a table is missing")
        return Lines(self._data, start + len(head), max(start + len(head), end - 1))

    def _offset(self, number: int) -> int:
        """Where the table of that number begins, or where it would begin."""
        low, high = self._start, len(self._data)
        while low < high:
            middle = (low + high) // 2
            if self._table_at(middle) < number:
                low = middle + 1
            else:
                high = middle
        return low

    def _table_at(self, offset: int) -> int:
        """The number of the table whose line has a byte there."""
        start, line = self._line_at(offset)
        if line == b"},":
            _, line = self._line_at(start + len(b"},\n"))
        if line == b"}":
            return len(NAMES)
        if line.endswith(b'": {'):
            return sum(name.encode() < line[1:-4] for name in NAMES)
        if not line:
            return NAMES.index("log")
        _, record = parse_line(line)
        marked = (table for mark, table in _MARKS.items() if mark in record)
        return NAMES.index(next(marked, "predicates"))

    def _line_at(self, offset: int) -> tuple[int, bytes]:
        """The line that has a byte there, empty if it is long, and where it begins."""
        low = max(0, offset - _MAX_LINE)
        before = self._data.rfind(b"\n", low, offset)
        end = self._data.find(b"\n", offset, offset + _MAX_LINE)
        if end < 0 or before < 0 < low:
            return low, b""
        return before + 1, self._data[before + 1 : end]


def read_head(data: "Text") -> tuple[dict[str, Any], int]:
    """What the file says of itself, and the offset of its first table; raise ValueError."""
    head = data[:_HEAD_BYTES].split(b"\n", _HEAD_LINES)[:_HEAD_LINES]
    if len(head) < _HEAD_LINES:
        raise ValueError("no head")
    _, meta = parse_line(head[2])
    return meta, sum(len(line) + 1 for line in head)


def crc32(body: bytes | memoryview) -> str:
    """The checksum of what stands behind the head, as the head has it."""
    return f"{zlib.crc32(body):08x}"


def table_head(name: str) -> bytes:
    """The line that begins the table of that name, with its end."""
    return f'"{name}": {{\n'.encode()


def split_line(line: bytes) -> tuple[str, bytes]:
    """The id and the record on a line of a table."""
    id, _, record = line[1:].partition(b'": ')
    if b"\\" not in id:
        return id.decode(), record.removesuffix(b",")
    # An escaped quotation mark does not end the id.
    text = line.decode()
    whole, end = json.JSONDecoder().raw_decode(text)
    return whole, text[end + 2 :].removesuffix(",").encode()


def parse_line(line: bytes) -> tuple[str, dict[str, Any]]:
    """The id and the record on a line, parsed; raise ValueError."""
    id, text = split_line(line)
    record = json.loads(text)
    if not isinstance(record, dict):
        raise ValueError("a record is no object")  # noqa: TRY004 - of the file, not of a caller
    return id, record
