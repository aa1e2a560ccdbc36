"""The fault injection of `tests.faults` in its short form."""

import subprocess
import sys
from pathlib import Path

import pytest

ROWS = (
    "SIGKILL in set, which shortens",
    "SIGKILL in add",
    "SIGKILL in retract",
    "SIGKILL in import",
    "SIGKILL in undo",
    "SIGKILL in TinyDB's own storage, which must fail",
    "SIGINT in import",
    "SIGTERM in import",
    "a limit to the size of files",
    "a read-only file",
    "a read-only folder",
    "a full disk",
    "4 writers x 10 add entity",
    "4 writers x 5 facts of one entity",
    "4 writers x 5 citations of one fact",
    "4 writers of one new entity",
    "4 first writes into no layer",
)


@pytest.fixture(scope="module")
def table() -> dict[str, str]:
    """The lines of the table: the verdict and figures of each by its name."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults", "--short"],
        cwd=Path(__file__).parent.parent,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert not done.stderr
    rows = (line.partition(": ") for line in done.stdout.splitlines())
    return {name[6:]: name[:6] + figures for name, _, figures in rows}


@pytest.mark.parametrize("name", ROWS)
def test_the_store_survives(table: dict[str, str], name: str) -> None:
    assert table[name].startswith("ok"), table[name]


def test_no_fault_is_left_out(table: dict[str, str]) -> None:
    assert [*table] == [*ROWS]
