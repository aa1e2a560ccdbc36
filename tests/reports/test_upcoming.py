from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cstokb.model.fact import Fact, Rank
from cstokb.model.pattern import Pattern
from cstokb.model.period import Period
from cstokb.reports.upcoming import JUBILEES, Upcoming, upcoming
from cstokb.reports.years import LEAP_RULES, LeapRule, anniversary_in
from tests.strategies import moments, periods, recent_days
from tests.world import TODAY, fact, period, world


def founded(when: str, subject: str = "csto", rank: Rank = "normal") -> Fact:
    return fact(subject, "founded", when, rank=rank)


def ahead(during: str, *facts: Fact, multiples_of: int = 0, leap: LeapRule = "feb28") -> Upcoming:
    return upcoming(world(*facts), period(during), TODAY, multiples_of=multiples_of, leap=leap)


def days(found: Upcoming) -> list[str]:
    return [str(item.next.date) for item in found.items if item.next]


@pytest.mark.parametrize(
    ("during", "expected"),
    [
        pytest.param("2022-04-29..2023-04-27", [], id="between-two"),
        pytest.param("2022-04-29..2023-04-28", ["2023-04-28"], id="until-the-day"),
        pytest.param("2022-04-28..2022-05-28", ["2022-04-28"], id="from-the-day"),
        pytest.param("2027", ["2027-04-28"], id="years-ahead"),
        pytest.param("2022..2030", ["2022-04-28"], id="at-its-first-only"),
        pytest.param("1999", [], id="before-it-began"),
        pytest.param("2003", [], id="never-the-0th"),
        pytest.param("9999", ["9999-04-28"], id="the-last-year"),
    ],
)
def test_an_anniversary_is_listed_if_it_falls_into_the_time(
    during: str, expected: list[str]
) -> None:
    assert days(ahead(during, founded("2003-04-28"))) == expected


def test_they_are_sorted_by_day_and_the_days_left_are_counted() -> None:
    found = ahead(
        "2022-04-28..2023-04-27",
        founded("2009-02-04", "crrf"),
        founded("1992-05-15", "council"),
        founded("2003-04-28", "joint-staff"),
    )

    assert [(i.fact.subject, i.next.years, i.next.in_days) for i in found.items if i.next] == [
        ("joint-staff", 19, 0),
        ("council", 30, 17),
        ("crrf", 14, 282),
    ]


@pytest.mark.parametrize(
    ("multiples_of", "expected"),
    [
        pytest.param(0, ["2022-04-28"], id="all"),
        pytest.param(5, ["2023-04-28"], id="fives"),
        pytest.param(25, ["2028-04-28"], id="quarters"),
        pytest.param(7, ["2024-04-28"], id="sevens"),
        pytest.param(40, ["2028-04-28"], id="or-a-jubilee"),
    ],
)
def test_only_multiples_can_be_asked_for(multiples_of: int, expected: list[str]) -> None:
    assert (
        days(ahead("2022-04-28..2030", founded("2003-04-28"), multiples_of=multiples_of))
        == expected
    )


@pytest.mark.parametrize(
    ("leap", "expected"),
    [
        pytest.param("feb28", ["2023-02-28"], id="feb28"),
        pytest.param("mar1", ["2023-03-01"], id="mar1"),
        pytest.param("skip", ["2024-02-29"], id="skip"),
    ],
)
def test_a_leap_day_comes_by_its_rule(leap: LeapRule, expected: list[str]) -> None:
    assert days(ahead("2023-01-01..2024-12-31", founded("2004-02-29"), leap=leap)) == expected


@pytest.mark.parametrize(
    ("leap", "during"), [("feb28", "2023-02-28"), ("mar1", "2023-03-01"), ("skip", "2024-02-29")]
)
def test_a_leap_day_comes_in_a_time_of_one_day(leap: LeapRule, during: str) -> None:
    for rule in LEAP_RULES:
        comes = rule == leap or during == "2024-02-29"
        assert days(ahead(during, founded("2004-02-29"), leap=rule)) == [during] * comes


@pytest.mark.parametrize(
    "one",
    [
        pytest.param(fact("csto", "met", "2003-05-15"), id="not-celebrated"),
        pytest.param(fact("armenia", "member-of", "2003-05-15/..", "csto"), id="state"),
        pytest.param(fact("rubezh", "held", "2003-05-15"), id="not-of-this-kind"),
        pytest.param(founded("2003-05-15", rank="deprecated"), id="outranked"),
        pytest.param(founded("/2003-05-15"), id="of-unknown-start"),
        pytest.param(founded(""), id="undated"),
    ],
)
def test_nothing_comes_of(one: Fact) -> None:
    assert ahead("2022-04-28..2023-04-27", one) == Upcoming((), (), ())


def test_the_rival_of_a_preferred_date_is_left_out() -> None:
    found = ahead("2022", founded("2003-04-28", rank="preferred"), founded("2003-04-27"))

    assert days(found) == ["2022-04-28"]


def test_kinds_can_be_chosen() -> None:
    knowledge = world(founded("2003-05-15"), founded("2009-05-15", "crrf"))
    found = upcoming(knowledge, period("2022"), TODAY, matching=Pattern(kinds=("force",)))

    assert [item.fact.subject for item in found.items] == ["crrf"]


