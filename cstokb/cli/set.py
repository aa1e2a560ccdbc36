"""`cstokb set ID FIELD=VALUE…`."""

from typing import Annotated

import typer

from cstokb.cli.dates import moment_of, span_of
from cstokb.cli.fields import changed
from cstokb.cli.session import Session
from cstokb.cli.write_options import WriteOptions, takes_write_options
from cstokb.cli.writing import commit
from cstokb.errors import UsageError

TIMES = {"when": span_of, "published": moment_of, "accessed": moment_of}
"""How the fields that are times are read."""


@takes_write_options()
def command(
    context: typer.Context,
    id: Annotated[str, typer.Argument(metavar="ID", help="Of an entity, fact or source.")],
    assignments: Annotated[
        list[str], typer.Argument(metavar="FIELD=VALUE…", help="name_ru=…, when=2009-02-04, note=")
    ],
) -> None:
    """Change fields of an entity, a fact or a source."""
    session = Session.of(context)
    pairs = [field.partition("=") for field in assignments]
    if unassigned := next((name for name, sign, _ in pairs if not sign), ""):
        raise UsageError('"{}" has no =', unassigned, hint="write name_ru='Учение «Рубеж»'")
    edited = {name.strip(): value for name, _, value in pairs}
    edited |= {
        field: str(read(edited[field], session.today) or "")
        for field, read in TIMES.items()
        if field in edited
    }
    change = changed(session, id, edited)
    commit(session, change, WriteOptions.of(context), set=id)
