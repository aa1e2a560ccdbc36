"""A system that refuses: the disk is full, the file or the folder is read-only."""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from cstokb.errors import REFUSED
from tests.faults.base import Row, rows_to_import
from tests.faults.commands import as_nobody, nothing, run, with_files_up_to
from tests.faults.places import FilePlace, SqlitePlace
from tests.store.children import open_to_all

FileMake = Callable[[Path], FilePlace | SqlitePlace]
"""Makes a store in a file, alone in that new folder."""


def refusals(make: FileMake, folder: Path) -> Iterator[Row]:
    """Every refusal: the command says so, nothing changes, and reading goes on."""
    rows = folder / "rows.jsonl"
    rows.write_text(rows_to_import(), encoding="utf-8")
    place = make(folder / "limit")
    limited = with_files_up_to(place.path.stat().st_size + 50)
    yield _refused("a limit to the size of files", place, rows, limited)
    place = make(folder / "read-only-file")
    place.path.parent.chmod(0o777)
    place.path.chmod(0o444)
    yield _refused("a read-only file", place, rows, as_nobody)
    place = make(folder / "read-only-folder")
    place.path.chmod(0o666)
    place.path.parent.chmod(0o555)
    yield _refused("a read-only folder", place, rows, as_nobody)
    place.path.parent.chmod(0o755)
    with small_disk(folder / "disk") as disk:
        if disk is None:
            yield Row("a full disk", "mounting one is not allowed here", right=True)
            return
        place = make(disk / "store")
        filler = disk / "filler"
        fill_up(filler)
        full = _refused("a full disk", place, rows, nothing)
        filler.unlink()
        after = run("--store", place.location, "import", str(rows), "--yes").code
        figures = f"{full.figures}; with space again exit {after}"
        yield full._replace(figures=figures, right=full.right and after == 0)


def _refused(
    name: str, place: FilePlace | SqlitePlace, rows: Path, before: Callable[[], None]
) -> Row:
    if before is as_nobody and not open_to_all():
        return Row(name, "not tried: the checkout is in a private folder", right=True)
    data = place.path.read_bytes()
    wrote = run("--store", place.location, "import", str(rows), "--yes", before=before)
    read = run("--store", place.location, "list", "--fields", "id", before=before)
    same = place.path.read_bytes() == data
    left = place.strangers()
    figures = (
        f"exit {wrote.code}, bytes {'unchanged' if same else 'CHANGED'}, "
        f"list exit {read.code}, {len(left)} left over"
    )
    told = "nothing was changed" in wrote.err and "Traceback" not in wrote.err + read.err
    listed = read.code == 0 and "body-099" in read.out
    return Row(name, figures, wrote.code == REFUSED and same and told and listed and not left)


def fill_up(filler: Path) -> None:
    """Write a file until its disk is full."""
    with filler.open("wb", buffering=0) as file:
        try:
            while file.write(bytes(4096)):
                pass
        except OSError:
            return


@contextmanager
def small_disk(place: Path) -> Iterator[Path | None]:
    """A file system of 1 MB there, or None where mounting is not allowed."""
    place.mkdir()
    mount, umount = shutil.which("mount"), shutil.which("umount")
    if mount is None or umount is None:
        yield None
        return
    command = (mount, "-t", "tmpfs", "-o", "size=1m", "none", str(place))
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
