"""`cstokb conflicts [ENTITY]`."""

from typing import Annotated

import typer

from cstokb.cli.completion import complete_entities
from cstokb.cli.session import Session
from cstokb.render.check import conflicts_view
from cstokb.reports.conflicts import conflicts
from cstokb.reports.resolve import resolve_entity


def command(
    context: typer.Context,
    entity: Annotated[
        str,
        typer.Argument(
            metavar="ENTITY",
            help="Only conflicts about it.",
            autocompletion=complete_entities,
            show_default=False,
        ),
    ] = "",
) -> None:
    """List where sources disagree, with the facts side by side."""
    session = Session.of(context)
    id = resolve_entity(session.knowledge, entity).id if entity else ""
    report = [
        conflict
        for conflict in conflicts(session.knowledge)
        if not id or any(id in fact.mentions for fact in conflict.facts)
    ]
    session.write(conflicts_view(session.knowledge, report, {"entity": id or None}, session.lang))
