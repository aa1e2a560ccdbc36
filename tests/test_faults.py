"""The fault injection of `tests.faults` in its short form."""

import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from tests.conftest import REQUIRED
from tests.faults.targets import TARGETS
from tests.servers import missing

SIGNALS = (
    "SIGKILL in set, which shortens",
    "SIGKILL in add",
    "SIGKILL in retract",
    "SIGKILL in import",
    "SIGKILL in undo",
    "SIGINT in import",
    "SIGTERM in import",
)
REFUSALS = (
    "a limit to the size of files",
    "a read-only file",
    "a read-only folder",
    "a full disk",
)
WRITERS = (
    "4 writers x 10 add entity",
    "4 writers x 5 facts of one entity",
    "4 writers x 5 citations of one fact",
    "5 editors x 5 set, a field each, of one entity",
    "4 writers of one new entity",
)
PLAIN = "SIGKILL in TinyDB's own storage, which must fail"
KINDS = ("file", "sqlite")
ROWS = {
    "file": (*SIGNALS, PLAIN, *REFUSALS, "4 first writes into no layer", *WRITERS),
    "sqlite": (*SIGNALS, *REFUSALS, *WRITERS),
    "postgresql": ("SIGKILL of the server in import", *SIGNALS, "planted functions", *WRITERS),
    "rest": (
        *(f"writing to {name}" for name in TARGETS),
        *(f"two users, {kind}, {how} setgid" for how in ("without", "with") for kind in KINDS),
        *(f"CRC fuzz, {kind}" for kind in KINDS),
    ),
}

pytestmark = pytest.mark.slow


@cache
def table(store: str) -> dict[str, str]:
    """The lines of the table: the verdict and figures of each by its name."""
    if store == "postgresql" and (reason := missing()) and not REQUIRED:
        pytest.skip(reason)
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults", "--short", "--stores", store],
        cwd=Path(__file__).parent.parent,
        capture_output=True,
        text=True,
        timeout=1800,
        check=False,
    )
    assert not done.stderr
    rows = (line.split(": ", 2) for line in done.stdout.splitlines())
    return {name: verdict[:6] + figures for verdict, name, figures in rows}


@pytest.mark.parametrize(
    ("store", "name"),
    [pytest.param(store, name, id=f"{store}: {name}") for store in ROWS for name in ROWS[store]],
)
def test_the_store_survives(store: str, name: str) -> None:
    assert table(store)[name].startswith("ok"), table(store)[name]


@pytest.mark.parametrize("store", ROWS)
def test_no_fault_is_left_out(store: str) -> None:
    assert tuple(table(store)) == ROWS[store]
