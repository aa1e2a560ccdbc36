"""JSON lines: one record a line, its `record` naming the noun."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from cstokb.model.escaping import json_text
from cstokb.model.knowledge import Knowledge, existing
from cstokb.model.record import CODECS, Noun, to_row


def export(knowledge: Knowledge) -> Iterator[str]:
    """The lines: entities, facts, sources, predicates."""
    yield from _lines("entity", knowledge.entities())
    yield from _lines("fact", knowledge.facts())
    yield from _lines("source", knowledge.sources())
    yield from _lines("predicate", knowledge.predicates().values())


def _lines(word: str, nouns: Iterable[Noun]) -> Iterator[str]:
    return (f"{json_text({'record': word, **to_row(noun)})}\n" for noun in nouns)


def export_changes(own: Knowledge, base: Knowledge) -> Iterator[str]:
    """The lines of one's own records; of one that `base` has, `before` is what was changed.

    So whoever reads them can tell what was changed from what only stands beside it.
    """
    nouns: tuple[Iterable[Noun], ...] = (
        own.entities(),
        own.facts(),
        own.sources(),
        own.predicates().values(),
    )
    for (table, codec), each in zip(CODECS.items(), nouns, strict=True):
        for noun in each:
            row: dict[str, Any] = {"record": codec.noun, **to_row(noun)}
            if known := existing(base, table, noun.id):
                row["before"] = _differing(to_row(known), row)
            yield f"{json_text(row)}\n"


def _differing(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that differ, as they were; of words, the languages."""
    found: dict[str, Any] = {}
    for key, old in before.items():
        new = after[key]
        if isinstance(old, dict) and isinstance(new, dict):
            langs = [lang for lang in {**old, **new} if old.get(lang) != new.get(lang)]
            found |= {key: {lang: old.get(lang) for lang in langs}} if langs else {}
        elif old != new:
            found[key] = old
    return found
