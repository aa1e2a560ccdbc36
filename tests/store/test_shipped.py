import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import cstokb
from cstokb.errors import SystemRefused
from cstokb.store import open_store
from cstokb.store.protocol import Change
from cstokb.store.shipped import NAME, shipped_store
from tests.store.samples import MEMBER

PACKAGE = Path(cstokb.__file__).parent
FACTS = sum(1 for _ in shipped_store().facts())

COUNT = """
import cstokb
from cstokb.errors import StoreMissing
from cstokb.store.shipped import shipped_store
print(cstokb.__file__)
try:
    print(sum(1 for _ in shipped_store().facts()))
except StoreMissing as missing:
    print(missing)
"""


def data_file() -> Path:
    found = [folder / "data" / NAME for folder in (PACKAGE, PACKAGE.parent)]
    return next(path for path in found if path.exists())


def copied(folder: Path) -> Path:
    """A copy of the package, without its data."""
    return Path(
        shutil.copytree(
            PACKAGE, folder / "cstokb", ignore=shutil.ignore_patterns("__pycache__", "data")
        )
    )


def checkout(folder: Path) -> Path:
    copied(folder)
    (folder / "data").mkdir()
    shutil.copy(data_file(), folder / "data")
    return folder


def wheel(folder: Path) -> Path:
    data = copied(folder) / "data"
    data.mkdir()
    shutil.copy(data_file(), data)
    return folder


def zipped(layout: Callable[[Path], Path]) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        return Path(shutil.make_archive(str(folder.with_name("all")), "zip", layout(folder)))

    return make


def counted(location: Path, folder: Path) -> tuple[str, str]:
    """The file of the package and the number of facts, or the error, with that location first."""
    run = subprocess.run(
        [sys.executable, "-c", COUNT],
        check=True,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(location)},
        capture_output=True,
        encoding="utf-8",
    )
    file, count = run.stdout.splitlines()
    return file, count


@pytest.mark.parametrize(
    "layout",
    [
        pytest.param(checkout, id="checkout"),
        pytest.param(wheel, id="wheel"),
        pytest.param(zipped(checkout), id="zip of a checkout"),
        pytest.param(zipped(wheel), id="zip of a wheel"),
    ],
)
def test_the_shipped_facts_are_found_wherever_the_package_lies(
    layout: Callable[[Path], Path], tmp_path: Path
) -> None:
    folder = tmp_path / "here"
    folder.mkdir()
    location = layout(folder)
    file, count = counted(location, tmp_path)
    assert file.startswith(str(location))
    assert count == str(FACTS)


def test_a_package_without_its_facts_says_so(tmp_path: Path) -> None:
    copied(tmp_path)
    file, message = counted(tmp_path, tmp_path)
    assert file.startswith(str(tmp_path))
    assert message == f"the shipped data/{NAME} is missing"


def test_there_are_shipped_facts() -> None:
    assert FACTS > 0


def test_without_a_location_the_store_is_the_shipped_one() -> None:
    assert list(open_store().entities()) == list(shipped_store().entities())


def test_the_shipped_facts_are_never_written() -> None:
    before = data_file().read_bytes()
    with pytest.raises(SystemRefused, match=r"shipped cstokb\.json is read-only"):
        shipped_store().apply(Change(facts=(MEMBER,)))
    assert data_file().read_bytes() == before
