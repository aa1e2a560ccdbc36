"""The sheet of an article as a view: its drafts, and the sentences left to the reader."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from cstokb.messages import Message
from cstokb.model.article import Dated, Mention, Sentence
from cstokb.model.fact import Fact, Quantity, Text
from cstokb.model.record import to_row
from cstokb.render.page import Block, Cell, Grid, Item, View, line
from cstokb.render.ui_strings import counted, ui_string
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
            if entry.drafts:
                yield _entry_grid(entry)
                yield Grid((), tuple(_draft_cells(entry, lang)), 4, (0,), ((2, 3),))
        left = [entry for entry in shown if not entry.drafts]
        if left:
            yield line(
                Cell(
                    ui_string("left_to_you", lang, counted(len(left), "sentences", lang)), "heading"
                )
            )
        yield from map(_entry_grid, left)

    return View(query, entries, lambda entry: entry_item(sheet, entry, lang), COLUMNS, page, notes)


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


def entry_item(sheet: Sheet, entry: Entry, lang: str = "en") -> dict[str, Any]:
    """A sentence as JSON gives it.

    Its own `at` are code points of its paragraph, those of its dates and names code points
    of the sentence.
    """
    sentence = entry.sentence
    return {
        "paragraph": sentence.paragraph,
        "number": sentence.number,
        "at": [sentence.start, sentence.start + len(sentence.text)],
        "locator": sheet.locator(sentence),
        "sentence": sentence.text,
        "dates": [_date_item(dated, sentence) for dated in sentence.dates],
        "mentions": [_mention_item(mention, sentence) for mention in sentence.mentions],
        "where": sentence.where or None,
        "drafts": [_draft_item(draft, sentence) for draft in entry.drafts],
        "cited": [fact.id for fact in entry.cited],
        "when": [str(dated.when) for dated in sentence.dates if dated.when],
        "entities": _names(sentence),
        "states": [draft.state for draft in entry.drafts],
        "proposed": [fact_words(draft.fact, lang) for draft in entry.drafts],
    }


def fact_words(fact: Fact, lang: str = "en") -> str:
    """`joint-staff created-by csto, 2003-04-28, dushanbe`, its words in the language."""
    value = fact.link
    if isinstance(fact.value, Text):
        words = fact.value.ru if lang == "ru" else ""
        value = f'"{words or fact.value.en}"'
    elif isinstance(fact.value, Quantity):
        unit = (fact.value.unit_ru if lang == "ru" else "") or fact.value.unit
        value = " ".join(filter(None, (fact.value.bound, f"{fact.value.number:,}", unit)))
    statement = " ".join(filter(None, (fact.subject, fact.predicate, value)))
    return ", ".join(filter(None, (statement, str(fact.when or ""), fact.where)))


def _names(sentence: Sentence) -> list[str]:
    """The entities that it names, each once; `?a|b` where either may be meant."""
    return [*dict.fromkeys(m.entity or f"?{'|'.join(m.entities)}" for m in sentence.mentions)]


def _within(part: Dated | Mention, sentence: Sentence) -> list[int]:
    """Where the words stand in the sentence."""
    return [part.start - sentence.start, part.end - sentence.start]


def _date_item(dated: Dated, sentence: Sentence) -> dict[str, Any]:
    return {
        "text": dated.text,
        "at": _within(dated, sentence),
        "when": str(dated.when) if dated.when else None,
        "how": dated.how,
    }


def _mention_item(mention: Mention, sentence: Sentence) -> dict[str, Any]:
    several = len(mention.entities) > 1
    return {
        "text": mention.text,
        "at": _within(mention, sentence),
        "entity": mention.entity or None,
        "entities": list(mention.entities) if several else None,
    }


def _draft_item(judged: Judged, sentence: Sentence) -> dict[str, Any]:
    draft = judged.draft
    return {
        "draft": judged.number,
        "state": judged.state,
        "fact": to_row(judged.fact),
        "known": judged.known.id if judged.known else None,
        "trigger": draft.trigger,
        "when_from": _date_item(draft.dated, sentence) if draft.dated else None,
        "how": draft.how,
        "rivals": [to_row(rival) for rival in judged.rivals],
    }


def _heading(sheet: Sheet, lang: str) -> Block:
    article = sheet.article
    day = str(article.published) if article.published else ui_string("no_day", lang)
    origin = ui_string(f"day_{article.published_from}", lang) if article.published_from else ""
    key = "read_before" if sheet.read_before else "read_new"
    return line(
        Cell(sheet.source.title or sheet.source.id, "title"),
        ", ",
        Cell(day, "date"),
        f" ({origin})" if origin else "",
        ": ",
        ui_string(key, lang, sheet.source.id),
    )


def _draft_cells(entry: Entry, lang: str) -> Iterator[tuple[Cell, ...]]:
    """A row for each draft and, under it, for each of its rivals."""
    for judged in entry.drafts:
        how = judged.draft.how
        doubt = "" if how in (None, "said") else f"({ui_string(f'how_{how}', lang)})"
        state = ui_string(f"state_{judged.state}", lang, (judged.known or judged.fact).id)
        mark = Cell(f"{MARKS[judged.state]} {judged.number}", "mark")
        yield mark, Cell(fact_words(judged.fact, lang)), Cell(doubt, "doubt"), Cell(state, "note")
        for rival in judged.rivals:
            sources = Cell(f"[{', '.join(rival.sources)}]", "source")
            yield Cell("!", "mark"), Cell(fact_words(rival, lang)), Cell(""), sources


def _entry_grid(entry: Entry) -> Grid:
    """The sentence with its address, its dates, its names, and how many facts cite it."""
    sentence = entry.sentence
    cells = (
        Cell(f"{sentence.paragraph}.{sentence.number}", "heading"),
        Cell(sentence.text),
        Cell(", ".join(map(_date_words, sentence.dates)), "date"),
        Cell(", ".join(_names(sentence)), "id"),
        Cell(f"={len(entry.cited)}" if entry.cited else "", "mark"),
    )
    return Grid((), (cells,), 0, (0,), ((2, 3, 4),))


def _date_words(dated: Dated) -> str:
    return f'{dated.when or "?"} ("{dated.text}")'
