import pytest
from hypothesis import given
from hypothesis import strategies as st

from cstokb.messages import plural
from cstokb.model.dates_in_words import (
    LANGUAGES,
    date_text,
    moment_words,
    month_name,
    number_words,
    ordinal,
    span_words,
    weekday_name,
)
from cstokb.model.moment import Moment
from cstokb.model.span import Span
from tests.strategies import spans

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


@pytest.mark.parametrize(
    ("text", "english", "russian"),
    [
        ("2003-04-28", "28 April 2003", "28 апреля 2003 г."),
        ("2022-01-06/2022-01-19", "6–19 January 2022", "6–19 января 2022 г."),
        ("2003-04-28/2003-05-03", "28 April – 3 May 2003", "28 апреля – 3 мая 2003 г."),
        (
            "2021-12-30/2022-01-02",
            "30 December 2021 – 2 January 2022",
            "30 декабря 2021 г. – 2 января 2022 г.",
        ),
        ("2003-04/2003-06", "April–June 2003", "апрель–июнь 2003 г."),
        ("2003-04/2004-06", "April 2003 – June 2004", "апрель 2003 г. – июнь 2004 г."),
        ("1994/1999", "1994–1999", "1994–1999 гг."),
        ("1994/1999-04-02", "1994 – 2 April 1999", "1994 г. – 2 апреля 1999 г."),
        ("1994~/1999", "about 1994 – 1999", "около 1994 г. – 1999 г."),
        ("199X/200X", "1990s – 2000s", "1990-е гг. – 2000-е гг."),
        ("2003/2003", "2003", "2003 г."),
        ("2003-04/2003-04", "April 2003", "апрель 2003 г."),
        ("2003-04-28/2003-04-28", "28 April 2003", "28 апреля 2003 г."),
    ],
)
def test_a_range_says_once_what_its_ends_share(text: str, english: str, russian: str) -> None:
    span = Span.parse(text)

    assert (span_words(span, "en"), span_words(span, "ru")) == (english, russian)


@pytest.mark.parametrize(
    ("text", "english", "russian"),
    [
        ("2012/..", "since 2012", "с 2012 г."),
        ("2012-04/..", "since April 2012", "с апреля 2012 г."),
        ("2012-04-03/..", "since 3 April 2012", "с 3 апреля 2012 г."),
        ("2012-04-02/..", "since 2 April 2012", "со 2 апреля 2012 г."),
        ("199X/..", "since the 1990s", "с 1990-х гг."),
        ("../2012-12", "until December 2012", "до декабря 2012 г."),
        ("../2012-12-02", "until 2 December 2012", "до 2 декабря 2012 г."),
        ("2012/", "from 2012, end not recorded", "с 2012 г., окончание не указано"),
        ("/2012-05", "until May 2012, start not recorded", "до мая 2012 г., начало не указано"),
        ("2012-05~/..", "since about May 2012", "примерно с мая 2012 г."),
        ("../2012-05~", "until about May 2012", "примерно до мая 2012 г."),
        ("2012-05?/..", "since May 2012, uncertain", "с мая 2012 г., под вопросом"),
        ("2012-05%/..", "since about May 2012, uncertain", "примерно с мая 2012 г., под вопросом"),
    ],
)
def test_an_open_end_differs_from_one_not_recorded(text: str, english: str, russian: str) -> None:
    span = Span.parse(text)

    assert (span_words(span, "en"), span_words(span, "ru")) == (english, russian)


@given(spans(), st.sampled_from(LANGUAGES))
def test_words_for_any_span_read_as_one_line(span: Span, lang: str) -> None:
    words = span_words(span, lang)

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


@pytest.mark.parametrize(
    ("text", "english", "russian"),
    [
        ("2019-21", "spring 2019", "весна 2019 г."),
        ("2019-23", "autumn 2019", "осень 2019 г."),
        ("2019-24~", "about winter 2019", "около зимы 2019 г."),
    ],
)
def test_a_season_is_named(text: str, english: str, russian: str) -> None:
    season = Moment.parse(text)

    assert (moment_words(season), moment_words(season, "ru")) == (english, russian)


def test_pages_show_edtf_but_seasons_in_words() -> None:
    assert date_text(Span.parse("2003-04/2003-23")) == "2003-04/autumn 2003"
    assert date_text(Span.parse("/2003-04~")) == "/2003-04~"
