"""Where answers go: stdout for the result, stderr for the rest, a pager between."""

import os
import sys
from collections.abc import Iterable
from typing import BinaryIO

import typer

from cstokb.cli.settings import Settings
from cstokb.errors import SystemRefused
from cstokb.model.text import shown

READER_LEFT = 141


class Output:
    """The two streams of a run, always UTF-8, whatever the locale says."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self.terminal = _is_terminal(sys.stdout)
        self.width = _size()[0] if self.terminal else 80
        self.color = self._wants_color()

    def _wants_color(self) -> bool:
        if self._settings.color != "auto":
            return self._settings.color == "always"
        plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") in ("dumb", "unknown")
        return self.terminal and not plain

    def text(self, text: str) -> None:
        """Write the answer; raise `SystemRefused` where it cannot be written."""
        if not (self.terminal and self._settings.pager and self._paged(text)):
            write_out([text])

    def note(self, note: str) -> None:
        """Say on stderr what the answer left out."""
        if not self._settings.quiet:
            complain(f"note: {note}")

    def _paged(self, text: str) -> bool:
        """Page the text if it is longer than the terminal; whether that was done."""
        if text.count("\n") < _size()[1]:
            return False
        command = os.environ.get("CSTOKB_PAGER") or os.environ.get("PAGER") or "less"
        if command == "cat" or os.environ.get("TERM") in ("dumb", "unknown"):
            return False
        # Only a long answer pays for them.
        import shlex
        import subprocess

        environment = {"LESS": "FRX", "LESSCHARSET": "utf-8", **os.environ}
        try:
            subprocess.run(  # noqa: S603 - the user chose the pager
                shlex.split(command), input=text.encode(errors="backslashreplace"),
                env=environment, check=False,
            )  # fmt: skip
        except (OSError, ValueError):
            return False
        return True


def write_out(pieces: Iterable[str]) -> None:
    """Write to stdout and flush.

    A reader that went away ends the run quietly with 141; raise `SystemRefused` where
    the system refuses otherwise.
    """
    if sys.stdout is None:
        raise SystemRefused("stdout is closed")
    try:
        for piece in pieces:
            _write_whole(sys.stdout.buffer, piece.encode(errors="backslashreplace"))
        sys.stdout.flush()
    except BrokenPipeError:
        _forget_stdout()
        raise typer.Exit(READER_LEFT) from None
    except OSError as error:
        _forget_stdout()
        raise SystemRefused(f"stdout: {(error.strerror or str(error)).lower()}") from None


def _write_whole(stream: BinaryIO, data: bytes) -> None:
    """Write all of it: an unbuffered stream may take a part only, and says how much."""
    rest = memoryview(data)
    while rest:
        rest = rest[stream.write(rest) or 0 :]


def complain(text: str) -> None:
    """Write lines to stderr, as far as there is one."""
    if sys.stderr is None:
        return
    safe = "\n".join(shown(line) for line in text.split("\n"))
    try:
        sys.stderr.buffer.write(f"{safe}\n".encode(errors="backslashreplace"))
        sys.stderr.flush()
    except OSError:
        return


def _size() -> tuple[int, int]:
    """Columns and lines of the terminal."""
    # Only a terminal pays for it.
    import shutil

    return shutil.get_terminal_size()


def _is_terminal(stream: object) -> bool:
    isatty = getattr(stream, "isatty", None)
    try:
        return bool(isatty and isatty())
    except ValueError:
        return False


def _forget_stdout() -> None:
    """Keep the interpreter from flushing a dead stdout at exit."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):
        return


def write_file(path: str, pieces: Iterable[str]) -> None:
    """Write a text file whole or not at all; raise `SystemRefused`."""
    write_file_bytes(path, (piece.encode(errors="backslashreplace") for piece in pieces))


def write_file_bytes(path: str, pieces: Iterable[bytes]) -> None:
    """Write a file whole or not at all, as readable as new files are; raise `SystemRefused`."""
    # Only commands that make files pay for it.
    import tempfile

    folder = os.path.dirname(os.path.abspath(path))
    try:
        with tempfile.NamedTemporaryFile("wb", dir=folder, delete=False) as file:
            try:
                for piece in pieces:
                    file.write(piece)
                file.flush()
                os.fsync(file.fileno())
                os.chmod(file.name, _new_mode())
                os.replace(file.name, path)
            except BaseException:
                os.unlink(file.name)
                raise
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise SystemRefused(f"{path}: {reason}", hint="nothing was written") from None


def _new_mode() -> int:
    """The mode that the user's mask leaves a new file."""
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
