"""Changes as views: what comes, what goes, before and after."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any, Protocol

from cstokb.model.record import CODECS, to_row
from cstokb.render.page import Block, Cell, Column, Grid, Item, View, cell_text, line
from cstokb.reports.rows import Row

FIELDS = ("change", "record", "id", "field", "before", "after")
LOG_COLUMNS = (
    Column("number"),
    Column("at", "date"),
    Column("kind", "kind"),
    Column("changes", wraps=True),
    Column("message", wraps=True),
)


class Edited(Protocol):
    """One record before and after."""

    @property
    def table(self) -> str: ...  # noqa: D102
    @property
    def id(self) -> str: ...  # noqa: D102
    @property
    def before(self) -> Any: ...  # noqa: D102
    @property
    def after(self) -> Any: ...  # noqa: D102


class Logged(Protocol):
    """One change of the log."""

    @property
    def number(self) -> int: ...  # noqa: D102
    @property
    def at(self) -> str: ...  # noqa: D102
    @property
    def message(self) -> str: ...  # noqa: D102
    @property
    def kind(self) -> str: ...  # noqa: D102
    @property
    def of(self) -> int: ...  # noqa: D102
    @property
    def edits(self) -> Sequence[Any]: ...  # noqa: D102


def changes_view(edits: Sequence[Edited], query: Item) -> View:
    """One record after the other: + new, - gone, ~ changed, with the fields that differ.

    A row is one field of one record.
    """

    def page(rows: Iterable[Row]) -> Iterator[Block]:
        for (change, record, id), fields in groupby(rows, key=itemgetter(*FIELDS[:3])):
            yield line(Cell(f"{change} ", "mark"), Cell(f"{record} ", "kind"), Cell(id, "id"))
            if cells := tuple(_field_cells(fields)):
                yield Grid((), cells, 4, (0,))

    return View(query, list(_rows(map(edit_item, edits))), lambda row: row, FIELDS, page)


def log_view(entries: Sequence[Logged], query: Item) -> View:
    """The changes, the latest first."""

    def page(entries: Iterable[Logged]) -> Iterator[Block]:
        if rows := tuple(_log_cells(_log_row(entry)) for entry in entries):
            yield Grid((), rows, 0, (0, 1, 2), ((4,),))

    fields = tuple(column.field for column in LOG_COLUMNS)
    return View(query, entries, _log_row, fields, page)


def _log_row(entry: Logged) -> Row:
    edits = [edit_item(edit) for edit in entry.edits]
    return {
        "number": entry.number,
        "at": entry.at,
        "kind": entry.kind if entry.kind == "change" else f"{entry.kind} of #{entry.of}",
        "changes": [f"{edit['change']}{edit['id']}" for edit in edits],
        "message": entry.message,
        "edits": edits,
    }


def _log_cells(row: Row) -> tuple[Cell, ...]:
    return (
        Cell(f"#{row['number']}", "mark"),
        Cell(str(row["at"]), "date"),
        Cell(str(row["kind"]), "kind"),
        Cell(_some(row["changes"])),
        Cell(str(row["message"])),
    )


def edit_item(edit: Edited) -> dict[str, Any]:
    """One edit as JSON gives it."""
    sign = "+" if edit.before is None else "-" if edit.after is None else "~"
    return {
        "change": sign,
        "record": CODECS[edit.table].noun,
        "id": edit.id,
        "before": edit.before and to_row(edit.before),
        "after": edit.after and to_row(edit.after),
    }


def _rows(items: Iterable[Item]) -> Iterator[Row]:
    for item in items:
        before, after = item["before"] or {}, item["after"] or {}
        for field in {**before, **after}:
            if before.get(field) != after.get(field):
                yield {
                    **{key: item[key] for key in ("change", "record", "id")},
                    "field": field,
                    "before": before.get(field),
                    "after": after.get(field),
                }


def _field_cells(rows: Iterable[Row]) -> Iterator[tuple[Cell, ...]]:
    for row in rows:
        if row["field"] == "id":
            continue
        old, new = cell_text(row["before"]), cell_text(row["after"])
        text = f"{old} → {new}" if row["change"] == "~" else old or new
        if text:
            yield Cell(row["field"]), Cell(text)


def _some(changes: Any, most: int = 4) -> str:
    more = f" and {len(changes) - most} more" if len(changes) > most else ""
    return ", ".join(changes[:most]) + more
