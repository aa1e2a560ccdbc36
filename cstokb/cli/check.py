"""`cstokb check`."""

from typing import Annotated

import typer

from cstokb.cli.session import Session
from cstokb.errors import NO
from cstokb.render.check import check_view
from cstokb.reports.check import LEVELS, check


def command(
    context: typer.Context,
    only: Annotated[str, typer.Option("--only", metavar="CHECK,…", help="Only these checks.")] = "",
    skip: Annotated[str, typer.Option("--skip", metavar="CHECK,…", help="Not these.")] = "",
    strict: Annotated[bool, typer.Option("--strict", help="Warnings count as errors.")] = False,
    hints: Annotated[bool, typer.Option("--hints", help="Hints too.")] = False,
) -> None:
    """Check the store; silent when all is well."""
    session = Session.of(context)
    session.knowledge.verify()
    findings = check(session.knowledge, only=_names(only), skip=_names(skip))
    levels = LEVELS if hints or only else LEVELS[:2]
    shown = [finding for finding in findings if finding.level in levels]
    query = {"only": _names(only), "skip": _names(skip), "strict": strict}
    session.write(check_view(shown, query, session.lang, left_out=len(findings) - len(shown)))
    failing = LEVELS[:2] if strict else LEVELS[:1]
    if any(finding.level in failing for finding in findings):
        raise typer.Exit(NO)


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.split(",") if name.strip()]
