"""Taking back what was cut off half-way; see `cstokb.store.sql.spread.journal`."""

from collections.abc import Iterable, Mapping
from itertools import groupby
from operator import itemgetter

from cstokb.errors import StoreBusy, SystemRefused
from cstokb.model.batches import batches
from cstokb.model.record import Noun
from cstokb.store.sql.changes import LoggedEdits
from cstokb.store.sql.database import PAGE
from cstokb.store.sql.meta import count_change
from cstokb.store.sql.postgresql import PostgresqlDatabase
from cstokb.store.sql.rows import insert_nouns
from cstokb.store.sql.spread.journal import (
    EVERYTHING,
    PENDING,
    commit_step,
    forget_edits,
    truncate,
)
from cstokb.store.sql.tables import ENTITIES, NOUNS, Table


def recover(database: PostgresqlDatabase) -> None:
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
            _take_back(database)
    except StoreBusy:
        if alone:
            raise
    except SystemRefused as error:
        hint = "whoever opens the store when it can be takes it back; nothing else is lost"
        raise SystemRefused(
            "a change was cut off, and cannot be taken back yet: {}", error.text, hint=hint
        ) from None


def settle(database: PostgresqlDatabase) -> None:
    """Make sure that no change is pending; the caller is `writing`, and has changed nothing.

    Raise `StoreBusy` if a change had to be taken back: what the caller read before may
    have been the half of it.
    """
    if _take_back(database):
        commit_step(database)
        raise StoreBusy("{} was changed meanwhile", database.name, hint="try again")


def _take_back(database: PostgresqlDatabase) -> bool:
    """Take back the change that is pending; whether one was. The caller is `writing`.

    It does not matter how much of the change was done, or how much of this before.
    """
    pending = database.rows("select value from main.meta where name = ?", (PENDING,))
    for number in (int(value) for (value,) in pending):
        ((size,),) = database.rows("select count(*) from main.edits where number = ?", (number,))
        edits = LoggedEdits(database, number, size)
        if number == EVERYTHING:
            truncate(database, ["names", *NOUNS])
            _insert(database, ((edit.table, edit.before) for edit in edits))
        else:
            before: dict[tuple[str, str], Noun | None] = {}
            for edit in edits:
                before.setdefault((edit.table, edit.id), edit.before)
            _remove(database, before)
            _insert(database, ((table, noun) for (table, _), noun in before.items()))
        forget_edits(database, number)
        database.run("delete from main.meta where name = ?", (PENDING,))
        count_change(database)
    return bool(pending)


def _remove(database: PostgresqlDatabase, before: Mapping[tuple[str, str], Noun | None]) -> None:
    for table in NOUNS.values():
        ids = [id for name, id in before if name == table.name]
        new = [(id,) for id in ids if before[table.name, id] is None]
        # A row that is still being committed is not visible. One of the same id waits for it.
        database.run_many(_placeholder(table), new)
        database.run_many(f"delete from main.{table.name} where id = ?", [(id,) for id in ids])
        if table is ENTITIES:
            database.run_many("delete from main.names where entity = ?", [(id,) for id in ids])


def _placeholder(table: Table) -> str:
    """Inserts a row with that id and nothing else, where there is none."""
    empty = {"text": "''", "integer": "0", "record": "'{}'"}
    values = ", ".join(("?", *(empty[type] for _, type in table.columns[1:])))
    names = ", ".join(table.names)
    return f"insert into main.{table.name} ({names}) values ({values}) on conflict do nothing"


def _insert(database: PostgresqlDatabase, nouns: Iterable[tuple[str, Noun | None]]) -> None:
    for table, group in groupby(nouns, key=itemgetter(0)):
        existed = (noun for _, noun in group if noun is not None)
        for batch in batches(existed, PAGE):
            insert_nouns(database, table, batch)
