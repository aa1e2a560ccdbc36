"""Entities as views: lists, search hits and relations."""

from collections.abc import Iterable, Iterator, Sequence

from cstokb.messages import Message
from cstokb.model.fact import Quantity
from cstokb.model.knowledge import Knowledge
from cstokb.model.source import Citation
from cstokb.render.page import NOTHING_FOUND, Block, Column, Grid, Item, View, grid_page, tabled
from cstokb.reports.columns import Column as ReportColumn
from cstokb.reports.list import Listed
from cstokb.reports.related import Relation
from cstokb.reports.rows import Row, cited, entity_row, fact_row, locators, thing
from cstokb.reports.search import Found
from cstokb.reports.sentences import name_of, value_words
from cstokb.words import in_language

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
    Column("text", wraps=True),
    Column("how", "doubt"),
)
RELATED_COLUMNS = (
    Column("relation"),
    Column("other", "id", below=True),
    Column("other_name", "name", wraps=True),
    Column("when", "date"),
    Column("sources", "source", wraps=True, below=True),
)
RELATED_FIELDS = (
    *("relation", "other", "other_name", "when", "text", "number", "bound", "unit"),
    *("where", "certainty", "at", "sources", "url"),
)
SEARCH_LIMIT = 20


def list_view(
    knowledge: Knowledge,
    report: Iterable[Listed],
    columns: Sequence[ReportColumn],
    query: Item,
    lang: str,
) -> View:
    """The things, one a line, drawn as they are read; with the columns asked for, if any."""

    def row(item: Listed) -> Row:
        entity = entity_row(item.entity, item.lifetime, item.facts, lang, item.certainty)
        return {**entity, **item.cells}

    def page(entries: Iterable[Listed]) -> Iterator[Block]:
        rows = map(row, entries)
        shown = (_in_names(knowledge, item, columns, lang) for item in rows)
        for block in grid_page(shown, _list_columns(columns)):
            yield block if lang == "en" or not columns else _headed(block)

    def _headed(block: Block) -> Block:
        # lazy: English does without
        from cstokb.render.translated import heading

        assert isinstance(block, Grid)
        own = [heading(knowledge, column.name, lang) for column in columns]
        return block._replace(headers=(*block.headers[: -len(own)], *own))

    fields = [column.field for column in LIST_COLUMNS]
    if columns:
        keys = dict.fromkeys(key for column in columns for key in column.keys)
        fields = [*("id", "kind", "name"), *keys]
    columns_of_data = (*fields, "certainty", "sources")
    return View(query, report, row, columns_of_data, page, when_empty=NOTHING_FOUND)


def _list_columns(columns: Sequence[ReportColumn]) -> Sequence[Column]:
    if not columns:
        return LIST_COLUMNS
    shown = (
        Column(
            column.name,
            "date" if column.is_time else "",
            wraps=column.is_list,
            below=column.is_list,
        )
        for column in columns
    )
    return (Column("id", "id", below=True), Column("name", "name", wraps=True), *shown)


def _in_names(knowledge: Knowledge, row: Row, columns: Sequence[ReportColumn], lang: str) -> Row:
    """The row as people read it: names for ids, and figures with bound and unit."""
    words: Row = {}
    for column in columns:
        value = row[column.name]
        if isinstance(value, list):
            words[column.name] = ", ".join(name_of(knowledge, id, lang) for id in value)
        elif len(column.keys) > 1 and value is not None:
            bound, unit = (row[key] for key in column.keys[1:])
            figure = Quantity(value, unit or "", unit or "", bound or "")
            words[column.name] = value_words(knowledge, figure, lang)
    return row | words


def search_view(knowledge: Knowledge, hits: Iterable[Found], query: Item, lang: str) -> View:
    """The hits, one a line, the best first."""

    def row(found: Found) -> Row:
        return _search_row(knowledge, found, lang)

    def page(hits: Iterable[Found]) -> Iterator[Block]:
        return grid_page((row(found) | _in_words(found, lang) for found in hits), SEARCH_COLUMNS)

    fields = ("id", "kind", "name", "text", "how", "typos", "fact", "when", "sources", "url")
    return View(
        query,
        hits,
        row,
        fields,
        page,
        limit=SEARCH_LIMIT,
        counts_left=False,
        when_empty=Message("nothing found, neither in names nor in facts nor in sources"),
    )


def related_view(knowledge: Knowledge, report: Sequence[Relation], query: Item, lang: str) -> View:
    """The relations, one a line."""

    def row(relation: Relation) -> Row:
        return fact_row(knowledge, relation.fact, lang, certainty=relation.certainty) | {
            "relation": _relation(relation, lang),
            "at": locators(relation.fact),
            "role": relation.role,
            "other": relation.other,
            "other_name": name_of(knowledge, relation.other, lang),
        }

    return tabled(
        query, report, row, RELATED_COLUMNS, data=RELATED_FIELDS, when_empty=NOTHING_FOUND
    )


def _search_row(knowledge: Knowledge, found: Found, lang: str) -> Row:
    hit, fact, source = found.hit, found.fact, found.source
    summary = hit.entity.summary(lang) if hit else ""
    citations: tuple[Citation, ...] = ()
    if hit:
        entity = hit.entity
        about: Row = {"id": entity.id, "kind": entity.kind, "name": entity.name(lang)}
    elif fact:
        about, citations = thing(knowledge, fact.subject, lang), fact.citations
    else:
        assert source
        about = {"id": source.id, "kind": "source", "name": source.title}
        citations = (Citation(source.id),)
    return about | {
        "text": found.excerpt or summary or about["name"],
        "certainty": "surely",
        "sources": list(dict.fromkeys(citation.source for citation in citations)),
        "what": "entity" if hit else "fact" if fact else "source",
        "how": found.how,
        "typos": hit.typos if hit else 0,
        "names": dict(hit.entity.names) if hit else None,
        "summary": summary or None,
        "fact": fact.id if fact else None,
        "when": str(fact.when or "") or None if fact else None,
        **cited(knowledge, citations),
    }


def _in_words(found: Found, lang: str) -> Row:
    """What people read of a hit: its names or the words in place, and how it was found."""
    how: str
    how, hit = found.how, found.hit
    if how == "typo" and hit:
        how = in_language(Message("{} typos", hit.typos, singular="{} typo"), lang)
    if hit:
        return {"text": ", ".join(hit.entity.names.values()), "how": how}
    when = str(found.fact.when or "") if found.fact else ""
    return {"text": " ".join(filter(None, (when, found.excerpt))), "how": how}


def _relation(relation: Relation, lang: str) -> str:
    predicate = relation.predicate
    if relation.role == "value":
        return predicate.inverse_label.get(lang) or f"← {predicate.label.get(lang, predicate.id)}"
    label = predicate.label.get(lang, predicate.id)
    return label if relation.role == "subject" else f"@ {label}"
