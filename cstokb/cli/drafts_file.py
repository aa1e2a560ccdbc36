"""`cstokb read --to FILE`: the drafts as a file for an editor and for `cstokb import`."""

from collections.abc import Iterator
from typing import Any

from cstokb.cli.output import write_file
from cstokb.cli.session import Session
from cstokb.cli.taking import Choice, chosen_facts
from cstokb.messages import Message
from cstokb.model.escaping import json_text
from cstokb.model.fact import Fact
from cstokb.model.record import to_record
from cstokb.reports.drafts import Sheet


def write_drafts(
    session: Session, sheet: Sheet, choice: Choice, rejected: frozenset[str], path: str
) -> None:
    """Write the drafts chosen, or all that are neither rejected nor cited already."""
    if choice:
        facts, _ = chosen_facts(session, sheet, choice)
        sentences = {fact.id: "" for fact in facts}
    else:
        open_drafts = [
            (entry.sentence.text, draft.accepted)
            for entry in sheet.entries
            for draft in entry.drafts
            if draft.state != "cited" and draft.fact.id not in rejected
        ]
        facts = tuple(fact for _, fact in open_drafts)
        sentences = {fact.id: text for text, fact in open_drafts}
    write_file(path, _yaml(sheet, facts, sentences))
    session.output.note(
        Message(
            "{} drafts written to {}; cstokb import takes it",
            len(facts),
            path,
            singular="{} draft written to {}; cstokb import takes it",
        )
    )


def _yaml(sheet: Sheet, facts: tuple[Fact, ...], sentences: dict[str, str]) -> Iterator[str]:
    """YAML whose scalars are written as JSON, which is YAML; each sentence is a comment."""
    yield "schema: 1\n"
    if not sheet.read_before:
        yield "sources:\n"
        yield from _record({"id": sheet.source.id, **to_record(sheet.source)})
    yield "facts:\n" if facts else "facts: []\n"
    for fact in facts:
        if sentences[fact.id]:
            yield f"# {sentences[fact.id]}\n"
        yield from _record(to_record(fact))


def _record(record: dict[str, Any]) -> Iterator[str]:
    """The record as an item of a list, a key a line."""
    for at, (key, value) in enumerate(record.items()):
        yield f"{'- ' if at == 0 else '  '}{key}: {json_text(value)}\n"
