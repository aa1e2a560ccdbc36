from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cstokb.model.entity import Entity
from cstokb.model.fact import Fact
from cstokb.model.knowledge import Knowledge
from cstokb.model.moment import Certainty
from cstokb.model.period import Period
from cstokb.model.predicate import Predicate
from cstokb.reports.conflicts import outranked
from cstokb.reports.diff import EXISTS, KINDS, ROLES, Key, diff
from cstokb.reports.lifetime import existed, lifetime_of
from cstokb.reports.validity import validity_of
from tests.strategies import entities, facts, predicates, recent_days
from tests.world import day, fact, world

NO, POSSIBLY, SURELY = Certainty

MEMBERS = (
    fact("armenia", "member-of", "2002-09-18/..", "csto"),
    fact("uzbekistan", "member-of", "2006-08-16/2012-12-19", "csto"),
    fact("russia", "member-of", "2002-09-18/", "csto"),
)

some_facts = st.lists(facts(), max_size=12, unique_by=lambda one: one.id)
vocabularies = st.lists(predicates(), max_size=5)
some_entities = st.lists(entities(), max_size=6, unique_by=lambda one: one.id)


def changes(*facts: Fact, before: str, after: str) -> list[tuple[Key, Certainty, Certainty]]:
    found = diff(world(*facts), day(before), day(after))
    return [(changed.key, changed.before, changed.after) for changed in found]


def state(knowledge: Knowledge, on: date) -> dict[Key, Certainty]:
    """What surely or possibly holds on a day, by definition; what does not is missing."""
    predicates, period = knowledge.predicates(), Period.day(on)
    watched = {id for id, predicate in predicates.items() if predicate.role in ROLES}
    facts = [f for f in knowledge.facts() if f.link and f.predicate in watched]
    lost = outranked(facts, predicates)
    found: dict[Key, Certainty] = {}
    for one in facts:
        if one.id not in lost:
            key = (one.subject, one.predicate, one.link)
            found[key] = max(found.get(key, NO), validity_of(knowledge, one, period).certainty)
    for entity in knowledge.entities(KINDS):
        found[entity.id, EXISTS, ""] = existed(lifetime_of(knowledge, entity.id), period)
    return {key: certainty for key, certainty in found.items() if certainty}


@pytest.mark.slow
@given(some_facts, vocabularies, some_entities, recent_days, recent_days)
def test_the_changes_lead_from_one_state_to_the_other(
    drawn: list[Fact],
    vocabulary: list[Predicate],
    things: list[Entity],
    before: date,
    after: date,
) -> None:
    knowledge = world(*drawn, predicates=vocabulary, entities=things)
    changed = dict(state(knowledge, before))
    for one in diff(knowledge, before, after):
        assert changed.pop(one.key, NO) is one.before
        if one.after:
            changed[one.key] = one.after

    assert changed == state(knowledge, after)


@pytest.mark.slow
@given(some_facts, vocabularies, some_entities, recent_days)
def test_nothing_changes_within_a_day(
    drawn: list[Fact], vocabulary: list[Predicate], things: list[Entity], on: date
) -> None:
    assert diff(world(*drawn, predicates=vocabulary, entities=things), on, on) == ()


@pytest.mark.slow
@given(some_facts, vocabularies, some_entities, recent_days, recent_days)
def test_the_way_back_is_the_same_changes_turned_round(
    drawn: list[Fact],
    vocabulary: list[Predicate],
    things: list[Entity],
    before: date,
    after: date,
) -> None:
    knowledge = world(*drawn, predicates=vocabulary, entities=things)
    there = {(c.key, c.before, c.after) for c in diff(knowledge, before, after)}
    back = {(c.key, c.after, c.before) for c in diff(knowledge, after, before)}

    assert there == back


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        pytest.param(
            "2012-12-19",
            "2012-12-20",
            [(("uzbekistan", "member-of", "csto"), SURELY, NO)],
            id="one-left",
        ),
        pytest.param(
            "2002-09-18",
            "2006-08-16",
            [
                (("uzbekistan", "member-of", "csto"), NO, SURELY),
                (("russia", "member-of", "csto"), SURELY, POSSIBLY),
            ],
            id="one-joined-and-one-is-doubtful",
        ),
        pytest.param("2006-08-16", "2012-12-19", [], id="nothing"),
    ],
)
def test_members_come_and_go(
    before: str, after: str, expected: list[tuple[Key, Certainty, Certainty]]
) -> None:
    assert changes(*MEMBERS, before=before, after=after) == expected


def test_what_came_in_is_told_before_what_went_out() -> None:
    terms = (
        fact("sidorov", "headed", "2015-09-15/2023-11-23", "joint-staff"),
        fact("nikolayev", "headed", "2012-12-20/2015-09-15", "joint-staff"),
        fact("serdyukov", "headed", "2015-09-15/..", "council"),
    )

    assert [
        (key[0], after)
        for key, _, after in changes(*terms, before="2015-09-14", after="2015-09-16")
    ] == [("serdyukov", SURELY), ("sidorov", SURELY), ("nikolayev", NO)]


@pytest.mark.parametrize(
    ("facts", "before", "after", "expected"),
    [
        pytest.param(
            [fact("crrf", "founded", "2009-02-04")],
            "2009-02-03",
            "2009-02-04",
            (NO, SURELY),
            id="new",
        ),
        pytest.param(
            [fact("crrf", "founded", "2009")],
            "2008-12-31",
            "2009-06-01",
            (NO, POSSIBLY),
            id="perhaps",
        ),
        pytest.param(
            [fact("crrf", "founded", "2009~")],
            "2009-12-31",
            "2011-01-01",
            (POSSIBLY, SURELY),
            id="about-then",
        ),
        pytest.param(
            [fact("crrf", "founded", "2009"), fact("crrf", "closed", "2012-12-19")],
            "2012-12-19",
            "2012-12-20",
            (SURELY, NO),
            id="gone",
        ),
        pytest.param(
            [fact("crrf", "closed", "2012-12-19")],
            "2012-12-18",
            "2012-12-20",
            (POSSIBLY, NO),
            id="gone-that-began-when-nobody-knows",
        ),
    ],
)
def test_bodies_and_forces_come_into_being_and_end(
    facts: list[Fact], before: str, after: str, expected: tuple[Certainty, Certainty]
) -> None:
    assert changes(*facts, before=before, after=after) == [(("crrf", EXISTS, ""), *expected)]


@pytest.mark.parametrize(
    "one",
    [
        pytest.param(fact("summit", "held", "2009-06-14"), id="other-kinds"),
        pytest.param(fact("csto", "met", "2009-06-14"), id="events"),
        pytest.param(fact("joint-staff", "part-of", "2009-06-14/..", "csto"), id="other-states"),
        pytest.param(
            fact("armenia", "member-of", "2009-06-14/..", "csto", rank="deprecated"), id="outranked"
        ),
    ],
)
def test_no_change_comes_from(one: Fact) -> None:
    assert changes(one, before="2009-06-13", after="2009-06-15") == []


def test_a_change_names_the_facts_behind_it() -> None:
    founded, met = fact("crrf", "founded", "2009-02-04"), fact("crrf", "met", "2009-02-04")
    knowledge = world(founded, met, *MEMBERS)
    joined, came = diff(knowledge, day("2006-01-01"), day("2010-01-01"))

    assert {joined.facts, came.facts} == {(founded,), (MEMBERS[1],)}
