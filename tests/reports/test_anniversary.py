from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cstokb.model.fact import Fact, Rank, replaced
from cstokb.model.moment import Moment
from cstokb.model.period import Period
from cstokb.model.predicate import Predicate
from cstokb.reports.anniversary import (
    Anniversary,
    NextAnniversary,
    OnDay,
    anniversary_of,
    of_day,
    of_entity,
    of_month_day,
)
from cstokb.reports.years import LEAP_RULES, LeapRule
from tests.strategies import moments, recent_days
from tests.world import TODAY, day, fact, period, world


def founded(when: str, subject: str = "csto", rank: Rank = "normal") -> Fact:
    return fact(subject, "founded", when, rank=rank)


def on(when: str, today: str, leap: LeapRule = "feb28") -> Anniversary:
    """The founding of that time, seen from that day."""
    one = founded(when)
    return anniversary_of(world(one), one, day(today), leap)


def coming(when: str, today: str, leap: LeapRule = "feb28") -> tuple[str, int, int | None] | None:
    """The day, the number and the days left of the next anniversary."""
    found = on(when, today, leap).next
    return (str(found.date), found.years, found.in_days) if found else None


def subjects(found: tuple[Anniversary, ...]) -> list[str]:
    return [item.fact.subject for item in found]


@pytest.mark.parametrize(
    ("when", "today", "years"),
    [
        pytest.param("2003-04-28", "2022-04-27", (18, 18), id="the-day-before"),
        pytest.param("2003-04-28", "2022-04-28", (19, 19), id="the-day"),
        pytest.param("2003-04-28", "2003-04-28", (0, 0), id="its-first-day"),
        pytest.param("2003-04-28", "2003-04-27", (-1, -1), id="not-yet"),
        pytest.param("2003-04", "2022-04-28", (18, 19), id="month"),
        pytest.param("2003-04", "2022-05-01", (19, 19), id="month-that-is-over"),
        pytest.param("2003", "2022-04-28", (18, 19), id="year"),
        pytest.param("2003", "2003-04-28", (-1, 0), id="year-perhaps-not-yet"),
        pytest.param("200X", "2022-04-28", (12, 22), id="decade"),
        pytest.param("2003-04-28/2003-05-02", "2022-04-28", (19, 19), id="from-its-first-day"),
    ],
)
def test_an_age_is_completed_years_and_a_range_where_the_day_is_not_known(
    when: str, today: str, years: tuple[int, int]
) -> None:
    item = on(when, today)

    assert (item.min_years, item.max_years) == years


@pytest.mark.parametrize(
    ("when", "today", "expected"),
    [
        pytest.param("2003-04-28", "2022-04-28", True, id="day"),
        pytest.param("2003-04-28", "2022-04-29", False, id="another-day"),
        pytest.param("2003-04-28", "2003-04-28", False, id="never-the-0th"),
        pytest.param("2003-04-28", "2002-04-28", False, id="never-negative"),
        pytest.param("2003-04", "2022-04-01", True, id="month"),
        pytest.param("2003-04", "2022-05-01", False, id="another-month"),
        pytest.param("2003-04", "2003-04-30", False, id="never-the-0th-month"),
        pytest.param("2003", "2022-12-31", True, id="year"),
        pytest.param("2003", "2003-12-31", False, id="never-the-0th-year"),
        pytest.param("200X", "2022-01-01", False, id="no-jubilee-of-a-decade"),
        pytest.param("2003-04-28~", "2022-04-28", True, id="approximate"),
    ],
)
def test_an_anniversary_is_today_as_exactly_as_its_date_is_known(
    when: str, today: str, *, expected: bool
) -> None:
    assert on(when, today).is_anniversary is expected


