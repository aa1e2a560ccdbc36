"""`cstokb compare A B`."""

import typer

from cstokb.cli.options import EntityArgument
from cstokb.cli.session import Session
from cstokb.cli.words import WordsArgument, question_of
from cstokb.errors import UsageError
from cstokb.render.compare import compare_view
from cstokb.reports.compare import compare
from cstokb.reports.resolve import resolve_entity


def command(
    context: typer.Context,
    first: EntityArgument,
    second: EntityArgument,
    words: WordsArgument = None,
) -> None:
    """Show what two things have in common, and what only one of them has."""
    session = Session.of(context)
    one = resolve_entity(session.knowledge, first)
    other = resolve_entity(session.knowledge, second)
    if one.id == other.id:
        raise UsageError("{} and {} are the same", first, second)
    question = question_of(words, session.today)
    report = compare(session.knowledge, one.id, other.id, question)
    query = {"first": one.id, "second": other.id, "words": list(words or ())}
    session.write(compare_view(session.knowledge, report, one, other, query, session.lang))
