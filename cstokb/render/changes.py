"""Changes as views: what comes, what goes, before and after."""

from collections.abc import Iterator, Sequence
from typing import Any, Protocol

from cstokb.model.record import CODECS, to_row
from cstokb.render.page import Block, Cell, Column, Grid, Item, View, cell_text, line

COLUMNS = (
    Column("change", "mark"),
    Column("record", "kind"),
    Column("id", "id"),
    Column("field"),
    Column("before", wraps=True),
    Column("after", wraps=True),
)
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
    """One record after the other: + new, - gone, ~ changed, with the fields that differ."""
    items = [edit_item(edit) for edit in edits]

    def page() -> list[Block]:
        blocks: list[Block] = []
        for edit in edits:
            item = edit_item(edit)
            blocks.append(
                line(
                    Cell(f"{item['change']} ", "mark"),
                    Cell(f"{item['record']} ", "kind"),
                    Cell(edit.id, "id"),
                )
            )
            rows = tuple(_field_rows(item))
            blocks += [Grid((), rows, 4, (0,))] if rows else []
        return blocks

    return View(query, lambda: items, COLUMNS, page, rows=lambda: list(_rows(items)))


def log_view(entries: Sequence[Logged], query: Item) -> View:
    """The changes, the latest first."""
    items = [
        {
            "number": entry.number,
            "at": entry.at,
            "kind": entry.kind if entry.kind == "change" else f"{entry.kind} of #{entry.of}",
            "changes": [f"{edit_item(edit)['change']}{edit.id}" for edit in entry.edits],
            "message": entry.message,
            "edits": [edit_item(edit) for edit in entry.edits],
        }
        for entry in entries
    ]
    rows = tuple(
        (
            Cell(f"#{item['number']}", "mark"),
            Cell(str(item["at"]), "date"),
            Cell(str(item["kind"]), "kind"),
            Cell(_some(item["changes"])),
            Cell(str(item["message"])),
        )
        for item in items
    )
    return View(
        query,
        lambda: items,
        LOG_COLUMNS,
        lambda: [Grid((), rows, 0, (0, 1, 2), ((4,),))] if rows else [],
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


def _rows(items: Sequence[Item]) -> Iterator[dict[str, Any]]:
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


def _field_rows(item: Item) -> Iterator[tuple[Cell, ...]]:
    for row in _rows([item]):
        if row["field"] == "id":
            continue
        old, new = cell_text(row["before"]), cell_text(row["after"])
        text = f"{old} → {new}" if item["change"] == "~" else old or new
        if text:
            yield Cell(row["field"]), Cell(text)


def _some(changes: Any, most: int = 4) -> str:
    more = f" and {len(changes) - most} more" if len(changes) > most else ""
    return ", ".join(changes[:most]) + more
