import pytest

from cstokb.model.fact import Fact, Rank, replaced
from cstokb.model.predicate import Predicate
from cstokb.model.source import Citation, Source
from cstokb.reports.show import Profile, Row, show
from tests.world import KNOWN, PAPER, REPORT, TODAY, Quantity, Text, fact, world


def profile(id: str, *facts: Fact) -> Profile:
    return show(world(*facts, entities=[KNOWN[id]]), KNOWN[id], TODAY)


def only(id: str, one: Fact) -> Row:
    (row,) = profile(id, one).rows
    return row


MEMBER = fact("armenia", "member-of", "2002-09-18/..", "csto")


def test_a_fact_is_seen_from_both_of_its_ends() -> None:
    from_state, from_body = only("armenia", MEMBER), only("csto", MEMBER)

    assert (from_state.inverse, from_state.other) == (False, "csto")
    assert (from_body.inverse, from_body.other) == (True, "armenia")


@pytest.mark.parametrize(
    ("id", "one"),
    [
        pytest.param("armenia", fact("csto", "met", "2003", "russia"), id="not-mentioned"),
        pytest.param("russia", fact("csto", "sang", "2003", "russia"), id="no-inverse-words"),
    ],
)
def test_a_profile_has_no_row_for_what_it_cannot_tell(id: str, one: Fact) -> None:
    assert profile(id, one).rows == ()


def test_what_happened_at_an_entity_is_a_row_of_it() -> None:
    row = only("dushanbe", fact("csto", "met", "2003", where="dushanbe"))
    assert (row.here, row.inverse, row.other) == (True, False, "csto")


def test_rows_stand_in_reading_order() -> None:
    rows = (
        fact("csto", "founded", "2002-10-07"),
        fact("csto", "closed", "2030"),
        fact("csto", "met", "2003", "russia"),
        fact("csto", "met", "2004", "russia"),
        fact("russia", "met", "2001", "csto"),
        fact("csto", "strength", "2009", Quantity(20000)),
        fact("csto", "motto", "", Text("Peace")),
        fact("csto", "planned", "1999", Text("A talk")),
    )

    assert [row.fact for row in profile("csto", *reversed(rows)).rows] == list(rows)


def test_its_end_stands_before_what_it_did_and_what_ended_others_does_not() -> None:
    absorbed = Predicate(
        "absorbed",
        {"en": "absorbed"},
        inverse_label={"en": "absorber"},
        shape="event",
        value_type="entity",
        existence="ends",
        weight="minor",
    )
    own, met = fact("csto", "absorbed", "2030", "crrf"), fact("csto", "met", "2003")
    other = fact("crrf", "absorbed", "2012", "csto")
    knowledge = world(own, met, other, predicates=[absorbed])

    assert [row.fact for row in show(knowledge, KNOWN["csto"], TODAY).rows] == [own, met, other]


def test_rows_of_one_sort_stand_by_time_the_undated_and_the_outranked_last() -> None:
    rows = (
        fact("csto", "met", "2003"),
        fact("csto", "met", "2003-04-28"),
        fact("csto", "met"),
        fact("csto", "met", "1999", rank="deprecated"),
    )

    assert [row.fact for row in profile("csto", *reversed(rows)).rows] == list(rows)


@pytest.mark.parametrize(
    ("one", "attested"),
    [
        pytest.param(fact("sidorov", "headed", "2022-04-28", "csto"), True, id="single-moment"),
        pytest.param(fact("sidorov", "headed", "2015/2023", "csto"), False, id="term"),
        pytest.param(fact("sidorov", "headed", "", "csto"), False, id="undated"),
        pytest.param(fact("sidorov", "met", "2022-04-28", "csto"), False, id="event"),
    ],
)
def test_a_state_of_one_moment_is_attested(one: Fact, *, attested: bool) -> None:
    assert only("sidorov", one).attested is attested
    assert only("csto", one).attested is attested


