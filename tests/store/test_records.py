import json
from collections.abc import Callable, Mapping
from math import inf, nan
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cstokb.model.entity import Entity
from cstokb.model.fact import Fact, Quantity
from cstokb.model.predicate import Predicate
from cstokb.model.source import Source
from cstokb.store.records import (
    READERS,
    BadRecord,
    Record,
    entity_from,
    entity_record,
    fact_from,
    fact_record,
    predicate_from,
    predicate_record,
    source_from,
    source_record,
)
from tests.store.samples import CHARTER, CREATED, CSTO, MEMBER, MEMBER_OF, SAID, STRENGTH
from tests.strategies import entities, facts, predicates, sources, texts

patient = settings(deadline=None)

FULL: Mapping[str, tuple[str, str, dict[str, Any]]] = {
    "entity": ("entities", CSTO.id, entity_record(CSTO)),
    "fact with an entity": ("facts", MEMBER.id, fact_record(MEMBER)),
    "fact with words": ("facts", SAID.id, fact_record(SAID)),
    "fact with a number": ("facts", STRENGTH.id, fact_record(STRENGTH)),
    "fact with a place": ("facts", CREATED.id, fact_record(CREATED)),
    "source": ("sources", CHARTER.id, source_record(CHARTER)),
    "predicate": (
        "predicates",
        MEMBER_OF.id,
        {
            **predicate_record(MEMBER_OF),
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
    return READERS[table](id, {**record, **changes})


def through_json(record: Record) -> Any:
    return json.loads(json.dumps(record))


def says_something(record: Record) -> bool:
    return all(value not in ("", [], {}) and value is not None for value in record.values())


@patient
@given(entities())
def test_an_entity_comes_back_from_its_record(entity: Entity) -> None:
    record = entity_record(entity)
    assert entity_from(entity.id, through_json(record)) == entity
    assert says_something(record)


@patient
@given(facts(), st.lists(texts, max_size=2).map(tuple))
def test_a_fact_comes_back_from_its_record(fact: Fact, contradicts: tuple[str, ...]) -> None:
    fact = fact._replace(contradicts=contradicts)
    record = fact_record(fact)
    assert fact_from(fact.id, through_json(record)) == fact
    assert says_something(record)


@patient
@given(sources())
def test_a_source_comes_back_from_its_record(source: Source) -> None:
    record = source_record(source)
    assert source_from(source.id, through_json(record)) == source
    assert says_something(record)


@patient
@given(predicates())
def test_a_predicate_comes_back_from_its_record(predicate: Predicate) -> None:
    record = predicate_record(predicate)
    assert predicate_from(predicate.id, through_json(record)) == predicate
    assert says_something(record)


@pytest.mark.parametrize("number", [0, 0.0, -1, 2.5, 10**300])
def test_a_number_stays_the_number_and_type_that_it_is(number: float) -> None:
    fact = SAID._replace(value=Quantity(number))
    value = fact_from(fact.id, through_json(fact_record(fact))).value
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
        READERS[table](id, {key: value for key, value in record.items() if key != field})


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
    with pytest.raises(BadRecord, match=rf'(?s)^{field}: ".*" is not a date: \w'):
        read(name, **{field: text})


@pytest.mark.parametrize("id", ["", "CSTO", "a b", "a_b", "a.b", "../a", "a\n", "ё", "²", "a" * 65])
def test_an_entity_whose_id_is_no_slug_is_refused(id: str) -> None:
    with pytest.raises(BadRecord, match="is not a slug"):
        entity_from(id, entity_record(CSTO))


@pytest.mark.parametrize("read", READERS.values(), ids=READERS)
@pytest.mark.parametrize("record", [[], "x", 7, None], ids=repr)
def test_a_record_that_is_no_object_is_refused(
    read: Callable[[str, Any], object], record: object
) -> None:
    with pytest.raises(BadRecord, match="not an object"):
        read("id", record)
