"""The page of a year as a view."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from cstokb.messages import Message
from cstokb.model.dates_in_words import date_text, moment_words, ordinal, weekday_name
from cstokb.model.knowledge import Knowledge
from cstokb.model.moment import Moment
from cstokb.render.anniversary import FIELDS
from cstokb.render.page import POSSIBLE, Block, Cell, Grid, Item, View, line
from cstokb.render.upcoming import coming_row
from cstokb.reports.anniversary import Anniversary
from cstokb.reports.sentences import sentence
from cstokb.reports.year_page import YearPage, month_of


def calendar_view(knowledge: Knowledge, page: YearPage, query: Item, lang: str) -> View:
    """The anniversaries under their months, round ones with a star and first."""

    def blocks(items: Iterable[Anniversary]) -> Iterator[Block]:
        for month, group in groupby(items, key=month_of):
            precision = "month" if month else "year"
            heading = moment_words(Moment(page.year, month, 0, precision), lang)
            yield line(Cell(heading, "heading"))
            rows = tuple(tuple(_cells(knowledge, item, lang)) for item in group)
            yield Grid((), rows, 2, (0, 1, 2), ((4,),))

    return View(
        query,
        page.items,
        lambda item: coming_row(knowledge, item, lang),
        FIELDS,
        blocks,
        tuple(_omissions(page)),
        facts=lambda item: [item.fact],
    )


def _cells(knowledge: Knowledge, item: Anniversary, lang: str) -> Iterator[Cell]:
    coming = item.next
    assert coming is not None
    exact = coming.in_days is not None
    star = "*" if coming.round else ""
    day = date_text(coming.date, lang)
    yield Cell(day, "date") if exact else Cell(f"{POSSIBLE} {day}", "doubt")
    yield Cell(weekday_name(coming.date.first.weekday(), lang) if exact else "")
    yield Cell(f"{ordinal(coming.years, lang)}{star}", "mark" if star else "")
    yield Cell(sentence(knowledge, [item.fact], lang))
    yield Cell(item.fact.subject, "id")


def _omissions(page: YearPage) -> Iterator[Message]:
    if page.left_out:
        yield Message(
            "{} others left out, neither round nor of a founding (--all)",
            page.left_out,
            singular="{} other left out, neither round nor of a founding (--all)",
        )
