"""`Glance`: a few records of a store's file, found without reading the rest of it.

The file is as `cstokb.store.file.document` writes it: tables in order of their names, records in
order of their ids, each on its line. So a record is found by halving, as in a dictionary,
in some dozens of looks at a file of any size. Unless the file is small, nothing is checked
but the lines looked at: this is for hints, and never for answers.

Nothing of the stores is imported, which would take longer than all the rest.
"""

import json
import os
import zlib
from bisect import bisect_left
from collections.abc import Iterator
from itertools import islice
from typing import Any, BinaryIO

TABLES = ("entities", "facts", "log", "predicates", "sources")
FORMAT = "cstokb"
SMALL = 2_000_000
"""Bytes that are read, and checked, in no time."""

_MARKS = {"title": "sources", "subject": "facts", "edits": "log", "kind": "entities"}
"""A field of the records of each table, which those of the next have not; or predicates."""
_LONG = 32 * 1024
"""A line of more bytes is taken for an entry of the log."""
_HEAD_LINES = 4
_TAIL = b"\n}\n}\n"


class Glance:
    """A look into the file of a store.

    Everything raises ValueError where the file is not as it was written. A small one is
    checked whole, if it tells its CRC.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._size = file.seek(0, os.SEEK_END)
        *head, _ = self._bytes(0, _LONG).split(b"\n", _HEAD_LINES)
        self._start = sum(len(line) + 1 for line in head)
        tail = self._bytes(max(0, self._size - len(_TAIL)), len(_TAIL))
        if len(head) < _HEAD_LINES or tail != _TAIL:
            raise ValueError("cut off")
        self.meta = _record(head[2])
        if self.meta.get("format") != FORMAT:
            raise ValueError("no store")
        if self._size <= SMALL and "crc32" in self.meta:
            body = self._bytes(self._start, self._size)
            if self.meta["crc32"] != f"{zlib.crc32(body):08x}":
                raise ValueError("changed")

    def records(
        self, table: str, beginning: str, most: int
    ) -> Iterator[tuple[str, dict[str, Any]]]:
        """The records of a table whose ids have that beginning, in order, with their ids.

        Of more than `most`, the first ones and the last.
        """
        wanted = beginning.encode(errors="surrogatepass")
        start, end = self._place(table)
        first = start + bisect_left(range(start, end), wanted, key=self._id)
        # No byte of UTF-8 comes after this one.
        stop = first + bisect_left(range(first, end), wanted + b"\xff", key=self._id)
        lines = [*islice(self._lines(first, stop), most)]
        if len(lines) == most:
            lines[-1] = self._line(stop - 1)[1]
        return ((_id(line).decode(), _record(line)) for line in lines)

    def _place(self, table: str) -> tuple[int, int]:
        """Where the records of that table begin and end."""
        head = f'"{table}": {{\n'.encode()
        every, number = range(self._start, self._size), TABLES.index(table)
        start = every[bisect_left(every, number, key=self._table)]
        end = every[bisect_left(every, number + 1, key=self._table)]
        # What closes the table before belongs to this one.
        start += len(b"},\n") if start > self._start else 0
        if self._bytes(start, len(head)) != head:
            raise ValueError("a table is missing")
        return start + len(head), end

    def _table(self, at: int) -> int:
        """The number of the table whose line is there."""
        start, line = self._line(at)
        if line == b"},":
            _, line = self._line(start + len(b"},\n"))
        if line == b"}":
            return len(TABLES)
        if line.endswith(b'": {'):
            return bisect_left(TABLES, line[1:-4].decode())
        if not line:
            return TABLES.index("log")
        record = _record(line)
        marked = (table for mark, table in _MARKS.items() if mark in record)
        return TABLES.index(next(marked, "predicates"))

    def _id(self, at: int) -> bytes:
        """The id on the line there."""
        return _id(self._line(at)[1])

    def _lines(self, at: int, end: int) -> Iterator[bytes]:
        """The lines between two places; nothing else may be read meanwhile."""
        self._file.seek(at)
        while at < end:
            line = self._file.readline()
            at += len(line)
            yield line.removesuffix(b"\n")

    def _line(self, at: int) -> tuple[int, bytes]:
        """Where the line begins of which a byte is there, and the line, or nothing if long."""
        low = max(0, at - _LONG)
        around = self._bytes(low, at - low + _LONG)
        start = around.rfind(b"\n", 0, at - low) + 1
        end = around.find(b"\n", at - low)
        known = (start or not low) and end >= 0
        return low + start, around[start:end] if known else b""

    def _bytes(self, at: int, length: int) -> bytes:
        self._file.seek(at)
        return self._file.read(length)


def _id(line: bytes) -> bytes:
    return line[1:].partition(b'": ')[0]


def _record(line: bytes) -> dict[str, Any]:
    record = json.loads(line.partition(b'": ')[2].removesuffix(b","))
    if not isinstance(record, dict):
        raise ValueError("a record is no object")  # noqa: TRY004 - of the file, not of a caller
    return record
