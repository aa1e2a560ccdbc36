"""Patterns as conditions in SQL."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple

from cstokb.model.moment import Certainty
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
_CHOICES = (
    *(("subject", "subjects"), ("predicate", "predicates"), ("rank", "ranks")),
    *(("value", "values"), ("place", "places")),
)
_PARTIAL = ("value", "place")
_MAX_SOURCES = 500
_MAX_VALUES = 5_000
"""More values than this are left to `Pattern.matches`: engines limit the question marks."""


def is_exact(pattern: Pattern) -> bool:
    """Whether only facts that match fulfil the conditions of the pattern."""
    unindexed = (pattern.text, pattern.phrase, pattern.source, pattern.sources)
    others = (pattern.number, pattern.confidences)
    choices = (pattern.mentions, *(getattr(pattern, hole) for _, hole in _CHOICES))
    return (
        all(hole is None for hole in (*unindexed, *others))
        and all(hole is None or len(hole) <= _MAX_VALUES for hole in choices)
        and all(map(is_exact, pattern.parts))
        and all(map(_is_two_valued, pattern.excluded))
    )


def _is_two_valued(pattern: Pattern) -> bool:
    """Whether a fact that possibly matches surely does."""
    return (
        pattern.period is None
        and pattern.at_most is Certainty.SURELY
        and all(map(_is_two_valued, pattern.parts))
    )


def _nested(pattern: Pattern, database: Database) -> Condition:
    """What selects the facts that match a pattern inside another; it may select too many."""
    parts = list(_parts(pattern, database))
    if pattern.period is not None:
        parts.append(_either(_in_period(pattern.period)))
    return every_one(parts)


def _either(parts: Iterable[Condition]) -> Condition:
    """One of them at least; of none, no row."""
    either = list(parts)
    return Condition(
        " or ".join(f"({part.sql})" for part in either) or "1 = 0",
        tuple(value for part in either for value in part.values),
    )


def _combined(pattern: Pattern, database: Database) -> Iterator[Condition]:
    for part in pattern.every:
        yield _nested(part, database)
    if pattern.any_of is not None:
        yield _either(_nested(part, database) for part in pattern.any_of)
    for part in pattern.excluded:
        if is_exact(part) and _is_two_valued(part):
            condition = _nested(part, database)
            yield Condition(f"not ({condition.sql})", condition.values)


def _one_of_ids(column: str, ids: Iterable[str]) -> Condition:
    chosen = tuple(dict.fromkeys(ids))
    if len(chosen) > _MAX_VALUES:
        return Condition("1 = 1")
    condition = one_of(column, chosen)
    # A partial index is used only where the condition implies the index's own.
    partial = f"{condition.sql} and {column} <> ''" if column in _PARTIAL else condition.sql
    return Condition(partial, condition.values)


def _parts(pattern: Pattern, database: Database) -> Iterator[Condition]:
    for hole, sql in _HOLES:
        if (filled := getattr(pattern, hole)) is not None:
            yield Condition(sql, (filled,) * sql.count("?"))
    for column, hole in _CHOICES:
        if (chosen := getattr(pattern, hole)) is not None:
            yield _one_of_ids(column, chosen)
    if (ids := pattern.mentions) is not None:
        yield _either(_one_of_ids(column, ids) for column in ("subject", "value", "place"))
    if pattern.kinds is not None:
        kinds = one_of("kind", tuple(pattern.kinds))
        yield Condition(
            f"subject in (select id from main.entities where {kinds.sql})", kinds.values
        )
    if pattern.month_days is not None:
        # For the partial index.
        days = one_of("month_day", tuple(month_day_key(*day) for day in pattern.month_days))
        yield Condition(f"{days.sql} and month_day >= 0", days.values)
    if pattern.has_contradiction is not None:
        yield Condition("disputing = 1" if pattern.has_contradiction else "disputing = 0")
    yield from _having_terms(pattern, database)
    yield from _combined(pattern, database)


def _having_terms(pattern: Pattern, database: Database) -> Iterator[Condition]:
    for words in (query_terms(text) for text in (pattern.text, pattern.phrase) if text):
        if words:
            yield Condition(database.having_terms("facts"), (database.all_begin(words),))
    for sources in (pattern.sources, None if pattern.source is None else (pattern.source,)):
        if sources is not None and len(sources) <= _MAX_SOURCES:
            cites = database.one_of_each([list(map(citing_term, dict.fromkeys(sources)))])
            found = Condition(database.having_terms("facts"), (cites,))
            yield found if sources else Condition("1 = 0")


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
