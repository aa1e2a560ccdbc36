"""`cstokb stats`."""

import typer

from cstokb.cli.options import AllOfOption, AsOfOption
from cstokb.cli.session import Session
from cstokb.render.tallies import stats_view
from cstokb.reports.stats import stats


def command(context: typer.Context, as_of: AsOfOption = "", all_of: AllOfOption = False) -> None:
    """Count what is recorded, and how well it is sourced."""
    session = Session.of(context)
    knowledge = session.knowledge_of(as_of, all_of=all_of)
    session.write(stats_view(stats(knowledge), {"as_of": as_of or None}, session.lang))
    session.note_hidden(knowledge)
