from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cstokb.errors import BadDate
from cstokb.model.moment import Certainty, Moment
from cstokb.model.span import OPEN, UNKNOWN, Span
from tests.strategies import every_day, moments, spans

NO, POSSIBLY, SURELY = Certainty

_MARGIN = timedelta(days=60)
_neighbours = moments(st.dates(date(1999, 12, 31), date(2000, 1, 2)))
_winter = st.dates(date(2003, 11, 1), date(2004, 4, 30))
_plain_bounds = moments(_winter, ("day", "month", "year"), st.just(""))


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        pytest.param("2003", Moment.parse("2003"), None, id="moment"),
        pytest.param("2009/2012-05", Moment.parse("2009"), Moment.parse("2012-05"), id="closed"),
        pytest.param("2012/..", Moment.parse("2012"), OPEN, id="not-ended"),
        pytest.param("../2012", OPEN, Moment.parse("2012"), id="since-ever"),
        pytest.param("2012/", Moment.parse("2012"), UNKNOWN, id="end-unknown"),
        pytest.param("/2012", UNKNOWN, Moment.parse("2012"), id="start-unknown"),
    ],
)
def test_an_end_is_known_open_or_unknown(
    text: str, start: Moment | str, end: Moment | str | None
) -> None:
    assert Span.parse(text) == Span(start, end)


@given(spans())
def test_a_span_reads_back_as_it_is_written(span: Span) -> None:
    assert Span.parse(str(span)) == span


@given(spans())
def test_the_first_possible_day_is_not_after_the_last(span: Span) -> None:
    assert span.first <= span.last


@pytest.mark.parametrize(
    ("text", "carets", "reason"),
    [
        ("2003-02-29/2004", "        ^^", "2003-02 has 28 days"),
        ("2003/2004-13", "          ^^", "month 13 (01-12)"),
        ("../2004-02-30", "           ^^", "2004-02 has 29 days"),
        ("2003/2004/2005", "         ^^^^^", "expected YYYY-MM-DD"),
        ("1992..2010", "    ^^^^^^", "expected YYYY-MM-DD"),
        ("2004/2003", "^^^^^^^^^", "it ends before it begins"),
        ("../..", "^^^^^", "an interval needs one known end"),
        ("/", "^", "an interval needs one known end"),
        ("/..", "^^^", "an interval needs one known end"),
        ("", "^", "expected YYYY-MM-DD"),
    ],
)
def test_carets_stand_under_the_wrong_part_of_an_interval(
    text: str, carets: str, reason: str
) -> None:
    with pytest.raises(BadDate) as error:
        Span.parse(text)

    assert (error.value.excerpt, str(error.value.reason)) == (f"{text}\n{carets}", reason)


@pytest.mark.parametrize("text", ["2003-12/2003", "2003/2003-01", "2003/2003"])
def test_an_interval_may_end_within_the_date_it_begins_in(text: str) -> None:
    assert str(Span.parse(text)) == text


@pytest.mark.parametrize(
    ("text", "first", "last", "expected"),
    [
        pytest.param("1994", "1994-03-01", "1994-03-01", POSSIBLY, id="some-day-of-the-year"),
        pytest.param("1994", "1994-01-01", "1994-12-31", SURELY, id="the-whole-year-asked"),
        pytest.param("1994", "1995-01-01", "1995-12-31", NO, id="the-year-after"),
        pytest.param("1994/..", "1994-03-01", "1994-03-01", POSSIBLY, id="in-the-first-year"),
        pytest.param("1994/..", "1995-01-01", "1995-01-01", SURELY, id="once-surely-begun"),
        pytest.param("1994/..", "1993-12-31", "1993-12-31", NO, id="before-it-can-begin"),
        pytest.param("1994/1999", "1999-06-01", "1999-06-01", POSSIBLY, id="in-the-last-year"),
        pytest.param("1994/1999", "1998-12-31", "1998-12-31", SURELY, id="surely-not-ended"),
        pytest.param("1994/1999", "2000-01-01", "2000-01-01", NO, id="surely-ended"),
        pytest.param("1994/1999", "1990-01-01", "2010-01-01", SURELY, id="all-of-it-asked"),
        pytest.param("1994/", "2020-01-01", "2020-01-01", POSSIBLY, id="end-unknown"),
        pytest.param("1994/", "1994-06-01", "1994-12-31", POSSIBLY, id="may-end-as-it-begins"),
        pytest.param("1994/", "1994-01-01", "1994-12-31", SURELY, id="began-within"),
        pytest.param("/1999", "1950-01-01", "1950-01-01", POSSIBLY, id="start-unknown"),
        pytest.param("/1999", "1999-01-01", "1999-12-31", SURELY, id="ended-within"),
        pytest.param("../1999", "1950-01-01", "1950-01-01", SURELY, id="since-ever"),
        pytest.param("2003-03/2003", "2003-02-15", "2003-12-31", SURELY, id="ends-after-its-start"),
        pytest.param(
            "2003/2003-03", "2003-01-01", "2003-04-01", SURELY, id="begins-before-it-ends"
        ),
        pytest.param("1994~", "1994-01-01", "1994-12-31", POSSIBLY, id="about-is-never-sure"),
        pytest.param("1994/1999?", "1996-01-01", "1996-01-01", POSSIBLY, id="a-doubted-end"),
        pytest.param("1994~", "1995-01-01", "1995-01-01", NO, id="about-widens-nothing"),
    ],
)
def test_a_span_meets_days_surely_possibly_or_not(
    text: str, first: str, last: str, expected: Certainty
) -> None:
    met = Span.parse(text).meets(date.fromisoformat(first), date.fromisoformat(last))

    assert met is expected


