import pytest
from hypothesis import given
from hypothesis import strategies as st

from cstokb.reading.sentences import split_dateline, split_sentences


def split(text: str) -> list[str]:
    return [text[start:stop] for start, stop in split_sentences(text)]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        pytest.param("It began. It ended.", 2, id="two"),
        pytest.param("Gen. A. Serov came. He left.", 2, id="rank-and-initial"),
        pytest.param("It met in St. Petersburg in May.", 1, id="saint"),
        pytest.param('"It began." It ended.', 2, id="quotes"),
        pytest.param("The U.S. The U.S. left.", 2, id="letters-then-article"),
        pytest.param("Версия 1.5 готова. Она новая.", 2, id="decimals"),
        pytest.param("В 2012 г. Армения вышла.", 1, id="year-within"),
        pytest.param("Это было в 2012 г. Он ушёл.", 2, id="year-at-the-end"),
        pytest.param("А. Н. Серов прибыл. Он доволен.", 2, id="initials"),
        pytest.param("Is it? It is! So.", 3, id="other-signs"),
        pytest.param("one\ntwo", 2, id="lines"),
        pytest.param("", 0, id="nothing"),
    ],
)
def test_a_point_ends_a_sentence_unless_it_ends_an_abbreviation(text: str, count: int) -> None:
    assert len(split(text)) == count


@pytest.mark.parametrize(
    "opening",
    [
        "MOSCOW, August 28 (Agency) — ",
        "Москва. 23 ноября. AGENCY.RU - ",
        "МИНСК, 7 октября. /АГЕНТСТВО/. ",
        "19 декабря, Москва /Анна Ли - АГЕНТСТВО/. ",
        "YEREVAN, NOVEMBER 8, AGENCY. ",
        "Moscow. Agency – ",
    ],
)
def test_the_line_of_place_and_day_is_no_part_of_the_report(opening: str) -> None:
    assert split_dateline(f"{opening}The council met.") == len(opening)


@pytest.mark.parametrize(
    "text",
    ["The council met in Moscow.", "Армения, Беларусь и Россия подписали договор.", "Moscow", ""],
)
def test_a_sentence_is_no_line_of_place_and_day(text: str) -> None:
    assert split_dateline(text) == 0


@given(st.text(alphabet="aZя. !?\n«»\"'5Г", max_size=60))
def test_nothing_is_lost_between_sentences_but_blanks(text: str) -> None:
    rest, covered = text, 0
    for start, stop in split_sentences(text):
        assert start >= covered
        assert text[covered:start].strip() == ""
        assert text[start:stop].strip() == text[start:stop] != ""
        covered = stop
    assert rest[covered:].strip() == ""
