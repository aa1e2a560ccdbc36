"""What search words find: things by name, then facts and sources by their words."""

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import chain, islice
from typing import Literal, NamedTuple

from cstokb.model.entity import Kind
from cstokb.model.fact import CURRENT, Fact
from cstokb.model.fold import fold
from cstokb.model.keyboard import homoglyphs, other_layout
from cstokb.model.knowledge import Knowledge
from cstokb.model.names import Hit, MatchKind
from cstokb.model.pattern import Figures, Pattern, fact_words, has_words
from cstokb.model.source import Source
from cstokb.reports.question import named
from cstokb.reports.sentences import sentence
from cstokb.reports.vocabulary import predicate_of

_GROUPED = re.compile(r"(?<!\d)\d{1,3}(?:[ ,.'\u00a0\u202f]\d{3})+(?!\d)")
_NUMBER = re.compile(r"(?<![\w.,])\d+(?![\w.,]*\w)")
_EXCERPT = 100
"""An excerpt has about so many characters."""
_MAX_CHECKED = 8
_MIN_LETTERS = 3
"""Fewer than this are taken as they were typed."""
_MAX_RUNS = 6
"""So many runs of the words are taken for a name, the longest first."""
_MAX_NAMED = 20
"""Of so many things that have the name, the best ones, the facts are read."""


FoundKind = Literal[MatchKind, "fact", "figure", "source", "layout"]


class Found(NamedTuple):
    """One of: an entity by its name, a fact, a source. `how` is a `MatchKind` for names.

    For the others it is `fact`, `figure` for a fact that has the number asked for but not
    the words, or `source`; and `layout` for whatever was found only in the other keyboard
    layout. `excerpt` shows the words in place, for what is no entity.
    """

    how: FoundKind
    hit: Hit | None = None
    fact: Fact | None = None
    source: Source | None = None
    excerpt: str = ""


def search(
    knowledge: Knowledge, text: str, kinds: Sequence[Kind] | None = None, lang: str = "en"
) -> Iterator[Found]:
    """Whatever the words find, names first; of those kinds, or facts about those, if any are given.

    Words that find nothing are taken as typed in the other keyboard layout.
    """
    is_empty = True
    for found in _in_layout(knowledge, text, kinds, lang):
        is_empty = False
        yield found
    other = other_layout(text) if is_empty else ""
    if len(fold(other)) >= _MIN_LETTERS:
        for found in _in_layout(knowledge, other, kinds, lang):
            yield found._replace(how="layout")


def alike(knowledge: Knowledge, text: str) -> tuple[str, str] | None:
    """What the text is if its letters are those of the other script that look the same.

    The text so read, and the id of the thing that has this name; None if none has.
    """
    for other in homoglyphs(text):
        hit = next(iter(knowledge.search(other)), None)
        if hit and hit.how == "exact":
            return other, hit.entity.id
    return None


