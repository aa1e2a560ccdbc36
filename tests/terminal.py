"""Commands as a person runs them: in `sh`, on a terminal of a given size."""

import fcntl
import os
import pty
import re
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Mapping
from pathlib import Path
from select import select
from typing import NamedTuple

COLUMNS = 80
LINES = 24
SECONDS = 60.0
"""A busy machine takes long; only what hangs takes so long."""


class Screen(NamedTuple):
    """What a command wrote on the terminal, both streams as they came, and its exit code."""

    text: str
    code: int


def environment(home: Path, **more: str) -> dict[str, str]:
    """That of a person with nothing but a home, `cstokb` on the path and these variables."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("CSTOKB_", "XDG_", "LC_", "PYTEST_", "LESS", "PYTHONIO"))
        and name not in ("NO_COLOR", "COLUMNS", "LINES", "PAGER", "FORCE_COLOR", "PYTHONUNBUFFERED")
    }
    told = {"HOME": str(home), "LANG": "C.UTF-8", "TERM": "xterm", "PATH": _path(home)}
    return kept | told | more


def on_terminal(
    command: str,
    env: Mapping[str, str],
    *,
    columns: int = COLUMNS,
    lines: int = LINES,
    typed: str = "",
) -> Screen:
    """Run the command in `sh`, in its home, on a terminal; fail after `SECONDS`.

    What is `typed` waits for the command to read it.
    """
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
    child = subprocess.Popen(
        ["/bin/sh", "-c", command],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=env,
        cwd=env["HOME"],
        start_new_session=True,
    )
    os.close(theirs)
    try:
        os.write(ours, typed.encode())
        written = _read(ours, time.monotonic() + SECONDS)
        text = re.sub(r"\r+\n", "\n", written.decode())
        return Screen(text, child.wait(SECONDS))
    finally:
        os.close(ours)
        if child.poll() is None:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()


def _read(terminal: int, until: float) -> bytes:
    written = b""
    while select([terminal], [], [], max(0.0, until - time.monotonic()))[0]:
        try:
            piece = os.read(terminal, 65536)
        except OSError:
            # Linux says so when the other side is closed.
            return written
        if not piece:
            return written
        written += piece
    raise TimeoutError(written[-1000:])


def _path(home: Path) -> str:
    scripts = Path(sys.executable).parent
    if not (scripts / "cstokb").exists():
        scripts = home / "bin"
        scripts.mkdir(exist_ok=True)
        shim = scripts / "cstokb"
        shim.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m cstokb "$@"\n')
        shim.chmod(0o755)
    return f"{scripts}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
