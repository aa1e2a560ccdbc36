"""Entities as views: lists, search hits and relations."""

from collections.abc import Iterable, Sequence
from typing import Any

from cstokb.messages import Message
from cstokb.model.knowledge import Knowledge
from cstokb.model.names import Hit
from cstokb.render.items import when_item
from cstokb.render.page import Column, Item, View, listed, streamed
from cstokb.reports.list import Listed
from cstokb.reports.related import Relation
from cstokb.reports.sentences import name_of

LIST_COLUMNS = (
    Column("id", "id"),
    Column("kind", "kind"),
    Column("name", "name", wraps=True),
    Column("began", "date", below=True),
    Column("ended", "date", below=True),
)
SEARCH_COLUMNS = (
    Column("id", "id"),
    Column("kind", "kind"),
    Column("names", wraps=True),
    Column("how", "doubt"),
)
RELATED_COLUMNS = (
    Column("relation"),
    Column("id", "id"),
    Column("name", "name", wraps=True),
    Column("when", "date"),
    Column("sources", "source", wraps=True, below=True),
)


def list_view(report: Iterable[Listed], query: Item, lang: str) -> View:
    """The entities, one a line; a streaming view (see `View`)."""
    items = (
        {
            "id": item.entity.id,
            "kind": item.entity.kind,
            "name": item.entity.name(lang),
            "names": dict(item.entity.names),
            "aliases": list(item.entity.aliases),
            "began": str(item.lifetime.began or "") or None,
            "ended": str(item.lifetime.ended or "") or None,
            "facts": item.facts,
        }
        for item in report
    )
    return streamed(query, items, LIST_COLUMNS)


def search_view(hits: Sequence[Hit], query: Item, lang: str, left_out: int) -> View:
    """The hits, one a line, the best first."""
    items: list[dict[str, Any]] = [
        {
            "id": hit.entity.id,
            "kind": hit.entity.kind,
            "name": hit.entity.name(lang),
            "names": dict(hit.entity.names),
            "how": hit.how,
            "typos": hit.typos,
            "summary": hit.entity.summary(lang),
        }
        for hit in hits
    ]
    rows = [i | {"names": list(i["names"].values()), "how": _how(i)} for i in items]
    notes = [Message("{} more (--limit 0 shows all)", left_out)] if left_out else []
    return listed(query, items, SEARCH_COLUMNS, notes, display=rows)


def related_view(knowledge: Knowledge, report: Sequence[Relation], query: Item, lang: str) -> View:
    """The relations, one a line."""
    items = [
        {
            "relation": _relation(relation, lang),
            "role": relation.role,
            "predicate": relation.predicate.id,
            "id": relation.other,
            "name": name_of(knowledge, relation.other, lang),
            "when": when_item(relation.fact.when),
            "sources": [citation.source for citation in relation.fact.citations],
            "fact": relation.fact.id,
        }
        for relation in report
    ]
    return listed(query, items, RELATED_COLUMNS)


def _how(item: dict[str, Any]) -> str | Message:
    if item["how"] != "typo":
        return str(item["how"])
    return Message("{} typos", item["typos"], singular="{} typo")


def _relation(relation: Relation, lang: str) -> str:
    predicate = relation.predicate
    if relation.role == "value":
        return predicate.inverse_label.get(lang) or f"← {predicate.label.get(lang, predicate.id)}"
    label = predicate.label.get(lang, predicate.id)
    return label if relation.role == "subject" else f"@ {label}"
