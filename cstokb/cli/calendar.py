"""`cstokb calendar [YEAR]`."""

from typing import Annotated

import typer

from cstokb.cli.dates import leap_of, occasions_named
from cstokb.cli.options import (
    AboutOption,
    EndedOption,
    KindOption,
    LeapOption,
    OccasionOption,
)
from cstokb.cli.session import Session, kinds_of
from cstokb.errors import UsageError
from cstokb.model.period import Period
from cstokb.render.calendar import calendar_view
from cstokb.reports.resolve import resolve_entity
from cstokb.reports.year_page import year_page


def command(
    context: typer.Context,
    year: Annotated[
        str, typer.Argument(metavar="YEAR", help="2027; this year unless given.")
    ] = "today",
    kind: KindOption = "",
    about: AboutOption = "",
    occasion: OccasionOption = "",
    leap: LeapOption = "feb28",
    include_ended: EndedOption = False,
    everything: Annotated[
        bool, typer.Option("--all", "-a", help="All anniversaries, also without an exact day.")
    ] = False,
) -> None:
    """Show the anniversaries of a year, month by month, round ones first."""
    session = Session.of(context)
    period = Period.parse(year, today=session.today)
    if period.first.year != period.last.year:
        raise UsageError('"{}" is not one year', year, hint="write it as 2027")
    kinds = kinds_of(kind)
    page = year_page(
        session.knowledge,
        period.first.year,
        session.today,
        kinds=kinds,
        mention=resolve_entity(session.knowledge, about).id if about else None,
        occasions=occasions_named(occasion),
        leap=leap_of(leap),
        include_ended=include_ended,
        everything=everything,
    )
    query = {"year": page.year, "kinds": kinds or ()}
    view = calendar_view(session.knowledge, page, query, session.lang)
    events = [[item.fact] for month in page.months for item in month.items]
    session.write(view, events=events, leap=leap)
