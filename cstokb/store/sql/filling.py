"""Filling an empty store with all that another one holds."""

from collections.abc import Iterable
from typing import Any

from cstokb.model.fields import Record
from cstokb.model.record import Noun
from cstokb.store.protocol import Entry
from cstokb.store.sql.database import Database
from cstokb.store.sql.loading import load
from cstokb.store.sql.log import log_entry
from cstokb.store.sql.spread.journal import JOURNAL, announce_removal
from cstokb.store.sql.spread.recovery import settled
from cstokb.store.sql.tables import TABLES


def fill(
    database: Database, meta: Record, records: Iterable[tuple[str, Noun]], log: Iterable[Entry]
) -> None:
    """Put records, log and what a store says of itself into one that holds nothing.

    Raise as `load` does. The caller is `writing`.
    """
    load(database, records)
    for entry in log:
        log_entry(database, entry)
    for name in ("revision", "base", "log"):
        database.run("delete from meta where name = ?", (name,))
        if name in meta:
            database.run("insert into meta (name, value) values (?, ?)", (name, _text(meta[name])))


def empty(database: Database) -> None:
    """Remove all that a store holds; the caller is `writing`, and fills it again."""
    if JOURNAL in settled(database):
        announce_removal(database)
    database.clear_terms()
    for table in TABLES:
        if table.name != "meta":
            database.run(f"delete from {table.name}")


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
