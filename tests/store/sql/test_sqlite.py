"""SQLite: as safe as a file of TinyDB's, and open to others while one reads or writes."""

import os
import random
import resource
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, suppress
from functools import partial
from pathlib import Path

import pytest

from cstokb.errors import (
    CstokbError,
    Rejected,
    StoreDamaged,
    StoreForeign,
    StoreMissing,
    StoreNewer,
    SystemRefused,
)
from cstokb.model.entity import Entity
from cstokb.store import create_store
from cstokb.store.copying import original_of
from cstokb.store.protocol import Change
from cstokb.store.sql.opening import new_store, open_sql
from cstokb.store.sql.sqlite import SqliteDatabase
from cstokb.store.sql.sqlite_file import APPLICATION
from cstokb.store.sql.store import SqlStore
from tests.faults.places import SqlitePlace
from tests.faults.refusals import fill_up, small_disk
from tests.store.children import NOBODY, die, fork, no_waiting, outcome_of
from tests.store.samples import SAMPLE, content
from tests.store.sql import stores
from tests.store.sql.stores import MANY, create_long, note

FLIPS = 200


def url(path: Path) -> str:
    return f"sqlite:///{path}"


def write(path: Path, change: Change, lock_timeout: float = 10.0) -> None:
    stores.write(url(path), change, lock_timeout)


def saved(path: Path) -> set[str]:
    """The ids of the facts in a store that must be readable."""
    return stores.saved(url(path))


def everything(path: Path) -> None:
    stores.read_everything(url(path))


def ask(path: Path, sql: str) -> list[tuple[object, ...]]:
    """Run a statement behind the store's back."""
    with closing(sqlite3.connect(path)) as connection, connection:
        return connection.execute(sql).fetchall()


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of a good store."""
    path = tmp_path_factory.mktemp("good") / "store.db"
    create_store(url(path))
    write(path, SAMPLE)
    return path.read_bytes()


@pytest.fixture
def path(tmp_path: Path, good: bytes) -> Path:
    """A good store, alone in its folder."""
    file = tmp_path / "store.db"
    file.write_bytes(good)
    return file


@pytest.fixture
def long(tmp_path: Path) -> Path:
    """A store of some thousand facts."""
    path = tmp_path / "long.db"
    create_long(url(path))
    return path


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user may enter, which pytest's own are not, and write."""
    folder = Path(tempfile.mkdtemp(prefix="cstokb-"))
    folder.chmod(0o777)
    yield folder
    folder.chmod(0o777)
    shutil.rmtree(folder)


def test_the_journal_is_rolled_back_and_every_commit_is_synced(path: Path) -> None:
    with closing(open_sql(url(path)).database) as database:
        assert database.rows("pragma journal_mode") == [("delete",)]
        assert database.rows("pragma synchronous") == [(2,)]


def test_a_store_is_read_without_touching_its_folder(path: Path, good: bytes) -> None:
    everything(path)
    assert os.listdir(path.parent) == ["store.db"]
    assert path.read_bytes() == good


def test_a_change_leaves_nothing_beside_the_store(path: Path) -> None:
    write(path, note(1))
    assert "csto.said.00000001" in saved(path)
    assert os.listdir(path.parent) == ["store.db"]


def test_a_symbolic_link_stays_and_its_target_changes(path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "links"
    folder.mkdir()
    link = folder / "mine.db"
    link.symlink_to(path)
    write(link, note(1))
    assert link.is_symlink()
    assert "csto.said.00000001" in saved(path)
    assert os.listdir(folder) == ["mine.db"]


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664])
def test_the_mode_is_kept(path: Path, mode: int) -> None:
    path.chmod(mode)
    write(path, note(1))
    assert path.stat().st_mode & 0o7777 == mode


@pytest.mark.parametrize("name", ["a b.db", "a'b\".db", "база.db", "a&b=c;d.db", "a\nb.db"])
def test_any_name_of_a_file_will_do(path: Path, name: str) -> None:
    path = path.rename(path.with_name(name))
    write(path, note(1))
    assert os.listdir(path.parent) == [name]


