"""Changes as views: what comes, what goes, before and after."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol

from cstokb.messages import Message
from cstokb.model.record import CODECS, to_row
from cstokb.render.page import Block, Cell, Column, Grid, Item, View, cell_text, line
from cstokb.render.ui_strings import ui_string
from cstokb.reports.rows import Row
from cstokb.words import in_language

FIELDS = ("change", "record", "id", "fields", "old", "new")
"""What formats with cells show of an edit: the names and the values of what differs."""

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

    def page(edits: Iterable[Edited]) -> Iterator[Block]:
        for edit in edits:
            item = edit_item(edit)
            change, record = Cell(item["change"], "mark"), Cell(item["record"], "kind")
            yield line(change, " ", record, " ", Cell(edit.id, "id"))
            if rows := tuple(_field_cells(item)):
                yield Grid((), rows, 4, (0,))

    return View(query, edits, _edit_row, FIELDS, page)


def log_view(entries: Sequence[Logged], query: Item, lang: str) -> View:
    """The changes, the latest first."""

    def page(entries: Iterable[Logged]) -> Iterator[Block]:
        if rows := tuple(_log_cells(entry, lang) for entry in entries):
            yield Grid((), rows, 0, (0, 1, 2), ((4,),))

    fields = tuple(column.field for column in LOG_COLUMNS)
    return View(query, entries, _log_row, fields, page)


def _log_row(entry: Logged) -> Row:
    edits = [edit_item(edit) for edit in entry.edits]
    return {
        "number": entry.number,
        "at": entry.at,
        "kind": str(_kind(entry)),
        "changes": [f"{edit['change']}{edit['id']}" for edit in edits],
        "message": entry.message,
        "edits": edits,
    }


def _kind(entry: Logged) -> Message:
    kind = Message(entry.kind)
    return kind if entry.kind == "change" else Message("{} of #{}", kind, entry.of)


def _log_cells(entry: Logged, lang: str) -> tuple[Cell, ...]:
    row = _log_row(entry)
    return (
        Cell(f"#{row['number']}", "mark"),
        Cell(str(row["at"]), "date"),
        Cell(in_language(_kind(entry), lang), "kind"),
        Cell(_some(row["changes"], lang)),
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


def _edit_row(edit: Edited) -> Row:
    item = edit_item(edit)
    differing = [*_differing(item)]
    return item | {
        "fields": [name for name, _, _ in differing],
        "old": [cell_text(old) for _, old, _ in differing],
        "new": [cell_text(new) for _, _, new in differing],
    }


def _differing(item: Item) -> Iterator[tuple[str, Any, Any]]:
    """The name and the two values of each field that differs; words each by language."""
    before, after = _by_name(item["before"] or {}), _by_name(item["after"] or {})
    for name in dict.fromkeys((*before, *after)):
        if name != "id" and before.get(name) != after.get(name):
            yield name, before.get(name), after.get(name)


def _by_name(record: Item) -> dict[str, Any]:
    """The fields, those of words in several languages as `names.en` and so on."""
    fields: dict[str, Any] = {}
    for name, value in record.items():
        words = value if isinstance(value, Mapping) else None
        fields |= (
            {f"{name}.{lang}": text for lang, text in words.items()}
            if words
            else {name: value or None}
        )
    return fields


def _field_cells(item: Item) -> Iterator[tuple[Cell, ...]]:
    for name, before, after in _differing(item):
        old, new = cell_text(before), cell_text(after)
        text = f"{old} → {new}" if item["change"] == "~" else old or new
        if text:
            yield Cell(name), Cell(text)


def _some(changes: Sequence[str], lang: str, most: int = 4) -> str:
    more, shown = len(changes) - most, ", ".join(changes[:most])
    return ui_string("and_more", lang, shown, more) if more > 0 else shown
