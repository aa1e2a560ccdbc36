import errno
import json
import os
import random
import resource
import shutil
import signal
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import count
from math import inf, nan
from pathlib import Path
from typing import NoReturn

import pytest
from tinydb import TinyDB

from cstokb.errors import Rejected, StoreBusy, StoreDamaged, StoreMissing, SystemRefused
from cstokb.model.fact import Fact, Quantity, Text
from cstokb.store.file import storage
from cstokb.store.file.document import dumps, loads
from cstokb.store.file.storage import BytesStorage, FileStorage
from cstokb.store.file.tiny import TinyStore
from cstokb.store.protocol import Change
from tests.store.children import (
    NOBODY,
    before_system_call,
    die,
    fork,
    no_waiting,
    outcome_of,
)
from tests.store.hostile import HOSTILE, Hostile
from tests.store.samples import CSTO, PAGE, SAID, SAMPLE, content

BYTES = content(SAMPLE)
KILLS = 40


def note(number: int, size: int = 10) -> Change:
    """One fact more, of about that size."""
    id = f"csto.said.{number:08x}"
    return Change(facts=(Fact(id, "csto", "said", Text("x" * size)),))


def write(path: str | Path, change: Change) -> None:
    TinyStore(FileStorage(str(path))).apply(change)


def saved(path: str | Path) -> set[str]:
    """The ids of the facts in a store that must be readable."""
    return {fact.id for fact in TinyStore(FileStorage(str(path))).facts()}


def revision(path: Path) -> int:
    number = TinyStore(FileStorage(str(path))).meta["revision"]
    assert isinstance(number, int)
    return number


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A good store, alone in its folder."""
    file = tmp_path / "store.json"
    file.write_bytes(BYTES)
    return file


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user may enter, which pytest's own are not, and write."""
    folder = Path(tempfile.mkdtemp(prefix="cstokb-"))
    folder.chmod(0o777)
    yield folder
    shutil.rmtree(folder)


def test_a_store_is_read_without_touching_its_folder(path: Path) -> None:
    store = TinyStore(FileStorage(str(path)))
    assert list(store.entities())
    assert os.listdir(path.parent) == ["store.json"]


def test_a_change_is_in_the_file_when_apply_returns(path: Path) -> None:
    write(path, note(1))
    assert "csto.said.00000001" in saved(path)


def test_a_change_counts_one_revision(path: Path) -> None:
    before = revision(path)
    write(path, note(1))
    write(path, note(2))
    assert revision(path) == before + 2


def test_what_was_there_before_is_kept_beside_it(path: Path) -> None:
    write(path, note(1))
    once = path.read_bytes()
    backup = path.with_name("store.json.bak")
    assert backup.read_bytes() == BYTES
    write(path, note(2))
    assert backup.read_bytes() == once


def test_a_file_system_without_hard_links_keeps_a_copy(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "link", refusing(errno.EPERM))
    write(path, note(1))
    assert path.with_name("store.json.bak").read_bytes() == BYTES


def test_a_store_is_written_canonically(path: Path) -> None:
    write(path, note(1))
    data = path.read_bytes()
    assert dumps(loads(data, "s")) == data


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o644, 0o664])
def test_the_mode_is_kept(path: Path, mode: int) -> None:
    path.chmod(mode)
    write(path, note(1))
    assert path.stat().st_mode & 0o7777 == mode


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files away")
def test_the_owner_is_kept(path: Path) -> None:
    os.chown(path, NOBODY, NOBODY)
    write(path, note(1))
    status = path.stat()
    assert (status.st_uid, status.st_gid) == (NOBODY, NOBODY)


