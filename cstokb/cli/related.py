"""`cstokb related ENTITY`."""

import typer

from cstokb.cli.options import EntityArgument, KindOption
from cstokb.cli.session import Session, kinds_of
from cstokb.render.entities import related_view
from cstokb.reports.naming import named
from cstokb.reports.related import related


def command(context: typer.Context, entity: EntityArgument, kind: KindOption = "") -> None:
    """List what an entity is joined to, and how."""
    session = Session.of(context)
    found = named(session.knowledge, entity)
    kinds = kinds_of(kind)
    report = related(session.knowledge, found.id, kinds=kinds)
    query = {"entity": found.id, "kinds": kinds}
    session.write(related_view(session.knowledge, report, query, session.lang))
