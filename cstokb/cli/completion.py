"""What the shell offers on Tab; it must feel instant, so nothing here imports Rich."""

from collections.abc import Iterable, Iterator
from typing import Any

import typer

from cstokb.model.entity import KINDS
from cstokb.model.knowledge import Knowledge
from cstokb.model.text import shown


def without_markup() -> None:
    """Make Typer show help as it is.

    Zsh and fish show help, which Typer reads as Rich's markup: that takes as long as all
    the rest, loses `[words]` and fails on `[/words]`.
    """
    from typer import _completion_classes

    _completion_classes._sanitize_help_text = shown  # noqa: SLF001 - nothing public does it


def command_items(commands: Iterable[str], incomplete: str) -> Iterator[Any]:
    """The commands that begin like that, each with the summary of its page."""
    from typer._click.shell_completion import CompletionItem

    from cstokb.cli.manual import summary

    for name in commands:
        if name.startswith(incomplete):
            yield CompletionItem(name, help=summary(name))


def complete_entities(ctx: typer.Context, incomplete: str) -> Iterator[tuple[str, str]]:
    """The ids that begin like that, each with its name."""
    # A run that completes nothing does without it.
    from cstokb.errors import CstokbError

    try:
        for entity in _knowledge(ctx).entities():
            if entity.id.startswith(incomplete):
                yield entity.id, entity.name()
    except CstokbError:
        # An error must not be printed into the middle of a command line.
        return


def complete_predicates(ctx: typer.Context, incomplete: str) -> Iterator[tuple[str, str]]:
    """The predicates that begin like that, each with its label."""
    from cstokb.errors import CstokbError

    try:
        for id, predicate in _knowledge(ctx).predicates().items():
            if id.startswith(incomplete):
                yield id, predicate.label.get("en", "")
    except CstokbError:
        return


def complete_kinds(incomplete: str) -> Iterator[str]:
    """The kinds that a comma-separated list may go on with."""
    done, comma, last = incomplete.rpartition(",")
    return (f"{done}{comma}{kind}" for kind in KINDS if kind.startswith(last))


def _knowledge(ctx: typer.Context) -> Knowledge:
    """The store that the line so far names."""
    # A run that completes nothing does without them.
    from cstokb.cli.session import Session
    from cstokb.cli.settings import settle

    parents = ctx.parent.params if ctx.parent else {}
    return Session(settle({**parents, **{k: v for k, v in ctx.params.items() if v}})).knowledge
