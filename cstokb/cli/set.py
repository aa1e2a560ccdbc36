"""`cstokb set ID FIELD=VALUE…`."""

from typing import Annotated

import typer

from cstokb.cli.fields import changed
from cstokb.cli.session import Session
from cstokb.cli.writing import (
    DryRunOption,
    LockOption,
    MessageOption,
    Writing,
    YesOption,
    commit,
)
from cstokb.errors import UsageError
from cstokb.store.protocol import LOCK_TIMEOUT


def command(
    context: typer.Context,
    id: Annotated[str, typer.Argument(metavar="ID", help="Of an entity, fact or source.")],
    assignments: Annotated[
        list[str], typer.Argument(metavar="FIELD=VALUE…", help="name_ru=…, when=2009-02-04, note=")
    ],
    dry_run: DryRunOption = False,
    message: MessageOption = "",
    yes: YesOption = False,
    lock_timeout: LockOption = LOCK_TIMEOUT,
) -> None:
    """Change fields of an entity, a fact or a source."""
    session = Session.of(context)
    pairs = [field.partition("=") for field in assignments]
    if wrong := next((name for name, sign, _ in pairs if not sign), ""):
        raise UsageError('"{}" has no =', wrong, hint="write name_ru='Учение «Рубеж»'")
    wanted = {name.strip(): value for name, _, value in pairs}
    change = changed(session, id, wanted)
    commit(session, change, Writing(dry_run, message, yes, lock_timeout), set=id)
