"""The gateway for files: nothing but a regular file is replaced, and nothing is left behind."""

import ast
import os
import signal
import stat
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

import cstokb
from cstokb import files
from cstokb.errors import Rejected, SystemRefused
from cstokb.store import create_store
from cstokb.store.file.storage import FileStorage
from cstokb.store.file.tiny import TinyStore
from tests.faults.targets import ALICE, BOB, GROUP, NEEDS_ROOT, TARGETS, Target
from tests.store.children import fork
from tests.store.samples import SAMPLE

PACKAGE = Path(cstokb.__file__).parent
OLD, NEW = b"old\n", b"new\n"
OURS = f".out.cstokb-{'0' * 16}.tmp"

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files away")


def write(path: Path) -> None:
    files.write(str(path), [NEW])


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


@pytest.fixture
def group_folder(tmp_path: Path) -> Path:
    """A folder that a group may write, without setgid."""
    for folder in (tmp_path, *tmp_path.parents):
        if folder.stat().st_uid == os.geteuid() and folder != Path("/"):
            folder.chmod(folder.stat().st_mode | 0o011)
    shared = tmp_path / "shared"
    shared.mkdir()
    os.chown(shared, ALICE, GROUP)
    shared.chmod(0o775)
    return shared


@pytest.mark.parametrize("name", TARGETS)
def test_what_stands_there_is_replaced_written_into_or_refused_as_its_kind_allows(
    out: Path, name: str
) -> None:
    if name in NEEDS_ROOT and os.geteuid() != 0:
        pytest.skip("only root makes devices")
    target: Target = TARGETS[name]
    target.make(out)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(out.read_bytes()))
    if out.is_fifo():
        reader.start()
    try:
        write(out)
    except (OSError, SystemRefused):
        assert not target.accepted
    else:
        assert target.accepted
    if out.is_fifo():
        reader.join(10)
        assert read == [NEW]
    assert target.right(out)
    assert {*os.listdir(out.parent)} <= {"out", "elsewhere"}


def test_an_open_stream_that_is_a_regular_file_is_appended_to(out: Path) -> None:
    out.write_bytes(OLD)
    with out.open("ab") as stream:
        files.write(f"/dev/fd/{stream.fileno()}", [NEW])
    assert out.read_bytes() == OLD + NEW


@pytest.mark.parametrize("mask", [0o022, 0o002, 0o077])
def test_a_new_file_is_as_open_as_the_umask_leaves_it(out: Path, mask: int) -> None:
    store = out.with_name("store.json")
    before = os.umask(mask)
    try:
        write(out)
        create_store(str(store))
        create_store(f"sqlite:///{out.with_name('store.db')}")
    finally:
        os.umask(before)
    for made in (out, store, out.with_name("store.db")):
        assert stat.S_IMODE(made.stat().st_mode) == 0o666 & ~mask


def test_the_folder_of_a_layer_is_open_to_nobody_else(tmp_path: Path) -> None:
    create_store(str(tmp_path / "own" / "store.json"), base="shipped", private=True)
    assert stat.S_IMODE((tmp_path / "own").stat().st_mode) == 0o700


@as_root
def test_owner_and_mode_are_kept(out: Path) -> None:
    out.write_bytes(OLD)
    os.chown(out, ALICE, GROUP)
    out.chmod(0o664)
    write(out)
    status = out.stat()
    assert (status.st_uid, status.st_gid, stat.S_IMODE(status.st_mode)) == (ALICE, GROUP, 0o664)


def as_user(user: int, *groups: int) -> Callable[[Callable[[], object]], int]:
    """Do it as that user in a child; how that ended."""

    def act(do: Callable[[], object]) -> int:
        def become() -> None:
            os.setgroups(groups)
            os.setgid(user)
            os.setuid(user)
            os.umask(0o022)
            do()

        _, status = os.waitpid(fork(become), 0)
        return os.waitstatus_to_exitcode(status)

    return act


