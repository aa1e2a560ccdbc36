"""`cstokb set ID FIELD=VALUE…`."""

from typing import Annotated

import typer

from cstokb.cli.dates import moment_of, span_of
from cstokb.cli.fields import changed, fields_of, found, require_unchanged
from cstokb.cli.session import Session
from cstokb.cli.write_options import WriteOptions, takes_write_options
from cstokb.cli.writing import carry_out
from cstokb.errors import UsageError
from cstokb.store.protocol import Change, Store

TIMES = {"when": span_of, "published": moment_of, "accessed": moment_of}
"""How the fields that are times are read."""


@takes_write_options()
def command(
    context: typer.Context,
    id: Annotated[
        str,
        typer.Argument(metavar="ID", help="Of an entity, fact or source."),
    ],
    assignments: Annotated[
        list[str],
        typer.Argument(
            metavar="[PREDICATE [N]] FIELD=VALUE…",
            help="name_ru=…, when=2009-02-04, note=; before them which fact of the entity.",
        ),
    ],
) -> None:
    """Change fields of an entity, a fact or a source."""
    session = Session.of(context)
    words, edited = _parted(assignments)
    edited |= {
        field: str(read(edited[field], session.today) or "")
        for field, read in TIMES.items()
        if field in edited
    }
    first = found(session.knowledge, [id, *words], session.lang)
    before = fields_of(*first)

    def plan(knowledge: Store) -> Change:
        table, noun = found(knowledge, [first[1].id], session.lang)
        require_unchanged(before, table, noun, edited)
        return changed(knowledge, table, noun, edited)

    carry_out(session, plan, WriteOptions.of(context), set=first[1].id if words else id)


def _parted(assignments: list[str]) -> tuple[list[str], dict[str, str]]:
    """The words that point to a fact, and the fields; raise `UsageError` for a word later on."""
    first = next((at for at, word in enumerate(assignments) if "=" in word), 0)
    pairs = [field.partition("=") for field in assignments[first:]]
    if unassigned := next((name for name, sign, _ in pairs if not sign), ""):
        raise UsageError('"{}" has no =', unassigned, hint="write name_ru='Учение «Рубеж»'")
    return assignments[:first], {name.strip(): value for name, _, value in pairs}
