import pytest
from hypothesis import given
from hypothesis import strategies as st

from cstokb.model.dates_in_words import (
    LANGUAGES,
    moment_words,
    month_name,
    number_words,
    ordinal,
    plural,
    weekday_name,
)
from cstokb.model.moment import Moment
from tests.strategies import moments

_YEARS_EN = ("year", "years")
_YEARS_RU = ("год", "года", "лет")


@pytest.mark.parametrize(
    ("text", "english", "russian"),
    [
        ("2003-04-28", "28 April 2003", "28 апреля 2003 г."),
        ("2022-01-06", "6 January 2022", "6 января 2022 г."),
        ("2003-04", "April 2003", "апрель 2003 г."),
        ("2003", "2003", "2003 г."),
        ("199X", "1990s", "1990-е гг."),
        ("19XX", "20th century", "20-й в."),
        ("20XX", "21st century", "21-й в."),
        ("2003~", "about 2003", "около 2003 г."),
        ("2003-04~", "about April 2003", "около апреля 2003 г."),
        ("2003-04-28~", "about 28 April 2003", "около 28 апреля 2003 г."),
        ("199X~", "about the 1990s", "около 1990-х гг."),
        ("19XX~", "about the 20th century", "около 20-го в."),
        ("2003-04?", "April 2003, uncertain", "апрель 2003 г., под вопросом"),
        ("2003-05%", "about May 2003, uncertain", "около мая 2003 г., под вопросом"),
    ],
)
def test_a_date_is_written_as_people_write_it(text: str, english: str, russian: str) -> None:
    moment = Moment.parse(text)

    assert (moment_words(moment, "en"), moment_words(moment, "ru")) == (english, russian)


@given(moments(), st.sampled_from(LANGUAGES))
def test_words_for_any_date_read_as_one_line(moment: Moment, lang: str) -> None:
    words = moment_words(moment, lang)

    assert words.isprintable()
    assert words == " ".join(words.split())
    assert not set(words) & set("{}~?%/")


@pytest.mark.parametrize(
    ("number", "word"),
    [
        (1, "1st"),
        (2, "2nd"),
        (3, "3rd"),
        (4, "4th"),
        (11, "11th"),
        (12, "12th"),
        (13, "13th"),
        (21, "21st"),
        (22, "22nd"),
        (103, "103rd"),
        (111, "111th"),
        (113, "113th"),
    ],
)
def test_english_ordinals_mind_the_teens(number: int, word: str) -> None:
    assert ordinal(number) == word


def test_russian_ordinals_agree_with_a_feminine_noun() -> None:
    assert ordinal(24, "ru") == "24-я"


@pytest.mark.parametrize(
    ("number", "english", "russian"),
    [
        (0, "years", "лет"),
        (1, "year", "год"),
        (2, "years", "года"),
        (4, "years", "года"),
        (5, "years", "лет"),
        (11, "years", "лет"),
        (12, "years", "лет"),
        (14, "years", "лет"),
        (21, "years", "год"),
        (22, "years", "года"),
        (25, "years", "лет"),
        (101, "years", "год"),
        (111, "years", "лет"),
        (112, "years", "лет"),
        (1002, "years", "года"),
    ],
)
def test_a_noun_agrees_with_its_number(number: int, english: str, russian: str) -> None:
    assert (plural(number, _YEARS_EN), plural(number, _YEARS_RU)) == (english, russian)


@pytest.mark.parametrize(
    ("number", "english", "russian"),
    [
        (0, "0", "0"),
        (999, "999", "999"),
        (20000, "20,000", "20\u00a0000"),
        (-1500, "-1,500", "-1\u00a0500"),
        (2.5, "2.5", "2,5"),
        (1234567.25, "1,234,567.25", "1\u00a0234\u00a0567,25"),
        (20000.0, "20,000", "20\u00a0000"),
        (0.1 + 0.2, "0.3", "0,3"),
        (1e12, "1,000,000,000,000", "1\u00a0000\u00a0000\u00a0000\u00a0000"),
    ],
)
def test_thousands_are_set_apart(number: float, english: str, russian: str) -> None:
    assert (number_words(number), number_words(number, "ru")) == (english, russian)


def test_russian_months_stand_in_the_genitive_after_a_day() -> None:
    assert (month_name(5, "ru"), month_name(5, "ru", genitive=True)) == ("май", "мая")


def test_weekdays_are_counted_from_monday() -> None:
    assert (weekday_name(0), weekday_name(6, "ru")) == ("Mon", "вс")
