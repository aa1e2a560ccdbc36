import pytest

from cstokb.render.ui_strings import age_words, days_left, years_words
from cstokb.reports.years import Age


@pytest.mark.parametrize(
    ("least", "most", "en", "ru"),
    [
        pytest.param(1, 1, "1 year", "1 год", id="one"),
        pytest.param(23, 23, "23 years", "23 года", id="few"),
        pytest.param(16, 17, "16–17 years", "16–17 лет", id="range"),
        pytest.param(20, 21, "20–21 years", "20–21 год", id="range-to-one"),
        pytest.param(0, 1, "0–1 year", "0–1 год", id="first-year"),
        pytest.param(-1, 0, "0 years", "0 лет", id="perhaps-not-begun"),
        pytest.param(-1, 2, "0–2 years", "0–2 года", id="never-negative"),
    ],
)
def test_years_agree_with_their_number(least: int, most: int, en: str, ru: str) -> None:
    assert (years_words(least, most, "en"), years_words(least, most, "ru")) == (en, ru)


@pytest.mark.parametrize(
    ("age", "en", "ru"),
    [
        pytest.param(
            Age(23, 6, 26), "23 years 6 months 26 days", "23 года 6 месяцев 26 дней", id="all"
        ),
        pytest.param(Age(1, 0, 1), "1 year 1 day", "1 год 1 день", id="without-months"),
        pytest.param(Age(0, 2, 0), "2 months", "2 месяца", id="months-alone"),
        pytest.param(Age(0, 0, 0), "less than a day", "менее суток", id="nothing-yet"),
    ],
)
def test_an_age_leaves_out_what_is_zero(age: Age, en: str, ru: str) -> None:
    assert (age_words(age, "en"), age_words(age, "ru")) == (en, ru)


@pytest.mark.parametrize(
    ("days", "en", "ru"),
    [
        pytest.param(0, "today", "сегодня", id="today"),
        pytest.param(1, "in 1 day", "через 1 день", id="one"),
        pytest.param(22, "in 22 days", "через 22 дня", id="few"),
        pytest.param(156, "in 156 days", "через 156 дней", id="many"),
    ],
)
def test_days_left_agree_with_their_number(days: int, en: str, ru: str) -> None:
    assert (days_left(days, "en"), days_left(days, "ru")) == (en, ru)
