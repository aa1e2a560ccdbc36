"""`cstokb version`."""

import typer

from cstokb.cli.app import lang_of, write_version


def command(context: typer.Context) -> None:
    """Print the version."""
    write_version(lang_of(context))
