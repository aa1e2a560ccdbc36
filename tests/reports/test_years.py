from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cstokb.model.moment import Moment
from cstokb.reports.years import (
    LEAP_RULES,
    Age,
    LeapRule,
    age,
    anniversary_in,
    completed_years,
    next_anniversary,
    years_range,
)
from tests.strategies import every_day, moments

_LEAP_DAY = date(2004, 2, 29)
_rules = st.sampled_from(LEAP_RULES)


def _day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("start", "on", "expected"),
    [
        pytest.param("2003-04-28", "2003-04-28", (0, 0, 0), id="the-day-itself"),
        pytest.param("2003-04-28", "2022-04-27", (18, 11, 30), id="the-day-before"),
        pytest.param("2003-04-28", "2022-04-28", (19, 0, 0), id="the-anniversary"),
        pytest.param("2003-04-28", "2022-05-01", (19, 0, 3), id="across-a-month-end"),
        pytest.param("2003-12-31", "2004-01-01", (0, 0, 1), id="across-a-year-end"),
        pytest.param("2003-01-31", "2003-02-27", (0, 0, 27), id="before-a-short-month-ends"),
        pytest.param("2003-01-31", "2003-02-28", (0, 1, 0), id="a-short-month-completes"),
        pytest.param("2003-01-31", "2003-03-01", (0, 1, 1), id="after-a-short-month"),
        pytest.param("2003-01-31", "2003-03-31", (0, 2, 0), id="a-long-month-again"),
        pytest.param("2003-08-31", "2003-09-30", (0, 1, 0), id="thirty-days"),
        pytest.param("2004-02-29", "2005-02-28", (1, 0, 0), id="leap-day-in-a-common-year"),
        pytest.param("2004-02-29", "2005-03-01", (1, 0, 1), id="after-the-leap-day"),
        pytest.param("2004-02-29", "2008-02-28", (3, 11, 30), id="before-a-leap-day"),
        pytest.param("2004-02-29", "2008-02-29", (4, 0, 0), id="leap-day"),
        pytest.param("0001-01-01", "9999-12-31", (9998, 11, 30), id="all-time"),
    ],
)
def test_an_age_is_completed_years_months_and_days(
    start: str, on: str, expected: tuple[int, int, int]
) -> None:
    assert age(_day(start), _day(on)) == Age(*expected)


@given(every_day, every_day)
@example(date(2003, 1, 31), date(2003, 3, 1))
@example(_LEAP_DAY, date(2005, 2, 28))
def test_an_age_stays_within_months_and_years(one: date, other: date) -> None:
    years, months, days = age(min(one, other), max(one, other))

    assert years >= 0
    assert 0 <= months < 12
    assert 0 <= days < 31


@given(every_day.filter(lambda day: day < date.max), every_day.filter(lambda day: day < date.max))
@example(date(2003, 1, 31), date(2003, 2, 28))
@example(_LEAP_DAY, date(2005, 2, 27))
def test_a_day_later_is_an_age_more(one: date, other: date) -> None:
    start, on = sorted((one, other))
    tomorrow = date.fromordinal(on.toordinal() + 1)

    assert age(start, on) < age(start, tomorrow)


@given(every_day, every_day)
def test_an_age_counts_the_years_that_are_completed(one: date, other: date) -> None:
    start, on = sorted((one, other))

    assert age(start, on).years == completed_years(start, on, "feb28")


@pytest.mark.parametrize(
    ("year", "leap", "expected"),
    [
        (2005, "feb28", date(2005, 2, 28)),
        (2005, "mar1", date(2005, 3, 1)),
        (2005, "skip", None),
        (1900, "feb28", date(1900, 2, 28)),
        (2008, "feb28", date(2008, 2, 29)),
        (2008, "mar1", date(2008, 2, 29)),
        (2008, "skip", date(2008, 2, 29)),
    ],
)
def test_a_leap_day_has_a_rule_for_common_years(
    year: int, leap: LeapRule, expected: date | None
) -> None:
    assert anniversary_in(_LEAP_DAY, year, leap) == expected


@given(every_day, st.integers(1, 9999), _rules)
def test_other_days_have_their_anniversary_every_year(
    start: date, year: int, leap: LeapRule
) -> None:
    day = anniversary_in(start, year, leap)

    if (start.month, start.day) != (2, 29):
        assert day == date(year, start.month, start.day)
    else:
        assert day is None or day.year == year


