"""`cstokb read --jsonl`: an archive, an article a line in, a sheet a line out."""

import sys
from collections.abc import Iterator
from typing import IO, Any

import typer

from cstokb.cli.input import no_file
from cstokb.cli.reading_memory import Memory
from cstokb.cli.session import Session
from cstokb.cli.sheets import SheetReader
from cstokb.errors import (
    INPUT_ERRORS,
    REJECTED,
    CstokbError,
    SystemRefused,
    refused_by_system,
)
from cstokb.formats.articles.records import MOST_LINE, article_of_record
from cstokb.messages import Message
from cstokb.model.article import Article
from cstokb.model.escaping import json_text
from cstokb.render.drafts import entry_item, source_item
from cstokb.reports.archive import Groups
from cstokb.reports.drafts import Sheet, digest_of


def write_archive(session: Session, file: str, *, group: bool, all_of: bool) -> None:
    """Write a line for each line of the file; what cannot be read gets a line with its error.

    With `group`, a line for each fact that is drafted, with all its articles. Raise
    `typer.Exit(4)` where a line could not be read.
    """
    failed: list[int] = []
    lines = _sheets(session, file, failed)
    if group:
        session.output.write(_grouped(lines))
    else:
        session.output.write(f"{json_text(_item(name, each, all_of))}\n" for name, each in lines)
    if failed:
        session.output.note(
            Message("{} lines could not be read", len(failed), singular="{} line could not be read")
        )
        raise typer.Exit(REJECTED)


def _sheets(
    session: Session, file: str, failed: list[int]
) -> Iterator[tuple[str, Sheet | CstokbError]]:
    """The sheet of each line, or why there is none, with the name of the line."""
    reader, memory = SheetReader(session), Memory.load()
    name = "stdin" if file == "-" else file
    with _stream(file) as stream:
        number = 0
        while line := stream.readline(MOST_LINE + 2):
            number += 1
            if not line.strip():
                continue
            location = f"{name}:{number}"
            try:
                article, id = article_of_record(line, location)
                yield location, reader.sheet(article, id or _read_as(article, memory))
            except INPUT_ERRORS as error:
                failed.append(number)
                yield location, error


def _read_as(article: Article, memory: Memory) -> str:
    """The id of the source that the same text was read as, or empty."""
    return memory.articles.get(digest_of(article), "") if memory.articles else ""


def _item(location: str, sheet: Sheet | CstokbError, all_of: bool) -> dict[str, Any]:
    if isinstance(sheet, CstokbError):
        return {"location": location, "error": sheet.message}
    entries = [entry for entry in sheet.entries if all_of or entry.is_evidence]
    return {
        "location": location,
        "source": source_item(sheet),
        "language": sheet.article.language or None,
        "items": [entry_item(sheet, entry) for entry in entries],
    }


def _grouped(lines: Iterator[tuple[str, Sheet | CstokbError]]) -> Iterator[str]:
    groups = Groups()
    for location, sheet in lines:
        if isinstance(sheet, CstokbError):
            yield f"{json_text({'location': location, 'error': sheet.message})}\n"
        else:
            groups.add(location, sheet)
    for item in groups.items():
        yield f"{json_text(item)}\n"


def _stream(file: str) -> IO[bytes]:
    if file == "-":
        if sys.stdin is None:
            raise SystemRefused("stdin is closed")
        return sys.stdin.buffer
    try:
        return open(file, "rb")
    except FileNotFoundError:
        raise no_file(file) from None
    except OSError as error:
        raise refused_by_system(file, error) from None
