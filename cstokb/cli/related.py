"""`cstokb related ENTITY`."""

from typing import Annotated

import typer

from cstokb.cli.completion import complete_entities
from cstokb.cli.options import AllOfOption, AsOfOption, KindOption
from cstokb.cli.session import Session, kinds_of
from cstokb.cli.words import entity_and_words, question_of
from cstokb.render.entities import related_view
from cstokb.reports.question import pattern_of
from cstokb.reports.related import related


def command(
    context: typer.Context,
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="ENTITY [WORDS]",
            help="An id, the beginning of one, or any name; then what must hold of the facts.",
            autocompletion=complete_entities,
            show_default=False,
        ),
    ],
    kind: KindOption = "",
    as_of: AsOfOption = "",
    all_of: AllOfOption = False,
) -> None:
    """List the entities that facts join to one entity, and how."""
    session = Session.of(context)
    subject, rest = entity_and_words(session.knowledge, words)
    kinds = kinds_of(kind)
    knowledge = session.knowledge_of(as_of, all_of=all_of)
    question = question_of(rest, session.today)
    matching = pattern_of(knowledge, question, ranked=True)
    report = related(knowledge, subject.id, kinds=kinds, matching=matching)
    query = {
        "entity": subject.id,
        "words": rest,
        "kinds": kinds or (),
        "as_of": as_of or None,
    }
    session.write(related_view(knowledge, report, query, session.lang))
    session.note_hidden(knowledge)
