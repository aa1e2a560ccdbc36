"""One JSON document: `{"schema": 1, "entities": […], "facts": […], …}`, a record a line."""

from collections.abc import Iterable, Iterator

from cstokb.model.escaping import json_text
from cstokb.model.knowledge import Knowledge
from cstokb.model.record import Noun, to_row

SCHEMA = 1


def export(knowledge: Knowledge) -> Iterator[str]:
    """The document in pieces."""
    yield f'{{"schema": {SCHEMA},\n"entities": [\n'
    yield from _lines(knowledge.entities())
    yield '],\n"facts": [\n'
    yield from _lines(knowledge.facts())
    yield '],\n"sources": [\n'
    yield from _lines(knowledge.sources())
    yield '],\n"predicates": [\n'
    yield from _lines(knowledge.predicates().values())
    yield "]}\n"


def _lines(nouns: Iterable[Noun]) -> Iterator[str]:
    before = ""
    for noun in nouns:
        yield f"{before}{json_text(to_row(noun))}"
        before = ",\n"
    yield "\n" if before else ""
