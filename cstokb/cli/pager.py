"""The pager between a long answer and the terminal, fed while the answer is made."""

import os
import re
import shlex
from collections.abc import Iterable
from contextlib import suppress
from signal import SIG_IGN, SIGINT, signal
from subprocess import PIPE, Popen

from cstokb.cli.streams import write_all

_ESCAPE = re.compile(r"\x1b\[[0-9;]*m|\x1b\]8;[^\x1b]*\x1b\\")
"""Colours, and the beginning or end of a link."""

_COUNTS_ESCAPES = ("more", "pg")
"""Pagers that take colours and links for text, so that they break lines early."""


class Pager:
    """A running pager, which has the terminal until the reader leaves it."""

    def __init__(self, command: str) -> None:
        name = os.path.basename(shlex.split(command)[0])
        self._plain = name in _COUNTS_ESCAPES
        environment = {"LESS": "FRX", "LESSCHARSET": "utf-8", **os.environ}
        # Unbuffered, so that closing stdin writes nothing and cannot fail.
        self._process = Popen(  # noqa: S603 - the user chose the pager
            shlex.split(command), stdin=PIPE, env=environment, bufsize=0
        )

    def feed(self, pieces: Iterable[str]) -> None:
        """Show the pieces until the reader leaves; those not yet made then are not made.

        Return, or raise what making a piece raised, only when the pager has ended.
        """
        stdin = self._process.stdin
        assert stdin
        try:
            for piece in pieces:
                try:
                    write_all(stdin, _ESCAPE.sub("", piece) if self._plain else piece)
                except BrokenPipeError:
                    break
        finally:
            with suppress(OSError):
                stdin.close()
            self._wait()

    def _wait(self) -> None:
        """Wait for the pager, ignoring Ctrl-C; raise `KeyboardInterrupt` if that ended it."""
        # If this process ended first, the terminal would stay without echo.
        before = signal(SIGINT, SIG_IGN)
        try:
            self._process.wait()
        finally:
            signal(SIGINT, before)
        if self._process.returncode == -SIGINT:
            raise KeyboardInterrupt


def start_pager(command: str) -> Pager | None:
    """Start the command as a pager; None if it cannot be started."""
    try:
        return Pager(command)
    except (OSError, ValueError, IndexError):
        return None
