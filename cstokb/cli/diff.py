"""`cstokb diff DATE1 DATE2`."""

from typing import Annotated

import typer

from cstokb.cli.dates import day_of
from cstokb.cli.session import Session
from cstokb.render.members import diff_view
from cstokb.reports.diff import diff


def command(
    context: typer.Context,
    before: Annotated[str, typer.Argument(metavar="DATE1", show_default=False)],
    after: Annotated[str, typer.Argument(metavar="DATE2")] = "today",
) -> None:
    """Show what changed between two days: members, posts, bodies and forces."""
    session = Session.of(context)
    note = session.output.note
    first, second = (day_of(text, session.today, note) for text in (before, after))
    report = diff(session.knowledge, first, second)
    query = {"before": str(first), "after": str(second)}
    session.write(diff_view(session.knowledge, report, query, session.lang))
