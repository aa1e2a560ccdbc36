"""The coming anniversaries as a view."""

from collections.abc import Iterator, Sequence

from cstokb.messages import Message
from cstokb.model.dates_in_words import ordinal, weekday_name
from cstokb.model.knowledge import Knowledge
from cstokb.render.anniversary import COLUMNS, anniversary_item
from cstokb.render.page import Cell, Grid, Item, View
from cstokb.render.ui_strings import days_left
from cstokb.reports.anniversary import Anniversary
from cstokb.reports.sentences import sentence
from cstokb.reports.upcoming import Upcoming


def upcoming_view(
    knowledge: Knowledge, report: Upcoming, query: Item, lang: str, *, partial: bool = False
) -> View:
    """The coming anniversaries by day; round ones carry a star."""
    found = (*report.items, *report.partial) if partial else report.items
    return View(
        query,
        lambda: [anniversary_item(knowledge, item, lang) for item in found],
        COLUMNS,
        lambda: [coming_grid(knowledge, found, lang)] if found else [],
        tuple(_left_out(report, listed=partial)),
        events=[[item.fact] for item in found],
    )


def coming_grid(knowledge: Knowledge, items: Sequence[Anniversary], lang: str) -> Grid:
    """The days, how far off they are, and what comes round."""
    rows = tuple(tuple(_coming(knowledge, item, lang)) for item in items)
    return Grid((), rows, 0, (0, 1, 2, 3), ((5,),))


def _coming(knowledge: Knowledge, item: Anniversary, lang: str) -> Iterator[Cell]:
    coming = item.next
    assert coming is not None
    star = "*" if coming.round else ""
    exact = coming.in_days is not None
    yield Cell(str(coming.date), "date" if exact else "doubt")
    yield Cell(weekday_name(coming.date.first.weekday(), lang) if exact else "")
    yield Cell("" if coming.in_days is None else days_left(coming.in_days, lang))
    yield Cell(f"{ordinal(coming.years, lang)}{star}", "mark" if star else "")
    yield Cell(sentence(knowledge, [item.fact], lang))
    yield Cell(item.fact.subject, "id")


def _left_out(report: Upcoming, *, listed: bool) -> Iterator[Message]:
    if report.partial and not listed:
        yield Message(
            "{} facts have no exact day and are not listed ({}); --partial lists them",
            len(report.partial),
            _first_few([f"{item.fact.subject}, {item.start}" for item in report.partial]),
            singular="{} fact has no exact day and is not listed ({}); --partial lists them",
        )
    if report.ended:
        yield Message(
            "{} of what has ended left out (--include-ended shows them)", len(report.ended)
        )


def _first_few(labels: list[str], most: int = 3) -> Message:
    few = "; ".join(labels[:most])
    if len(labels) > most:
        return Message("{}, and {} more", few, len(labels) - most)
    return Message("{}", few)
