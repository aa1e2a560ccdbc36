"""A timeline as a view."""

from collections.abc import Iterable, Iterator
from typing import Any

from cstokb.messages import Message, join_messages
from cstokb.model.fact import Fact
from cstokb.model.knowledge import Knowledge, kind_of
from cstokb.model.moment import Certainty
from cstokb.model.record import to_row
from cstokb.render.items import when_item
from cstokb.render.page import Block, Cell, Column, Item, View, grid, grid_page, line
from cstokb.reports.sentences import name_of, sentence, sources_of
from cstokb.reports.timeline import Event, Timeline

COLUMNS = (
    Column("when", "date"),
    Column("kind", "kind"),
    Column("text", wraps=True),
    Column("entity", "id", below=True),
    Column("sources", "source", wraps=True, below=True),
)
GROUPS = ("decade", "year", "kind", "entity")
MAYBE = "?"
"""Follows the date of an event that merely may fall into the range."""


def timeline_view(
    knowledge: Knowledge,
    report: Timeline,
    query: Item,
    lang: str,
    *,
    group: str = "",
    chart_width: int = 0,
) -> View:
    """The events, one a line, with notes on what was left out; a streaming view (see `View`).

    `group`, one of `GROUPS`, puts them under headings; with a `chart_width` the page is a
    chart that wide. Both hold all events in memory.
    """

    def items() -> Iterator[Item]:
        for event in report.events:
            item = event_item(knowledge, event, lang)
            yield item | {"group": _group(item, group)} if group else item

    def page() -> Iterator[Block]:
        if chart_width:
            # lazy: 2 ms
            from cstokb.render.chart import chart

            return chart(knowledge, list(report.events), width=chart_width, lang=lang)
        marked = ({**item, "when": _marked(item)} for item in items())
        return _grouped(marked) if group else grid_page(marked, COLUMNS)

    return View(
        query,
        items,
        COLUMNS,
        page,
        _notes(report),
        has_items=lambda: report.count > 0,
    )


def _group(item: Item, group: str) -> str:
    """The heading of the group that an event is in."""
    year = str(item["when"]).lstrip("./")[:4]
    headings = {"year": year, "decade": f"{year[:3]}0s"}
    return headings.get(group) or str(item[group] or "")


def _grouped(items: Iterable[Item]) -> Iterator[Block]:
    groups: dict[str, list[Item]] = {}
    for item in items:
        groups.setdefault(str(item["group"]), []).append(item)
    for heading, group in groups.items():
        yield line(Cell(heading, "heading"))
        yield grid(group, COLUMNS)._replace(headers=(), indent=2)


def event_item(knowledge: Knowledge, event: Event, lang: str) -> dict[str, Any]:
    """One event as `timeline --json` gives it."""
    leading = event.facts[0]
    return {
        "when": str(event.when),
        "precision": event.when.precision,
        "certainty": str(event.certainty),
        "entity": leading.subject,
        "name": name_of(knowledge, leading.subject, lang),
        "kind": kind_of(knowledge, leading.subject) or None,
        "predicate": leading.predicate,
        "value": to_row(leading)["value"],
        "where": leading.where or None,
        "text": sentence(knowledge, event.facts, lang),
        "sources": list(sources_of(event.facts)),
        "fact": leading.id,
        "facts": [fact.id for fact in event.facts],
    }


def fact_line(knowledge: Knowledge, fact: Fact, lang: str) -> dict[str, Any]:
    """A fact as an item of a timeline; an undated one has fewer fields."""
    if fact.when:
        return event_item(knowledge, Event(fact.when, Certainty.SURELY, (fact,)), lang)
    return {
        "when": when_item(fact.when),
        "entity": fact.subject,
        "text": sentence(knowledge, [fact], lang),
        "fact": fact.id,
    }


def _marked(item: Item) -> str:
    doubt = MAYBE if item["certainty"] == str(Certainty.POSSIBLY) else ""
    return f"{item['when']}{doubt}"


def _notes(report: Timeline) -> Iterator[Message]:
    """How many events there are, and what was left out: final when the events are drawn."""
    number = report.count
    if not report.complete:
        # A reader who leaves a pager early has not had the rest read.
        yield Message("{} events or more", number, singular="{} event or more")
    elif omissions := list(_omissions(report)):
        rest = join_messages(", ", omissions)
        yield Message("{} events; left out: {}", number, rest, singular="{} event; left out: {}")
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
    if numbers["undated"]:
        yield Message("{} without a date", numbers["undated"])
    if numbers["ended"]:
        yield Message("{} of what has ended", numbers["ended"])
