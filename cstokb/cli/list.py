"""`cstokb list [KIND]`."""

from typing import Annotated

import typer

from cstokb.cli.completion import complete_kinds
from cstokb.cli.options import AllOfOption, AsOfOption
from cstokb.cli.session import Session, kinds_of
from cstokb.render.entities import list_view
from cstokb.reports.list import listing


def command(
    context: typer.Context,
    kind: Annotated[
        str,
        typer.Argument(
            metavar="KIND,…",
            help="Singular or plural; all kinds if none is given.",
            autocompletion=complete_kinds,
            show_default=False,
        ),
    ] = "",
    as_of: AsOfOption = "",
    all_of: AllOfOption = False,
) -> None:
    """List entities, sorted by kind and id."""
    session = Session.of(context)
    kinds = kinds_of(kind)
    knowledge = session.knowledge_of(as_of, all_of=all_of)
    report = listing(knowledge, kinds)
    session.write(list_view(report, {"kinds": kinds or (), "as_of": as_of or None}, session.lang))
    session.note_hidden(knowledge)
