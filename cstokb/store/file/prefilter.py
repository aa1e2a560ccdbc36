"""Filters of records: which may be facts that match, without reading them as facts.

Most questions are about a few facts, and to read a record as a fact takes ten times as
long as to compare some of its fields.
"""

from collections.abc import Callable, Iterable, Iterator
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
    for field, value, choices in (
        ("subject", pattern.subject, pattern.subjects),
        ("predicate", pattern.predicate, pattern.predicates),
    ):
        for allowed in filter(None, ([value] if value else [], choices)):
            yield _has_one_of(field, frozenset(allowed))
    if pattern.ranks:
        yield lambda record: (record.get("rank") or "normal") in pattern.ranks
    if pattern.date_status:
        yield lambda record: _date_status(record) == pattern.date_status
    if pattern.has_contradiction:
        yield lambda record: bool(record.get("contradicts"))
    if pattern.month_days:
        yield _begins_on(pattern.month_days)
    if pattern.period:
        yield _touches(pattern.period)


def covers(pattern: Pattern) -> bool:
    """Whether only records whose facts match pass all filters of the pattern."""
    rest = {"value": "", "mention": "", "kinds": (), "month_days": (), "text": "", "source": ""}
    return pattern._replace(**rest) == pattern  # type: ignore[arg-type]


def entity_in(pattern: Pattern) -> str:
    """An entity that every matching fact mentions, or empty."""
    only = pattern.subjects[0] if len(pattern.subjects) == 1 else ""
    return pattern.mention or pattern.subject or pattern.value or only


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
