"""The card of an entity: at most 22 lines that say what it is today, and who says so."""

import re
from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import NamedTuple

from cstokb.model.dates_in_words import event_words, moment_words, span_words, years_of
from cstokb.model.knowledge import Knowledge
from cstokb.model.moment import Certainty
from cstokb.model.source import Source
from cstokb.model.span import Span
from cstokb.render.anniversary import next_in_words
from cstokb.render.holders import gap_words, post_label
from cstokb.render.page import POSSIBLE, Block, Cell, Grid, line
from cstokb.render.ui_strings import age_words, counted, locator_words, ui_string, years_words
from cstokb.reports.card import Card, CardLine, event_of
from cstokb.reports.sentences import name_of, phrase, sentence, value_words
from cstokb.reports.show import Profile, Row
from cstokb.reports.years import age

_NAMED_WITH_TIME = 2
"""So many holders stand in a line with the time since when they hold; more without."""

_CUT = " …"

Cells = tuple[Cell, ...]


MAX_HEIGHT = 22
"""A card has at most so many lines; a terminal has 24."""


class Screen(NamedTuple):
    """A terminal: how many columns it has, and whether it shows links."""

    width: int
    has_links: bool


def card_page(
    knowledge: Knowledge, card: Card, lang: str, screen: Screen | None = None
) -> Iterator[Block]:
    """The lines of the card: what is known in a grid, then the sources, one a line.

    Where titles are links, their addresses are not written out.
    """
    yield from head(card.profile, lang, width=screen.width if screen else 0)
    numbers = {source.id: number for number, source in enumerate(card.sources, 1)}
    rows = [
        *_known(knowledge, card, numbers, lang),
        *age_cells(card.profile, lang),
        _rest(card, lang),
    ]
    yield Grid((), tuple(rows), 2, (0,), joined=1)
    for source in card.sources:
        has_link = screen is not None and screen.has_links
        yield source_line(source, numbers[source.id], lang, with_url=not has_link)


def head(profile: Profile, lang: str, *, width: int | None = None) -> Iterator[Block]:
    """Names, kind and id, and the summary; for a `width`, 0 for any, what is its first line."""
    entity = profile.entity
    names = dict.fromkeys((entity.name(lang), *entity.names.values()))
    yield line(
        Cell(" · ".join(names), "title"),
        " · ",
        Cell(entity.kind, "kind"),
        " · ",
        Cell(entity.id, "id"),
    )
    summary = entity.summary(lang)
    if summary:
        yield line(summary if width is None else _opening(summary, width))


def _opening(text: str, width: int) -> str:
    """The first sentence; if that is too wide, so many of its clauses as fit, at least one."""
    sentence = _first_sentence(text)
    if not width or len(sentence) <= width:
        return sentence
    ends = [match.start() for match in re.finditer(r"[,:;] | — ", sentence)]
    fitting = [end for end in ends if end + len(_CUT) <= width]
    stop = max(fitting, default=min(ends, default=len(sentence)))
    return f"{sentence[:stop]}{_CUT}" if stop < len(sentence) else sentence


def _first_sentence(text: str) -> str:
    """The text up to its first full stop before a capital; one of an initial is none."""
    ends = re.search(r"(?<=[a-zа-яё0-9)»\"]{2}\.) (?=[A-ZА-ЯЁ«\"])", text)
    return text[: ends.start()] if ends else text


def source_line(
    source: Source, number: int, lang: str, *, with_id: bool = False, with_url: bool = True
) -> Block:
    """`[1] Publisher, Title, 28 April 2022. https://… id`; the title is a link to the address."""
    dated = moment_words(source.published, lang) if source.published else ""
    publisher = source.publisher if source.publisher != source.title else ""
    return line(
        Cell(f"[{number}] ", "source"),
        f"{publisher}, " if publisher else "",
        Cell(f"{source.title}{',' if dated else '.'}", link=source.url),
        f" {dated.rstrip('.')}." if dated else "",
        " " if source.url and with_url else "",
        Cell(source.url if with_url else "", "url"),
        " " if with_id else "",
        Cell(source.id if with_id else "", "id"),
    )


def mark(number: int, at: str) -> str:
    """`[1]`, or `[1 para 2]` with a locator."""
    return f"[{number} {at}]" if at else f"[{number}]"


