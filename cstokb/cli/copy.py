"""`cstokb copy --to URL`."""

import os
from typing import Annotated

import typer

from cstokb.cli.progress import progress
from cstokb.cli.session import Session, layer_path
from cstokb.cli.write_options import WriteOptions, takes_write_options
from cstokb.cli.writing import DRY_RUN
from cstokb.messages import Message
from cstokb.render.page import line, single
from cstokb.store import shown_location
from cstokb.store.copying import copy, original_of
from cstokb.words import in_language


@takes_write_options("dry_run")
def command(
    context: typer.Context,
    target: Annotated[
        str,
        typer.Option(
            "--to",
            metavar="URL",
            help="A path, sqlite:///PATH or postgresql://USER@HOST/DATABASE.",
        ),
    ],
    flat: Annotated[
        bool, typer.Option("--flat", help="Join a layer with the shipped facts.")
    ] = False,
) -> None:
    """Copy the store to another one, of any sort, and compare the two."""
    session = Session.of(context)
    session.note_password(target)
    original = original_of(session.knowledge, flat=flat)
    item = {"from": _name(session), "to": shown_location(target), "records": original.size}
    notes = [Message(DRY_RUN)]
    if not WriteOptions.of(context).dry_run:
        # Every record is written, then read again.
        with progress(session, Message("copying"), 2 * original.size) as tick:
            copied = copy(original, target, tick)
        item |= {"records": copied.records, "sha256": copied.digest}
        notes = [Message("compared: the same {} records, sha256 {}", copied.records, copied.digest)]
    sentence = Message(
        "copied {} records to {}",
        *(item["records"], item["to"]),
        singular="copied {} record to {}",
    )
    session.write(single(item, line(in_language(sentence, session.lang)), notes=notes))


def _name(session: Session) -> str:
    """The store as it may be shown."""
    if session.settings.store or os.path.lexists(layer_path()):
        return session.knowledge.name
    return "the shipped facts"
