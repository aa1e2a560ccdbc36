"""One JSON document: `{"schema": 1, "entities": […], "facts": […], …}`, a record a line."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from cstokb.model.escaping import json_text
from cstokb.model.knowledge import Knowledge
from cstokb.model.rows import entity_row, fact_row, predicate_row, source_row

SCHEMA = 1


def export(knowledge: Knowledge) -> Iterator[str]:
    """The document in pieces."""
    yield f'{{"schema": {SCHEMA},\n"entities": [\n'
    yield from _lines(entity_row, knowledge.entities())
    yield '],\n"facts": [\n'
    yield from _lines(fact_row, knowledge.facts())
    yield '],\n"sources": [\n'
    yield from _lines(source_row, knowledge.sources())
    yield '],\n"predicates": [\n'
    yield from _lines(predicate_row, knowledge.predicates().values())
    yield "]}\n"


def _lines(row: Callable[[Any], dict[str, Any]], nouns: Iterable[object]) -> Iterator[str]:
    before = ""
    for noun in nouns:
        yield f"{before}{json_text(row(noun))}"
        before = ",\n"
    yield "\n" if before else ""