@pytest.mark.parametrize("name", ["a?b.db", "a#b.db", "a%20b.db", "100%.db"])
def test_what_a_url_gives_a_meaning_to_is_escaped(path: Path, good: bytes, name: str) -> None:
    escaped = name.replace("%", "%25").replace("?", "%3F")
    create_store(url(path.with_name(escaped)))
    path.with_name(name).write_bytes(good)
    assert saved(path.with_name(escaped))
    assert {*os.listdir(path.parent)} == {"store.db", name}


def test_two_slashes_at_the_root_are_one(path: Path) -> None:
    assert saved(Path(f"/{path}"))


class TestWhatIsNoStore:
    @pytest.fixture(params=[saved, lambda path: write(path, note(1))], ids=["read", "write"])
    def act(self, request: pytest.FixtureRequest) -> Callable[[Path], None]:
        act: Callable[[Path], None] = request.param
        return act

    def test_a_missing_file_is_named_and_not_made(
        self, act: Callable[[Path], None], tmp_path: Path
    ) -> None:
        with pytest.raises(StoreMissing, match=r"none\.db"):
            act(tmp_path / "none.db")
        assert os.listdir(tmp_path) == []

    def test_a_dangling_link_is_a_missing_store(
        self, act: Callable[[Path], None], tmp_path: Path
    ) -> None:
        link = tmp_path / "link.db"
        link.symlink_to(tmp_path / "target.db")
        with pytest.raises(StoreMissing, match=r"link\.db"):
            act(link)
        assert os.listdir(tmp_path) == ["link.db"]

    @pytest.mark.parametrize(
        "make",
        [
            pytest.param(lambda path: path.symlink_to(path), id="a loop of links"),
            pytest.param(lambda path: path.mkdir(), id="a folder"),
            pytest.param(os.mkfifo, id="a FIFO"),
            pytest.param(lambda path: path.symlink_to("/dev/zero"), id="a device without an end"),
            pytest.param(lambda path: path.symlink_to("/dev/null"), id="an empty device"),
        ],
    )
    def test_what_is_no_file_is_refused_and_never_waited_for(
        self, act: Callable[[Path], None], tmp_path: Path, make: Callable[[Path], None]
    ) -> None:
        path = tmp_path / "store.db"
        make(path)
        with no_waiting(), pytest.raises(SystemRefused, match=r"store\.db"):
            act(path)

    @pytest.mark.parametrize(
        "data",
        [
            pytest.param(b"", id="0 bytes"),
            pytest.param(b"SQLite format 3\0", id="a beginning of SQLite's"),
            pytest.param(b"SQLite format 3\0" + bytes(4096), id="zeros behind it"),
            pytest.param(bytes(8192), id="zeros"),
            pytest.param(b"hello\n" * 1000, id="text"),
            pytest.param(random.Random(1).randbytes(8192), id="noise"),
            pytest.param(content(SAMPLE), id="a store of TinyDB's"),
        ],
    )
    def test_another_file_is_foreign_and_left_as_it_is(
        self, act: Callable[[Path], None], tmp_path: Path, data: bytes
    ) -> None:
        path = tmp_path / "store.db"
        path.write_bytes(data)
        with pytest.raises(StoreForeign, match=r"store\.db is no cstokb store"):
            act(path)
        assert path.read_bytes() == data
        assert os.listdir(tmp_path) == ["store.db"]

    @pytest.mark.parametrize(
        ("sql", "error"),
        [
            pytest.param("pragma application_id = 0", StoreForeign, id="no application"),
            pytest.param("pragma application_id = 1", StoreForeign, id="another application"),
            pytest.param("drop table meta", StoreDamaged, id="no meta"),
            pytest.param("drop table facts", StoreDamaged, id="no facts"),
            pytest.param("alter table facts rename subject to s", StoreDamaged),
            pytest.param("delete from meta where name = 'revision'", StoreDamaged),
            pytest.param("update meta set value = cast(value as blob)", StoreForeign),
            pytest.param(
                "update meta set value = cast(value as blob) where name = 'schema'", StoreDamaged
            ),
            pytest.param("update edits set noun = 'nouns'", StoreDamaged),
            pytest.param("update facts set record = 7", StoreDamaged),
            pytest.param("update facts set record = x'ff'", StoreDamaged),
            pytest.param("update facts set record = cast(x'ff' as text)", StoreDamaged),
            pytest.param("update facts set id = cast(id as blob)", StoreDamaged),
            pytest.param("pragma user_version = 2", StoreNewer, id="a newer version of the file"),
        ],
    )
    def test_a_store_that_is_not_as_it_was_written_is_refused_and_left_as_it_is(
        self, path: Path, sql: str, error: type[CstokbError]
    ) -> None:
        ask(path, sql)
        data = path.read_bytes()
        with pytest.raises(error) as caught:
            everything(path)
        assert type(caught.value) is error
        with suppress(CstokbError):
            write(path, note(1)._replace(facts=()))
        assert path.read_bytes() == data


