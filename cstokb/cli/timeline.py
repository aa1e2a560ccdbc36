"""`cstokb timeline [RANGE]`."""

from typing import Annotated, get_args

import typer

from cstokb.cli.dates import period_of, years_away
from cstokb.cli.options import AboutOption, AllOption, KindOption, SinceOption, UntilOption
from cstokb.cli.session import Session, kinds_of
from cstokb.cli.settings import one_of
from cstokb.cli.words import WordsArgument, question_of
from cstokb.errors import BadDate, UsageError
from cstokb.messages import Message
from cstokb.model.fact import Fact
from cstokb.model.knowledge import Knowledge
from cstokb.model.near_dates import resembles_date
from cstokb.model.pattern import Pattern, both
from cstokb.model.period import Period
from cstokb.render.page import Item
from cstokb.render.timeline import GROUPS, Group, timeline_view
from cstokb.reports.lifetime import lifetime_of
from cstokb.reports.participation import participation, with_times
from cstokb.reports.question import participation_in, pattern_of
from cstokb.reports.resolve import resolve_entity
from cstokb.reports.timeline import Timeline


def command(
    context: typer.Context,
    words: WordsArgument = None,
    kind: KindOption = "",
    about: AboutOption = "",
    since: SinceOption = "",
    until: UntilOption = "",
    between: Annotated[
        str, typer.Option(metavar="A,B", help="From one date or beginning to another.")
    ] = "",
    around: Annotated[
        str, typer.Option(metavar="A", help="A year before and after a date or a beginning.")
    ] = "",
    everything: AllOption = False,
    certain: Annotated[
        bool, typer.Option("--certain", help="Only what surely falls into the range.")
    ] = False,
    lasting: Annotated[
        bool, typer.Option("--lasting", help="Only of entities that still exist.")
    ] = False,
    group: Annotated[str, typer.Option(metavar="|".join(GROUPS), help="Under headings.")] = "",
    chart: Annotated[bool, typer.Option("--chart", help="Drawn to scale.")] = False,
) -> None:
    """List events in order of time."""
    session = Session.of(context)
    knowledge = session.knowledge
    within = period_of(since, until, session.today)
    if between or around:
        if within:
            raise UsageError("give either --from and --to, or --between, or --around")
        within = _period_around(session, between, around)
    grouping = one_of(group, get_args(Group))
    if grouping is None:
        raise UsageError('no group "{}"', group, hint=Message("groups: {}", ", ".join(GROUPS)))
    kinds = kinds_of(kind)
    question = question_of(words, session.today, kinds=kinds, about=about, period=within)
    pattern = pattern_of(knowledge, question.without_time(), ranked=True)
    # What is asked for by name is no detail.
    everything = everything or bool(question.having("is").words)
    report = Timeline(
        knowledge,
        pattern._replace(period=question.period),
        everything=everything,
        certain=certain,
        alive_on=session.today if lasting else None,
        joined=_joined(knowledge, pattern, question.period) if everything else (),
    )
    entity = resolve_entity(knowledge, about).id if about else None
    query: Item = {
        "range": str(question.period or ".."),
        "kinds": kinds or (),
        "for": entity,
        "words": tuple(words or ()),
    }
    width = session.output.width if chart else 0
    view = timeline_view(knowledge, report, query, session.lang, group=grouping, chart_width=width)
    session.write(view)


def _joined(knowledge: Knowledge, pattern: Pattern, period: Period | None) -> list[Fact]:
    """The facts of participation that match, with the times of their events."""
    if not participation(knowledge):
        return []
    joining = participation_in(knowledge, period)
    return with_times(knowledge, knowledge.facts(both(pattern, joining)))


def _period_around(session: Session, between: str, around: str) -> Period:
    """The period of `--between` or `--around`; raise `UsageError`."""
    if between and around:
        raise UsageError("give either --between or --around")
    if around:
        center = _beginning(session, around)
        return Period(years_away(center.first, -1), years_away(center.last, 1))
    first, comma, second = between.partition(",")
    if not comma:
        raise UsageError("--between takes two dates or entities", hint="--between charter,crrf")
    ends = [_beginning(session, first.strip()), _beginning(session, second.strip())]
    return Period(min(end.first for end in ends), max(end.last for end in ends))


def _beginning(session: Session, word: str) -> Period:
    """The period of a date, or in which an entity began; raise `UsageError`."""
    try:
        return Period.parse(word, today=session.today)
    except BadDate:
        if resembles_date(word):
            raise
    entity = resolve_entity(session.knowledge, word)
    began = lifetime_of(session.knowledge, entity.id).began
    if began is None:
        raise UsageError("the beginning of {} is not recorded", entity.id)
    return Period(began.first, began.last)