def test_what_has_ended_is_counted_unless_asked_for() -> None:
    gone, knowledge = founded("2009-05-15", "crrf"), world()
    knowledge = world(gone, fact("crrf", "closed", "2012"))

    left_out = upcoming(knowledge, period("2022"), TODAY)
    asked_for = upcoming(knowledge, period("2022"), TODAY, include_ended=True)
    assert (left_out.items, left_out.ended) == ((), (gone,))
    assert (days(asked_for), asked_for.ended) == (["2022-05-15"], ())


def test_what_ends_later_is_still_listed() -> None:
    found = ahead("2022", founded("2009-05-15", "crrf"), fact("crrf", "closed", "2022-05-15"))

    assert days(found) == ["2022-05-15"]


@pytest.mark.parametrize(
    ("when", "during"),
    [
        pytest.param("2003-05", "2022-04-28..2022-05-27", id="month-within"),
        pytest.param("2003-04", "2022-04-30..2022-05-27", id="last-day-of-the-month"),
        pytest.param("2003-05", "2022-04-28..2022-05-01", id="first-day-of-the-month"),
        pytest.param("2003", "2022-04-28..2022-05-27", id="year"),
        pytest.param("2003~", "2004-01-01..2004-01-02", id="first-year"),
    ],
)
def test_what_has_no_exact_day_is_counted_if_it_may_come_round(when: str, during: str) -> None:
    one = founded(when)

    found = ahead(during, one)

    assert ([item.fact for item in found.partial], found.items, found.ended) == ([one], (), ())


@pytest.mark.parametrize(
    ("when", "during"),
    [
        pytest.param("2003-05", "2022-06-01..2023-04-30", id="another-month"),
        pytest.param("2003-05", "2003", id="month-never-0th"),
        pytest.param("2003", "2003", id="year-never-0th"),
        pytest.param("2003", "1999", id="before-the-year"),
        pytest.param("200X", "2022", id="decade-has-no-number"),
    ],
)
def test_what_cannot_come_round_is_not_counted(when: str, during: str) -> None:
    assert ahead(during, founded(when)) == Upcoming((), (), ())


def test_what_has_no_exact_day_comes_in_the_first_month_or_year_of_the_time() -> None:
    found = ahead("2027-03-15..2030", founded("2003-02"), founded("2003~", "crrf"))
    comings = [item.next for item in found.partial if item.next]

    assert [(str(n.date), n.years, n.in_days) for n in comings] == [
        ("2027~", 24, None),
        ("2028-02", 25, None),
    ]


def test_what_has_ended_is_not_counted_as_partial() -> None:
    gone = founded("2009", "crrf")

    assert ahead("2022", gone, fact("crrf", "closed", "2012")) == Upcoming((), (), (gone,))


@pytest.mark.parametrize(
    ("during", "partial"),
    [
        pytest.param("2022", 0, id="19-years"),
        pytest.param("2023", 1, id="20-years"),
        pytest.param("2019..2022", 0, id="16-to-19-years"),
    ],
)
def test_of_round_anniversaries_only_round_years_count(during: str, partial: int) -> None:
    assert len(ahead(during, founded("2003"), multiples_of=5).partial) == partial


_EDGES = ("2003-02-28", "2004-02-29", "2001-03-01", "1999-12-31", "2000-01-01", "2005-02", "2006")
_horizons = st.one_of(
    periods(recent_days),
    st.builds(
        lambda first, days: Period(first, first + timedelta(days=days)),
        st.one_of(recent_days, st.sampled_from((date(2023, 2, 27), date(2024, 2, 28)))),
        st.integers(0, 400),
    ),
)
_foundings = st.lists(
    st.builds(
        founded,
        st.one_of(moments(recent_days).map(str), st.sampled_from(_EDGES)),
        st.sampled_from(("csto", "crrf", "joint-staff", "council")),
    ),
    max_size=8,
    unique_by=lambda one: one.id,
)


@given(_foundings, _horizons, recent_days, st.sampled_from(LEAP_RULES))
def test_they_lie_within_the_horizon_once_each_and_in_order(
    foundings: list[Fact], during: Period, today: date, leap: LeapRule
) -> None:
    found = upcoming(world(*foundings), during, today, leap=leap)
    comings = [item.next for item in found.items if item.next]
    days = [coming.date.first for coming in comings]
    ids = [item.fact.id for item in found.items]

    assert len(comings) == len(found.items)
    assert days == sorted(days)
    assert all(during.first <= one <= during.last for one in days)
    assert all(coming.years >= 1 for coming in comings)
    assert len(ids) == len(set(ids))


@pytest.mark.slow
@given(_foundings, _horizons, st.sampled_from((0, 5, 25)), st.sampled_from(LEAP_RULES))
def test_no_anniversary_within_the_horizon_is_missed(
    foundings: list[Fact], during: Period, multiples_of: int, leap: LeapRule
) -> None:
    found = upcoming(world(*foundings), during, TODAY, multiples_of=multiples_of, leap=leap)
    listed = {item.fact.id for item in found.items}

    for founding in foundings:
        start = founding.when.starts if founding.when else None
        assert start
        years = range(max(during.first.year, start.year + 1), during.last.year + 1)
        comings = [
            anniversary_in(start.first, year, leap)
            for year in years
            if not multiples_of
            or (year - start.year) % multiples_of == 0
            or year - start.year in JUBILEES
        ]
        due = any(day and during.first <= day <= during.last for day in comings)
        assert (founding.id in listed) is (due and start.precision == "day")
