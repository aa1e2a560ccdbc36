"""`cstokb related ENTITY`."""

import typer

from cstokb.cli.options import AllOfOption, AsOfOption, EntityArgument, KindOption
from cstokb.cli.session import Session, kinds_of
from cstokb.cli.words import WordsArgument, question_of
from cstokb.render.entities import related_view
from cstokb.reports.question import pattern_of
from cstokb.reports.related import related
from cstokb.reports.resolve import resolve_entity


def command(
    context: typer.Context,
    entity: EntityArgument,
    words: WordsArgument = None,
    kind: KindOption = "",
    as_of: AsOfOption = "",
    all_of: AllOfOption = False,
) -> None:
    """List the entities that facts join to one entity, and how."""
    session = Session.of(context)
    subject = resolve_entity(session.knowledge, entity)
    kinds = kinds_of(kind)
    knowledge = session.knowledge_of(as_of, all_of=all_of)
    question = question_of(words, session.today)
    matching = pattern_of(knowledge, question, ranked=True)
    report = related(knowledge, subject.id, kinds=kinds, matching=matching)
    query = {
        "entity": subject.id,
        "words": list(words or ()),
        "kinds": kinds or (),
        "as_of": as_of or None,
    }
    session.write(related_view(knowledge, report, query, session.lang))
    session.note_hidden(knowledge)
