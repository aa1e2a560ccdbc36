"""`cstokb officers [BODY]`."""

import typer

from cstokb.cli.holders import period_or_day, write_holders
from cstokb.cli.options import (
    AllOfOrLastOption,
    BodyArgument,
    EveryTermOption,
    ExplainOption,
    OnOption,
)
from cstokb.cli.session import Session
from cstokb.reports.members import officers
from cstokb.reports.resolve import resolve_entity


def command(
    context: typer.Context,
    body: BodyArgument = None,
    on: OnOption = "",
    all_of: AllOfOrLastOption = None,
    explain: ExplainOption = False,
    everything: EveryTermOption = False,
) -> None:
    """List who held the posts of a body on a day: surely, possibly or not."""
    session = Session.of(context)
    period = period_or_day(session, on, all_of=all_of)
    named = resolve_entity(session.knowledge, " ".join(body or ("csto",)))
    write_holders(
        session,
        officers,
        named.id,
        period,
        all_of=bool(all_of),
        explain=explain,
        everything=everything,
    )
