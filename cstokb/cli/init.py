"""`cstokb init [PATH]`."""

from typing import Annotated

import typer

from cstokb.cli.session import Session, layer_path
from cstokb.cli.settings import settle
from cstokb.cli.writing import DRY_RUN, DryRunOption
from cstokb.render.page import Cell, Column, View, line
from cstokb.store import create_store


def command(
    context: typer.Context,
    path: Annotated[
        str, typer.Argument(metavar="PATH", help="Else --store, else the application folder.")
    ] = "",
    empty: Annotated[bool, typer.Option("--empty", help="With nothing underneath.")] = False,
    dry_run: DryRunOption = False,
) -> None:
    """Make a store: a layer over the shipped facts, or an empty one."""
    session = Session(settle(context.obj or {}))
    place = path or session.settings.store or layer_path()
    if dry_run:
        session.output.note(DRY_RUN)
    else:
        create_store(place, base="" if empty else "shipped")
    item = {"store": place, "base": None if empty else "shipped"}
    page = [line("made ", Cell(place, "id"))]
    columns = (Column("store", "id"), Column("base"))
    session.write(View({}, lambda: [item], columns, lambda: page))
