"""What people write for a date is refused with the EDTF that it would be."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cstokb.errors import BadDate
from cstokb.model.dates_in_words import LANGUAGES, moment_words
from cstokb.model.moment import Moment
from cstokb.model.near_dates import better_refusal, near_date, near_month_day
from cstokb.model.period import Period
from cstokb.model.span import Span
from tests.strategies import moments, recent_days

TODAY = date(2026, 11, 28)
NEAR = {
    "28.04.2003": "2003-04-28",
    "28.4.2003": "2003-04-28",
    "28.04.92": "1992-04-28",
    "28/04/2003": "2003-04-28",
    "28-04-2003": "2003-04-28",
    "2003.04.28": "2003-04-28",
    "2003/04/28": "2003-04-28",
    "2003-4-28": "2003-04-28",
    "20030428": "2003-04-28",
    "28 April 2003": "2003-04-28",
    "28th of April, 2003": "2003-04-28",
    "April 28, 2003": "2003-04-28",
    "28-Apr-2003": "2003-04-28",
    "28 апреля 2003 г.": "2003-04-28",
    "28 апреля 2003 года": "2003-04-28",
    "April 2003": "2003-04",
    "апрель 2003": "2003-04",
    "в апреле 2003 г.": "2003-04",
    "04.2003": "2003-04",
    "200304": "2003-04",
    "2003 г.": "2003",
    "1990s": "199X",
    "1990-е гг.": "199X",
    "199?": "199X",
    "20th century": "19XX",
    "XX век": "19XX",
    "2004-XX": "2004",
    "2004-XX-XX": "2004",
    "2004-06-XX": "2004-06",
    "2003-04-28T10:00:00Z": "2003-04-28",
    "2003-04-28 10:00": "2003-04-28",
    "autumn 2019": "2019-23",
    "осень 2019 г.": "2019-23",
    "осенью 2019": "2019-23",
    "circa 2003": "2003~",
    "около 2003 г.": "2003~",
    "2027-Q1": "2027-01/2027-03",
    "Q4 2027": "2027-10/2027-12",
    "II квартал 2027": "2027-04/2027-06",
    "2027-34": "2027-04/2027-06",
    "2027 H2": "2027-07/2027-12",
    "2003-2004": "2003/2004",
    "2003 – 2004": "2003/2004",
    "2026-11-16..2026-11-20": "2026-11-16/2026-11-20",
    "16-20 November 2026": "2026-11-16/2026-11-20",
    "16–20 ноября 2026 г.": "2026-11-16/2026-11-20",
    "16.11.2026 - 20.11.2026": "2026-11-16/2026-11-20",
    "28.04.2003/29.04.2003": "2003-04-28/2003-04-29",
    "2003 to 2004": "2003/2004",
    "с 2003 по 2004 г.": "2003/2004",
}


def refusal(text: str, mark: str = "/") -> BadDate:
    with pytest.raises(BadDate) as refused:
        Span.parse(text)
    return better_refusal(refused.value, text, mark)


@pytest.mark.parametrize("text", NEAR)
def test_a_near_miss_is_refused_with_the_edtf_to_copy(text: str) -> None:
    assert refusal(text).hint == f"write {NEAR[text]}"


def test_a_day_that_may_be_two_has_both_readings_named() -> None:
    assert refusal("04/05/2003").hint == (
        "write 2003-05-04 (day first) or 2003-04-05 (month first)"
    )


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("2003..", "write 2003/ if its end is not known, 2003/.. if it has not ended"),
        ("..2003", "write /2003 if its beginning is not known, ../2003 if it has none"),
    ],
)
def test_a_missing_end_offers_both_its_meanings(text: str, hint: str) -> None:
    assert refusal(text).hint == hint


def test_a_question_writes_ranges_with_two_dots() -> None:
    assert refusal("2027-Q1", "..").hint == "write 2027-01..2027-03"
    assert refusal("April 2003..", "..").hint == "write 2003-04.."


def test_where_only_a_moment_may_stand_no_interval_is_offered() -> None:
    assert "write 2027" not in refusal("2027-Q1", "").hint


def test_an_impossible_day_says_why() -> None:
    assert "2003-02 has 28 days" in str(refusal("31.02.2003"))


def test_a_period_has_the_same_advice() -> None:
    with pytest.raises(BadDate) as refused:
        Period.parse("28.04.2003", today=TODAY)

    assert refused.value.hint == "write 2003-04-28"
    assert refused.value.excerpt == "28.04.2003\n^^^^^^^^^^"


@pytest.mark.parametrize("text", ["28.04", "28 April", "April 28", "28 апреля"])
def test_a_day_without_its_year_is_recognized(text: str) -> None:
    assert near_month_day(text) == "04-28"
    assert "it has no year" in str(refusal(text))


@pytest.mark.parametrize("text", ["", "csto", "mayor 2003", "103rd-brigade", "2003-13", "/.."])
def test_what_resembles_no_date_gets_no_form(text: str) -> None:
    near = near_date(text)

    assert near is None or not near.forms


@given(
    moments(recent_days, qualified=st.just("")).filter(lambda m: m.precision != "year"),
    st.sampled_from(LANGUAGES),
)
def test_what_our_own_pages_say_is_read_back(moment: Moment, lang: str) -> None:
    near = near_date(moment_words(moment, lang))

    assert near is not None
    assert near.forms == (str(moment),)


@given(st.text(max_size=30))
def test_every_form_offered_is_edtf(text: str) -> None:
    near = near_date(text)

    for form in near.forms if near else ():
        Span.parse(form)
