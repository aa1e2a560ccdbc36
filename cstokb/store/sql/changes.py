"""Changes of a store in SQL, and its log of them."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any, NoReturn, overload

from cstokb.errors import StoreDamaged
from cstokb.model.batches import batches
from cstokb.model.record import Noun, require_valid, to_record
from cstokb.model.rules import json_problems
from cstokb.store.protocol import Change, Edit, Entry
from cstokb.store.sql.database import PAGE, Database, NewRow, Query
from cstokb.store.sql.meta import count_change, keeps_log
from cstokb.store.sql.rows import insert_names, insert_nouns, json_of, new_row, noun_from, terms_of
from cstokb.store.sql.tables import EDITS, ENTITIES, NOUNS, WORDS
from cstokb.store.sql.terms import words_of

_MAX_EDITS = 10_000_000
"""More are in no change; whoever makes a list of them asks for memory by their number first."""

Find = Callable[[str, Sequence[str]], dict[str, Any]]
"""Looks up the nouns of a table by ids."""


def write_change(database: Database, change: Change, find: Find) -> Entry | None:
    """Make the change and log it; None if it changes nothing.

    Raise `Rejected` for what breaks the rules of the model. The caller is `writing`.
    """
    entry = next_entry(database, change, find)
    if entry:
        make_edits(database, entry.edits)
        count_change(database)
        if keeps_log(database):
            log_entry(database, entry)
    return entry


def next_entry(database: Database, change: Change, find: Find) -> Entry | None:
    """The change as the log's next entry; None if it changes nothing."""
    edits = tuple(_edits(change, find))
    if not edits:
        return None
    ((number,),) = database.rows("select coalesce(max(number), 0) + 1 from main.log")
    return Entry(number, change.at, change.message, change.kind, change.of, edits)


def make_edits(database: Database, edits: Iterable[Edit]) -> None:
    """Put each record in place of that with its id, or remove it."""
    for (table, new), group in groupby(edits, key=lambda edit: (edit.table, edit.before is None)):
        if new:
            nouns = [edit.after for edit in group]
            insert_nouns(database, table, nouns)
            if table == "entities":
                _insert_words(database, nouns)
        else:
            for edit in group:
                _replace(database, edit)


def log_entry(database: Database, entry: Entry) -> None:
    """Write an entry and its edits into the log."""
    insert_edits(database, entry)
    insert_entry(database, entry)


def insert_entry(database: Database, entry: Entry) -> None:
    """Write the entry without its edits."""
    row = (entry.number, entry.at, entry.message, entry.kind, entry.of, len(entry.edits))
    database.run("insert into main.log values (?, ?, ?, ?, ?, ?)", row)


def insert_edits(database: Database, entry: Entry) -> None:
    """Write the edits alone: while their entry is missing, they are not in the log."""
    rows = (
        (entry.number, step, table, id, _json(before), _json(after))
        for step, (table, id, before, after) in enumerate(entry.edits)
    )
    database.insert(EDITS, map(NewRow, rows))


def verify_records(database: Database) -> None:
    """Read every record and the whole log; raise `StoreDamaged`."""
    for table in NOUNS:
        for id, record in database.stream(Query("id, record", table, "1 = 1", (), "id")):
            noun = noun_from(table, id, record)
            if wrong := next(json_problems(to_record(noun)), None):
                raise StoreDamaged("{}: {} {}: {}", database.name, table, id, wrong)
    for entry in read_log(database):
        for _ in entry.edits:
            pass


def read_log(database: Database) -> tuple[Entry, ...]:
    """The log, oldest first; the edits of an entry are read when they are iterated."""
    rows = database.rows(
        "select number, at, message, kind, undone, size from main.log order by number"
    )
    if not all(0 <= size <= _MAX_EDITS for *_, size in rows):
        raise StoreDamaged("{}: a change of the log has no such number of edits", database.name)
    return tuple(
        Entry(number, at, message, kind, of, LoggedEdits(database, number, size))
        for number, at, message, kind, of, size in rows
    )


class LoggedEdits(Sequence[Edit]):
    """The edits of one change, a page at a time from the database."""

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
            return next(self._read(steps, steps + 1), None) or self._missing()
        return tuple(edit for step in steps for edit in self._read(step, step + 1))

    def __iter__(self) -> Iterator[Edit]:
        for start in range(0, self._size, PAGE):
            edits = [*self._read(start, start + PAGE)]
            yield from edits
            if len(edits) < min(PAGE, self._size - start):
                self._missing()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment]

    def _missing(self) -> NoReturn:
        raise StoreDamaged("log {}: edits are missing", self._number)

    def _read(self, start: int, stop: int) -> Iterator[Edit]:
        rows = self._database.rows(
            "select noun, id, before, after from main.edits"
            " where number = ? and step >= ? and step < ? order by step",
            (self._number, start, stop),
        )
        for table, id, before, after in rows:
            yield Edit(table, id, _noun(table, id, before), _noun(table, id, after))


def _edits(change: Change, find: Find) -> Iterator[Edit]:
    """What the change changes, in its order."""
    current: dict[tuple[str, str], Noun | None] = {}
    asserted, removed = list(change.asserted()), change.removed
    for table in NOUNS:
        ids = [noun.id for name, noun in asserted if name == table]
        ids += [id for name, id in removed if name == table]
        current.update(((table, id), noun) for id, noun in find(table, ids).items())
    for table, noun in asserted:
        require_valid(noun)
        before = current.get((table, noun.id))
        if before != noun:
            yield Edit(table, noun.id, before, noun)
            current[table, noun.id] = noun
    for table, id in removed:
        before = current.get((table, id))
        if before is not None:
            yield Edit(table, id, before, None)
            current[table, id] = None


def _replace(database: Database, edit: Edit) -> None:
    """Put the record in place of that with its id, or remove it."""
    table = NOUNS[edit.table]
    if table is ENTITIES:
        database.run("delete from main.names where entity = ?", (edit.id,))
    if edit.after is None:
        database.delete(table, edit.id, terms_of(edit.before))
        return
    database.update(table, new_row(edit.after), terms_of(edit.before))
    if table is ENTITIES:
        insert_names(database, [edit.after])
        _insert_words(database, [edit.after])


def _insert_words(database: Database, entities: Iterable[Any]) -> None:
    """Insert those words of their names that are not there yet."""
    words = words_of(entities)
    for batch in batches(words, PAGE):
        marks = ", ".join("?" * len(batch))
        rows = database.rows(f"select word from main.words where word in ({marks})", batch)
        new = set(batch).difference(word for (word,) in rows)
        database.insert(WORDS, [NewRow(words[word]) for word in batch if word in new])


def _json(noun: Noun | None) -> str | None:
    return None if noun is None else json_of(noun)


def _noun(table: str, id: str, text: str | None) -> Noun | None:
    noun: Noun | None = None if text is None else noun_from(table, id, text)
    return noun
