"""Log entries as records of a file, and what reads the records of each of its tables."""

from collections.abc import Callable, Mapping
from typing import Any

from cstokb.errors import StoreDamaged
from cstokb.messages import Message
from cstokb.model.fields import (
    BadRecord,
    Field,
    Parts,
    Record,
    choice_field,
    list_field,
    text_field,
)
from cstokb.model.record import CODECS, AnyNoun, Codec, from_record, to_record
from cstokb.store.protocol import TABLES, Edit, Entry

_MAX_DIGITS = 18

FORMAT = "cstokb"
SCHEMA = 1


def _noun_field(key: str) -> Field:
    """A noun, or None, of the table and with the id that the same record names."""

    def read(record: Record) -> Any:
        found = record.get(key)
        table, id = record.get("table"), record.get("id")
        if table not in TABLES or not isinstance(id, str):
            raise BadRecord(Message("an edit names no record"))
        return None if found is None else from_record(table, id, found)

    def record(value: Any) -> dict[str, Any]:
        return {key: to_record(value)}

    return Field((key,), read, lambda _: None, record, record, None)


def _number_field(key: str) -> Field:
    """The number of a log entry, or 0."""

    def read(record: Record) -> Any:
        number = record.get(key, 0)
        if isinstance(number, bool) or not isinstance(number, int):
            raise BadRecord(Message("the number is none"))
        return number

    def record(value: Any) -> dict[str, Any]:
        return {key: value}

    return Field((key,), read, lambda _: None, record, record, 0)


_EDIT = Parts(
    Edit,
    choice_field("table", TABLES),
    text_field("id", required=True),
    _noun_field("before"),
    _noun_field("after"),
)
_ENTRY = Parts(
    Entry,
    text_field("at"),
    text_field("message"),
    choice_field("kind", ("change", "undo", "redo"), "change"),
    _number_field("of"),
    list_field("edits", _EDIT, "an edit"),
)


def entry_from(id: str, record: Record) -> Entry:
    """The log entry that a record describes; raise `BadRecord`."""
    entry = _ENTRY.read(record, 0)
    return entry._replace(number=entry_number(id))


def entry_number(id: str) -> int:
    """The number of the log entry with that id; raise `BadRecord`."""
    # Other scripts have decimal digits, too.
    if not (id.isascii() and id.isdecimal() and len(id) <= _MAX_DIGITS):
        raise BadRecord(Message("the number is none"))
    return int(id)


def read_entry(id: str, record: Record) -> Entry:
    """The log entry that a stored record describes; raise `StoreDamaged`."""
    try:
        return entry_from(id, record)
    except BadRecord as error:
        raise StoreDamaged("log {}: {}", id, error) from None


def entry_record(entry: Entry) -> dict[str, Any]:
    """The record of a log entry."""
    return _ENTRY.record((entry.at, entry.message, entry.kind, entry.of, tuple(entry.edits)))


def log_id(entry: Entry) -> str:
    """The id under which a file's log keeps the entry: numbers that sort as texts."""
    return f"{entry.number:08}"


def read_record(codec: Codec[AnyNoun], id: str, record: Record) -> AnyNoun:
    """The noun that a stored record describes; raise `StoreDamaged`."""
    try:
        return codec.read(id, record)
    except BadRecord as error:
        raise StoreDamaged("{}: {}", id, error) from None


READERS: Mapping[str, Callable[[str, Record], Any]] = {
    **{table: codec.read for table, codec in CODECS.items()},
    "log": entry_from,
}
"""What reads the records of each table of a file."""