def _known(knowledge: Knowledge, card: Card, numbers: dict[str, int], lang: str) -> Iterator[Cells]:
    before = ""
    for one in card.lines:
        label = _label(knowledge, card.profile, one, lang)
        marks = " ".join(mark(numbers[c.source], locator_words(c.at, lang)) for c in one.citations)
        text = _words(knowledge, card.profile, one, lang)
        yield (Cell("" if label == before else label, "heading"), Cell(text), Cell(marks, "source"))
        before = label


def _label(knowledge: Knowledge, profile: Profile, one: CardLine, lang: str) -> str:
    if profile.unrecorded and one.section == "unrecorded":
        return post_label(knowledge, profile.unrecorded, lang)
    if one.section in ("latest", "here"):
        return ui_string(one.section, lang)
    return relation_label(one.rows[0], lang)


def relation_label(row: Row, lang: str) -> str:
    """What the row says of the entity, as it reads from that side."""
    label = row.predicate.inverse_label if row.inverse else row.predicate.label
    return label.get(lang) or row.predicate.id


def _words(knowledge: Knowledge, profile: Profile, one: CardLine, lang: str) -> str:
    if profile.unrecorded and one.section == "unrecorded":
        return gap_words(knowledge, profile.unrecorded, lang)
    if one.section in ("ratifications", "amendment"):
        return _ratified(knowledge, one, lang)
    row, facts = one.rows[0], [row.fact for row in one.rows]
    if one.section == "event":
        return _event(knowledge, one.rows, lang)
    if one.section == "latest" and row.fact.subject == profile.entity.id:
        return _dated(row.fact.when, phrase(knowledge, facts, lang), lang)
    if one.section == "here":
        return _dated(row.fact.when, _happening(knowledge, row, lang), lang)
    if one.section == "latest":
        return _dated(row.fact.when, sentence(knowledge, facts, lang), lang)
    words = _and_more(_terms(knowledge, one, lang), one.more, lang)
    if one.section == "post":
        return f"{name_of(knowledge, row.fact.link, lang)}: {words}"
    return ui_string("before", lang, words) if one.section == "before" else words


def _ratified(knowledge: Knowledge, one: CardLine, lang: str) -> str:
    """`Protocol of 2010, 10 December 2010; ratified by Russia 28 February 2012; not recorded …`."""
    rows = list(one.rows)
    parts = [_with_day(knowledge, rows.pop(0), lang)] if one.section == "amendment" else []
    ratified = ", ".join(_with_day(knowledge, row, lang) for row in rows)
    if ratified:
        label = f"{relation_label(rows[0], lang)} " if one.section == "amendment" else ""
        parts.append(f"{label}{ratified}")
    if one.missing:
        states = ", ".join(name_of(knowledge, id, lang) for id in one.missing)
        parts.append(f"{ui_string('not_recorded', lang)}: {states}")
    return "; ".join(parts)


def _with_day(knowledge: Knowledge, row: Row, lang: str) -> str:
    when = event_words(row.fact.when, lang) if row.fact.when else ""
    return f"{_value(knowledge, row, lang)} {when}".strip()


def _event(knowledge: Knowledge, rows: Sequence[Row], lang: str) -> str:
    """`28 April 2003, Dushanbe: CSTO Collective Security Council`."""
    facts = [row.fact for row in rows]
    where = dict.fromkeys(name_of(knowledge, f.where, lang) for f in facts if f.where)
    when = event_words(facts[0].when, lang) if facts[0].when else ""
    values = ", ".join(dict.fromkeys(filter(None, (_value(knowledge, r, lang) for r in rows))))
    return ": ".join(filter(None, (", ".join(filter(None, (when, *where))), values)))


def _happening(knowledge: Knowledge, row: Row, lang: str) -> str:
    """What happened at the entity: an event by its name, else a sentence without the place."""
    if row.predicate.existence == "both" or row.predicate.locates:
        return name_of(knowledge, event_of(row), lang)
    return sentence(knowledge, [row.fact._replace(where="")], lang)


def _dated(when: Span | None, words: str, lang: str) -> str:
    return f"{event_words(when, lang)}: {words}" if when else words


