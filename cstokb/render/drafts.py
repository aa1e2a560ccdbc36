"""The sheet of an article as a view: its drafts, and the sentences left to the reader."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from cstokb.messages import Message
from cstokb.model.article import Dated, Mention, Sentence
from cstokb.model.fact import Fact, Quantity, Text
from cstokb.model.record import to_row
from cstokb.render.page import Block, Cell, Item, View, line
from cstokb.render.ui_strings import ui_string
from cstokb.reports.drafts import Entry, Judged, Sheet

COLUMNS = ("paragraph", "number", "when", "entities", "where", "states", "proposed", "sentence")
MARKS = {"new": "+", "known": "~", "cited": "=", "conflict": "!"}
"""The sign of each state."""


def sheet_view(
    sheet: Sheet, entries: Sequence[Entry], query: Item, lang: str, notes: Sequence[Message]
) -> View:
    """The entries of the sheet: first what has drafts, then what is left to the reader."""

    def page(entries: Iterable[Entry]) -> Iterator[Block]:
        shown = list(entries)
        yield _heading(sheet, lang)
        for entry in shown:
            for draft in entry.drafts:
                yield from _draft_lines(sheet, entry, draft, lang)
        left = [entry for entry in shown if not entry.drafts]
        if left:
            yield line(Cell(ui_string("left_to_you", lang, len(left)), "heading"))
        for entry in left:
            yield from _entry_lines(entry)

    return View(query, entries, lambda entry: entry_item(sheet, entry), COLUMNS, page, notes)


def source_item(sheet: Sheet) -> dict[str, Any]:
    """The source as the query of the answer gives it."""
    article = sheet.article
    return {
        "id": sheet.source.id,
        "title": sheet.source.title,
        "publisher": article.publisher or sheet.source.publisher or None,
        "url": article.url or sheet.source.url or None,
        "published": str(article.published) if article.published else None,
        "published_from": article.published_from or None,
        "read_before": sheet.source.id if sheet.read_before else None,
    }


def entry_item(sheet: Sheet, entry: Entry) -> dict[str, Any]:
    """A sentence as JSON gives it; offsets are code points of its paragraph."""
    sentence = entry.sentence
    return {
        "paragraph": sentence.paragraph,
        "number": sentence.number,
        "at": [sentence.start, sentence.start + len(sentence.text)],
        "locator": sheet.locator(sentence),
        "sentence": sentence.text,
        "dates": [_date_item(dated) for dated in sentence.dates],
        "mentions": [_mention_item(mention) for mention in sentence.mentions],
        "where": sentence.where or None,
        "drafts": [_draft_item(draft) for draft in entry.drafts],
        "cited": [fact.id for fact in entry.cited],
        "when": [str(dated.when) for dated in sentence.dates if dated.when],
        "entities": _names(sentence),
        "states": [draft.state for draft in entry.drafts],
        "proposed": [fact_words(draft.fact) for draft in entry.drafts],
    }


def fact_words(fact: Fact) -> str:
    """`joint-staff created-by csto, 2003-04-28, dushanbe`."""
    value = fact.link
    if isinstance(fact.value, Text):
        value = f'"{fact.value.en}"'
    elif isinstance(fact.value, Quantity):
        value = " ".join(
            filter(None, (fact.value.bound, f"{fact.value.number:,}", fact.value.unit))
        )
    statement = " ".join(filter(None, (fact.subject, fact.predicate, value)))
    return ", ".join(filter(None, (statement, str(fact.when or ""), fact.where)))


def _names(sentence: Sentence) -> list[str]:
    """The entities that it names, each once; `?a|b` where either may be meant."""
    return [*dict.fromkeys(m.entity or f"?{'|'.join(m.entities)}" for m in sentence.mentions)]


def _date_item(dated: Dated) -> dict[str, Any]:
    return {
        "text": dated.text,
        "at": [dated.start, dated.end],
        "when": str(dated.when) if dated.when else None,
        "how": dated.how,
    }


def _mention_item(mention: Mention) -> dict[str, Any]:
    several = len(mention.entities) > 1
    return {
        "text": mention.text,
        "at": [mention.start, mention.end],
        "entity": mention.entity or None,
        "entities": list(mention.entities) if several else None,
    }


def _draft_item(judged: Judged) -> dict[str, Any]:
    draft = judged.draft
    return {
        "draft": judged.number,
        "state": judged.state,
        "fact": to_row(judged.fact),
        "known": judged.known.id if judged.known else None,
        "trigger": draft.trigger,
        "when_from": _date_item(draft.dated) if draft.dated else None,
        "how": draft.how,
        "rivals": [to_row(rival) for rival in judged.rivals],
    }


def _heading(sheet: Sheet, lang: str) -> Block:
    article = sheet.article
    day = str(article.published) if article.published else ui_string("no_day", lang)
    origin = ui_string(f"day_{article.published_from}", lang) if article.published_from else ""
    key = "read_before" if sheet.read_before else "read_new"
    return line(
        Cell(sheet.source.title, "title"),
        ", ",
        Cell(day, "date"),
        f" ({origin})" if origin else "",
        ": ",
        ui_string(key, lang, sheet.source.id),
    )


def _draft_lines(sheet: Sheet, entry: Entry, judged: Judged, lang: str) -> Iterator[Block]:
    how = judged.draft.how
    doubt = "" if how in (None, "said") else f" ({ui_string(f'how_{how}', lang)})"
    yield line(
        Cell(f"{MARKS[judged.state]} {judged.number} ", "mark"),
        fact_words(judged.fact),
        Cell(doubt, "doubt"),
    )
    yield line(Cell(f"{sheet.locator(entry.sentence)} ", "source"), entry.sentence.text, indent=4)
    yield line(
        Cell(ui_string(f"state_{judged.state}", lang, (judged.known or judged.fact).id), "note"),
        indent=4,
    )
    for rival in judged.rivals:
        sources = ", ".join(rival.sources)
        yield line(Cell("! ", "mark"), fact_words(rival), Cell(f" [{sources}]", "source"), indent=4)


def _entry_lines(entry: Entry) -> Iterator[Block]:
    sentence = entry.sentence
    dates = ", ".join(_date_words(dated) for dated in sentence.dates)
    cited = f"={len(entry.cited)}" if entry.cited else ""
    parts: Mapping[str, str] = {"date": dates, "id": ", ".join(_names(sentence)), "mark": cited}
    cells = [Cell(f"  {text}", style) for style, text in parts.items() if text]
    yield line(Cell(f"{sentence.paragraph}.{sentence.number}", "heading"), *cells)
    yield line(sentence.text, indent=4)


def _date_words(dated: Dated) -> str:
    return f'{dated.when or "?"} ("{dated.text}")'
