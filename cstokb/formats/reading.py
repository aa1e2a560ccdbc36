"""Reading what others wrote: JSON, JSON lines, CSV, TSV and YAML into records.

All problems of a file are found in one run, each with its location: `file:line`,
`file:line:column`, or `file#/facts/3` where only a path into the document is known.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from cstokb.errors import Rejected, UsageError
from cstokb.formats.encodings import decoded
from cstokb.formats.from_json import Row
from cstokb.messages import Message
from cstokb.model.fields import BadRecord
from cstokb.model.imported_record import ImportedRecord, ImportProblem
from cstokb.model.rules import json_problems, normalized

FORMATS = ("json", "jsonl", "csv", "tsv", "yaml")
MOST_BYTES = 50_000_000
MOST_ROWS = 100_000


class Read(NamedTuple):
    """The records of a file, and the problems of what is none."""

    records: tuple[ImportedRecord, ...]
    problems: tuple[ImportProblem, ...]


def read(data: bytes, name: str, format: str) -> Read:
    """The records in the bytes of the file `name`.

    Raise `Rejected` for what is no such file at all, `UsageError` for the format.
    """
    if format not in FORMATS:
        raise UsageError('no format "{}"', format, hint=Message("formats: {}", ", ".join(FORMATS)))
    if len(data) > MOST_BYTES:
        raise Rejected("{}: it is larger than {:,} bytes", name, MOST_BYTES)
    records: list[ImportedRecord] = []
    problems: list[ImportProblem] = []
    for count, row in enumerate(_rows(decoded(data, name), name, format)):
        if count >= MOST_ROWS:
            raise Rejected("{}: it has more than {:,} records", name, MOST_ROWS)
        if isinstance(row, ImportProblem):
            problems.append(row)
            continue
        try:
            records.append(_record(*row))
        except BadRecord as error:
            problems.append(ImportProblem(row[0], Message("{}", *error.args)))
    return Read(tuple(records), tuple(problems))


def _rows(text: str, name: str, format: str) -> Iterator[Row | ImportProblem]:
    # A file pays for its own format only.
    if format in ("csv", "tsv"):
        from cstokb.formats.from_csv import SEPARATORS, rows_of_table

        return rows_of_table(text, name, SEPARATORS[format])
    if format == "yaml":
        from cstokb.formats.from_yaml import rows_of_yaml

        return rows_of_yaml(text, name)
    from cstokb.formats.from_json import rows_of_json, rows_of_jsonl

    return rows_of_json(text, name) if format == "json" else rows_of_jsonl(text, name)


def _record(location: str, table: str, row: dict[str, Any]) -> ImportedRecord:
    fields: dict[str, Any] = normalized(row)
    if wrong := next(json_problems(fields), None):
        raise BadRecord(wrong)
    id = fields.pop("id", None)
    id = "" if id is None else id
    if not isinstance(id, str):
        raise BadRecord(Message("id is not text"))
    if not id and table != "facts":
        raise BadRecord(Message("id is missing"))
    return ImportedRecord(location, table, id, fields)
