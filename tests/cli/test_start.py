"""A bare `cstokb`: what this is, what comes next, what to type."""

import re
from pathlib import Path

from tests.cli.asking import ask
from tests.cli.stores import body, store


def test_the_start_page_says_what_comes_next_and_what_to_type(tmp_path: Path) -> None:
    path = store(tmp_path, *(body(f"body-{day}", f"2000-12-0{day}") for day in range(1, 6)))
    answer = ask("--store", path)
    assert (answer.code, answer.err) == (0, "")
    assert "5 entities, 5 facts, 1 sources" in answer.out
    coming = [row[5] for row in answer.rows if len(row) == 6]
    assert coming == ["body-1", "body-2", "body-3"]


def test_every_command_that_it_names_works() -> None:
    typed = [row[0] for row in ask().rows if row[0].startswith("cstokb ")]
    assert len(typed) >= 4
    for line in typed:
        assert ask(*line.split()[1:]).code == 0, line


def test_without_anniversaries_there_is_no_heading_for_them(tmp_path: Path) -> None:
    answer = ask("--store", store(tmp_path))
    assert answer.code == 0
    assert "Coming" not in answer.out


def test_it_speaks_russian() -> None:
    out = ask("--lang", "ru").out
    assert "\nБлижайшие годовщины\n" in out
    assert not re.search(r"\bToday\b|\bTry\b", out)


def test_global_options_need_no_command() -> None:
    assert ask("--json").items == ask("--format", "json").items
    assert ask("--today", "2027-04-28", "--json").items[0]["in_days"] == 0


def test_a_russian_locale_is_offered_russian_and_not_given_it() -> None:
    offer = "По-русски: CSTOKB_LANG=ru cstokb"
    assert offer in ask(LC_ALL="ru_RU.UTF-8").out.splitlines()
    assert "Coming anniversaries" in ask(LC_ALL="ru_RU.UTF-8").out
    assert offer not in ask(LC_ALL="C.UTF-8").out
    assert offer not in ask("--lang", "ru", LC_ALL="ru_RU.UTF-8").out
