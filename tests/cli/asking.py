"""Asking cstokb: in this process, where it is fast, or in one of its own."""

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from typer.testing import CliRunner

from cstokb.cli.app import build

TODAY = "2026-11-23"
SECONDS = 60.0
"""A busy machine takes long; only what hangs takes so long."""


class Answer(NamedTuple):
    """What a run wrote, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        return json.loads(self.out)

    @property
    def items(self) -> list[dict[str, Any]]:
        items: list[dict[str, Any]] = self.document["items"]
        return items

    @property
    def rows(self) -> list[list[str]]:
        """The lines of a pipe, split at TABs."""
        return [line.split("\t") for line in self.out.splitlines()]

    @property
    def message(self) -> str:
        """What the one error says, on its first line."""
        assert self.err.startswith("cstokb: error: "), self.err
        return self.err.removeprefix("cstokb: error: ").splitlines()[0]


def ask(*words: str, **variables: str) -> Answer:
    """Run the command line in this process, as in a pipe."""
    with CliRunner().isolation(env=variables) as (out, err, _):
        code: object = 0
        try:
            build().main(list(words), prog_name="cstokb")
        except SystemExit as done:
            code = done.code
        sys.stdout.flush()
        sys.stderr.flush()
        written, complained = out.getvalue(), err.getvalue()
    assert isinstance(code, int)
    return Answer(code, written.decode(), complained.decode())


def run(
    words: list[str], env: Mapping[str, str], *, stdout: int = subprocess.PIPE
) -> subprocess.CompletedProcess[str]:
    """Run the command line in a process of its own, in its home."""
    return subprocess.run(
        [sys.executable, "-m", "cstokb", *words],
        env=env,
        cwd=Path(env["HOME"]),
        stdin=subprocess.DEVNULL,
        stdout=stdout,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        timeout=SECONDS,
        check=False,
    )
