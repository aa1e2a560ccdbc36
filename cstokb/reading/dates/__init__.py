"""Dates in English and Russian sentences, as EDTF at the precision of the words."""

import re
from collections.abc import Iterator
from datetime import date
from functools import partial
from itertools import zip_longest

from cstokb.model.article import Dated
from cstokb.model.span import Span
from cstokb.reading.dates.english import ENGLISH
from cstokb.reading.dates.language import DateLanguage, anchors_of
from cstokb.reading.dates.meaning import MEANINGS, Part, listed
from cstokb.reading.dates.phrase import Anchor, Phrase, Unanchored
from cstokb.reading.dates.russian import RUSSIAN
from cstokb.reading.dates.symbols import Symbols, symbols_of
from cstokb.reading.dates.tense import turn_at
from cstokb.reading.tokens import Tokens, tokenize

_ANCHORS = (anchors_of(ENGLISH.symbols), anchors_of(RUSSIAN.symbols))
_YEAR = re.compile(r"\d{4}|\d0-?(?:s|[а-я])")

_RUN = re.compile(r"[^_]+")
"""Letters without one between that belongs to no date."""

_OWN = re.compile("[NYKMSWRGyzmwdqh]")
"""The letters of a date's own, one of which every date has."""


def find_dates(tokens: Tokens, published: date | None, language: str = "en") -> tuple[Dated, ...]:
    """The dates of a sentence, in order.

    Those that only a day of publication would settle have no `when` without it.
    """
    words = RUSSIAN if language == "ru" else ENGLISH
    year = _YEAR.search(tokens.text, tokens.start, tokens.stop)
    if not year and _ANCHORS[language == "ru"].isdisjoint(tokens.lowered):
        return ()
    symbols = symbols_of(tokens, words)
    found: list[tuple[str, Dated]] = []
    for first, last, kind, phrase in _phrases(symbols, words):
        start, stop = symbols.starts[first], symbols.ends[last - 1]
        if kind == "year" and _counts(tokens, stop, words):
            continue
        anchor = Anchor(published, partial(turn_at, tokens, start, words))
        text = tokens.text[start:stop]
        found += ((kind, dated) for dated in _dated(text, start, kind, phrase, anchor))
    return tuple(_with_weekdays(found, tokens.text))


def span_in_words(text: str, today: date) -> Span | None:
    """The time that the whole text says in either language, such as last Thursday; else None."""
    for language in ("en", "ru"):
        dates = find_dates(tokenize(text), today, language)
        if len(dates) == 1 and dates[0].text == text.strip():
            return dates[0].when
    return None


def _phrases(symbols: Symbols, words: DateLanguage) -> Iterator[Part]:
    """The letters of each phrase, its kind and itself."""
    letters, numbers = symbols.letters, symbols.numbers
    runs = (run.span() for run in _RUN.finditer(letters) if _OWN.search(run[0]))
    for run in runs:
        for match in words.patterns.finditer(letters, *run):
            first, last = match.span()
            kind = str(match.lastgroup).partition("_")[0]
            before = letters[:first].removesuffix(",")
            weekday = numbers[len(before) - 1] if before.endswith("W") else -1
            phrase = Phrase(match[0], numbers[first:last], weekday)
            if kind != "list":
                yield first, last, kind, phrase
                continue
            for begin, end, part_kind, part in listed(phrase):
                yield first + begin, first + end, part_kind, part


def _counts(tokens: Tokens, stop: int, words: DateLanguage) -> bool:
    """Whether the number that ends there counts things: `2000 troops`."""
    following = tokens.text[stop : stop + 20].split()
    return bool(following) and following[0].strip(".,;") in words.counted


def _dated(text: str, start: int, kind: str, phrase: Phrase, anchor: Anchor) -> Iterator[Dated]:
    """The date, if there is one such day."""
    end = start + len(text)
    try:
        when, how = MEANINGS[kind](phrase, anchor)
    except Unanchored:
        how = "relative" if phrase.has("PCXGRWAyzwmd") else "year"
        yield Dated(text, start, end, None, how)
    except (ValueError, OverflowError):
        return
    else:
        yield Dated(text, start, end, when, how)


def _with_weekdays(found: list[tuple[str, Dated]], text: str) -> Iterator[Dated]:
    """The dates; a weekday beside a date is that day."""
    for (kind, dated), following in zip_longest(found, found[1:]):
        beside = following and text[dated.end : following[1].start].strip(" ,") == ""
        if kind == "weekday" and beside and following[0] == "day":
            yield dated._replace(when=following[1].when, how=following[1].how)
        else:
            yield dated
