"""Filling an empty store with many records at once, and emptying one."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from operator import itemgetter
from typing import Any

from cstokb.errors import Rejected
from cstokb.model.batches import batches
from cstokb.model.record import Noun, require_valid
from cstokb.store.protocol import Entry
from cstokb.store.sql.changes import log_entry
from cstokb.store.sql.database import Database, NewRow
from cstokb.store.sql.meta import current_revision, take_over
from cstokb.store.sql.rows import insert_nouns
from cstokb.store.sql.tables import NOUNS, TABLES, WORDS
from cstokb.store.sql.terms import Word, words_of

_BATCH = 1_000


def load(database: Database, records: Iterable[tuple[str, Noun]]) -> None:
    """Insert the records, each with its table, into tables that are empty.

    The caller is `writing`. Raise `Rejected` where the store holds something, or for what
    breaks the model's rules.
    """
    check_empty(database)
    database.run("delete from predicates")
    vocabulary: dict[str, Word] = {}
    with database.bulk_load():
        for table, group in groupby(records, key=itemgetter(0)):
            nouns: Iterator[Any] = (noun for _, noun in group)
            for batch in batches(nouns, _BATCH):
                for noun in batch:
                    require_valid(noun)
                insert_nouns(database, table, batch)
                if table == "entities":
                    vocabulary |= words_of(batch)
        database.insert(WORDS, map(NewRow, vocabulary.values()))


def fill(
    database: Database,
    meta: Mapping[str, Any],
    records: Iterable[tuple[str, Noun]],
    log: Iterable[Entry],
) -> None:
    """Make an empty store a copy: its records, its log, and what it says of itself.

    The caller is `writing`. Raise as `load` does.
    """
    load(database, records)
    for entry in log:
        log_entry(database, entry)
    take_over(database, meta)


def empty(database: Database) -> None:
    """Remove all records, words and log; the caller is `writing`."""
    database.clear_terms()
    for table in TABLES:
        if table.name != "meta":
            database.run(f"delete from {table.name}")


def check_empty(database: Database) -> None:
    """Raise `Rejected` if the store holds a record; the vocabulary of a new one is none."""
    is_new = current_revision(database) == 0
    tables = [name for name in NOUNS if not (is_new and name == "predicates")]
    if any(database.rows(f"select 1 from {name} limit 1") for name in tables):
        raise Rejected("{} is not empty", database.name, hint="nothing was changed")
