"""`ask`: the one way to ask a person something, yes or no."""

import sys

import typer

from cstokb.cli.output import Output
from cstokb.cli.streams import write_err
from cstokb.errors import OK, UsageError
from cstokb.messages import Message

YES = ("", "y", "yes", "да")
NO = ("n", "no", "нет")


def ask(output: Output, question: Message | str) -> None:
    """Ask on stderr whether to go on; return for yes, which the empty line means.

    For no, note that nothing was written and end with exit code 0. Another answer is asked
    for once more; raise `UsageError` for a second one. Ctrl-C and the end of the input
    (Ctrl-D) raise KeyboardInterrupt.
    """
    prompt = Message("{} [Y/n] ", question)
    answer = _answer(output, prompt)
    if answer not in (*YES, *NO):
        answer = _answer(output, Message("yes or no? {}", prompt))
    if answer in NO:
        output.note("nothing written")
        raise typer.Exit(OK)
    if answer not in YES:
        raise UsageError('"{}" is neither yes nor no', answer, hint="nothing was written")


def _answer(output: Output, question: Message) -> str:
    """The next line of stdin, without blanks around it and in lower case."""
    output.write_prompt(question)
    line = sys.stdin.buffer.readline()
    if not line.endswith(b"\n"):
        write_err("")
        raise KeyboardInterrupt
    return line.decode(errors="replace").strip().lower()
