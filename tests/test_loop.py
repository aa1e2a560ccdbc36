"""The loop itself: this checkout is tested, with new examples every time."""

import os
import subprocess
import sys
from pathlib import Path

from hypothesis import settings

from tests.copies import ROOT


def collect(*words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Let pytest collect a file's tests here."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    return subprocess.run(
        [sys.executable, "-m", "pytest", "--collect-only", *words, "tests/model/test_rules.py"],
        cwd=ROOT,
        env={**kept, **variables},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_another_copy_of_the_program_is_not_tested_by_mistake(tmp_path: Path) -> None:
    (tmp_path / "cstokb").mkdir()
    (tmp_path / "cstokb" / "__init__.py").touch()
    done = collect(PYTHONPATH=str(tmp_path))
    assert done.returncode == 4
    assert f"would import {tmp_path}/cstokb/__init__.py, not {ROOT}/cstokb" in done.stderr


def test_the_heading_says_how_to_try_the_same_examples_again() -> None:
    first, second = (collect(PYTHONPATH=str(ROOT)).stdout for _ in range(2))
    seeds = [text.partition("--hypothesis-seed=")[2].split()[0] for text in (first, second)]
    assert seeds[0] != seeds[1]
    again = collect(f"--hypothesis-seed={seeds[0]}", PYTHONPATH=str(ROOT)).stdout
    assert f"--hypothesis-seed={seeds[0]}\n" in again


def test_continuous_integration_tries_new_examples_and_keeps_what_fails() -> None:
    now = settings.default
    assert now is not None
    assert (now.derandomize, now.deadline, now.print_blob) == (False, None, True)
    assert now.database is not None
