"""CSV of the facts in long form: one row for each citation of each fact (RFC 4180)."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO

from cstokb.model.escaping import csv_cell, escape
from cstokb.model.knowledge import Knowledge
from cstokb.model.rows import fact_row

FACT_FIELDS = (
    "id",
    "subject",
    "predicate",
    "value",
    "value_type",
    "value_ru",
    "unit",
    "unit_ru",
    "bound",
    "when",
    "where",
    "confidence",
    "rank",
    "note",
)
FIELDS = (*FACT_FIELDS, "contradicts", "source", "at", "quote")


def export(knowledge: Knowledge) -> Iterator[str]:
    """The header, then the rows; a fact without a source has one row."""
    yield _row(FIELDS)
    for fact in knowledge.facts():
        row = fact_row(fact)
        told = [_text(row[name]) for name in FACT_FIELDS]
        for cited in row["citations"] or [{}]:
            source = [_text(cited.get(name)) for name in ("source", "at", "quote")]
            yield _row([*told, _text(" ".join(fact.contradicts)), *source])


def _text(value: object) -> str:
    return "" if value is None else csv_cell(escape(str(value)))


def _row(cells: list[str] | tuple[str, ...]) -> str:
    buffer = StringIO()
    csv.writer(buffer).writerow(cells)
    return buffer.getvalue()
