"""`cstokb show ENTITY`."""

import typer

from cstokb.cli.options import AllOption, EntityArgument
from cstokb.cli.session import Session
from cstokb.render.show import show_view
from cstokb.reports.naming import named
from cstokb.reports.show import show


def command(context: typer.Context, entity: EntityArgument, everything: AllOption = False) -> None:
    """Tell all that is known of one entity."""
    session = Session.of(context)
    found = named(session.knowledge, entity)
    report = show(session.knowledge, found, session.today)
    query = {"entity": found.id, "today": str(session.today)}
    view = show_view(session.knowledge, report, query, session.lang, everything=everything)
    session.write(view)
