"""`cstokb schema`."""

from typing import Annotated

import typer

from cstokb.cli.session import Session
from cstokb.errors import UsageError
from cstokb.render.tallies import rows_view, schema_view


def command(
    context: typer.Context,
    what: Annotated[
        str,
        typer.Argument(
            metavar="rows", help="The keys of rows instead.", autocompletion=lambda: ["rows"]
        ),
    ] = "",
) -> None:
    """List kinds, predicates and exit codes, or the keys of each kind of row."""
    session = Session.of(context)
    if what:
        if what != "rows":
            raise UsageError('no schema "{}"', what, hint="try: cstokb schema rows")
        return session.write(rows_view({"schema": what}))
    return session.write(schema_view(session.knowledge.predicates(), {}, session.lang))
