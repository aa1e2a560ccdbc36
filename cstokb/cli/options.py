"""The options and arguments that several commands share, each declared once."""

from typing import Annotated

import typer

from cstokb.cli.completion import complete_entities, complete_kinds

EntityArgument = Annotated[
    str,
    typer.Argument(
        metavar="ENTITY",
        help="An id, the beginning of one, or any name, in either script.",
        autocompletion=complete_entities,
        show_default=False,
    ),
]
KindOption = Annotated[
    str,
    typer.Option(
        "--kind",
        "-k",
        metavar="KIND,…",
        help="Only these kinds of entity.",
        autocompletion=complete_kinds,
        show_default=False,
    ),
]
AllOption = Annotated[bool, typer.Option("--all", "-a", help="Details too.")]
OnOption = Annotated[
    str, typer.Option("--on", metavar="DATE", help="Seen from this day.", show_default="today")
]
LeapOption = Annotated[
    str, typer.Option("--leap", metavar="feb28|mar1|skip", help="What 29 February becomes.")
]
EndedOption = Annotated[bool, typer.Option("--include-ended", help="Also of what has ended.")]
