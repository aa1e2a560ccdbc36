from datetime import date

import pytest

from cstokb.errors import UnknownName, UsageError
from cstokb.model.entity import Entity, Kind
from cstokb.model.fact import Fact, Link, Quantity, fact_id
from cstokb.model.predicate import Predicate, Shape
from cstokb.model.query import Question, parse_question
from cstokb.model.source import Citation, Source
from cstokb.model.span import Span
from cstokb.reports.columns import columns_of
from cstokb.reports.compare import compare
from cstokb.reports.count import count
from cstokb.reports.list import listing
from cstokb.reports.query import query
from cstokb.reports.things import things
from cstokb.store.memory import MemoryStore
from cstokb.store.protocol import Change

TODAY = date(2026, 11, 28)


def fact(
    subject: str, predicate: str, value: str | float = "", when: str = "", where: str = ""
) -> Fact:
    quantity = Quantity(value, "personnel") if isinstance(value, float) else None
    stated = quantity or (Link(str(value)) if value else None)
    span = Span.parse(when) if when else None
    id = fact_id(subject, predicate, stated, span, where)
    return Fact(id, subject, predicate, stated, span, where, (Citation("tass"),))


FACTS = (
    fact("thunder", "held", "", "2015-08/2015-09", "range"),
    fact("thunder", "strength", 2500.0, "2015"),
    fact("fence", "held", "", "2015~", "minsk"),
    fact("fence", "strength", 500.0, "2015"),
    fact("wall", "held", "", "2018-10-01/"),
    fact("wall", "strength", 10000.0, "2018"),
    fact("tajikistan", "hosted", "wall", "2018"),
    fact("belarus", "took-part-in", "thunder"),
    fact("belarus", "took-part-in", "fence"),
    fact("tajikistan", "took-part-in", "thunder"),
    fact("range", "located-in", "dushanbe"),
    fact("dushanbe", "located-in", "tajikistan"),
    fact("minsk", "located-in", "belarus"),
)


def world() -> MemoryStore:
    kinds: dict[Kind, tuple[str, ...]] = {
        "exercise": ("thunder", "fence", "wall"),
        "state": ("tajikistan", "belarus"),
        "place": ("range", "dushanbe", "minsk"),
    }
    entities = tuple(
        Entity(id, kind, {"en": id.title()}) for kind, ids in kinds.items() for id in ids
    )
    event: Shape = "event"
    event_kinds = ("exercise", "date")
    predicates = (
        Predicate("held", {"en": "held"}, subject_kinds=event_kinds, shape=event, existence="both"),
        Predicate(
            "hosted",
            {"en": "hosted"},
            inverse_label={"en": "hosted by"},
            subject_kinds=("state", "place"),
            value_kinds=event_kinds,
            shape=event,
            value_type="entity",
            time_of="value",
        ),
        Predicate(
            "located-in",
            {"en": "located in"},
            value_kinds=("place", "state"),
            value_type="entity",
            shape="state",
        ),
        Predicate("strength", {"en": "strength"}, value_type="number", shape="state"),
        Predicate(
            "took-part-in",
            {"en": "took part in"},
            inverse_label={"en": "participants"},
            value_kinds=event_kinds,
            value_type="entity",
            shape=event,
            time_of="value",
        ),
    )
    sources = (Source("tass", "Iskander fired, says ТАСС", "TASS"),)
    return MemoryStore(Change(entities, FACTS, sources, predicates))


def question(*words: str) -> Question:
    return parse_question(words, today=TODAY)


def asked(*words: str) -> list[str]:
    """The answers in short, with ~ before a possible one."""
    return [
        f"{'' if certainty == 2 else '~'}{fact.subject} {fact.predicate} {fact.link}".strip()
        for fact, certainty in query(world(), question(*words))
    ]


def listed(*words: str) -> list[str]:
    return [
        f"{'' if thing.certainty == 2 else '~'}{thing.entity.id}"
        for thing in things(world(), question(*words))
    ]


def test_participation_has_the_time_of_its_event_as_sure_as_that_is() -> None:
    assert asked("is:took-part-in", "2015") == [
        "~belarus took-part-in fence",
        "belarus took-part-in thunder",
        "tajikistan took-part-in thunder",
    ]
    assert asked("is:participants", "of:belarus", "2016..") == []
    (first, *_) = query(world(), question("is:took-part-in", "of:tajikistan"))
    assert str(first.fact.when) == "2015-08/2015-09"


def test_in_takes_places_inside_places_hosts_and_where_the_event_was() -> None:
    assert listed("kind:exercise", "in:tajikistan") == ["thunder", "wall"]
    assert listed("kind:exercise", "in:dushanbe") == ["thunder"]
    assert "tajikistan took-part-in thunder" in asked("in:range")
    assert "tajikistan took-part-in thunder" not in asked("in:belarus")


