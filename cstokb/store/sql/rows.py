"""Nouns as rows: the columns by which they are found, their records as JSON, inserting them."""

import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from cstokb.errors import Rejected, StoreDamaged
from cstokb.model.entity import Entity
from cstokb.model.fact import Fact
from cstokb.model.fields import BadRecord
from cstokb.model.record import CODECS, Noun, from_record, to_record
from cstokb.model.source import Source
from cstokb.model.span import Span
from cstokb.model.strict_json import reject_constant
from cstokb.store.sql.database import Database, NewRow, Row
from cstokb.store.sql.tables import NAMES, NOUNS
from cstokb.store.sql.terms import entity_names, entity_terms, fact_terms

LONG = 400
"""Days: what covers more is `lasting`, and looked for apart from what happened then."""

_NO_YEAR = -1
"""The month and day of what has not even a year."""


def insert_nouns(database: Database, table: str, nouns: Sequence[Any]) -> None:
    """Insert nouns that are not there yet, and the names of the entities among them."""
    database.insert(NOUNS[table], [new_row(noun) for noun in nouns])
    if table == "entities":
        insert_names(database, nouns)


def insert_names(database: Database, entities: Iterable[Any]) -> None:
    """Insert everything that the entities are called."""
    rows = ((name, entity.id) for entity in entities for name in entity_names(entity))
    database.insert(NAMES, map(NewRow, rows))


def new_row(noun: Noun) -> NewRow:
    """The noun as a row of its table; raise `Rejected` for a number that JSON cannot write."""
    return NewRow((noun.id, *_columns(noun), json_of(noun)), terms_of(noun))


def terms_of(noun: Noun | None) -> tuple[str, ...]:
    """The terms under which the noun is found."""
    if isinstance(noun, Fact):
        return fact_terms(noun)
    return entity_terms(noun) if isinstance(noun, Entity) else ()


def noun_from(table: str, id: str, text: str) -> Any:
    """The noun of a record in JSON; raise `StoreDamaged`."""
    if table not in CODECS:
        raise StoreDamaged('{}: no table "{}"', id, table)
    try:
        return from_record(table, id, json.loads(text, parse_constant=reject_constant))
    except RecursionError:
        raise StoreDamaged("{}: it is nested too deeply", id) from None
    except (BadRecord, ValueError) as error:
        raise StoreDamaged("{}: {}", id, error) from None


def json_of(noun: Noun) -> str:
    """The noun's record as JSON; raise `Rejected` for a number that JSON cannot write."""
    try:
        return json.dumps(to_record(noun), ensure_ascii=False, allow_nan=False)
    except ValueError:
        raise Rejected("a number is infinite or none at all") from None


def month_day_key(month: int, day: int) -> int:
    """The number by which facts are found that begin on that day of any year."""
    return month * 100 + day


def time_key(when: Span | None) -> str:
    """A text that sorts as `Span.sort_key` does, undated last."""
    bound = when and (when.starts or when.ends)
    if not when or not bound:
        return "~"
    first, fineness, qualifier = bound.sort_key
    return f"{first}{4 + fineness}{qualifier or ' '}{when.last}{when}"


def time_bound(day: date) -> str:
    """The first time key of that day; keys of earlier days come before it."""
    return day.isoformat()


def _columns(noun: Noun) -> Row:
    """The columns of the noun's table between its id and its record."""
    if isinstance(noun, Fact):
        return _fact_columns(noun)
    if isinstance(noun, Entity):
        return (noun.kind,)
    return (noun.url,) if isinstance(noun, Source) else ()


def _fact_columns(fact: Fact) -> Row:
    when = fact.when
    first, last = (when.first.toordinal(), when.last.toordinal()) if when else (0, 0)
    return (
        fact.subject,
        fact.predicate,
        fact.link,
        fact.where,
        fact.rank,
        time_key(when),
        first,
        last,
        int(last - first > LONG),
        _NO_YEAR if fact.month_day is None else month_day_key(*fact.month_day),
        fact.date_status,
        int(bool(fact.contradicts)),
    )
