"""`cstokb version`."""

import typer

from cstokb.cli.app import write_version


def command(context: typer.Context) -> None:  # noqa: ARG001 - as every command
    """Print the version."""
    write_version()
