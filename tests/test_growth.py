"""Twice as many records take about twice as long; see `tests.faults.growth` for all of it."""

from pathlib import Path

import pytest

from tests.cli.asking import ask
from tests.faults.growth import WRITES, growth


@pytest.mark.slow
@pytest.mark.parametrize("command", ["conflicts", WRITES])
def test_rivals_of_one_fact_are_not_compared_each_with_each(tmp_path: Path, command: str) -> None:
    (row,) = growth(ask, tmp_path, 300, ["rivals"], [command])
    assert row.right, row.figures
