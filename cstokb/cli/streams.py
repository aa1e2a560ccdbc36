"""stdout and stderr, written as UTF-8 bytes whatever the locale says."""

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import IO

import typer

from cstokb.errors import SystemRefused, refused_by_system
from cstokb.model.escaping import escape_controls, mask_password

READER_LEFT = 141
"""The exit code when the reader of stdout has gone: 128 + SIGPIPE."""

_BLOCK = 65536
"""Characters that `blocks` collects before it hands them on."""


def stdout_is_terminal() -> bool:
    """Whether stdout is open and a terminal."""
    isatty = getattr(sys.stdout, "isatty", None)
    try:
        return bool(isatty and isatty())
    except ValueError:
        return False


def write_out(pieces: Iterable[str]) -> None:
    """Write the pieces to stdout as they are made, and flush after each block.

    Raise `typer.Exit(141)` if the reader has gone, `SystemRefused` for any other failure.
    """
    if sys.stdout is None:
        raise SystemRefused("stdout is closed")
    for block in blocks(pieces):
        # An error in making the next block is not an error of stdout.
        try:
            write_all(sys.stdout.buffer, block)
            sys.stdout.flush()
        except BrokenPipeError:
            _discard_stdout()
            raise typer.Exit(READER_LEFT) from None
        except OSError as error:
            _discard_stdout()
            raise refused_by_system("stdout", error) from None


def write_err(text: str, *, wrap: bool = True, end: str = "\n") -> None:
    """Write lines to stderr with passwords masked and controls escaped; ignore failures.

    The last one ends with `end`. On a terminal they are broken between words at its width,
    if `wrap`.
    """
    if sys.stderr is None:
        return
    lines = [escape_controls(line) for line in mask_password(text).split("\n")]
    width = _stderr_width() if wrap else 0
    safe = "\n".join(_wrapped(lines, width) if width else lines)
    try:
        sys.stderr.buffer.write(f"{safe}{end}".encode(errors="backslashreplace"))
        sys.stderr.flush()
    except OSError:
        return


def _stderr_width() -> int:
    """The columns of the terminal that stderr is, 0 if it is none."""
    try:
        return os.get_terminal_size(sys.stderr.fileno()).columns
    except (OSError, ValueError, AttributeError):
        return 0


def _wrapped(lines: Sequence[str], width: int) -> Iterator[str]:
    """The lines, long ones broken between words; not a line of carets and the one above it."""
    for line, below in zip(lines, [*lines[1:], ""], strict=True):
        marked = any(part and not part.strip("^") for part in (line.strip(), below.strip()))
        if marked or len(line) <= width:
            yield line
            continue
        start = 0
        while len(line) - start > width:
            stop = line.rfind(" ", start, start + width + 1)
            if stop <= start:
                stop = line.find(" ", start + width)
            if stop < 0:
                break
            yield line[start:stop]
            start = stop + 1
        yield line[start:]


def blocks(pieces: Iterable[str]) -> Iterator[str]:
    """The pieces joined into blocks of 64 Ki characters or more: one system call each."""
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


def write_all(stream: IO[bytes], text: str) -> None:
    """Write the whole text to an unbuffered stream, whose `write` may take only a part."""
    rest = memoryview(text.encode(errors="backslashreplace"))
    while rest:
        rest = rest[stream.write(rest) or 0 :]


def _discard_stdout() -> None:
    """Point stdout at the null device, so that flushing it at exit does not fail again."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):
        return
