"""Whole command-line processes against kills, writers, full disks and signals.

Run `python -m tests.faults` in the environment that cstokb is installed in. It strikes
stores in a temporary folder, prints what was seen, and exits 1 if anything failed.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.faults.base import Row
from tests.faults.commands import warm
from tests.faults.kills import interrupts, kills, plain_kills
from tests.faults.refusals import refusals
from tests.faults.writers import writers


def main() -> int:
    """Strike and print the table; 1 if anything failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", action="store_true", help="less of each, for every day")
    parser.add_argument("--kills", type=int, metavar="N", help="1,000; short: 60")
    parser.add_argument("--writers", type=int, default=8, metavar="N")
    parser.add_argument("--adds", type=int, metavar="N", help="by each; 200, short: 4 writers x 10")
    wanted = parser.parse_args()
    if wanted.short:
        wanted.writers = min(wanted.writers, 4)
    struck = wanted.kills or (60 if wanted.short else 1000)
    adds = wanted.adds or (10 if wanted.short else 200)
    for name in [name for name in os.environ if name.startswith("CSTOKB_")]:
        del os.environ[name]
    warm()
    right = True
    with tempfile.TemporaryDirectory(prefix="cstokb-faults-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        os.environ |= {"HOME": name, "XDG_CONFIG_HOME": name}
        for row in _rows(folder, struck, wanted.writers, adds):
            right = right and row.right
            print(f"{'ok  ' if row.right else 'FAIL'}  {row.name}: {row.figures}", flush=True)
    return 0 if right else 1


def _rows(folder: Path, struck: int, number: int, adds: int) -> Iterator[Row]:
    for part in ("kills", "interrupts", "writers"):
        (folder / part).mkdir()
    yield from kills(folder / "kills", struck)
    yield plain_kills(folder / "plain", max(struck // 5, 60))
    yield from interrupts(folder / "interrupts", max(struck // 5, 20))
    yield from refusals(folder)
    yield from writers(folder / "writers", number, adds, max(adds // 4, 5))


if __name__ == "__main__":
    sys.exit(main())