@pytest.mark.parametrize(
    ("when", "today", "expected"),
    [
        pytest.param("2003-04-28", "2022-04-27", ("2022-04-28", 19, 1), id="tomorrow"),
        pytest.param("2003-04-28", "2022-04-28", ("2023-04-28", 20, 365), id="after-today"),
        pytest.param("2003-04-28", "2003-04-28", ("2004-04-28", 1, 366), id="first"),
        pytest.param("2003-04-28", "2000-01-01", ("2004-04-28", 1, 1579), id="not-yet-begun"),
        pytest.param("2003-04-28~", "2022-04-27", ("2022-04-28~", 19, 1), id="approximate"),
        pytest.param("2003-04", "2022-03-31", ("2022-04", 19, None), id="month-of-this-year"),
        pytest.param("2003-04", "2022-04-01", ("2023-04", 20, None), id="month-of-next-year"),
        pytest.param("2003-04", "2003-01-01", ("2004-04", 1, None), id="month-never-0th"),
        pytest.param("2003", "2022-04-28", ("2023", 20, None), id="year"),
        pytest.param("2003~", "2022-04-28", ("2023~", 20, None), id="approximate-year"),
        pytest.param("2003", "1999-04-28", ("2004", 1, None), id="year-not-yet-begun"),
        pytest.param("200X", "2022-04-28", None, id="decade"),
        pytest.param("2003-04-28", "9999-04-28", None, id="past-all-years"),
        pytest.param("2003-04-28", "9999-12-31", None, id="on-the-last-day"),
        pytest.param("2003-04", "9999-03-31", ("9999-04", 7996, None), id="last-month"),
        pytest.param("2003-04", "9999-04-01", None, id="past-all-months"),
    ],
)
def test_the_next_anniversary_comes_after_today(
    when: str, today: str, expected: tuple[str, int, int | None] | None
) -> None:
    assert coming(when, today) == expected


@pytest.mark.parametrize(
    ("leap", "expected"),
    [
        pytest.param("feb28", ("2006-02-28", 2, 364), id="feb28"),
        pytest.param("mar1", ("2005-03-01", 1, 0), id="mar1"),
        pytest.param("skip", ("2008-02-29", 4, 1095), id="skip"),
    ],
)
def test_a_leap_day_comes_round_by_a_rule(leap: LeapRule, expected: tuple[str, int, int]) -> None:
    since = anniversary_of(
        world(), founded("2004-02-29"), day("2005-03-01"), leap, since=day("2005-03-01")
    )

    assert since.next
    assert (str(since.next.date), since.next.years, since.next.in_days) == expected


@given(moments(recent_days).map(str), recent_days, st.sampled_from(LEAP_RULES))
def test_the_next_anniversary_is_never_today_never_past_and_never_the_0th(
    when: str, today: date, leap: LeapRule
) -> None:
    found = anniversary_of(world(), founded(when), today, leap).next

    if found:
        assert found.date.last > today
        assert found.years >= 1
        assert found.date.precision == Moment.parse(when).precision
        assert found.in_days is None or found.in_days == (found.date.first - today).days > 0


@given(moments(recent_days).map(str), recent_days, st.sampled_from(LEAP_RULES))
def test_what_is_today_is_as_many_years_old_as_it_is_the_anniversary(
    when: str, today: date, leap: LeapRule
) -> None:
    item = anniversary_of(world(), founded(when), today, leap)

    if item.is_anniversary:
        assert item.min_years <= today.year - item.start.year == item.max_years >= 1


@pytest.mark.parametrize(
    ("years", "expected"), [(5, True), (20, True), (19, False), (1, False), (100, True)]
)
def test_multiples_of_five_are_round(years: int, *, expected: bool) -> None:
    assert NextAnniversary(Moment.of(TODAY), years, 0).round is expected


def test_a_replaced_date_is_not_shown() -> None:
    corrected = fact("csto", "founded", "2002-10-07")
    old = replaced(fact("csto", "founded", "2002-10-08"), corrected.id)
    found = of_entity(world(corrected, old), "csto", TODAY)
    assert [item.fact for item in found] == [corrected]


def test_rivals_are_both_shown_the_preferred_first() -> None:
    early, better = founded("2003-04-27"), founded("2003-04-28", rank="preferred")
    found = of_entity(world(early, better), "csto", TODAY)

    assert [item.fact for item in found] == [better, early]


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        pytest.param(
            [fact("summit", "held", "2009-06-14"), fact("summit", "met", "2009-06-15")],
            ["held"],
            id="what-is-celebrated",
        ),
        pytest.param(
            [fact("summit", "founded", "2008"), fact("summit", "held", "2009-06-14")],
            ["founded", "held"],
            id="its-beginning-first",
        ),
        pytest.param(
            [fact("rubezh", "held", "2012"), fact("rubezh", "met", "2011")],
            ["held"],
            id="else-its-beginning",
        ),
        pytest.param([fact("csto", "met", "2011")], [], id="nothing-celebrated"),
        pytest.param([fact("csto", "founded", "")], [], id="undated"),
        pytest.param([fact("csto", "founded", "/2003")], [], id="of-unknown-start"),
    ],
)
def test_an_entity_has_the_anniversaries_of_what_is_celebrated(
    facts: list[Fact], expected: list[str]
) -> None:
    found = of_entity(world(*facts), facts[0].subject, TODAY)

    assert [item.fact.predicate for item in found] == expected


