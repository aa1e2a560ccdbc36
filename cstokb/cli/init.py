"""`cstokb init [PATH]`."""

from collections.abc import Iterable
from typing import Annotated

import typer

from cstokb.cli.own_store import own_location
from cstokb.cli.session import Session, layer_path
from cstokb.cli.write_options import WriteOptions, takes_write_options
from cstokb.cli.writing import DRY_RUN
from cstokb.messages import Message
from cstokb.model.predicate import Predicate
from cstokb.render.page import View, line, single
from cstokb.store import create_store, open_store, shown_location
from cstokb.words import in_language


@takes_write_options("dry_run")
def command(
    context: typer.Context,
    path: Annotated[
        str, typer.Argument(metavar="PATH", help="Default: --store, else the application folder.")
    ] = "",
    empty: Annotated[bool, typer.Option("--empty", help="With the vocabulary alone.")] = False,
) -> None:
    """Make a store: a layer over the shipped facts, or an empty one."""
    make(Session.of(context), path, empty=empty, dry_run=WriteOptions.of(context).dry_run)


def make(session: Session, location: str, *, empty: bool, dry_run: bool) -> None:
    """Make the store, and answer where it is."""
    location = location or own_location(session)
    if dry_run:
        session.output.note(DRY_RUN)
    else:
        base, own = "" if empty else "shipped", location == layer_path()
        vocabulary = shipped_vocabulary() if empty else ()
        create_store(location, base=base, vocabulary=vocabulary, private=own)
    session.write(made_view(location, session.lang, empty=empty))


def shipped_vocabulary() -> Iterable[Predicate]:
    """The shipped predicates: without any, no fact could be stated in an empty store."""
    return open_store().predicates().values()


def made_view(location: str, lang: str, *, empty: bool, nodes: Iterable[str] = ()) -> View:
    """The answer that a store was made, and on which nodes."""
    shown = shown_location(location)
    item: dict[str, object] = {"store": shown, "base": None if empty else "shipped"}
    if nodes:
        item["nodes"] = [shown_location(node) for node in nodes]
    return single(item, line(in_language(Message("made {}", shown), lang)))
