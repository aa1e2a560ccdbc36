"""`cstokb related ENTITY`."""

import typer

from cstokb.cli.options import AllOfOption, AsOfOption, EntityArgument, KindOption
from cstokb.cli.session import Session, kinds_of
from cstokb.render.entities import related_view
from cstokb.reports.related import related
from cstokb.reports.resolve import resolve_entity


def command(
    context: typer.Context,
    entity: EntityArgument,
    kind: KindOption = "",
    as_of: AsOfOption = "",
    all_of: AllOfOption = False,
) -> None:
    """List the entities that facts join to one entity, and how."""
    session = Session.of(context)
    subject = resolve_entity(session.knowledge, entity)
    kinds = kinds_of(kind)
    knowledge = session.knowledge_of(as_of, all_of=all_of)
    report = related(knowledge, subject.id, kinds=kinds)
    query = {"entity": subject.id, "kinds": kinds or (), "as_of": as_of or None}
    session.write(related_view(knowledge, report, query, session.lang))
    session.note_hidden(knowledge)