def test_what_is_celebrated_depends_on_the_kind_of_its_subject() -> None:
    summit, exercise = fact("summit", "held", "2009-06-14"), fact("rubezh", "held", "2010-06-14")
    knowledge = world(summit, exercise)

    assert anniversary_of(knowledge, summit, TODAY).celebrated
    assert not anniversary_of(knowledge, exercise, TODAY).celebrated
    assert subjects(of_month_day(knowledge, (6, 14), TODAY)) == ["summit"]


def test_a_month_day_has_what_began_on_it_in_any_year() -> None:
    knowledge = world(
        founded("2003-04-28", "joint-staff"),
        founded("1992-04-28", "council"),
        founded("2030-04-28", "crrf"),
        founded("2003-04", "csto"),
        founded("2003-04-29", "treaty"),
        fact("csto", "met", "2003-04-28"),
    )

    assert subjects(of_month_day(knowledge, (4, 28), TODAY)) == ["council", "joint-staff", "crrf"]
    assert subjects(of_month_day(knowledge, (4, 28), TODAY, kinds=("force",))) == ["crrf"]


def test_what_has_ended_is_left_out_unless_asked_for() -> None:
    knowledge = world(founded("2003-04-28", "crrf"), fact("crrf", "closed", "2012"))

    assert of_month_day(knowledge, (4, 28), TODAY) == ()
    assert subjects(of_month_day(knowledge, (4, 28), TODAY, include_ended=True)) == ["crrf"]
    assert subjects(of_month_day(knowledge, (4, 28), day("2012-04-28"))) == ["crrf"]


def test_outranked_dates_are_not_celebrated() -> None:
    knowledge = world(founded("2003-04-28"), founded("2002-10-07", rank="preferred"))

    assert of_month_day(knowledge, (4, 28), TODAY) == ()


@pytest.mark.parametrize(
    ("leap", "today", "month_day", "expected"),
    [
        pytest.param("feb28", "2005-02-28", (2, 28), True, id="feb28"),
        pytest.param("feb28", "2008-02-28", (2, 28), False, id="feb28-of-a-leap-year"),
        pytest.param("feb28", "2005-03-01", (3, 1), False, id="feb28-not-on-mar1"),
        pytest.param("feb28", "2005-06-01", (2, 28), True, id="on-another-day-of-a-common-year"),
        pytest.param("feb28", "2005-02-28", (6, 14), False, id="another-day-asked-for"),
        pytest.param("mar1", "2005-03-01", (3, 1), True, id="mar1"),
        pytest.param("mar1", "2008-03-01", (3, 1), False, id="mar1-of-a-leap-year"),
        pytest.param("mar1", "2005-02-28", (2, 28), False, id="mar1-not-on-feb28"),
        pytest.param("skip", "2005-02-28", (2, 28), False, id="skip-feb28"),
        pytest.param("skip", "2005-03-01", (3, 1), False, id="skip-mar1"),
        pytest.param("skip", "2005-06-01", (2, 29), True, id="asked-for-itself"),
    ],
)
def test_a_leap_day_is_among_those_of_the_day_it_is_moved_to(
    leap: LeapRule, today: str, month_day: tuple[int, int], *, expected: bool
) -> None:
    found = of_month_day(world(founded("2004-02-29")), month_day, day(today), leap=leap)

    assert bool(found) is expected


@pytest.mark.parametrize(
    ("asked_day", "today", "expected"),
    [
        pytest.param("2027-02-28", "2026-11-28", True, id="a-common-year-ahead"),
        pytest.param("2028-02-28", "2027-02-28", False, id="a-leap-year-ahead-of-a-common-day"),
    ],
)
def test_the_leap_rule_goes_by_the_year_that_is_asked_about(
    asked_day: str, today: str, *, expected: bool
) -> None:
    report = of_day(world(founded("2000-02-29")), Period.day(day(asked_day)), day(today))

    assert bool(report.other_years) is expected


