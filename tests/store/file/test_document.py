import json
import zlib
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cstokb.errors import StoreDamaged, StoreForeign, StoreNewer
from cstokb.store.file.document import Tables, dumps, loads
from cstokb.store.file.storage import BytesStorage
from cstokb.store.file.tiny import TinyStore
from cstokb.store.protocol import TABLES
from cstokb.store.records import READERS
from tests.store.hostile import HOSTILE, Hostile
from tests.store.samples import SAMPLE, content, tables

BYTES = content(SAMPLE)
LINES = BYTES.decode().splitlines()

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | words,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(words, inner, max_size=2),
    max_leaves=4,
)
rows = st.dictionaries(words, st.dictionaries(words, values, max_size=2), max_size=4)
patient = settings(deadline=None)
any_tables = st.fixed_dictionaries(dict.fromkeys(TABLES, rows))


def plain(found: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    return {name: dict(table) for name, table in found.items() if name != "meta"}


def read_whole(found: Tables) -> int:
    """How many records there are; raise BadRecord if one breaks the model's rules."""
    for table, read in READERS.items():
        for id, record in found.get(table, {}).items():
            read(id, record)
    return sum(len(found[table]) for table in TABLES)


def changed(old: str, new: str) -> bytes:
    """The sample, edited by hand in one place."""
    text = BYTES.decode()
    assert text.count(old) == 1, old
    return text.replace(old, new).encode()


def forged(data: bytes) -> bytes:
    """The same with a checksum that is true."""
    start = data.index(b'"entities"')
    old = json.loads(data.splitlines()[2].removeprefix(b'"store": '))["crc32"]
    return data.replace(old.encode(), f"{zlib.crc32(data[start:]):08x}".encode(), 1)


def where_of(data: bytes, needle: str) -> str:
    before, _, _ = data.decode().partition(needle)
    return f"{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}"


def test_the_text_is_json_for_everybody() -> None:
    assert plain(json.loads(BYTES)) == plain(tables(SAMPLE))


def test_a_store_of_nothing_is_json_too() -> None:
    assert plain(json.loads(dumps({}))) == {name: {} for name in TABLES}


def test_every_record_stands_on_one_line() -> None:
    records = [line for line in LINES if line.startswith('"') and not line.endswith(": {")]
    parsed = [json.loads(f"{{{line.removesuffix(',')}}}") for line in records]
    assert len(parsed) == 1 + sum(map(len, plain(tables(SAMPLE)).values()))


def test_the_store_says_first_what_it_is() -> None:
    assert LINES[:2] == ["{", '"meta": {']
    assert json.loads(LINES[2].removeprefix('"store": ')).keys() == {
        "crc32",
        "format",
        "revision",
        "schema",
    }


def test_tables_and_records_are_sorted() -> None:
    found = json.loads(BYTES)
    assert list(found) == ["meta", *sorted(found.keys() - {"meta"})]
    assert all(list(table) == sorted(table) for table in found.values())


def test_the_order_of_asserting_leaves_no_trace() -> None:
    backwards = SAMPLE._replace(
        entities=SAMPLE.entities[::-1],
        facts=SAMPLE.facts[::-1],
        sources=SAMPLE.sources[::-1],
        predicates=SAMPLE.predicates[::-1],
    )
    given_backwards = dict(reversed(tables(backwards).items()))
    assert dumps(given_backwards) == BYTES


def test_letters_of_every_script_stand_as_themselves() -> None:
    assert "ОДКБ".encode() in BYTES


def test_one_record_more_is_one_line_more_and_another_meta_line() -> None:
    fewer = content(SAMPLE._replace(sources=SAMPLE.sources[:1])).decode().splitlines()
    assert len(set(LINES) - set(fewer)) == len(LINES) - len(fewer) + 2


@patient
@given(any_tables)
def test_reading_gives_back_what_was_written(written: dict[str, Any]) -> None:
    assert plain(loads(dumps(written), "s")) == written


@patient
@given(any_tables)
def test_writing_gives_back_what_was_read(written: dict[str, Any]) -> None:
    data = dumps(written)
    assert dumps(loads(data, "s")) == data


@patient
@given(rows, words)
def test_looking_for_a_text_misses_no_record_that_has_it(found: dict[str, Any], word: str) -> None:
    facts = loads(dumps({"facts": {**found, "one": {"subject": word}}}), "s")["facts"]
    assert ("one", {"subject": word}) in list(facts.containing(word))  # type: ignore[attr-defined]


@pytest.mark.parametrize("number", [float("nan"), float("inf"), float("-inf")])
def test_what_json_cannot_write_is_not_written(number: float) -> None:
    with pytest.raises(ValueError, match="JSON"):
        dumps({"facts": {"one": {"value": number}}})


@pytest.mark.parametrize(
    "rewritten",
    [
        pytest.param(json.dumps(json.loads(BYTES), indent=4).encode(), id="indented"),
        pytest.param(json.dumps(json.loads(BYTES)).encode(), id="one line, escapes"),
        pytest.param(BYTES.replace(b"\n", b"\r\n"), id="lines end as on Windows"),
        pytest.param(BYTES.rstrip(b"\n"), id="no newline at the end"),
        pytest.param(BYTES + b"\n \n", id="space at the end"),
        pytest.param(dumps(dict(reversed(tables(SAMPLE).items()))), id="written again"),
    ],
)
def test_a_rewritten_file_says_the_same(rewritten: bytes) -> None:
    assert plain(loads(rewritten, "s")) == plain(tables(SAMPLE))


def test_a_hand_edited_file_is_read() -> None:
    found = loads(changed("A page", "A better page"), "s")
    assert found["sources"]["page"] == {"title": "A better page"}
    assert read_whole(found) == read_whole(loads(BYTES, "s"))


def test_a_file_without_a_checksum_is_read() -> None:
    found = json.loads(BYTES)
    del found["meta"]["store"]["crc32"]
    assert plain(loads(json.dumps(found).encode(), "s")) == plain(tables(SAMPLE))


def test_what_a_file_says_of_itself_is_kept() -> None:
    found = loads(content(SAMPLE, base="shipped", revision=7), "s")
    assert found["meta"]["store"].items() >= {"base": "shipped", "revision": 7}.items()


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('"kind": "body"', '"kind": "club"', 'entities csto: kind "club"'),
        ('"2003-04-28"', '"2003-02-29"', "facts csto.created.00000002: when: "),
        ('"title": "A page"', '"titel": "A page"', 'sources page: unknown field "titel"'),
        ('"shape": "state"', '"shape": "round"', 'predicates member-of: shape "round"'),
    ],
)
def test_a_hand_edit_that_breaks_a_rule_is_refused_with_its_location(
    old: str, new: str, reason: str
) -> None:
    data = changed(old, new)
    with pytest.raises(StoreDamaged) as caught:
        loads(data, "s.json")
    record = f'"{reason.split()[1].removesuffix(":")}": {{'
    assert caught.value.message.startswith(f"s.json:{where_of(data, record)}: {reason}")


