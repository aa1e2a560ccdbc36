"""`cstokb export FORMAT`."""

from collections.abc import Iterable, Iterator
from copy import copy
from typing import Annotated, Any, NamedTuple

import typer

from cstokb.cli.dates import leap_of, period_of, years_of
from cstokb.cli.options import ABOUT, SINCE, UNTIL, KindOption, LeapOption
from cstokb.cli.output import write_file
from cstokb.cli.session import Session, kinds_of
from cstokb.cli.streams import write_out
from cstokb.errors import StoreBusy, UsageError
from cstokb.formats import FORMATS, exporter
from cstokb.messages import Message
from cstokb.model.pattern import Pattern
from cstokb.reports.resolve import resolve_entity
from cstokb.store.protocol import Store

CALENDAR = "ics"
CHANGES = "changes"
"""The user's own records, as JSON lines that `cstokb import` takes."""

_TRY_AGAIN = "try again, or export what cstokb backup saves"


class _Choice(NamedTuple):
    """What of the store goes into a calendar, and how."""

    kind: str
    about: str
    since: str
    until: str
    years: str
    partial: str
    leap: str


def _of_calendars(option: Any) -> Any:
    """The option, with a help that says that only calendars take it."""
    limited = copy(option)
    limited.help = f"ics: {option.help[0].lower()}{option.help[1:]}"
    return limited


def command(
    context: typer.Context,
    target: Annotated[
        str,
        typer.Argument(
            metavar="|".join((*FORMATS, CALENDAR, CHANGES)),
            autocompletion=lambda: [*FORMATS, CALENDAR, CHANGES],
            show_default=False,
        ),
    ],
    output: Annotated[
        str, typer.Option("-o", "--output", metavar="FILE", help="Into this file.")
    ] = "",
    kind: KindOption = "",
    about: Annotated[str, _of_calendars(ABOUT)] = "",
    since: Annotated[str, _of_calendars(SINCE)] = "",
    until: Annotated[str, _of_calendars(UNTIL)] = "",
    years: Annotated[
        str, typer.Option(metavar="Y..Y", help="ics: numbered anniversaries of these years.")
    ] = "",
    partial: Annotated[
        str, typer.Option(metavar="skip|span|note", help="ics: dates without an exact day.")
    ] = "skip",
    leap: LeapOption = "feb28",
) -> None:
    """Write the whole store for other programs, or its events as a calendar."""
    session = Session.of(context)
    choice = _Choice(kind, about, since, until, years, partial, leap)
    if target == CALENDAR:
        pieces = _calendar(session, choice)
    elif choice != _Choice("", "", "", "", "", "skip", "feb28"):
        raise UsageError("{} is always the whole store", target, hint="only ics takes a choice")
    elif target == CHANGES:
        pieces = exporter("jsonl")(_own(session))
    else:
        pieces = exporter(target)(session.knowledge)
    pieces = _of_one_revision(session, pieces)
    if output and output != "-":
        write_file(output, pieces)
    else:
        write_out(pieces)


def _of_one_revision(session: Session, pieces: Iterable[str]) -> Iterator[str]:
    """The pieces; raise `StoreBusy` after them if others changed the store meanwhile."""
    yield from pieces
    if session.knowledge.changed_since_open():
        raise StoreBusy("the store was changed while it was exported", hint=_TRY_AGAIN)


def _own(session: Session) -> Store:
    """The layer alone, or the whole store where there is none."""
    store = session.knowledge
    if store.base_store is None:
        raise UsageError("there are no changes of your own here", hint="cstokb add makes some")
    return store.writable_layer


def _calendar(session: Session, choice: _Choice) -> Iterator[str]:
    # lazy: 4 ms
    from cstokb.formats.ics import calendar as calendar_text
    from cstokb.reports.calendar import PARTIAL, calendar
    from cstokb.reports.timeline import Timeline

    if choice.partial not in PARTIAL:
        raise UsageError(
            'no way "{}"', choice.partial, hint=Message("choose: {}", ", ".join(PARTIAL))
        )
    entity = resolve_entity(session.knowledge, choice.about).id if choice.about else None
    period = period_of("", choice.since, choice.until, session.today)
    pattern = Pattern(kinds=kinds_of(choice.kind), period=period, mention=entity)
    made = calendar(
        session.knowledge,
        (event.facts for event in Timeline(session.knowledge, pattern).events),
        lang=session.lang,
        leap=leap_of(choice.leap),
        partial=choice.partial,
        years=years_of(choice.years, session.today),
    )
    session.output.note(
        Message("{} events; {} without an exact day", len(made.entries), made.partial)
    )
    return calendar_text(made.entries, note="\n".join(made.notes))
