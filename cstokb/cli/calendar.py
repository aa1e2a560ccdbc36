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
from cstokb.cli.words import question_of
from cstokb.errors import UsageError
from cstokb.model.period import Period
from cstokb.render.calendar import calendar_view
from cstokb.reports.question import pattern_of
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
    question = question_of((), session.today, kinds=kinds, about=about)
    rule = leap_of(leap)
    page = year_page(
        session.knowledge,
        period.first.year,
        session.today,
        matching=pattern_of(session.knowledge, question, ranked=True),
        occasions=occasions_named(occasion),
        leap=rule,
        include_ended=include_ended,
        everything=everything,
    )
    query = {"year": page.year, "kinds": kinds or ()}
    view = calendar_view(session.knowledge, page, query, session.lang)
    session.write(view, leap=rule)
