"""`cstokb show ENTITY`."""

import typer

from cstokb.cli.options import AllOfOption, AllOption, AsOfOption, EntityArgument
from cstokb.cli.session import Session
from cstokb.render.show import show_view
from cstokb.reports.resolve import resolve_entity
from cstokb.reports.show import show


def command(
    context: typer.Context,
    entity: EntityArgument,
    everything: AllOption = False,
    as_of: AsOfOption = "",
    all_of: AllOfOption = False,
) -> None:
    """Show everything recorded about one entity."""
    session = Session.of(context)
    subject = resolve_entity(session.knowledge, entity)
    knowledge = session.knowledge_of(as_of, all_of=all_of)
    report = show(knowledge, subject, session.today)
    query = {"entity": subject.id, "today": str(session.today), "as_of": as_of or None}
    view = show_view(knowledge, report, query, session.lang, everything=everything)
    session.write(view)
    session.note_hidden(knowledge)
