"""An answer as text, by a table of writers: one for each output format."""

from collections.abc import Callable, Iterable, Sequence
from itertools import chain, islice
from typing import NamedTuple

from cstokb.cli.output import Output
from cstokb.cli.settings import Settings
from cstokb.errors import UsageError
from cstokb.messages import Message
from cstokb.render.json import json, jsonl
from cstokb.render.page import Block, Column, Item, View, grid
from cstokb.render.plain import plain

_HAVE_CALENDARS = "timeline, anniversary and upcoming have one, and: cstokb export ics"


class Rendering(NamedTuple):
    """An answer and how to write it; `calendar` makes its calendar, if it has one."""

    view: View
    settings: Settings
    output: Output
    has_calendar: bool
    calendar: Callable[[], Iterable[str]]

    def text(self) -> Iterable[str]:
        """The answer in the format of the settings, in pieces, made as they are taken.

        Raise `UsageError`, before the first piece, for a field or calendar it does not have.
        """
        default = "table" if self.output.terminal else "plain"
        return _WRITERS[self.settings.format or default](self)

    def page(self) -> Iterable[Block]:
        """The page for people; if fields are asked for, they are the columns of one grid."""
        if not self.settings.fields:
            return self.view.page()
        return [grid(self.rows(), [Column(field) for field in self.fields()])]

    def items(self) -> Iterable[Item]:
        """The items, with only the fields asked for."""
        fields = self.settings.fields
        items = _with_fields(self.view.items(), fields)
        return ({name: item.get(name) for name in fields} for item in items) if fields else items

    def rows(self) -> Iterable[Item]:
        """The rows of formats with columns."""
        return _with_fields((self.view.rows or self.view.items)(), self.settings.fields)

    def fields(self) -> Sequence[str]:
        """The columns of the rows."""
        return self.settings.fields or [column.field for column in self.view.columns]


def is_empty(items: Iterable[Item]) -> bool:
    """Whether there is no item; takes the first one if they are made as they are taken."""
    return next(iter(items), None) is None


def _with_fields(items: Iterable[Item], fields: Sequence[str]) -> Iterable[Item]:
    """The items; raise `UsageError` for a field that none of them has.

    Of items that are made as they are taken, the first is checked: all have the same fields.
    """
    if not fields:
        return items
    rest = iter(items)
    sample = items if isinstance(items, Sequence) else list(islice(rest, 1))
    names = {name for item in sample for name in item}
    for field in fields:
        if names and field not in names:
            hint = Message("fields: {}", ", ".join(sorted(names)))
            raise UsageError('no field "{}"', field, hint=hint)
    return items if sample is items else chain(sample, rest)


def _table(answer: Rendering) -> Iterable[str]:
    # lazy: 50 ms (Rich)
    from cstokb.render.table import table

    return table(answer.page(), width=answer.output.width, color=answer.output.color)


def _plain(answer: Rendering) -> Iterable[str]:
    return plain(answer.page())


def _json(answer: Rendering) -> Iterable[str]:
    return json(answer.view.query, answer.items())


def _json_lines(answer: Rendering) -> Iterable[str]:
    return jsonl(answer.items())


def _csv(answer: Rendering) -> Iterable[str]:
    # lazy: 2 ms (html)
    from cstokb.render.delimited import csv

    return csv(answer.rows(), answer.fields())


def _tsv(answer: Rendering) -> Iterable[str]:
    # lazy: 2 ms (html)
    from cstokb.render.delimited import tsv

    return tsv(answer.rows(), answer.fields())


def _markdown(answer: Rendering) -> Iterable[str]:
    # lazy: 2 ms (html)
    from cstokb.render.delimited import markdown

    return markdown(answer.rows(), answer.fields())


def _calendar(answer: Rendering) -> Iterable[str]:
    if not answer.has_calendar and not is_empty(answer.view.items()):
        raise UsageError("there is no calendar of this answer", hint=_HAVE_CALENDARS)
    return answer.calendar()


_WRITERS: dict[str, Callable[[Rendering], Iterable[str]]] = {
    "table": _table,
    "plain": _plain,
    "json": _json,
    "jsonl": _json_lines,
    "csv": _csv,
    "tsv": _tsv,
    "md": _markdown,
    "ics": _calendar,
}
