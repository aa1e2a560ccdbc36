"""Log entries as records of a file."""

import json
from typing import Any

import pytest

from cstokb.model.fields import BadRecord
from cstokb.store.protocol import Edit, Entry
from cstokb.store.records import entry_from, entry_record, log_id
from tests.store.samples import CSTO, MEMBER, MEMBER_OF

ENTRY = Entry(
    7,
    "2026-11-23T00:00:00Z",
    "why",
    "undo",
    6,
    (
        Edit("entities", CSTO.id, CSTO._replace(aliases=()), CSTO),
        Edit("facts", MEMBER.id, None, MEMBER),
        Edit("predicates", MEMBER_OF.id, MEMBER_OF, None),
    ),
)


@pytest.mark.parametrize("entry", [ENTRY, Entry(1, "", "", "change", 0, ())], ids=["full", "bare"])
def test_an_entry_comes_back_from_its_record(entry: Entry) -> None:
    record = json.loads(json.dumps(entry_record(entry)))
    assert entry_from(log_id(entry), record) == entry


def test_a_bare_entry_has_an_empty_record() -> None:
    assert entry_record(Entry(1, "", "", "change", 0, ())) == {}


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"at": 7}, "at is not text"),
        ({"kind": "redone"}, 'kind "redone" is none of change, undo, redo'),
        ({"of": "6"}, "the number is none"),
        ({"of": True}, "the number is none"),
        ({"edits": {}}, "edits is not a list"),
        ({"edits": ["x"]}, "an edit is not an object"),
        ({"edits": [{"table": "log", "id": "1"}]}, 'table "log" is none of'),
        ({"edits": [{"table": "facts"}]}, "id is missing"),
        ({"edits": [{"table": "facts", "id": "a.b.c", "after": {}}]}, "subject is missing"),
        ({"who": "me"}, 'unknown field "who"'),
    ],
)
def test_a_record_that_is_no_entry_is_refused(changes: dict[str, Any], why: str) -> None:
    with pytest.raises(BadRecord, match=f"^{why}"):
        entry_from("00000007", {**entry_record(ENTRY), **changes})


@pytest.mark.parametrize("id", ["", "x", "-1", "1.5"])
def test_an_id_that_is_no_number_is_refused(id: str) -> None:
    with pytest.raises(BadRecord, match="the number is none"):
        entry_from(id, entry_record(ENTRY))
