from datetime import date
from math import inf

import pytest

from cstokb.errors import UsageError
from cstokb.model.pattern import Figures
from cstokb.model.period import Period
from cstokb.model.query import Question, parse_question

TODAY = date(2026, 11, 28)


def parse(*words: str) -> Question:
    return parse_question(words, today=TODAY)


def carets(*words: str) -> tuple[str, str]:
    """What stands above the carets of the error, and its advice."""
    with pytest.raises(UsageError) as caught:
        parse(*words)
    line, under = str(caught.value.excerpt).split("\n")
    return line[under.index("^") : under.rindex("^") + 1], caught.value.hint


@pytest.mark.parametrize(
    ("words", "period"),
    [
        (["2015..2020"], Period(date(2015, 1, 1), date(2020, 12, 31))),
        (["2022-01"], Period(date(2022, 1, 1), date(2022, 1, 31))),
        (["today"], Period.day(TODAY)),
        (["\u221230d.."], Period(date(2026, 10, 29), date.max)),
        (["..2010"], Period(date.min, date(2010, 12, 31))),
        (["kind:exercise", "2003"], Period(date(2003, 1, 1), date(2003, 12, 31))),
    ],
)
def test_what_begins_with_a_digit_or_a_sign_and_digit_is_a_time(
    words: list[str], period: Period
) -> None:
    assert parse(*words).period == period


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        (["28", "April", "2003"], "28 April 2003"),
        (["28 апреля 2003"], "28 апреля 2003"),
        (["of:csto", "осень", "2019"], "осень 2019"),
        (["6,000 troops"], "6,000 troops"),
        (["kind:body", "2003-13"], "13"),
    ],
)
def test_a_time_that_cannot_be_read_is_refused_and_never_text(words: list[str], wrong: str) -> None:
    found, _ = carets(*words)
    assert found in wrong
    assert wrong.startswith(found) or wrong.endswith(found)


@pytest.mark.parametrize("word", ["may", "market", "Iskander", "final stage", "лето"])
def test_other_words_are_text_and_a_month_alone_too(word: str) -> None:
    (found,) = parse(word).words
    assert (found.key, found.values, found.negated) == ("text", (word,), False)


@pytest.mark.parametrize(
    ("words", "wrong", "advice"),
    [
        (["knd:body"], "knd", "did you mean: kind?"),
        (["of:csto", "kind:exercse"], "exercse", "did you mean: exercise?"),
        (["not:rank:prefered"], "prefered", "did you mean: preferred?"),
        (["confidence:hgh"], "hgh", "did you mean: high?"),
        (["number:many"], "many", "write number:1000.. or number:..500 or number:100..500"),
        (["is:"], "is", "is:…"),
        (["2003", "2004"], "2004", "a range is written 1992..2010"),
    ],
)
def test_what_is_wrong_has_carets_and_the_nearest(
    words: list[str], wrong: str, advice: str
) -> None:
    assert carets(*words) == (wrong, advice)


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("1000..", Figures(1000, inf)),
        ("..500", Figures(-inf, 500)),
        ("1,000..2,000", Figures(1000, 2000)),
        ("12", Figures(12, 12)),
        (">=12", Figures(12, inf)),
    ],
)
def test_a_number_is_a_range_of_figures(text: str, figures: Figures) -> None:
    assert parse(f"number:{text}").words[0].figures == figures


def test_more_than_a_number_is_not_that_number() -> None:
    figures = parse("number:>1000").words[0].figures
    assert figures
    assert figures.least > 1000
    assert figures.least < 1000.001


def test_values_behind_one_key_are_alternatives_and_text_keeps_its_commas() -> None:
    kinds, text, negated = parse("kind:bodies,учение", "text:6,000", "not:of:a,b").words
    assert kinds.values == ("body", "exercise")
    assert text.values == ("6,000",)
    assert (negated.key, negated.values, negated.negated) == ("of", ("a", "b"), True)
