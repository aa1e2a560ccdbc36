"""Filling an empty store with many records at once."""

from collections.abc import Iterable, Iterator
from itertools import groupby, islice
from operator import itemgetter

from cstokb.errors import Rejected
from cstokb.store.protocol import Noun
from cstokb.store.records import checked_record
from cstokb.store.sql.database import Database
from cstokb.store.sql.schema import NOUNS
from cstokb.store.sql.terms import Word, entity_names, words_of
from cstokb.store.sql.writing import written

_BATCH = 1_000


def load(database: Database, records: Iterable[tuple[str, Noun]]) -> None:
    """Put the records, each with its table, into tables that have none.

    Raise `Rejected` where the store holds something, or for what breaks the model's rules.
    """
    if any(database.rows(f"select 1 from {name} limit 1") for name in NOUNS):
        raise Rejected(f"{database.name} is not empty", hint="nothing was changed")
    vocabulary: dict[str, Word] = {}
    with database.unindexed():
        for table, group in groupby(records, key=itemgetter(0)):
            nouns = (noun for _, noun in group)
            while batch := list(islice(nouns, _BATCH)):
                for noun in batch:
                    checked_record(table, noun)
                database.insert(NOUNS[table], [written(database, table, noun) for noun in batch])
                if table == "entities":
                    database.run_many(
                        "insert into names (name, entity) values (?, ?)",
                        list(_names(database, batch, vocabulary)),
                    )
        database.run_many("insert into words values (?, ?, ?, ?)", list(vocabulary.values()))


def _names(
    database: Database, entities: Iterable[Noun], vocabulary: dict[str, Word]
) -> Iterator[tuple[str, str]]:
    """The names of the entities, whose words go into the vocabulary."""
    for entity in entities:
        names = entity_names(entity)  # type: ignore[arg-type]
        vocabulary.update((word.word, word) for word in words_of(names))
        yield from ((name, database.key(entity.id)) for name in names)
