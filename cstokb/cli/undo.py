"""`cstokb undo`."""

import typer

from cstokb.cli.write_options import takes_write_options
from cstokb.cli.writing import take_back
from cstokb.reports.history import undoable


@takes_write_options()
def command(context: typer.Context) -> None:
    """Take the latest change back."""
    take_back(context, "undo", undoable)