def test_a_view_in_place_of_a_table_is_not_run(path: Path) -> None:
    ask(path, "alter table facts rename to kept")
    count = "select 1 as x union all select x + 1 from n limit 10000000"
    ask(path, f"create view facts as with recursive n as ({count}) select x as id, x from n")
    with pytest.raises(StoreDamaged, match="is not as a cstokb store has it"):
        saved(path)


@pytest.mark.parametrize(
    "sql",
    [
        "create trigger t after insert on facts begin delete from facts; end",
        "create virtual table more using fts5 (x)",
        "create table more (x check (length(hex(zeroblob(400000000))) > 0))",
        "alter table facts add x generated always as (hex(zeroblob(400000000)))",
        "create index more on facts (hex(zeroblob(400000000)))",
        "drop index facts_time",
    ],
)
def test_a_schema_that_is_not_ours_word_by_word_is_not_opened(path: Path, sql: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        # What is built from rows is not waited for.
        connection.execute("delete from facts")
        connection.execute(sql)
        connection.commit()
    with pytest.raises(StoreDamaged, match="is not as a cstokb store has it"):
        saved(path)


def test_statistics_are_no_strangers(path: Path) -> None:
    ask(path, "analyze")
    assert saved(path)


def test_a_log_that_promises_more_edits_than_there_are_is_damaged_and_ends(path: Path) -> None:
    ask(path, "update log set size = 9000000000000000000")
    with closing(open_sql(url(path))) as store, pytest.raises(StoreDamaged, match="no such number"):
        store.log()
    ask(path, "update log set size = 5000000")
    with (
        closing(open_sql(url(path))) as store,
        pytest.raises(StoreDamaged, match="edits are missing"),
    ):
        list(store.log()[0].edits)


@pytest.mark.parametrize("replaced", [False, True])
def test_a_store_that_went_away_meanwhile_is_not_made_anew(path: Path, replaced: bool) -> None:
    with closing(open_sql(url(path)).database) as database:
        store = SqlStore(database)
        path.unlink()
        if replaced:
            path.write_bytes(b"another")
        with pytest.raises(SystemRefused, match="taken away"):
            store.apply(note(1))
    assert path.exists() == replaced
    assert os.listdir(path.parent) == (["store.db"] if replaced else [])


def test_a_store_that_another_program_switched_to_wal_is_switched_back(path: Path) -> None:
    ask(path, "pragma journal_mode = wal")
    assert "csto.said.00000005" in saved(path)
    write(path, note(1))
    assert ask(path, "pragma journal_mode") == [("delete",)]
    assert os.listdir(path.parent) == ["store.db"]


class TestDamage:
    def test_a_changed_letter_in_a_record_is_seen(self, path: Path, good: bytes) -> None:
        offsets = [at for at in range(len(good)) if good.startswith(b"Armenia", at)]
        for at in offsets:
            path.write_bytes(good[:at] + b"Arminia" + good[at + 7 :])
            with pytest.raises(StoreDamaged):
                everything(path)
        assert len(offsets) >= 2

    def test_a_store_cut_off_anywhere_or_with_a_flipped_bit_is_no_bug(
        self, path: Path, good: bytes
    ) -> None:
        chance = random.Random(28042003)
        refused = 0
        for number in range(FLIPS):
            data = bytearray(good)
            if number % 4:
                data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
            else:
                del data[chance.randrange(len(data)) :]
            path.write_bytes(data)
            try:
                everything(path)
            except StoreDamaged:
                refused += 1
            assert path.read_bytes() == data
        assert refused > FLIPS // 4

    def test_an_index_that_does_not_agree_with_its_table_is_found(self, path: Path) -> None:
        with closing(SqliteDatabase(str(path))) as database:
            database.verify()
        with closing(sqlite3.connect(path)) as connection, connection:
            connection.execute("pragma writable_schema = on")
            connection.execute(
                "update sqlite_schema set sql = replace(sql, 'subject, predicate', 'id, rank')"
                " where name = 'facts_subject'"
            )
        with pytest.raises(StoreDamaged), closing(SqliteDatabase(str(path))):
            pass


class TestRights:
    @pytest.fixture
    def store(self, open_folder: Path, good: bytes) -> Path:
        path = open_folder / "store.db"
        path.write_bytes(good)
        # What a child without rights could not import.
        write(path, note(1))
        return path

    def test_an_unreadable_file_is_refused(self, store: Path) -> None:
        store.chmod(0o000)
        outcome = outcome_of(lambda: saved(store), uid=NOBODY)
        assert outcome == ("SystemRefused", f"{url(store)}: permission denied")

    def test_a_read_only_file_is_read_but_not_written(self, store: Path) -> None:
        store.chmod(0o444)
        data = store.read_bytes()
        assert outcome_of(lambda: saved(store), uid=NOBODY) == ("", "")
        outcome = outcome_of(lambda: write(store, note(2)), uid=NOBODY)
        assert outcome == ("SystemRefused", f"{url(store)} is read-only")
        assert store.read_bytes() == data

    def test_a_file_in_a_read_only_folder_is_read_but_not_written(self, store: Path) -> None:
        store.chmod(0o666)
        store.parent.chmod(0o555)
        data = store.read_bytes()
        assert outcome_of(lambda: saved(store), uid=NOBODY) == ("", "")
        outcome = outcome_of(lambda: write(store, note(2)), uid=NOBODY)
        assert outcome.error == "SystemRefused"
        assert store.read_bytes() == data
        assert os.listdir(store.parent) == ["store.db"]

    def test_who_may_not_take_back_what_was_broken_off_is_told_so(self, store: Path) -> None:
        data = store.read_bytes()
        os.waitpid(fork(partial(broken_off, store)), 0)
        assert store.read_bytes() != data
        store.chmod(0o444)
        outcome = outcome_of(lambda: saved(store), uid=NOBODY)
        assert outcome.error == "SystemRefused"
        assert "a change was broken off here" in outcome.message
        store.chmod(0o644)
        assert saved(store)
        assert store.read_bytes() == data


class TestRefusal:
    def test_a_limit_to_the_size_of_files_leaves_the_store_as_it_was(
        self, path: Path, good: bytes
    ) -> None:
        def fill() -> None:
            most = len(good) + 50
            resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
            write(path, note(1, 100_000))

        outcome = outcome_of(fill)
        assert outcome.error == "SystemRefused"
        assert outcome.message.startswith(f"{url(path)}: ")
        assert path.read_bytes() == good
        assert saved(path)
        assert os.listdir(path.parent) == ["store.db"]

    def test_a_full_disk_leaves_the_store_as_it_was(self, tmp_path: Path, good: bytes) -> None:
        with small_disk(tmp_path / "disk") as disk:
            if disk is None:
                pytest.skip("mounting a disk is not allowed here")
            path, filler = disk / "store.db", disk / "filler"
            path.write_bytes(good)
            fill_up(filler)
            with pytest.raises(SystemRefused) as caught:
                write(path, note(1, 100_000))
            assert caught.value.hint == "nothing was changed"
            assert path.read_bytes() == good
            everything(path)
            filler.unlink()
            write(path, note(1, 100_000))
            assert "csto.said.00000001" in saved(path)

    def test_what_breaks_the_rules_is_not_written(self, path: Path, good: bytes) -> None:
        wrong = Entity("csto", "club", {"en": "x"})  # type: ignore[arg-type]
        with pytest.raises(Rejected):
            write(path, note(1)._replace(entities=(wrong,)))
        assert path.read_bytes() == good

    def test_half_of_a_surrogate_pair_is_not_written(self, path: Path, good: bytes) -> None:
        wrong = Entity("csto", "body", {"en": "\ud800"})
        with pytest.raises(Rejected):
            write(path, Change(entities=(wrong,)))
        assert path.read_bytes() == good


class TestOthers:
    def test_a_large_change_lets_others_read_until_it_is_written(self, long: Path) -> None:
        with closing(SqliteDatabase(str(long))) as database, database.writing(0):
            # More than the cache holds.
            database.run("update facts set record = record || ?", (" " * 5_000,))
            with no_waiting():
                assert len(saved(long)) == MANY
            database.run("update facts set record = trim(record)")

    def test_what_is_replaced_counts_on_from_what_others_made_of_it_meanwhile(
        self, path: Path, tmp_path: Path, good: bytes
    ) -> None:
        backup = tmp_path / "backup.db"
        backup.write_bytes(good)
        with closing(open_sql(url(path)).database) as database:
            store = SqlStore(database)
            for number in range(3):
                write(path, note(number))
            store.replace_contents(original_of(open_sql(url(backup))), lambda: None, 1)
        assert saved(path) == saved(backup)
        assert open_sql(url(path)).revision == 1 + 3 + 1


class TestMaking:
    @pytest.mark.parametrize(
        "make",
        [
            pytest.param(lambda path: path.write_bytes(b"precious"), id="a file"),
            pytest.param(lambda path: path.mkdir(), id="a folder"),
            pytest.param(lambda path: path.symlink_to(path.parent / "gone"), id="a dangling link"),
        ],
    )
    def test_what_is_there_is_never_replaced(
        self, tmp_path: Path, make: Callable[[Path], None]
    ) -> None:
        path = tmp_path / "store.db"
        make(path)
        before = path.lstat()
        with pytest.raises(Rejected, match="exists already"):
            create_store(url(path))
        assert path.lstat() == before
        assert os.listdir(tmp_path) == ["store.db"]

    def test_a_new_store_says_what_it_is(self, tmp_path: Path) -> None:
        path = tmp_path / "store.db"
        create_store(url(path), base="shipped")
        assert ask(path, "pragma application_id") == [(APPLICATION,)]
        assert ("base", "shipped") in ask(path, "select * from meta")
        assert os.listdir(tmp_path) == ["store.db"]

    def test_what_a_killed_maker_left_is_swept_and_what_is_being_made_is_not(
        self, tmp_path: Path
    ) -> None:
        path = tmp_path / "store.db"
        killed = tmp_path / f".store.db.cstokb-{'0' * 16}.tmp"
        others = [".store.db.mine.tmp", f".other.db.cstokb-{'0' * 16}.tmp"]
        for file in (
            killed,
            killed.with_name(f"{killed.name}-journal"),
            *map(tmp_path.joinpath, others),
        ):
            file.write_bytes(b"half")
        making = ExitStack()
        making.enter_context(new_store(url(path)))
        assert not killed.exists()
        create_store(url(path))
        with pytest.raises(Rejected, match="exists already"):
            making.close()
        assert {*os.listdir(tmp_path)} == {"store.db", *others}
        assert saved(path) == set()


def broken_off(path: Path) -> None:
    """Die in a change of which a part is in the file already."""
    database = SqliteDatabase(str(path))
    database.run("pragma cache_size = 1")
    database.run("pragma cache_spill = 1")
    with database.writing(0):
        for _ in range(3):
            database.run("update facts set record = record || ?", (" " * 50_000,))
            database.run("update entities set record = record || ?", (" " * 50_000,))
        die()


class TestKill:
    def test_a_change_that_was_broken_off_is_taken_back_by_whoever_opens_next(
        self, path: Path, good: bytes
    ) -> None:
        os.waitpid(fork(partial(broken_off, path)), 0)
        assert path.read_bytes() != good
        assert sorted(os.listdir(path.parent)) == ["store.db", "store.db-journal"]
        everything(path)
        assert path.read_bytes() == good
        assert os.listdir(path.parent) == ["store.db"]

    def test_a_kill_at_any_step_of_a_statement_leaves_the_old_store(self, tmp_path: Path) -> None:
        own = SqlitePlace.made(tmp_path / "own")
        old = own.state()
        steps = 0

        def die_at(step: int) -> None:
            database = open_sql(own.location).database
            assert isinstance(database, SqliteDatabase)
            passed = 0

            def strike() -> None:
                nonlocal passed
                passed += 1
                if passed == step:
                    die()

            database._connection.set_progress_handler(strike, 20)
            SqlStore(database).apply(note(1, 5_000))

        while True:
            steps += 1
            _, status = os.waitpid(fork(partial(die_at, steps)), 0)
            if not status:
                break
            assert own.state() == old
        assert steps > 8
        assert "csto.said.00000001" in saved(own.path)
        assert own.strangers() == []
