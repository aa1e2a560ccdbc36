from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cstokb.model.entity import KINDS
from cstokb.model.fact import Fact, Link, Quantity, Text
from cstokb.model.pattern import EVERYTHING, Pattern, fact_words, has_words
from cstokb.model.period import Period
from cstokb.model.span import Span
from tests.strategies import facts, patterns, phrases, recent_days

_kinds = st.sampled_from(KINDS)
_MEMBER = Fact(
    "1", "armenia", "member-of", Link("csto"), Span.parse("1994/1999"), "minsk", note="по Договору"
)


@pytest.mark.parametrize(
    "pattern",
    [
        pytest.param(EVERYTHING, id="no-field"),
        pytest.param(Pattern(subjects=["armenia"]), id="subject"),
        pytest.param(Pattern(predicates=["member-of"]), id="predicate"),
        pytest.param(Pattern(value="csto"), id="value"),
        pytest.param(Pattern(mention="armenia"), id="mention-as-subject"),
        pytest.param(Pattern(mention="csto"), id="mention-as-value"),
        pytest.param(Pattern(mention="minsk"), id="mention-as-place"),
        pytest.param(Pattern(kinds=("body", "state")), id="kinds"),
        pytest.param(Pattern(period=Period.day(date(1994, 3, 1))), id="possible-day"),
        pytest.param(Pattern(text="договору"), id="note"),
        pytest.param(Pattern(subjects=["armenia"], value="csto", kinds=("state",)), id="several"),
    ],
)
def test_a_pattern_matches_what_fits_all_its_fields(pattern: Pattern) -> None:
    assert pattern.matches(_MEMBER, "state")


@pytest.mark.parametrize(
    "pattern",
    [
        pytest.param(Pattern(subjects=["csto"]), id="subject"),
        pytest.param(Pattern(subjects=["arm"]), id="part-of-a-subject"),
        pytest.param(Pattern(predicates=["member"]), id="predicate"),
        pytest.param(Pattern(value="armenia"), id="value"),
        pytest.param(Pattern(mention="member-of"), id="mention"),
        pytest.param(Pattern(kinds=("body",)), id="kinds"),
        pytest.param(Pattern(period=Period.day(date(2000, 1, 1))), id="after-the-end"),
        pytest.param(Pattern(text="csto"), id="text-is-no-entity"),
        pytest.param(Pattern(subjects=["armenia"], predicates=["left"]), id="one-of-two"),
    ],
)
def test_one_field_that_does_not_fit_is_enough(pattern: Pattern) -> None:
    assert not pattern.matches(_MEMBER, "state")


HOLES = {
    "subjects": (),
    "predicates": (),
    "kinds": (),
    "ranks": (),
    "month_days": (),
    "value": "",
    "mention": "",
    "source": "",
}
"""What is empty and so matches nothing."""


@pytest.mark.parametrize(("hole", "empty"), HOLES.items(), ids=HOLES)
def test_an_empty_choice_matches_nothing_and_none_matches_any(hole: str, empty: object) -> None:
    wordless = Fact("1", "armenia", "noted")
    fields: dict[str, Any] = {hole: empty}
    pattern = Pattern(**fields)
    assert pattern.matches_nothing
    assert not any(pattern.matches(fact, "state") for fact in (_MEMBER, wordless))
    assert EVERYTHING.matches(wordless, "state")
    assert not EVERYTHING.matches_nothing


@pytest.mark.parametrize("contradicts", [(), ("2",)], ids=["none", "some"])
def test_a_contradiction_is_asked_for_or_against_or_not_at_all(contradicts: tuple[str]) -> None:
    fact = Fact("1", "armenia", "noted", contradicts=contradicts)
    answers = [Pattern(has_contradiction=has).matches(fact, "state") for has in (None, True, False)]
    assert answers == [True, bool(contradicts), not contradicts]


