"""`cstokb upcoming`."""

from datetime import date, timedelta
from typing import Annotated

import typer

from cstokb.cli.dates import leap_of, period_of
from cstokb.cli.options import (
    AboutOption,
    EndedOption,
    KindOption,
    LeapOption,
    PredicateOption,
    SinceOption,
    UntilOption,
)
from cstokb.cli.session import Session, kinds_of
from cstokb.errors import UsageError
from cstokb.model.period import Period
from cstokb.render.upcoming import upcoming_view
from cstokb.reports.resolve import resolve_entity, resolve_predicate
from cstokb.reports.upcoming import upcoming

DAYS = 90


def command(
    context: typer.Context,
    days: Annotated[
        int, typer.Option("--days", metavar="N", help="This many days from today.")
    ] = DAYS,
    since: SinceOption = "",
    until: UntilOption = "",
    every: Annotated[
        int, typer.Option("--round", metavar="N", help="Only multiples of N years.")
    ] = 0,
    kind: KindOption = "",
    leap: LeapOption = "feb28",
    include_ended: EndedOption = False,
    about: AboutOption = "",
    predicate: PredicateOption = "",
    partial: Annotated[
        bool, typer.Option("--partial", help="Also events known only to the month or year.")
    ] = False,
) -> None:
    """List the anniversaries that come next."""
    session = Session.of(context)
    period = _period(days, since, until, session.today)
    if every < 0:
        raise UsageError("--round takes a number of years, such as 5")
    kinds = kinds_of(kind)
    report = upcoming(
        session.knowledge,
        period,
        session.today,
        kinds=kinds,
        mention=resolve_entity(session.knowledge, about).id if about else None,
        predicates=[resolve_predicate(session.knowledge, predicate)] if predicate else None,
        multiples_of=every,
        leap=leap_of(leap),
        include_ended=include_ended,
    )
    query = {"from": str(period.first), "to": str(period.last), "round": every}
    query |= {"kinds": kinds or ()}
    view = upcoming_view(session.knowledge, report, query, session.lang, partial=partial)
    found = (*report.items, *report.partial) if partial else report.items
    session.write(view, events=[[item.fact] for item in found], leap=leap)


def _period(days: int, since: str, until: str, today: date) -> Period:
    """From `--from` or today to `--to` or so many days on; raise `UsageError`."""
    if days < 0:
        raise UsageError("--days takes a number from 0 on")
    within = period_of("", since, until, today) or Period(today)
    first = max(within.first, today) if within.first == date.min else within.first
    if within.last < date.max:
        return Period(first, within.last)
    try:
        return Period(first, first + timedelta(days=days))
    except OverflowError:
        return Period(first, date.max)
