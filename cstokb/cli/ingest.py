"""`cstokb import FILE`."""

import os
from collections.abc import Iterable, Sequence
from typing import Annotated, Any

import typer

from cstokb.cli.input import read_input
from cstokb.cli.session import Session
from cstokb.cli.write_options import WriteOptions, takes_write_options
from cstokb.cli.writing import commit
from cstokb.errors import Rejected
from cstokb.formats.reading import FORMATS, MOST_BYTES, Read, read
from cstokb.messages import Message, join_messages
from cstokb.model.escaping import escape_controls
from cstokb.model.imported_record import ImportProblem
from cstokb.model.record import Noun
from cstokb.reports.check import Finding
from cstokb.reports.joining import Joined, JoinRules, join
from cstokb.reports.review import review
from cstokb.store import with_change
from cstokb.store.protocol import TABLES, Change

MOST_PROBLEMS = 100

_SUFFIXES = {"yml": "yaml", "tab": "tsv", "ndjson": "jsonl"}
"""The formats of names that end otherwise."""


@takes_write_options()
def command(
    context: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE", help="A file, or - for stdin.")],
    as_format: Annotated[
        str, typer.Option("--as", metavar="|".join(FORMATS), help="Default: by the file's name.")
    ] = "",
    partial: Annotated[bool, typer.Option("--partial", help="Import the valid records.")] = False,
    replace: Annotated[
        bool,
        typer.Option("--replace", help="Take the file's version of records that are there."),
    ] = False,
    unsourced: Annotated[
        bool, typer.Option("--unsourced", help="Take new facts without a source.")
    ] = False,
) -> None:
    """Join entities, facts and sources from a file: all of it, or nothing."""
    session = Session.of(context)
    name = "stdin" if file == "-" else file
    content = _read(file, name, as_format)
    joined, change = _right(session, content, JoinRules(replace, unsourced))
    problems = _in_order(joined.problems, name)
    if problems and not partial:
        raise _refusal(problems)
    for problem in problems[:MOST_PROBLEMS]:
        session.output.note(Message("left out {}: {}", problem.location, problem.reason))
    if len(problems) > MOST_PROBLEMS:
        session.output.note(Message("and {:,} more", len(problems) - MOST_PROBLEMS))
    for id in joined.revived[:MOST_PROBLEMS]:
        session.output.note(Message("{} is no longer deprecated: it is stated again", id))
    change = change._replace(message=f"import of {escape_controls(name)}")
    commit(session, change, WriteOptions.of(context), file=name)


def _right(session: Session, content: Read, rules: JoinRules) -> tuple[Joined, Change]:
    """What is right and differs, with the problems of the rest; and the change that takes it."""
    knowledge = session.knowledge
    facts = [record for record in content.records if record.table == "facts"]
    others = [record for record in content.records if record.table != "facts"]
    base = join(knowledge, others, rules)
    # Facts may name what the file brings.
    joined = join(with_change(knowledge, _change_of(base.nouns)), facts, rules)
    nouns = [*base.nouns, *joined.nouns]
    problems = [*content.problems, *base.problems, *joined.problems]
    while True:
        change = _change_of(nouns)
        blocking = _blocking(session, change)
        if not blocking:
            return Joined(tuple(nouns), tuple(problems), joined.revived), change
        reasons = {finding.about: finding.message for finding in blocking}
        bad = [(location, noun.id) for location, _, noun in nouns if noun.id in reasons]
        problems += [ImportProblem(location, reasons[id]) for location, id in bad]
        locations = {location for location, _ in bad}
        nouns = [noun for noun in nouns if noun[0] not in locations]


def _change_of(nouns: Iterable[tuple[str, str, Noun]]) -> Change:
    tables: dict[str, dict[str, Any]] = {table: {} for table in TABLES}
    for _, table, noun in nouns:
        tables[table][noun.id] = noun
    return Change(**{table: tuple(found.values()) for table, found in tables.items()})  # type: ignore[arg-type]


def _blocking(session: Session, change: Change) -> tuple[Finding, ...]:
    after = with_change(session.knowledge, change)
    entities = (entity.id for entity in change.entities)
    return review(after, entities, change.facts, (s.id for s in change.sources)).blocking


def _refusal(problems: Sequence[ImportProblem]) -> Rejected:
    """The error with all problems, the first as its message."""
    first, *others = problems[:MOST_PROBLEMS]
    lines = [*first.details]
    for problem in others:
        lines.append(Message("{}: {}", problem.location, problem.reason))
        lines += (Message("  {}", detail) for detail in problem.details)
    if len(problems) > MOST_PROBLEMS:
        lines.append(Message("and {:,} more", len(problems) - MOST_PROBLEMS))
    hint = "nothing was imported; mend it, or take what is right with --partial"
    if any(problem.details for problem in problems):
        hint = "nothing was imported; --replace takes the file's version, --partial all else"
    excerpt = join_messages("\n", lines)
    return Rejected("{}: {}", first.location, first.reason, excerpt=excerpt, hint=hint)


def _in_order(problems: Iterable[ImportProblem], name: str) -> list[ImportProblem]:
    """The problems in the order of their lines, where they have some."""

    def line(problem: ImportProblem) -> int:
        number = problem.location.removeprefix(f"{name}:").partition(":")[0]
        return int(number) if number.isdecimal() else 0

    return sorted(problems, key=line)


def _read(file: str, name: str, as_format: str) -> Read:
    """What the file holds, in the format given or that of its name, JSON by default."""
    suffix = os.path.splitext(file)[1].lstrip(".").lower()
    format = as_format or _SUFFIXES.get(suffix, suffix) or "json"
    try:
        return read(read_input(file, MOST_BYTES), name, format)
    except Rejected as error:
        if not (as_format or suffix or error.advice):
            error.advice = Message("--as names another format than JSON: {}", ", ".join(FORMATS))
        raise
