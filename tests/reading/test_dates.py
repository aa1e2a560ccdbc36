from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cstokb.model.article import Dated
from cstokb.model.dates_in_words import month_name
from cstokb.reading.dates import find_dates
from cstokb.reading.tokens import tokenize
from tests.reading.world import PUBLISHED

DAYS = st.dates(date(1950, 1, 1), date(2090, 12, 31))


def dates_in(
    text: str, published: date | None = PUBLISHED, language: str = ""
) -> tuple[Dated, ...]:
    russian = any("а" <= letter <= "я" for letter in text.lower())
    return find_dates(tokenize(text), published, language or ("ru" if russian else "en"))


def when_in(text: str) -> list[str]:
    return [str(dated.when) for dated in dates_in(text)]


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("on May 15, 1992", "1992-05-15"),
        ("on the 15th of May 1992", "1992-05-15"),
        ("15.05.1992", "1992-05-15"),
        ("1992-05-15", "1992-05-15"),
        ("in May 1992", "1992-05"),
        ("in 1992", "1992"),
        ("15 мая 1992 года", "1992-05-15"),
        ("15-го мая 1992 г.", "1992-05-15"),
        ("в мае 1992-го", "1992-05"),
        ("в 1992-м", "1992"),
        ("в 1992 году", "1992"),
        ("in the 1990s", "199X"),
        ("в начале 90-х годов", "199X"),
        ("in summer of 2008", "2008-06/2008-08"),
        ("зимой 2009 года", "2009-12/2010-02"),
        ("in the first quarter of 2012", "2012-01/2012-03"),
        ("во втором полугодии 2011 года", "2011-07/2011-12"),
        ("in Q3 2012", "2012-07/2012-09"),
        ("by H1 2013", "../2013-06"),
        ("3 сен 2012 г.", "2012-09-03"),
        ("in early May 2012", "2012-05"),
        ("в середине 2011 года", "2011"),
        ("at the end of 2011", "2011-12~"),
    ],
)
def test_a_date_is_as_exact_as_its_words(text: str, edtf: str) -> None:
    assert when_in(text) == [edtf]


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("from 17 to 20 March 2025", "2025-03-17/2025-03-20"),
        ("3-5 June 2010", "2010-06-03/2010-06-05"),
        ("From April 8 to 11, 2024", "2024-04-08/2024-04-11"),
        ("from 30 December to 3 January 2010", "2009-12-30/2010-01-03"),
        ("from November, 2018 to January, 2020", "2018-11/2020-01"),
        ("between 2010 and 2012", "2010/2012"),
        ("20 and 21 December 2013", "2013-12-20/2013-12-21"),
        ("с 26 сентября по 13 октября 2010 года", "2010-09-26/2010-10-13"),
        ("в период с 11 по 14 октября 2024 года", "2024-10-11/2024-10-14"),
        ("с 2016 по 2022 год", "2016/2022"),
        ("в мае-июне 2012 г.", "2012-05/2012-06"),
        ("since 2015", "2015/.."),
        ("from 1 January 2020 on", "2020-01-01/.."),
        ("until December 6, 2018", "../2018-12-06"),
        ("through 2025", "../2025"),
        ("с 1 января 2017 года", "2017-01-01/.."),
        ("до 2030 года", "../2030"),
    ],
)
def test_a_time_between_two_or_from_or_until_one_is_an_interval(text: str, edtf: str) -> None:
    assert when_in(text) == [edtf]


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("on 5, 7 and 12 May 2010", ["2010-05-05", "2010-05-07", "2010-05-12"]),
        ("in 2010, 2011 and 2012", ["2010", "2011", "2012"]),
        ("5 и 12 мая 2010 года", ["2010-05-05", "2010-05-12"]),
        ("в 2010 и 2012 годах", ["2010", "2012"]),
    ],
)
def test_each_of_a_list_is_a_date(text: str, edtf: list[str]) -> None:
    assert when_in(text) == edtf


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("today", "2012-12-19"),
        ("вчера", "2012-12-18"),
        ("last year", "2011"),
        ("в прошлом месяце", "2012-11"),
        ("next week", "2012-12-24/2012-12-30"),
        ("last Tuesday", "2012-12-18"),
        ("в следующий понедельник", "2012-12-24"),
        ("in January of this year", "2012-01"),
        ("12 мая с.г.", "2012-05-12"),
        ("20 years ago", "1992"),
        ("две недели назад", "2012-12-03/2012-12-09"),
        ("until the end of the year", "../2012-12"),
        ("с начала года", "2012-01/.."),
    ],
)
def test_what_is_counted_from_publication_is_marked_so(text: str, edtf: str) -> None:
    (dated,) = dates_in(text)
    assert (str(dated.when), dated.how) == (edtf, "relative")


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("It will be held on 20 January", "2013-01-20"),
        ("It was held on 20 January", "2012-01-20"),
        ("The exercise will be held in October", "2013-10"),
        ("It said the exercise would be held in October", "2013-10"),
        ("What was decided at the November 23 meeting", "2012-11-23"),
        ("It was said during a November visit", "2012-11"),
        ("Учения прошли в марте", "2012-03"),
        ("Учения пройдут в марте", "2013-03"),
        ("on Friday 21 December", "2012-12-21"),
        ("on Thursday, 21 December", "2012-12-21"),
    ],
)
def test_a_year_is_supplied_by_nearness_and_tense_and_marked_so(text: str, edtf: str) -> None:
    dated = dates_in(text)[-1]
    assert (str(dated.when), dated.how) == (edtf, "year")


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("They met on Monday", "2012-12-17"),
        ("They will meet on Monday", "2012-12-24"),
        ("They met on Wednesday", "2012-12-19"),
        ("Они встретились в пятницу", "2012-12-14"),
        ("Встреча состоится в пятницу", "2012-12-21"),
    ],
)
def test_a_weekday_is_before_publication_unless_the_verb_is_of_the_future(
    text: str, edtf: str
) -> None:
    assert when_in(text) == [edtf]


