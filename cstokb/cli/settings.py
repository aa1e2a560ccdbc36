"""The options that every command takes, before or after its name."""

import os
from collections.abc import Iterable
from datetime import date
from typing import Annotated, Literal, NamedTuple, TypeVar, get_args

import typer

from cstokb.errors import UsageError
from cstokb.messages import Message
from cstokb.model.dates_in_words import LANGUAGES, Language
from cstokb.model.period import Period

OutputFormat = Literal["", "table", "plain", "json", "jsonl", "csv", "tsv", "md", "ics"]
"""How answers are written; where it is empty, the terminal or the pipe decides."""

Color = Literal["auto", "always", "never"]

OUTPUT_FORMATS: tuple[OutputFormat, ...] = get_args(OutputFormat)[1:]
COLORS: tuple[Color, ...] = get_args(Color)

AnyWord = TypeVar("AnyWord", bound=str)


class Settings(NamedTuple):
    """The global options, with what the environment gives where they are left out.

    `store` and `format` are empty for the default. `store_in_arguments` says that `store`
    came from the command line, which other users of the machine can read.
    """

    store: str
    store_in_arguments: bool
    today: date
    lang: Language
    format: OutputFormat
    fields: tuple[str, ...]
    limit: int | None
    """At most so many rows; 0 for all, None for what the command does by itself."""
    offset: int
    sort: str
    """The key of rows to sort by, after a `-` for the last first; empty for no order."""
    excel: bool
    color: Color
    pager: bool
    quiet: bool
    exit_status: bool


def declare(
    store: Annotated[
        str | None, typer.Option("--store", metavar="STORE", help="A path or URL. [CSTOKB_STORE]")
    ] = None,
    today: Annotated[
        str | None, typer.Option(metavar="DATE", help="Take this as today. [CSTOKB_TODAY]")
    ] = None,
    lang: Annotated[
        str | None, typer.Option(metavar="en|ru", help="Language of names. [CSTOKB_LANG]")
    ] = None,
    format: Annotated[
        str | None, typer.Option("--format", metavar="FORMAT", help="|".join(OUTPUT_FORMATS) + ".")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Same as --format json.")] = False,
    plain: Annotated[
        bool, typer.Option("--plain", help="TAB-separated, as in a pipe. [CSTOKB_PLAIN]")
    ] = False,
    fields: Annotated[
        str | None, typer.Option(metavar="A,B", help="Only these fields, in this order.")
    ] = None,
    limit: Annotated[
        int | None,
        typer.Option("--limit", "-n", metavar="N", help="At most N rows; 0 for all."),
    ] = None,
    offset: Annotated[
        int | None, typer.Option("--offset", metavar="N", help="Not the first N rows.")
    ] = None,
    sort: Annotated[
        str | None,
        typer.Option(metavar="[-]KEY", help="Rows by this key; with -, the last first."),
    ] = None,
    excel: Annotated[bool, typer.Option("--excel", help="CSV that Excel opens right.")] = False,
    color: Annotated[
        str | None, typer.Option(metavar="WHEN", help="|".join(COLORS) + ". [NO_COLOR]")
    ] = None,
    no_pager: Annotated[
        bool, typer.Option("--no-pager", help="Never page. [CSTOKB_PAGER, PAGER]")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No notes on stderr.")] = False,
    exit_status: Annotated[
        bool, typer.Option("--exit-status", "-e", help="Exit 1 when nothing is found.")
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Tracebacks for errors.")] = False,
) -> None:
    """Declares the options for Typer; `settle` reads what was given."""


NAMES = tuple(declare.__annotations__.keys() - {"return"})


def settle(given: dict[str, object]) -> Settings:
    """The settings that options, then the environment, give; raise `UsageError` or `BadDate`."""
    day = _text(given, "today", "CSTOKB_TODAY")
    chosen = given.get("format") or given.get("excel")
    plain = given.get("plain") or (os.environ.get("CSTOKB_PLAIN") and not chosen)
    format = "json" if given.get("json") else "plain" if plain else _text(given, "format")
    if given.get("excel") and format not in ("", "csv"):
        raise UsageError("--excel is of CSV", hint="leave out the format, or: --format csv")
    return Settings(
        store=_text(given, "store", "CSTOKB_STORE"),
        store_in_arguments=bool(given.get("store")),
        today=_day(day) if day else date.today(),  # noqa: DTZ011 - the day where the user is
        lang=_choice("language", _text(given, "lang", "CSTOKB_LANG") or "en", LANGUAGES),
        format="csv" if given.get("excel") else _choice("format", format, get_args(OutputFormat)),
        fields=tuple(filter(None, _text(given, "fields").replace(" ", "").split(","))),
        limit=_number(given, "limit"),
        offset=_number(given, "offset") or 0,
        sort=_text(given, "sort").strip(),
        excel=bool(given.get("excel")),
        color=_choice("color", _text(given, "color") or "auto", COLORS),
        pager=not given.get("no_pager"),
        quiet=bool(given.get("quiet")),
        exit_status=bool(given.get("exit_status")),
    )


def _text(given: dict[str, object], name: str, variable: str = "") -> str:
    return str(given.get(name) or (os.environ.get(variable, "") if variable else ""))


def one_of(word: str, allowed: Iterable[AnyWord]) -> AnyWord | None:
    """The allowed word that equals it, or None."""
    return next((choice for choice in allowed if choice == word), None)


def _choice(what: str, word: str, allowed: tuple[AnyWord, ...]) -> AnyWord:
    choice = one_of(word, allowed)
    if choice is None:
        hint = Message("choose from: {}", ", ".join(filter(None, allowed)))
        raise UsageError('no {} "{}"', Message(what), word, hint=hint)
    return choice


def _number(given: dict[str, object], name: str) -> int | None:
    number = given.get(name)
    assert number is None or isinstance(number, int)
    if number is not None and number < 0:
        raise UsageError("--{} takes a number from 0 on", name)
    return number


def _day(text: str) -> date:
    clock = date.today()  # noqa: DTZ011 - the day where the user is
    period = Period.parse(text, today=clock)
    if period.first != period.last:
        raise UsageError('today is a day, not "{}"', text, hint="write it as 2003-04-28")
    return period.first
