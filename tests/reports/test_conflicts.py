import pytest
from hypothesis import given
from hypothesis import strategies as st

from cstokb.model.fact import RANKS, Fact, Quantity, Rank, replaced
from cstokb.model.predicate import Predicate
from cstokb.reports.conflicts import Conflict, conflicts, outranked, undisputed
from tests.strategies import facts, predicates
from tests.world import Text, fact, world


def founded(when: str, where: str = "", rank: Rank = "normal") -> Fact:
    return fact("csto", "founded", when, where=where, rank=rank)


def strength(when: str, number: int, rank: Rank = "normal") -> Fact:
    return fact("crrf", "strength", when, Quantity(number, "soldiers"), rank=rank)


def headed(subject: str, when: str, rank: Rank = "normal") -> Fact:
    return fact(subject, "headed", when, "joint-staff", rank=rank)


def lost(*facts: Fact) -> list[Fact]:
    """Those of the facts that are outranked."""
    ids = outranked(facts, world().predicates())
    return [one for one in facts if one.id in ids]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(founded("2003-04-28"), founded("2003-04-27"), id="two-days"),
        pytest.param(founded("2003-04-28"), founded("2003-05"), id="a-day-and-another-month"),
        pytest.param(founded("2002"), founded("2003"), id="two-years"),
        pytest.param(
            founded("2003-04-28", "dushanbe"), founded("2003-04-28", "moscow"), id="two-places"
        ),
        pytest.param(founded("2003", "dushanbe"), founded("2003-04", "moscow"), id="only-places"),
        pytest.param(founded("", "dushanbe"), founded("2003", "moscow"), id="undated-places"),
        pytest.param(
            founded("2009-09-08/2009-09-12"),
            founded("2009-09-10/2009-09-15"),
            id="overlapping-spans",
        ),
        pytest.param(
            founded("2009-09-08/2009-09-12"), founded("2009-09-08/2009-09-15"), id="longer-span"
        ),
        pytest.param(founded("2009-09-08/2009-09-12"), founded("2009-10"), id="day-out-of-a-span"),
        pytest.param(
            strength("2009-02-04", 15000), strength("2009-02-04", 20000), id="figures-of-a-day"
        ),
        pytest.param(strength("2009/2012", 15000), strength("2010/..", 20000), id="figures"),
        pytest.param(strength("2009/2012", 15000), strength("2010", 20000), id="attested-figure"),
        pytest.param(
            headed("sidorov", "2015/2023"), headed("nikolayev", "2020/2025"), id="two-chiefs"
        ),
        pytest.param(
            headed("sidorov", "2015/2023"), headed("nikolayev", "2022-04-28"), id="attested-chief"
        ),
        pytest.param(
            headed("sidorov", "2022-04-28"), headed("nikolayev", "2022-04-28"), id="chiefs-of-a-day"
        ),
    ],
)
def test_what_cannot_both_be_true_is_a_conflict(one: Fact, other: Fact) -> None:
    (conflict,) = conflicts(world(one, other))

    assert set(conflict.facts) == {one, other}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(founded("2003"), founded("2003-04-28"), id="coarser-date"),
        pytest.param(founded("2003-04-28"), founded("2003-04-28", "dushanbe"), id="place-added"),
        pytest.param(founded(""), founded("2003-04-28"), id="undated"),
        pytest.param(
            fact("csto", "founded", "2003", "council"),
            fact("csto", "founded", "2003", "treaty"),
            id="founders-of-one-thing",
        ),
        pytest.param(
            founded("2009-09-08/2009-09-12"), founded("2009-10-10/2009-10-12"), id="two-stages"
        ),
        pytest.param(
            founded("2009-09-08/2009-09-12", "dushanbe"),
            founded("2009-10-10/2009-10-12", "moscow"),
            id="stages-in-two-places",
        ),
        pytest.param(founded("2009-09-08/2009-09-12"), founded("2009-09-10"), id="a-day-of-a-span"),
        pytest.param(founded("2002"), fact("crrf", "founded", "2003"), id="two-subjects"),
        pytest.param(founded("2003"), fact("csto", "closed", "2012"), id="two-predicates"),
        pytest.param(fact("csto", "met", "2002"), fact("csto", "met", "2003"), id="met-twice"),
        pytest.param(
            fact("csto", "motto", "", Text("One")),
            fact("csto", "motto", "", Text("Two")),
            id="two-mottos",
        ),
        pytest.param(strength("2009", 15000), strength("2010", 20000), id="figures-of-two-years"),
        pytest.param(strength("2009", 15000), strength("2009", 20000), id="changed-in-the-year"),
        pytest.param(
            strength("2009/2012", 15000), strength("2012", 20000), id="changed-at-the-end"
        ),
        pytest.param(strength("2009/2012", 15000), strength("2012/..", 20000), id="may-follow"),
        pytest.param(strength("2009/..", 15000), strength("2010", 15000), id="the-same-figure"),
        pytest.param(
            headed("sidorov", "2015-09-15/2023-11-23"),
            headed("serdyukov", "2023-11-23/.."),
            id="day-of-handing-over",
        ),
        pytest.param(
            headed("sidorov", "2015/2023"), headed("sidorov", "2022-04-28"), id="one-chief-twice"
        ),
        pytest.param(
            headed("sidorov", "2015/2023"),
            fact("nikolayev", "headed", "2015/2023", "council"),
            id="two-posts",
        ),
        pytest.param(headed("sidorov", "2015/2023"), headed("nikolayev", ""), id="undated-chief"),
        pytest.param(
            headed("sidorov", "2015/"), headed("nikolayev", "2020/.."), id="unknown-end-is-no-rival"
        ),
        pytest.param(
            fact("armenia", "member-of", "2002/..", "csto"),
            fact("russia", "member-of", "2002/..", "csto"),
            id="two-members",
        ),
    ],
)
def test_what_can_both_be_true_is_no_conflict(one: Fact, other: Fact) -> None:
    assert conflicts(world(one, other)) == ()


