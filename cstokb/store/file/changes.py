"""A change put into the tables of a file."""

from typing import Any

from cstokb.errors import StoreDamaged
from cstokb.model.fields import BadRecord, Record
from cstokb.model.record import CODECS, require_valid, to_record
from cstokb.store.protocol import Change, Edit, Entry
from cstokb.store.records import entry_number, entry_record, log_id, read_record


def apply_change(tables: dict[str, dict[str, Any]], change: Change) -> Entry | None:
    """Put the change into the tables and into their log; None if it changes no record."""
    edits = tuple(_merge(tables, change))
    return _log(tables, change, edits) if edits else None


def _merge(tables: dict[str, dict[str, Any]], change: Change) -> list[Edit]:
    """Replace and remove records; the edits are of those that really change."""
    edits: list[Edit] = []
    for table, noun in change.asserted():
        rows = tables.setdefault(table, {})
        before, after = rows.get(noun.id), to_record(noun)
        if before != after:
            require_valid(noun)
            edits.append(Edit(table, noun.id, _old(table, noun.id, before), noun))
            rows[noun.id] = after
    for table, id in change.removed:
        removed = tables.setdefault(table, {}).pop(id, None)
        if removed is not None:
            edits.append(Edit(table, id, _old(table, id, removed), None))
    return edits


def _log(tables: dict[str, dict[str, Any]], change: Change, edits: tuple[Edit, ...]) -> Entry:
    """Count the revision, and add an entry to the log if the store keeps one."""
    store = dict(tables["meta"]["store"])
    revision = int(store.get("revision", 0)) + 1
    # Shipped facts have a day, and keep no log that would tell it.
    day = {"day": change.at[:10]} if "day" in store else {}
    tables["meta"]["store"] = {**store, "revision": revision, **day}
    log = tables.setdefault("log", {})
    try:
        number = max(map(entry_number, log), default=0) + 1
    except BadRecord as error:
        raise StoreDamaged("log: {}", error) from None
    entry = Entry(number, change.at, change.message, change.kind, change.of, edits)
    if store.get("log", True):
        log[log_id(entry)] = entry_record(entry)
    return entry


def _old(table: str, id: str, record: Record | None) -> Any:
    return None if record is None else read_record(CODECS[table], id, record)
