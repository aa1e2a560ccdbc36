"""Tallies and the schema as views."""

from collections.abc import Mapping, Sequence

from cstokb.errors import EXIT_CODES
from cstokb.model.entity import KINDS
from cstokb.model.predicate import Predicate
from cstokb.render.page import Cell, Column, Grid, Item, View, line
from cstokb.reports.stats import Tally

STATS_COLUMNS = (Column("about", "kind"), Column("of", wraps=True), Column("number"))
SCHEMA_COLUMNS = (
    Column("type", "kind"),
    Column("id", "id"),
    Column("shape"),
    Column("text", wraps=True),
)


def stats_view(report: Sequence[Tally], query: Item) -> View:
    """The tallies, one a line; the first of each group with its heading."""
    items = [tally._asdict() | {"of": str(tally.of)} for tally in report]
    width = max((len(f"{tally.number:,}") for tally in report), default=0)
    rows: list[tuple[Cell, ...]] = []
    heading = ""
    for tally in report:
        label = "" if tally.about == heading else tally.about
        heading = tally.about
        number = f"{tally.number:,}".rjust(width)
        rows.append((Cell(label, "heading"), Cell(number), Cell(str(tally.of))))
    page = [Grid((), tuple(rows), 0, (0, 1))]
    return View(query, lambda: items, STATS_COLUMNS, lambda: page)


def schema_view(predicates: Mapping[str, Predicate], query: Item, lang: str) -> View:
    """The kinds, predicates and exit codes."""
    kinds: list[dict[str, object]] = [{"type": "kind", "id": kind} for kind in KINDS]
    codes: list[dict[str, object]] = [
        {"type": "exit code", "id": code, "text": text} for code, text in EXIT_CODES.items()
    ]
    words = [_predicate_item(predicate, lang) for predicate in predicates.values()]
    page = (
        line(Cell("Kinds", "heading")),
        line(", ".join(KINDS), indent=2),
        line(Cell("Predicates", "heading")),
        Grid((), tuple(_predicate_row(item) for item in words), 2, (0, 1)),
        line(Cell("Exit codes", "heading")),
        Grid((), tuple((Cell(str(c["id"])), Cell(str(c["text"]))) for c in codes), 2, (0,)),
    )
    return View(query, lambda: [*kinds, *words, *codes], SCHEMA_COLUMNS, lambda: page)


def _predicate_item(predicate: Predicate, lang: str) -> dict[str, object]:
    return {
        "type": "predicate",
        "id": predicate.id,
        "shape": predicate.shape,
        "text": predicate.label.get(lang, predicate.id),
        "label": predicate.label,
        "inverse_label": predicate.inverse_label or None,
        "subject_kinds": list(predicate.subject_kinds),
        "value_type": predicate.value_type,
        "value_kinds": list(predicate.value_kinds),
        "one_value": predicate.one_value,
        "celebrated": predicate.celebrated,
        "existence": predicate.existence,
        "weight": predicate.weight,
    }


def _predicate_row(item: Mapping[str, object]) -> tuple[Cell, ...]:
    kinds = item["subject_kinds"]
    values = item["value_kinds"] or [item["value_type"]]
    assert isinstance(kinds, list)
    assert isinstance(values, list)
    joined = f"{'|'.join(kinds)} → {'|'.join(map(str, values))}"
    return (
        Cell(str(item["id"]), "id"),
        Cell(str(item["shape"]), "kind"),
        Cell(str(item["text"])),
        Cell(joined, "note"),
    )
