"""`cstokb sources [ID]`."""

from typing import Annotated

import typer

from cstokb.cli.session import Session
from cstokb.errors import UnknownName
from cstokb.render.sources import source_view, sources_view
from cstokb.reports.resolve import resolve_entity
from cstokb.reports.sources import citing, sources


def command(
    context: typer.Context,
    id: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="SOURCE|ENTITY",
            help="One source, or an entity's sources.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """List the sources, the most cited first, or the facts that rest on one."""
    session = Session.of(context)
    word = " ".join(id or ())
    source = session.knowledge.source(word)
    if source:
        facts = citing(session.knowledge, word)
        view = source_view(session.knowledge, source, facts, {"source": word}, session.lang)
        return session.write(view)
    entity = _entity(session, word) if word else None
    report = sources(session.knowledge, entity)
    return session.write(sources_view(report, {"entity": entity}))


def _entity(session: Session, word: str) -> str:
    """The id of the entity; raise `UnknownName` with the nearest sources and entities."""
    try:
        return resolve_entity(session.knowledge, word).id
    except UnknownName as error:
        try:
            # It raises `UnknownName` with the sources that are spelled like the word.
            citing(session.knowledge, word)
        except UnknownName as unknown:
            near = (*unknown.near, *error.near)
            raise UnknownName("source or entity", word, near) from None
        raise
