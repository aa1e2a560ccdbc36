"""A trial: the tests of a mutation, run in a copy of this checkout that has it."""

import subprocess
import tempfile
from pathlib import Path

from tests.copies import copy_checkout, run_pytest
from tests.mutations.catalogue import Mutation

SECONDS = 1800.0
KILLED, SURVIVED = "killed", "SURVIVED"
PASSED, FAILED = 0, 1
"""What pytest exits with; another number means that it could not run the tests."""


def verdict_of(mutation: Mutation) -> str:
    """`killed`, `SURVIVED`, or what went wrong."""
    with tempfile.TemporaryDirectory(prefix="cstokb-mutation-") as folder:
        copy = copy_checkout(Path(folder))
        try:
            apply(mutation, copy)
        except ValueError as fault:
            return f"ERROR: {fault}:"
        code, text = judged(copy, mutation.tests)
        verdicts: dict[int | None, str] = {PASSED: SURVIVED, FAILED: KILLED}
        return verdicts.get(code, text)


def baseline_of(tests: tuple[str, ...]) -> str:
    """Why the tests cannot judge a mutation, which is that they fail without one; or empty."""
    with tempfile.TemporaryDirectory(prefix="cstokb-mutation-") as folder:
        code, text = judged(copy_checkout(Path(folder)), tests)
        problems: dict[int | None, str] = {PASSED: "", FAILED: "ERROR: the tests fail without it:"}
        return problems.get(code, text)


def judged(copy: Path, tests: tuple[str, ...]) -> tuple[int | None, str]:
    """What pytest exits with for these tests in the copy, and how that is told if it is odd."""
    try:
        code = run_pytest(copy, *tests, timeout=SECONDS).returncode
    except subprocess.TimeoutExpired:
        return None, f"ERROR: the tests do not end in {SECONDS:g} seconds:"
    return code, f"ERROR: pytest exits with {code}:"


def apply(mutation: Mutation, copy: Path) -> None:
    """Put the fault into the copy; raise ValueError unless there is just one place for it."""
    path = copy / mutation.file
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    if (times := text.count(mutation.before)) != 1:
        raise ValueError(f"the text before stands {times} times in the file, not once")
    path.write_text(text.replace(mutation.before, mutation.after), encoding="utf-8")
