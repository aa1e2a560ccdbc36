"""`cstokb search TEXT`."""

from typing import Annotated

import typer

from cstokb.cli.options import AllOfOption, AsOfOption, KindOption
from cstokb.cli.session import Session, kinds_of
from cstokb.messages import Message
from cstokb.render.entities import search_view
from cstokb.reports.search import alike, search


def command(
    context: typer.Context,
    words: Annotated[list[str], typer.Argument(metavar="TEXT…", help="Words, in any script.")],
    kind: KindOption = "",
    as_of: AsOfOption = "",
    all_of: AllOfOption = False,
) -> None:
    """Find things by name, then facts and sources by their words."""
    session = Session.of(context)
    text = " ".join(words)
    kinds = kinds_of(kind)
    knowledge = session.knowledge_of(as_of, all_of=all_of)
    hits = search(knowledge, text, kinds, session.lang)
    query = {"text": text, "kinds": kinds or (), "as_of": as_of or None}
    if other := alike(knowledge, text):
        session.output.note(Message('"{}" in letters of the other script is {}', *other))
    session.write(search_view(knowledge, hits, query, session.lang))
