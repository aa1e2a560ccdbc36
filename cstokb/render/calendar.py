"""The page of a year as a view."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from cstokb.messages import Message
from cstokb.model.dates_in_words import moment_words
from cstokb.model.knowledge import Knowledge
from cstokb.model.moment import Moment, Precision
from cstokb.render.anniversary import FIELDS
from cstokb.render.page import NOTHING_FOUND, Block, Cell, Grid, Item, View, line
from cstokb.render.upcoming import coming_cells, coming_row
from cstokb.reports.anniversary import Anniversary
from cstokb.reports.year_page import YearPage, month_of


def calendar_view(knowledge: Knowledge, page: YearPage, query: Item, lang: str) -> View:
    """The anniversaries under their months, round ones with a star and first."""

    def blocks(items: Iterable[Anniversary]) -> Iterator[Block]:
        for month, group in groupby(items, key=month_of):
            precision: Precision = "month" if month else "year"
            heading = moment_words(Moment(page.year, month, 0, precision), lang)
            yield line(Cell(heading, "heading"))
            rows = tuple(_cells(knowledge, item, lang) for item in group)
            yield Grid((), rows, 2, (0, 1, 2), ((4,),))

    return View(
        query,
        page.items,
        lambda item: coming_row(knowledge, item, lang),
        FIELDS,
        blocks,
        tuple(_omissions(page)),
        when_empty=NOTHING_FOUND,
        facts=lambda item: [item.fact],
    )


def _cells(knowledge: Knowledge, item: Anniversary, lang: str) -> tuple[Cell, ...]:
    """As `upcoming` has them, but for the days left."""
    day, weekday, _, *rest = coming_cells(knowledge, item, lang)
    return (day, weekday, *rest)


def _omissions(page: YearPage) -> Iterator[Message]:
    if page.left_out:
        yield Message(
            "{} others left out, neither round nor of a founding (--all)",
            page.left_out,
            singular="{} other left out, neither round nor of a founding (--all)",
        )
