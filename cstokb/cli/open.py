"""`cstokb open SOURCE`."""

import os
import re
import sys
from typing import Annotated

import typer

from cstokb.cli.completion import complete_sources
from cstokb.cli.session import Session
from cstokb.errors import UsageError
from cstokb.messages import Message
from cstokb.model.escaping import escape_controls
from cstokb.reports.resolve import resolve_source

_ADDRESS = re.compile(r"https?://[^\s\x00-\x1f\x7f\\\"'<>`]+", re.IGNORECASE)


def command(
    context: typer.Context,
    id: Annotated[
        str,
        typer.Argument(
            metavar="SOURCE",
            help="The id of a source, or the beginning of one.",
            autocompletion=complete_sources,
        ),
    ],
    only_print: Annotated[
        bool, typer.Option("--print", help="Print the address, open nothing.")
    ] = False,
) -> None:
    """Print the address of a source, and open it in the browser."""
    session = Session.of(context)
    source = resolve_source(session.knowledge, id)
    if not source.url:
        hint = Message("cstokb sources {} lists the facts that rest on it", source.id)
        raise UsageError("{} has no address", source.id, hint=hint)
    shown = escape_controls(source.url)
    if not _ADDRESS.fullmatch(source.url):
        raise UsageError('"{}" is no address of the web, and is not opened', shown)
    session.output.write([f"{shown}\n"])
    if not only_print and session.output.terminal and not _open(source.url):
        session.output.note("there is no browser to open it")


def _open(address: str) -> bool:
    """Open the address in the user's browser; whether there is one."""
    graphical = ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER")
    if sys.platform.startswith("linux") and not any(map(os.environ.get, graphical)):
        # A browser in the terminal would take it over.
        return False
    # lazy: 8 ms; it passes the address as an argument, never through a shell
    import webbrowser

    try:
        return webbrowser.open(address)
    except (webbrowser.Error, OSError):
        return False
