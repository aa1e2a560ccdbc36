"""Filters of records: which may be facts that match, without reading them as facts.

Most questions are about a few facts, and to read a record as a fact takes ten times as
long as to compare some of its fields.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import lru_cache

from cstokb.model.fact import DATE_STATUSES, DateStatus, Rank
from cstokb.model.fields import Record
from cstokb.model.knowledge import FactClass
from cstokb.model.moment import QUALIFIERS, SEASONS, Certainty
from cstokb.model.pattern import Pattern, has_words
from cstokb.model.period import Period
from cstokb.model.span import OPEN, UNKNOWN, Span

_TEXT_FIELDS = ("value", "value_ru", "note", "note_ru")

RecordFilter = Callable[[Record], bool]


_CHOICES = {
    "subjects": "subject",
    "predicates": "predicate",
    "values": "value",
    "places": "where",
}


def record_filters(pattern: Pattern) -> Iterator[RecordFilter]:
    """Filters that all records pass whose facts match, and few others."""
    for hole, field in _CHOICES.items():
        if (chosen := getattr(pattern, hole)) is not None:
            yield _has_one_of(field, frozenset(chosen))
    if pattern.mentions is not None:
        yield _mentions_one_of(frozenset(pattern.mentions))
    if pattern.number is not None:
        yield lambda record: record.get("value_type") == "number"
    yield from _quality_filters(pattern)
    if pattern.month_days is not None:
        yield _begins_on(pattern.month_days)
    if pattern.period is not None:
        yield _touches(pattern.period)
    if pattern.text is not None:
        yield _has_words(pattern.text)
    for part in pattern.every:
        yield from record_filters(part)
    if pattern.any_of is not None:
        yield _passes_one_of([tuple(record_filters(part)) for part in pattern.any_of])


def _quality_filters(pattern: Pattern) -> Iterator[RecordFilter]:
    if (ranks := pattern.ranks) is not None:
        yield lambda record: (record.get("rank") or "normal") in ranks
    if pattern.date_status is not None:
        yield lambda record: _date_status(record) == pattern.date_status
    if pattern.has_contradiction is not None:
        yield lambda record: bool(record.get("contradicts")) == pattern.has_contradiction


def covers(pattern: Pattern) -> bool:
    """Whether only records whose facts match pass all filters of the pattern."""
    covered = ("subjects", "predicates", "ranks", "date_status", "has_contradiction", "period")
    return pattern == Pattern(**{name: getattr(pattern, name) for name in covered})


def entity_in(pattern: Pattern) -> str:
    """An entity that every matching fact mentions, or empty."""
    choices = (pattern.subjects, pattern.mentions, pattern.values, pattern.places)
    return pattern.mention or pattern.value or next(filter(None, map(sole, choices)), "")


def sole(ids: Collection[str] | None) -> str:
    """The one id that there is, or empty."""
    return next(iter(ids)) if ids is not None and len(ids) == 1 else ""


def class_of_record(record: Record) -> FactClass:
    """What the record's fact is like; see `cstokb.model.knowledge.class_of`."""
    rank: Rank = record.get("rank") or "normal"
    return FactClass(
        record["predicate"], rank, bool(record.get("contradicts")), _date_status(record)
    )


def _has_one_of(field: str, allowed: frozenset[str]) -> RecordFilter:
    return lambda record: isinstance(record.get(field), str) and record[field] in allowed


def _mentions_one_of(allowed: frozenset[str]) -> RecordFilter:
    return lambda record: any(
        record.get(field) in allowed
        for field in ("subject", "value", "where")
        if isinstance(record.get(field), str)
    )


def _passes_one_of(alternatives: Sequence[tuple[RecordFilter, ...]]) -> RecordFilter:
    return lambda record: any(all(f(record) for f in filters) for filters in alternatives)


def _has_words(text: str) -> RecordFilter:
    """What a record passes in which the words may stand; its text fields, whatever they are."""

    def passes(record: Record) -> bool:
        texts = (record.get(field) for field in _TEXT_FIELDS)
        return has_words(text, " ".join(each for each in texts if isinstance(each, str)))

    return passes


def _begins_on(days: Iterable[tuple[int, int]]) -> RecordFilter:
    endings = {"".join(f"-{part:02}" for part in day if part) for day in days}
    if "" in endings:
        # A season has no more of a month and day than a year has.
        endings |= {f"-{season}" for season in SEASONS}

    def begins(record: Record) -> bool:
        start, _, _ = record.get("when", "").partition("/")
        return start[4:].rstrip(QUALIFIERS) in endings

    return begins


def _touches(period: Period) -> RecordFilter:
    # A winter lasts into the next year.
    first, last = period.first.year - (period.first.month <= 2), period.last.year

    def touches(record: Record) -> bool:
        when = record.get("when", "")
        if "/" not in when and when[:4].isdecimal() and not first <= int(when[:4]) <= last:
            # Most facts are of another year.
            return False
        return bool(when) and _span(when).meets(period.first, period.last) > Certainty.NO

    return touches


def _date_status(record: Record) -> DateStatus:
    when = record.get("when", "")
    dated, unended, undated = DATE_STATUSES
    if not when:
        return undated
    start, slash, end = when.partition("/")
    return unended if slash and end == UNKNOWN and start not in (OPEN, UNKNOWN) else dated


@lru_cache(maxsize=4096)
def _span(text: str) -> Span:
    return Span.parse(text)
