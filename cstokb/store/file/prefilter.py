"""Filters of records: which may be facts that match, without reading them as facts.

Most questions are about a few facts, and to read a record as a fact takes ten times as
long as to compare some of its fields.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from functools import lru_cache

from cstokb.model.fact import DATE_STATUSES
from cstokb.model.fields import Record
from cstokb.model.knowledge import FactClass
from cstokb.model.moment import QUALIFIERS, Certainty
from cstokb.model.pattern import Pattern
from cstokb.model.period import Period
from cstokb.model.span import OPEN, UNKNOWN, Span

RecordFilter = Callable[[Record], bool]


def record_filters(pattern: Pattern) -> Iterator[RecordFilter]:
    """Filters that all records pass whose facts match, and few others."""
    if pattern.subjects is not None:
        yield _has_one_of("subject", frozenset(pattern.subjects))
    if pattern.predicates is not None:
        yield _has_one_of("predicate", frozenset(pattern.predicates))
    if (ranks := pattern.ranks) is not None:
        yield lambda record: (record.get("rank") or "normal") in ranks
    if pattern.date_status is not None:
        yield lambda record: _date_status(record) == pattern.date_status
    if pattern.has_contradiction is not None:
        yield lambda record: bool(record.get("contradicts")) == pattern.has_contradiction
    if pattern.month_days is not None:
        yield _begins_on(pattern.month_days)
    if pattern.period is not None:
        yield _touches(pattern.period)


def covers(pattern: Pattern) -> bool:
    """Whether only records whose facts match pass all filters of the pattern."""
    others = (pattern.value, pattern.mention, pattern.kinds, pattern.text, pattern.source)
    return pattern.month_days is None and all(hole is None for hole in others)


def entity_in(pattern: Pattern) -> str:
    """An entity that every matching fact mentions, or empty."""
    return pattern.mention or pattern.value or sole(pattern.subjects)


def sole(ids: Collection[str] | None) -> str:
    """The one id that there is, or empty."""
    return next(iter(ids)) if ids is not None and len(ids) == 1 else ""


def class_of_record(record: Record) -> FactClass:
    """What the record's fact is like; see `cstokb.model.knowledge.class_of`."""
    rank = record.get("rank") or "normal"
    return FactClass(
        record["predicate"], rank, bool(record.get("contradicts")), _date_status(record)
    )


def _has_one_of(field: str, allowed: frozenset[str]) -> RecordFilter:
    return lambda record: record.get(field) in allowed


def _begins_on(days: Iterable[tuple[int, int]]) -> RecordFilter:
    endings = {"".join(f"-{part:02}" for part in day if part) for day in days}

    def begins(record: Record) -> bool:
        start, _, _ = record.get("when", "").partition("/")
        return start[4:].rstrip(QUALIFIERS) in endings

    return begins


def _touches(period: Period) -> RecordFilter:
    first, last = period.first.year, period.last.year

    def touches(record: Record) -> bool:
        when = record.get("when", "")
        if "/" not in when and when[:4].isdecimal() and not first <= int(when[:4]) <= last:
            # Most facts are of another year.
            return False
        return bool(when) and _span(when).meets(period.first, period.last) > Certainty.NO

    return touches


def _date_status(record: Record) -> str:
    when = record.get("when", "")
    dated, unended, undated = DATE_STATUSES
    if not when:
        return undated
    start, slash, end = when.partition("/")
    return unended if slash and end == UNKNOWN and start not in (OPEN, UNKNOWN) else dated


@lru_cache(maxsize=4096)
def _span(text: str) -> Span:
    return Span.parse(text)