@as_root
def test_the_group_is_kept_where_the_owner_cannot_be(group_folder: Path) -> None:
    out = group_folder / "out"
    out.write_bytes(OLD)
    os.chown(out, ALICE, GROUP)
    out.chmod(0o660)
    assert as_user(BOB, GROUP)(lambda: write(out)) == 0
    status = out.stat()
    assert (status.st_gid, stat.S_IMODE(status.st_mode)) == (GROUP, 0o660)
    assert as_user(ALICE, GROUP)(lambda: write(out)) == 0


@as_root
def test_another_group_gets_no_rights_that_the_first_one_had(group_folder: Path) -> None:
    out = group_folder / "out"
    out.write_bytes(OLD)
    os.chown(out, ALICE, ALICE)
    out.chmod(0o666 & ~0o004)
    assert as_user(BOB, GROUP)(lambda: write(out)) == 0
    status = out.stat()
    assert (status.st_gid, stat.S_IMODE(status.st_mode)) == (BOB, 0o622)


@as_root
def test_the_lock_of_a_store_is_open_to_its_group(group_folder: Path) -> None:
    path = group_folder / "kb.json"
    create_store(str(path))
    os.chown(path, ALICE, GROUP)
    path.chmod(0o660)
    (group_folder / ".kb.json.lock").unlink()
    for user in (ALICE, BOB, ALICE):
        change = SAMPLE._replace(message=str(user))
        assert as_user(user, GROUP)(partial(_apply, path, change)) == 0
    assert stat.S_IMODE((group_folder / ".kb.json.lock").stat().st_mode) == 0o660


def _apply(path: Path, change: object) -> None:
    TinyStore(FileStorage(str(path))).apply(change)  # type: ignore[arg-type]


def test_only_what_we_left_is_swept(out: Path) -> None:
    folder, link = out.with_name(".out.cstokb-1111111111111111.tmp"), out.with_name("kept")
    folder.mkdir()
    link.write_bytes(OLD)
    out.with_name(f".out.cstokb-{'2' * 16}.tmp").symlink_to(link)
    out.with_name(".out.mywork.tmp").write_bytes(OLD)
    out.with_name(".out.cstokb-short.tmp").write_bytes(OLD)
    before = {*os.listdir(out.parent)}
    for name in (OURS, f"{OURS}-journal"):
        out.with_name(name).write_bytes(b"half")
    write(out)
    assert {*os.listdir(out.parent)} == before | {"out"}


def test_what_is_being_made_is_not_swept(out: Path) -> None:
    with files.replacing(str(out)) as first:
        Path(first).write_bytes(OLD)
        write(out)
    assert out.read_bytes() == OLD


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_what_is_half_made_goes_with_the_signal(out: Path, number: signal.Signals) -> None:
    out.write_bytes(OLD)

    def strike() -> None:
        signal.signal(
            number, signal.SIG_DFL if number != signal.SIGINT else signal.default_int_handler
        )
        with files.replacing(str(out)), files.scratch_folder() as scratch:
            Path(scratch, "half").write_bytes(NEW)
            out.with_name("scratch").write_text(scratch)
            os.kill(os.getpid(), number)

    _, status = os.waitpid(fork(strike), 0)
    assert os.waitstatus_to_exitcode(status) in (-number, 1)
    assert out.read_bytes() == OLD
    assert not Path(out.with_name("scratch").read_text()).exists()
    assert {*os.listdir(out.parent)} == {"out", "scratch"}


def test_a_name_as_long_as_the_system_allows_is_written(tmp_path: Path) -> None:
    for name in ("a" * 255, "\N{CYRILLIC SMALL LETTER YA}" * 127):
        write(tmp_path / name)
    assert len(os.listdir(tmp_path)) == 2


def test_a_name_that_is_taken_meanwhile_is_not_replaced(out: Path) -> None:
    with pytest.raises(Rejected), files.creating(str(out), "out"):
        out.write_bytes(OLD)
    assert out.read_bytes() == OLD


MAKERS = {"mkstemp", "NamedTemporaryFile", "TemporaryDirectory", "replace", "rename", "link"}


def test_nobody_else_makes_files() -> None:
    found = {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute)
        and node.attr in MAKERS
        and isinstance(node.value, ast.Name)
        and node.value.id in ("os", "tempfile", "shutil")
    }
    # What an editor is given belongs to nobody else, and is kept where it cannot be taken.
    assert found == {"files.py", "cli/edit.py"}
