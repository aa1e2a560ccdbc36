"""What the shell offers on Tab; it must feel instant, so nothing here imports Rich."""

from collections.abc import Iterator

import typer

from cstokb.model.entity import KINDS


def complete_entities(ctx: typer.Context, incomplete: str) -> Iterator[tuple[str, str]]:
    """The ids that begin like that, each with its name."""
    # A run that completes nothing does without them.
    from cstokb.cli.session import Session
    from cstokb.errors import CstokbError

    try:
        for entity in Session.of(ctx).knowledge.entities():
            if entity.id.startswith(incomplete):
                yield entity.id, entity.name()
    except CstokbError:
        # An error must not be printed into the middle of a command line.
        return


def complete_predicates(ctx: typer.Context, incomplete: str) -> Iterator[tuple[str, str]]:
    """The predicates that begin like that, each with its label."""
    from cstokb.cli.session import Session
    from cstokb.errors import CstokbError

    try:
        for id, predicate in Session.of(ctx).knowledge.predicates().items():
            if id.startswith(incomplete):
                yield id, predicate.label.get("en", "")
    except CstokbError:
        return


def complete_kinds(incomplete: str) -> Iterator[str]:
    """The kinds that a comma-separated list may go on with."""
    done, comma, last = incomplete.rpartition(",")
    return (f"{done}{comma}{kind}" for kind in KINDS if kind.startswith(last))
