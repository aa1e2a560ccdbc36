from collections.abc import Iterable

from cstokb.model.entity import Entity
from cstokb.model.fact import Fact, Quantity, Text
from cstokb.model.predicate import Predicate
from cstokb.reports.gaps import Part, gaps, ratifications
from tests.world import KNOWN, day, fact, world

TODAY = day("2012-06-01")

AMENDED = Predicate("amended-by", {"en": "amended by"}, shape="event", role="amendment")
SIGNED = Predicate("signed", {"en": "signed"}, shape="event", role="signature")
CONVENED = Predicate("convened", {"en": "convened"}, shape="event", role="meeting")


def parts_of(id: str, *facts: Fact, entities: Iterable[Entity] = ()) -> list[Part]:
    knowledge = world(*facts, entities=entities, predicates=(AMENDED, SIGNED, CONVENED))
    entity = knowledge.entity(id) or KNOWN[id]
    return list(gaps(knowledge, entity, TODAY))


def spans(parts: Iterable[Part]) -> list[tuple[str, str, str]]:
    return [(str(p.since or ""), str(p.until or ""), p.who) for p in parts]


def test_between_two_terms_nobody_is_on_record() -> None:
    parts = parts_of(
        "joint-staff",
        fact("joint-staff", "founded", "2003-04-28"),
        fact("nikolayev", "headed", "2003-04-28/2006-06-23", "joint-staff"),
        fact("sidorov", "headed", "2008/2010", "joint-staff"),
    )
    assert spans(parts) == [
        ("2003-04-28", "2006-06-23", "nikolayev"),
        ("2006-06-23", "2008", ""),
        ("2008", "2010", "sidorov"),
        ("2010", "", ""),
    ]
    assert [bool(part.facts) for part in parts] == [True, False, True, False]


def test_a_term_that_lasts_and_one_that_begins_where_another_ends_leave_no_gap() -> None:
    parts = parts_of(
        "joint-staff",
        fact("nikolayev", "headed", "2003-04-28/2006-06-23", "joint-staff"),
        fact("sidorov", "headed", "2006-06-23/..", "joint-staff"),
    )
    assert all(part.facts for part in parts)


def test_before_a_term_of_unknown_start_nobody_is_on_record() -> None:
    parts = parts_of(
        "joint-staff",
        fact("nikolayev", "headed", "2003-04-28/2006-06-23", "joint-staff"),
        fact("sidorov", "headed", "/2010", "joint-staff"),
    )
    assert ("2006-06-23", "2010", "") in spans(parts)


def test_meetings_are_listed_by_year_and_years_without_any_as_one() -> None:
    parts = parts_of(
        "council",
        fact("council", "founded", "2008-05-15"),
        fact("council", "convened", "2009-06-14", Text("a meeting")),
        fact("council", "convened", "2009-12-01", Text("another meeting")),
    )
    assert [(str(p.since), str(p.until), len(p.facts)) for p in parts] == [
        ("2008", "2008", 0),
        ("2009", "2009", 2),
        ("2010", "2012", 0),
    ]


def test_figures_are_listed_by_year() -> None:
    parts = parts_of(
        "crrf",
        fact("crrf", "strength", "2009-02", Quantity(10000)),
        fact("crrf", "strength", "2011", Quantity(20000)),
    )
    assert [(str(p.since), bool(p.facts)) for p in parts] == [
        ("2009", True),
        ("2010", False),
        ("2011", True),
    ]


def test_editions_stand_in_the_year_in_which_they_were_held() -> None:
    editions = [Entity(f"rubezh-{year}", "exercise", {"en": "R"}) for year in (2004, 2006)]
    parts = parts_of(
        "rubezh",
        *(fact(one.id, "part-of", "", "rubezh") for one in editions),
        *(fact(one.id, "held", one.id[-4:]) for one in editions),
        entities=editions,
    )
    assert [(str(p.since), bool(p.facts)) for p in parts] == [
        ("2004", True),
        ("2005", False),
        ("2006", True),
    ]


def test_signers_of_a_document_that_did_not_ratify_what_amends_it_are_named() -> None:
    protocol = Entity("protocol", "document", {"en": "Protocol"})
    facts = (
        fact("charter", "amended-by", "2010-12-10", "protocol"),
        fact("armenia", "signed", "2002-10-07", "charter"),
        fact("russia", "signed", "2002-10-07", "charter"),
        fact("russia", "ratified", "2003-05-26", "charter"),
        fact("russia", "ratified", "2012-02-28", "protocol"),
    )
    parts = parts_of("charter", *facts, entities=[protocol])
    of_protocol = [part for part in parts if part.of == "protocol"]
    assert spans(of_protocol) == [("2012-02-28", "2012-02-28", "russia"), ("", "", "armenia")]
    knowledge = world(*facts, entities=[protocol], predicates=(AMENDED, SIGNED))
    assert list(ratifications(knowledge, "protocol", "charter")) == of_protocol
