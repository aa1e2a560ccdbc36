"""Anniversaries: how old an event is on a day, and when its next anniversary is."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from cstokb.model.entity import Kind
from cstokb.model.fact import Fact
from cstokb.model.knowledge import Knowledge, kind_of
from cstokb.model.moment import Moment
from cstokb.model.pattern import Pattern
from cstokb.model.period import Period
from cstokb.model.predicate import Predicate
from cstokb.reports.conflicts import undisputed
from cstokb.reports.lifetime import end_dates, ended_before
from cstokb.reports.vocabulary import facts_where, predicate_of
from cstokb.reports.years import (
    LEAP_DAY,
    LeapRule,
    anniversary_in,
    falls_on,
    next_anniversary,
    years_range,
)

ROUND = 5
"""Anniversaries divisible by this are round ones."""


class NextAnniversary(NamedTuple):
    """The anniversary that comes next."""

    date: Moment
    """Its day, or its month or year where the event is dated no closer."""
    years: int
    """Which one it is."""
    in_days: int | None
    """Days until then; None where the day is not known."""

    @property
    def round(self) -> bool:
        """Whether its number is a multiple of `ROUND`."""
        return self.years % ROUND == 0


class Anniversary(NamedTuple):
    """An event and its anniversaries, as of a day."""

    fact: Fact
    start: Moment
    """When the event was, or began."""
    min_years: int
    """The fewest completed years since; negative before the event."""
    max_years: int
    """The most completed years since: more than `min_years` only where the day is not known."""
    is_anniversary: bool
    """Whether the anniversary is that day, or in that month or year for a partial date."""
    next: NextAnniversary | None
    """None where the date is less exact than a year, and past the year 9999."""
    celebrated: bool
    """Whether the vocabulary celebrates it (see `Predicate.celebrates`)."""


class OnDay(NamedTuple):
    """The events of a day, month or year."""

    that_day: tuple[Anniversary, ...]
    """What surely happened then; of a month or year in order of time."""
    other_years: tuple[Anniversary, ...]
    """What is celebrated on that day of other years; empty for a month or year."""
    perhaps: tuple[Anniversary, ...]
    """What is celebrated and may have happened then: its date is partial."""


def of_day(
    knowledge: Knowledge,
    period: Period,
    on: date,
    *,
    kinds: Sequence[Kind] | None = None,
    leap: LeapRule = "feb28",
    include_ended: bool = False,
) -> OnDay:
    """The events that began in the period (a day, month or year), as of the day `on`."""
    items = _begun_in(knowledge, period, on, kinds, leap)
    sure = [item for item in items if _is_within(item.start, period)]
    perhaps = [item for item in items if item.celebrated and not _is_within(item.start, period)]
    other_years: tuple[Anniversary, ...] = ()
    if period.first == period.last:
        month_day = period.first.month, period.first.day
        any_year = of_month_day(
            knowledge,
            month_day,
            on,
            kinds=kinds,
            leap=leap,
            include_ended=include_ended,
            year=period.first.year,
        )
        ids = {item.fact.id for item in sure}
        other_years = tuple(item for item in any_year if item.fact.id not in ids)
    that_day = _sorted(knowledge, sure)
    if period.first != period.last:
        that_day = tuple(sorted(that_day, key=lambda item: item.start.sort_key))
    return OnDay(that_day, other_years, _sorted(knowledge, perhaps))


def _begun_in(
    knowledge: Knowledge, period: Period, on: date, kinds: Sequence[Kind] | None, leap: LeapRule
) -> list[Anniversary]:
    """The celebrated and major events that began or may have begun in the period."""
    pattern = Pattern(kinds=kinds, period=period)
    facts = undisputed(knowledge, facts_where(knowledge, pattern, _may_be_listed, by_time=True))
    begun = (fact for fact in facts if _starts_in(fact, period) and _is_listed(knowledge, fact))
    return [anniversary_of(knowledge, fact, on, leap) for fact in begun]


def of_month_day(
    knowledge: Knowledge,
    month_day: tuple[int, int],
    on: date,
    *,
    kinds: Sequence[Kind] | None = None,
    leap: LeapRule = "feb28",
    include_ended: bool = False,
    year: int = 0,
) -> tuple[Anniversary, ...]:
    """The celebrated events that began on that day of any year, as of the day `on`.

    In the year `year` that is asked about, or of `on`: on the substitute of the leap
    rule also those of 29 February, in a year without one.
    """
    days = [month_day]
    if month_day != LEAP_DAY and falls_on(LEAP_DAY, month_day, year or on.year, leap):
        days.append(LEAP_DAY)
    facts = celebrated_facts(knowledge, Pattern(kinds=kinds, month_days=days))
    ends = {} if include_ended else end_dates(knowledge, facts)
    lasting = (fact for fact in facts if not ended_before(ends.get(fact.id), on))
    return _sorted(knowledge, (anniversary_of(knowledge, fact, on, leap) for fact in lasting))


def of_entity(
    knowledge: Knowledge, id: str, on: date, *, leap: LeapRule = "feb28"
) -> tuple[Anniversary, ...]:
    """The celebrated events of an entity, outranked ones included; without any, its beginnings."""
    facts = facts_where(
        knowledge, Pattern(subjects=[id]), lambda predicate: predicate.shape == "event"
    )
    events = [f for f in facts if f.when and f.when.starts and not f.is_replaced]
    chosen = [f for f in events if is_celebrated(knowledge, f)]
    chosen = chosen or [f for f in events if predicate_of(knowledge, f).begins]
    return _sorted(knowledge, (anniversary_of(knowledge, fact, on, leap) for fact in chosen))


def anniversary_of(
    knowledge: Knowledge,
    fact: Fact,
    on: date,
    leap: LeapRule = "feb28",
    *,
    since: date | None = None,
) -> Anniversary:
    """The age of the event on the day `on`, and its next anniversary.

    That is the first on or after `since`, by default the day after `on`. The fact must
    have a known start.
    """
    start = fact.when.starts if fact.when else None
    assert start is not None
    least, most = years_range(start, on, leap)
    return Anniversary(
        fact,
        start,
        least,
        most,
        _falls_on(start, on, leap),
        _next(start, on, leap, since),
        is_celebrated(knowledge, fact),
    )


def celebrated_facts(knowledge: Knowledge, pattern: Pattern) -> list[Fact]:
    """The facts that match, are celebrated, and that no better fact outranks."""
    facts = facts_where(knowledge, pattern, lambda predicate: predicate.celebrated)
    return [fact for fact in undisputed(knowledge, facts) if is_celebrated(knowledge, fact)]


def is_celebrated(knowledge: Knowledge, fact: Fact) -> bool:
    """Whether the vocabulary celebrates such an event of such a subject."""
    return predicate_of(knowledge, fact).celebrates(kind_of(knowledge, fact.subject))


def _is_listed(knowledge: Knowledge, fact: Fact) -> bool:
    return is_celebrated(knowledge, fact) or predicate_of(knowledge, fact).weight == "major"


def _may_be_listed(predicate: Predicate) -> bool:
    return predicate.shape == "event" and (predicate.celebrated or predicate.weight == "major")


def _starts_in(fact: Fact, period: Period) -> bool:
    start = fact.when.starts if fact.when else None
    return start is not None and start.first <= period.last and start.last >= period.first


def _is_within(start: Moment, period: Period) -> bool:
    return period.first <= start.first and start.last <= period.last


def _falls_on(start: Moment, on: date, leap: LeapRule) -> bool:
    if on.year <= start.year or start.precision in ("decade", "century"):
        return False
    if start.precision == "year":
        return True
    if start.precision == "month":
        return on.month == start.month
    return anniversary_in(start.first, on.year, leap) == on


def _next(start: Moment, on: date, leap: LeapRule, since: date | None) -> NextAnniversary | None:
    if start.precision in ("decade", "century") or (on == date.max and since is None):
        return None
    if start.precision == "day":
        day = next_anniversary(start.first, since or on + timedelta(days=1), leap)
        if day is None:
            return None
        coming = start._replace(year=day.year, month=day.month, day=day.day)
        return NextAnniversary(coming, day.year - start.year, (day - on).days)
    this_year = start.precision == "month" and on.month < start.month
    year = max(on.year if this_year else on.year + 1, start.year + 1)
    if year > date.max.year:
        return None
    return NextAnniversary(start._replace(year=year), year - start.year, None)


def _sorted(knowledge: Knowledge, items: Iterable[Anniversary]) -> tuple[Anniversary, ...]:
    """Celebrated ones first, then those that begin something, then by date and subject."""

    def order(item: Anniversary) -> tuple[object, ...]:
        return (
            not item.celebrated,
            predicate_of(knowledge, item.fact).existence != "begins",
            item.fact.rank != "preferred",
            item.start.sort_key,
            item.fact.id,
        )

    return tuple(sorted(items, key=order))
