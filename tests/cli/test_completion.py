"""Shell completion: commands, kinds, ids with their names; nothing active, never an error."""

from collections.abc import Callable
from pathlib import Path

import pytest

from cstokb.cli.app import COMMANDS
from cstokb.model.entity import KINDS
from tests.cli.asking import Answer, ask
from tests.cli.stores import all_hostile, store


def complete_bash(line: str, **variables: str) -> list[str]:
    words = line.split(" ")
    answer = ask(
        _CSTOKB_COMPLETE="complete_bash",
        COMP_WORDS=line,
        COMP_CWORD=str(len(words) - 1),
        **variables,
    )
    assert answer.err == ""
    return answer.out.split()


def complete_zsh(line: str, **variables: str) -> Answer:
    return ask(_CSTOKB_COMPLETE="complete_zsh", _TYPER_COMPLETE_ARGS=line, **variables)


def complete_fish(line: str, **variables: str) -> Answer:
    return ask(
        _CSTOKB_COMPLETE="complete_fish",
        _TYPER_COMPLETE_FISH_ACTION="get-args",
        _TYPER_COMPLETE_ARGS=line,
        **variables,
    )


def test_all_commands_are_offered() -> None:
    assert complete_bash("cstokb ") == [*COMMANDS]


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        pytest.param("cstokb tim", ["timeline"], id="a command"),
        pytest.param("cstokb show joint-staff-", ["joint-staff-chief"], id="an id"),
        pytest.param("cstokb related joint-staff-", ["joint-staff-chief"], id="an id, related"),
        pytest.param("cstokb anniversary joint-staff-", ["joint-staff-chief"], id="an id of a day"),
        pytest.param("cstokb list b", ["body"], id="a kind"),
        pytest.param("cstokb list body,for", ["body,force"], id="a second kind"),
        pytest.param("cstokb timeline --kind doc", ["document"], id="a kind of an option"),
        pytest.param("cstokb export c", ["csv", "changes"], id="a format"),
        pytest.param("cstokb timeline --cert", ["--certain"], id="an option"),
        pytest.param("cstokb show qqq", [], id="nothing"),
    ],
)
def test_bash_is_offered(line: str, offered: list[str]) -> None:
    assert complete_bash(line) == offered


def test_every_kind_is_offered() -> None:
    assert complete_bash("cstokb list ") == [*KINDS]


def test_fish_and_zsh_see_the_names_as_help() -> None:
    assert "joint-staff\tCSTO Joint Staff" in complete_fish("cstokb show joint-").out
    assert '"joint-staff":"CSTO Joint Staff"' in complete_zsh("cstokb show joint-").out


def test_ids_come_from_the_store_in_use(tmp_path: Path) -> None:
    path = store(tmp_path, all_hostile())
    assert complete_bash("cstokb show odd-1", CSTOKB_STORE=path)[0] == "odd-1"
    assert complete_bash("cstokb show joint", CSTOKB_STORE=path) == []


def test_a_damaged_store_completes_nothing_and_says_nothing(tmp_path: Path) -> None:
    path = tmp_path / "store.json"
    path.write_text("{")
    assert complete_bash("cstokb show j", CSTOKB_STORE=str(path)) == []


@pytest.mark.parametrize("complete", [complete_fish, complete_zsh])
def test_no_name_steers_the_terminal(tmp_path: Path, complete: Callable[..., Answer]) -> None:
    answer = complete("cstokb show odd", CSTOKB_STORE=store(tmp_path, all_hostile()))
    assert "[sic]" in answer.out
    assert answer.out.replace("\n", "").replace("\t", "").isprintable()


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_of_a_shell_names_the_program(shell: str) -> None:
    answer = ask(_CSTOKB_COMPLETE=f"source_{shell}")
    assert answer.code == 0
    assert "_CSTOKB_COMPLETE" in answer.out
