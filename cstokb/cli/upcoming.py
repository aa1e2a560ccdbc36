"""`cstokb upcoming`."""

from datetime import date, timedelta
from typing import Annotated

import typer

from cstokb.cli.dates import leap_of, occasions_named, period_of
from cstokb.cli.options import (
    AboutOption,
    EndedOption,
    KindOption,
    LeapOption,
    OccasionOption,
    PredicateOption,
    SinceOption,
    UntilOption,
)
from cstokb.cli.session import Session, kinds_of
from cstokb.cli.words import WordsArgument, question_of
from cstokb.errors import UsageError
from cstokb.model.pattern import Pattern, both
from cstokb.model.period import Period
from cstokb.render.upcoming import upcoming_view
from cstokb.reports.question import pattern_of
from cstokb.reports.resolve import resolve_predicate
from cstokb.reports.upcoming import upcoming

DAYS = 90


def command(
    context: typer.Context,
    words: WordsArgument = None,
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
    occasion: OccasionOption = "",
    predicate: PredicateOption = "",
    partial: Annotated[
        bool, typer.Option("--partial", help="Also events known only to the month or year.")
    ] = False,
) -> None:
    """List the anniversaries that come next."""
    session = Session.of(context)
    kinds = kinds_of(kind)
    given = period_of(since, until, session.today)
    question = question_of(words, session.today, kinds=kinds, about=about, period=given)
    period = question.period
    if given or not period:
        period = _period(days, given, session.today)
    matching = pattern_of(session.knowledge, question.without_time(), ranked=True)
    if predicate:
        ids = [resolve_predicate(session.knowledge, predicate)]
        matching = both(matching, Pattern(predicates=ids))
    if every < 0:
        raise UsageError("--round takes a number of years, such as 5")
    rule = leap_of(leap)
    report = upcoming(
        session.knowledge,
        period,
        session.today,
        matching=matching,
        multiples_of=every,
        leap=rule,
        include_ended=include_ended,
        occasions=occasions_named(occasion),
    )
    query = {"from": str(period.first), "to": str(period.last), "round": every}
    query |= {"kinds": kinds or (), "words": list(words or ())}
    view = upcoming_view(session.knowledge, report, query, session.lang, partial=partial)
    session.write(view, leap=rule)


def _period(days: int, given: Period | None, today: date) -> Period:
    """What is given of a period, from today on, to its end or so many days on.

    Raise `UsageError` for a negative number of days.
    """
    if days < 0:
        raise UsageError("--days takes a number from 0 on")
    within = given or Period(today)
    first = max(within.first, today) if within.first == date.min else within.first
    if within.last < date.max:
        return Period(first, within.last)
    try:
        return Period(first, first + timedelta(days=days))
    except OverflowError:
        return Period(first, date.max)
