"""The log of a store in SQL."""

from collections.abc import Iterator, Sequence
from typing import overload

from cstokb.model.record import Noun, to_record
from cstokb.store.protocol import Edit, Entry
from cstokb.store.sql.database import PAGE, Database, NewRow
from cstokb.store.sql.rows import json_of, noun_from
from cstokb.store.sql.tables import EDITS


def entries(database: Database) -> tuple[Entry, ...]:
    """The log, oldest first."""
    rows = database.rows("select number, at, message, kind, undone, size from log order by number")
    return tuple(
        Entry(
            number,
            database.plain(at),
            database.plain(message),
            kind,
            of,
            LoggedEdits(database, number, size),
        )
        for number, at, message, kind, of, size in rows
    )


class LoggedEdits(Sequence[Edit]):
    """The edits of one change, read when they are looked at."""

    def __init__(self, database: Database, number: int, size: int) -> None:
        self._database = database
        self._number = number
        self._size = size

    def __len__(self) -> int:
        return self._size

    @overload
    def __getitem__(self, at: int) -> Edit: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Edit]: ...
    def __getitem__(self, at: int | slice) -> Edit | Sequence[Edit]:
        steps = range(self._size)[at]
        if isinstance(steps, int):
            return next(self._read(steps, steps + 1))
        return tuple(edit for step in steps for edit in self._read(step, step + 1))

    def __iter__(self) -> Iterator[Edit]:
        for start in range(0, self._size, PAGE):
            yield from self._read(start, start + PAGE)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment]

    def _read(self, start: int, stop: int) -> Iterator[Edit]:
        rows = self._database.rows(
            "select noun, id, before, after from edits"
            " where number = ? and step >= ? and step < ? order by step",
            (self._number, start, stop),
        )
        for table, key, before, after in rows:
            id = self._database.plain(key)
            yield Edit(table, id, *(self._noun(table, id, json) for json in (before, after)))

    def _noun(self, table: str, id: str, json: str | None) -> Noun | None:
        if json is None:
            return None
        noun: Noun = noun_from(table, id, self._database.text(json))
        return noun


def count_change(database: Database) -> None:
    """Say that the store is not what it was."""
    database.run(
        "update meta set value = cast(cast(value as integer) + 1 as text) where name = 'revision'"
    )


def log_entry(database: Database, entry: Entry) -> None:
    """Write an entry into the log."""
    put_entry(database, entry)
    put_edits(database, entry)


def put_entry(database: Database, entry: Entry) -> None:
    """Write the entry without its edits."""
    at, message = database.key(entry.at), database.key(entry.message)
    row = (entry.number, at, message, entry.kind, entry.of, len(entry.edits))
    database.run("insert into log values (?, ?, ?, ?, ?, ?)", row)


def put_edits(database: Database, entry: Entry) -> None:
    """Write the edits alone: without their entry, the log does not tell them."""
    rows = (
        (
            entry.number,
            step,
            edit.table,
            database.key(edit.id),
            _json(database, edit.before),
            _json(database, edit.after),
        )
        for step, edit in enumerate(entry.edits)
    )
    database.insert(EDITS, map(NewRow, rows))


def _json(database: Database, noun: Noun | None) -> str | None:
    return database.json(json_of(None if noun is None else to_record(noun)))
