"""Filling an empty store with many records at once."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

from cstokb.errors import Rejected
from cstokb.model.batches import batches
from cstokb.model.record import Noun, require_valid
from cstokb.store.sql.adding import add_nouns
from cstokb.store.sql.database import Database, NewRow
from cstokb.store.sql.spread.journal import JOURNAL, announce
from cstokb.store.sql.spread.recovery import settled
from cstokb.store.sql.tables import NOUNS, WORDS
from cstokb.store.sql.terms import Word, entity_names, words_of

_BATCH = 1_000


def load(database: Database, records: Iterable[tuple[str, Noun]]) -> None:
    """Put the records, each with its table, into tables that have none; the caller is `writing`.

    Raise `Rejected` where the store holds something, or for what breaks the model's rules.
    """
    meta = settled(database)
    if any(database.rows(f"select 1 from {name} limit 1") for name in NOUNS):
        raise Rejected("{} is not empty", database.name, hint="nothing was changed")
    if JOURNAL in meta:
        announce(database)
    vocabulary: dict[str, Word] = {}
    with database.bulk_load():
        for table, group in groupby(records, key=itemgetter(0)):
            nouns: Iterator[Any] = (noun for _, noun in group)
            for batch in batches(nouns, _BATCH):
                for noun in batch:
                    require_valid(noun)
                    if table == "entities":
                        words = words_of(entity_names(noun))
                        vocabulary.update((word.word, word) for word in words)
                add_nouns(database, table, batch)
        database.insert(WORDS, map(NewRow, vocabulary.values()))
