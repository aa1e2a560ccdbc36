"""`cstokb query WORDS`."""

from typing import Annotated

import typer

from cstokb.cli.dates import period_of
from cstokb.cli.options import AboutOption, KindOption, SinceOption, UntilOption
from cstokb.cli.session import Session, kinds_of
from cstokb.cli.words import WordsArgument, question_of
from cstokb.errors import UsageError
from cstokb.render.query import query_view
from cstokb.reports.query import query


def command(
    context: typer.Context,
    words: WordsArgument = None,
    kind: KindOption = "",
    about: AboutOption = "",
    since: SinceOption = "",
    until: UntilOption = "",
    everything: Annotated[bool, typer.Option("--all", "-a", help="Deprecated facts too.")] = False,
) -> None:
    """List the facts that answer a question, a sentence each."""
    session = Session.of(context)
    period = period_of(since, until, session.today)
    question = question_of(words, session.today, kinds=kinds_of(kind), about=about, period=period)
    if not question.words:
        hint = "cstokb query is:took-part-in of:armenia 2015..2020"
        raise UsageError("a question needs words", hint=hint)
    answers = query(session.knowledge, question, ranked=everything)
    session.write(
        query_view(session.knowledge, answers, {"words": list(words or ())}, session.lang)
    )
