"""An answer as text, by a table of writers: one for each output format."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice

from cstokb.cli.output import Output
from cstokb.cli.settings import Settings
from cstokb.errors import UsageError
from cstokb.messages import Message
from cstokb.model.fact import Fact
from cstokb.render.json import json, jsonl
from cstokb.render.page import Block, Column, Item, View, grid_page
from cstokb.render.plain import plain

_HAVE_CALENDARS = "timeline, anniversary and upcoming have one, and: cstokb export ics"

MakeCalendar = Callable[[Iterable[Sequence[Fact]]], Iterable[str]]


class Rendering:
    """An answer and how to write it: which of its entries, and in which format.

    `--sort`, `--offset` and `--limit` choose among the entries, the same for every format.
    """

    def __init__(
        self, view: View, settings: Settings, output: Output, make_calendar: MakeCalendar
    ) -> None:
        self._view = view
        self._settings = settings
        self._output = output
        self._make_calendar = make_calendar
        self.shown = 0
        """How many entries were drawn so far."""
        self.left: int | None = 0
        """How many `--limit` left out, None for some; final when all were drawn."""

    def text(self) -> Iterable[str]:
        """The answer in the format of the settings, in pieces, made as they are taken.

        Raise `UsageError`, before the first piece, for a field, an order or a calendar that
        it does not have.
        """
        default = "table" if self._output.terminal else "plain"
        return _WRITERS[self._settings.format or default](self)

    def table(self) -> Iterable[str]:
        """The page, laid out for a terminal."""
        # lazy: 50 ms (Rich)
        from cstokb.render.table import table

        return table(self._page(), width=self._output.width, color=self._output.color)

    def plain(self) -> Iterable[str]:
        """The page, a row a line."""
        return plain(self._page(), color=self._settings.color == "always")

    def json(self) -> Iterable[str]:
        """One document."""
        return json(self._view.query, self._chosen(), lambda: self.left)

    def jsonl(self) -> Iterable[str]:
        """A row a line."""
        return jsonl(self._chosen())

    def csv(self) -> Iterable[str]:
        """Comma-separated values; with `--excel` as Excel opens them."""
        # lazy: 2 ms (html)
        from cstokb.render.delimited import csv

        return csv(self._rows(), self._fields(), excel=self._settings.excel)

    def tsv(self) -> Iterable[str]:
        """TAB-separated values."""
        # lazy: 2 ms (html)
        from cstokb.render.delimited import tsv

        return tsv(self._rows(), self._fields())

    def md(self) -> Iterable[str]:
        """A Markdown table with footnotes."""
        # lazy: 2 ms (html)
        from cstokb.render.delimited import markdown

        fields = self._fields()
        if "sources" in fields and not self._settings.fields:
            # The footnotes have the addresses.
            fields = tuple(field for field in fields if field != "url")
        return markdown(self._rows(), fields)

    def ics(self) -> Iterable[str]:
        """A calendar."""
        facts = self._view.facts
        if facts is None:
            raise UsageError("there is no calendar of this answer", hint=_HAVE_CALENDARS)
        return self._make_calendar(map(facts, self._entries()))

    def _page(self) -> Iterable[Block]:
        """The page for people; if fields are asked for, they are the columns of one grid."""
        if not self._settings.fields:
            page = self._view.page(self._entries())
            return page if self._settings.lang == "en" else _translated(page, self._settings.lang)
        return grid_page(self._rows(), [Column(field) for field in self._fields()])

    def _entries(self) -> Iterator[object]:
        """The entries to show; sorted here and now, if they are to be sorted."""
        key, entries = self._settings.sort, iter(self._view.entries)
        if key:
            entries = iter(self._sorted(key, list(entries)))
        return self._limited(entries)

    def _limited(self, entries: Iterator[object]) -> Iterator[object]:
        limit = self._settings.limit
        entries = islice(entries, self._settings.offset, None)
        for entry in islice(entries, (self._view.limit if limit is None else limit) or None):
            self.shown += 1
            yield entry
        if self._view.counts_left:
            self.left = sum(1 for _ in entries)
        else:
            self.left = next((None for _ in entries), 0)

    def _sorted(self, key: str, entries: list[object]) -> list[object]:
        """The entries in the order of that key of their rows, `-KEY` from the last on."""
        # lazy: 1 ms
        from cstokb.cli.sorting import sorted_rows

        return sorted_rows(entries, self._view.row, key)

    def _rows(self) -> Iterator[Item]:
        """The rows, once it is certain that they have the fields asked for."""
        rows = map(self._view.row, self._entries())
        fields = self._settings.fields
        if not fields:
            return rows
        # All rows have the same keys.
        sample = list(islice(rows, 1))
        for field in fields:
            if sample and field not in sample[0]:
                hint = Message("fields: {}", ", ".join(sorted(sample[0])))
                raise UsageError('no field "{}"', field, hint=hint)
        return chain(sample, rows)

    def _chosen(self) -> Iterator[Item]:
        """The rows, with only the fields asked for."""
        fields = self._settings.fields
        rows = self._rows()
        return ({name: row[name] for name in fields} for row in rows) if fields else rows

    def _fields(self) -> Sequence[str]:
        """The columns of the rows."""
        return self._settings.fields or self._view.columns


def _translated(page: Iterable[Block], lang: str) -> Iterable[Block]:
    # lazy: English does without
    from cstokb.render.translated import translated

    return translated(page, lang)


_WRITERS: dict[str, Callable[[Rendering], Iterable[str]]] = {
    "table": Rendering.table,
    "plain": Rendering.plain,
    "json": Rendering.json,
    "jsonl": Rendering.jsonl,
    "csv": Rendering.csv,
    "tsv": Rendering.tsv,
    "md": Rendering.md,
    "ics": Rendering.ics,
}
