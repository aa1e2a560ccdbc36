"""JSON lines: one record a line, its `record` naming the noun."""

from collections.abc import Iterator

from cstokb.model.escaping import json_text
from cstokb.model.knowledge import Knowledge
from cstokb.model.rows import entity_row, fact_row, predicate_row, source_row


def export(knowledge: Knowledge) -> Iterator[str]:
    """The lines: entities, facts, sources, predicates."""
    for entity in knowledge.entities():
        yield _line("entity", entity_row(entity))
    for fact in knowledge.facts():
        yield _line("fact", fact_row(fact))
    for source in knowledge.sources():
        yield _line("source", source_row(source))
    for predicate in knowledge.predicates().values():
        yield _line("predicate", predicate_row(predicate))


def _line(noun: str, row: dict[str, object]) -> str:
    return f"{json_text({'record': noun, **row})}\n"
