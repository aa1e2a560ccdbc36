from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cstokb.errors import BadDate
from cstokb.model.period import Period
from cstokb.model.span import Span
from tests.strategies import every_day, periods, spans

_TODAY = date(2024, 3, 31)


def _period(text: str) -> tuple[str, str]:
    period = Period.parse(text, today=_TODAY)
    return period.first.isoformat(), period.last.isoformat()


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2003-04-28", "2003-04-28", "2003-04-28"),
        ("2003-04", "2003-04-01", "2003-04-30"),
        ("2003", "2003-01-01", "2003-12-31"),
        ("199X", "1990-01-01", "1999-12-31"),
        ("2003~", "2003-01-01", "2003-12-31"),
        ("1992..2010", "1992-01-01", "2010-12-31"),
        ("2003-04-28..2004", "2003-04-28", "2004-12-31"),
        ("..2003-04", "0001-01-01", "2003-04-30"),
        ("2003-04-28..", "2003-04-28", "9999-12-31"),
        ("2003..2003", "2003-01-01", "2003-12-31"),
        (" 1992 .. 2010 ", "1992-01-01", "2010-12-31"),
    ],
)
def test_a_range_is_inclusive_at_its_stated_precision(text: str, first: str, last: str) -> None:
    assert _period(text) == (first, last)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("1992/2010-05", "1992-01-01", "2010-05-31"),
        ("2012/..", "2012-01-01", "9999-12-31"),
        ("../2012", "0001-01-01", "2012-12-31"),
        ("2012/", "2012-01-01", "9999-12-31"),
        ("/2012", "0001-01-01", "2012-12-31"),
    ],
)
def test_an_edtf_interval_is_a_range(text: str, first: str, last: str) -> None:
    assert _period(text) == (first, last)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("today", "2024-03-31", "2024-03-31"),
        ("Yesterday", "2024-03-30", "2024-03-30"),
        ("tomorrow", "2024-04-01", "2024-04-01"),
        ("сегодня", "2024-03-31", "2024-03-31"),
        ("вчера..завтра", "2024-03-30", "2024-04-01"),
        ("today..", "2024-03-31", "9999-12-31"),
        ("-30d..", "2024-03-01", "9999-12-31"),
        ("-30d..today", "2024-03-01", "2024-03-31"),
        ("..+2w", "0001-01-01", "2024-04-14"),
        ("-1m", "2024-02-29", "2024-02-29"),
        ("-13m", "2023-02-28", "2023-02-28"),
        ("+1Y", "2025-03-31", "2025-03-31"),
        ("-2023y", "0001-03-31", "0001-03-31"),
        ("+7975y", "9999-03-31", "9999-03-31"),
        ("2003..-1y", "2003-01-01", "2023-03-31"),
    ],
)
def test_date_words_are_counted_from_today(text: str, first: str, last: str) -> None:
    assert _period(text) == (first, last)


def test_a_leap_day_moved_by_years_is_the_last_of_february() -> None:
    period = Period.parse("+1y", today=date(2024, 2, 29))

    assert period == Period.day(date(2025, 2, 28))


@pytest.mark.parametrize(
    ("text", "carets", "reason"),
    [
        ("2003-02-29", "        ^^", "2003-02 has 28 days"),
        ("2003-02-29..2004", "        ^^", "2003-02 has 28 days"),
        ("1992..2003-13", "           ^^", "month 13 (01-12)"),
        ("1992/2003-13", "          ^^", "month 13 (01-12)"),
        ("1992 ..  2003-13", "              ^^", "month 13 (01-12)"),
        ("..2003-04-31", "          ^^", "2003-04 has 30 days"),
        ("today..soon", "       ^^^^", "expected YYYY-MM-DD"),
        ("1992...2010", "      ^^^^^", "expected YYYY-MM-DD"),
        ("1992..2000..2010", "          ^^^^^^", "expected YYYY-MM-DD"),
        ("2010..1992", "^^^^^^^^^^", "it ends before it begins"),
        ("..", "^^", "a range needs one end"),
        ("../..", "^^^^^", "a range needs one end"),
        ("/", "^", "a range needs one end"),
        ("", "^", "expected YYYY-MM-DD"),
        ("-30x..", "^^^^", "expected a count of d, w, m or y"),
        ("..+d", "  ^^", "expected a count of d, w, m or y"),
        ("-99999y..", "^^^^^^^", "out of the years 0001-9999"),
        ("2003..+9999999w", "      ^^^^^^^^^", "out of the years 0001-9999"),
        ("1992-2010", "    ^", "a range has two dots"),
        ("1992–2010", "    ^", "a range has two dots"),
        ("2003-04 - 2004-05", "        ^", "a range has two dots"),
        ("2003-2003", "    ^", "a range has two dots"),
        ("2010-1992", "     ^^^^", "a month has two digits"),
    ],
)
def test_carets_stand_under_the_wrong_part_even_inside_a_range(
    text: str, carets: str, reason: str
) -> None:
    with pytest.raises(BadDate) as error:
        Period.parse(text, today=_TODAY)

    assert (error.value.excerpt, str(error.value.reason)) == (f"{text}\n{carets}", reason)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("2010..1992", "a range is written 1992..2010, ..2003-04, 2003-04-28.. or -30d.."),
        ("1992-2010", "write 1992..2010"),
        ("-30", "count from today as -30d, +2w, -6m or +1y"),
        ("2003-13..", "write a date as 2003-04-28, 2003-04, 2003, 2003~, 199X or 2003-23 (autumn)"),
    ],
)
def test_an_error_shows_how_to_mend_the_range(text: str, hint: str) -> None:
    with pytest.raises(BadDate) as error:
        Period.parse(text, today=_TODAY)

    assert error.value.hint == hint


@pytest.mark.parametrize(
    ("word", "today"), [("yesterday", date.min), ("tomorrow", date.max), ("+1d", date.max)]
)
def test_no_word_leads_out_of_the_calendar(word: str, today: date) -> None:
    with pytest.raises(BadDate, match="out of the years 0001-9999"):
        Period.parse(word, today=today)


@pytest.mark.parametrize(
    ("period", "text"),
    [
        (Period(date(2003, 4, 28), date(2003, 5, 1)), "2003-04-28..2003-05-01"),
        (Period(first=date(2003, 4, 28)), "2003-04-28.."),
        (Period(last=date(2003, 4, 28)), "..2003-04-28"),
        (Period.day(date(2003, 4, 28)), "2003-04-28"),
    ],
    ids=["both", "first", "last", "day"],
)
def test_a_missing_end_is_left_out(period: Period, text: str) -> None:
    assert str(period) == text


@given(periods().filter(lambda period: period != Period()))
def test_a_period_reads_back_as_it_is_written(period: Period) -> None:
    assert Period.parse(str(period), today=_TODAY) == period


@given(spans())
def test_a_span_asks_about_every_day_it_can_cover(span: Span) -> None:
    assert Period.parse(str(span), today=_TODAY) == Period(span.first, span.last)


@given(st.text(alphabet="0129X-~./ +dwmytoa–", max_size=14), every_day)
def test_any_text_is_a_range_in_order_or_an_error_within_it(text: str, today: date) -> None:
    found = _read(text, today)

    if isinstance(found, Period):
        assert found.first <= found.last
    else:
        assert 0 <= found.start <= found.stop <= len(text)


def _read(text: str, today: date) -> Period | BadDate:
    try:
        return Period.parse(text, today=today)
    except BadDate as error:
        return error
