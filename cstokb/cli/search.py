"""`cstokb search TEXT`."""

from itertools import islice
from typing import Annotated

import typer

from cstokb.cli.options import AllOfOption, AsOfOption, KindOption
from cstokb.cli.session import Session, kinds_of
from cstokb.errors import UsageError
from cstokb.render.entities import search_view
from cstokb.reports.search import search


def command(
    context: typer.Context,
    words: Annotated[list[str], typer.Argument(metavar="TEXT…", help="Words, in any script.")],
    kind: KindOption = "",
    limit: Annotated[
        int, typer.Option("--limit", "-n", metavar="N", help="At most this many; 0 for all.")
    ] = 20,
    as_of: AsOfOption = "",
    all_of: AllOfOption = False,
) -> None:
    """Find entities by name, in either script, typing errors forgiven."""
    session = Session.of(context)
    if limit < 0:
        raise UsageError("--limit takes a number from 0 on")
    text = " ".join(words)
    kinds = kinds_of(kind)
    hits = search(session.knowledge_of(as_of, all_of=all_of), text, kinds)
    shown = tuple(islice(hits, limit or None))
    query = {"text": text, "kinds": kinds or (), "as_of": as_of or None}
    session.write(search_view(shown, query, session.lang, sum(1 for _ in hits)))
