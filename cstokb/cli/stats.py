"""`cstokb stats`."""

import typer

from cstokb.cli.options import AllOfOption, AsOfOption
from cstokb.cli.session import Session
from cstokb.messages import Message
from cstokb.render.tallies import stats_view
from cstokb.reports.stats import stats
from cstokb.store import shipped_edition


def command(context: typer.Context, as_of: AsOfOption = "", all_of: AllOfOption = False) -> None:
    """Count what is recorded, and how well it is sourced."""
    session = Session.of(context)
    knowledge = session.knowledge_of(as_of, all_of=all_of)
    day, revision = shipped_edition()
    query = {"as_of": as_of or None, "data": {"day": day, "revision": revision}}
    session.write(stats_view(stats(knowledge), query, session.lang))
    session.output.note(Message("the shipped data are of {}, revision {}", day, revision))
    session.note_hidden(knowledge)
