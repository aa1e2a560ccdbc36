"""Records as rows of the tables in which they are found."""

from collections.abc import Iterable, Sequence
from typing import Any

from cstokb.model.record import Noun
from cstokb.store.sql.database import Database, NewRow
from cstokb.store.sql.rows import json_of, row, terms_of
from cstokb.store.sql.tables import NAMES, NOUNS
from cstokb.store.sql.terms import entity_names


def add_nouns(database: Database, table: str, nouns: Sequence[Any]) -> None:
    """Add records that are not there yet, and what the entities among them are called."""
    database.insert(NOUNS[table], [written(database, noun) for noun in nouns])
    if table == "entities":
        add_names(database, nouns)


def written(database: Database, noun: Noun) -> NewRow:
    """The noun as the engine takes it."""
    *columns, record = row(noun)
    keys = [database.key(value) if isinstance(value, str) else value for value in columns]
    return NewRow((*keys, database.json(json_of(record))), terms_of(noun))


def add_names(database: Database, entities: Iterable[Any]) -> None:
    """Add what the entities are called."""
    rows = ((name, database.key(one.id)) for one in entities for name in entity_names(one))
    database.insert(NAMES, map(NewRow, rows))
