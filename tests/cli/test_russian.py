"""A Russian command line: help, errors, notes and findings; data, keys and codes stay."""

import json
import re

import pytest

from cstokb.cli.app import COMMANDS
from tests.cli.asking import Answer, ask

LATIN_WORD = re.compile(r"(?<![\w./:{-])[A-Za-z][a-z]{2,}(?![\w./:=}-])")


def russian(*words: str, **variables: str) -> Answer:
    return ask(*words, CSTOKB_LANG="ru", **variables)


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ("timeline 2003-13", "«2003-13» — не дата: месяц 13 (01-12)"),
        ("timeline 28.04.2003", "«28.04.2003» — не дата: нужно ГГГГ-ММ-ДД"),
        ("serch x", "нет команды «serch»"),
        ("timeline --from", "параметру '--from' нужно значение"),
        ("upcoming --dayz 3", "нет такого параметра: --dayz"),
        ("upcoming --days x", "неверное значение '--days': 'x' — не целое число"),
        ("merge a", "не хватает аргумента 'B'"),
        ("--store /no/such.json stats", "по адресу /no/such.json нет хранилища"),
    ],
)
def test_an_error_is_russian(line: str, error: str) -> None:
    answer = russian(*line.split())
    assert answer.code == ask(*line.split()).code != 0
    assert answer.err.splitlines()[0] == f"cstokb: ошибка: {error}"


def test_a_near_miss_is_answered_in_russian_with_what_to_copy() -> None:
    assert "напишите 2003-04-28" in russian("timeline", "28.04.2003").err.splitlines()


def test_the_option_counts_before_the_environment() -> None:
    assert russian("--lang", "en", "timeline", "2003-13").err == ask("timeline", "2003-13").err
    assert ask("timeline", "2003-13", "--lang=ru").err == russian("timeline", "2003-13").err


def test_an_error_in_json_has_russian_sentences_and_the_same_code() -> None:
    error = json.loads(russian("timeline", "2003-13", "--json").err)["error"]
    english = json.loads(ask("timeline", "2003-13", "--json").err)["error"]
    assert error["message"] == "«2003-13» — не дата: месяц 13 (01-12)"
    assert {**error, "message": "", "hint": ""} == {**english, "message": "", "hint": ""}


@pytest.mark.parametrize(
    ("words", "note"),
    [
        (("timeline", "2003-04-28", "--kind", "body"), "примечание: 1 событие"),
        (("search", "qqqqqqqqq"), "примечание: ничего не найдено"),
        (("conflicts", "charter"), "примечание: 1 расхождение"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else None,
)
def test_a_note_is_russian_and_agrees(words: tuple[str, ...], note: str) -> None:
    assert russian(*words).err.startswith(note)


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_the_help_of_a_command_has_no_english_word(name: str) -> None:
    answer = russian(*filter(None, (name, "--help")))
    assert answer.code == 0
    text = answer.out.partition("```")[0] + answer.out.rpartition("```")[2]
    text = re.sub(r"(?m)^    .*$|`[^`]*`", "", text)
    english = {w.lower() for w in LATIN_WORD.findall(text)} - {*COMMANDS, "cstokb", "options"}
    assert len(english) <= 12, english


def test_a_shell_shows_russian_descriptions() -> None:
    words = {"_CSTOKB_COMPLETE": "complete_zsh", "_TYPER_COMPLETE_ARGS": "cstokb timeline --ar"}
    assert "Год до и после" in russian(**words).out
