"""`cstokb count WORDS`."""

from typing import Annotated

import typer

from cstokb.cli.options import KindOption
from cstokb.cli.session import Session, kinds_of
from cstokb.cli.words import WordsArgument, question_of, question_with_kinds
from cstokb.model.query import Question
from cstokb.render.count import MAX_BAR, count_view
from cstokb.reports.count import count


def command(
    context: typer.Context,
    words: WordsArgument = None,
    kind: KindOption = "",
    by: Annotated[
        str,
        typer.Option(metavar="A,B", help="year,in,kind,participants,…", show_default=False),
    ] = "",
    summed: Annotated[
        str,
        typer.Option("--sum", metavar="PREDICATE", help="Add its figures.", show_default=False),
    ] = "",
    facts: Annotated[bool, typer.Option("--facts", help="Count facts, not things.")] = False,
    chart: Annotated[bool, typer.Option("--chart", help="As bars.")] = False,
) -> None:
    """Count what answers a question, in groups."""
    session = Session.of(context)
    question = question_with_kinds(words or (), session.today)
    options = question_of((), session.today, kinds=kinds_of(kind))
    question = Question((*question.words, *options.words))
    groups = tuple(dict.fromkeys(filter(None, by.replace(" ", "").split(","))))
    report = count(
        session.knowledge, question, groups, summed=summed, facts=facts, today=session.today
    )
    query = {"words": list(words or ()), "by": list(groups)}
    width = min(MAX_BAR, session.output.width - 1) if chart else 0
    view = count_view(
        session.knowledge, report, groups, query, session.lang, bar_width=max(width, 0)
    )
    session.write(view)
