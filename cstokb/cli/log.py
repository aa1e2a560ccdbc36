"""`cstokb log`."""

from typing import Annotated

import typer

from cstokb.cli.session import Session
from cstokb.errors import UsageError
from cstokb.render.changes import log_view


def command(
    context: typer.Context,
    limit: Annotated[
        int, typer.Option("--limit", "-n", metavar="N", help="At most this many; 0 for all.")
    ] = 20,
) -> None:
    """List the changes made to the store, the latest first."""
    session = Session.of(context)
    if limit < 0:
        raise UsageError("--limit takes a number from 0 on")
    entries = session.knowledge.log()[::-1]
    session.write(log_view(entries[:limit] if limit else entries, {"limit": limit}))
