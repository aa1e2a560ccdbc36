"""What the shell offers on Tab; it must feel instant, so nothing here imports Rich."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import typer

from cstokb.model.entity import KINDS
from cstokb.model.escaping import escape_controls

SECONDS = 2.0
"""So long does Tab take at most: another program may hold the store."""


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
    """The ids that begin like that, each with its name; of many, some."""
    return _offered(ctx, "entities", incomplete)


def complete_predicates(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """The predicates that begin like that, each with its label."""
    return _offered(ctx, "predicates", incomplete)


def complete_kinds(incomplete: str) -> Iterator[str]:
    """The kinds that a comma-separated list may go on with."""
    done, comma, last = incomplete.rpartition(",")
    return (f"{done}{comma}{kind}" for kind in KINDS if kind.startswith(last))


def _offered(ctx: typer.Context, table: str, beginning: str) -> list[tuple[str, str]]:
    """What the store that the line so far names has in that table."""
    # A run that completes nothing does without them.
    from cstokb.cli.offered import offered
    from cstokb.cli.session import layer_path
    from cstokb.cli.settings import settle

    given: dict[str, object] = {}
    context: Any = ctx
    while context:
        given = {name: value for name, value in context.params.items() if value} | given
        context = context.parent
    with _in_silence():
        store = settle(given).store
        found = offered(table, beginning, location=store, layer=layer_path())
        # Typer leaves a backslash as it is, and zsh would then run a name like `\$(…)`.
        return [(id, name.replace("\\", "/")) for id, name in found]
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
