"""`cstokb import FILE`."""

import os
import stat
import sys
from typing import Annotated, Any

import typer

from cstokb.cli.session import Session
from cstokb.cli.write_options import WriteOptions, takes_write_options
from cstokb.cli.writing import commit
from cstokb.errors import Rejected, SystemRefused, UnknownName, refused_by_system
from cstokb.formats.reading import FORMATS, MOST_BYTES, Problem, Read, read
from cstokb.messages import Message
from cstokb.model.escaping import escape_controls
from cstokb.model.fact import Fact, citations_of
from cstokb.reports.review import review
from cstokb.store import with_change
from cstokb.store.protocol import TABLES, Change, existing

MOST_PROBLEMS = 100


@takes_write_options()
def command(
    context: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE", help="A file, or - for stdin.")],
    as_format: Annotated[
        str, typer.Option("--as", metavar="|".join(FORMATS), help="Default: by the file's name.")
    ] = "",
    partial: Annotated[bool, typer.Option("--partial", help="Import the valid records.")] = False,
) -> None:
    """Take entities, facts and sources from a file: all of it, or nothing."""
    session = Session.of(context)
    name = "stdin" if file == "-" else file
    shape = as_format or os.path.splitext(file)[1].lstrip(".").replace("yml", "yaml") or "json"
    content = read(_bytes(file), name, shape)
    change, problems = _right(session, content)
    if problems and not partial:
        lines = [f"{location}: {reason}" for location, reason in problems[1:MOST_PROBLEMS]]
        if len(problems) > MOST_PROBLEMS:
            lines.append(str(Message("and {:,} more", len(problems) - MOST_PROBLEMS)))
        location, reason = problems[0]
        hint = "nothing was imported; mend it, or take what is right with --partial"
        raise Rejected("{}: {}", location, reason, excerpt="\n".join(lines), hint=hint)
    for location, reason in problems[:MOST_PROBLEMS]:
        session.output.note(Message("left out {}: {}", location, reason))
    change = change._replace(message=f"import of {escape_controls(name)}")
    commit(session, change, WriteOptions.of(context), file=name)


def _right(session: Session, content: Read) -> tuple[Change, list[Problem]]:
    """The change that takes what is right, and the problems of the rest."""
    problems = list(content.problems)
    nouns: dict[str, dict[str, Any]] = {table: {} for table in TABLES}
    locations: dict[str, str] = {}
    for location, table, noun in content.nouns:
        before = nouns[table].get(noun.id) or existing(session.knowledge, table, noun.id)
        nouns[table][noun.id] = _joined(noun, before)
        locations.setdefault(noun.id, location)
    while True:
        change = Change(
            tuple(nouns["entities"].values()),
            tuple(nouns["facts"].values()),
            tuple(nouns["sources"].values()),
            tuple(nouns["predicates"].values()),
        )
        after = with_change(session.knowledge, change)
        blocking = review(
            after,
            nouns["entities"],
            change.facts,
            nouns["sources"],
            predicates=nouns["predicates"],
            before=session.knowledge,
        ).blocking
        if not blocking:
            return change, problems
        for finding in blocking:
            location = locations.get(finding.about, finding.about)
            problems.append((location, Message("{}", finding.message)))
            for records in nouns.values():
                records.pop(finding.about, None)


def _joined(noun: Any, before: Any) -> Any:
    """The noun; a fact keeps the citations that it had before, beside the new ones."""
    if isinstance(noun, Fact) and isinstance(before, Fact):
        return noun._replace(citations=citations_of(before, noun))
    return noun


def _bytes(file: str) -> bytes:
    if file == "-":
        if sys.stdin is None:
            raise SystemRefused("stdin is closed")
        return sys.stdin.buffer.read(MOST_BYTES + 1)
    try:
        handle = os.open(file, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
        with open(handle, "rb") as stream:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                raise SystemRefused("{} is not a regular file", file)
            return stream.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise UnknownName("file", file) from None
    except OSError as error:
        raise refused_by_system(file, error) from None
