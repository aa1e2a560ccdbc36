"""`cstokb stats`."""

import typer

from cstokb.cli.session import Session
from cstokb.render.tallies import stats_view
from cstokb.reports.stats import stats


def command(context: typer.Context) -> None:
    """Count what the store knows, and how well."""
    session = Session.of(context)
    session.write(stats_view(stats(session.knowledge), {}))
