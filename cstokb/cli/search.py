"""`cstokb search TEXT`."""

from typing import Annotated

import typer

from cstokb.cli.options import AllOfOption, AsOfOption, KindOption
from cstokb.cli.session import Session, kinds_of
from cstokb.render.entities import search_view
from cstokb.reports.search import search


def command(
    context: typer.Context,
    words: Annotated[list[str], typer.Argument(metavar="TEXT…", help="Words, in any script.")],
    kind: KindOption = "",
    as_of: AsOfOption = "",
    all_of: AllOfOption = False,
) -> None:
    """Find entities by name, in either script, typing errors forgiven."""
    session = Session.of(context)
    text = " ".join(words)
    kinds = kinds_of(kind)
    hits = search(session.knowledge_of(as_of, all_of=all_of), text, kinds)
    query = {"text": text, "kinds": kinds or (), "as_of": as_of or None}
    session.write(search_view(hits, query, session.lang))
