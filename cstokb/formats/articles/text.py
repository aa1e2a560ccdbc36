"""Plain text as an article: its title, the lines of place and day, its paragraphs."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final
from unicodedata import category, normalize

from cstokb.errors import AmbiguousDay
from cstokb.model.article import Article, DayOrigin
from cstokb.reading.dates import find_dates
from cstokb.reading.sentences import split_dateline
from cstokb.reading.tables import word_set
from cstokb.reading.tokens import tokenize

_MOST_HEADING: Final = 6
_LONGEST_TITLE: Final = 250
_LONGEST_BYLINE: Final = 80
_FEW_IN_BYLINE: Final = 6
_STAMP: Final = re.compile(
    r"\d{1,2}[./]\d{1,2}[./]\d{2,4}|\d{4}-\d\d-\d\d|\b\d{1,2}:\d{2}\b|\b(?:19|20)\d{2}\b"
)
_STAMP_BEHIND: Final = re.compile(r"\s+\d{1,2}[./]\d{1,2}[./]\d{4}$")
_LONG: Final = 100
_ENDS: Final = tuple(".…:;")
_STRESS: Final = "\u0301"
_RUSSIAN_WORDS: Final = word_set("и в на с по не что о из для к от за при до как его")
_ENGLISH_WORDS: Final = word_set("the of and to for that by with is as at from this")
_NOT_RUSSIAN: Final = frozenset("іїєґўәғқңөұүһҷҳӯӣћђљњ")
_FEW_WORDS: Final = 20
_SHARE: Final = 0.05


def article_of_text(
    text: str, name: str, published: date | None = None, language: str = ""
) -> Article:
    """The article; its first lines are heading while they end like none of the body."""
    return make_article(blocks_of(cleaned(text)), name, published=published, language=language)


def make_article(
    blocks: list[str],
    name: str,
    *,
    title: str = "",
    published: date | None = None,
    published_from: DayOrigin = "option",
    publisher: str = "",
    url: str = "",
    language: str = "",
) -> Article:
    """The article of these blocks; what is not given is read from them."""
    heading, paragraphs = _split_heading(blocks, title)
    language = language or language_of((*heading, *paragraphs))
    origin: DayOrigin = published_from if published else ""
    if published is None:
        published = day_near_title(heading, paragraphs, language, name)
        origin = "text" if published else ""
    titled = (line for line in heading if not _is_byline(line))
    title = title or _STAMP_BEHIND.sub("", next(titled, "")) or _beginning(paragraphs)
    return Article(
        title, tuple(paragraphs), tuple(heading), published, origin, publisher, url, language
    )


def _beginning(paragraphs: list[str]) -> str:
    """The first words of an article without a title."""
    text = paragraphs[0][split_dateline(paragraphs[0]) :] if paragraphs else ""
    return text if len(text) <= _LONG else text[:_LONG].rsplit(" ", 1)[0] + " …"


def cleaned(text: str) -> str:
    """The text composed (NFC), without stress marks and what steers a terminal or a line."""
    composed = normalize("NFC", text.replace(_STRESS, "")).replace("\r\n", "\n").replace("\r", "\n")
    if composed.isascii() and composed.isprintable():
        return composed
    return composed.translate({ord(char): _clean(char) for char in {*composed}})


def _clean(char: str) -> str:
    if char == "\n" or char.isprintable():
        return char
    if char in "\u2028\u2029\x0b\x0c\x85":
        return "\n"
    return " " if category(char) == "Zs" or char == "\t" else ""


def language_of(texts: Iterable[str]) -> str:
    """`en` or `ru`, by the commonest words; empty for another language or a few words."""
    words = [word.lower() for text in texts for word in re.findall(r"[^\W\d_]+", text[:20_000])]
    foreign = sum(not _NOT_RUSSIAN.isdisjoint(word) for word in words)
    if len(words) < _FEW_WORDS or foreign > _SHARE * len(words):
        return ""
    for language, common in (("ru", _RUSSIAN_WORDS), ("en", _ENGLISH_WORDS)):
        if sum(word in common for word in words) > _SHARE * len(words):
            return language
    return ""


def day_near_title(
    heading: Iterable[str], paragraphs: list[str], language: str, name: str
) -> date | None:
    """The one complete day above the body, or in the place and day that open it."""
    lines = list(heading)
    if paragraphs:
        lines.append(paragraphs[0][: split_dateline(paragraphs[0])])
    days = dict.fromkeys(day for line in lines for day in _days(line, language))
    if len(days) > 1:
        raise AmbiguousDay(name, tuple(map(str, days)))
    return next(iter(days), None)


def _days(line: str, language: str) -> Iterator[date]:
    for dated in find_dates(tokenize(line), None, language or "en"):
        moment = dated.when.moment if dated.when and dated.how == "said" else None
        if moment and moment.exact_day:
            yield moment.exact_day


def blocks_of(text: str) -> list[str]:
    """Paragraphs: parted by blank lines, or line by line where there are none.

    The lines of the first block are kept apart: title, byline and day.
    """
    lines = [" ".join(line.split()) for line in text.split("\n")]
    if not any(not line for line in _inner(lines)):
        return [line for line in lines if line]
    blocks: list[list[str]] = [[]]
    for line in lines:
        if line:
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    first, *others = [block for block in blocks if block]
    return [*first, *map(" ".join, others)]


def _inner(lines: list[str]) -> list[str]:
    """The lines without the empty ones at both ends."""
    filled = [i for i, line in enumerate(lines) if line]
    return lines[filled[0] : filled[-1] + 1] if filled else []


def _split_heading(blocks: list[str], title: str) -> tuple[list[str], list[str]]:
    """The lines above the body, and the body; one that is all heading is all body."""
    heading: list[str] = [title] if title else []
    rest = blocks[1:] if title and blocks and blocks[0] == title else blocks
    for at, block in enumerate(rest):
        if len(heading) >= _MOST_HEADING or not _is_heading(block, heading):
            return heading, rest[at:]
        heading.append(block)
    return ([title], rest) if title else ([], blocks)


def _is_heading(block: str, heading: list[str]) -> bool:
    """Whether it is a title, the title again with its day, or a line around a day."""
    if _is_byline(block):
        return True
    titled = [line for line in heading if not _is_byline(line)]
    if titled:
        return any(block.startswith(line) for line in titled) and len(block) <= _LONGEST_TITLE
    return len(block) <= _LONGEST_TITLE and not block.rstrip('»"”’)').endswith(_ENDS)


def _is_byline(line: str) -> bool:
    """Whether it is a short line around a day or a clock: `28.04.2022`, `11:51, May 5, 2022`."""
    if len(line) > _LONGEST_BYLINE or line.endswith(_ENDS) or not _STAMP.search(line):
        return False
    return len(re.findall(r"[^\W\d_]{2,}", line)) <= _FEW_IN_BYLINE
