"""`cstokb log`."""

import typer

from cstokb.cli.session import Session
from cstokb.render.changes import log_view


def command(context: typer.Context) -> None:
    """List the changes made to the store, the latest first."""
    session = Session.of(context)
    session.write(log_view(session.knowledge.log()[::-1], {}, session.lang))
