"""CSV of the facts in long form: one row for each citation of each fact (RFC 4180)."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from io import StringIO

from cstokb.model.escaping import csv_cell, escape
from cstokb.model.fact import Fact
from cstokb.model.knowledge import Knowledge
from cstokb.model.record import FACT, to_row

_LISTS = ("citations", "contradicts")
_PLAIN = ("id", *(key for key in FACT.parts.keys if key not in _LISTS))
_CITED = ("source", "at", "quote")
FIELDS = (*_PLAIN, "contradicts", *_CITED)


def export(knowledge: Knowledge) -> Iterator[str]:
    """All facts; see `export_facts`."""
    return export_facts(knowledge.facts())


def export_facts(facts: Iterable[Fact], separator: str = ",") -> Iterator[str]:
    """The header, then the rows; a fact without a source has one row."""
    yield _row(FIELDS, separator)
    for fact in facts:
        row = to_row(fact)
        cells = [_text(row[key]) for key in _PLAIN]
        for cited in row["citations"] or [{}]:
            citation = [_text(cited.get(key)) for key in _CITED]
            contradicts = _text(" ".join(fact.contradicts))
            yield _row([*cells, contradicts, *citation], separator)


def _text(value: object) -> str:
    return "" if value is None else csv_cell(escape(str(value)))


def _row(cells: list[str] | tuple[str, ...], separator: str) -> str:
    buffer = StringIO()
    csv.writer(buffer, delimiter=separator).writerow(cells)
    return buffer.getvalue()
