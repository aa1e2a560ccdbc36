"""Filling an empty store with many records at once."""

from collections.abc import Iterable, Iterator
from itertools import groupby, islice
from operator import itemgetter
from typing import Any

from cstokb.errors import Rejected
from cstokb.store.protocol import Noun
from cstokb.store.records import checked_record
from cstokb.store.sql.adding import add_nouns
from cstokb.store.sql.database import Database, Written
from cstokb.store.sql.journal import JOURNAL, announce
from cstokb.store.sql.mending import settled
from cstokb.store.sql.schema import NOUNS, WORDS
from cstokb.store.sql.terms import Word, entity_names, words_of

_BATCH = 1_000


def load(database: Database, records: Iterable[tuple[str, Noun]]) -> None:
    """Put the records, each with its table, into tables that have none; the caller is `writing`.

    Raise `Rejected` where the store holds something, or for what breaks the model's rules.
    """
    meta = settled(database)
    if any(database.rows(f"select 1 from {name} limit 1") for name in NOUNS):
        raise Rejected(f"{database.name} is not empty", hint="nothing was changed")
    if JOURNAL in meta:
        announce(database)
    vocabulary: dict[str, Word] = {}
    with database.unindexed():
        for table, group in groupby(records, key=itemgetter(0)):
            nouns: Iterator[Any] = (noun for _, noun in group)
            while batch := list(islice(nouns, _BATCH)):
                for noun in batch:
                    checked_record(table, noun)
                    if table == "entities":
                        words = words_of(entity_names(noun))
                        vocabulary.update((word.word, word) for word in words)
                add_nouns(database, table, batch)
        database.insert(WORDS, map(Written, vocabulary.values()))
