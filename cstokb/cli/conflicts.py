"""`cstokb conflicts [ENTITY]`."""

from typing import Annotated

import typer

from cstokb.cli.completion import complete_entities
from cstokb.cli.session import Session
from cstokb.cli.words import entity_and_words, question_of
from cstokb.model.query import is_plain_word
from cstokb.render.check import conflicts_view
from cstokb.reports.conflicts import conflicts
from cstokb.reports.question import fits, pattern_of


def command(
    context: typer.Context,
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="ENTITY WORDS",
            help="Only conflicts about it, and those with a fact of which the words hold.",
            autocompletion=complete_entities,
            show_default=False,
        ),
    ] = None,
) -> None:
    """List where sources disagree, with the facts side by side."""
    session = Session.of(context)
    id, rest = "", list(words or ())
    # Some ids begin with a digit, as times do.
    if rest and (is_plain_word(rest[0]) or session.knowledge.entity(rest[0])):
        entity, rest = entity_and_words(session.knowledge, rest)
        id = entity.id
    pattern = pattern_of(session.knowledge, question_of(rest, session.today), ranked=True)
    report = [
        conflict
        for conflict in conflicts(session.knowledge)
        if (not id or any(id in fact.mentions for fact in conflict.facts))
        and any(fits(session.knowledge, pattern, fact) for fact in conflict.facts)
    ]
    session.write(
        conflicts_view(
            session.knowledge, report, {"entity": id or None, "words": rest}, session.lang
        )
    )
