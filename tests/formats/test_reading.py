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
from cstokb.reports.joining import Joined, JoinRules, join
from cstokb.store.memory import MemoryStore
from cstokb.store.protocol import Change
from tests.strategies import ENTITY_IDS, PREDICATE_IDS, entities, facts, predicates, sources


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
KNOWN = MemoryStore(
    Change(
        tuple(Entity(id, "body", {"en": id}) for id in ENTITY_IDS),
        predicates=tuple(Predicate(id, {"en": id}) for id in PREDICATE_IDS),
    )
)


def by_id(nouns: Iterable[Noun]) -> dict[tuple[str, str], Noun]:
    return {(type(noun).__name__, noun.id): noun for noun in nouns}


def joined(found: Read) -> Joined:
    """What the records become where only what facts name is known."""
    rules = JoinRules(unsourced=True)
    others = join(MemoryStore(), (r for r in found.records if r.table != "facts"), rules)
    facts = join(KNOWN, (r for r in found.records if r.table == "facts"), rules)
    return Joined(others.nouns + facts.nouns, others.problems + facts.problems, ())


@pytest.mark.parametrize("format", ["json", "jsonl"])
@settings(deadline=None, max_examples=40, suppress_health_check=list(HealthCheck))
@given(written=st.lists(nouns, max_size=3, unique_by=lambda noun: (type(noun), noun.id)))
def test_what_was_exported_is_read_as_it_was(format: str, written: list[Noun]) -> None:
    change = Change(
        tuple(noun for noun in written if isinstance(noun, Entity)),
        tuple(noun for noun in written if isinstance(noun, Fact)),
        tuple(noun for noun in written if isinstance(noun, Source)),
        tuple(noun for noun in written if isinstance(noun, Predicate)),
    )
    text = "".join(exporter(format)(MemoryStore(change)))
    found = joined(reading(text, format)) if text else Joined((), (), ())
    assert found.problems == ()
    assert by_id(noun for _, _, noun in found.nouns) == by_id(written)


@pytest.mark.parametrize("format", ["csv", "tsv"])
@settings(deadline=None, max_examples=40, suppress_health_check=list(HealthCheck))
@given(st.lists(facts().filter(storable), max_size=3, unique_by=lambda fact: fact.id))
def test_facts_are_read_from_a_table_as_they_were(format: str, written: list[Fact]) -> None:
    store = MemoryStore(Change(facts=tuple(written)))
    found = joined(reading("".join(exporter(format)(store)), format))
    assert found.problems == ()
    assert by_id(noun for _, _, noun in found.nouns) == by_id(written)


@pytest.mark.parametrize("format", FORMATS)
@settings(deadline=None, max_examples=60)
@given(data=st.binary(max_size=60) | st.text("{}[]\":,-\n\t 01é&*!'#|>x\\", max_size=40))
def test_whatever_the_bytes_are_they_are_read_or_refused(format: str, data: bytes | str) -> None:
    try:
        found = reading(data, format)
    except Rejected as error:
        locations = [error.message]
    else:
        locations = [problem.location for problem in found.problems]
    assert all(location.startswith("f") for location in locations)


MOTTO = {"subject": "csto", "predicate": "headed", "value": "On", "value_type": "text"}


def lines(*rows: object) -> str:
    return "\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows)


def test_a_fact_without_an_id_gets_that_of_its_content() -> None:
    ((_, _, noun),) = joined(reading(lines(MOTTO), "jsonl")).nouns
    assert isinstance(noun, Fact)
    assert noun.id == fact_id("csto", "headed", noun.value, None)


def test_the_problems_of_all_lines_have_line_and_column() -> None:
    found = reading(lines(MOTTO, '{"a": }', "", {**MOTTO, "note": "a\x1bb"}, "[]"), "jsonl")
    assert [problem.location for problem in found.problems] == ["f:2:7", "f:4", "f:5"]
    assert len(found.records) == 1


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"when": "2001-02-30"}, "when"),
        ({"colour": "red"}, 'unknown field "colour"'),
        ({"value": 7}, "value"),
        ({"when": 2003}, "quotes"),
        ({"value": False}, "value"),
        ({"subject": ""}, "subject is missing"),
        ({"rank": "best"}, "rank"),
        ({"citations": ["x"]}, "citation"),
        ({"citations": "x"}, "citations is not a list"),
        ({"note": "a\x1bb"}, "note"),
        ({"note": "x" * 10_001}, "10,000"),
        ({"contradicts": ["x"] * 1001}, "1,000"),
        ({"id": 7}, "id"),
        ({"id": "other.headed.00000000"}, "its content has the id"),
    ],
    ids=str,
)
def test_a_record_that_breaks_the_rules_is_a_problem(fields: dict[str, object], why: str) -> None:
    found = reading(lines({**MOTTO, **fields}), "jsonl")
    taken = joined(found)
    assert taken.nouns == ()
    (problem,) = found.problems + taken.problems
    assert problem.location == "f:1"
    assert why in str(problem.reason)


def test_rows_of_one_id_are_one_fact_with_several_citations() -> None:
    row = "csto.headed.00000000,csto,headed,On,text"
    header = "id,subject,predicate,value,value_type,source"
    (record,) = reading(lines(header, f"{row},a", f"{row},b"), "csv").records
    assert record.fields["citations"] == [{"source": "a"}, {"source": "b"}]