def test_words_of_a_list_may_hold_of_other_facts_and_times_are_the_things_own() -> None:
    assert listed("kind:exercise", "with:belarus", "is:strength", "number:1000..") == ["thunder"]
    assert listed("kind:exercise", "2015") == ["~fence", "thunder"]
    assert listed("kind:exercise", "2016..2018") == ["wall"]
    assert listed("kind:exercise", "2020") == []


def test_what_is_negated_holds_of_no_fact() -> None:
    assert listed("kind:exercise", "not:with:belarus") == ["wall"]
    assert listed("kind:exercise", "not:2015") == ["~fence", "wall"]
    assert asked("is:strength", "not:of:wall", "number:1000..") == ["thunder strength"]


def test_text_stands_in_names_figures_and_source_titles() -> None:
    assert asked("is:strength", "thund") == ["thunder strength"]
    assert asked("text:10,000") == ["wall strength"]
    assert len(asked("iskander")) == len(FACTS)
    assert asked("искандер fired") == asked("iskander")
    assert asked("fired iskander") == asked("skander") == []


def test_a_replaced_fact_is_no_answer_and_a_retracted_one_only_if_asked_for() -> None:
    store = world()
    old = FACTS[1]._replace(rank="deprecated")
    store.apply(Change(facts=(old,)))
    assert "thunder strength" not in found_in(store, "is:strength")
    assert "thunder strength" in found_in(store, "is:strength", "rank:deprecated")
    store.apply(Change(facts=(old._replace(reading="replaced by x"),)))
    assert "thunder strength" not in found_in(store, "is:strength", "rank:deprecated")


def found_in(store: MemoryStore, *words: str) -> list[str]:
    return [f"{a.fact.subject} {a.fact.predicate}" for a in query(store, question(*words))]


def test_every_word_is_a_condition() -> None:
    assert asked("source:tass", "publisher:tass", "kind:exercise", "rank:preferred") == []
    assert asked("with:wall", "with:tajikistan") == ["tajikistan hosted wall"]


@pytest.mark.parametrize("word", ["of:nobody", "in:nowhere", "source:none", "publisher:none"])
def test_an_unknown_thing_is_not_found(word: str) -> None:
    with pytest.raises(UnknownName):
        asked(word)


def test_an_unknown_predicate_is_answered_with_the_nearest_and_a_caret() -> None:
    with pytest.raises(UsageError, match='no predicate "strenght"') as caught:
        asked("is:strenght")
    assert caught.value.hint == "did you mean: strength?"
    assert str(caught.value.excerpt) == "is:strenght\n   ^^^^^^^^"


def test_columns_show_what_stands_of_each_thing() -> None:
    knowledge = world()
    columns = columns_of(knowledge, ("held", "where", "strength", "participants"), "en", TODAY)
    thunder, wall = listing(knowledge, question("kind:exercise", "in:tajikistan"), columns)
    assert thunder.cells == {
        "held": "2015-08/2015-09",
        "where": ["range"],
        "strength": 2500.0,
        "strength_bound": None,
        "strength_unit": "personnel",
        "participants": ["belarus", "tajikistan"],
    }
    assert wall.cells["where"] == ["tajikistan"]
    assert wall.cells["participants"] is None


def test_things_are_counted_once_a_group_in_the_year_of_their_event() -> None:
    report = count(world(), question("kind:exercise"), ("year",), summed="strength", today=TODAY)
    assert [(g.values, g.number, dict(g.sums)) for g in report.groups] == [
        (("2015",), 2, {"personnel": 3000.0}),
        (("2018",), 1, {"personnel": 10000.0}),
    ]
    assert (report.number, report.what) == (3, "things")


def test_what_has_several_values_is_counted_in_each_group() -> None:
    report = count(world(), question("kind:exercise"), ("participants",), today=TODAY)
    groups = {group.values: group.number for group in report.groups}
    assert groups == {("belarus",): 2, ("tajikistan",): 1, (None,): 1}
    assert report.number == 3


def test_with_a_predicate_facts_are_counted() -> None:
    report = count(world(), question("is:took-part-in"), ("of",), today=TODAY)
    assert report.what == "facts"
    assert {group.values: group.number for group in report.groups} == {
        ("belarus",): 2,
        ("tajikistan",): 1,
    }


def test_a_comparison_parts_what_both_have_from_what_one_has() -> None:
    words = question("is:took-part-in,hosted")
    report = compare(world(), "belarus", "tajikistan", words)
    found = [(one.side, {fact.link for fact in one.facts}) for one in report]
    assert found == [("both", {"thunder"}), ("first", {"fence"}), ("second", {"wall"})]
