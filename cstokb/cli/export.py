"""`cstokb export FORMAT`."""

from typing import Annotated

import typer

from cstokb.cli.output import write_file, write_out
from cstokb.cli.session import Session
from cstokb.formats import FORMATS, exporter


def command(
    context: typer.Context,
    into: Annotated[
        str,
        typer.Argument(
            metavar="|".join(FORMATS), autocompletion=lambda: list(FORMATS), show_default=False
        ),
    ],
    output: Annotated[
        str, typer.Option("-o", "--output", metavar="FILE", help="Into this file.")
    ] = "",
) -> None:
    """Write the whole store for other programs."""
    session = Session.of(context)
    pieces = exporter(into)(session.knowledge)
    if output and output != "-":
        write_file(output, pieces)
    else:
        write_out(pieces)
