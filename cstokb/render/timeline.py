"""A timeline as a view."""

from collections.abc import Iterable, Iterator
from typing import Literal, get_args

from cstokb.messages import Message, join_messages
from cstokb.model.knowledge import Knowledge
from cstokb.render.page import NOTHING_FOUND, Block, Cell, Column, Item, View, grid, grid_page, line
from cstokb.render.ui_strings import ui_string
from cstokb.reports.rows import FACT_FIELDS, Row, fact_row
from cstokb.reports.timeline import Event, Timeline
from cstokb.words import worded

COLUMNS = (
    Column("when", "date"),
    Column("kind", "kind"),
    Column("text", wraps=True),
    Column("id", "id", below=True),
    Column("sources", "source", wraps=True, below=True),
)
Group = Literal["", "decade", "year", "kind", "entity"]
GROUPS: tuple[Group, ...] = get_args(Group)[1:]


def timeline_view(
    knowledge: Knowledge,
    report: Timeline,
    query: Item,
    lang: str,
    *,
    group: Group = "",
    chart_width: int = 0,
) -> View:
    """The events, one a line, with notes on what was left out; drawn as they are read.

    `group` puts them under headings; with a `chart_width` the page is a
    chart that wide. Both hold all events in memory.
    """

    def row(event: Event) -> Row:
        item = event_row(knowledge, event, lang)
        return item | {"group": _group(item, group)} if group else item

    def page(events: Iterable[Event]) -> Iterator[Block]:
        if chart_width:
            # lazy: 2 ms
            from cstokb.render.chart import chart

            by_time = sorted(events, key=lambda event: event.when.sort_key)
            return chart(knowledge, by_time, width=chart_width, lang=lang)
        if group:
            return _grouped(map(row, events), group, lang)
        return _in_two_parts(events)

    def _in_two_parts(events: Iterable[Event]) -> Iterator[Block]:
        """What began in the period, then under a heading what began before it."""
        lasting: list[Event] = []

        def begun() -> Iterator[Event]:
            for event in events:
                if report.began_before(event):
                    lasting.append(event)
                else:
                    yield event

        yield from grid_page(map(row, begun()), COLUMNS)
        if lasting:
            yield line(Cell(ui_string("began_before", lang), "heading"))
            yield from grid_page(map(row, lasting), COLUMNS)

    fields = (*(("group",) if group else ()), *FACT_FIELDS)
    return View(
        query, report.events, row, fields, page, _notes(report), facts=lambda event: event.facts
    )


def event_row(knowledge: Knowledge, event: Event, lang: str) -> Row:
    """One event as a row."""
    leading, certainty = event.facts[0], event.certainty
    return fact_row(knowledge, leading, lang, facts=event.facts, certainty=certainty)


def _group(row: Item, group: Group) -> str:
    """The heading of the group that an event is in."""
    year = str(row["when"]).lstrip("./")[:4]
    headings = {"year": year, "decade": f"{year[:3]}0s", "entity": row["id"]}
    return headings.get(group) or str(row[group] or "")


def _grouped(rows: Iterable[Row], by: Group, lang: str) -> Iterator[Block]:
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(str(row["group"]), []).append(row)
    for heading, group in groups.items():
        words = ui_string("decade", lang, heading[:-1]) if by == "decade" else heading
        title = Cell(worded(words, lang) if by == "kind" else words, "heading")
        yield grid(group, COLUMNS)._replace(headers=(), indent=2, heading=title)


_LEFT_OUT = "{} event; left out: {}"


def _notes(report: Timeline) -> Iterator[Message]:
    """How many events there are, and what was left out: final when the events are drawn."""
    number = report.count
    if not report.complete:
        # A reader who leaves a pager early has not had the rest read.
        yield Message("{} events or more", number, singular="{} event or more")
    elif omissions := list(_omissions(report)):
        rest = join_messages(", ", omissions)
        if number:
            left_out = Message("{} events; left out: {}", number, rest, singular=_LEFT_OUT)
        else:
            left_out = Message("nothing found; left out: {}", rest)
        yield left_out
    elif not number:
        yield NOTHING_FOUND
    else:
        yield Message("{} events", number, singular="{} event")


def _omissions(report: Timeline) -> Iterator[Message]:
    numbers = report.omitted
    if numbers["minor"]:
        yield Message(
            "{} details (--all shows them)",
            numbers["minor"],
            singular="{} detail (--all shows them)",
        )
    if numbers["outranked"]:
        yield Message("{} contradicted by a preferred source", numbers["outranked"])
    if numbers["impossible"]:
        yield Message("{} impossible then", numbers["impossible"])
    if numbers["undated"]:
        yield Message("{} without a date", numbers["undated"])
    if numbers["ended"]:
        yield Message("{} of what has ended", numbers["ended"])
