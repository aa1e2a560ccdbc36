"""Copies of this checkout, to be changed and tested without touching it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LEFT_OUT = shutil.ignore_patterns(".*", "__pycache__", "build", "dist", "*.egg-info")


def copy_checkout(folder: Path) -> Path:
    """Copy what the project consists of to a new folder in that one; hidden files stay here."""
    # Some tests give up their rights, and must still read the program.
    folder.chmod(0o755)
    copy = folder / "checkout"
    shutil.copytree(ROOT, copy, ignore=LEFT_OUT)
    return copy


def run_in(
    copy: Path, *words: str, timeout: float | None = None, **variables: str
) -> subprocess.CompletedProcess[str]:
    """Run Python in the copy; it and the processes that it starts import the copy's cstokb."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    return subprocess.run(
        [sys.executable, *words],
        cwd=copy,
        env={**kept, "PYTHONPATH": str(copy), **variables},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=timeout,
        check=False,
    )


def run_pytest(
    copy: Path, *words: str, timeout: float | None = None
) -> subprocess.CompletedProcess[str]:
    """Run pytest in the copy, until the first failure, on one core."""
    return run_in(copy, "-m", "pytest", "-qx", "-p", "no:cacheprovider", *words, timeout=timeout)
