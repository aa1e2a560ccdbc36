"""Where sentences end, and where the place and day that open a news report do."""

import re
from collections.abc import Iterator
from typing import Final

from cstokb.reading.dates.english import ENGLISH
from cstokb.reading.dates.russian import RUSSIAN
from cstokb.reading.tables import word_set

_STOP = re.compile(r"[.!?…]+[»\"”’'\)\]]*(?=\s)|\n")
_LAST_WORD = re.compile(r"(?:[^\W_]+\.)*[^\W_]+(?=\.$)")
_NEXT = re.compile(r"\s*[«\"“„‘'(\[—–-]*\s*([^\W_]+)")
_INITIAL: Final = re.compile(r"(?:[A-ZА-ЯЁ]|[A-Z](?:\.[A-Z])+|[а-я](?:\.[а-я])+)")

_ABBREVIATIONS: Final = word_set(
    "mr mrs ms dr gen col maj lt capt sgt adm st no vs jan feb mar apr jun jul aug sept sep "
    "oct nov dec art para p pp vol approx ca gov sen rep rev prof "
    "г гг им т тыс млн млрд ст п пп ул д стр чел ген полк акад проф др см ср напр обл р "
    "кв км руб гос мин зам"
)
_OPENERS: Final = word_set(
    "the a an in on at he she it they we this these that also as by for from after before "
    "and but however according "
    "в во на с со к о об по от из за при до для у и а но он она оно они мы это эти этот эта "
    "также как так ранее по кроме после если что все всего их его ее её"
)
"""Words that no name begins with: after an abbreviation they open a sentence."""

_MONTHS: Final = "|".join(
    word
    for language in (ENGLISH, RUSSIAN)
    for word, (letter, _) in language.symbols.items()
    if letter == "M"
)
_DAY = rf"(?:\d{{1,2}}\.?\s+(?:{_MONTHS})\b|(?:{_MONTHS})\b\.?\s+\d{{1,2}}\b)(?:,?\s+\d{{4}}\b)?"
_CITY = r"[A-ZА-ЯЁ][\w'’\-]*\.?(?:\s+[A-ZА-ЯЁ][\w'’\-]*){0,2}"
_AGENCY = r"(?:[/(][^/()\n]{2,60}[/)]|[A-ZА-ЯЁ][\w.\-]*(?:\s+[A-ZА-ЯЁ][\w.\-]*){0,2})"
_DATELINE = re.compile(
    rf"\s*(?:{_CITY}\s*[.,/]\s*(?:(?i:{_DAY})\s*[.,]?\s*)?|(?i:{_DAY})\s*[.,]\s*(?:{_CITY}\s*[.,]?\s*)?)"
    rf"(?:{_AGENCY}\s*[.]?\s*[—–-]{{1,2}}|{_AGENCY}\s*\.|[—–])\s+"
)


def split_dateline(text: str) -> int:
    """Where the report begins after `MOSCOW, May 15 (TASS) -` and the like; 0 without that."""
    found = _DATELINE.match(text, 0, 200)
    return found.end() if found else 0


def split_sentences(text: str, start: int = 0) -> Iterator[tuple[int, int]]:
    """The offsets of each sentence from `start` on, without the blanks between them."""
    for stop in _STOP.finditer(text, start):
        if stop[0] == "\n" or _ends(text, start, stop):
            yield from _trimmed(text, start, stop.end())
            start = stop.end()
    yield from _trimmed(text, start, len(text))


def _ends(text: str, start: int, stop: re.Match[str]) -> bool:
    """Whether the sign ends a sentence, and is not that of an abbreviation or number."""
    following = _NEXT.match(text, stop.end())
    if not following:
        return True
    word = following[1]
    if word[0].islower():
        return False
    if stop[0] != ".":
        return True
    before = _LAST_WORD.search(text[max(start, stop.start() - 20) : stop.start() + 1])
    if not before:
        return True
    last = before[0]
    short = last.lower() in _ABBREVIATIONS or _INITIAL.fullmatch(last)
    opens = word.lower() in _OPENERS and last.lower() not in ("им", "st", "gen")
    return opens or not short


def _trimmed(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    part = text[start:stop]
    inner = part.strip()
    if inner:
        begin = start + part.index(inner)
        yield begin, begin + len(inner)
