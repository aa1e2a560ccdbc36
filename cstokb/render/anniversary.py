"""Anniversaries as views."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from operator import itemgetter

from cstokb.messages import Message
from cstokb.model.dates_in_words import (
    date_text,
    moment_words,
    month_name,
    ordinal,
    span_words,
    weekday_name,
)
from cstokb.model.knowledge import Knowledge
from cstokb.model.moment import SEASONS, Certainty, Moment
from cstokb.model.period import Period
from cstokb.model.span import OPEN, Span
from cstokb.render.page import POSSIBLE, Block, Cell, Grid, Item, View, line
from cstokb.render.ui_strings import anniversary_words, days_left, ui_string, years_words
from cstokb.reports.anniversary import Anniversary, NextAnniversary
from cstokb.reports.rows import Row, anniversary_row
from cstokb.reports.sentences import sentence, sources_of

FIELDS = (
    *("next_date", "next_years", "in_days", "round", "when", "kind", "id", "text"),
    *("certainty", "sources", "url"),
)
"""The columns of anniversaries in formats of data."""

AGE_FIELDS = ("group", "when", "years", "is_anniversary", *FIELDS[:4], *FIELDS[5:])

Placed = tuple[str, bool, Anniversary]
"""An anniversary under its heading, and whether it merely may have been then."""


def anniversary_view(
    knowledge: Knowledge,
    sections: Sequence[tuple[str, Sequence[Anniversary]]],
    query: Item,
    on: date,
    lang: str,
    notes: Sequence[Message] = (),
) -> View:
    """The sections, pairs of heading and anniversaries; empty ones are left out.

    Rows have the heading as `group`.
    """
    perhaps = ui_string("perhaps", lang)
    entries = [(heading, heading == perhaps, a) for heading, items in sections for a in items]

    def row(placed: Placed) -> Row:
        heading, vague, item = placed
        certainty = Certainty.POSSIBLY if vague else Certainty.SURELY
        return {**anniversary_row(knowledge, item, lang, certainty=certainty), "group": heading}

    def page(entries: Iterable[Placed]) -> Iterator[Block]:
        for heading, placed in groupby(entries, key=itemgetter(0)):
            yield line(Cell(heading, "heading"))
            yield _grid(knowledge, [*placed], on, lang)

    return View(query, entries, row, AGE_FIELDS, page, notes, facts=lambda placed: [placed[2].fact])


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


def next_in_words(coming: NextAnniversary, lang: str) -> str:
    """`24th anniversary Wed 28 April 2027, in 156 days`: the date in words."""
    what = anniversary_words(coming.years, lang)
    if coming.in_days is None:
        return f"{what} {moment_words(coming.date, lang)}"
    weekday = weekday_name(coming.date.first.weekday(), lang)
    return f"{what} {weekday} {moment_words(coming.date, lang)}, {days_left(coming.in_days, lang)}"


def day_words(day: date, lang: str) -> str:
    """`28 April 2003 (Mon)`."""
    return f"{moment_words(Moment.of(day), lang)} ({weekday_name(day.weekday(), lang)})"


def _grid(knowledge: Knowledge, placed: Sequence[Placed], on: date, lang: str) -> Grid:
    accounts = Counter((item.fact.subject, item.fact.predicate) for _, _, item in placed)
    rows = tuple(
        (
            Cell(f"{POSSIBLE if vague else ''} {date_text(item.start, lang)}".strip(), "date"),
            Cell(sentence(knowledge, [item.fact], lang)),
            Cell(_state(item, on, lang, accounts), "doubt" if item.is_anniversary else ""),
            Cell(item.fact.subject, "id"),
            Cell(" ".join(sources_of([item.fact])), "source"),
        )
        for _, vague, item in placed
    )
    return Grid((), rows, 2, (0,), ((2,), (3, 4)))


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
    if key == "that_day" and period and period.first != period.last:
        return f"{whole[:1].upper()}{whole[1:]}"
    return ui_string(key, lang, in_any_year if key == "other_years" else whole)


def _period_words(period: Period, lang: str) -> str:
    if period.first == period.last:
        return day_words(period.first, lang)
    year, month = str(period.first)[:4], str(period.first)[:7]
    seasons = (f"{year}-{season}" for season in SEASONS)
    for text in (year, month, *seasons, f"{year[:3]}X", f"{year[:2]}XX"):
        moment = Moment.parse(text)
        if (moment.first, moment.last) == (period.first, period.last):
            return moment_words(moment, lang)
    start = OPEN if period.first == date.min else Moment.of(period.first)
    end = OPEN if period.last == date.max else Moment.of(period.last)
    return span_words(Span(start, end), lang)


def _state(item: Anniversary, on: date, lang: str, accounts: Mapping[tuple[str, str], int]) -> str:
    """`state_words`, and the rank of the fact if there are other accounts of its date."""
    words = state_words(item, on, lang)
    if accounts[item.fact.subject, item.fact.predicate] == 1:
        return words
    return f"{words}; {ui_string(f'rank_{item.fact.rank}', lang)}"
