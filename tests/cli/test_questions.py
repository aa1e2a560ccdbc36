"""Questions on a terminal: what they take for yes and for no."""

import pytest

from cstokb.cli.output import Output
from cstokb.cli.settings import settle
from cstokb.errors import UsageError


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the person types, one answer after the other."""
    answers: list[str] = []
    monkeypatch.setattr("typer.prompt", lambda *_, **__: answers.pop(0))
    return answers


@pytest.mark.parametrize("lang", ["en", "ru"])
@pytest.mark.parametrize("answer", ["", "y", "YES", "д", "Да "])
def test_yes_is_the_default_and_a_word_of_either_language(
    lang: str, answer: str, typed: list[str]
) -> None:
    typed += [answer]
    Output(settle({"lang": lang})).confirm("Write this?")
    assert typed == []


@pytest.mark.parametrize("lang", ["en", "ru"])
@pytest.mark.parametrize("answer", ["n", "No", "н", "нет"])
def test_no_is_a_word_of_either_language(lang: str, answer: str, typed: list[str]) -> None:
    typed += [answer]
    with pytest.raises(UsageError, match="not written"):
        Output(settle({"lang": lang})).confirm("Write this?")


def test_another_answer_is_asked_for_again(
    typed: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    typed += ["может быть", "да"]
    Output(settle({"lang": "ru"})).confirm("Write this?")
    assert capsys.readouterr().err == "наберите «д» или «н»\n"
