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
from cstokb.formats.reading import FORMATS, MOST_BYTES, Read, read
from cstokb.messages import Message
from cstokb.model.escaping import escape_controls
from cstokb.model.fact import Fact
from cstokb.reports.review import review
from cstokb.store.layered import LayeredStore
from cstokb.store.memory import MemoryStore
from cstokb.store.protocol import TABLES, Change, existing
from cstokb.store.records import READERS

MOST_TOLD = 100


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
    readers = {table: READERS[table] for table in TABLES}
    found = read(_bytes(file), name, shape, readers)
    change, wrong = _right(session, found)
    if wrong and not partial:
        lines = [f"{place}: {reason}" for place, reason in wrong[1:MOST_TOLD]]
        if len(wrong) > MOST_TOLD:
            lines.append(str(Message("and {:,} more", len(wrong) - MOST_TOLD)))
        told = "\n".join(lines)
        place, reason = wrong[0]
        hint = "nothing was imported; mend it, or take what is right with --partial"
        raise Rejected("{}: {}", place, reason, excerpt=told, hint=hint)
    for place, reason in wrong[:MOST_TOLD]:
        session.output.note(Message("left out {}: {}", place, reason))
    change = change._replace(message=f"import of {escape_controls(name)}")
    commit(session, change, WriteOptions.of(context), file=name)


def _right(session: Session, found: Read) -> tuple[Change, list[tuple[str, str]]]:
    """What can be taken, and what is wrong with the rest."""
    wrong = list(found.faults)
    nouns: dict[str, dict[str, Any]] = {table: {} for table in TABLES}
    places: dict[str, str] = {}
    for place, table, noun in found.nouns:
        known = nouns[table].get(noun.id) or existing(session.knowledge, table, noun.id)
        nouns[table][noun.id] = _joined(noun, known)
        places.setdefault(noun.id, place)
    while True:
        change = Change(
            tuple(nouns["entities"].values()),
            tuple(nouns["facts"].values()),
            tuple(nouns["sources"].values()),
            tuple(nouns["predicates"].values()),
        )
        after = LayeredStore(MemoryStore(change), session.knowledge)
        blocking = review(after, nouns["entities"], change.facts, nouns["sources"]).blocking
        if not blocking:
            return change, wrong
        for finding in blocking:
            wrong.append((places.get(finding.about, finding.about), str(finding.message)))
            for records in nouns.values():
                records.pop(finding.about, None)


def _joined(noun: Any, known: Any) -> Any:
    """The noun; a fact that is known keeps its citations beside the new ones."""
    if isinstance(noun, Fact) and isinstance(known, Fact):
        cited = dict.fromkeys((*known.citations, *noun.citations))
        return noun._replace(citations=tuple(cited))
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
