"""JSON lines: one record a line, its `record` naming the noun."""

from collections.abc import Iterable, Iterator

from cstokb.model.escaping import json_text
from cstokb.model.knowledge import Knowledge
from cstokb.model.record import Noun, to_row


def export(knowledge: Knowledge) -> Iterator[str]:
    """The lines: entities, facts, sources, predicates."""
    yield from _lines("entity", knowledge.entities())
    yield from _lines("fact", knowledge.facts())
    yield from _lines("source", knowledge.sources())
    yield from _lines("predicate", knowledge.predicates().values())


def _lines(word: str, nouns: Iterable[Noun]) -> Iterator[str]:
    return (f"{json_text({'record': word, **to_row(noun)})}\n" for noun in nouns)
