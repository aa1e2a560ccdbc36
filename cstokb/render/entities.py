"""Entities as views: lists, search hits and relations."""

from collections.abc import Iterable, Iterator, Sequence

from cstokb.messages import Message
from cstokb.model.knowledge import Knowledge
from cstokb.model.names import Hit
from cstokb.render.page import Block, Column, Item, View, grid_page, tabled
from cstokb.reports.list import Listed
from cstokb.reports.related import Relation
from cstokb.reports.rows import Row, entity_row, fact_row, locators
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
    Column("other", "id"),
    Column("other_name", "name", wraps=True),
    Column("when", "date"),
    Column("sources", "source", wraps=True, below=True),
)
RELATED_FIELDS = (
    *("relation", "other", "other_name", "when", "text", "number", "bound", "unit"),
    *("where", "certainty", "at", "sources", "url"),
)
SEARCH_LIMIT = 20


def list_view(report: Iterable[Listed], query: Item, lang: str) -> View:
    """The entities, one a line, drawn as they are read."""

    def row(item: Listed) -> Row:
        return entity_row(item.entity, item.lifetime, item.facts, lang)

    return tabled(query, report, row, LIST_COLUMNS)


def search_view(hits: Iterable[Hit], query: Item, lang: str) -> View:
    """The hits, one a line, the best first."""

    def row(hit: Hit) -> Row:
        return {
            "id": hit.entity.id,
            "kind": hit.entity.kind,
            "name": hit.entity.name(lang),
            "names": dict(hit.entity.names),
            "how": hit.how,
            "typos": hit.typos,
            "summary": hit.entity.summary(lang) or None,
        }

    def page(hits: Iterable[Hit]) -> Iterator[Block]:
        return grid_page((row(hit) | _in_words(hit) for hit in hits), SEARCH_COLUMNS)

    fields = ("id", "kind", "name", "how", "typos", "summary")
    return View(query, hits, row, fields, page, limit=SEARCH_LIMIT)


def related_view(knowledge: Knowledge, report: Sequence[Relation], query: Item, lang: str) -> View:
    """The relations, one a line."""

    def row(relation: Relation) -> Row:
        return fact_row(knowledge, relation.fact, lang) | {
            "relation": _relation(relation, lang),
            "at": locators(relation.fact),
            "role": relation.role,
            "other": relation.other,
            "other_name": name_of(knowledge, relation.other, lang),
        }

    return tabled(query, report, row, RELATED_COLUMNS, data=RELATED_FIELDS)


def _in_words(hit: Hit) -> Row:
    """What people read of a hit: all its names, and how many typing errors were forgiven."""
    how = hit.how
    if how == "typo":
        how = str(Message("{} typos", hit.typos, singular="{} typo"))
    return {"names": ", ".join(hit.entity.names.values()), "how": how}


def _relation(relation: Relation, lang: str) -> str:
    predicate = relation.predicate
    if relation.role == "value":
        return predicate.inverse_label.get(lang) or f"← {predicate.label.get(lang, predicate.id)}"
    label = predicate.label.get(lang, predicate.id)
    return label if relation.role == "subject" else f"@ {label}"
