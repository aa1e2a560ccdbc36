"""The coming anniversaries as a view."""

from collections.abc import Iterable, Iterator, Sequence

from cstokb.messages import Message
from cstokb.model.dates_in_words import date_text, ordinal, weekday_name
from cstokb.model.knowledge import Knowledge
from cstokb.model.moment import Certainty
from cstokb.render.anniversary import FIELDS
from cstokb.render.page import NOTHING_FOUND, POSSIBLE, Block, Cell, Grid, Item, View
from cstokb.render.ui_strings import days_left
from cstokb.reports.anniversary import Anniversary
from cstokb.reports.rows import Row, anniversary_row
from cstokb.reports.sentences import sentence
from cstokb.reports.upcoming import Upcoming


def upcoming_view(
    knowledge: Knowledge, report: Upcoming, query: Item, lang: str, *, partial: bool = False
) -> View:
    """The anniversaries by day, with `partial` those without an exact day, too."""

    def page(items: Iterable[Anniversary]) -> Iterator[Block]:
        listed = [*items]
        if listed:
            yield coming_grid(knowledge, listed, lang)

    return View(
        query,
        (*report.items, *report.partial) if partial else report.items,
        lambda item: coming_row(knowledge, item, lang),
        FIELDS,
        page,
        tuple(_omissions(report, partial=partial)),
        when_empty=NOTHING_FOUND,
        facts=lambda item: [item.fact],
    )


def coming_row(knowledge: Knowledge, item: Anniversary, lang: str) -> Row:
    """An anniversary as a row; one without an exact day possibly falls into the period."""
    is_exact = item.next is not None and item.next.in_days is not None
    certainty = Certainty.SURELY if is_exact else Certainty.POSSIBLY
    return anniversary_row(knowledge, item, lang, certainty=certainty)


def coming_grid(knowledge: Knowledge, items: Sequence[Anniversary], lang: str) -> Grid:
    """The days, how far off they are, the number (with a star if it is round), and the event."""
    rows = tuple(tuple(coming_cells(knowledge, item, lang)) for item in items)
    return Grid((), rows, 0, (0, 1, 2, 3), ((5,),))


def coming_cells(knowledge: Knowledge, item: Anniversary, lang: str) -> Iterator[Cell]:
    """The day, its weekday, the days left, the number, what happened, and the id of what."""
    coming = item.next
    assert coming is not None
    star = "*" if coming.round else ""
    exact = coming.in_days is not None
    day = date_text(coming.date, lang)
    yield Cell(day, "date") if exact else Cell(f"{POSSIBLE} {day}", "doubt")
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
