"""`Fact`: a statement with a time and a source."""

from typing import Literal, NamedTuple, get_args

from cstokb.model.source import Citation
from cstokb.model.span import UNKNOWN, Span

Confidence = Literal["high", "medium", "low"]
Rank = Literal["preferred", "normal", "deprecated"]
Bound = Literal["", "about", "over", "up to", "under"]
"""How a figure stands to the true number; empty where it is exact."""

DateStatus = Literal["dated", "unended", "undated"]
"""How a fact's time is given: `unended` where it began and its end is not recorded."""

CONFIDENCES: tuple[Confidence, ...] = get_args(Confidence)
RANKS: tuple[Rank, ...] = get_args(Rank)
CURRENT: tuple[Rank, ...] = ("preferred", "normal")
"""The ranks of facts that a question means unless it names ranks."""
BOUNDS: tuple[Bound, ...] = get_args(Bound)
DATE_STATUSES: tuple[DateStatus, ...] = get_args(DateStatus)
_REPLACED = "replaced"


class Link(NamedTuple):
    """A value that is an entity."""

    id: str


class Text(NamedTuple):
    """A value in words, with its Russian rendering where there is one."""

    en: str
    ru: str = ""

    def words(self, lang: str) -> str:
        """The words in that language, or as they were written."""
        return self.ru if lang == "ru" and self.ru else self.en


class Quantity(NamedTuple):
    """A number of things.

    `unit` is an English plural, `unit_ru` a Russian genitive plural.
    """

    number: float
    unit: str = ""
    unit_ru: str = ""
    bound: Bound = ""

    def unit_in(self, lang: str) -> str:
        """The unit in that language, or as it was written."""
        return self.unit_ru if lang == "ru" and self.unit_ru else self.unit


Value = Link | Text | Quantity | None


class Fact(NamedTuple):
    """`subject predicate value`, when it holds, where, and who says so.

    `id` is derived from the content (see `fact_id`), so the same statement has the
    same id everywhere. `where` is an entity id or empty. `note` and `note_ru` are for the
    reader, `reading` is a remark for the curator. `contradicts` names facts that cannot be
    true together with this one for a reason no predicate states.
    """

    id: str
    subject: str
    predicate: str
    value: Value = None
    when: Span | None = None
    where: str = ""
    citations: tuple[Citation, ...] = ()
    confidence: Confidence = "medium"
    rank: Rank = "normal"
    note: str = ""
    contradicts: tuple[str, ...] = ()
    note_ru: str = ""
    reading: str = ""

    def note_in(self, lang: str) -> str:
        """The note in that language, or as it was written."""
        return self.note_ru if lang == "ru" and self.note_ru else self.note

    @property
    def link(self) -> str:
        """The entity id that is its value, or empty."""
        return self.value.id if isinstance(self.value, Link) else ""

    @property
    def mentions(self) -> tuple[str, ...]:
        """The entities it joins: subject, value and place."""
        return tuple(id for id in (self.subject, self.link, self.where) if id)

    @property
    def date_status(self) -> DateStatus:
        """How its time is given."""
        if self.when is None:
            return "undated"
        return "unended" if self.when.end == UNKNOWN and self.when.starts else "dated"

    @property
    def is_replaced(self) -> bool:
        """Whether it was corrected: other facts stand in its stead, as `replaced` marks it."""
        return self.rank == "deprecated" and self.reading.startswith(_REPLACED)

    @property
    def month_day(self) -> tuple[int, int] | None:
        """The month and the day it begins on, 0 for each that is not known.

        None where not even the year is known.
        """
        start = self.when.starts if self.when else None
        return start.month_day if start else None

    @property
    def sources(self) -> tuple[str, ...]:
        """The sources that it cites, each once."""
        return tuple(dict.fromkeys(citation.source for citation in self.citations))


def replaced(fact: Fact, id: str) -> Fact:
    """The fact, deprecated, with the remark that the fact of that id stands in its stead."""
    reading = join_notes(f"{_REPLACED} by {id}", fact.reading)
    return fact._replace(rank="deprecated", reading=reading)


def citations_of(*facts: Fact) -> tuple[Citation, ...]:
    """Everything that the facts cite, each citation once."""
    return tuple(dict.fromkeys(citation for fact in facts for citation in fact.citations))


def by_id(fact: Fact) -> str:
    """The order of ids."""
    return fact.id


def time_order(fact: Fact) -> tuple[object, ...]:
    """A total order of facts: by time as `Span.sort_key` has it, undated ones last.

    What has the same time stands together by subject, then predicate, then id.
    """
    when = fact.when.sort_key if fact.when else ()
    return (fact.when is None, *when, fact.subject, fact.predicate, fact.id)


def join_notes(*notes: str) -> str:
    """The notes that are not empty, as one note."""
    return "; ".join(filter(None, notes))


def fact_id(subject: str, predicate: str, value: Value, when: Span | None, where: str = "") -> str:
    """The id that this content has: `subject.predicate.` and 8 hexadecimal digits.

    Sources, confidence, rank, note and translations are no part of it.
    """
    # Only writing and checking need them.
    import hashlib
    import json

    if isinstance(value, Link):
        parts: list[str | float] = ["entity", value.id, "", ""]
    elif isinstance(value, Text):
        parts = ["text", value.en, "", ""]
    elif isinstance(value, Quantity):
        parts = ["number", _plain(value.number), value.unit, value.bound]
    else:
        parts = ["", "", "", ""]
    content = [subject, predicate, *parts[:2], str(when or ""), where, *parts[2:]]
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return f"{subject}.{predicate}.{hashlib.sha256(text.encode()).hexdigest()[:8]}"


def _plain(number: float) -> float:
    """The number as an integer if it is one: 5 and 5.0 are the same content."""
    return int(number) if number % 1 == 0 else number