def test_a_year_only_start_is_possible_not_sure() -> None:
    member = Span.parse("1994/1999-04-02")

    assert member.meets(date(1994, 3, 1), date(1994, 3, 1)) is POSSIBLY


@given(spans(_plain_bounds), _winter, _winter)
def test_meeting_is_what_every_way_it_can_have_been_says(
    span: Span, one: date, other: date
) -> None:
    first, last = sorted((one, other))
    touched = [begun <= last and ended >= first for begun, ended in _histories(span)]

    expected = SURELY if all(touched) else POSSIBLY if any(touched) else NO
    assert span.meets(first, last) is expected


def _histories(span: Span) -> Iterator[tuple[date, date]]:
    """Every pair of days between which the span can have lasted, near its known ends."""
    if span.moment:
        yield from ((day, day) for day in _days(span.first, span.last))
        return
    starts, ends = span.starts, span.ends
    known = [m for m in (starts, ends) if m]
    low, high = known[0].first - _MARGIN, known[-1].last + _MARGIN
    begun = _days(starts.first, starts.last) if starts else _missing(span.start, low, high)
    ended = _days(ends.first, ends.last) if ends else _missing(span.end, low, high)
    for day in begun:
        yield from ((day, later) for later in ended if later >= day)


def _missing(bound: Moment | str | None, low: date, high: date) -> list[date]:
    """An end that is not known can be any day; an open one is beyond all days."""
    if bound == UNKNOWN:
        return [date.min, *_days(low, high), date.max]
    return [date.min, date.max]


def _days(first: date, last: date) -> list[date]:
    return [date.fromordinal(day) for day in range(first.toordinal(), last.toordinal() + 1)]


@given(spans(), every_day, every_day, st.integers(0, 400))
def test_more_days_are_never_met_less_surely(span: Span, one: date, other: date, more: int) -> None:
    first, last = sorted((one, other))
    wider = date.fromordinal(min(last.toordinal() + more, date.max.toordinal()))

    assert span.meets(first, wider) >= span.meets(first, last)


@given(spans(moments(qualified=st.sampled_from("~?%"))), every_day, every_day)
def test_a_doubted_span_is_never_sure(span: Span, one: date, other: date) -> None:
    first, last = sorted((one, other))

    assert span.meets(first, last) < SURELY


@given(spans(_neighbours), spans(_neighbours))
def test_two_spans_sort_alike_only_if_they_are_the_same(one: Span, other: Span) -> None:
    assert (one.sort_key == other.sort_key) is (one == other)


def test_a_span_without_a_start_sorts_at_its_end() -> None:
    texts = ["2004", "../2003", "2003/..", "2003/2005", "2002/2010", "/2002", "2003", "2003-04-28"]

    found = sorted((Span.parse(text) for text in texts), key=lambda span: span.sort_key)

    assert [str(span) for span in found] == [
        "/2002",
        "2002/2010",
        "../2003",
        "2003",
        "2003/2005",
        "2003/..",
        "2003-04-28",
        "2004",
    ]


@pytest.mark.parametrize(
    ("text", "starts", "ends", "precision"),
    [
        ("2003-04", "2003-04", "2003-04", "month"),
        ("2003/2004-05-06", "2003", "2004-05-06", "year"),
        ("2003-04-28/..", "2003-04-28", "None", "day"),
        ("/2004-05", "None", "2004-05", "month"),
    ],
)
def test_a_span_knows_what_is_recorded_of_its_ends(
    text: str, starts: str, ends: str, precision: str
) -> None:
    span = Span.parse(text)

    assert (str(span.starts), str(span.ends), span.precision) == (starts, ends, precision)


@pytest.mark.parametrize(("certainty", "word"), [(NO, "no"), (POSSIBLY, "possibly")])
def test_a_certainty_prints_as_a_word(certainty: Certainty, word: str) -> None:
    assert f"{certainty}" == word
