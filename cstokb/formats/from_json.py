"""JSON and JSON lines as records, each with its location; what JSON leaves open is refused."""

import json
import re
from collections.abc import Iterator
from typing import Any

from cstokb.errors import Rejected
from cstokb.formats.json import SCHEMA
from cstokb.messages import Message
from cstokb.model.imported_record import ImportProblem
from cstokb.model.names import nearest
from cstokb.model.record import CODECS
from cstokb.model.strict_json import reject_constant, reject_duplicate_keys

MOST_DEPTH = 32

Row = tuple[str, str, dict[str, Any]]
"""A location, a table, and the fields that stand there."""

_TABLES = {codec.noun: codec.table for codec in CODECS.values()}


def rows_of_json(text: str, name: str) -> Iterator[Row | ImportProblem]:
    """The rows of one document; raise `Rejected` where it is none."""
    try:
        document = _loaded(text)
    except _BadJson as error:
        location = f"{name}:{error.line}:{error.column}" if error.line else name
        raise Rejected("{}: {}", location, error) from None
    yield from rows_of_document(document, name)


def rows_of_document(document: Any, name: str) -> Iterator[Row | ImportProblem]:
    """The rows of the tables of a document, those first that others rest on."""
    _check_document(document, name)
    tables = ("predicates", "entities", "sources", "facts")
    for key in document:
        if key not in (*tables, "schema"):
            yield ImportProblem(f"{name}#/{key}", _unknown_key(str(key), tables))
    for table in tables:
        rows = document.get(table)
        if rows is not None and not isinstance(rows, list):
            yield ImportProblem(f"{name}#/{table}", Message("it is not a list"))
            continue
        for at, fields in enumerate(rows or ()):
            location = f"{name}#/{table}/{at}"
            if isinstance(fields, dict):
                yield location, table, fields
            else:
                yield ImportProblem(location, Message("it is not an object"))


def _check_document(document: Any, name: str) -> None:
    if not isinstance(document, dict):
        raise Rejected("{}: it is not an object of entities, facts and sources", name)
    if {"items", "query"} <= document.keys():
        hint = "cstokb export json writes what import reads"
        raise Rejected("{}: it is an answer, not an export", name, hint=hint)
    if "meta" in document:
        writes = Message("cstokb --store {} export json writes what import reads", name)
        raise Rejected("{}: it is a store, not an export", name, hint=writes)
    if not document.keys() & {*_TABLES.values()}:
        raise Rejected("{}: it has no entities, facts or sources", name)
    if (schema := document.get("schema", SCHEMA)) != SCHEMA or isinstance(schema, bool):
        raise Rejected("{}: its schema is {}, and this cstokb reads {}", name, schema, SCHEMA)


def _unknown_key(key: str, known: tuple[str, ...]) -> Message:
    near = nearest(key, known)
    if near:
        return Message('unknown key "{}"; did you mean: {}?', key, ", ".join(near))
    return Message('unknown key "{}"; keys: {}', key, ", ".join(known))


def rows_of_jsonl(text: str, name: str) -> Iterator[Row | ImportProblem]:
    """The rows of JSON lines, each with its line; `record` names the noun, a fact by default."""
    for number, line in enumerate(text.split("\n"), 1):
        location = f"{name}:{number}"
        if not line.strip():
            continue
        try:
            fields = _loaded(line)
        except _BadJson as error:
            column = f":{error.column}" if error.column else ""
            yield ImportProblem(f"{location}{column}", Message("{}", error))
            continue
        noun = fields.pop("record", "fact") if isinstance(fields, dict) else None
        if isinstance(noun, str) and noun in _TABLES:
            yield location, _TABLES[noun], fields
        else:
            nouns = "it is not an object whose record is entity, fact, source or predicate"
            yield ImportProblem(location, Message(nouns))


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
