import json
from collections.abc import Mapping
from math import inf, nan
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cstokb.errors import Rejected
from cstokb.model.fact import Link, Quantity, Text
from cstokb.model.fields import BadRecord, Record
from cstokb.model.moment import Moment
from cstokb.model.record import (
    CODECS,
    FACT,
    Codec,
    Noun,
    from_record,
    from_row,
    problems,
    require_valid,
    to_record,
    to_row,
)
from cstokb.model.source import Citation
from cstokb.model.span import Span
from tests.store.samples import BEGAN, CHARTER, CREATED, CSTO, MEMBER, MEMBER_OF, SAID, STRENGTH
from tests.strategies import entities, facts, predicates, sources

patient = settings(deadline=None)

FULL: Mapping[str, tuple[str, str, dict[str, Any]]] = {
    "entity": ("entities", CSTO.id, to_record(CSTO)),
    "fact with an entity": ("facts", MEMBER.id, to_record(MEMBER)),
    "fact with words": ("facts", SAID.id, to_record(SAID)),
    "fact with a number": ("facts", STRENGTH.id, to_record(STRENGTH)),
    "fact with a place": ("facts", CREATED.id, to_record(CREATED)),
    "source": ("sources", CHARTER.id, to_record(CHARTER)),
    "predicate": (
        "predicates",
        MEMBER_OF.id,
        {
            **to_record(MEMBER_OF),
            "text_phrase": {"en": "is a member"},
            "inverse_phrase": {"en": "has members"},
            "celebrated_kinds": ["body"],
            "wikidata": ["P463"],
            "or_text": True,
            "one_value": True,
            "one_subject": True,
            "celebrated": True,
            "existence": "begins",
            "note": "-",
        },
    ),
}

WRONG: Mapping[type, tuple[object, ...]] = {
    str: (7, None, True, [], {}, ["x"]),
    list: ("x", 7, None, {}, [7], [None]),
    dict: ("x", 7, None, [], {"en": 7}, {"en": None}),
    bool: ("true", 1, 0, None, []),
    int: ("7", None, True, [], inf, -inf, nan),
}
"""What is not of a type, though near it."""

wrong_fields = [
    pytest.param(name, field, wrong, id=f"{name}, {field} {wrong!r}")
    for name, (_, _, record) in FULL.items()
    for field, right in record.items()
    for wrong in WRONG[type(right)]
]


def read(name: str, **changes: object) -> object:
    """The noun of a full record, with some fields changed."""
    table, id, record = FULL[name]
    return from_record(table, id, {**record, **changes})


def through_json(record: Record) -> Any:
    return json.loads(json.dumps(record))


def says_something(record: Record) -> bool:
    return all(value not in ("", [], {}) and value is not None for value in record.values())


nouns = st.one_of(entities(), facts(), sources(), predicates())


def table_of(noun: Noun) -> str:
    return next(table for table, codec in CODECS.items() if isinstance(noun, codec.make))


@patient
@given(nouns)
def test_a_noun_comes_back_from_its_record(noun: Noun) -> None:
    record = to_record(noun)
    assert from_record(table_of(noun), noun.id, through_json(record)) == noun
    assert says_something(record)


@patient
@given(nouns)
def test_a_noun_comes_back_from_its_row(noun: Noun) -> None:
    row = through_json(to_row(noun))
    assert from_row(table_of(noun), row.pop("id"), row) == noun


@patient
@given(nouns)
def test_a_row_has_every_key_and_a_record_those_that_say_something(noun: Noun) -> None:
    row, record = to_row(noun), to_record(noun)
    assert [*row] == ["id", *CODECS[table_of(noun)].parts.keys]
    assert record.keys() <= row.keys()


@pytest.mark.parametrize("codec", CODECS.values(), ids=CODECS)
def test_the_fields_stand_in_the_order_of_the_noun(codec: Codec[Noun]) -> None:
    names = codec.make._fields
    keys = [key for key in codec.parts.keys if key in names]
    assert keys == [name for name in names if name in codec.parts.keys]


