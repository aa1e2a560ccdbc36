"""`cstokb store init`: make a store on a server, or spread over several."""

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from cstokb.cli.init import made_view, make, shipped_vocabulary
from cstokb.cli.session import Session
from cstokb.cli.write_options import WriteOptions, takes_write_options
from cstokb.errors import UsageError
from cstokb.render.page import Column, tabled

if TYPE_CHECKING:
    from cstokb.store.sql.spread.nodes import Part


@takes_write_options("dry_run")
def init(
    context: typer.Context,
    url: Annotated[
        str, typer.Argument(metavar="URL", help="Default: --store. With --shards, the coordinator.")
    ] = "",
    shards: Annotated[
        list[str] | None,
        typer.Option("--shards", metavar="URL,URL", help="The nodes to spread the rows over."),
    ] = None,
    empty: Annotated[bool, typer.Option("--empty", help="With the vocabulary alone.")] = False,
    ddl: Annotated[bool, typer.Option("--print", help="Print the SQL, for psql.")] = False,
) -> None:
    """Make a store, as cstokb init does, or one whose rows lie on several servers."""
    session, dry_run = Session.of(context), WriteOptions.of(context).dry_run
    # A URL of several hosts has commas itself.
    nodes = [node for text in shards or () for node in re.split(r",(?=\w+://)", text)]
    if not (ddl or nodes):
        make(session, url, empty=empty, dry_run=dry_run)
        return
    location = url or session.settings.store
    if not location:
        raise UsageError("on which server?", hint="cstokb store init URL --shards URL,URL")
    # lazy: 3 ms; stores elsewhere do without it
    from cstokb.store.sql.spread.nodes import create_spread, parts

    base = "" if empty else "shipped"
    if ddl or dry_run:
        _write(session, tuple(parts(location, nodes, base=base)))
        return
    create_spread(location, nodes, base=base, vocabulary=shipped_vocabulary() if empty else ())
    session.write(made_view(location, session.lang, empty=empty, nodes=nodes))


def _write(session: Session, parts: "tuple[Part, ...]") -> None:
    """Write the SQL: as a script, unwrapped, or as items in the formats for programs."""
    if session.settings.format in ("", "table", "plain") and not session.settings.fields:
        session.output.write(f"{line}\n" for line in _script(parts))
        return
    items = [part._asdict() for part in parts]
    session.write(tabled({}, items, lambda item: item, tuple(map(Column, items[0]))))


def _script(parts: "Iterable[Part]") -> Iterator[str]:
    yield r"\set ON_ERROR_STOP on"
    for part in parts:
        yield ""
        yield f"-- {part.server}"
        yield f"\\connect -reuse-previous=off '{part.url}'"
        yield "begin;"
        # Nothing that somebody planted in another schema is found.
        yield "set local search_path = pg_catalog, pg_temp;"
        yield from (f"{statement};" for statement in part.statements)
        yield "commit;"


SUBCOMMANDS = {"init": init}
