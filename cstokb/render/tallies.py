"""Tallies and the schema as views."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import cast

from cstokb.errors import EXIT_CODES
from cstokb.model.dates_in_words import number_words
from cstokb.model.entity import KIND_WORDS, KINDS, Kind
from cstokb.model.predicate import Predicate, unknown_predicate
from cstokb.render.page import Block, Cell, Column, Grid, Item, View, line, tabled
from cstokb.render.ui_strings import ui_string
from cstokb.reports.rows import ROW_KEYS, Row
from cstokb.reports.stats import Tally
from cstokb.words import in_language, worded

STATS_FIELDS = ("about", "of", "count")
SCHEMA_FIELDS = ("type", "id", "shape", "text")
ROWS_COLUMNS = (Column("row", "kind"), Column("key", "id"))


def stats_view(report: Sequence[Tally], query: Item, lang: str) -> View:
    """The tallies, one a line; the first of each group with its heading."""

    def page(tallies: Iterable[Tally]) -> Iterator[Block]:
        listed = [*tallies]
        width = max((len(number_words(tally.number, lang)) for tally in listed), default=0)
        rows: list[tuple[Cell, ...]] = []
        heading = ""
        for tally in listed:
            label = "" if tally.about == heading else worded(tally.about, lang)
            heading = tally.about
            number = number_words(tally.number, lang).rjust(width)
            rows.append((Cell(label, "heading"), Cell(number), Cell(_of(tally, lang))))
        yield Grid((), tuple(rows), 0, (0, 1))

    return View(query, report, _tally_row, STATS_FIELDS, page)


def schema_view(predicates: Mapping[str, Predicate], query: Item, lang: str) -> View:
    """The kinds, predicates and exit codes."""
    entries = (
        *({**_NO_WORD, "type": "kind", "id": kind, "text": kind} for kind in KINDS),
        *(_predicate_item(predicate, lang) for predicate in predicates.values()),
        *(
            {**_NO_WORD, "type": "exit code", "id": code, "text": text}
            for code, text in EXIT_CODES.items()
        ),
    )
    return View(query, entries, lambda item: item, SCHEMA_FIELDS, partial(_schema_page, lang=lang))


def rows_view(query: Item) -> View:
    """The keys of each kind of row, one a line."""
    entries = [{"row": row, "key": key} for row, keys in ROW_KEYS.items() for key in keys]
    return tabled(query, entries, lambda item: item, ROWS_COLUMNS)


def _tally_row(tally: Tally) -> Row:
    return {"about": tally.about, "of": str(tally.of), "count": tally.number}


def _of(tally: Tally, lang: str) -> str:
    """What is counted: titles and names as they are, kinds and the like in the language."""
    if tally.about in ("entities", "facts about") and lang == "ru":
        words = KIND_WORDS.get(cast("Kind", tally.of))
        return words[1] if words else str(tally.of)
    if tally.about == "facts by decade" and lang == "ru":
        return f"{str(tally.of).removesuffix('s')}-е"
    return worded(tally.of, lang) if isinstance(tally.of, str) else in_language(tally.of, lang)


def _schema_page(entries: Iterable[Row], lang: str) -> Iterator[Block]:
    groups: dict[str, list[Row]] = {"kind": [], "predicate": [], "exit code": []}
    for entry in entries:
        groups[entry["type"]].append(entry)
    if groups["kind"]:
        yield line(Cell(ui_string("kinds", lang), "heading"))
        yield line(", ".join(kind["id"] for kind in groups["kind"]), indent=2)
    if groups["predicate"]:
        yield line(Cell(ui_string("predicates", lang), "heading"))
        yield Grid((), tuple(_predicate_row(p, lang) for p in groups["predicate"]), 2, (0, 1))
    if groups["exit code"]:
        yield line(Cell(ui_string("exit_codes", lang), "heading"))
        codes = tuple(
            (Cell(str(c["id"])), Cell(worded(str(c["text"]), lang))) for c in groups["exit code"]
        )
        yield Grid((), codes, 2, (0,))


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


def _predicate_row(item: Mapping[str, object], lang: str) -> tuple[Cell, ...]:
    kinds = item["subject_kinds"]
    values = item["value_kinds"] or [item["value_type"]]
    assert isinstance(kinds, list)
    assert isinstance(values, list)
    joined = f"{'|'.join(kinds)} → {'|'.join(map(str, values))}"
    return (
        Cell(str(item["id"]), "id"),
        Cell(ui_string(f"shape_{item['shape']}", lang), "kind"),
        Cell(str(item["text"])),
        Cell(joined, "note"),
    )


_NO_WORD = dict.fromkeys(_predicate_item(unknown_predicate(""), "en"))
"""The keys of the row of a predicate, which kinds and exit codes do not have."""
