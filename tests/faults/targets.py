"""What stands where a command writes a file, and two users who write the same files."""

import os
import stat
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from tests.faults.base import Row
from tests.faults.commands import run
from tests.store.children import open_to_all

ALICE, BOB, GROUP = 64_001, 64_002, 64_003
OLD = b"what was there before\n"

Write = Callable[[Path], tuple[str, ...]]
"""The words of a command that writes to the path."""


class Target(NamedTuple):
    """How something is made that stands there, and what must be true after writing to it.

    `accepted` says whether the command is to end well; `right` is given the path.
    """

    make: Callable[[Path], None]
    right: Callable[[Path], bool]
    accepted: bool = True


def _old(path: Path) -> None:
    path.write_bytes(OLD)


def _link(path: Path) -> None:
    path.with_name("elsewhere").write_bytes(OLD)
    path.symlink_to("elsewhere")


def _is_link_to_new(path: Path) -> bool:
    there = path.with_name("elsewhere")
    return path.is_symlink() and there.is_file() and there.read_bytes() not in (b"", OLD)


def _is_new(path: Path) -> bool:
    return path.is_file() and not path.is_symlink() and path.read_bytes() not in (b"", OLD)


def _device(path: Path) -> None:
    os.mknod(path, 0o666 | stat.S_IFCHR, os.makedev(1, 3))


def _block_device(path: Path) -> None:
    # The number of no disk that there is.
    os.mknod(path, 0o600 | stat.S_IFBLK, os.makedev(240, 255))


TARGETS = {
    "nothing": Target(lambda _: None, _is_new),
    "a file": Target(_old, _is_new),
    "a link": Target(_link, _is_link_to_new),
    "a dangling link": Target(lambda path: path.symlink_to("elsewhere"), _is_link_to_new),
    "a FIFO": Target(os.mkfifo, lambda path: stat.S_ISFIFO(path.lstat().st_mode)),
    "a folder": Target(Path.mkdir, Path.is_dir, accepted=False),
    "a device": Target(_device, lambda path: stat.S_ISCHR(path.lstat().st_mode)),
    "a block device": Target(
        _block_device, lambda path: stat.S_ISBLK(path.lstat().st_mode), accepted=False
    ),
}
NEEDS_ROOT = ("a device", "a block device")


def targets(folder: Path, stores: dict[str, str]) -> Iterator[Row]:
    """Every kind of target by every command that writes a file; `stores` are locations."""
    folder.mkdir()
    writes: dict[str, Write] = {"export": lambda path: ("export", "jsonl", "-o", str(path))}
    for kind, location in stores.items():
        writes[f"backup of {kind}"] = lambda path, at=location: (  # type: ignore[misc]
            "--store", at, "backup", str(path),
        )  # fmt: skip
    for at, (name, target) in enumerate(TARGETS.items()):
        if name in NEEDS_ROOT and os.geteuid() != 0:
            continue
        wrong = [
            command
            for number, (command, words) in enumerate(writes.items())
            if not _holds(folder / f"{at}-{number}", target, words)
        ]
        yield Row(
            f"writing to {name}",
            f"{len(writes)} tried, {len(writes) - len(wrong)} right{': ' * bool(wrong)}"
            + ", ".join(wrong),
            not wrong,
        )


def _holds(folder: Path, target: Target, words: Write) -> bool:
    folder.mkdir()
    path = folder / "target"
    target.make(path)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(path.read_bytes()))
    if path.is_fifo():
        reader.start()
    ended = run(*words(path))
    if path.is_fifo():
        reader.join(10)
        if not read or not read[0]:
            return False
    left = [name for name in os.listdir(folder) if name not in ("target", "elsewhere")]
    return target.right(path) and (ended.code == 0) == target.accepted and not left


def two_users(folder: Path) -> Iterator[Row]:
    """Alice and Bob, who share a group, write to one store and over each other's files."""
    if os.geteuid() != 0 or not open_to_all():
        yield Row("two users", "not tried: only root becomes somebody else", right=True)
        return
    for setgid in (False, True):
        for kind in ("file", "sqlite"):
            shared = folder / f"shared-{kind}-{setgid}"
            shared.mkdir()
            os.chown(shared, ALICE, GROUP)
            shared.chmod(0o2775 if setgid else 0o775)
            name = f"two users, {kind}, {'with' if setgid else 'without'} setgid"
            yield _shared(name, shared, kind)


def _shared(name: str, shared: Path, kind: str) -> Row:
    path = shared / "kb"
    store = f"sqlite:///{path}" if kind == "sqlite" else str(path)
    codes = [run("--store", store, "init", before=_become(ALICE)).code]
    os.chown(path, ALICE, GROUP)
    path.chmod(0o660)
    for at, user in enumerate((ALICE, BOB, ALICE, BOB)):
        before = _become(user)
        entity = ("add", "entity", f"e{at}", "--kind", "body", "--name", f"E{at}", "--yes")
        codes.append(run("--store", store, *entity, before=before).code)
        out, saved = str(shared / "out"), str(shared / "saved")
        others = (("export", "jsonl", "-o", out), ("backup", saved), ("list",))
        codes += [run("--store", store, *words, before=before).code for words in others]
        if not at:
            for each in (out, saved):
                os.chown(each, ALICE, GROUP)
                os.chmod(each, 0o664)
    kept = {each: (shared / each).stat() for each in ("kb", "out", "saved")}
    groups = {each for each, status in kept.items() if status.st_gid != GROUP}
    modes = [f"{status.st_mode & 0o777:o}" for status in kept.values()]
    failed = len([code for code in codes if code])
    return Row(
        name,
        f"{len(codes)} commands, {failed} failed; modes {' '.join(modes)}, "
        f"{len(groups)} groups lost",
        not failed and not groups and modes == ["660", "664", "664"],
    )


def _become(user: int) -> Callable[[], None]:
    def become() -> None:
        os.setgroups([GROUP])
        os.setgid(user)
        os.setuid(user)
        os.umask(0o022)

    return become
