from calendar import monthrange
from datetime import MAXYEAR, MINYEAR, date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cstokb.errors import BadDate
from cstokb.model.moment import Moment, compare, month_length
from tests.strategies import every_day, moments

_neighbours = moments(st.dates(date(1999, 12, 31), date(2000, 1, 2)))


@pytest.mark.parametrize(
    ("text", "precision", "first", "last"),
    [
        pytest.param("2003-04-28", "day", date(2003, 4, 28), date(2003, 4, 28), id="day"),
        pytest.param("2003-04", "month", date(2003, 4, 1), date(2003, 4, 30), id="month"),
        pytest.param("2004-02", "month", date(2004, 2, 1), date(2004, 2, 29), id="leap-february"),
        pytest.param("2003", "year", date(2003, 1, 1), date(2003, 12, 31), id="year"),
        pytest.param("199X", "decade", date(1990, 1, 1), date(1999, 12, 31), id="decade"),
        pytest.param("19XX", "century", date(1900, 1, 1), date(1999, 12, 31), id="century"),
        pytest.param("000X", "decade", date(1, 1, 1), date(9, 12, 31), id="no-year-nought"),
        pytest.param("00XX", "century", date(1, 1, 1), date(99, 12, 31), id="first-century"),
        pytest.param("9999", "year", date(9999, 1, 1), date(9999, 12, 31), id="last-year"),
        pytest.param("99XX", "century", date(9900, 1, 1), date(9999, 12, 31), id="last-century"),
        pytest.param("2003-04-30?", "day", date(2003, 4, 30), date(2003, 4, 30), id="last-day"),
        pytest.param("2003-04-01~", "day", date(2003, 4, 1), date(2003, 4, 1), id="first-day"),
        pytest.param("2000-02-29", "day", date(2000, 2, 29), date(2000, 2, 29), id="leap-day"),
    ],
)
def test_a_date_covers_its_stated_precision(
    text: str, precision: str, first: date, last: date
) -> None:
    moment = Moment.parse(text)

    assert (moment.precision, moment.first, moment.last) == (precision, first, last)


@pytest.mark.parametrize(
    ("text", "approximate", "uncertain"),
    [("2003", False, False), ("2003~", True, False), ("2003?", False, True), ("2003%", True, True)],
)
def test_a_qualifier_says_about_or_uncertain_or_both(
    text: str, approximate: bool, uncertain: bool
) -> None:
    moment = Moment.parse(text)

    assert (moment.approximate, moment.uncertain) == (approximate, uncertain)


@given(moments())
def test_a_moment_reads_back_as_it_is_written(moment: Moment) -> None:
    assert Moment.parse(str(moment)) == moment


@given(moments())
def test_the_first_possible_day_is_not_after_the_last(moment: Moment) -> None:
    assert moment.first <= moment.last


@given(moments())
def test_a_qualifier_widens_nothing(moment: Moment) -> None:
    plain = Moment.parse(str(moment).rstrip("~?%"))

    assert (moment.first, moment.last) == (plain.first, plain.last)


@given(every_day)
def test_a_day_is_its_own_exact_day(day: date) -> None:
    assert Moment.of(day).exact_day == day


@pytest.mark.parametrize("text", ["2003-04-28~", "2003-04-28?", "2003-04", "2003", "200X"])
def test_a_doubted_or_partial_date_has_no_exact_day(text: str) -> None:
    assert Moment.parse(text).exact_day is None


@pytest.mark.parametrize(
    ("text", "carets", "reason"),
    [
        ("2003-02-29", "        ^^", "2003-02 has 28 days"),
        ("2003-04-31", "        ^^", "2003-04 has 30 days"),
        ("1900-02-29", "        ^^", "1900-02 has 28 days"),
        ("2003-04-00", "        ^^", "day 00 (01-31)"),
        ("2003-13", "     ^^", "month 13 (01-12)"),
        ("2003-00-10", "     ^^", "month 00 (01-12)"),
        ("2003-13-45", "     ^^", "month 13 (01-12)"),
        ("2003-4-28", "     ^", "a month has two digits"),
        ("2003-004", "     ^^^", "a month has two digits"),
        ("2003-04-8", "        ^", "a day has two digits"),
        ("2003-04-289", "        ^^^", "a day has two digits"),
        ("0000", "^^^^", "year 0000 (0001-9999)"),
        ("0000-04-28", "^^^^", "year 0000 (0001-9999)"),
        ("199X-04", "^^^^", "a month needs a full year"),
        ("2003-XX", "     ^^", "leave out what is not known"),
        ("2003-XX-28", "     ^^", "leave out what is not known"),
        ("2003-04-XX", "        ^^", "leave out what is not known"),
        ("2003-04-2X~", "        ^^", "leave out what is not known"),
        ("20031", "    ^", "expected YYYY-MM-DD"),
        ("2003 ", "    ^", "expected YYYY-MM-DD"),
        ("2003-", "    ^", "expected YYYY-MM-DD"),
        ("2003--04", "    ^^^^", "expected YYYY-MM-DD"),
        ("2003-04-", "       ^", "expected YYYY-MM-DD"),
        ("2003-04-28T10:00", "          ^^^^^^", "expected YYYY-MM-DD"),
        ("2003~~", "     ^", "expected YYYY-MM-DD"),
        ("1990s", "    ^", "expected YYYY-MM-DD"),
        ("199x", "^^^^", "expected YYYY-MM-DD"),
        ("-2003", "^^^^^", "expected YYYY-MM-DD"),
        ("~2003", "^^^^^", "expected YYYY-MM-DD"),
        ("28.04.2003", "^^^^^^^^^^", "expected YYYY-MM-DD"),
        ("28 April 2003", "^^^^^^^^^^^^^", "expected YYYY-MM-DD"),
        ("٢٠٠٣", "^^^^", "expected YYYY-MM-DD"),
        ("", "^", "expected YYYY-MM-DD"),
    ],
)
def test_carets_stand_under_the_wrong_part(text: str, carets: str, reason: str) -> None:
    with pytest.raises(BadDate) as error:
        Moment.parse(text)

    assert (error.value.excerpt, str(error.value.reason)) == (f"{text}\n{carets}", reason)


