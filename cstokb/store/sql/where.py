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
    """A condition in SQL, and the values of its question marks."""

    sql: str
    values: tuple[Any, ...] = ()


def conditions(pattern: Pattern, database: Database) -> tuple[Condition, ...]:
    """What selects the facts that match: each fulfils exactly one of the conditions.

    By words and sources they may select too many.
    """
    parts = list(_parts(pattern, database))
    if pattern.period is None:
        return (every_one(parts),)
    return tuple(every_one([*parts, times]) for times in _in_period(pattern.period))


def every_one(parts: Iterable[Condition]) -> Condition:
    """All of them at once; without any, every row fulfils it."""
    every = list(parts)
    return Condition(
        " and ".join(f"({part.sql})" for part in every) or "1 = 1",
        tuple(value for part in every for value in part.values),
    )


def one_of(column: str, values: tuple[Any, ...]) -> Condition:
    """The column has one of the values; it never has one of none."""
    if not values:
        return Condition("1 = 0")
    if len(values) == 1:
        return Condition(f"{column} = ?", values)
    return Condition(f"{column} in ({', '.join('?' * len(values))})", values)


_HOLES = (
    ("date_status", "dating = ?"),
    # A partial index is used only where the condition implies the index's own.
    ("value", "value = ? and value <> ''"),
    ("mention", "subject = ? or (value = ? and value <> '') or (place = ? and place <> '')"),
)
_CHOICES = (("subject", "subjects"), ("predicate", "predicates"), ("rank", "ranks"))


def _parts(pattern: Pattern, database: Database) -> Iterator[Condition]:
    for hole, sql in _HOLES:
        if (filled := getattr(pattern, hole)) is not None:
            yield Condition(sql, (filled,) * sql.count("?"))
    for column, hole in _CHOICES:
        if (chosen := getattr(pattern, hole)) is not None:
            yield one_of(column, tuple(dict.fromkeys(chosen)))
    if pattern.kinds is not None:
        kinds = one_of("kind", tuple(pattern.kinds))
        yield Condition(f"subject in (select id from entities where {kinds.sql})", kinds.values)
    if pattern.month_days is not None:
        # For the partial index.
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
    """Facts that touch the days: those that are lasting, and those that are not.

    The latter began at most `LONG` days before the period, so that their time keys are in
    one range of the index.
    """
    first, last = period.first.toordinal(), period.last.toordinal()
    start = time_bound(period.first - timedelta(days=LONG)) if first > LONG else ""
    stop = time_bound(period.last + timedelta(days=1)) if period.last < date.max else "~"
    short = "lasting = 0 and time >= ? and time < ? and last_day >= ?"
    yield Condition(short, (start, stop, first))
    yield Condition("lasting = 1 and first_day <= ? and last_day >= ?", (last, first))
