"""A timeline drawn to scale: a lane for each kind, years on the axis, partial dates as ranges."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from cstokb.messages import Message
from cstokb.model.entity import KINDS
from cstokb.model.knowledge import Knowledge, kind_of
from cstokb.model.span import OPEN, UNKNOWN, Span
from cstokb.render.page import Block, Cell, Grid, line
from cstokb.reports.sentences import sentence
from cstokb.reports.timeline import Event

DAY, SURE, MAYBE, ON, VAGUE = "●", "━", "░", "▶", "?"
"""A known day; days it surely lasted; days it may have been; still going on; unknown end."""

LEGEND = Message(
    "{} day  {} lasting  {} some day in it  {} goes on  {} end unknown", DAY, SURE, MAYBE, ON, VAGUE
)


class Scale(NamedTuple):
    """Maps days to columns: `first` to the leftmost, `last` to the rightmost."""

    first: date
    last: date
    columns: int

    def at(self, day: date) -> int:
        """The column of the day; one outside of the scale is at its nearer edge."""
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
    yield Grid(
        (), ((Cell(_axis(scale), "heading"), Cell(str(LEGEND), "note")),), 0, (0,), to_scale=True
    )
    for kind in (*KINDS, ""):
        lane = [event for event in events if kind_of(knowledge, event.facts[0].subject) == kind]
        if lane:
            yield line(Cell(kind or "?", "kind"))
            rows = tuple(_row(knowledge, event, scale, lang) for event in lane)
            yield Grid((), rows, 0, (0,), to_scale=True)


def bar(when: Span, scale: Scale) -> str:
    """The span drawn in one row, without blanks at its end."""
    signs = [" "] * scale.columns

    def fill(first: date, last: date, sign: str) -> None:
        for column in range(scale.at(first), scale.at(last) + 1):
            signs[column] = sign

    if when.end is not None and UNKNOWN not in (when.start, when.end):
        fill(when.first, when.last, SURE)
    moments = [moment for moment in (when.starts, when.ends) if moment]
    # Exact days come last, so that the possible days of the other end do not hide them.
    for moment in sorted(moments, key=lambda moment: moment.exact_day is not None):
        first, last = max(moment.first, when.first), min(moment.last, when.last)
        fill(first, last, DAY if moment.exact_day else MAYBE)
    if when.end == OPEN:
        signs[-1] = ON
    elif when.end == UNKNOWN:
        signs[min(scale.at(moments[0].last) + 1, scale.columns - 1)] = VAGUE
    elif when.start == UNKNOWN:
        signs[max(scale.at(moments[0].first) - 1, 0)] = VAGUE
    return "".join(signs).rstrip()


def _row(knowledge: Knowledge, event: Event, scale: Scale, lang: str) -> tuple[Cell, ...]:
    drawn = bar(event.when, scale).ljust(scale.columns)
    return Cell(drawn, "date"), Cell(f"{event.when} {sentence(knowledge, event.facts, lang)}")


def _scale(events: Sequence[Event], width: int) -> Scale:
    """From the first to the last year of the events, in half of the width."""
    moments = [m for event in events for m in (event.when.starts, event.when.ends) if m]
    first, last = min(m.first for m in moments), max(m.last for m in moments)
    # `render.table` never breaks a column that takes at most half of the width less the gap.
    columns = max(1, (width - 2) // 2)
    return Scale(date(first.year, 1, 1), date(last.year, 12, 31), columns)


def _axis(scale: Scale) -> str:
    """As many years as there is room for, each at the column of its 1 January."""
    years = range(scale.first.year, scale.last.year + 1)
    room = max(1, scale.columns // 6)
    step = next(s for s in (1, 2, 5, 10, 20, 50, 100, 1000, 10000) if len(years) <= s * room)
    columns = {year: scale.at(date(year, 1, 1)) for year in years if year % step == 0}
    fitting = {year: at for year, at in columns.items() if at + 4 <= scale.columns}
    signs = [" "] * scale.columns
    for year, at in (fitting or {scale.first.year: 0}).items():
        signs[at : at + 4] = f"{year:04}"
    return "".join(signs)
