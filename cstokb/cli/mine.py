"""`cstokb mine`."""

import typer

from cstokb.cli.session import Session
from cstokb.model.knowledge import existing
from cstokb.render.changes import changes_view
from cstokb.store.protocol import Edit, records


def command(context: typer.Context) -> None:
    """Show your own records against the shipped ones."""
    session = Session.of(context)
    store = session.knowledge
    base = store.base_store
    if base is None:
        session.write(changes_view((), {}))
        session.output.note("there is no layer of your own over the shipped facts here")
        return
    edits = [
        Edit(table, noun.id, existing(base, table, noun.id), noun)
        for table, noun in records(store.writable_layer)
    ]
    session.write(changes_view(edits, {}))
