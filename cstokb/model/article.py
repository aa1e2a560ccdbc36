"""`Article`: a text that facts are taken from, and what is read out of it.

An article's paragraphs are counted from 1 after its title and its lines of place and day;
what stands above them is paragraph 0. Offsets are code points of the paragraph.
"""

from datetime import date
from typing import Literal, NamedTuple

from cstokb.model.fact import Fact
from cstokb.model.span import Span

Reckoning = Literal["said", "year", "relative", "published"]
"""How a date was got: said in full, its year supplied, counted from the day of publication,
or the day of publication itself."""

DayOrigin = Literal["option", "json-ld", "meta", "time", "address", "text", ""]
"""Where the day of publication was read."""


class Article(NamedTuple):
    """A text with its title and day of publication; `language` is `en`, `ru` or empty.

    `heading` holds the lines above the body, the title among them. `paged` means that the
    paragraphs are the pages of a PDF.
    """

    title: str
    paragraphs: tuple[str, ...]
    heading: tuple[str, ...] = ()
    published: date | None = None
    published_from: DayOrigin = ""
    publisher: str = ""
    url: str = ""
    language: str = ""
    paged: bool = False


class Dated(NamedTuple):
    """Words that are a date. `when` is None where only the day of publication would tell."""

    text: str
    start: int
    end: int
    when: Span | None
    how: Reckoning


class Mention(NamedTuple):
    """Words that name an entity, or may name any of several."""

    text: str
    start: int
    end: int
    entities: tuple[str, ...]
    anaphoric: bool = False

    @property
    def entity(self) -> str:
        """The entity that is meant, or empty where several may be."""
        return self.entities[0] if len(self.entities) == 1 else ""


class Draft(NamedTuple):
    """A fact that a sentence seems to state, without its citation.

    `trigger` are the words it was read from, `dated` the words of its time, None where
    that is the day of publication or not stated.
    """

    fact: Fact
    trigger: str
    dated: Dated | None = None
    how: Reckoning | None = None


class Sentence(NamedTuple):
    """A sentence, where it stands, and what was read in it.

    `number` counts from 1 within the paragraph; the place and day that open a news report
    are number 0. `where` is the first place or state that something is said to be in.
    """

    paragraph: int
    number: int
    start: int
    text: str
    dates: tuple[Dated, ...] = ()
    mentions: tuple[Mention, ...] = ()
    drafts: tuple[Draft, ...] = ()
    where: str = ""


class Reading(NamedTuple):
    """An article and all its sentences in order."""

    article: Article
    sentences: tuple[Sentence, ...]
