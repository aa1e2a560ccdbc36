"""Reading what others wrote: JSON, JSON lines, CSV and YAML into the model's nouns.

All problems of a file are found in one run, each with its location: `file:line`,
`file:line:column`, or `file#/facts/3` where only a path into the document is known.
"""

import csv
import json
import re
from collections.abc import Iterable, Iterator
from io import StringIO
from typing import Any, NamedTuple

from cstokb.errors import Rejected, UsageError
from cstokb.formats.csv import FIELDS
from cstokb.messages import Message
from cstokb.model.escaping import csv_text, unescape
from cstokb.model.fact import Fact, fact_id
from cstokb.model.fields import BadRecord
from cstokb.model.record import CODECS, Noun, from_row
from cstokb.model.rules import json_problems, normalized
from cstokb.model.strict_json import reject_constant, reject_duplicate_keys

FORMATS = ("json", "jsonl", "csv", "yaml")
MOST_BYTES = 50_000_000
MOST_ROWS = 100_000
MOST_DEPTH = 32
MOST_DIGITS = 300

_NUMBER = r"-?\d{1,300}(\.\d{1,30})?(e[+-]?\d{1,3})?"
_YAML_SCALARS = (
    ("int", r"^-?(0|[1-9][0-9]*)$", [*"-0123456789"]),
    ("float", r"^-?[0-9]+\.[0-9]+([eE][-+]?[0-9]+)?$", [*"-0123456789"]),
    ("bool", r"^(true|false)$", ["t", "f"]),
    ("null", r"^(~|null|)$", ["~", "n", ""]),
)
"""What is no text though it stands there without quotes."""

_TABLES = {codec.noun: codec.table for codec in CODECS.values()}


class Row(NamedTuple):
    """One record of the file: where it stands, its table, and its fields."""

    location: str
    table: str
    fields: dict[str, Any]


Problem = tuple[str, Message]
"""A location, and what is wrong there."""


class Read(NamedTuple):
    """The nouns of a file, each with its location and table, and the problems."""

    nouns: tuple[tuple[str, str, Noun], ...]
    problems: tuple[Problem, ...]


def read(data: bytes, name: str, format: str) -> Read:
    """The nouns in the bytes of the file `name`.

    Raise `Rejected` for what is no such file at all, `UsageError` for the format.
    """
    if format not in FORMATS:
        raise UsageError('no format "{}"', format, hint=Message("formats: {}", ", ".join(FORMATS)))
    if len(data) > MOST_BYTES:
        raise Rejected("{}: it is larger than {:,} bytes", name, MOST_BYTES)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Rejected("{}:{}: it is not UTF-8", name, line) from None
    rows = {"json": _json, "jsonl": _jsonl, "csv": _csv, "yaml": _yaml}[format]
    return _nouns(rows(text, name), name)


def _nouns(rows: Iterable[Row | Problem], name: str) -> Read:
    nouns: list[tuple[str, str, Noun]] = []
    problems: list[Problem] = []
    for count, row in enumerate(rows):
        if count >= MOST_ROWS:
            raise Rejected("{}: it has more than {:,} records", name, MOST_ROWS)
        if not isinstance(row, Row):
            problems.append(row)
            continue
        try:
            nouns.append((row.location, row.table, _noun(row)))
        except BadRecord as error:
            problems.append((row.location, Message("{}", error)))
    return Read(tuple(nouns), tuple(problems))


def _noun(row: Row) -> Noun:
    fields: dict[str, Any] = normalized(row.fields)
    if wrong := next(json_problems(fields), None):
        raise BadRecord(wrong)
    id = fields.pop("id", None)
    id = "" if id is None else id
    if not isinstance(id, str):
        raise BadRecord(Message("id is not text"))
    noun: Noun = from_row(row.table, id or "-", fields)
    if isinstance(noun, Fact) and not id:
        new = fact_id(noun.subject, noun.predicate, noun.value, noun.when, noun.where)
        return noun._replace(id=new)
    if isinstance(noun, Fact) and not id.startswith(f"{noun.subject}.{noun.predicate}."):
        raise BadRecord(Message('the id "{}" is of another fact; leave it out', id))
    if not id:
        raise BadRecord(Message("id is missing"))
    return noun


def _json(text: str, name: str) -> Iterator[Row | Problem]:
    try:
        document = _loaded(text)
    except _BadJson as error:
        location = f"{name}:{error.line}:{error.column}" if error.line else name
        raise Rejected("{}: {}", location, error) from None
    yield from _document(document, name)


def _document(document: Any, name: str) -> Iterator[Row | Problem]:
    if not isinstance(document, dict):
        raise Rejected("{}: it is not an object of entities, facts and sources", name)
    known = {*_TABLES.values()}
    if not known & document.keys():
        raise Rejected("{}: it has no entities, facts or sources", name)
    for table in ("predicates", "entities", "sources", "facts"):
        rows = document.get(table, [])
        if not isinstance(rows, list):
            yield f"{name}#/{table}", Message("it is not a list")
            continue
        for at, fields in enumerate(rows):
            location = f"{name}#/{table}/{at}"
            if isinstance(fields, dict):
                yield Row(location, table, fields)
            else:
                yield location, Message("it is not an object")


