"""Shell completion: commands, kinds, ids with their names; nothing active, never an error."""

import json
import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from cstokb.cli import completion
from cstokb.cli.app import COMMANDS
from cstokb.cli.completion.cache import CompletionCache
from cstokb.cli.completion.candidates import LIMIT, shell_candidates
from cstokb.cli.completion.refresh import refresh
from cstokb.model.entity import KINDS, Entity
from cstokb.model.predicate import Predicate
from cstokb.store import candidates, create_store, open_store
from cstokb.store.file import lines
from cstokb.store.protocol import Change
from tests.cli.asking import Answer, ask, run
from tests.cli.stores import FOUNDED, all_hostile, body, store
from tests.servers import Server

PASSWORD = "geheim-7"
NOWHERE = f"postgresql://somebody:{PASSWORD}@127.0.0.1:1/nothing"
FACT = "joint-staff.created-by.119bf633"
BEGINNINGS = ("", "a", "f", "jo", "joint-staff", "joint-staff-chief", "m", "zz", "é", "A")
MANY = Change(tuple(Entity(f"m-{n:03}", "body", {"en": f"Number {n}"}) for n in range(300)))


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ending the process, where it takes long, would end the tests."""
    monkeypatch.setattr(completion, "SECONDS", 60.0)


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file is too large to be read."""
    monkeypatch.setattr(lines, "SMALL", 0)
    monkeypatch.setattr(candidates, "SMALL", 0)


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[tuple[list[str], dict[str, str]]]:
    """The processes that would have been started: their arguments and environments."""
    calls: list[tuple[list[str], dict[str, str]]] = []

    class Process:
        def __init__(self, words: list[str], *, env: dict[str, str], **options: object) -> None:
            assert options["stdout"] == options["stderr"] == subprocess.DEVNULL
            calls.append((words, env))

    monkeypatch.setattr(subprocess, "Popen", Process)
    return calls


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


def complete_in_process(line: str, env: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    variables = {"_CSTOKB_COMPLETE": "complete_bash", "COMP_WORDS": line}
    return run([], {**env, **variables, "COMP_CWORD": str(line.count(" "))})


def complete_zsh(line: str, **variables: str) -> Answer:
    return ask(_CSTOKB_COMPLETE="complete_zsh", _TYPER_COMPLETE_ARGS=line, **variables)


def complete_fish(line: str, **variables: str) -> Answer:
    return ask(
        _CSTOKB_COMPLETE="complete_fish",
        _TYPER_COMPLETE_FISH_ACTION="get-args",
        _TYPER_COMPLETE_ARGS=line,
        **variables,
    )


def test_all_commands_are_completed() -> None:
    assert complete_bash("cstokb ") == [*COMMANDS]


@pytest.mark.parametrize(
    ("line", "completions"),
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
        pytest.param("cstokb --format js", ["json", "jsonl"], id="the format"),
        pytest.param("cstokb timeline --lang ", ["en", "ru"], id="the language"),
        pytest.param("cstokb show --color a", ["auto", "always"], id="the colour"),
        pytest.param("cstokb timeline --group de", ["decade"], id="a group"),
        pytest.param("cstokb upcoming --leap f", ["feb28"], id="a leap rule"),
        pytest.param("cstokb list --fields id,na", ["id,name", "id,names"], id="a second field"),
        pytest.param("cstokb list --sort beg", ["began"], id="a key to sort by"),
        pytest.param("cstokb cite x --style gost-", ["gost-ref"], id="a style"),
        pytest.param("cstokb timeline --for joint-staff-", ["joint-staff-chief"], id="--for"),
        pytest.param("cstokb add fact a b --where dush", ["dushanbe"], id="--where"),
        pytest.param(
            "cstokb add fact a b --source jscsto-2023", ["jscsto-2023-04-28"], id="--source"
        ),
        pytest.param("cstokb sources jscsto-2023", ["jscsto-2023-04-28"], id="a source"),
        pytest.param("cstokb open jscsto-2023", ["jscsto-2023-04-28"], id="a source to open"),
        pytest.param("cstokb set jscsto-2023", ["jscsto-2023-04-28"], id="a source to set"),
        pytest.param("cstokb set joint-staff name_", ["name_ru="], id="a field of an entity"),
        pytest.param("cstokb set a.b.c whe", ["when=", "where="], id="a field of a fact"),
        pytest.param(f"cstokb retract {FACT[:-3]}", [FACT], id="a fact to retract"),
        pytest.param(f"cstokb set {FACT[:-3]}", [FACT], id="a fact to set"),
        pytest.param(f"cstokb edit {FACT[:-3]}", [FACT], id="a fact to edit"),
        pytest.param(f"cstokb cite {FACT[:-3]}", [FACT], id="a fact to cite"),
        pytest.param(
            "cstokb upcoming --occasion founding,tr", ["founding,treaty"], id="a second occasion"
        ),
        pytest.param(
            "cstokb count --by year,partic", ["year,participants"], id="a group of a count"
        ),
        pytest.param("cstokb list --columns held,stren", ["held,strength"], id="a column"),
        pytest.param(
            "cstokb timeline --between csto,joint-staff-",
            ["csto,joint-staff-chief"],
            id="--between",
        ),
        pytest.param("cstokb count --sum stren", ["strength"], id="a figure to add"),
        pytest.param("cstokb help tim", ["timeline"], id="a page"),
        pytest.param("cstokb check --skip bad-u", ["bad-url"], id="a check"),
        pytest.param("cstokb members --on ", [], id="a date is no file"),
        pytest.param("cstokb import ", ["<files>"], id="a file"),
        pytest.param("cstokb export ics --output ", ["<files>"], id="a file of an option"),
    ],
)
def test_bash_completes(line: str, completions: list[str]) -> None:
    assert complete_bash(line) == completions