def test_a_symbolic_link_stays_and_its_target_changes(path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "links"
    folder.mkdir()
    link = folder / "mine.json"
    link.symlink_to(path)
    write(link, note(1))
    assert link.is_symlink()
    assert "csto.said.00000001" in saved(path)
    assert os.listdir(folder) == ["mine.json"]


def test_what_killed_writers_left_is_swept(path: Path) -> None:
    for name in (".store.json.x1.tmp", ".store.json.x2.tmp.bak.tmp"):
        (path.parent / name).write_bytes(b"half")
    (path.parent / ".store.json.x3.tmp").mkdir()
    (path.parent / ".store.json.x3.tmp" / "store.json").write_bytes(b"half of a copy")
    for name in (".other.json.x.tmp", "store.json.tmp"):
        (path.parent / name).write_bytes(b"not ours")
    write(path, note(1))
    assert sorted(os.listdir(path.parent)) == [
        ".other.json.x.tmp",
        ".store.json.lock",
        "store.json",
        "store.json.bak",
        "store.json.tmp",
    ]


def test_a_backup_that_is_the_store_itself_leaves_nothing_behind(path: Path) -> None:
    # A kill between keeping the backup and replacing the file ends like this.
    os.link(path, path.with_name("store.json.bak"))
    write(path, note(1))
    assert sorted(os.listdir(path.parent)) == [".store.json.lock", "store.json", "store.json.bak"]


def test_a_reader_keeps_what_it_has_read(path: Path) -> None:
    reader = TinyStore(FileStorage(str(path)))
    before = list(reader.facts())
    write(path, note(1))
    assert list(reader.facts()) == before


def test_a_writer_adds_to_what_others_wrote_since_it_read(path: Path) -> None:
    writer = TinyStore(FileStorage(str(path)))
    list(writer.facts())
    write(path, note(1))
    writer.apply(note(2))
    assert {"csto.said.00000001", "csto.said.00000002"} <= saved(path)
    assert {fact.id for fact in writer.facts()} == saved(path)


def test_bytes_cannot_be_written() -> None:
    store = TinyStore(BytesStorage(BYTES, "the shipped facts"))
    with pytest.raises(SystemRefused, match="the shipped facts is read-only"):
        store.apply(note(1))
    assert "csto.said.00000001" not in {fact.id for fact in store.facts()}


@pytest.mark.parametrize("act", [saved, lambda path: write(path, note(1))], ids=["read", "write"])
class TestWhatIsNoStore:
    def test_a_missing_file_is_named_and_not_made(
        self, act: Callable[[Path], object], tmp_path: Path
    ) -> None:
        path = tmp_path / "none.json"
        with pytest.raises(StoreMissing, match=str(path)):
            act(path)
        assert not path.exists()

    def test_a_dangling_link_is_a_missing_store(
        self, act: Callable[[Path], object], tmp_path: Path
    ) -> None:
        link = tmp_path / "link.json"
        link.symlink_to(tmp_path / "target.json")
        with pytest.raises(StoreMissing, match=r"target\.json"):
            act(link)
        assert not link.exists()

    def test_a_loop_of_links_is_refused(
        self, act: Callable[[Path], object], tmp_path: Path
    ) -> None:
        link = tmp_path / "link.json"
        link.symlink_to(link)
        with pytest.raises(SystemRefused, match=r"link\.json"):
            act(link)

    def test_a_folder_is_refused(self, act: Callable[[Path], object], tmp_path: Path) -> None:
        folder = tmp_path / "folder"
        folder.mkdir()
        with pytest.raises(SystemRefused, match=str(folder)):
            act(folder)

    def test_a_fifo_is_refused_and_never_waited_for(
        self, act: Callable[[Path], object], tmp_path: Path
    ) -> None:
        fifo = tmp_path / "fifo"
        os.mkfifo(fifo)
        with no_waiting(), pytest.raises(SystemRefused, match="not a regular file"):
            act(fifo)

    def test_a_file_too_large_to_be_one_is_not_read(
        self, act: Callable[[Path], object], path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(storage, "MAX_BYTES", len(BYTES) - 1)
        with pytest.raises(SystemRefused, match="larger than"):
            act(path)

    @pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE)
    def test_a_hostile_file_is_refused_and_left_as_it_is(
        self, act: Callable[[Path], object], tmp_path: Path, hostile: Hostile
    ) -> None:
        path = tmp_path / "store.json"
        path.write_bytes(hostile.data)
        with pytest.raises(StoreDamaged, match=r"store\.json"):
            act(path)
        assert path.read_bytes() == hostile.data


@pytest.mark.parametrize("device", ["/dev/null", "/dev/zero"])
def test_a_device_is_refused_and_never_read_to_its_end(tmp_path: Path, device: str) -> None:
    link = tmp_path / "device"
    link.symlink_to(device)
    with no_waiting(), pytest.raises(SystemRefused, match="not a regular file"):
        saved(link)


def test_a_missing_folder_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(StoreMissing):
        write(tmp_path / "none" / "store.json", note(1))
    assert os.listdir(tmp_path) == []


def test_a_store_that_went_away_meanwhile_is_not_made_anew(path: Path) -> None:
    store = TinyStore(FileStorage(str(path)))
    list(store.facts())
    path.unlink()
    with pytest.raises(StoreMissing):
        store.apply(note(1))
    assert not path.exists()


class TestRights:
    def test_an_unreadable_file_is_refused(self, open_folder: Path) -> None:
        path = open_folder / "store.json"
        path.write_bytes(BYTES)
        path.chmod(0o000)
        outcome = outcome_of(lambda: saved(path), uid=NOBODY)
        assert outcome == ("SystemRefused", f"{path}: permission denied")

    def test_a_file_in_a_closed_folder_is_refused(self, open_folder: Path) -> None:
        folder = open_folder / "closed"
        folder.mkdir(mode=0o700)
        (folder / "store.json").write_bytes(BYTES)
        folder.chmod(0o000)
        outcome = outcome_of(lambda: saved(folder / "store.json"), uid=NOBODY)
        folder.chmod(0o700)
        assert outcome == ("SystemRefused", f"{folder / 'store.json'}: permission denied")

    def test_a_read_only_file_is_read_but_not_replaced(self, open_folder: Path) -> None:
        path = open_folder / "store.json"
        path.write_bytes(BYTES)
        path.chmod(0o444)
        assert outcome_of(lambda: saved(path), uid=NOBODY) == ("", "")
        outcome = outcome_of(lambda: write(path, note(1)), uid=NOBODY)
        assert outcome == ("SystemRefused", f"{path} is read-only")
        assert path.read_bytes() == BYTES

    def test_a_file_in_a_read_only_folder_is_read_but_not_written(self, open_folder: Path) -> None:
        path = open_folder / "store.json"
        path.write_bytes(BYTES)
        path.chmod(0o666)
        open_folder.chmod(0o555)
        assert outcome_of(lambda: saved(path), uid=NOBODY) == ("", "")
        outcome = outcome_of(lambda: write(path, note(1)), uid=NOBODY)
        assert outcome == ("SystemRefused", f"{path}: permission denied")
        assert os.listdir(open_folder) == ["store.json"]


def refusing(number: int) -> Callable[..., NoReturn]:
    def refuse(*_arguments: object, **_named: object) -> NoReturn:
        raise OSError(number, os.strerror(number))

    return refuse


class TestRefusal:
    @pytest.mark.parametrize(
        "call", ["tempfile.mkstemp", "os.chmod", "os.fsync", "os.replace", "fcntl.flock"]
    )
    def test_a_call_that_is_refused_leaves_the_store_as_it_was(
        self, path: Path, call: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(call, refusing(errno.EIO))
        with pytest.raises(SystemRefused) as caught:
            write(path, note(1))
        assert caught.value.message == f"{path}: input/output error"
        assert caught.value.hint == "nothing was changed"
        assert path.read_bytes() == BYTES
        assert not list(path.parent.glob(".*.tmp"))

    @pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EROFS, errno.EDQUOT])
    def test_whichever_call_is_refused_a_change_is_whole_or_not_at_all(
        self, path: Path, number: int
    ) -> None:
        refuse = refusing(number)
        new = self.after(path, note(1))
        refused = 0
        for call in count(1):
            path.write_bytes(BYTES)
            reached = False

            def strike() -> None:
                nonlocal reached
                reached = True
                refuse()

            try:
                with before_system_call(call, strike):
                    write(path, note(1))
            except SystemRefused:
                refused += 1
                assert path.read_bytes() == BYTES
            else:
                assert path.read_bytes() == new
            if not reached:
                break
        assert refused >= 5
        write(path, note(1))
        assert not list(path.parent.glob(".*.tmp"))

    def test_a_full_disk_leaves_the_store_as_it_was(self, path: Path) -> None:
        def fill() -> None:
            most = len(BYTES) + 50
            resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
            write(path, note(1, 10_000))

        outcome = outcome_of(fill)
        assert outcome == ("SystemRefused", f"{path}: file too large")
        assert path.read_bytes() == BYTES
        assert not list(path.parent.glob(".*.tmp"))

    @pytest.mark.parametrize(
        "change",
        [
            pytest.param(
                Change(entities=(CSTO._replace(kind="club"),)),  # type: ignore[arg-type]
                id="unknown kind",
            ),
            pytest.param(Change(entities=(CSTO._replace(id="../csto"),)), id="id is no slug"),
            pytest.param(Change(sources=(PAGE._replace(title=""),)), id="no title"),
            pytest.param(Change(facts=(SAID._replace(value=Quantity(inf)),)), id="infinite"),
            pytest.param(
                Change(facts=(SAID._replace(rank="best"),)),  # type: ignore[arg-type]
                id="unknown rank",
            ),
        ],
    )
    def test_what_could_not_be_read_again_is_not_written(self, path: Path, change: Change) -> None:
        with pytest.raises(Rejected):
            write(path, change._replace(facts=(*note(1).facts, *change.facts)))
        assert path.read_bytes() == BYTES

    def test_a_text_that_utf8_cannot_hold_is_not_written(self, path: Path) -> None:
        with pytest.raises(Rejected, match="half of a surrogate pair"):
            write(path, Change(entities=(CSTO._replace(aliases=("\ud800",)),)))
        assert path.read_bytes() == BYTES

    @pytest.mark.parametrize("number", [inf, -inf, nan])
    def test_a_number_that_json_does_not_know_is_not_written(
        self, path: Path, number: float
    ) -> None:
        with pytest.raises(Rejected, match="number"):
            FileStorage(str(path)).write({"facts": {"one": {"value": number}}})
        assert path.read_bytes() == BYTES

    def test_after_a_refusal_the_store_answers_as_the_file_does(
        self, path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        store = TinyStore(FileStorage(str(path)))
        list(store.entities())
        write(path, Change(entities=(CSTO._replace(kind="force"),)))
        monkeypatch.setattr("os.fsync", refusing(errno.ENOSPC))
        with pytest.raises(SystemRefused):
            store.apply(note(1))
        assert store.entity("csto") == CSTO._replace(kind="force")

    @staticmethod
    def after(path: Path, change: Change) -> bytes:
        """What the file holds when the change succeeds; it also does the late imports."""
        write(path, change)
        return path.read_bytes()


class TestLock:
    def test_a_writer_that_waits_too_long_learns_which_store_is_busy(self, path: Path) -> None:
        with FileStorage(str(path)).locked():
            began = time.monotonic()
            with (
                pytest.raises(StoreBusy, match=str(path)),
                FileStorage(str(path)).locked(seconds=0.1),
            ):
                pass
            assert time.monotonic() - began < 9

    def test_reading_waits_for_no_lock(self, path: Path) -> None:
        with FileStorage(str(path)).locked(), no_waiting():
            assert saved(path)

    def test_the_lock_of_a_killed_writer_is_free(self, path: Path) -> None:
        def die_holding() -> None:
            with FileStorage(str(path)).locked():
                die()

        os.waitpid(fork(die_holding), 0)
        with FileStorage(str(path)).locked(seconds=1):
            pass

    def test_a_lock_that_is_a_link_to_another_file_is_refused(self, path: Path) -> None:
        victim = path.with_name("victim")
        victim.write_bytes(b"precious")
        path.with_name(".store.json.lock").symlink_to(victim)
        with pytest.raises(SystemRefused):
            write(path, note(1))
        assert victim.read_bytes() == b"precious"

    def test_two_links_to_one_store_share_one_lock(self, path: Path, tmp_path: Path) -> None:
        link = tmp_path / "link.json"
        link.symlink_to(path)
        with (
            FileStorage(str(link)).locked(),
            pytest.raises(StoreBusy),
            FileStorage(str(path)).locked(seconds=0.01),
        ):
            pass

    def test_writers_at_the_same_time_lose_nothing_and_disturb_no_reader(self, path: Path) -> None:
        before, at_first = saved(path), revision(path)

        def work(worker: int) -> None:
            for number in range(25):
                write(path, note(worker * 25 + number))

        workers = {fork(partial(work, worker)): worker for worker in range(4)}
        sizes = [len(before)]
        while workers:
            sizes.append(len(saved(path)))
            # Other tests have children, too.
            for worker in list(workers):
                child, status = os.waitpid(worker, os.WNOHANG)
                if child:
                    assert status == 0
                    del workers[child]
        assert sizes == sorted(sizes)
        assert saved(path) == before | {f"csto.said.{number:08x}" for number in range(100)}
        assert revision(path) == at_first + 100


def edits(path: Path) -> Iterator[None]:
    """Changes that make the store longer and shorter by turns."""
    for number in count(1):
        write(path, note(1, number + (20_000 if number % 2 else 0)))
        yield


class TestKill:
    def test_a_kill_before_any_system_call_leaves_the_old_store_or_the_new(
        self, path: Path
    ) -> None:
        large = Change(sources=(PAGE._replace(title="x" * 20_000),))
        small = Change(sources=(PAGE._replace(title="y"),))
        write(path, large)
        old = path.read_bytes()
        write(path, small)
        new = path.read_bytes()
        ends = []
        for call in count(1):
            path.write_bytes(old)

            def struck(call: int = call) -> None:
                with before_system_call(call, die):
                    write(path, small)

            _, status = os.waitpid(fork(struck), 0)
            ends.append(path.read_bytes())
            if not status:
                break
        assert set(ends) == {old, new}
        assert ends == sorted(ends, key=[old, new].index)
        assert len(ends) > 8
        write(path, small)
        assert sorted(os.listdir(path.parent)) == [
            ".store.json.lock",
            "store.json",
            "store.json.bak",
        ]

    def test_the_storage_of_tinydb_does_not_survive_that(self, tmp_path: Path) -> None:
        """Why it is not used: this shows that the test above can fail."""
        path = tmp_path / "plain.json"
        with TinyDB(path) as plain:
            plain.insert({"title": "x" * 20_000})
        old = path.read_bytes()
        unreadable = 0
        for call in count(1):
            path.write_bytes(old)

            def struck(call: int = call) -> None:
                plain = TinyDB(path)
                with before_system_call(call, die):
                    plain.update({"title": "y"})

            _, status = os.waitpid(fork(struck), 0)
            try:
                json.loads(path.read_bytes())
            except ValueError:
                unreadable += 1
            if not status:
                break
        assert unreadable

    def test_a_kill_at_any_instant_loses_no_change_that_was_acknowledged(self, path: Path) -> None:
        instants = random.Random(28042003)
        for _ in range(KILLS):
            reading, writing = os.pipe()

            def work(pipe: int = writing) -> None:
                for _ in edits(path):
                    os.write(pipe, b"+")

            path.write_bytes(BYTES)
            before = revision(path)
            child = fork(work)
            os.close(writing)
            assert os.read(reading, 1) == b"+"
            time.sleep(instants.uniform(0, 0.02))
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            with open(reading, "rb") as pipe:
                acknowledged = 1 + len(pipe.read())
            assert before + acknowledged <= revision(path) <= before + acknowledged + 1
            assert saved(path) >= {fact.id for fact in SAMPLE.facts}
