"""`cstokb export FORMAT`."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from cstokb.cli.dates import leap_of, period_of, years_of
from cstokb.cli.options import ABOUT, SINCE, UNTIL, KindOption, LeapOption
from cstokb.cli.output import write_file
from cstokb.cli.session import Session, kinds_of
from cstokb.cli.settings import one_of
from cstokb.cli.streams import write_out
from cstokb.cli.words import WordsArgument, question_of
from cstokb.errors import StoreBusy, UsageError
from cstokb.formats import FORMATS, exporter
from cstokb.messages import Message
from cstokb.reports.question import pattern_of

if TYPE_CHECKING:
    from cstokb.reports.calendar import Calendar
    from cstokb.reports.timeline import Omission

CALENDAR = "ics"
TABLES = ("csv", "tsv")
CHANGES = "changes"
"""The user's own records, as JSON lines that `cstokb import` takes."""

_TRY_AGAIN = "try again, or export what cstokb backup saves"


class _Choice(NamedTuple):
    """What of the store goes into a calendar, and how."""

    words: tuple[str, ...]
    kind: str
    about: str
    since: str
    until: str
    years: str
    partial: str
    leap: str
    everything: bool


_WHOLE = _Choice((), "", "", "", "", "", "skip", "feb28", False)


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
    words: WordsArgument = None,
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
    everything: Annotated[
        bool, typer.Option("--all", "-a", help="ics: details that are not celebrated, too.")
    ] = False,
) -> None:
    """Write the whole store for other programs, or its events as a calendar."""
    session = Session.of(context)
    # csv and ics are of what the words hold of.
    choice = _Choice(
        tuple(words or ()), kind, about, since, until, years, partial, leap, everything
    )
    if target == CALENDAR:
        pieces = _calendar(session, choice)
    elif choice._replace(words=()) != _WHOLE or (words and target not in TABLES):
        hint = "ics takes options and words, csv and tsv take words"
        raise UsageError("{} is always the whole store", target, hint=hint)
    elif words:
        pieces = _table_of(session, target, words)
    elif target == CHANGES:
        pieces = _changes_of(session)
    else:
        pieces = exporter(target)(session.knowledge)
    pieces = _of_one_revision(session, pieces)
    if output and output != "-":
        write_file(output, pieces)
    else:
        write_out(pieces)


def _table_of(session: Session, target: str, words: Sequence[str]) -> Iterator[str]:
    """The facts of which the words hold, as CSV or TSV."""
    # lazy: 2 ms
    from cstokb.formats import csv, tsv

    pattern = pattern_of(session.knowledge, question_of(words, session.today))
    facts = session.knowledge.facts(pattern)
    return csv.export_facts(facts) if target == "csv" else tsv.export_facts(facts)


def _of_one_revision(session: Session, pieces: Iterable[str]) -> Iterator[str]:
    """The pieces; raise `StoreBusy` after them if others changed the store meanwhile."""
    yield from pieces
    if session.knowledge.changed_since_open():
        raise StoreBusy("the store was changed while it was exported", hint=_TRY_AGAIN)


def _changes_of(session: Session) -> Iterator[str]:
    """The user's own records, with what they were in the shipped facts."""
    # lazy: 2 ms
    from cstokb.formats.jsonl import export_changes

    store = session.knowledge
    if store.base_store is None:
        raise UsageError("there are no changes of your own here", hint="cstokb add makes some")
    return export_changes(store.writable_layer, store.base_store)


def _calendar(session: Session, choice: _Choice) -> Iterator[str]:
    # lazy: 4 ms
    from cstokb.formats.ics import calendar as calendar_text
    from cstokb.reports.calendar import INEXACT, NAMES, calendar
    from cstokb.reports.timeline import Timeline

    partial = one_of(choice.partial, INEXACT)
    if partial is None:
        raise UsageError(
            'no way "{}"', choice.partial, hint=Message("choose: {}", ", ".join(INEXACT))
        )
    question = question_of(
        choice.words,
        session.today,
        kinds=kinds_of(choice.kind),
        about=choice.about,
        period=period_of(choice.since, choice.until, session.today),
    )
    matching = pattern_of(session.knowledge, question.without_time(), ranked=True)
    pattern = matching._replace(period=question.period)
    timeline = Timeline(session.knowledge, pattern, everything=choice.everything)
    made = calendar(
        session.knowledge,
        (event.facts for event in timeline.events),
        lang=session.lang,
        leap=leap_of(choice.leap),
        partial=partial,
        years=years_of(choice.years, session.today),
    )
    for note in _omissions(timeline.omitted, made, choice):
        session.output.note(note)
    return calendar_text(made.entries, name=NAMES[session.lang], note="\n".join(made.notes))


def _omissions(
    omitted: "Mapping[Omission, int]", made: "Calendar", choice: _Choice
) -> Iterator[Message]:
    """How many entries there are, and what is not among them."""
    yield Message("{} entries", len(made.entries), singular="{} entry")
    if made.partial and choice.partial == "skip":
        yield Message("{} events without an exact day left out (--partial)", made.partial)
    if omitted["minor"]:
        yield Message("{} details left out, which are not celebrated (--all)", omitted["minor"])
    if omitted["outranked"]:
        yield Message("{} left out, contradicted by a preferred source", omitted["outranked"])
