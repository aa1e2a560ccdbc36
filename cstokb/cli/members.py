"""`cstokb members [BODY]`."""

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
from cstokb.messages import Message
from cstokb.reports.members import body_then, members
from cstokb.reports.resolve import resolve_entity


def command(
    context: typer.Context,
    body: BodyArgument = None,
    on: OnOption = "",
    all_of: AllOfOrLastOption = None,
    explain: ExplainOption = False,
    everything: EveryTermOption = False,
) -> None:
    """List who belonged to a body on a day: surely, possibly or not."""
    session = Session.of(context)
    period = period_or_day(session, on, all_of=all_of)
    named = resolve_entity(session.knowledge, " ".join(body or ("csto",)))
    then = body_then(session.knowledge, named, period)
    write_holders(
        session,
        members,
        then.id,
        period,
        all_of=bool(all_of),
        explain=explain,
        everything=everything,
    )
    if then != named:
        session.output.note(
            Message("{} did not exist yet; these belonged to {}", named.id, then.id)
        )
