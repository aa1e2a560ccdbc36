"""Tables of facts in long form, as spreadsheets write them: a row for each citation."""

import csv
import re
from collections.abc import Iterator, Sequence
from io import StringIO
from typing import Any

from cstokb.errors import Rejected
from cstokb.formats.csv import FIELDS
from cstokb.formats.from_json import Row
from cstokb.messages import Message
from cstokb.model.escaping import csv_text, unescape
from cstokb.model.imported_record import ImportProblem
from cstokb.model.names import nearest
from cstokb.model.rules import normalized

SEPARATORS = {"csv": (",", ";", "\t"), "tsv": ("\t", ",", ";")}
"""What may stand between the cells, by format, the usual first."""

MOST_DIGITS = 300

_NUMBER = r"-?\d{1,300}(\.\d{1,30})?(e[+-]?\d{1,3})?"
_OWN_SEPARATOR = r'"?sep=([,;|\t])"?\r?\n'
"""The line by which Excel says what stands between the cells."""
_BLANKS = " \t\r\n\u00a0\u2007\u202f"
"""Spreadsheets and word processors leave no-break spaces at the ends of cells."""

_CITED = ("source", "at", "quote")
_CAUSES = {
    "unexpected end of data": "a quotation mark is not closed",
    "expected after": "a quotation mark inside of a cell is written twice",
    "field larger": "a cell is longer than 1,000,000 characters",
    "new-line character": "a line ends in the middle of a cell",
}


def rows_of_table(text: str, name: str, separators: Sequence[str]) -> Iterator[Row | ImportProblem]:
    """Facts: rows of one id are one fact with several citations.

    Lines and columns of nothing but blanks are passed over, and an empty cell leaves its
    field out. Raise `Rejected` where the first line is no header of facts.
    """
    csv.field_size_limit(1_000_000)
    separator, begin = _separator(text, separators)
    reader = csv.reader(StringIO(text[begin:], newline=""), delimiter=separator, strict=True)
    before = text.count("\n", 0, begin)
    facts: dict[str, Row] = {}
    header: list[str] = []
    try:
        for line in reader:
            location = f"{name}:{reader.line_num + before}"
            cells = [normalized(cell.strip(_BLANKS)) for cell in line]
            if not any(cells):
                continue
            if not header:
                header = _header(cells, location)
            elif problem := _add(facts, header, cells, location):
                yield problem
    except csv.Error as error:
        location = f"{name}:{reader.line_num + before}"
        if not header:
            raise Rejected("{}: {}", location, _cause(error)) from None
        yield ImportProblem(location, _cause(error))
    if not header:
        raise Rejected("{}:1: it has no columns", name, hint=_columns())
    yield from facts.values()


def _separator(text: str, separators: Sequence[str]) -> tuple[str, int]:
    """What stands between the cells: what makes most known columns; and where the table begins."""
    if own := re.match(_OWN_SEPARATOR, text):
        return own[1], own.end()
    header = next((line for line in text.splitlines() if line.strip(" \t,;\u00a0")), "")

    def known(separator: str) -> int:
        cells = header.lower().split(separator)
        return sum(normalized(cell.strip('" ')) in FIELDS for cell in cells)

    return max(separators, key=known), 0


def _header(cells: list[str], location: str) -> list[str]:
    """The names of the columns; raise `Rejected` for what is no header of facts."""
    header = [cell.lower() for cell in cells]
    for field in filter(None, header):
        if field not in FIELDS:
            raise Rejected('{}: no column "{}"', location, field, hint=_advice(field))
        if header.count(field) > 1:
            raise Rejected('{}: the column "{}" stands there twice', location, field)
    return header


def _advice(field: str) -> Message:
    if field.startswith(("{", "[")):
        return Message("it begins like JSON: --as json or --as jsonl")
    near = nearest(field, FIELDS)
    return Message("did you mean: {}?", ", ".join(near)) if near else _columns()


def _columns() -> Message:
    return Message("columns: {}", ", ".join(FIELDS))


def _add(
    facts: dict[str, Row], header: list[str], cells: list[str], location: str
) -> ImportProblem | None:
    """Add what the row says to the facts; what is wrong with it, or None."""
    if any(cells[len(header) :]):
        return ImportProblem(location, Message("{} cells, not {}", len(cells), len(header)))
    # A spreadsheet may leave out the empty cells at the end.
    cell = {f: unescape(csv_text(c)) for f, c in zip(header, cells, strict=False) if c}
    if "" in cell:
        reason = Message('"{}" stands in a column without a name', cell[""])
        return ImportProblem(location, reason)
    cites = {key: cell.pop(key) for key in _CITED if key in cell}
    fields = _typed(cell)
    key = cell.get("id") or location
    if key not in facts:
        facts[key] = location, "facts", fields
    first, _, known = facts[key]
    if fields != {n: v for n, v in known.items() if n != "citations"}:
        return ImportProblem(location, Message("it differs from {}, which has the same id", first))
    if cites:
        known.setdefault("citations", []).append(cites)
    return None


def _typed(cell: dict[str, str]) -> dict[str, Any]:
    fields: dict[str, Any] = dict(cell)
    if "contradicts" in cell:
        fields["contradicts"] = cell["contradicts"].split()
    value = cell.get("value", "")
    if cell.get("value_type") == "number" and re.fullmatch(_NUMBER, value, re.ASCII):
        # Too long a figure stays text, and is refused as such.
        whole = value.lstrip("-").isdecimal() and len(value) <= MOST_DIGITS
        fields["value"] = int(value) if whole else float(value)
    return fields


def _cause(error: csv.Error) -> Message:
    text = str(error)
    return Message(next((cause for words, cause in _CAUSES.items() if words in text), text))
