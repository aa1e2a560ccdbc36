"""Stores by their URLs at the command line: exit codes, secrets, hostile questions."""

import gc
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from itertools import count
from pathlib import Path

import pytest

from cstokb.store.sql.opening import open_sql
from cstokb.store.sql.store import SqlStore
from tests.cli.asking import Answer, ask
from tests.cli.stores import HOSTILE, all_hostile, body, fact, store
from tests.conftest import REQUIRED, need_servers
from tests.servers import Server, missing, serving
from tests.store.children import fork
from tests.store.sql.test_url import MALFORMED, SECRET

ADD = ("add", "entity", "new", "--kind", "body", "--name", "New", "--yes")


def told(answer: Answer) -> str:
    """Its one error, in all of its lines; no traceback but for `--debug`."""
    assert answer.err.count("cstokb: error: ") == 1, answer.err
    return answer.err[answer.err.index("cstokb: error: ") :]


def silent(answer: Answer) -> Answer:
    """The answer, in which no password stands."""
    assert "S3cret" not in answer.out + answer.err, answer
    return answer


@pytest.fixture
def sqlite(tmp_path: Path) -> str:
    """The URL of a small store in SQLite."""
    url = f"sqlite:///{tmp_path}/small.db"
    assert ask("--store", store(tmp_path, body("league", "2003")), "copy", "--to", url).code == 0
    return url


def written(folder: Path) -> dict[str, tuple[int, ...]]:
    """What a write to a folder would change: reading changes when things were last read."""
    entries = {name: (folder / name).lstat() for name in os.listdir(folder)}
    return {
        name: (entry.st_ino, entry.st_mode, entry.st_size, entry.st_mtime_ns)
        for name, entry in entries.items()
    }