def _terms(knowledge: Knowledge, one: CardLine, lang: str) -> list[str]:
    """What a line names, with the time where that is what it is about."""
    if one.section == "list" or (
        one.section == "state" and one.rows[0].certainty and len(one.rows) > _NAMED_WITH_TIME
    ):
        return [
            words if row.attested and one.section == "list" else _possible(row, words)
            for row in one.rows
            for words in [_value(knowledge, row, lang) or _when(row, lang)]
        ]
    alone = len(one.rows) == 1 and not one.more and one.section != "before"
    terms = [_term(knowledge, row, lang, alone=alone) for row in one.rows]
    for at in range(len(terms) - 1, 0, -1):
        row, last = one.rows[at], one.rows[at - 1]
        if (row.other, row.fact.value) == (last.other, last.fact.value) and row.fact.when:
            terms[at] = years_of(row.fact.when, lang)
    return terms


def _term(knowledge: Knowledge, row: Row, lang: str, *, alone: bool) -> str:
    """`Andrey Serdyukov, since 23 November 2023`, or `Anatoly Sidorov 2015–2023` of the past."""
    value, when = _value(knowledge, row, lang), row.fact.when
    if when is None:
        return _possible(row, value)
    if row.attested:
        recorded = ui_string("recorded", lang, span_words(when, lang))
        return _possible(row, f"{value}, {recorded}")
    if row.certainty or alone:
        return _possible(row, f"{value}, {span_words(when, lang)}")
    return f"{value} {years_of(when, lang)}"


def _when(row: Row, lang: str) -> str:
    return span_words(row.fact.when, lang) if row.fact.when else ""


def _possible(row: Row, words: str) -> str:
    """The words, marked if the row merely may hold."""
    possible = row.certainty is Certainty.POSSIBLY and row.fact.when is not None
    return f"{POSSIBLE} {words}" if possible else words


def _value(knowledge: Knowledge, row: Row, lang: str) -> str:
    if row.other:
        return name_of(knowledge, row.other, lang)
    return value_words(knowledge, row.fact.value, lang)


def _and_more(words: Sequence[str], more: int, lang: str) -> str:
    # Where a name holds a comma itself, semicolons part them.
    joined = ("; " if any("," in word for word in words) else ", ").join(words)
    return ui_string("and_more", lang, joined, more) if more else joined


def age_cells(profile: Profile, lang: str) -> Iterator[Cells]:
    """How old it is, or how long it lasted, and its next anniversary: one line."""
    began, ended, item = profile.lifetime.began, profile.lifetime.ended, profile.anniversary
    parts: list[str] = []
    label = "next"
    if began and ended:
        parts += lasting(profile, lang)
        label = "ended" if parts else label
    elif began and item and item.max_years >= 0:
        parts.append(age_of(profile, lang))
        label = "age"
    if item and item.max_years >= 0 and item.next:
        parts.append(next_in_words(item.next, lang))
    if parts:
        yield (Cell(ui_string(label, lang), "heading"), Cell("; ".join(parts)), Cell(""))


def lasting(profile: Profile, lang: str) -> Iterator[str]:
    """When it ended and how long it lasted, of what has begun and ended."""
    began, ended = profile.lifetime.began, profile.lifetime.ended
    assert began
    assert ended
    if began.first == ended.first:
        return
    yield moment_words(ended, lang)
    if began.exact_day and ended.exact_day and ended.first > began.first:
        # An event lasts through its last day; a body does not exist on the day it ends.
        whole = profile.lifetime.beginning == profile.lifetime.ending
        span = age_words(age(began.first, ended.first + timedelta(days=whole)), lang)
        yield f"{ui_string('lasted', lang)} {span}"


def age_of(profile: Profile, lang: str) -> str:
    """`23 years 7 months`, or years between bounds where the beginning is partial."""
    item, began = profile.anniversary, profile.lifetime.began
    assert item
    assert began
    if began.exact_day:
        whole = age(began.first, profile.today)
        # Days matter in the first year alone.
        return age_words(whole._replace(days=0) if whole.years else whole, lang)
    return years_words(item.min_years, item.max_years, lang)


def _rest(card: Card, lang: str) -> Cells:
    """What the profile has, and the command that shows it."""
    counts = (
        (len(card.profile.rows), "facts"),
        (card.conflicts, "disagreements"),
        (len(card.profile.sources), "sources_of"),
    )
    words = ", ".join(counted(number, noun, lang) for number, noun in counts if number)
    command = f"cstokb show {card.profile.entity.id} --all"
    empty = "nothing_of_it" if card.profile.narrowed else "no_facts"
    text = f"{words}: {command}" if words else ui_string(empty, lang)
    return (Cell(ui_string("more", lang), "heading"), Cell(text), Cell(""))
