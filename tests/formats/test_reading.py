"""Reading files of others into nouns, with the location of every problem."""

import json
from collections.abc import Iterable
from unicodedata import normalize

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cstokb.errors import Rejected, UsageError
from cstokb.formats import exporter
from cstokb.formats.reading import FORMATS, Read, read
from cstokb.model.entity import Entity
from cstokb.model.escaping import escape_controls
from cstokb.model.fact import Fact, fact_id
from cstokb.model.predicate import Predicate
from cstokb.model.record import Noun
from cstokb.model.source import Source
from cstokb.store.memory import MemoryStore
from cstokb.store.protocol import Change
from tests.strategies import entities, facts, predicates, sources


def reading(text: str | bytes, format: str) -> Read:
    data = text.encode() if isinstance(text, str) else text
    return read(data, "f", format)


def storable(value: object) -> bool:
    """Whether it is as stores keep it: composed, without outer blanks and odd characters."""
    if isinstance(value, str):
        plain = value.isprintable() and value == value.strip() == normalize("NFC", value)
        return plain and escape_controls(value) == value
    parts = value.values() if hasattr(value, "values") else value
    return not isinstance(value, tuple | list | dict) or all(map(storable, parts))  # type: ignore[arg-type]


nouns = st.one_of(entities(), facts(), sources(), predicates()).filter(storable)


def by_id(told: Iterable[Noun]) -> dict[tuple[str, str], Noun]:
    return {(type(one).__name__, one.id): one for one in told}


@pytest.mark.parametrize("format", ["json", "jsonl"])
@settings(deadline=None, max_examples=40, suppress_health_check=list(HealthCheck))
@given(told=st.lists(nouns, max_size=3, unique_by=lambda one: (type(one), one.id)))
def test_what_was_exported_is_read_as_it_was(format: str, told: list[Noun]) -> None:
    change = Change(
        tuple(one for one in told if isinstance(one, Entity)),
        tuple(one for one in told if isinstance(one, Fact)),
        tuple(one for one in told if isinstance(one, Source)),
        tuple(one for one in told if isinstance(one, Predicate)),
    )
    found = reading("".join(exporter(format)(MemoryStore(change))), format)
    assert found.problems == ()
    assert by_id(noun for _, _, noun in found.nouns) == by_id(told)


@settings(deadline=None, max_examples=80, suppress_health_check=list(HealthCheck))
@given(st.lists(facts().filter(storable), max_size=3, unique_by=lambda one: one.id))
def test_facts_are_read_from_csv_as_they_were(told: list[Fact]) -> None:
    store = MemoryStore(Change(facts=tuple(told)))
    found = reading("".join(exporter("csv")(store)), "csv")
    assert found.problems == ()
    assert by_id(noun for _, _, noun in found.nouns) == by_id(told)


@pytest.mark.parametrize("format", FORMATS)
@settings(deadline=None, max_examples=60)
@given(data=st.binary(max_size=60) | st.text("{}[]\":,-\n\t 01é&*!'#|>x\\", max_size=40))
def test_whatever_the_bytes_are_they_are_read_or_refused(format: str, data: bytes | str) -> None:
    try:
        found = reading(data, format)
    except Rejected as error:
        locations = [error.message]
    else:
        locations = [location for location, _ in found.problems]
    assert all(location.startswith("f") for location in locations)


MOTTO = {"subject": "crrf", "predicate": "motto", "value": "On", "value_type": "text"}


def lines(*rows: object) -> str:
    return "\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows)


def test_a_fact_without_an_id_gets_that_of_its_content() -> None:
    ((_, _, noun),) = reading(lines(MOTTO), "jsonl").nouns
    assert isinstance(noun, Fact)
    assert noun.id == fact_id("crrf", "motto", noun.value, None)


def test_the_problems_of_all_lines_have_line_and_column() -> None:
    found = reading(lines(MOTTO, '{"a": }', "", {**MOTTO, "when": "2001-13"}, "[]"), "jsonl")
    assert [location for location, _ in found.problems] == ["f:2:7", "f:4", "f:5"]
    assert len(found.nouns) == 1


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"when": "2001-02-30"}, "when"),
        ({"colour": "red"}, 'unknown field "colour"'),
        ({"value": 7}, "value"),
        ({"value": False}, "value"),
        ({"subject": ""}, "subject is missing"),
        ({"rank": "best"}, "rank"),
        ({"citations": ["x"]}, "citation"),
        ({"citations": "x"}, "citations is not a list"),
        ({"note": "a\x1bb"}, "note"),
        ({"note": "x" * 10_001}, "10,000"),
        ({"contradicts": ["x"] * 1001}, "1,000"),
        ({"id": 7}, "id"),
        ({"id": "other.motto.00000000"}, "another fact"),
    ],
    ids=str,
)
def test_a_record_that_breaks_the_rules_is_a_problem(fields: dict[str, object], why: str) -> None:
    found = reading(lines({**MOTTO, **fields}), "jsonl")
    assert found.nouns == ()
    ((location, reason),) = found.problems
    assert location == "f:1"
    assert why in str(reason)


def test_rows_of_one_id_are_one_fact_with_several_citations() -> None:
    id = "crrf.motto.00000000"
    row = f"{id},crrf,motto,On,text"
    header = "id,subject,predicate,value,value_type,source"
    ((_, _, noun),) = reading(lines(header, f"{row},a", f"{row},b"), "csv").nouns
    assert isinstance(noun, Fact)
    assert [cited.source for cited in noun.citations] == ["a", "b"]
    found = reading(lines(header, f"{row},a", f"{row.replace('On', 'Off')},b"), "csv")
    assert [location for location, _ in found.problems] == ["f:3"]


@pytest.mark.parametrize("header", ["", "colour", "subject,subject"])
def test_a_header_is_one_of_facts(header: str) -> None:
    with pytest.raises(Rejected, match=r"^f:1: "):
        reading(f"{header}\n", "csv")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("a: &x 1\nb: *x", "alias"),
        ("facts: []\nfacts: []", "twice"),
        ("facts:\n- {a: 1, a: 2}", "twice"),
        ("facts: !!python/name:os.system x", "tag"),
        ("facts: " + "[" * 40 + "]" * 40, "32 deep"),
    ],
)
def test_yaml_is_read_strictly(text: str, why: str) -> None:
    with pytest.raises(Rejected, match=why):
        reading(text, "yaml")


def test_nesting_has_a_depth_and_brackets_in_texts_are_none() -> None:
    with pytest.raises(Rejected, match="32 deep"):
        reading("[" * 33, "json")
    found = reading(lines({**MOTTO, "value": '[{"' * 40}), "jsonl")
    assert found.problems == ()


def test_an_unknown_format_is_a_usage_error() -> None:
    with pytest.raises(UsageError, match="xml"):
        reading("", "xml")
