"""`Output`: an answer to stdout or through a pager, notes to stderr; and files written whole."""

import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from itertools import chain

import typer

from cstokb.cli.settings import Settings
from cstokb.cli.streams import blocks, stdout_is_terminal, write_err, write_out
from cstokb.errors import refused_by_system
from cstokb.messages import Message
from cstokb.words import in_language

_CHOICE = {"en": "[Y/n]", "ru": "[Д/н]"}
_YES = ("", "y", "yes", "д", "да")
_NO = ("n", "no", "н", "нет")
"""Answers to a question, in either language; yes is the default."""


class Output:
    """Where one run writes: `width` is in columns, 80 unless stdout is a terminal."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self.terminal = stdout_is_terminal()
        self.width = _terminal_size()[0] if self.terminal else 80
        self.color = self._uses_color()

    @property
    def interactive(self) -> bool:
        """Whether a person can be asked: stdin and stdout are terminals."""
        return self.terminal and bool(sys.stdin and sys.stdin.isatty())

    def write(self, pieces: Iterable[str]) -> None:
        """Write the answer as it is made; raise `SystemRefused` where it cannot be written.

        On a terminal that is too short for it, it goes through the pager.
        """
        command = self._pager_command() if self.terminal and self._settings.pager else ""
        if not command:
            write_out(pieces)
            return
        rest = iter(pieces)
        head, fits = _screenful(rest, _terminal_size()[1])
        if not fits:
            # lazy: 1 ms
            from cstokb.cli.pager import start_pager

            pager = start_pager(command)
            if pager:
                pager.feed(chain([head], blocks(rest)))
                return
        write_out(chain([head], rest))

    def note(self, note: Message | str) -> None:
        """Write a note to stderr, unless `--quiet` was given."""
        if not self._settings.quiet:
            sentence = note if isinstance(note, Message) else Message(note)
            self.write_err(Message("note: {}", sentence))

    def write_err(self, sentence: Message) -> None:
        """Write a sentence to stderr, also where notes are not wanted."""
        write_err(in_language(sentence, self._settings.lang))

    def write_prompt(self, question: Message) -> None:
        """Write a question to stderr; the answer is typed behind it."""
        write_err(in_language(question, self._settings.lang), end="")

    def ask(self, question: Message | str) -> str:
        """What a person types after the question; raise `typer.Exit(130)` at the end of input."""
        text = in_language(question, self._settings.lang)
        try:
            answer: str = typer.prompt(text, default="", show_default=False, err=True)
        except typer.Abort:
            raise typer.Exit(130) from None
        return answer

    def _uses_color(self) -> bool:
        if self._settings.color != "auto":
            return self._settings.color == "always"
        return self.terminal and not (os.environ.get("NO_COLOR") or _is_dumb())

    def _pager_command(self) -> str:
        """The command that starts the pager, or empty for none."""
        command = os.environ.get("CSTOKB_PAGER") or os.environ.get("PAGER") or "less"
        return "" if _is_dumb() or command == "cat" else command


def _screenful(pieces: Iterator[str], height: int) -> tuple[str, bool]:
    """The text that fills `height` lines, or all of it; and whether it is shorter than that."""
    head: list[str] = []
    for piece in pieces:
        head.append(piece)
        height -= piece.count("\n")
        if height <= 0:
            break
    return "".join(head), height > 0


def _terminal_size() -> tuple[int, int]:
    """Columns and lines of the terminal."""
    return shutil.get_terminal_size()


def _is_dumb() -> bool:
    """Whether the terminal can show neither colours nor a pager."""
    return os.environ.get("TERM") in ("dumb", "unknown")


def write_file(path: str, pieces: Iterable[str]) -> None:
    """Write a text file whole or not at all; raise `SystemRefused`."""
    write_file_bytes(path, (piece.encode(errors="backslashreplace") for piece in pieces))


def write_file_bytes(path: str, pieces: Iterable[bytes]) -> None:
    """Write a file whole or not at all, as `files.write` does; raise `SystemRefused`."""
    # lazy: 1 ms
    from cstokb import files

    try:
        files.write(path, pieces)
    except OSError as error:
        raise refused_by_system(path, error, "nothing was written") from None
