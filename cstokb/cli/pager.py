"""The pager between a long answer and the terminal, fed while the answer is drawn."""

import os
import shlex
from collections.abc import Iterable
from contextlib import suppress
from signal import SIG_IGN, SIGINT, signal
from subprocess import PIPE, Popen

from cstokb.cli.output import write_whole


class Pager:
    """A running pager. The terminal is its own until the reader leaves it."""

    def __init__(self, command: str) -> None:
        environment = {"LESS": "FRX", "LESSCHARSET": "utf-8", **os.environ}
        # Unbuffered: nothing is left to be written when it is closed.
        self._process = Popen(  # noqa: S603 - the user chose the pager
            shlex.split(command), stdin=PIPE, env=environment, bufsize=0
        )

    def feed(self, pieces: Iterable[str]) -> None:
        """Show the pieces, and return when the reader has left; then no more are drawn.

        What ends the drawing, be it an error or Ctrl-C, is raised when the reader has left.
        """
        stdin = self._process.stdin
        assert stdin
        try:
            for piece in pieces:
                try:
                    write_whole(stdin, piece)
                except BrokenPipeError:
                    break
        finally:
            with suppress(OSError):
                stdin.close()
            self._wait()

    def _wait(self) -> None:
        """Wait for the pager, ignoring Ctrl-C; raise `KeyboardInterrupt` if that ended it."""
        # Killed, or left behind, it would leave a terminal that shows nothing typed.
        before = signal(SIGINT, SIG_IGN)
        try:
            self._process.wait()
        finally:
            signal(SIGINT, before)
        if self._process.returncode == -SIGINT:
            raise KeyboardInterrupt


def start(command: str) -> Pager | None:
    """The pager that the command starts, or None if it starts none."""
    try:
        return Pager(command)
    except (OSError, ValueError, IndexError):
        return None
