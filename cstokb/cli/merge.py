"""`cstokb merge A B`."""

from typing import Annotated

import typer

from cstokb.cli.completion import complete_entities
from cstokb.cli.session import Session
from cstokb.cli.write_options import WriteOptions, takes_write_options
from cstokb.cli.writing import carry_out
from cstokb.errors import UsageError
from cstokb.model.entity import Entity
from cstokb.model.knowledge import Knowledge
from cstokb.reports.merging import merged
from cstokb.reports.resolve import resolve_entity
from cstokb.store.protocol import Change


@takes_write_options()
def command(
    context: typer.Context,
    gone: Annotated[
        str, typer.Argument(metavar="A", help="What goes.", autocompletion=complete_entities)
    ],
    kept: Annotated[
        str, typer.Argument(metavar="B", help="What stays.", autocompletion=complete_entities)
    ],
) -> None:
    """Move all facts and names of one entity to another that is the same thing."""

    def plan(knowledge: Knowledge) -> Change:
        duplicate, target = _pair(knowledge, gone, kept)
        merger = merged(knowledge, duplicate, target)
        message = f"{duplicate.id} is {target.id}"
        return Change((merger.target, merger.duplicate), merger.facts, message=message)

    carry_out(
        Session.of(context),
        plan,
        WriteOptions.of(context),
        merge=lambda change: change.entities[1].id,
        into=lambda change: change.entities[0].id,
    )


def _pair(knowledge: Knowledge, gone: str, kept: str) -> tuple[Entity, Entity]:
    """What goes and what stays; raise `UsageError` where both are one.

    What was merged into the one that goes now stays in its place: the merge turns round.
    """
    duplicate, target = resolve_entity(knowledge, gone), resolve_entity(knowledge, kept)
    if duplicate.id != target.id:
        return duplicate, target
    before, after = knowledge.entity(gone), knowledge.entity(kept)
    if after and after.merged_into and after.id != gone and not (before and before.merged_into):
        return duplicate, after
    if before and before.merged_into:
        raise UsageError("{} is merged into {} already", before.id, target.id)
    raise UsageError("{} is one thing already", target.id)