def test_a_fact_may_say_what_it_contradicts() -> None:
    party = fact("uzbekistan", "member-of", "1994/1999", "treaty")
    never = fact("treaty", "motto", "", Text("Uzbekistan never joined"), contradicts=[party])

    assert conflicts(world(party, never)) == (Conflict((never, party)),)


def test_a_contradiction_of_nothing_is_no_conflict() -> None:
    alone = fact("csto", "motto", "", Text("One"), contradicts=[founded("2003")])

    assert conflicts(world(alone)) == ()
    assert conflicts(world(alone._replace(contradicts=(alone.id,)))) == ()


def test_a_replaced_fact_is_no_rival() -> None:
    corrected = founded("2003-04-28")
    old = replaced(founded("2003-04-29"), corrected.id)
    assert conflicts(world(corrected, old)) == ()
    retracted = founded("2003-04-29", rank="deprecated")
    assert len(conflicts(world(corrected, retracted))) == 1


def test_rivals_of_one_fact_are_one_conflict() -> None:
    rivals = (founded("2001"), founded("2002"), founded("2001/2002"), founded("2005"))
    (conflict,) = conflicts(world(*rivals))

    assert set(conflict.facts) == set(rivals)


def test_the_preferred_rival_comes_first_and_the_deprecated_last() -> None:
    ranks = RANKS[::-1]
    (conflict,) = conflicts(world(*(founded(f"200{n}", rank=r) for n, r in enumerate(ranks, 1))))

    assert [one.rank for one in conflict.facts] == ["preferred", "normal", "deprecated"]


@pytest.mark.parametrize(
    ("ranks", "ranked"),
    [
        pytest.param(("normal", "normal"), False, id="none-better"),
        pytest.param(("preferred", "normal"), True, id="one-preferred"),
        pytest.param(("normal", "deprecated"), True, id="one-left"),
        pytest.param(("normal", "normal", "deprecated"), False, id="two-left"),
        pytest.param(("deprecated", "deprecated"), True, id="none-left"),
    ],
)
def test_a_conflict_is_ranked_when_it_is_said_whom_to_believe(
    ranks: tuple[Rank, ...], *, ranked: bool
) -> None:
    rivals = (founded(f"200{n}", rank=rank) for n, rank in enumerate(ranks))
    (conflict,) = conflicts(world(*rivals))

    assert conflict.ranked is ranked


@pytest.mark.slow
@given(st.lists(facts(), max_size=12), st.lists(predicates(), max_size=5))
def test_every_conflict_has_rivals_and_no_fact_is_in_two(
    drawn: list[Fact], vocabulary: list[Predicate]
) -> None:
    found = conflicts(world(*drawn, predicates=vocabulary))
    ids = [one.id for conflict in found for one in conflict.facts]

    assert len(ids) == len(set(ids))
    assert all(len(conflict.facts) > 1 for conflict in found)