def test_the_location_of_a_fault_is_that_of_its_own_table() -> None:
    found = tables(SAMPLE)
    data = dumps({**found, "predicates": {"csto": {"label": {"en": "x"}, "shape": "round"}}})
    edited = data.replace(b'"x"', b'"y"')
    line = edited.decode().splitlines().index('"predicates": {') + 2
    with pytest.raises(StoreDamaged, match=rf"^s:{line}:1: predicates csto: "):
        loads(edited, "s")


def test_an_error_shows_the_line_with_a_caret_under_the_fault() -> None:
    with pytest.raises(StoreDamaged) as caught:
        loads(changed('"title": "A page"', '"title": ?'), "s")
    line, carets = str(caught.value.excerpt).split("\n")
    assert line[carets.index("^")] == "?"


def test_no_part_of_a_store_is_taken_for_a_store() -> None:
    whole = plain(tables(SAMPLE))
    for length in range(len(BYTES)):
        try:
            found = loads(BYTES[:length], "s")
        except StoreDamaged:
            continue
        assert plain(found) == whole


@pytest.mark.parametrize("mask", [0x01, 0x02, 0x10, 0x20, 0x80, 0xFF])
def test_a_flipped_bit_is_found_or_the_whole_store_is_checked(mask: int) -> None:
    body = BYTES.index(b'"entities"')
    for at in range(len(BYTES)):
        data = bytearray(BYTES)
        data[at] ^= mask
        try:
            found = loads(bytes(data), "s")
        except StoreDamaged:
            continue
        # Past the head, what is not refused was parsed at once and not line by line.
        assert at < body or all(isinstance(found[table], dict) for table in TABLES)
        read_whole(found)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param('{"title": "A page"}', '["title": "A page"}', id="a record is no JSON"),
        pytest.param('"A page"', f"{'[' * 10_000}{']' * 10_000}", id="a record is nested"),
        pytest.param('"A page"', "7", id="a record breaks a rule"),
        pytest.param("\n}\n}\n", "", id="the end is missing"),
        pytest.param('},\n"sources"', '},\n;"sources"', id="a table hides behind a sign"),
        pytest.param('"sources": {', '"origins": {', id="a table has another name"),
    ],
)
def test_a_true_checksum_over_nonsense_saves_nobody(old: str, new: str) -> None:
    with pytest.raises(StoreDamaged):
        list(TinyStore(BytesStorage(forged(changed(old, new)), "s")).sources())


@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_file_is_refused_in_one_clear_sentence(hostile: Hostile) -> None:
    with pytest.raises(StoreDamaged) as caught:
        loads(hostile.data, "s.json")
    error = caught.value
    assert type(error) is hostile.error
    assert error.message.startswith("s.json")
    assert hostile.says in error.message
    assert error.message.isprintable()
    assert error.hint


@pytest.mark.parametrize(
    "hostile",
    [pytest.param(hostile, id=name) for name, hostile in HOSTILE.items() if hostile.location],
)
def test_a_hostile_file_is_refused_with_line_and_column(hostile: Hostile) -> None:
    with pytest.raises(StoreDamaged) as caught:
        loads(hostile.data, "s.json")
    assert caught.value.message.startswith(f"s.json:{hostile.location}:")


def test_a_newer_store_is_newer_whatever_else_it_holds() -> None:
    newer = {"meta": {"store": {"format": "cstokb", "schema": 2}}, "facts": [], "laws": {"a": 1}}
    with pytest.raises(StoreNewer, match=r"schema 2.*reads 1"):
        loads(json.dumps(newer).encode(), "s")


def test_a_file_of_another_program_is_foreign_whatever_it_holds() -> None:
    with pytest.raises(StoreForeign):
        loads(b'{"meta": {"store": {"format": "khal", "schema": 1}}, "facts": {"a": {}}}', "s")
