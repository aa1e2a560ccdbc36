"""`cstokb timeline [RANGE]`."""

from typing import Annotated

import typer

from cstokb.cli.dates import period_of
from cstokb.cli.options import AllOption, KindOption
from cstokb.cli.session import Session, kinds_of
from cstokb.model.pattern import Pattern
from cstokb.render.timeline import timeline_view
from cstokb.reports.naming import named
from cstokb.reports.timeline import timeline


def command(
    context: typer.Context,
    period: Annotated[
        str, typer.Argument(metavar="RANGE", help="1992..2010", show_default=False)
    ] = "",
    kind: KindOption = "",
    about: Annotated[
        str, typer.Option("--for", metavar="ENTITY", help="Only what this is part of.")
    ] = "",
    since: Annotated[str, typer.Option("--from", metavar="DATE", help="Not before.")] = "",
    until: Annotated[str, typer.Option("--to", metavar="DATE", help="Not after.")] = "",
    everything: AllOption = False,
    certain: Annotated[
        bool, typer.Option("--certain", help="Only what surely falls into the range.")
    ] = False,
) -> None:
    """Tell what happened, in order of time."""
    session = Session.of(context)
    asked = period_of(period, since, until, session.today)
    kinds = kinds_of(kind)
    entity = named(session.knowledge, about).id if about else ""
    pattern = Pattern(kinds=kinds, period=asked, mention=entity)
    report = timeline(session.knowledge, pattern, everything=everything, certain=certain)
    query = {"range": str(asked or ".."), "kinds": list(kinds), "for": entity or None}
    session.write(timeline_view(session.knowledge, report, query, session.lang))
