"""Anniversaries as views and items."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from cstokb.messages import Message
from cstokb.model.dates_in_words import moment_words, month_name, ordinal, weekday_name
from cstokb.model.knowledge import Knowledge, kind_of
from cstokb.model.moment import Moment
from cstokb.model.period import Period
from cstokb.render.page import Block, Cell, Column, Grid, Item, View, line
from cstokb.render.ui_strings import anniversary_words, days_left, ui_string, years_words
from cstokb.reports.anniversary import Anniversary, NextAnniversary
from cstokb.reports.sentences import name_of, phrase, sentence, sources_of

COLUMNS = (
    Column("date", "date"),
    Column("kind", "kind"),
    Column("entity", "id"),
    Column("event", wraps=True),
    Column("years"),
    Column("next", "date"),
    Column("sources", "source", wraps=True),
)


def anniversary_item(knowledge: Knowledge, item: Anniversary, lang: str) -> dict[str, Any]:
    """One anniversary as `anniversary --json` and `upcoming --json` give it.

    `years` is None before the event and where a partial date leaves it open;
    `years_range` has the fewest and the most, and is None before the event.
    """
    fact = item.fact
    exact = item.min_years == item.max_years and item.min_years >= 0
    return {
        "entity": fact.subject,
        "name": name_of(knowledge, fact.subject, lang),
        "kind": kind_of(knowledge, fact.subject) or None,
        "event": phrase(knowledge, [fact], lang),
        "predicate": fact.predicate,
        "date": str(item.start),
        "precision": item.start.precision,
        "years": item.min_years if exact else None,
        "years_range": None if item.max_years < 0 else [max(item.min_years, 0), item.max_years],
        "is_anniversary": item.is_anniversary,
        "next": _next_item(item.next),
        "sources": list(sources_of([fact])),
        "fact": fact.id,
        "rank": fact.rank,
    }


def anniversary_view(
    knowledge: Knowledge,
    sections: Sequence[tuple[str, Sequence[Anniversary]]],
    query: Item,
    on: date,
    lang: str,
    notes: Sequence[Message] = (),
) -> View:
    """The sections, pairs of heading and anniversaries; empty ones are left out."""
    filled = [(heading, items) for heading, items in sections if items]

    def page() -> Iterator[Block]:
        for heading, items in filled:
            yield line(Cell(heading, "heading"))
            yield _grid(knowledge, items, on, lang)

    return View(
        query,
        lambda: [anniversary_item(knowledge, a, lang) for _, items in filled for a in items],
        COLUMNS,
        lambda: list(page()),
        tuple(notes),
    )


def state_words(item: Anniversary, on: date, lang: str) -> str:
    """How old it is, whether this is the anniversary, and when the next one is."""
    if item.max_years < 0 or (
        item.min_years < 0 and not item.is_anniversary and item.start.first > on
    ):
        return ui_string("not_yet", lang)
    age = years_words(item.min_years, item.max_years, lang)
    parts = [ui_string("old", lang, age)] if item.start.first != on else []
    if item.is_anniversary:
        key = {"day": "is_that_day", "month": "that_month"}.get(item.start.precision, "that_year")
        years = on.year - item.start.year
        parts.append(ui_string(key, lang, ordinal(years, lang)))
    if item.next:
        parts.append(next_words(item.next, lang))
    return "; ".join(parts)


def next_words(coming: NextAnniversary, lang: str) -> str:
    """`24th anniversary Wed 2027-04-28, in 156 days`."""
    what = anniversary_words(coming.years, lang)
    if coming.in_days is None:
        return f"{what}: {moment_words(coming.date, lang)}"
    weekday = weekday_name(coming.date.first.weekday(), lang)
    left = days_left(coming.in_days, lang)
    return f"{what}: {weekday} {coming.date}, {left}"


def day_words(day: date, lang: str) -> str:
    """`28 April 2003 (Mon)`."""
    return f"{moment_words(Moment.of(day), lang)} ({weekday_name(day.weekday(), lang)})"


def _grid(knowledge: Knowledge, items: Sequence[Anniversary], on: date, lang: str) -> Grid:
    accounts = Counter((item.fact.subject, item.fact.predicate) for item in items)
    rows = tuple(
        (
            Cell(str(item.start), "date"),
            Cell(sentence(knowledge, [item.fact], lang)),
            Cell(_state(item, on, lang, accounts), "doubt" if item.is_anniversary else ""),
            Cell(item.fact.subject, "id"),
            Cell(" ".join(sources_of([item.fact])), "source"),
        )
        for item in items
    )
    return Grid((), rows, 2, (0,), ((2,), (3, 4)))


def _next_item(coming: NextAnniversary | None) -> dict[str, Any] | None:
    if coming is None:
        return None
    return {
        "date": str(coming.date),
        "years": coming.years,
        "in_days": coming.in_days,
        "round": coming.round,
    }


def heading(
    key: str,
    lang: str,
    *,
    period: Period | None = None,
    month_day: tuple[int, int] | None = None,
) -> str:
    """The heading with that key of `ui_strings`, for a period or for a month and day."""
    if month_day is None:
        assert period is not None
        month_day = (period.first.month, period.first.day)
    month, day = month_day
    in_any_year = f"{day} {month_name(month, lang, genitive=True)}"
    whole = in_any_year if period is None else _period_words(period, lang)
    return ui_string(key, lang, in_any_year if key == "other_years" else whole)


def _period_words(period: Period, lang: str) -> str:
    if period.first == period.last:
        return day_words(period.first, lang)
    return str(period)


def _state(item: Anniversary, on: date, lang: str, accounts: Mapping[tuple[str, str], int]) -> str:
    """`state_words`, and the rank of the fact if there are other accounts of its date."""
    words = state_words(item, on, lang)
    if accounts[item.fact.subject, item.fact.predicate] == 1:
        return words
    return f"{words}; {ui_string(f'rank_{item.fact.rank}', lang)}"
