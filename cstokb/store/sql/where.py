"""Patterns as conditions in SQL."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple

from cstokb.model.pattern import Pattern
from cstokb.model.period import Period
from cstokb.store.sql.database import Database
from cstokb.store.sql.rows import LONG, month_day_key, time_bound
from cstokb.store.sql.terms import citing_term, query_terms


class Condition(NamedTuple):
    """A condition, and what stands for its question marks."""

    sql: str
    values: tuple[Any, ...] = ()


def conditions(pattern: Pattern, database: Database) -> tuple[Condition, ...]:
    """What facts fulfil that match: each of those one of the conditions, and only one.

    By words and sources they may let too many pass.
    """
    parts = list(_parts(pattern, database))
    if pattern.period is None:
        return (every_one(parts),)
    return tuple(every_one([*parts, times]) for times in _in_period(pattern.period))


def every_one(parts: Iterable[Condition]) -> Condition:
    """That all of them are fulfilled; where there are none, every row will do."""
    told = list(parts)
    return Condition(
        " and ".join(f"({part.sql})" for part in told) or "1 = 1",
        tuple(value for part in told for value in part.values),
    )


def one_of(column: str, values: tuple[Any, ...]) -> Condition:
    """That the column has one of the values; no row has one of none."""
    if not values:
        return Condition("1 = 0")
    if len(values) == 1:
        return Condition(f"{column} = ?", values)
    return Condition(f"{column} in ({', '.join('?' * len(values))})", values)


_HOLES = (
    ("date_status", "dating = ?"),
    # The indexes have no empty values and places, and must be told that none is meant.
    ("value", "value = ? and value <> ''"),
    ("mention", "subject = ? or (value = ? and value <> '') or (place = ? and place <> '')"),
)
_CHOICES = (("subject", "subjects"), ("predicate", "predicates"), ("rank", "ranks"))


def _parts(pattern: Pattern, database: Database) -> Iterator[Condition]:
    for hole, sql in _HOLES:
        if (filled := getattr(pattern, hole)) is not None:
            yield Condition(sql, (database.key(filled),) * sql.count("?"))
    for column, hole in _CHOICES:
        if (chosen := getattr(pattern, hole)) is not None:
            yield one_of(column, tuple(map(database.key, dict.fromkeys(chosen))))
    if pattern.kinds is not None:
        kinds = one_of("kind", tuple(pattern.kinds))
        yield Condition(f"subject in (select id from entities where {kinds.sql})", kinds.values)
    if pattern.month_days is not None:
        # The index must be told that none without a year is meant.
        days = one_of("month_day", tuple(month_day_key(*day) for day in pattern.month_days))
        yield Condition(f"{days.sql} and month_day >= 0", days.values)
    if pattern.has_contradiction is not None:
        yield Condition("disputing = 1" if pattern.has_contradiction else "disputing = 0")
    yield from _having_terms(pattern, database)


def _having_terms(pattern: Pattern, database: Database) -> Iterator[Condition]:
    words = query_terms(pattern.text) if pattern.text else ()
    if words:
        yield Condition(database.having_terms("facts"), (database.all_begin(words),))
    if pattern.source is not None:
        cites = database.one_of_each([[citing_term(pattern.source)]])
        yield Condition(database.having_terms("facts"), (cites,))


def _in_period(period: Period) -> Iterator[Condition]:
    """Facts that touch the days: those that last long, and those that do not.

    The latter began not long before the period, so that they have time keys side by side.
    """
    first, last = period.first.toordinal(), period.last.toordinal()
    start = time_bound(period.first - timedelta(days=LONG)) if first > LONG else ""
    stop = time_bound(period.last + timedelta(days=1)) if period.last < date.max else "~"
    short = "lasting = 0 and time >= ? and time < ? and last_day >= ?"
    yield Condition(short, (start, stop, first))
    yield Condition("lasting = 1 and first_day <= ? and last_day >= ?", (last, first))