def _jsonl(text: str, name: str) -> Iterator[Row | Problem]:
    for number, line in enumerate(text.split("\n"), 1):
        location = f"{name}:{number}"
        if not line.strip():
            continue
        try:
            fields = _loaded(line)
        except _BadJson as error:
            yield f"{location}:{error.column}" if error.column else location, Message("{}", error)
            continue
        noun = fields.pop("record", "fact") if isinstance(fields, dict) else None
        if isinstance(noun, str) and noun in _TABLES:
            yield Row(location, _TABLES[noun], fields)
        else:
            yield (
                location,
                Message("it is not an object whose record is entity, fact, source or predicate"),
            )


def _csv(text: str, name: str) -> Iterator[Row | Problem]:
    """Facts in long form: rows of one id are one fact with several citations."""
    csv.field_size_limit(1_000_000)
    reader = csv.reader(StringIO(text, newline=""), strict=True)
    facts: dict[str, Row] = {}
    try:
        header = next(reader, [])
        _check_header(header, name)
        for cells in reader:
            if not cells:
                continue
            location = f"{name}:{reader.line_num}"
            if len(cells) != len(header):
                yield location, Message("{} cells, not {}", len(cells), len(header))
                continue
            cell = {f: unescape(csv_text(c)) for f, c in zip(header, cells, strict=True) if c}
            cites = {k: cell.pop(k) for k in ("source", "at", "quote") if k in cell}
            key = cell.get("id") or location
            fields = _typed(cell)
            if key not in facts:
                facts[key] = Row(location, "facts", {**fields, "citations": []})
            elif fields != {n: v for n, v in facts[key].fields.items() if n != "citations"}:
                other = facts[key].location
                yield location, Message("it says otherwise than {} of the same id", other)
                continue
            if cites:
                facts[key].fields["citations"].append(cites)
    except csv.Error as error:
        yield f"{name}:{reader.line_num}", Message("{}", error)
    yield from facts.values()


def _check_header(header: list[str], name: str) -> None:
    """Raise `Rejected` for what is no header of facts."""
    hint = Message("columns: {}", ", ".join(FIELDS))
    if not header:
        raise Rejected("{}:1: it has no columns", name, hint=hint)
    for field in header:
        if field not in FIELDS:
            raise Rejected('{}:1: no column "{}"', name, field, hint=hint)
        if header.count(field) > 1:
            raise Rejected('{}:1: the column "{}" stands there twice', name, field)


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


def _yaml(text: str, name: str) -> Iterator[Row | Problem]:
    try:
        import yaml
    except ImportError:
        raise UsageError("YAML needs PyYAML", hint="pip install 'cstokb[yaml]'") from None

    class Strict(yaml.SafeLoader):
        """No aliases, no keys twice, and what pattern like a date or a no stays text."""

        def compose_node(self, parent: Any, index: Any) -> Any:
            if self.check_event(yaml.AliasEvent):
                raise yaml.YAMLError("aliases are not taken")
            return super().compose_node(parent, index)

        def construct_mapping(self, node: Any, deep: bool = False) -> Any:
            if key := _repeated(node):
                problem = f'the key "{key.value}" stands there twice'
                raise yaml.MarkedYAMLError(problem=problem, problem_mark=key.start_mark)
            return super().construct_mapping(node, deep)

    Strict.yaml_implicit_resolvers = {}
    for tag, pattern, begins in _YAML_SCALARS:
        Strict.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(pattern), begins)
    try:
        document = yaml.load(text, Loader=Strict)  # noqa: S506 - a SafeLoader made stricter
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        location = f"{name}:{mark.line + 1}:{mark.column + 1}" if mark else name
        raise Rejected("{}: {}", location, getattr(error, "problem", None) or error) from None
    if _deeper(document, MOST_DEPTH):
        raise Rejected("{}: it is nested more than {} deep", name, MOST_DEPTH)
    yield from _document(document, name)


def _repeated(node: Any) -> Any:
    """The key of a YAML mapping that stands there a second time, or None."""
    keys: set[Any] = set()
    for key, _ in node.value:
        if isinstance(key.value, str) and key.value in keys:
            return key
        keys.add(key.value if isinstance(key.value, str) else id(key))
    return None


def _deeper(value: Any, depth: int) -> bool:
    """Whether the value is nested deeper."""
    if isinstance(value, dict | list | tuple | set):
        parts = value.values() if isinstance(value, dict) else value
        return not depth or any(_deeper(part, depth - 1) for part in parts)
    return False


class _BadJson(ValueError):
    """What is wrong with a JSON text, and where if that is known; counted from 1."""

    def __init__(self, reason: Message | str, line: int = 0, column: int = 0) -> None:
        super().__init__(reason)
        self.line = line
        self.column = column


def _loaded(text: str) -> Any:
    """What the JSON text says; raise `_BadJson`."""
    depth = 0
    # A text without an end is one sign too, or looking for its end would take for ever.
    for sign in re.finditer(r'(?s)"(?:[^"\\]|\\.)*"?|[\[\]{}]', text):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(sign[0], 0)
        if depth > MOST_DEPTH:
            raise _BadJson(Message("it is nested more than {} deep", MOST_DEPTH))
    try:
        loaded = json.loads(
            text, object_pairs_hook=reject_duplicate_keys, parse_constant=reject_constant
        )
        json.dumps(loaded, ensure_ascii=False).encode()
    except json.JSONDecodeError as error:
        raise _BadJson(error.msg.lower(), error.lineno, error.colno) from None
    except UnicodeEncodeError:
        raise _BadJson("it holds half of a surrogate pair") from None
    except (ValueError, RecursionError) as error:
        raise _BadJson(str(error)) from None
    return loaded