@pytest.mark.parametrize(
    ("better", "other"),
    [
        pytest.param(
            founded("2003-04-28", rank="preferred"), founded("2003-04-27"), id="another-day"
        ),
        pytest.param(founded("2003-04-28", rank="preferred"), founded("2003"), id="coarser-date"),
        pytest.param(founded("2003", rank="preferred"), founded(""), id="undated"),
        pytest.param(
            founded("2003", rank="preferred"), founded("2009-09-08/2009-09-12"), id="later-span"
        ),
        pytest.param(
            founded("2009-09-08/2009-09-12", rank="preferred"), founded("2003"), id="day-and-span"
        ),
        pytest.param(
            strength("2009/..", 20000, "preferred"), strength("2010/2012", 15000), id="state"
        ),
        pytest.param(
            strength("2009", 20000, "preferred"), strength("2009-02-04", 15000), id="attested"
        ),
        pytest.param(
            strength("2009/2012", 20000, "preferred"), strength("2012", 15000), id="attested-in-it"
        ),
        pytest.param(strength("2009", 20000, "preferred"), strength("", 15000), id="undated-state"),
        pytest.param(founded("2003"), founded("2002", rank="deprecated"), id="deprecated"),
        pytest.param(
            headed("sidorov", "2015/.."), headed("nikolayev", "2016", "deprecated"), id="holder"
        ),
    ],
)
def test_a_fact_with_a_better_one_is_outranked(better: Fact, other: Fact) -> None:
    assert lost(better, other) == [other]


@pytest.mark.parametrize(
    ("better", "other"),
    [
        pytest.param(founded("2003"), founded("2002"), id="none-preferred"),
        pytest.param(
            founded("2003", rank="preferred"),
            founded("2004", rank="preferred"),
            id="both-preferred",
        ),
        pytest.param(
            founded("2009-09-08/2009-09-12", rank="preferred"),
            founded("2009-10-10/2009-10-12"),
            id="another-stage",
        ),
        pytest.param(
            strength("2009/2010", 15000, "preferred"), strength("2012/..", 20000), id="later-state"
        ),
        pytest.param(
            strength("2009/2012", 15000, "preferred"), strength("2012/..", 20000), id="next-state"
        ),
        pytest.param(
            strength("2009", 15000, "preferred"), strength("2012", 20000), id="attested-later"
        ),
        pytest.param(
            strength("2009", 15000, "preferred"), strength("2010/..", 20000), id="attested-before"
        ),
        pytest.param(
            fact("csto", "met", "2003", rank="preferred"),
            fact("csto", "met", "2004"),
            id="met-twice",
        ),
        pytest.param(
            founded("2003", rank="preferred"), fact("crrf", "founded", "2004"), id="another-subject"
        ),
        pytest.param(
            founded("2003", rank="preferred"), fact("csto", "closed", "2003"), id="another-word"
        ),
    ],
)
def test_a_fact_without_a_better_one_stands(better: Fact, other: Fact) -> None:
    assert lost(better, other) == []


def test_a_fact_that_contradicts_another_yields_unless_preferred() -> None:
    claim = fact("csto", "met", "2003")
    denial = fact("csto", "motto", "", Text("It never met"), contradicts=[claim])

    assert lost(claim, denial) == [denial]
    assert lost(claim, denial._replace(rank="preferred")) == []


def test_a_fact_does_not_stand_though_its_better_was_not_asked_for() -> None:
    better, other = founded("2003-04-28", rank="preferred"), founded("2002")
    knowledge = world(better, other)

    assert list(undisputed(knowledge, [other])) == []
    assert list(undisputed(knowledge, [better])) == [better]


@pytest.mark.parametrize("count", [1, 8, 9, 30])
def test_of_any_number_of_subjects_the_same_facts_stand(count: int) -> None:
    better = [fact(f"body-{n}", "founded", "2003", rank="preferred") for n in range(count)]
    rivals = [fact(one.subject, "founded", "2002") for one in better]
    knowledge = world(*better, *rivals, founded("2002"))

    assert list(undisputed(knowledge, [*rivals, *better])) == better
