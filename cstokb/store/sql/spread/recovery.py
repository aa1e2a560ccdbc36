"""Taking back what was cut off half-way; see `cstokb.store.sql.spread.journal`."""

from collections.abc import Iterable, Mapping
from itertools import groupby
from operator import itemgetter

from cstokb.errors import StoreBusy, SystemRefused
from cstokb.model.batches import batches
from cstokb.model.record import Noun
from cstokb.store.sql.adding import add_nouns
from cstokb.store.sql.database import PAGE, Database
from cstokb.store.sql.log import LoggedEdits, count_change
from cstokb.store.sql.spread.journal import EVERYTHING, PENDING, TwoStep
from cstokb.store.sql.tables import ENTITIES, NOUNS, Table


def mend(database: Database) -> None:
    """Take back what a writer that is gone left half done, before the store is read.

    Nothing is done while a writer is there, or where the store can only be read. Raise
    `SystemRefused` where it cannot be taken back yet, since one would read the half.
    """
    if database.rows("select current_setting('transaction_read_only')") == [("on",)]:
        return
    alone = False
    try:
        with database.writing(0):
            alone = True
            take_back(database)
    except StoreBusy:
        if alone:
            raise
    except SystemRefused as fault:
        hint = "whoever opens the store when it can be takes it back; nothing else is lost"
        raise SystemRefused(
            "a change was cut off, and cannot be taken back yet: {}", fault.text, hint=hint
        ) from None


def settled(database: Database) -> Mapping[str, str]:
    """What the store says of itself; the caller is `writing`.

    Raise `StoreBusy` if a change had to be taken back: what the caller read before may
    have been the half of it.
    """
    meta: dict[str, str] = dict(database.rows("select name, value from meta"))
    if PENDING in meta:
        take_back(database)
        assert isinstance(database, TwoStep)
        database.keep()
        raise StoreBusy("{} was changed meanwhile", database.name, hint="try again")
    return meta


def take_back(database: Database) -> None:
    """Take back the change that is pending, if one is; the caller is `writing`.

    It does not matter how much of the change was done, or how much of this before.
    """
    assert isinstance(database, TwoStep)
    for (number,) in database.rows("select value from meta where name = ?", (PENDING,)):
        ((size,),) = database.rows("select count(*) from edits where number = ?", (number,))
        edits = LoggedEdits(database, int(number), size)
        if int(number) == EVERYTHING:
            database.wipe(["names", *NOUNS])
            _add(database, ((edit.table, edit.before) for edit in edits))
        else:
            before: dict[tuple[str, str], Noun | None] = {}
            for edit in edits:
                before.setdefault((edit.table, edit.id), edit.before)
            _remove(database, before)
            _add(database, ((table, noun) for (table, _), noun in before.items()))
        database.run("delete from edits where number = ?", (number,))
        database.run("delete from meta where name = ?", (PENDING,))
        count_change(database)


def _remove(database: Database, before: Mapping[tuple[str, str], Noun | None]) -> None:
    for table in NOUNS.values():
        ids = [id for name, id in before if name == table.name]
        new = [id for id in ids if before[table.name, id] is None]
        # A row that is still being committed is not seen. One of the same id waits for it.
        database.run_many(_placeholder(table), [(database.key(id),) for id in new])
        keys = [(database.key(id),) for id in ids]
        database.run_many(f"delete from {table.name} where id = ?", keys)
        if table is ENTITIES:
            database.run_many("delete from names where entity = ?", keys)


def _placeholder(table: Table) -> str:
    """Adds a row with that id and nothing else, where there is none."""
    empty = {"text": "''", "integer": "0", "record": "'{}'"}
    values = ", ".join(("?", *(empty[type] for _, type in table.columns[1:])))
    names = ", ".join(table.names)
    return f"insert into {table.name} ({names}) values ({values}) on conflict do nothing"


def _add(database: Database, nouns: Iterable[tuple[str, Noun | None]]) -> None:
    for table, group in groupby(nouns, key=itemgetter(0)):
        there = (noun for _, noun in group if noun is not None)
        for some in batches(there, PAGE):
            add_nouns(database, table, some)