def excerpt(text: str, words: Collection[str]) -> str:
    """The part of the text where most of the folded words begin a word, cut at blanks."""
    if len(text) <= _EXCERPT:
        return text
    tokens = [(match.start(), fold(match[0])) for match in re.finditer(r"\S+", text)]
    hits = [(at, word) for at, token in tokens for word in words if f" {word}" in f" {token}"]

    def within(start: int) -> int:
        return len({word for at, word in hits if start <= at < start + _EXCERPT})

    # Of equally good places the first.
    center = max((at for at, _ in hits[:_MAX_CHECKED]), key=within, default=0)
    start = max((at for at, _ in tokens if at <= max(0, center - _EXCERPT // 4)), default=0)
    stop = max(at for at, _ in (*tokens, (len(text) + 1, "")) if at <= start + _EXCERPT + 1)
    return f"{'… ' * (start > 0)}{text[start : stop - 1]}{' …' * (stop <= len(text))}"


def _in_layout(
    knowledge: Knowledge, text: str, kinds: Sequence[Kind] | None, lang: str
) -> Iterator[Found]:
    if not fold(text):
        return
    is_name = False
    for hit in knowledge.search(text):
        is_name = is_name or hit.how in ("exact", "prefix", "words")
        if kinds is None or hit.entity.kind in kinds:
            yield Found(hit.how, hit)
    words = fold(joined_figures(text)).split()
    for how, fact in _facts(knowledge, text, kinds, is_name=is_name):
        yield Found(how, fact=fact, excerpt=_fact_excerpt(knowledge, fact, words, lang))
    if kinds is None:
        for source in _sources(knowledge, text):
            shown = excerpt(_source_words(source), words)
            yield Found("source", source=source, excerpt=shown)


def _facts(
    knowledge: Knowledge, text: str, kinds: Sequence[Kind] | None, *, is_name: bool
) -> Iterator[tuple[FoundKind, Fact]]:
    """The facts in which all the words stand; if there are none, those with the number.

    Words that are no name are also looked for in names and facts together.
    """
    believed = Pattern(kinds=kinds, ranks=CURRENT)
    joined = [] if is_name else _joined(knowledge, text, believed)
    given: set[str] = set()
    for fact in chain(_with_words(knowledge, text, believed), joined):
        if fact.id not in given:
            given.add(fact.id)
            yield "fact", fact
    numbers = _NUMBER.findall(joined_figures(text))
    if not given and len(numbers) == 1:
        for fact in _with_words(knowledge, numbers[0], believed):
            yield "figure", fact


def _joined(knowledge: Knowledge, text: str, believed: Pattern) -> Iterator[Fact]:
    """The facts that some of the words name a part of, and in whose sentence all words stand.

    Neighbouring words are taken for a name, the most that are one.
    """
    words = text.split()
    sizes = range(len(words) - 1, 0, -1)
    runs = (words[at : at + size] for size in sizes for at in range(len(words) - size + 1))
    for run in islice(runs, _MAX_RUNS):
        ids = named(knowledge, " ".join(run))[:_MAX_NAMED]
        facts = knowledge.facts(believed._replace(mentions=ids)) if ids else ()
        found = [fact for fact in facts if has_words(text, _all_words(knowledge, fact))]
        if found:
            yield from found
            return


def _all_words(knowledge: Knowledge, fact: Fact) -> str:
    """The fact in both languages, with the labels of its predicate, its value and its notes."""
    predicate = predicate_of(knowledge, fact)
    labels = (*predicate.label.values(), *predicate.inverse_label.values())
    both = (sentence(knowledge, [fact], lang) for lang in ("en", "ru"))
    return " ".join((*both, *labels, fact_words(fact)))


def _with_words(knowledge: Knowledge, text: str, believed: Pattern) -> Iterator[Fact]:
    """The facts in whose value or notes all words stand, then those with such a figure."""
    given: set[str] = set()
    joined = joined_figures(text)
    for spelling in dict.fromkeys((text, joined, _grouped_figures(joined))):
        for fact in knowledge.facts(believed._replace(text=spelling)):
            if fact.id not in given and has_words(joined, joined_figures(fact_words(fact))):
                given.add(fact.id)
                yield fact
    yield from (fact for fact in _figures(knowledge, joined, believed) if fact.id not in given)


def _figures(knowledge: Knowledge, joined: str, believed: Pattern) -> Iterator[Fact]:
    """The facts that have the only number in the text as their figure, and its other words."""
    numbers = _NUMBER.findall(joined)
    if len(numbers) != 1:
        return
    number = float(numbers[0])
    counting = [id for id, each in knowledge.predicates().items() if each.value_type == "number"]
    pattern = believed._replace(predicates=counting, number=Figures(number, number))
    for fact in knowledge.facts(pattern):
        if has_words(joined, joined_figures(_all_words(knowledge, fact))):
            yield fact


def _sources(knowledge: Knowledge, text: str) -> Iterator[Source]:
    """The sources in whose title or publisher all words stand."""
    joined = joined_figures(text)
    for source in knowledge.sources():
        if has_words(joined, joined_figures(_source_words(source))):
            yield source


def _source_words(source: Source) -> str:
    return ", ".join(filter(None, (source.publisher, source.title)))


def _fact_excerpt(knowledge: Knowledge, fact: Fact, words: Collection[str], lang: str) -> str:
    """The sentence of the fact or its note, whichever has more of the words."""
    notes = (fact.note_ru, fact.note) if lang == "ru" else (fact.note, fact.note_ru)
    texts = [sentence(knowledge, [fact], lang), *filter(None, notes)]

    def present(text: str) -> int:
        padded = f" {fold(joined_figures(text))}"
        return sum(f" {word}" in padded for word in words)

    return excerpt(max(texts, key=present), words)


def joined_figures(text: str) -> str:
    """The text with the digits of its figures together: `6,000 troops` is `6000 troops`."""
    return _GROUPED.sub(lambda match: re.sub(r"\D", "", match[0]), text)


def _grouped_figures(text: str) -> str:
    """The text with the digits of its figures in groups of three: `6 000 troops`."""
    return _NUMBER.sub(lambda match: f"{int(match[0]):,}".replace(",", " "), text)
