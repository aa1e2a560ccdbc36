"""Checks of notes: those for the reader are in both languages and about the fact."""

import re
from collections.abc import Iterator, Sequence

from cstokb.messages import Message
from cstokb.model.fact import Fact
from cstokb.reports.checks.index import ReferenceIndex
from cstokb.reports.checks.visitor import Problem, problem_of

_OF_READING = re.compile(
    r"\bnot read\b|\bunread\b|\bnot (?:be )?opened\b|\binferred\b|\bnews feed\b|\bstored copy\b"
    r"|\bcached\b|\bexcerpt\b|\bsnippet\b|\bsearch results?\b|\bpreview of the page\b"
    r"|не прочита|не открыва|не открыл|\bвыведен[оа]? из\b|лент[аеуы] новостей|сохранённ\w+ копи"
    r"|\bотрыв[оэ]?к\w*|результат\w* поиска",
    re.IGNORECASE,
)
"""What a note says of how a page was read."""
_CHECK_NAME = re.compile(r"\[[a-z]+(?:-[a-z]+)+\]")


def untranslated_notes(_: ReferenceIndex, facts: Sequence[Fact]) -> Iterator[Problem]:
    """Notes that stand in one language only."""
    for fact in facts:
        if bool(fact.note) != bool(fact.note_ru):
            missing = "note_ru" if fact.note else "note"
            yield problem_of(fact, Message("{} is missing", missing))


def curator_notes(_: ReferenceIndex, facts: Sequence[Fact]) -> Iterator[Problem]:
    """Notes that name a check, or tell how a page was read."""
    for fact in facts:
        if found := for_curator(fact):
            yield problem_of(fact, Message('"{}" in its note is for the curator', found))


def for_curator(fact: Fact) -> str:
    """The words in its note that are for the curator, or empty."""
    notes = f"{fact.note}\n{fact.note_ru}"
    found = _CHECK_NAME.search(notes) or _OF_READING.search(notes)
    return found[0] if found else ""
