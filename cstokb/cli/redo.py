"""`cstokb redo`."""

import typer

from cstokb.cli.write_options import takes_write_options
from cstokb.cli.writing import take_back
from cstokb.reports.history import redoable


@takes_write_options()
def command(context: typer.Context) -> None:
    """Bring back what the latest undo took."""
    take_back(context, "redo", redoable)
