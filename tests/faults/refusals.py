"""A system that refuses: the disk is full, the file or the folder is read-only."""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from cstokb.errors import REFUSED
from tests.faults.base import Row, made, strangers
from tests.faults.commands import as_nobody, nothing, run, with_files_up_to
from tests.store.children import open_to_all


def refusals(folder: Path) -> Iterator[Row]:
    """Every refusal: the command says so, nothing changes, and reading goes on."""
    path = made(folder / "limit")
    limited = with_files_up_to(path.stat().st_size + 50)
    yield _refused("a limit to the size of files", path, limited)
    path = made(folder / "read-only-file")
    path.parent.chmod(0o777)
    path.chmod(0o444)
    yield _refused("a read-only file", path, as_nobody)
    path = made(folder / "read-only-folder")
    path.chmod(0o666)
    path.parent.chmod(0o555)
    yield _refused("a read-only folder", path, as_nobody)
    path.parent.chmod(0o755)
    with _small_disk(folder / "disk") as disk:
        if disk is None:
            yield Row("a full disk", "mounting one is not allowed here", right=True)
            return
        path = made(disk / "store")
        filler = disk / "filler"
        _fill(filler)
        full = _refused("a full disk", path, nothing)
        filler.unlink()
        after = run("--store", str(path), *_ADD).code
        figures = f"{full.figures}; with space again exit {after}"
        yield full._replace(figures=figures, right=full.right and after == 0)


_ADD = ("add", "entity", "new", "--kind", "body", "--name", "New", "--yes")


def _refused(name: str, path: Path, before: Callable[[], None]) -> Row:
    if before is as_nobody and not open_to_all():
        return Row(name, "not tried: the checkout is in a private folder", right=True)
    data = path.read_bytes()
    wrote = run("--store", str(path), *_ADD, before=before)
    read = run("--store", str(path), "list", "--fields", "id", before=before)
    same = path.read_bytes() == data
    left = strangers(path)
    figures = (
        f"exit {wrote.code}, bytes {'unchanged' if same else 'CHANGED'}, "
        f"list exit {read.code}, {len(left)} left over"
    )
    told = "nothing was changed" in wrote.err and "Traceback" not in wrote.err + read.err
    listed = read.code == 0 and "body-099" in read.out
    return Row(name, figures, wrote.code == REFUSED and same and told and listed and not left)


def _fill(filler: Path) -> None:
    with filler.open("wb", buffering=0) as file:
        try:
            while file.write(bytes(4096)):
                pass
        except OSError:
            return


@contextmanager
def _small_disk(place: Path) -> Iterator[Path | None]:
    """A file system of 256 KB there, or None where mounting is not allowed."""
    place.mkdir()
    mount, umount = shutil.which("mount"), shutil.which("umount")
    if mount is None or umount is None:
        yield None
        return
    command = (mount, "-t", "tmpfs", "-o", "size=256k", "none", str(place))
    if (
        not (mount and umount)
        or subprocess.run(command, capture_output=True, check=False).returncode
    ):
        yield None
        return
    try:
        yield place
    finally:
        subprocess.run([umount, str(place)], check=True)
