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
    """The anniversaries by day, with `partial` those without an exact day, too."""
    items = (*report.items, *report.partial) if partial else report.items
    return View(
        query,
        lambda: [anniversary_item(knowledge, item, lang) for item in items],
        COLUMNS,
        lambda: [coming_grid(knowledge, items, lang)] if items else [],
        tuple(_omissions(report, partial=partial)),
    )


def coming_grid(knowledge: Knowledge, items: Sequence[Anniversary], lang: str) -> Grid:
    """The days, how far off they are, the number (with a star if it is round), and the event."""
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


def _omissions(report: Upcoming, *, partial: bool) -> Iterator[Message]:
    """What was left out."""
    if report.partial and not partial:
        yield Message(
            "{} facts have no exact day and are not listed ({}); --partial lists them",
            len(report.partial),
            _examples([f"{item.fact.subject}, {item.start}" for item in report.partial]),
            singular="{} fact has no exact day and is not listed ({}); --partial lists them",
        )
    if report.ended:
        yield Message(
            "{} of what has ended left out (--include-ended shows them)", len(report.ended)
        )


def _examples(labels: list[str], limit: int = 3) -> Message:
    first = "; ".join(labels[:limit])
    if len(labels) > limit:
        return Message("{}, and {} more", first, len(labels) - limit)
    return Message("{}", first)