class TestSqlite:
    @pytest.mark.parametrize(
        ("make", "code"),
        [
            pytest.param(lambda path: None, 3, id="nothing"),
            pytest.param(lambda path: path.symlink_to("gone"), 3, id="a dangling link"),
            pytest.param(lambda path: path.write_bytes(b""), 5, id="an empty file"),
            pytest.param(lambda path: path.write_text("hello"), 5, id="text"),
            pytest.param(lambda path: path.mkdir(), 7, id="a folder"),
            pytest.param(os.mkfifo, 7, id="a FIFO"),
            pytest.param(lambda path: path.symlink_to("/dev/zero"), 7, id="a device"),
            pytest.param(lambda path: path.symlink_to(path), 7, id="a link to itself"),
        ],
    )
    @pytest.mark.parametrize("words", [("list",), ("check",), ADD, ("undo",)], ids=" ".join)
    def test_what_is_no_store_has_its_exit_code(
        self, tmp_path: Path, words: tuple[str, ...], make: Callable[[Path], None], code: int
    ) -> None:
        path = tmp_path / "odd.db"
        make(path)
        before = written(tmp_path)
        answer = ask("--store", f"sqlite:///{path}", *words)
        assert (answer.code, answer.out) == (code, "")
        assert len(told(answer).splitlines()) <= 2
        assert written(tmp_path) == before

    def test_a_busy_store_is_waited_for_so_long_and_no_longer(
        self, sqlite: str, env: dict[str, str]
    ) -> None:
        hold = (
            "import sqlite3, sys, time\n"
            "base = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
            "base.execute('begin immediate')\n"
            "print('held', flush=True)\n"
            "time.sleep(60)\n"
        )
        path = sqlite.removeprefix("sqlite:///")
        with subprocess.Popen([sys.executable, "-c", hold, path], stdout=subprocess.PIPE) as holder:
            assert holder.stdout
            holder.stdout.readline()
            ask("--store", sqlite, *ADD, "--lock-timeout", "0")
            began = time.monotonic()
            answer = ask("--store", sqlite, *ADD, "--lock-timeout", "1")
            # Without the option it would be ten.
            assert 1 <= time.monotonic() - began < 9
            assert answer.code == 6
            assert "is being written by another process" in told(answer)
            assert [row[0] for row in ask("--store", sqlite, "list").rows] == ["league"]
            holder.kill()
        assert ask("--store", sqlite, *ADD, "--lock-timeout", "0").code == 0

    @pytest.mark.parametrize(
        ("words", "code", "said"),
        [
            (("timeline", "--all"), 0, "others changed the store while it was read"),
            (("export", "jsonl"), 6, "the store was changed while it was exported"),
        ],
        ids=["timeline", "export"],
    )
    def test_who_reads_slowly_keeps_nobody_from_writing_and_hears_of_it(
        self, tmp_path: Path, env: dict[str, str], words: tuple[str, ...], code: int, said: str
    ) -> None:
        dated = tuple(
            fact("league", "founded", f"{year}-{month:02}-{day:02}")
            for year in range(1800, 1816)
            for month in range(1, 13)
            for day in range(1, 29)
        )
        change = body("league")._replace(facts=dated)
        url = f"sqlite:///{tmp_path}/long.db"
        assert ask("--store", store(tmp_path, change), "copy", "--to", url).code == 0
        asked = [sys.executable, "-m", "cstokb", "--store", url, *words]
        with subprocess.Popen(
            asked, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        ) as reader:
            assert reader.stdout
            assert reader.stderr
            first = reader.stdout.readline()
            answer = ask("--store", url, *ADD, "--lock-timeout", "1")
            rest, error = reader.stdout.read(), reader.stderr.read().decode()
        assert answer.code == 0, answer.err
        assert "others" not in answer.err
        assert reader.returncode == code, error
        assert said in error
        assert code or len((first + rest).splitlines()) == len(dated)

    @pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
    def test_a_signal_in_an_import_leaves_all_or_nothing(
        self, sqlite: str, tmp_path: Path, env: dict[str, str], number: signal.Signals
    ) -> None:
        rows = tmp_path / "rows.jsonl"
        record = {"record": "entity", "kind": "body", "names": {"en": "A row"}}
        lines = (json.dumps({**record, "id": f"row-{at}"}) for at in range(3_000))
        rows.write_text("\n".join(lines), encoding="utf-8")
        words = [sys.executable, "-m", "cstokb", "--store", sqlite, "import", str(rows), "--yes"]
        journal = Path(f"{sqlite.removeprefix('sqlite:///')}-journal")
        with subprocess.Popen(
            words, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        ) as writer:
            while writer.poll() is None and not journal.exists():
                time.sleep(0.001)
            writer.send_signal(number)
            assert writer.stderr
            said = writer.stderr.read()
        ends = {signal.SIGINT: (130,), signal.SIGTERM: (143, -number)}
        assert writer.returncode in (0, *ends[signal.Signals(number)])
        assert b"Traceback" not in said
        found = len(ask("--store", sqlite, "list").rows)
        assert found in (1, 3_001)
        assert found == 3_001 or writer.returncode != 0
        # An empty journal means nothing, and stays until the next change.
        assert ask("--store", sqlite, *ADD).code == 0
        assert not journal.exists()

    def test_check_tells_of_an_index_that_does_not_agree_with_its_table(self, sqlite: str) -> None:
        assert ask("--store", sqlite, "check", "--skip", "no-source").code != 5
        with (
            closing(sqlite3.connect(sqlite.removeprefix("sqlite:///"))) as connection,
            connection,
        ):
            connection.execute("pragma writable_schema = on")
            connection.execute(
                "update sqlite_schema set sql = replace(sql, 'subject, predicate', 'id, rank')"
                " where name = 'facts_subject'"
            )
        answer = ask("--store", sqlite, "check")
        assert (answer.code, answer.out) == (5, "")
        assert "facts_subject" in told(answer)

    def test_a_backup_is_one_revision_however_often_others_write(
        self, sqlite: str, tmp_path: Path
    ) -> None:
        def write() -> None:
            for number in count(1):
                with closing(open_sql(sqlite).database) as database:
                    SqlStore(database).apply(body(f"body-{number}", "2003"))

        writer = fork(write)
        try:
            for number in range(10):
                copy = f"{tmp_path}/copy-{number}"
                assert ask("--store", sqlite, "backup", copy).code == 0
                with closing(open_sql(f"sqlite:///{copy}").database) as database:
                    sizes = SqlStore(database).sizes()
                # The league, and each body with its founding.
                assert sizes["entities"] == sizes["facts"]
        finally:
            os.kill(writer, signal.SIGKILL)
            os.waitpid(writer, 0)


@pytest.fixture(scope="module")
def guarded() -> Iterator[Server]:
    """A server that asks for a password."""
    need_servers()
    with serving(Server(quick=True, password=SECRET)) as server:
        server.create("kept")
        url = server.url("kept", password=SECRET)
        assert ask("init", "--empty", url, CSTOKB_TODAY="2026-11-23").code == 0
        yield server


def forms(server: Server, database: str = "kept", secret: str = SECRET) -> list[str]:
    """The ways to write a URL with a password."""
    place = server.url(database).partition("?")[2]
    escaped = "".join(f"%{ord(letter):02X}" for letter in secret)
    return [
        f"postgresql://postgres:{secret}@/{database}?{place}",
        f"postgres://postgres:{escaped}@/{database}?{place}",
        f"postgresql://postgres@/{database}?{place}&password={secret}",
        f"postgresql:///{database}?user=postgres&password={escaped}&{place}",
    ]


