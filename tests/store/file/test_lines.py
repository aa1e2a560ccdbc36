"""Canonical text, read without reading all of it."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cstokb.model.record import to_record
from cstokb.store.candidates import read_names
from cstokb.store.file import lines
from cstokb.store.file.document import Rows, dumps, loads
from cstokb.store.file.lines import NAMES, CanonicalText, Lines, parse_line, split_line
from cstokb.store.protocol import TABLES, Edit, Entry
from cstokb.store.records import READERS, entry_record
from tests.strategies import entities, facts, predicates, sources

slugs = st.text("ab-é", min_size=1, max_size=4)
examples = settings(max_examples=200, deadline=None)


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """No text is small enough to be checked whole."""
    monkeypatch.setattr(lines, "SMALL", 0)


def text_lines(ids: set[str]) -> tuple[Lines, dict[str, bytes]]:
    records = {id: b'{"title": "%d"}' % number for number, id in enumerate(sorted(ids))}
    text = b",\n".join(b'"%b": %b' % (id.encode(), record) for id, record in records.items())
    return Lines(b"before\n" + text + b"\nafter", 7, 7 + len(text)), records


@examples
@given(st.sets(slugs, max_size=9), slugs)
def test_a_record_is_found_by_its_id_or_not_at_all(ids: set[str], id: str) -> None:
    found, records = text_lines(ids)
    assert found.record(id.encode()) == records.get(id)
    for each, record in records.items():
        assert found.record(each.encode()) == record


@examples
@given(st.sets(slugs, max_size=9), st.text("ab-é", max_size=3), st.integers(1, 6))
def test_of_a_prefix_the_first_lines_and_the_last_are_found(
    ids: set[str], prefix: str, limit: int
) -> None:
    found, _ = text_lines(ids)
    expected = sorted(id for id in ids if id.startswith(prefix))
    chosen = found.with_prefix(prefix.encode())
    assert [split_line(line)[0] for line in chosen] == expected
    few = expected if len(expected) <= limit else [*expected[: limit - 1], expected[-1]]
    assert [split_line(line)[0] for line in chosen.first_and_last(limit)] == few


NOUNS: dict[str, st.SearchStrategy[Any]] = {
    "entities": entities(),
    "facts": facts(),
    "predicates": predicates(),
    "sources": sources(),
}


@st.composite
def tables(draw: st.DrawFn) -> dict[str, dict[str, Any]]:
    chosen: dict[str, list[Any]] = {
        name: draw(st.lists(NOUNS[name], max_size=4)) for name in TABLES
    }
    found = {name: {n.id: to_record(n) for n in chosen[name]} for name in TABLES}
    edits = tuple(Edit("entities", one.id, None, one) for one in chosen["entities"])
    entry = entry_record(Entry(1, "", "x" * draw(st.integers(0, 90)), "undo", 1, edits))
    return {**found, "log": {"00000001": entry} if edits else {}}


@settings(max_examples=40, deadline=None)
@given(tables())
def test_every_table_of_a_text_is_found_without_reading_all(written: dict[str, Any]) -> None:
    text = CanonicalText(dumps(written))
    for name in NAMES:
        records = dict(map(parse_line, text.lines(name)))
        assert records == written[name], name


@pytest.mark.usefixtures("large")
def test_a_long_line_is_taken_for_one_of_the_log(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "_MAX_LINE", 200)
    entry = {"message": "x" * 5000, "edits": [{"table": "facts", "id": "a", "before": {}}]}
    written: dict[str, dict[str, Any]] = {
        "entities": {f"a{n}": {"kind": "body"} for n in range(50)},
        "log": {f"{n:08}": entry for n in range(5)},
        "predicates": {f"p{n}": {"label": {"en": "p"}} for n in range(50)},
    }
    text = CanonicalText(dumps(written))
    for name in ("entities", "predicates"):
        assert dict(map(parse_line, text.lines(name))) == written[name]


def test_the_tables_are_those_that_stores_read_and_write() -> None:
    assert [*NAMES] == sorted(READERS) == sorted((*TABLES, "log"))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param(b"}\n}\n", b"}\n", id="cut off"),
        pytest.param(b'{\n"meta"', b'{"meta"', id="another head"),
        pytest.param(b'"crc32": "', b'"crc32": "0', id="another checksum"),
        pytest.param(b"body", b"bodx", id="another record"),
    ],
)
def test_a_small_text_that_was_changed_is_not_read(old: bytes, new: bytes) -> None:
    good = dumps({"entities": {"a": {"kind": "body"}}})
    assert good.count(old) == 1
    with pytest.raises(ValueError, match=r"cut off|no head|changed|substring|Expecting|no object"):
        CanonicalText(good.replace(old, new))


@pytest.mark.parametrize("small", [0, 2_000_000])
def test_bytes_and_a_mapped_file_read_alike(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, small: int
) -> None:
    monkeypatch.setattr(lines, "SMALL", small)
    monkeypatch.setattr("cstokb.store.candidates.SMALL", small)
    path = tmp_path / "store.json"
    rows = {f"a{n:03}": {"kind": "body", "names": {"en": f"A {n}"}} for n in range(300)}
    path.write_bytes(dumps({"meta": {"store": {"base": "shipped"}}, "entities": rows}))
    names, base = read_names(str(path), "entities", "a0", 5)
    assert names == [*((f"a{n:03}", f"A {n}") for n in range(4)), ("a099", "A 99")]
    assert base == "shipped"


def test_a_file_s_own_table_is_read_by_the_same_lines() -> None:
    rows = {f"a{n}": {"kind": "body"} for n in range(9)}
    table = loads(dumps({"entities": rows}), "s")["entities"]
    assert isinstance(table, Rows)
    assert list(table.ids("a")) == list(rows)
    assert table["a3"] == rows["a3"]
