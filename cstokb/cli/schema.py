"""`cstokb schema`."""

import typer

from cstokb.cli.session import Session
from cstokb.render.tallies import schema_view


def command(context: typer.Context) -> None:
    """List kinds, predicates and exit codes."""
    session = Session.of(context)
    session.write(schema_view(session.knowledge.predicates(), {}, session.lang))