COMMANDS = {
    "start page": ((), 0),
    "show": (("show", "new"), 0),
    "list": (("list", "--json"), 0),
    "timeline": (("timeline",), 0),
    "search": (("search", "new"), 0),
    "stats": (("stats",), 0),
    "check": (("check",), 0),
    "log": (("log",), 0),
    "mine": (("mine",), 0),
    "export": (("export", "json"), 0),
    "set": (("set", "new", "name=Newer", "--yes"), 0),
    "no such entity": (("show", "nobody"), 3),
    "no such option": (("list", "--nonsense"), 2),
    "no such date": (("timeline", "2003-13"), 2),
    "add what is there": (ADD, 4),
    "undo": (("undo", "--yes"), 0),
}


class TestSecrets:
    @pytest.mark.parametrize("debug", [(), ("--debug",)], ids=["", "debug"])
    @pytest.mark.parametrize("form", range(4))
    def test_no_command_tells_the_password(
        self, guarded: Server, form: int, debug: tuple[str, ...], tmp_path: Path
    ) -> None:
        url = forms(guarded)[form]
        assert silent(ask("--store", url, *ADD, *debug)).code == 0
        for words, code in COMMANDS.values():
            assert silent(ask("--store", url, *words, *debug)).code == code, words
        silent(ask("--store", url, "undo", "--yes"))
        for words in (
            ("backup", f"{tmp_path}/backup"),
            ("restore", f"{tmp_path}/backup", "--yes"),
            ("repair", "--yes"),
            ("copy", "--to", f"sqlite:///{tmp_path}/copy.db"),
        ):
            # Whoever still reads keeps its tables from being replaced.
            gc.collect()
            assert silent(ask("--store", url, *words, *debug)).code == 0, words
        for words in (("init", url), ("copy", "--to", url, "--store", f"{tmp_path}/backup")):
            assert silent(ask(*words, *debug)).code in (4, 5), words

    @pytest.mark.slow
    def test_making_a_store_does_not_tell_it_either(self, guarded: Server) -> None:
        for form, url in enumerate(forms(guarded, "made")):
            guarded.drop("made")
            guarded.create("made")
            dry = silent(ask("init", url, "--dry-run"))
            assert (dry.code, "***" in dry.out) == (0, True)
            words = ("init", url) if form % 2 else ("copy", "--to", url)
            made = silent(ask(*words))
            assert (made.code, "***" in made.out) == (0, True)

    @pytest.mark.parametrize("debug", [(), ("--debug",)], ids=["", "debug"])
    @pytest.mark.parametrize("words", [("list",), ADD, ("undo",)], ids=" ".join)
    def test_what_is_refused_does_not_tell_it(
        self, guarded: Server, words: tuple[str, ...], debug: tuple[str, ...]
    ) -> None:
        wrong = [*forms(guarded, secret=f"{SECRET}-wrong"), *forms(guarded, "nowhere")]
        for place in ("127.0.0.1:1", "[::1]:1", "nowhere.invalid"):
            wrong += [f"postgresql://u:{SECRET}@{place}/d", f"postgresql://{place}/d?user=u"]
            wrong.append(f"postgresql://u@{place}/d?password={SECRET}")
        wrong += [f"{url}&sslmode={SECRET[:0]}nonsense" for url in forms(guarded)]
        for url in wrong:
            answer = silent(ask("--store", url, *words, *debug))
            assert (answer.code, answer.out) == (7, ""), answer
            assert len(told(answer).splitlines()) <= 2
            assert ("Traceback" in answer.err) == bool(debug)

    @pytest.mark.parametrize("url", MALFORMED.values(), ids=MALFORMED)
    def test_what_is_malformed_does_not_tell_it(self, url: str) -> None:
        for words in (
            ("list", "--store", url),
            ("--store", url, "show", "league", "--debug"),
            ("--store", url, *ADD),
            ("init", url),
            ("copy", "--to", url),
            ("--store", url, "backup"),
            ("list", "--json", "--store", url),
        ):
            answer = silent(ask(*words))
            assert answer.code == 2, words
            assert answer.out == ""

    @pytest.mark.parametrize(
        "words", [(), ("show",), ("import",), ("restore",), ("list",), ("set",)], ids=" ".join
    )
    def test_a_url_that_stands_for_something_else_is_told_without_it(
        self, words: tuple[str, ...]
    ) -> None:
        answer = silent(ask(*words, f"postgresql://u:{SECRET}@h/d"))
        assert answer.code in (2, 3)

    def test_who_writes_it_on_the_command_line_is_told_that_others_see_it(
        self, guarded: Server
    ) -> None:
        url = forms(guarded)[0]
        assert "CSTOKB_STORE" in silent(ask("--store", url, "list")).err
        assert ask("--store", url, "list", "-q").err == ""
        assert "CSTOKB_STORE" not in silent(ask("list", CSTOKB_STORE=url)).err
        assert "CSTOKB_STORE" not in ask("--store", guarded.url("kept"), "list").err

    def test_it_may_come_from_elsewhere(self, guarded: Server, tmp_path: Path) -> None:
        url = guarded.url("kept")
        passwords = tmp_path / "passwords"
        passwords.write_text(f"*:*:*:postgres:{SECRET}\n")
        passwords.chmod(0o600)
        services = tmp_path / "services"
        where = f"host={guarded.folder}\nport=5432\nuser=postgres\ndbname=kept"
        services.write_text(f"[mine]\n{where}\npassword={SECRET}\n")
        ways: list[tuple[str, Mapping[str, str]]] = [
            (url, {"PGPASSWORD": SECRET}),
            (url, {"PGPASSFILE": str(passwords)}),
            (f"{url}&passfile={passwords}", {}),
            ("postgresql://?service=mine", {"PGSERVICEFILE": str(services)}),
        ]
        for place, variables in ways:
            answer = silent(ask("--store", place, "list", **variables))
            assert (answer.code, answer.err) == (0, "note: nothing found\n"), answer
        assert ask("--store", url, "list").code == 7