def test_an_undated_fact_is_in_no_period() -> None:
    assert not Pattern(period=Period()).matches(Fact("1", "csto", "noted"), "body")


@pytest.mark.parametrize("value", [None, Text("csto"), Quantity(5)], ids=["none", "text", "number"])
def test_a_value_that_is_no_entity_answers_to_no_id(value: Text | Quantity | None) -> None:
    assert not Pattern(value="csto").matches(Fact("1", "armenia", "noted", value), "state")


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("2003-04-28", True),
        ("1992-04-28~", True),
        ("2003-04-28/2004", True),
        ("2003-04-28/..", True),
        ("2003-04-27/2003-04-29", False),
        ("2003-04", False),
        ("2003", False),
        ("/2003-04-28", False),
        ("2003-05-28", False),
    ],
)
def test_a_day_of_the_year_is_one_on_which_a_fact_begins(when: str, expected: bool) -> None:
    fact = Fact("1", "csto", "noted", when=Span.parse(when))

    assert Pattern(month_days=((4, 28),)).matches(fact, "body") is expected


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("2003-04-28", (4, 28)),
        ("2003-04~", (4, 0)),
        ("2003-04/2004-05-06", (4, 0)),
        ("2003?", (0, 0)),
        ("2003/..", (0, 0)),
        ("200X", None),
        ("20XX", None),
        ("../2003-04-28", None),
        ("/2003", None),
    ],
)
def test_what_is_known_to_the_month_or_year_begins_on_a_day_of_it_not_known(
    when: str, expected: tuple[int, int] | None
) -> None:
    fact = Fact("1", "csto", "noted", when=Span.parse(when))

    assert fact.month_day == expected
    for day in ((4, 28), (4, 0), (0, 0)):
        assert Pattern(month_days=(day,)).matches(fact, "body") is (day == expected)
    assert Pattern(month_days=((4, 28), (4, 0), (0, 0))).matches(fact, "body") is bool(expected)


def test_an_undated_fact_begins_on_no_day_of_the_year() -> None:
    assert not Pattern(month_days=((4, 28),)).matches(Fact("1", "csto", "noted"), "body")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("joint", True),
        ("STAFF joint", True),
        ("sta", True),
        ("taff", False),
        ("joint army", False),
        ("shtab", True),
        ("объединенный штаб", True),
        ("note!", True),
        ("j*", True),
        ("joint%", True),
        ("j_int", False),
    ],
)
def test_text_matches_where_all_its_words_begin_words(query: str, expected: bool) -> None:
    fact = Fact("1", "csto", "noted", Text("Joint Staff", "Объединённый штаб"), note="A note.")

    assert Pattern(text=query).matches(fact, "body") is expected


def test_words_of_different_fields_do_not_run_together() -> None:
    fact = Fact("1", "csto", "noted", Text("joint", "штаб"), note="staff")

    assert fact_words(fact) == "joint штаб staff"


@given(phrases)
def test_a_text_has_its_own_words(words: str) -> None:
    assert has_words(words, words)


@given(facts(), _kinds)
def test_everything_matches_every_fact(fact: Fact, kind: str) -> None:
    assert EVERYTHING.matches(fact, kind)


@given(facts(), _kinds, patterns())
def test_a_pattern_is_all_its_fields_at_once(fact: Fact, kind: str, pattern: Pattern) -> None:
    fields = [Pattern(**{name: value}) for name, value in pattern._asdict().items()]

    assert pattern.matches(fact, kind) is all(field.matches(fact, kind) for field in fields)


@given(facts(), _kinds, recent_days, recent_days)
def test_a_longer_period_loses_no_fact(fact: Fact, kind: str, one: date, other: date) -> None:
    first, last = sorted((one, other))
    found = Pattern(period=Period(first, last)).matches(fact, kind)

    assert Pattern(period=Period(last=last)).matches(fact, kind) >= found
    assert Pattern(period=Period(first=first)).matches(fact, kind) >= found
