"""What a shell completes on Tab, as Typer asks for it; fast, so nothing here imports Rich."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import typer

from cstokb.model.entity import KINDS
from cstokb.model.escaping import escape_controls

SECONDS = 2.0
"""Tab takes no longer: another program may hold the store."""


def without_markup() -> None:
    """Make Typer show help as it is.

    Zsh and fish show help, which Typer reads as Rich's markup: that takes as long as all
    the rest, loses `[words]` and fails on `[/words]`.
    """
    from typer import _completion_classes

    _completion_classes._sanitize_help_text = escape_controls  # noqa: SLF001 - nothing public does it


def command_items(commands: Iterable[str], incomplete: str) -> Iterator[Any]:
    """The commands that begin like that, each with the summary of its page."""
    from typer._click.shell_completion import CompletionItem

    from cstokb.cli.manual import summary

    for name in commands:
        if name.startswith(incomplete):
            yield CompletionItem(name, help=summary(name))


def complete_entities(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """The ids that begin like that, each with its name; of many, the first ones and the last."""
    return _complete(ctx, "entities", incomplete)


def complete_predicates(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """The predicates that begin like that, each with its label."""
    return _complete(ctx, "predicates", incomplete)


def complete_kinds(incomplete: str) -> Iterator[str]:
    """The kinds that a comma-separated list may go on with."""
    done, comma, last = incomplete.rpartition(",")
    return (f"{done}{comma}{kind}" for kind in KINDS if kind.startswith(last))


def _complete(ctx: typer.Context, table: str, prefix: str) -> list[tuple[str, str]]:
    """The ids with that prefix in a table of the store that the line so far names."""
    # lazy: 10 ms; a run that completes nothing does without them
    from cstokb.cli.completion.candidates import shell_candidates
    from cstokb.cli.session import layer_path
    from cstokb.cli.settings import settle

    given: dict[str, object] = {}
    context: Any = ctx
    while context:
        given = {name: value for name, value in context.params.items() if value} | given
        context = context.parent
    with _in_silence():
        location = settle(given).store
        return shell_candidates(table, prefix, location=location, layer=layer_path())
    return []


@contextmanager
def _in_silence() -> Iterator[None]:
    """End the process if it takes long, and pass over every error: somebody is typing."""
    import faulthandler

    with open(os.devnull, "wb") as nowhere:
        faulthandler.dump_traceback_later(SECONDS, exit=True, file=nowhere)
        try:
            yield
        except Exception:  # noqa: BLE001, S110 - it would be printed into the line
            pass
        finally:
            faulthandler.cancel_dump_traceback_later()
