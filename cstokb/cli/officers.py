"""`cstokb officers [BODY]`."""

import typer

from cstokb.cli.holders import write_holders
from cstokb.cli.options import AllOfOption, BodyArgument, ExplainOption, OnOption
from cstokb.cli.session import Session
from cstokb.model.period import Period
from cstokb.reports.members import officers
from cstokb.reports.resolve import resolve_entity


def command(
    context: typer.Context,
    body: BodyArgument = "csto",
    on: OnOption = "",
    all_of: AllOfOption = False,
    explain: ExplainOption = False,
) -> None:
    """List who held the posts of a body on a day: surely, possibly or not."""
    session = Session.of(context)
    period = Period.parse(on or "today", today=session.today)
    named = resolve_entity(session.knowledge, body)
    write_holders(session, officers, named.id, period, all_of=all_of, explain=explain)