def test_rows_of_one_id_that_differ_are_refused_at_both_lines() -> None:
    row = "x,csto,headed,On,text"
    header = "id,subject,predicate,value,value_type,source"
    found = reading(lines(header, f"{row},a", f"{row.replace('On', 'Off')},b"), "csv")
    ((location, reason, _),) = found.problems
    assert location == "f:3"
    assert "f:2" in str(reason)


@pytest.mark.parametrize("header", [",,", "colour", "subject,subject"])
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


HEADER = "subject,predicate,value,when,source"
ROW = "csto,headed,On,2003,a"
PLAIN = reading(f"{HEADER}\n{ROW}\n", "csv").records[0].fields


@pytest.mark.parametrize("format", ["csv", "tsv"])
@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"{HEADER}\n{ROW}\n".replace(",", ";"), id="semicolons"),
        pytest.param(f"{HEADER}\n{ROW}\n".replace(",", "\t"), id="tabs"),
        pytest.param(f"{HEADER}\r\n{ROW}\r\n", id="CRLF"),
        pytest.param(f"sep=;\r\n{HEADER}\r\n{ROW}\r\n".replace(",", ";"), id="sep="),
        pytest.param(f"{HEADER},,\n{ROW},,\n", id="empty columns"),
        pytest.param(f"{HEADER}\n{ROW},,,\n", id="empty cells behind the last column"),
        pytest.param(f"{HEADER},note,at\n{ROW}\n", id="empty cells left out at the end"),
        pytest.param(f"{HEADER}\n,,,,\n{ROW}\n,,,,\n\n", id="lines of separators"),
        pytest.param(f",,,,\n{HEADER}\n{ROW}", id="a line of separators first"),
        pytest.param(f"\ufeff{HEADER}\n{ROW}\n", id="byte order mark"),
        pytest.param(f"{HEADER}\n{ROW}".replace("On", "\u00a0On\u202f "), id="no-break"),
        pytest.param(f"{HEADER.title()}\n{ROW}", id="capitals"),
        pytest.param(f"{HEADER}\n{ROW}\n".replace("headed", '"headed"'), id="quotes"),
    ],
)
def test_a_table_is_read_as_spreadsheets_write_it(text: str, format: str) -> None:
    found = reading(text, format)
    assert found.problems == ()
    assert [record.fields for record in found.records] == [PLAIN]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (f"{HEADER}\n{ROW},x\n", "6 cells, not 5"),
        (f"{HEADER},\n{ROW},x\n", "a column without a name"),
        (f'{HEADER}\n"csto,headed', "not closed"),
        (f'{HEADER}\n"cs"to,headed,On,2003,a', "written twice"),
    ],
)
def test_a_row_that_is_none_says_why(text: str, why: str) -> None:
    (problem,) = reading(text, "csv").problems
    assert why in str(problem.reason)


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize(
    ("codec", "named"),
    [("cp1251", "Windows-1251"), ("koi8-r", "KOI8-R"), ("cp866", "CP866")]
    + [(codec, "UTF-16") for codec in ("utf-16", "utf-16-le", "utf-16-be")],
)
def test_another_encoding_is_named_with_the_way_out(format: str, codec: str, named: str) -> None:
    text = f"{HEADER}\ncsto,headed,Организация Договора о безопасности и её штаб,2003,a\n"
    with pytest.raises(Rejected, match=named) as refused:
        reading(text.encode(codec), format)
    assert "iconv -f" in refused.value.hint


def test_what_is_no_russian_is_not_called_so() -> None:
    with pytest.raises(Rejected, match="it is not UTF-8"):
        reading("subject\ncafé señor naïve\n".encode("latin-1"), "csv")


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("text", ["", " \n\t\n", "\ufeff"])
def test_nothing_is_refused_alike_in_every_format(format: str, text: str) -> None:
    with pytest.raises(Rejected, match=r"^f: it is empty$"):
        reading(text, format)


@pytest.mark.parametrize(
    ("document", "why"),
    [
        ({"facts": [], "enities": []}, "entities"),
        ({"facts": [], "note": "x"}, "unknown key"),
        ({"entities": [{"id": "a", "kindd": "body"}]}, "kind"),
        ({"entities": [{"id": "a", "kind": "body", "names": {"eng": "A"}}]}, "eng"),
        ({"facts": [{**MOTTO, "citations": [{"source": "a", "page": "1"}]}]}, "page"),
    ],
    ids=str,
)
@pytest.mark.parametrize("format", ["json", "yaml"])
def test_an_unknown_key_is_refused_at_every_level(
    format: str, document: dict[str, object], why: str
) -> None:
    found = reading(json.dumps(document), format)
    (problem,) = found.problems + joined(found).problems
    assert "unknown" in str(problem.reason)
    assert why in str(problem.reason)


@pytest.mark.parametrize(
    ("document", "why"),
    [
        ({"schema": 2, "query": {}, "items": []}, "answer"),
        ({"meta": {}, "facts": {}}, "a store"),
        ({"schema": 7, "facts": []}, "schema is 7"),
        ({"name": "left-pad"}, "no entities, facts or sources"),
    ],
)
def test_another_document_is_refused_as_what_it_is(document: object, why: str) -> None:
    with pytest.raises(Rejected, match=why):
        reading(json.dumps(document), "json")


@pytest.mark.parametrize("value", ["*x", "&x y", "@x", "a: b", "[x", "!x y", "%x"])
def test_a_yaml_scalar_that_needs_quotes_says_so(value: str) -> None:
    with pytest.raises(Rejected) as refused:
        reading(f"facts:\n- subject: {value}\n", "yaml")
    assert "quotes" in refused.value.hint
    assert refused.value.message.startswith("f:")
