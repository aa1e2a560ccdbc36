"""Facts taken from a sheet: drafts that a person accepts, and sentences made into facts."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from cstokb.errors import UnknownName, UsageError
from cstokb.messages import Message
from cstokb.model.article import Sentence
from cstokb.model.fact import Fact, Value, fact_id
from cstokb.model.knowledge import Knowledge, kind_of
from cstokb.model.moment import Moment
from cstokb.model.predicate import Predicate
from cstokb.model.source import Citation
from cstokb.model.span import Span
from cstokb.reports.drafts import Entry, Judged, Sheet, quote_of, with_citations


class Taking(NamedTuple):
    """What a person says of a sentence; what is None comes from the sheet."""

    predicate: Predicate
    value: Value
    subject: str | None = None
    when: Span | None = None
    where: str | None = None


def numbers_of(text: str, most: int) -> tuple[int, ...]:
    """The numbers in `1,3-5`; raise `UsageError` for what is none, or greater than `most`."""
    numbers: dict[int, None] = {}
    for part in text.split(","):
        first, dash, last = part.strip().partition("-")
        bounds = (first, last if dash else first)
        if not all(bound.isascii() and bound.isdecimal() for bound in bounds):
            raise UsageError('"{}" is no number of a draft', part, hint="write 1,3-5")
        low, high = map(int, bounds)
        if not 1 <= low <= high <= most:
            raise UsageError("there are drafts 1 to {}, not {}", most, part)
        numbers.update(dict.fromkeys(range(low, high + 1)))
    return tuple(numbers)


def drafts_of(sheet: Sheet, numbers: Iterable[int]) -> tuple[Judged, ...]:
    """The drafts with these numbers."""
    by_number = {draft.number: draft for draft in sheet.drafts}
    return tuple(by_number[number] for number in numbers)


def entry_of(sheet: Sheet, address: str) -> Entry:
    """The sentence with that address, `6.1`; raise `UnknownName`."""
    for entry in sheet.entries:
        if f"{entry.sentence.paragraph}.{entry.sentence.number}" == address:
            return entry
    error = UnknownName("sentence", address)
    error.advice = Message("cstokb read FILE --all lists all, by paragraph and number")
    raise error


def taken(knowledge: Knowledge, sheet: Sheet, entry: Entry, taking: Taking) -> Fact:
    """The fact that a person makes of a sentence.

    Its subject, time and place are those that the sentence names first, unless they are
    given. Raise `UsageError` where the sentence names no subject of the right kind.
    """
    sentence, predicate = entry.sentence, taking.predicate
    link = getattr(taking.value, "id", "")
    subject = taking.subject or _subject(knowledge, sentence, predicate, link)
    when = taking.when or _time(sheet, sentence, predicate)
    placed = "{where}" in predicate.phrase.get("en", "")
    where = sentence.where if placed and sentence.where not in (subject, link) else ""
    where = where if taking.where is None else taking.where
    citation = Citation(sheet.source.id, sheet.locator(sentence), quote_of(sentence))
    id = fact_id(subject, predicate.id, taking.value, when, where)
    fact = Fact(id, subject, predicate.id, taking.value, when, where, (citation,))
    known = knowledge.fact(id)
    return with_citations(known, fact) if known else fact


def each_once(facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """The facts, those of one id as one with all citations."""
    by_id: dict[str, Fact] = {}
    for fact in facts:
        before = by_id.get(fact.id)
        by_id[fact.id] = with_citations(before, fact) if before else fact
    return tuple(by_id.values())


def _subject(knowledge: Knowledge, sentence: Sentence, predicate: Predicate, value: str) -> str:
    """The first entity of a fitting kind that the sentence names, not the value."""
    named = dict.fromkeys(m.entity for m in sentence.mentions if m.entity and m.entity != value)
    kinds = predicate.subject_kinds
    fitting = [id for id in named if not kinds or kind_of(knowledge, id) in kinds]
    if not fitting:
        hint = Message("name it with --subject; kinds: {}", ", ".join(kinds))
        raise UsageError("the sentence names no subject for {}", predicate.id, hint=hint)
    return fitting[0]


def _time(sheet: Sheet, sentence: Sentence, predicate: Predicate) -> Span | None:
    """The first time that the sentence names; a state without one is attested at publication."""
    if predicate.shape == "plain":
        return None
    dated = next((d.when for d in sentence.dates if d.when), None)
    if dated or predicate.shape == "event" or sheet.article.published is None:
        return dated
    return Span(Moment.of(sheet.article.published))