@pytest.mark.parametrize("number", [0, 0.0, -1, 2.5, 10**300])
def test_a_number_stays_the_number_and_type_that_it_is(number: float) -> None:
    fact = SAID._replace(value=Quantity(number))
    value = FACT.read(fact.id, through_json(to_record(fact))).value
    assert value == Quantity(number)
    assert isinstance(value, Quantity)
    assert type(value.number) is type(number)


@pytest.mark.parametrize("name", FULL)
def test_every_field_of_a_full_record_is_known(name: str) -> None:
    read(name)


@pytest.mark.parametrize("name", FULL)
def test_an_unknown_field_is_refused_by_its_name(name: str) -> None:
    with pytest.raises(BadRecord, match='unknown field "colour"'):
        read(name, colour="red")


@pytest.mark.parametrize(("name", "field", "wrong"), wrong_fields)
def test_a_field_of_the_wrong_type_is_refused_by_its_name(
    name: str, field: str, wrong: object
) -> None:
    with pytest.raises(BadRecord, match=rf"^(?:{field}|a citation)\b"):
        read(name, **{field: wrong})


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("entity", "kind"),
        ("fact with an entity", "subject"),
        ("fact with an entity", "predicate"),
        ("fact with an entity", "value"),
        ("fact with words", "value"),
        ("fact with a number", "value"),
        ("source", "title"),
    ],
)
def test_a_field_that_must_be_there_is_missed_by_its_name(name: str, field: str) -> None:
    table, id, record = FULL[name]
    with pytest.raises(BadRecord, match=rf"^{field}\b"):
        from_record(table, id, {key: value for key, value in record.items() if key != field})


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("entity", "kind"),
        ("fact with words", "value_type"),
        ("fact with words", "confidence"),
        ("fact with words", "rank"),
        ("fact with a number", "bound"),
        ("predicate", "shape"),
        ("predicate", "value_type"),
        ("predicate", "existence"),
        ("predicate", "weight"),
    ],
)
def test_a_word_outside_of_a_closed_list_is_refused_with_the_list(name: str, field: str) -> None:
    with pytest.raises(BadRecord, match=rf'^{field} "odd" is none of \w+.*, \w'):
        read(name, **{field: "odd"})


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("fact with an entity", "value_ru"),
        ("fact with an entity", "unit"),
        ("fact with words", "unit"),
        ("fact with words", "unit_ru"),
        ("fact with words", "bound"),
        ("fact with a number", "value_ru"),
        ("fact with a place", "value"),
        ("fact with a place", "unit"),
    ],
)
def test_a_field_of_another_type_of_value_is_refused(name: str, field: str) -> None:
    with pytest.raises(BadRecord, match=rf"^{field} with the value_type"):
        read(name, **{field: "about"})


@pytest.mark.parametrize(
    "citation",
    [
        "charter",
        None,
        [],
        {},
        {"source": ""},
        {"source": "a", "page": "1"},
        {"source": "a", "at": 1},
    ],
    ids=repr,
)
def test_a_citation_that_is_none_is_refused(citation: object) -> None:
    with pytest.raises(BadRecord):
        read("fact with words", citations=[citation])


@pytest.mark.parametrize(
    ("name", "field", "text"),
    [
        *[
            ("fact with words", "when", text)
            for text in (
                "2003-02-29",
                "2003-13",
                "2003-00",
                "2003-4-1",
                "28.04.2003",
                "0000",
                "20030428",
                "tomorrow",
                " 2003",
                "2003\n",
                "2004/2003",
                "../..",
                "/",
                "2003/2004/2005",
                "२००३",
            )
        ],
        ("source", "published", "2003-02-29"),
        ("source", "published", "2003/2004"),
        ("source", "accessed", "2026-11-31"),
        ("source", "accessed", ".."),
    ],
)
def test_what_is_no_date_is_refused_with_its_field(name: str, field: str, text: str) -> None:
    with pytest.raises(BadRecord, match=rf'(?s)^{field}: ".*" (is not a date|is outside .*): \w'):
        read(name, **{field: text})


