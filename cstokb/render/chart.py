"""The timeline drawn to scale: lanes by kind, years on the axis, partial dates as ranges."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from cstokb.model.entity import KINDS
from cstokb.model.knowledge import Knowledge
from cstokb.model.span import OPEN, UNKNOWN, Span
from cstokb.render.page import Block, Cell, Grid, line
from cstokb.reports.sentences import sentence
from cstokb.reports.timeline import Event

DAY, SURE, MAYBE, ON, VAGUE = "●", "━", "░", "▶", "?"
"""A known day; time it surely covers; days it may be; still going on; end not recorded."""

LEGEND = f"{DAY} day  {SURE} lasting  {MAYBE} some day in it  {ON} goes on  {VAGUE} end unknown"


class Scale(NamedTuple):
    """Days mapped to columns: `first` is at the left edge, `last` at the right one."""

    first: date
    last: date
    columns: int

    def at(self, day: date) -> int:
        """The column of a day, held within the chart."""
        days = max((self.last - self.first).days, 1)
        part = (min(max(day, self.first), self.last) - self.first).days
        return part * (self.columns - 1) // days


def chart(
    knowledge: Knowledge, events: Sequence[Event], *, width: int, lang: str
) -> Iterator[Block]:
    """The axis, then a lane for each kind with a row for each event."""
    if not events:
        return
    scale = _scale(events, width)
    yield Grid((), ((Cell(_axis(scale), "heading"), Cell(LEGEND, "note")),), 0, (0,))
    for kind in (*KINDS, ""):
        lane = [event for event in events if _kind(knowledge, event) == kind]
        if lane:
            yield line(Cell(kind or "?", "kind"))
            rows = tuple(_row(knowledge, event, scale, lang) for event in lane)
            yield Grid((), rows, 0, (0,))


def bar(when: Span, scale: Scale) -> str:
    """The columns of one span, from the left edge up to its last sign."""
    signs = [" "] * scale.columns

    def fill(first: date, last: date, sign: str) -> None:
        for column in range(scale.at(first), scale.at(last) + 1):
            signs[column] = sign

    if when.end is not None and UNKNOWN not in when:
        fill(when.first, when.last, SURE)
    known = [moment for moment in (when.starts, when.ends) if moment]
    # A known day is seen even among the days that the other end may be.
    for moment in sorted(known, key=lambda moment: moment.exact_day is not None):
        first, last = max(moment.first, when.first), min(moment.last, when.last)
        fill(first, last, DAY if moment.exact_day else MAYBE)
    if when.end == OPEN:
        signs[-1] = ON
    elif when.end == UNKNOWN:
        signs[min(scale.at(known[0].last) + 1, scale.columns - 1)] = VAGUE
    elif when.start == UNKNOWN:
        signs[max(scale.at(known[0].first) - 1, 0)] = VAGUE
    return "".join(signs).rstrip()


def _row(knowledge: Knowledge, event: Event, scale: Scale, lang: str) -> tuple[Cell, ...]:
    drawn = bar(event.when, scale).ljust(scale.columns)
    told = f"{event.when} {sentence(knowledge, event.facts, lang)}"
    return Cell(drawn, "date"), Cell(told)


def _scale(events: Sequence[Event], width: int) -> Scale:
    """From the first year to the last one of the events, in half of the width."""
    known = [m for event in events for m in (event.when.starts, event.when.ends) if m]
    first, last = min(m.first for m in known), max(m.last for m in known)
    # A table keeps a column whole that takes no more than half of what the gap leaves.
    columns = max(1, (width - 2) // 2)
    return Scale(date(first.year, 1, 1), date(last.year, 12, 31), columns)


def _axis(scale: Scale) -> str:
    """As many years as there is room for, each where its 1 January is."""
    years = range(scale.first.year, scale.last.year + 1)
    room = max(1, scale.columns // 6)
    step = next(s for s in (1, 2, 5, 10, 20, 50, 100, 1000, 10000) if len(years) <= s * room)
    places = {year: scale.at(date(year, 1, 1)) for year in years if year % step == 0}
    fitting = {year: at for year, at in places.items() if at + 4 <= scale.columns}
    signs = [" "] * scale.columns
    for year, at in (fitting or {scale.first.year: 0}).items():
        signs[at : at + 4] = f"{year:04}"
    return "".join(signs)


def _kind(knowledge: Knowledge, event: Event) -> str:
    subject = knowledge.entity(event.facts[0].subject)
    return subject.kind if subject else ""
