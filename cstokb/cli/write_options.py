"""The options of commands that write, declared once and passed in the context.

`app.Command` adds them to each command marked with `takes_write_options`, which gets
what was given from `WriteOptions.of`.
"""

from collections.abc import Callable
from typing import Annotated, NamedTuple, TypeVar

import typer

from cstokb.store.protocol import LOCK_TIMEOUT

Function = TypeVar("Function", bound=Callable[..., None])


class WriteOptions(NamedTuple):
    """How to write a change; `lock_timeout` is in seconds."""

    dry_run: bool = False
    message: str = ""
    yes: bool = False
    lock_timeout: float = LOCK_TIMEOUT

    @classmethod
    def of(cls, context: typer.Context) -> "WriteOptions":
        """Those of this call; an option that the command does not take has its default."""
        return cls(**{name: context.obj[name] for name in cls._fields if name in context.obj})


def takes_write_options(*names: str) -> Callable[[Function], Function]:
    """Mark the function of a command that takes these options, or all if none is named."""

    def mark(function: Function) -> Function:
        vars(function)["write_options"] = names or WriteOptions._fields
        return function

    return mark


def declare(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show it, write nothing.")] = False,
    message: Annotated[str, typer.Option("-m", "--message", metavar="TEXT", help="Why.")] = "",
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    lock_timeout: Annotated[
        float,
        typer.Option(
            "--lock-timeout", metavar="SECONDS", min=0, help="How long to wait for a writer."
        ),
    ] = LOCK_TIMEOUT,
) -> None:
    """Declares the options for Typer."""
