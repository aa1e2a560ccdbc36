"""Where answers go: stdout for the result, stderr for the rest, a pager between."""

import os
import sys
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import IO

import typer

from cstokb.cli.settings import Settings
from cstokb.errors import SystemRefused, refused_by_system
from cstokb.messages import Message
from cstokb.model.escaping import escape_controls, mask_password

READER_LEFT = 141
_BLOCK = 65536
"""So many characters go to a stream at a time, if there are as many."""


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

    def text(self, pieces: Iterable[str]) -> None:
        """Write the answer as it is drawn; raise `SystemRefused` where it cannot be written.

        On a terminal that it is too long for, it goes through the pager.
        """
        command = self._pager() if self.terminal and self._settings.pager else ""
        if not command:
            write_out(pieces)
            return
        rest = iter(pieces)
        held, fits = _screenful(rest, _size()[1])
        if not fits:
            # Only a long answer pays for it.
            from cstokb.cli.pager import start

            pager = start(command)
            if pager:
                pager.feed(chain([held], gathered(rest)))
                return
        write_out(chain([held], rest))

    def note(self, note: Message | str) -> None:
        """Say on stderr what the answer left out."""
        if not self._settings.quiet:
            complain(f"note: {note}")

    def _pager(self) -> str:
        """The command of the pager that is wanted, or empty."""
        command = os.environ.get("CSTOKB_PAGER") or os.environ.get("PAGER") or "less"
        dumb = os.environ.get("TERM") in ("dumb", "unknown")
        return "" if dumb or command == "cat" else command


def write_out(pieces: Iterable[str]) -> None:
    """Write to stdout as it is drawn, and flush.

    A reader that went away ends the run quietly with 141; raise `SystemRefused` where
    the system refuses otherwise.
    """
    if sys.stdout is None:
        raise SystemRefused("stdout is closed")
    for block in gathered(pieces):
        # What fails in drawing them is not stdout's fault.
        try:
            write_whole(sys.stdout.buffer, block)
            sys.stdout.flush()
        except BrokenPipeError:
            _forget_stdout()
            raise typer.Exit(READER_LEFT) from None
        except OSError as error:
            _forget_stdout()
            raise refused_by_system("stdout", error) from None


def gathered(pieces: Iterable[str]) -> Iterator[str]:
    """The pieces joined to blocks, so that not every line is a call of the system."""
    block: list[str] = []
    size = 0
    for piece in pieces:
        block.append(piece)
        size += len(piece)
        if size >= _BLOCK:
            yield "".join(block)
            block, size = [], 0
    if block:
        yield "".join(block)


def write_whole(stream: IO[bytes], text: str) -> None:
    """Write all of it: an unbuffered stream may take a part only, and says how much."""
    rest = memoryview(text.encode(errors="backslashreplace"))
    while rest:
        rest = rest[stream.write(rest) or 0 :]


def _screenful(pieces: Iterator[str], lines: int) -> tuple[str, bool]:
    """What fills that many lines, or all of it, and whether there are fewer."""
    held: list[str] = []
    for piece in pieces:
        held.append(piece)
        lines -= piece.count("\n")
        if lines <= 0:
            break
    return "".join(held), lines > 0


def complain(text: str) -> None:
    """Write lines to stderr, as far as there is one."""
    if sys.stderr is None:
        return
    safe = "\n".join(escape_controls(line) for line in mask_password(text).split("\n"))
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
        raise refused_by_system(path, error, "nothing was written") from None


def _new_mode() -> int:
    """The mode that the user's mask leaves a new file."""
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
