"""The options and arguments that several commands share, each declared once."""

from typing import Annotated

import typer

from cstokb.cli.completion import complete_entities, complete_kinds, complete_predicates

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
BodyArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="BODY",
        help="An id, the beginning of one, or any name.",
        autocompletion=complete_entities,
        show_default="csto",
    ),
]
ExplainOption = Annotated[
    bool, typer.Option("--explain", help="The reason and the sources of every answer.")
]
EveryTermOption = Annotated[
    bool, typer.Option("--all", "-a", help="All terms, and who did not hold then.")
]
ABOUT = typer.Option("--for", metavar="ENTITY", help="Only what involves this entity.")
SINCE = typer.Option("--from", metavar="DATE", help="Not before.")
UNTIL = typer.Option("--to", metavar="DATE", help="Not after.")
AboutOption = Annotated[str, ABOUT]
SinceOption = Annotated[str, SINCE]
UntilOption = Annotated[str, UNTIL]
AllOption = Annotated[bool, typer.Option("--all", "-a", help="Details too.")]
OnOption = Annotated[
    str, typer.Option("--on", metavar="DATE", help="As of this day.", show_default="today")
]
AsOfOption = Annotated[
    str,
    typer.Option(
        "--as-of",
        metavar="DATE",
        help="Only what surely or possibly held then.",
        show_default=False,
    ),
]
PredicateOption = Annotated[
    str,
    typer.Option(
        "--predicate",
        "-p",
        metavar="PREDICATE",
        help="Only this predicate; cstokb schema lists them.",
        autocompletion=complete_predicates,
        show_default=False,
    ),
]
AllOfOption = Annotated[
    bool, typer.Option("--all-of/--any-of", help="A month or year: every day of it, or some day.")
]
AllOfOrLastOption = Annotated[
    bool | None,
    typer.Option(
        "--all-of/--any-of",
        help="A month or year: every day of it, or some day.",
        show_default="its last day",
    ),
]
LeapOption = Annotated[
    str, typer.Option("--leap", metavar="feb28|mar1|skip", help="What 29 February becomes.")
]
OccasionOption = Annotated[
    str,
    typer.Option(
        "--occasion",
        metavar="OCCASION,…",
        help="Only founding, treaty, session or protocol.",
        show_default=False,
    ),
]
EndedOption = Annotated[
    bool, typer.Option("--include-ended", help="Include entities that have ended.")
]