def test_a_bad_date_shows_how_to_write_one() -> None:
    with pytest.raises(BadDate) as error:
        Moment.parse("2003-02-29")

    assert error.value.message == '"2003-02-29" is not a date: 2003-02 has 28 days'
    assert (
        error.value.hint
        == "write a date as 2003-04-28, 2003-04, 2003, 2003~, 199X or 2003-23 (autumn)"
    )


@given(st.text(alphabet="0129X-~?%/. \n", max_size=12))
def test_any_text_is_a_date_that_prints_the_same_or_an_error_within_it(text: str) -> None:
    found = _read(text)

    if isinstance(found, Moment):
        assert str(found) == text
    else:
        assert 0 <= found.start <= found.stop <= len(text)


def _read(text: str) -> Moment | BadDate:
    try:
        return Moment.parse(text)
    except BadDate as error:
        return error


@given(_neighbours, _neighbours)
def test_two_moments_sort_alike_only_if_they_are_the_same(one: Moment, other: Moment) -> None:
    assert (one.sort_key == other.sort_key) is (one == other)


@given(
    st.lists(_neighbours, max_size=6).flatmap(
        lambda found: st.tuples(*[st.permutations(found)] * 2)
    )
)
def test_sorting_does_not_depend_on_the_order_given(
    orders: tuple[list[Moment], list[Moment]],
) -> None:
    one, other = orders

    assert sorted(one, key=_key) == sorted(other, key=_key)


def _key(moment: Moment) -> tuple[date, int, str]:
    return moment.sort_key


def test_coarser_dates_sort_before_finer_ones_of_the_same_first_day() -> None:
    texts = ["2000-01-01", "2000", "20XX", "2000-01", "1999-12-31", "200X", "2000~"]

    found = sorted((Moment.parse(text) for text in texts), key=_key)

    assert [str(moment) for moment in found] == [
        "1999-12-31",
        "20XX",
        "200X",
        "2000",
        "2000~",
        "2000-01",
        "2000-01-01",
    ]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        pytest.param("2003", "2004", -1, id="a-year-before-a-year"),
        pytest.param("2004-01", "2003", 1, id="a-month-after-a-year"),
        pytest.param("2003-04-28", "2003-04-28", 0, id="the-same-day"),
        pytest.param("2003", "2003-04", None, id="one-inside-the-other"),
        pytest.param("2003", "2003", None, id="twice-the-same-year"),
        pytest.param("2003~", "2010", None, id="a-doubted-date-is-not-surely-first"),
        pytest.param("2003-04-28?", "2003-04-28", None, id="a-doubted-day"),
    ],
)
def test_order_is_told_only_where_it_is_sure(one: str, other: str, expected: int | None) -> None:
    assert compare(Moment.parse(one), Moment.parse(other)) == expected


@given(_neighbours, _neighbours)
def test_comparing_the_other_way_round_turns_the_answer(one: Moment, other: Moment) -> None:
    answer = compare(one, other)

    assert compare(other, one) == (None if answer is None else -answer)


def test_every_month_is_as_long_as_the_calendar_has_it() -> None:
    months = [(year, month) for year in range(MINYEAR, MAXYEAR + 1) for month in range(1, 13)]

    # Not whole lists compared: what differs in lists so long takes pytest half an hour to show.
    assert [month for month in months if month_length(*month) != monthrange(*month)[1]] == []


# Seasons (EDTF level 1)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2019-21", "2019-03-01", "2019-05-31"),
        ("2019-22", "2019-06-01", "2019-08-31"),
        ("2019-23", "2019-09-01", "2019-11-30"),
        ("2019-24", "2019-12-01", "2020-02-29"),
        ("2020-24~", "2020-12-01", "2021-02-28"),
        ("9999-24", "9999-12-01", "9999-12-31"),
    ],
)
def test_a_season_has_three_months(text: str, first: str, last: str) -> None:
    season = Moment.parse(text)

    assert (str(season.first), str(season.last)) == (first, last)
    assert season.precision == "season"
    assert season.month_day == (0, 0)
    assert str(season) == text


def test_a_season_comes_after_its_year_and_before_its_first_month() -> None:
    texts = ["2019", "2019-02", "2019-21", "2019-03", "2019-03-01", "2019-22"]

    assert sorted(texts, key=lambda text: Moment.parse(text).sort_key) == texts


def test_a_season_has_no_day() -> None:
    with pytest.raises(BadDate) as error:
        Moment.parse("2019-23-01")

    assert error.value.excerpt == "2019-23-01\n        ^^"