# Beside those that do something on a terminal, what does something in SQL or in FTS5.
QUESTIONS = {
    **HOSTILE,
    "a quote": '"',
    "two quotes": '""',
    "an apostrophe": "'",
    "an open quote": '"league',
    "near": "NEAR(",
    "near two": "NEAR(league army, 2)",
    "and": "league AND",
    "or": "OR",
    "not": "NOT league",
    "minus": "-league",
    "column": "names:league",
    "column of two": "a:b",
    "star": "*",
    "begins": "lea*",
    "caret": "^league",
    "braces": "{a b}: c",
    "parentheses": "((((",
    "per cent": "%",
    "underscore": "l_ague",
    "like": "%league%",
    "backslash": "\\",
    "dollar": "$1",
    "question": "? ?1 :a @b",
    "tsquery": "league & !army | (b <-> c):*",
    "drop": "'; drop table facts; --",
    "union": "' union select * from meta --",
    "comment": "league/*",
    "null byte": "\0",
    "half a surrogate": "\ud800",
    "a byte that is no UTF-8": "\udcff",
    "only a mark": "\u0301",
    "10,000 letters": "x" * 10_000,
    "10,000 words": "x " * 5_000,
    "500 different words": " ".join(f"w{at}" for at in range(500)),
    "wide": "ＬＥＡＧＵＥ",
    "Turkish": "İıIi",
    "sharp s": "ẞß",
}
ASKING: tuple[tuple[str, ...], ...] = (
    ("search",),
    ("search", "--json", "--limit", "0"),
    ("show",),
    ("related",),
    ("sources",),
    ("conflicts", "--for"),
    ("timeline", "--for"),
    ("timeline", "--kind"),
    ("timeline",),
    ("anniversary",),
    ("members",),
    ("show", "league", "--as-of"),
)


@pytest.fixture(scope="module")
def places(
    tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> dict[str, str]:
    """The same hostile facts in every sort of store."""
    folder = tmp_path_factory.mktemp("hostile")
    places = {"file": store(folder, body("league", "2003"), body("army"), all_hostile())}
    places["sqlite"] = f"sqlite:///{folder}/hostile.db"
    if REQUIRED or not missing():
        server: Server = request.getfixturevalue("postgres")
        places["postgresql"] = server.create("hostile_questions")
    for name, place in places.items():
        if name != "file":
            copied = ask("--store", places["file"], "copy", "--to", place)
            assert copied.code == 0, copied.err
    return places


@pytest.mark.parametrize("words", ASKING, ids=" ".join)
def test_a_hostile_question_has_the_same_answer_on_every_store(
    places: dict[str, str], words: tuple[str, ...]
) -> None:
    for name, question in QUESTIONS.items():
        answers = []
        for place in places.values():
            began = time.process_time()
            answers.append(ask("--store", place, *words, "--", question))
            assert time.process_time() - began < 5, name
        (first, *others) = answers
        assert first.code in (0, 2, 3), (name, first)
        assert "Traceback" not in first.err
        assert all(other == first for other in others), (name, answers)


def test_no_question_has_changed_anything(places: dict[str, str]) -> None:
    whole = {ask("--store", place, "export", "json").out for place in places.values()}
    assert len(whole) == 1
    assert "league" in whole.pop()