def test_a_rival_of_a_preferred_fact_is_outranked() -> None:
    rows = profile(
        "csto",
        fact("csto", "founded", "2002-10-07", rank="preferred"),
        fact("csto", "founded", "2002-09-18"),
    ).rows

    assert [(str(row.fact.when), row.outranked) for row in rows] == [
        ("2002-10-07", False),
        ("2002-09-18", True),
    ]


@pytest.mark.parametrize(
    ("rank", "contradicts", "is_outranked"),
    [
        pytest.param("deprecated", [], True, id="deprecated"),
        pytest.param("normal", [MEMBER], True, id="contradicting"),
        pytest.param("preferred", [MEMBER], False, id="contradicting-and-preferred"),
        pytest.param("normal", [], False, id="normal"),
    ],
)
def test_a_fact_is_outranked_from_either_side(
    rank: Rank, contradicts: list[Fact], *, is_outranked: bool
) -> None:
    froze = fact("armenia", "froze", "2024", "csto", rank=rank, contradicts=contradicts)

    assert only("armenia", froze).outranked is is_outranked
    assert only("csto", froze).outranked is is_outranked


def test_a_replaced_fact_is_on_no_page_and_a_retracted_one_is() -> None:
    retracted = fact("csto", "strength", "2009", Quantity(7), rank="deprecated")
    corrected = fact("csto", "strength", "2009", Quantity(8))

    rows = profile("csto", replaced(retracted, corrected.id), corrected).rows
    assert [row.fact for row in rows] == [corrected]
    assert [row.fact for row in profile("csto", retracted).rows] == [retracted]


def test_sources_stand_by_first_mention() -> None:
    found = profile(
        "csto",
        fact("csto", "founded", "2002", sources=["report"]),
        fact("csto", "met", "2003", sources=["paper", "report", "lost"]),
    )

    assert found.sources == (REPORT, PAPER, Source("lost", "lost"))


def test_a_source_stands_once_however_often_it_is_cited() -> None:
    twice = fact("csto", "met", "2003")._replace(
        citations=(Citation("paper", "p. 1"), Citation("paper", "p. 2"))
    )

    assert profile("csto", twice).sources == (PAPER,)


def test_a_profile_tells_of_its_own_life_only() -> None:
    found = profile(
        "csto", fact("csto", "founded", "2002"), fact("crrf", "founded", "1999", "csto")
    )

    assert str(found.lifetime.began) == "2002"
    assert found.lifetime.ended is None


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        pytest.param(
            [fact("summit", "founded", "2003"), fact("summit", "held", "2002-05-06")],
            "2002-05-06",
            id="its-beginning",
        ),
        pytest.param(
            [fact("summit", "planned", "1999"), fact("summit", "met", "2003")], "", id="none"
        ),
        pytest.param([fact("council", "founded", "2003", "summit")], "", id="of-another"),
        pytest.param([fact("summit", "held", "/2003")], "", id="of-unknown-start"),
        pytest.param([fact("summit", "held", "2003", rank="deprecated")], "", id="outranked"),
    ],
)
def test_a_profile_has_the_anniversary_of_its_beginning(facts: list[Fact], expected: str) -> None:
    found = profile("summit", *facts).anniversary

    assert (str(found.start) if found else "") == expected


def test_without_a_beginning_a_profile_has_the_anniversary_of_what_is_celebrated() -> None:
    rivals = (
        fact("csto", "founded", "/2001"),
        fact("csto", "founded", "2002-10-07", rank="preferred"),
    )
    found = profile("csto", *rivals).anniversary

    assert found
    assert str(found.start) == "2002-10-07"


def test_a_profile_is_seen_from_a_day() -> None:
    found = profile("csto", fact("csto", "founded", "2002-10-07"))

    assert found.anniversary
    assert (found.today, found.anniversary.min_years) == (TODAY, 19)


def test_an_entity_of_which_nothing_is_known_has_an_empty_profile() -> None:
    found = profile("csto")

    assert (found.entity, found.rows, found.sources, found.anniversary) == (
        KNOWN["csto"],
        (),
        (),
        None,
    )