@pytest.mark.parametrize(
    ("start", "on", "leap", "years"),
    [
        pytest.param("2003-04-28", "2022-04-27", "feb28", 18, id="the-day-before"),
        pytest.param("2003-04-28", "2022-04-28", "feb28", 19, id="the-day"),
        pytest.param("2003-04-28", "2003-04-28", "feb28", 0, id="the-start"),
        pytest.param("2003-04-28", "2003-04-27", "feb28", -1, id="before-the-start"),
        pytest.param("2004-02-29", "2005-02-27", "feb28", 0, id="feb28-before"),
        pytest.param("2004-02-29", "2005-02-28", "feb28", 1, id="feb28"),
        pytest.param("2004-02-29", "2005-02-28", "mar1", 0, id="mar1-before"),
        pytest.param("2004-02-29", "2005-03-01", "mar1", 1, id="mar1"),
        pytest.param("2004-02-29", "2005-02-28", "skip", 0, id="skip-before"),
        pytest.param("2004-02-29", "2005-03-01", "skip", 1, id="skip-turns-with-the-month"),
        pytest.param("2004-02-29", "2008-02-29", "skip", 4, id="skip-in-a-leap-year"),
    ],
)
def test_years_are_completed_on_the_anniversary(
    start: str, on: str, leap: LeapRule, years: int
) -> None:
    assert completed_years(_day(start), _day(on), leap) == years


@pytest.mark.parametrize(
    ("start", "since", "leap", "expected"),
    [
        pytest.param("2003-04-28", "2022-04-28", "feb28", "2022-04-28", id="today"),
        pytest.param("2003-04-28", "2022-04-29", "feb28", "2023-04-28", id="next-year"),
        pytest.param("2003-04-28", "2003-04-28", "feb28", "2004-04-28", id="no-0th"),
        pytest.param("2003-04-28", "2000-01-01", "feb28", "2004-04-28", id="not-begun"),
        pytest.param("2103-04-28", "2003-01-01", "feb28", "2104-04-28", id="far-ahead"),
        pytest.param("2004-02-29", "2005-03-01", "feb28", "2006-02-28", id="feb28"),
        pytest.param("2004-02-29", "2005-03-01", "mar1", "2005-03-01", id="mar1"),
        pytest.param("2004-02-29", "2005-01-01", "skip", "2008-02-29", id="skip"),
        pytest.param("1896-02-29", "1897-01-01", "skip", "1904-02-29", id="skip-a-century"),
        pytest.param("2003-04-28", "9999-04-28", "feb28", "9999-04-28", id="the-last"),
        pytest.param("2003-04-28", "9999-04-29", "feb28", None, id="past-all-years"),
        pytest.param("9999-04-28", "2003-01-01", "feb28", None, id="begun-in-the-last-year"),
    ],
)
def test_the_next_anniversary_is_on_or_after_a_day(
    start: str, since: str, leap: LeapRule, expected: str | None
) -> None:
    found = next_anniversary(_day(start), _day(since), leap)

    assert found == (_day(expected) if expected else None)


@given(every_day, every_day, _rules)
@example(_LEAP_DAY, _LEAP_DAY, "skip")
@example(date(9996, 2, 29), date(9996, 3, 1), "skip")
def test_no_anniversary_is_the_0th_or_negative(start: date, since: date, leap: LeapRule) -> None:
    found = next_anniversary(start, since, leap)

    assert found is None or (found >= since and completed_years(start, found, leap) >= 1)


@given(every_day, every_day, _rules)
def test_no_anniversary_is_passed_over(start: date, since: date, leap: LeapRule) -> None:
    found = next_anniversary(start, since, leap)
    years = range(max(since.year, start.year + 1), 10000)
    coming = (anniversary_in(start, year, leap) for year in years)

    assert found == next((day for day in coming if day and day >= since), None)


@pytest.mark.parametrize(
    ("start", "on", "expected"),
    [
        pytest.param("2003-04-28", "2022-04-28", (19, 19), id="day"),
        pytest.param("2003-04", "2022-04-28", (18, 19), id="month-that-may-have-passed"),
        pytest.param("2003", "2022-04-28", (18, 19), id="year"),
        pytest.param("2003", "2022-12-31", (19, 19), id="year-that-is-over"),
        pytest.param("200X", "2022-04-28", (12, 22), id="decade"),
        pytest.param("2030", "2022-04-28", (-9, -8), id="to-come"),
    ],
)
def test_a_partial_date_is_between_two_ages(start: str, on: str, expected: tuple[int, int]) -> None:
    assert years_range(Moment.parse(start), _day(on)) == expected


@given(moments(), every_day, _rules, st.data())
def test_the_range_of_years_holds_every_day_it_can_be(
    start: Moment, on: date, leap: LeapRule, data: st.DataObject
) -> None:
    day = data.draw(st.dates(start.first, start.last))
    least, most = years_range(start, on, leap)

    assert least <= completed_years(day, on, leap) <= most