def test_the_events_of_a_year_are_in_order_of_time() -> None:
    knowledge = world(
        fact("crrf", "founded", "2003-11-01"),
        fact("council", "founded", "2003-02-01"),
        fact("joint-staff", "founded", "2003-07-01"),
    )
    report = of_day(knowledge, period("2003"), TODAY)

    starts = [str(item.start) for item in report.that_day]
    assert starts == sorted(starts)


def _on_day(when: str, *facts: Fact) -> OnDay:
    return of_day(world(*facts), period(when), TODAY)


def test_a_day_has_its_events_those_of_other_years_and_what_perhaps_was_on_it() -> None:
    found = _on_day(
        "2003-04-28",
        founded("2003-04-28", "joint-staff"),
        founded("1992-04-28", "council"),
        founded("2003-04", "crrf"),
        founded("2003", "treaty"),
        founded("2003-05", "charter"),
        fact("csto", "met", "2003-04-28"),
    )

    assert subjects(found.that_day) == ["joint-staff", "csto"]
    assert subjects(found.other_years) == ["council"]
    assert subjects(found.perhaps) == ["treaty", "crrf"]


def test_a_month_has_what_surely_and_what_perhaps_was_in_it() -> None:
    found = _on_day(
        "2003-04",
        founded("2003-04-28", "joint-staff"),
        founded("2003-04", "crrf"),
        founded("2003", "treaty"),
        founded("1992-04-28", "council"),
    )

    assert subjects(found.that_day) == ["crrf", "joint-staff"]
    assert subjects(found.perhaps) == ["treaty"]
    assert found.other_years == ()


@pytest.mark.parametrize(
    "one",
    [
        pytest.param(fact("armenia", "member-of", "2003-04-28/..", "csto"), id="state"),
        pytest.param(fact("armenia", "froze", "2003-04-28", "csto"), id="minor-event"),
        pytest.param(founded("2003-04-01/2003-05-01"), id="begun-before"),
        pytest.param(founded("/2003-04-28"), id="of-unknown-start"),
        pytest.param(fact("csto", "met", "2003-04-28", rank="deprecated"), id="outranked"),
        pytest.param(fact("csto", "met", "2003-04"), id="perhaps-and-not-celebrated"),
    ],
)
def test_a_day_does_not_tell_of(one: Fact) -> None:
    assert _on_day("2003-04-28", one) == OnDay((), (), ())


def test_a_day_does_not_tell_of_a_major_state() -> None:
    chaired = Predicate("chaired", {"en": "chaired"}, shape="state", weight="major")
    knowledge = world(fact("armenia", "chaired", "2003-04-28/.."), predicates=[chaired])

    assert of_day(knowledge, period("2003-04-28"), TODAY) == OnDay((), (), ())


def test_a_month_is_not_sure_to_fall_on_its_first_or_last_day() -> None:
    one = founded("2003-04")

    assert subjects(_on_day("2003-04-01", one).perhaps) == ["csto"]
    assert subjects(_on_day("2003-04-30", one).perhaps) == ["csto"]
    assert _on_day("2003-04-30", one).that_day == ()


def test_other_years_leave_out_what_has_ended_unless_asked_for() -> None:
    knowledge = world(founded("1992-04-28", "crrf"), fact("crrf", "closed", "2012"))
    during = period("2003-04-28")

    assert of_day(knowledge, during, TODAY).other_years == ()
    with_ended = of_day(knowledge, during, TODAY, include_ended=True)
    assert subjects(with_ended.other_years) == ["crrf"]


def test_nothing_is_told_twice() -> None:
    found = _on_day("2003-04-28", founded("2003-04-28"), founded("2003-04-28~", "crrf"))
    everything = (*found.that_day, *found.other_years, *found.perhaps)

    assert sorted(subjects(everything)) == ["crrf", "csto"]


@given(st.lists(moments(recent_days).map(str), max_size=8), recent_days, recent_days)
def test_each_event_of_a_day_is_told_at_most_once(dates: list[str], on: date, today: date) -> None:
    knowledge = world(*(founded(when, "council") for when in dates))
    found = of_day(knowledge, Period.day(on), today)
    ids = [item.fact.id for group in found for item in group]

    assert len(ids) == len(set(ids))
    assert all(item.start.first <= on <= item.start.last for item in found.that_day)
    assert all(item.start.first <= on <= item.start.last for item in found.perhaps)
    assert all(item.start.first != on for item in found.other_years)
