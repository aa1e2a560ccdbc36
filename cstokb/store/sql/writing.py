"""Changes of a store in SQL, and its log."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, overload

from cstokb.store.protocol import Change, Edit, Entry, Noun
from cstokb.store.records import WRITERS, checked_record
from cstokb.store.sql.database import PAGE, Database, Written
from cstokb.store.sql.rows import json_of, noun_from, row, terms_of
from cstokb.store.sql.schema import NOUNS
from cstokb.store.sql.terms import entity_names, words_of

Find = Callable[[str, Sequence[str]], dict[str, Any]]
"""Looks up the nouns of a table by ids."""


def write(database: Database, change: Change, find: Find) -> Entry | None:
    """Put the change into the tables and the log; None if it changes nothing.

    Raise `Rejected` for what breaks the rules of the model.
    """
    edits = tuple(_edits(change, find))
    if not edits:
        return None
    for edit in edits:
        _put(database, edit)
    database.run(
        "update meta set value = cast(cast(value as integer) + 1 as text) where name = 'revision'"
    )
    return _logged(database, change, edits)


def written(database: Database, table: str, noun: Noun) -> Written:
    """The noun as the engine takes it."""
    *columns, record = row(table, noun)
    keys = [database.key(value) if isinstance(value, str) else value for value in columns]
    return Written((*keys, database.json(json_of(record))), terms_of(noun))


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


def _edits(change: Change, find: Find) -> Iterator[Edit]:
    """What the change changes, in its order."""
    known: dict[tuple[str, str], Noun | None] = {}
    asserted, removed = list(change.asserted()), change.removed
    for table in NOUNS:
        ids = [noun.id for name, noun in asserted if name == table]
        ids += [id for name, id in removed if name == table]
        known.update(((table, id), noun) for id, noun in find(table, ids).items())
    for table, noun in asserted:
        checked_record(table, noun)
        before = known.get((table, noun.id))
        if before != noun:
            yield Edit(table, noun.id, before, noun)
            known[table, noun.id] = noun
    for table, id in removed:
        before = known.get((table, id))
        if before is not None:
            yield Edit(table, id, before, None)
            known[table, id] = None


def _put(database: Database, edit: Edit) -> None:
    table = NOUNS[edit.table]
    if edit.after is None:
        database.delete(table, database.key(edit.id), terms_of(edit.before))
    elif edit.before is None:
        database.insert(table, [written(database, edit.table, edit.after)])
    else:
        database.update(table, written(database, edit.table, edit.after), terms_of(edit.before))
    if edit.table == "entities":
        _put_names(database, edit)


def _put_names(database: Database, edit: Edit) -> None:
    id = database.key(edit.id)
    if edit.before is not None:
        database.run("delete from names where entity = ?", (id,))
    if edit.after is not None:
        names = entity_names(edit.after)  # type: ignore[arg-type]
        rows = [(name, id) for name in names]
        database.run_many("insert into names (name, entity) values (?, ?)", rows)
        for word in words_of(names):
            known = database.rows("select 1 from words where word = ?", (word.word,))
            if not known:
                database.run("insert into words values (?, ?, ?, ?)", word)


def _logged(database: Database, change: Change, edits: tuple[Edit, ...]) -> Entry:
    """Remember the change, if the store keeps a log."""
    ((number,),) = database.rows("select coalesce(max(number), 0) + 1 from log")
    entry = Entry(number, change.at, change.message, change.kind, change.of, edits)
    keeps = database.rows("select value from meta where name = 'log'") != [("false",)]
    if keeps:
        log_entry(database, entry)
    return entry


def log_entry(database: Database, entry: Entry) -> None:
    """Write an entry into the log."""
    key = database.key
    database.run(
        "insert into log values (?, ?, ?, ?, ?, ?)",
        (entry.number, key(entry.at), key(entry.message), entry.kind, entry.of, len(entry.edits)),
    )
    database.run_many(
        "insert into edits values (?, ?, ?, ?, ?, ?)",
        (
            (
                entry.number,
                step,
                edit.table,
                key(edit.id),
                _json(database, edit.table, edit.before),
                _json(database, edit.table, edit.after),
            )
            for step, edit in enumerate(entry.edits)
        ),
    )


def _json(database: Database, table: str, noun: Noun | None) -> str | None:
    return database.json(json_of(None if noun is None else WRITERS[table](noun)))
