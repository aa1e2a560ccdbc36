"""`cstokb repair`."""

import os
from tempfile import TemporaryDirectory

import typer

from cstokb.cli.files import (
    copied,
    place_of,
    put_back,
    replaced,
    saved,
    sql_store,
    store_path,
    told,
)
from cstokb.cli.session import Session
from cstokb.cli.write_options import WriteOptions, takes_write_options
from cstokb.errors import StoreDamaged
from cstokb.messages import Message
from cstokb.store.file.storage import FileStorage


@takes_write_options("dry_run", "yes", "lock_timeout")
def command(context: typer.Context) -> None:
    """Bring a damaged store back from its .bak file; the damaged one is kept aside."""
    session, options = Session.of(context), WriteOptions.of(context)
    if sql_store(session):
        _renew(session, options)
        return
    path = store_path(session)
    try:
        tables = FileStorage(path).read()
        source, note = path, Message("the store is whole; it was written anew")
    except StoreDamaged as damage:
        if not os.path.exists(f"{path}.bak"):
            damage.advice = Message(
                "there is no .bak file beside it; cstokb restore FILE takes a backup"
            )
            raise
        source = f"{path}.bak"
        tables = FileStorage(source).read()
        note = Message("the damaged store is kept aside")
        if not options.dry_run:
            note = Message("the damaged store is kept in {}", copied(path))
    # The good copy stays the .bak until the store is good, and after.
    if not options.dry_run:
        replaced(
            session,
            path,
            tables,
            yes=options.yes,
            lock_timeout=options.lock_timeout,
            keep=source == path,
        )
    told(session, "repaired", source, path, dry_run=options.dry_run)
    session.output.note(note)


def _renew(session: Session, options: WriteOptions) -> None:
    """Write a store in a database anew, with its indexes; raise `StoreDamaged` if it cannot."""
    name = place_of(session)
    with TemporaryDirectory() as room:
        saved(session, f"{room}/copy")
        if not options.dry_run:
            put_back(session, f"{room}/copy", yes=options.yes, lock_timeout=options.lock_timeout)
    told(session, "repaired", name, name, dry_run=options.dry_run)
    session.output.note("the store is whole; it was written anew, with its indexes")
