"""`cstokb gaps [ENTITY]`."""

from typing import Annotated

import typer

from cstokb.cli.completion import complete_entities
from cstokb.cli.session import Session
from cstokb.model.entity import MAIN_KINDS
from cstokb.render.gaps import gaps_view
from cstokb.reports.gaps import gaps
from cstokb.reports.resolve import resolve_entity


def command(
    context: typer.Context,
    entity: Annotated[
        str,
        typer.Argument(
            help="Of which; without it, what is missing of everything.",
            autocompletion=complete_entities,
            show_default=False,
        ),
    ] = "",
) -> None:
    """List what is known of each series of a thing, and where nothing is."""
    session = Session.of(context)
    knowledge, today = session.knowledge, session.today
    named = resolve_entity(knowledge, entity) if entity else None
    if named:
        report = list(gaps(knowledge, named, today))
    else:
        every = (gaps(knowledge, one, today) for one in knowledge.entities(MAIN_KINDS))
        # What amends another is listed with it, and by itself.
        report = list(dict.fromkeys(part for parts in every for part in parts if not part.facts))
    query = {"entity": named.id if named else None, "today": str(today)}
    session.write(gaps_view(knowledge, report, query, session.lang))