def test_a_weekday_beside_a_date_chooses_its_year_and_is_that_day() -> None:
    # 28 August was a Tuesday in 2012, and a Sunday in 2011.
    assert when_in("on Tuesday, 28 August") == ["2012-08-28", "2012-08-28"]


@pytest.mark.parametrize(
    "text",
    [
        "Rubezh-2008",
        "COVID-19",
        "at 11:51",
        "1,500 troops",
        "in 2000 troops",
        "They may march in august company",
        "6 500 человек",
        "3,5 тыс.",
        "on 31 February 2010",
        "a 5-year plan",
        "№ 15",
        "2010/11",
        "the paper Moscow Today",
    ],
)
def test_other_numbers_and_words_are_no_dates(text: str) -> None:
    assert when_in(text) == []


def test_without_a_day_of_publication_only_complete_dates_have_a_time() -> None:
    text = "on 5 May, last year, today, in 2010 and on 6 June 2011"
    assert [str(d.when) if d.when else d.how for d in dates_in(text, None)] == [
        "year",
        "relative",
        "relative",
        "2010",
        "2011-06-06",
    ]


@pytest.mark.parametrize(
    ("text", "language", "edtf"),
    [
        ("02/03/2010", "ru", "2010-03-02"),
        ("02/03/2010", "en", "2010"),
        ("12/18/2012", "en", "2012-12-18"),
        ("18/12/2012", "en", "2012-12-18"),
        ("12/20/2012", "en", "2012-12-20"),
    ],
)
def test_a_day_and_month_that_may_change_places_leave_the_year(
    text: str, language: str, edtf: str
) -> None:
    assert [str(d.when) for d in dates_in(text, PUBLISHED, language)] == [edtf]


def test_a_day_and_month_that_may_change_places_are_settled_by_publication() -> None:
    assert [str(d.when) for d in dates_in("02/03/2010", date(2010, 3, 2), "en")] == ["2010-03-02"]
    assert [str(d.when) for d in dates_in("02/03/2010", date(2010, 2, 3), "en")] == ["2010-02-03"]


@given(DAYS, st.sampled_from(["en", "ru"]))
def test_a_complete_date_is_read_as_it_is_written(day: date, lang: str) -> None:
    month = month_name(day.month, lang, genitive=True)
    text = f"{day.day} {month} {day.year}" + (" года" if lang == "ru" else "")
    (dated,) = dates_in(text, None)
    assert str(dated.when) == day.isoformat()


@given(DAYS, st.integers(-182, 182))
def test_without_a_tense_the_nearest_year_is_meant(published: date, distance: int) -> None:
    day = published + timedelta(days=distance)
    text = f"on {day.day} {month_name(day.month)}"
    assert [str(d.when) for d in dates_in(text, published)] == [day.isoformat()]


@given(st.text(alphabet="0123456789 .,-–/()onMayмятог 'sс", max_size=40), st.booleans())
def test_any_text_is_read_and_offsets_are_true(text: str, russian: bool) -> None:
    for dated in find_dates(tokenize(text), PUBLISHED, "ru" if russian else "en"):
        assert text[dated.start : dated.end] == dated.text


@pytest.mark.parametrize("day", [date.min, date.max])
def test_the_first_and_last_day_of_the_calendar_are_days_too(day: date) -> None:
    dates_in("last week, next month, 20 years ago, on 5 May, in winter of 2010, on Friday", day)
