"""Changes of a store in SQL."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from cstokb.model.batches import batches
from cstokb.model.record import Noun, require_valid
from cstokb.store.protocol import Change, Edit, Entry
from cstokb.store.sql.adding import add_names, add_nouns, written
from cstokb.store.sql.database import PAGE, Database, NewRow
from cstokb.store.sql.log import count_change, put_edits, put_entry
from cstokb.store.sql.rows import terms_of
from cstokb.store.sql.spread.journal import JOURNAL, announce
from cstokb.store.sql.spread.recovery import settled
from cstokb.store.sql.tables import ENTITIES, NOUNS, WORDS
from cstokb.store.sql.terms import entity_names, words_of

Find = Callable[[str, Sequence[str]], dict[str, Any]]
"""Looks up the nouns of a table by ids."""


def write(database: Database, change: Change, find: Find) -> Entry | None:
    """Put the change into the tables and the log; None if it changes nothing.

    Raise `Rejected` for what breaks the rules of the model.
    """
    meta = settled(database)
    edits = tuple(_edits(change, find))
    if not edits:
        return None
    ((number,),) = database.rows("select coalesce(max(number), 0) + 1 from log")
    entry = Entry(number, change.at, change.message, change.kind, change.of, edits)
    keeps, in_steps = meta.get("log") != "false", JOURNAL in meta
    if keeps or in_steps:
        put_edits(database, entry)
    if in_steps:
        announce(database, number, (edit.id for edit in edits))
    _put_all(database, edits)
    count_change(database)
    if keeps:
        put_entry(database, entry)
    elif in_steps:
        database.run("delete from edits where number = ?", (number,))
    return entry


def _edits(change: Change, find: Find) -> Iterator[Edit]:
    """What the change changes, in its order."""
    known: dict[tuple[str, str], Noun | None] = {}
    asserted, removed = list(change.asserted()), change.removed
    for table in NOUNS:
        ids = [noun.id for name, noun in asserted if name == table]
        ids += [id for name, id in removed if name == table]
        known.update(((table, id), noun) for id, noun in find(table, ids).items())
    for table, noun in asserted:
        require_valid(noun)
        before = known.get((table, noun.id))
        if before != noun:
            yield Edit(table, noun.id, before, noun)
            known[table, noun.id] = noun
    for table, id in removed:
        before = known.get((table, id))
        if before is not None:
            yield Edit(table, id, before, None)
            known[table, id] = None


def _put_all(database: Database, edits: Iterable[Edit]) -> None:
    for (table, new), group in groupby(edits, key=lambda edit: (edit.table, edit.before is None)):
        if new:
            nouns = [edit.after for edit in group]
            add_nouns(database, table, nouns)
            if table == "entities":
                _learn(database, nouns)
        else:
            for edit in group:
                _put(database, edit)


def _put(database: Database, edit: Edit) -> None:
    """Put the record in place of that with its id, or remove it."""
    table, key = NOUNS[edit.table], database.key(edit.id)
    if table is ENTITIES:
        database.run("delete from names where entity = ?", (key,))
    if edit.after is None:
        database.delete(table, key, terms_of(edit.before))
        return
    database.update(table, written(database, edit.after), terms_of(edit.before))
    if table is ENTITIES:
        add_names(database, [edit.after])
        _learn(database, [edit.after])


def _learn(database: Database, entities: Iterable[Any]) -> None:
    """Put the words of their names into the vocabulary."""
    words = {word.word: word for one in entities for word in words_of(entity_names(one))}
    for some in batches(words, PAGE):
        marks = ", ".join("?" * len(some))
        known = database.rows(f"select word from words where word in ({marks})", some)
        new = set(some).difference(word for (word,) in known)
        database.insert(WORDS, [NewRow(words[word]) for word in some if word in new])
