"""`cstokb officers [BODY]`."""

import typer

from cstokb.cli.options import AllOfOption, BodyArgument, ExplainOption, OnOption
from cstokb.cli.session import Session
from cstokb.model.period import Period
from cstokb.render.members import holders_view
from cstokb.reports.members import officers
from cstokb.reports.resolve import resolve_entity


def command(
    context: typer.Context,
    body: BodyArgument = "csto",
    on: OnOption = "",
    all_of: AllOfOption = False,
    explain: ExplainOption = False,
) -> None:
    """Tell who held the posts of a body on a day: surely, possibly or not."""
    session = Session.of(context)
    period = Period.parse(on or "today", today=session.today)
    found = resolve_entity(session.knowledge, body)
    reading = "all" if all_of else "any"
    report = officers(session.knowledge, found.id, period, reading=reading)
    query = {"body": found.id, "on": str(period), "reading": reading}
    view = holders_view(session.knowledge, report, query, session.lang, explain=explain)
    session.write(view)