def test_cyrillic_names_are_completed_as_one_word() -> None:
    line = "cstokb show Сергей Лав"
    typed = line.replace("ей Л", "ей\\ Л")
    answer = ask(_CSTOKB_COMPLETE="complete_bash", COMP_WORDS=typed, COMP_CWORD="2")
    assert answer.out.strip() == "Сергей\\ Лавров"
    assert '"Сергей Лавров":"sergey-lavrov"' in complete_zsh("cstokb show Серг").out


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_of_a_shell_is_printed_in_any_shell(shell: str) -> None:
    script = ask("--show-completion", shell).out
    assert f"complete_{shell}" in script
    assert "-o default -F" not in script
    assert ask("--show-completion", "tcsh").code == 2


def test_zsh_offers_files_only_where_one_is_meant() -> None:
    assert complete_zsh("cstokb search qqqq").out.strip() == ""
    assert complete_zsh("cstokb import ").out.strip() == "_files"


def test_every_kind_is_completed() -> None:
    assert complete_bash("cstokb list ")[: len(KINDS)] == [*KINDS]


def test_fish_and_zsh_show_the_names_as_help() -> None:
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


@pytest.mark.parametrize(
    "name", [r"\$(touch gone)", r"\`touch gone`", 'a\\";touch gone;"', "end\\"]
)
def test_zsh_which_evaluates_what_it_is_given_runs_no_name(tmp_path: Path, name: str) -> None:
    path = store(tmp_path, body("evil", en=name))
    offer = complete_zsh("cstokb show evil", CSTOKB_STORE=path).out.strip()
    quoted = offer.removeprefix("_arguments '*: :((").removesuffix("))'").replace("''", "'")
    # Every shell reads double quotation marks alike.
    done = subprocess.run(
        ["/bin/sh", "-c", f"printf '%s' {quoted}"], cwd=tmp_path, capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert not (tmp_path / "gone").exists()


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_of_a_shell_names_the_program(shell: str) -> None:
    answer = ask(_CSTOKB_COMPLETE=f"source_{shell}")
    assert answer.code == 0
    assert "_CSTOKB_COMPLETE" in answer.out


def test_a_store_counts_wherever_the_line_names_it(tmp_path: Path) -> None:
    path = store(tmp_path, body("alone", en="Alone"))
    assert complete_bash(f"cstokb --store {path} show al") == ["alone"]
    assert complete_bash(f"cstokb show --store {path} al") == ["alone"]
    assert complete_bash(f"cstokb --store {path} add fact al") == ["alone"]
    assert complete_bash(f"cstokb --store {path} add fact alone fo") == ["founded"]


def assert_offers(location: str, layer: str = "") -> None:
    """What is found in a hurry is what the store knows at leisure."""
    store = open_store(location, layer=layer)
    named = {
        "entities": [(entity.id, entity.name()) for entity in store.entities()],
        "predicates": [(id, p.label.get("en", "")) for id, p in store.predicates().items()],
    }
    for table, pairs in named.items():
        for prefix in BEGINNINGS:
            expected = [pair for pair in pairs if pair[0].startswith(prefix)]
            if len(expected) > LIMIT:
                expected = [*expected[: LIMIT - 1], expected[-1]]
            assert store.candidates(table, prefix, LIMIT) == expected, (table, prefix)
            fast = shell_candidates(table, prefix, location=location, layer=layer)
            assert fast == expected, (table, prefix)


def small_store(folder: Path, **meta: Any) -> str:
    return store(folder, all_hostile(), MANY, body("joint-staff", "2000", en="Ours"), **meta)


def sqlite_store(folder: Path, base: str = "") -> str:
    url = f"sqlite:///{folder}/a%20b%23%3f.db"
    create_store(url, base=base)
    change = MANY._replace(predicates=(FOUNDED,))
    ours = body("joint-staff", "2000", en="Ours")
    open_store(url).apply(change)
    open_store(url).apply(ours)
    return url


def test_shipped_facts_offer_what_they_have() -> None:
    assert_offers("")


def test_shipped_facts_offer_what_they_have_if_they_are_not_read_whole(large: None) -> None:
    assert_offers("")


@pytest.mark.parametrize("base", ["", "shipped"])
def test_a_file_offers_what_it_has(tmp_path: Path, base: str) -> None:
    assert_offers(small_store(tmp_path, base=base))
    assert_offers("", layer=small_store(tmp_path, base="shipped"))


@pytest.mark.parametrize("base", ["", "shipped"])
def test_a_file_that_is_not_read_whole_offers_what_it_has(
    tmp_path: Path, large: None, base: str
) -> None:
    path = small_store(tmp_path, base=base)
    # The log is in the middle, and an entry of it may be as long as all the rest.
    open_store(path).apply(MANY._replace(entities=(), removed=(("entities", "m-100"),)))
    open_store(path).apply(Change(MANY.entities[:99], removed=(("entities", "m-101"),)))
    open_store(path).apply(Change(tuple(one._replace(kind="force") for one in MANY.entities)))
    assert_offers(path)


def test_a_file_of_nothing_offers_nothing(tmp_path: Path, large: None) -> None:
    path = str(tmp_path / "store.json")
    create_store(path)
    assert_offers(path)


@pytest.mark.parametrize("base", ["", "shipped"])
def test_sqlite_offers_what_it_has(tmp_path: Path, base: str) -> None:
    assert_offers(sqlite_store(tmp_path, base))


def test_a_file_written_by_hand_offers_what_it_has(tmp_path: Path) -> None:
    path = Path(small_store(tmp_path))
    tables = json.loads(path.read_text(encoding="utf-8"))
    del tables["meta"]["store"]["crc32"]
    path.write_text(json.dumps(tables, indent=4), encoding="utf-8")
    assert_offers(str(path))


def test_of_many_the_last_is_completed_so_that_no_shell_writes_too_much(tmp_path: Path) -> None:
    path = store(tmp_path, MANY, body("mine", en="Mine"))
    found = complete_bash("cstokb show m", CSTOKB_STORE=path)
    assert len(found) == LIMIT
    assert found[-1] == "mine"


def test_an_id_that_a_shell_would_take_apart_is_left_out(tmp_path: Path) -> None:
    odd = [Predicate(id, {"en": "odd"}) for id in ("a b", "a*", "a$(b)", "a'b", "a\nb", "a_b.c")]
    path = store(tmp_path, Change(predicates=tuple(odd)))
    assert complete_bash("cstokb upcoming --predicate a", CSTOKB_STORE=path) == ["a_b.c"]


def _cut(path: Path) -> None:
    os.truncate(path, path.stat().st_size * 2 // 3)


def _spoil_lines(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b'"kind": ', b'"kind" '))


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _fifo(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


@pytest.mark.parametrize("damage", [_cut, _spoil_lines, _empty, _folder, _fifo, Path.unlink])
def test_what_is_no_store_offers_nothing(tmp_path: Path, damage: Callable[[Path], None]) -> None:
    path = Path(small_store(tmp_path))
    assert complete_bash("cstokb show m-0", CSTOKB_STORE=str(path)) != []
    damage(path)
    assert complete_bash("cstokb show m-0", CSTOKB_STORE=str(path)) == []


@pytest.mark.parametrize("damage", [_cut, _spoil_lines, _empty])
def test_what_is_no_store_offers_nothing_even_if_large(
    tmp_path: Path, large: None, damage: Callable[[Path], None]
) -> None:
    path = Path(small_store(tmp_path))
    damage(path)
    assert complete_bash("cstokb show m-0", CSTOKB_STORE=str(path)) == []


@pytest.mark.parametrize("damage", [_cut, _empty, _folder, Path.unlink])
def test_what_is_no_sqlite_offers_nothing(tmp_path: Path, damage: Callable[[Path], None]) -> None:
    url = sqlite_store(tmp_path)
    (path,) = tmp_path.glob("*.db")
    damage(path)
    assert complete_bash("cstokb show m-0", CSTOKB_STORE=url) == []
    assert (path.exists(), *tmp_path.glob("*.db-*")) == (damage is not Path.unlink,)


def test_a_database_of_others_offers_nothing(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "other.db")) as other:
        other.execute("create table entities (id, record)")
    assert complete_bash("cstokb show ", CSTOKB_STORE=f"sqlite:///{tmp_path}/other.db") == []


def test_a_store_that_is_being_written_is_given_up(tmp_path: Path, env: dict[str, str]) -> None:
    url = sqlite_store(tmp_path)
    (path,) = tmp_path.glob("*.db")
    begun = time.monotonic()
    with closing(sqlite3.connect(path, isolation_level=None)) as writer:
        writer.execute("begin exclusive")
        done = complete_in_process("cstokb show m-0", env | {"CSTOKB_STORE": url})
    assert (done.stdout, done.stderr) == ("", "")
    # Writers wait for ten seconds and more.
    assert time.monotonic() - begun < 9


@pytest.fixture
def database(postgres: Server) -> Iterator[str]:
    """The URL of a database with nothing in it, with a password that nobody asks for."""
    postgres.create("completion")
    yield postgres.url("completion", password=PASSWORD)
    postgres.drop("completion")


def filled(url: str, base: str = "") -> CompletionCache:
    """A store at the URL, and its cache."""
    create_store(url, base=base)
    open_store(url).apply(MANY._replace(predicates=(FOUNDED,)))
    open_store(url).apply(body("joint-staff", "2000", en="Ours"))
    return CompletionCache(url)


def wait_for(path: str) -> None:
    until = time.monotonic() + 60
    while not os.path.exists(path):
        assert time.monotonic() < until
        time.sleep(0.05)


def test_a_server_is_queried_in_the_background_for_the_next_tab(database: str) -> None:
    path = filled(database).path
    assert complete_bash("cstokb show m-29", CSTOKB_STORE=database) == []
    wait_for(path)
    numbered = [f"m-29{n}" for n in range(10)]
    assert complete_bash("cstokb show m-29", CSTOKB_STORE=database) == numbered
    offers = complete_fish("cstokb upcoming --predicate fo", CSTOKB_STORE=database).out
    assert offers.strip() == "founded\tfounded"


def test_the_list_tells_nobody_a_password(
    database: str, home: Path, started: list[tuple[list[str], dict[str, str]]]
) -> None:
    made = filled(database)
    assert complete_bash("cstokb show m", CSTOKB_STORE=database) == []
    refresh(made)
    ((words, environment),) = started
    assert PASSWORD not in " ".join(words)
    assert environment["CSTOKB_STORE"] == database
    files = [path for path in (home / ".cache" / "cstokb").iterdir() if path.is_file()]
    assert files
    for path in files:
        assert PASSWORD not in path.name
        assert PASSWORD.encode() not in path.read_bytes()
        assert path.stat().st_mode & 0o077 == 0
    assert path.parent.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("base", ["", "shipped"])
def test_the_list_offers_what_the_server_has(database: str, base: str) -> None:
    refresh(filled(database, base))
    assert_offers(database)


def test_an_old_list_is_renewed_and_offers_meanwhile(
    database: str, started: list[tuple[list[str], dict[str, str]]]
) -> None:
    made = filled(database)
    refresh(made)
    assert complete_bash("cstokb show joint", CSTOKB_STORE=database) == ["joint-staff"]
    assert started == []
    os.utime(made.path, (0, 0))
    for _ in range(2):
        assert complete_bash("cstokb show joint", CSTOKB_STORE=database) == ["joint-staff"]
    assert len(started) == 1


def test_a_list_is_made_by_one_process_at_a_time(database: str) -> None:
    made = filled(database)
    with FileLock(f"{made.path}.lock"):
        refresh(made)
        assert not os.path.exists(made.path)
    refresh(made)
    assert os.path.exists(made.path)


def test_a_list_goes_with_its_store(database: str, postgres: Server) -> None:
    made = filled(database)
    refresh(made)
    postgres.drop("completion")
    postgres.create("completion")
    refresh(made)
    assert not os.path.exists(made.path)


def test_a_server_that_is_not_there_offers_nothing_and_leaves_nothing(
    home: Path, env: dict[str, str]
) -> None:
    line = complete_in_process("cstokb show m", env | {"CSTOKB_STORE": NOWHERE})
    assert (line.returncode, line.stdout.strip(), line.stderr) == (0, "", "")
    words = [sys.executable, "-P", "-m", "cstokb.cli.completion.refresh"]
    done = subprocess.run(
        words, env=env | {"CSTOKB_STORE": NOWHERE}, capture_output=True, check=False, timeout=60
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert [path for path in home.rglob("*") if path.suffix in (".json", ".new")] == []
