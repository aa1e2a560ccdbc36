"""What the shell offers on Tab; it must feel instant, so nothing here imports Rich."""

from collections.abc import Iterator

import typer

from cstokb.model.entity import KINDS


def complete_entities(ctx: typer.Context, incomplete: str) -> Iterator[tuple[str, str]]:
    """The ids that begin like that, each with its name."""
    for entity in _entities(ctx):
        if entity[0].startswith(incomplete):
            yield entity


def complete_kinds(incomplete: str) -> Iterator[str]:
    """The kinds that a comma-separated list may go on with."""
    done, comma, last = incomplete.rpartition(",")
    return (f"{done}{comma}{kind}" for kind in KINDS if kind.startswith(last))


def _entities(ctx: typer.Context) -> Iterator[tuple[str, str]]:
    # A Tab must not print an error into the middle of a command line.
    from cstokb.cli.session import Session
    from cstokb.errors import CstokbError

    try:
        for entity in Session.of(ctx).knowledge.entities():
            yield entity.id, entity.name()
    except CstokbError:
        return