@pytest.mark.parametrize("id", ["", "CSTO", "a b", "a_b", "a.b", "../a", "a\n", "ё", "²", "a" * 65])
def test_an_entity_whose_id_is_no_slug_is_refused(id: str) -> None:
    with pytest.raises(BadRecord, match="is not a slug"):
        from_record("entities", id, to_record(CSTO))
    assert list(problems(CSTO._replace(id=id)))


@pytest.mark.parametrize("table", CODECS)
@pytest.mark.parametrize("record", [[], "x", 7, None], ids=repr)
def test_a_record_that_is_no_object_is_refused(table: str, record: Any) -> None:
    with pytest.raises(BadRecord, match="not an object"):
        from_record(table, "id", record)


@patient
@given(nouns)
def test_what_keeps_the_rules_has_no_problem(noun: Noun) -> None:
    assert list(problems(noun)) == []
    require_valid(noun)


def made(make: Any, *parts: object) -> Any:
    """What types would forbid."""
    return make(*parts)


def broken(noun: Any, **fields: object) -> Any:
    """The noun with fields that types would forbid."""
    return noun._replace(**fields)


WRONG_NOUNS: Mapping[str, Noun] = {
    "kind": broken(CSTO, kind="tribe"),
    "names": broken(CSTO, names={"en": 7}),
    "aliases": broken(CSTO, aliases="csto"),
    "summary": broken(CSTO, summaries={"de": "Ein Bündnis."}),
    "subject": broken(SAID, subject=""),
    "predicate": broken(SAID, predicate=""),
    "value": broken(SAID, value=Link("")),
    "value without words": broken(SAID, value=Text("")),
    "value of a stranger": broken(SAID, value="csto"),
    "value_ru": broken(SAID, value=made(Text, "peace", None)),
    "value that is no number": broken(SAID, value=Quantity(True)),
    "value without end": broken(SAID, value=Quantity(inf)),
    "unit": broken(SAID, value=made(Quantity, 5, None)),
    "bound": broken(SAID, value=broken(Quantity(5), bound="nearly")),
    "when": broken(SAID, when=Span(Moment(2003, 2, 30))),
    "when it ends": broken(SAID, when=Span(Moment.parse("2004"), Moment.parse("2003"))),
    "where": broken(SAID, where=None),
    "citations": broken(SAID, citations=["charter"]),
    "a citation": broken(SAID, citations=("charter",)),
    "source": broken(SAID, citations=(Citation(""),)),
    "confidence": broken(SAID, confidence=""),
    "rank": broken(SAID, rank="first"),
    "note": broken(SAID, note=None),
    "note_ru": broken(SAID, note_ru=7),
    "reading": broken(SAID, reading=None),
    "contradicts": broken(SAID, contradicts=(7,)),
    "title": broken(CHARTER, title=""),
    "published": broken(CHARTER, published=Moment(2003, 13, 0, "month")),
    "shape": broken(BEGAN, shape="evnt"),
    "celebrated": broken(BEGAN, celebrated="yes"),
    "role": broken(BEGAN, role="chair"),
}


@pytest.mark.parametrize("name", WRONG_NOUNS)
def test_a_noun_that_breaks_a_rule_is_refused_by_the_name_of_the_field(name: str) -> None:
    noun = WRONG_NOUNS[name]
    (problem,) = map(str, problems(noun))
    field = "a" if name == "a citation" else name.partition(" ")[0]
    assert problem.startswith((f"{field} ", f"{field}: "))
    with pytest.raises(Rejected, match=f"^{noun.id}: "):
        require_valid(noun)


def test_a_row_says_by_null_what_a_record_leaves_out() -> None:
    row = to_row(SAID)
    assert {key for key, value in row.items() if value is None} == {
        "unit",
        "unit_ru",
        "bound",
        "when",
        "where",
        "note",
        "note_ru",
        "reading",
    }
    assert to_record(SAID) == {
        "subject": "csto",
        "predicate": "said",
        "value": "peace",
        "value_type": "text",
        "value_ru": "мир",
        "confidence": "medium",
    }
