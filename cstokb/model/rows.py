"""The nouns as flat rows with every field: the shape in which JSON and CSV show them."""

from collections.abc import Mapping
from typing import Any

from cstokb.model.entity import Entity
from cstokb.model.fact import Fact, Link, Quantity, Text
from cstokb.model.predicate import Predicate
from cstokb.model.source import Source


def entity_row(entity: Entity) -> dict[str, Any]:
    """An entity; empty summaries are None."""
    return {
        "id": entity.id,
        "kind": entity.kind,
        "names": dict(entity.names),
        "aliases": list(entity.aliases),
        "summary": entity.summaries.get("en"),
        "summary_ru": entity.summaries.get("ru"),
    }


def fact_row(fact: Fact) -> dict[str, Any]:
    """A fact; `value` is an entity id, words or a number, as `value_type` says."""
    value = fact.value
    row: dict[str, Any] = {
        "id": fact.id,
        "subject": fact.subject,
        "predicate": fact.predicate,
        "value": None,
        "value_type": None,
        "value_ru": None,
        "unit": None,
        "unit_ru": None,
        "bound": None,
        "when": str(fact.when) if fact.when else None,
        "where": fact.where or None,
        "citations": [
            {"source": c.source, "at": c.at or None, "quote": c.quote or None}
            for c in fact.citations
        ],
        "confidence": fact.confidence,
        "rank": fact.rank,
        "note": fact.note or None,
        "contradicts": list(fact.contradicts),
    }
    if isinstance(value, Link):
        row |= {"value": value.id, "value_type": "entity"}
    elif isinstance(value, Text):
        row |= {"value": value.en, "value_type": "text", "value_ru": value.ru or None}
    elif isinstance(value, Quantity):
        row |= {"value": value.number, "value_type": "number", "unit": value.unit or None}
        row |= {"unit_ru": value.unit_ru or None, "bound": value.bound or None}
    return row


def source_row(source: Source) -> dict[str, Any]:
    """A source; dates are EDTF."""
    return {
        "id": source.id,
        "title": source.title,
        "publisher": source.publisher or None,
        "published": str(source.published) if source.published else None,
        "url": source.url or None,
        "language": source.language or None,
        "accessed": str(source.accessed) if source.accessed else None,
    }


def predicate_row(predicate: Predicate) -> dict[str, Any]:
    """A predicate, every field by its name in the model."""
    return {name: _plain(value) for name, value in predicate._asdict().items()}


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return list(value)
    return dict(value) if isinstance(value, Mapping) else value
