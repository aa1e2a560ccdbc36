"""An article against what is known: each draft new, known, cited already or in conflict."""

import hashlib
from collections.abc import Iterator, Mapping
from typing import Final, Literal, NamedTuple
from urllib.parse import urlsplit

from cstokb.model.article import Article, Draft, Reading, Sentence
from cstokb.model.fact import Fact
from cstokb.model.fold import fold
from cstokb.model.knowledge import Knowledge
from cstokb.model.moment import Moment
from cstokb.model.pattern import Pattern
from cstokb.model.predicate import Predicate
from cstokb.model.rules import slug
from cstokb.model.source import Citation, Source
from cstokb.reports.conflicts import conflicts_among
from cstokb.reports.known import Known
from cstokb.reports.statements import is_stated_by

State = Literal["new", "known", "cited", "conflict"]
"""What a draft is: nobody knows it, it is known and gains this citation, it is cited from
this article already, or it contradicts what is known."""

_LONGEST_QUOTE: Final = 80
_WORDS_BEFORE: Final = 3
_LONGEST_ID: Final = 40


class Judged(NamedTuple):
    """A draft, numbered from 1 in the article.

    `fact` is what the sentence states, with its citation; `known` the fact that states it
    already, if there is one; `rivals` are the facts that it contradicts.
    """

    number: int
    draft: Draft
    fact: Fact
    state: State
    known: Fact | None = None
    rivals: tuple[Fact, ...] = ()

    @property
    def accepted(self) -> Fact:
        """What accepting it writes: the known fact with this citation too, or the new one."""
        return with_citations(self.known, self.fact) if self.known else self.fact


class Entry(NamedTuple):
    """A sentence of the sheet, its drafts, and the facts that cite its paragraph already."""

    sentence: Sentence
    drafts: tuple[Judged, ...]
    cited: tuple[Fact, ...]

    @property
    def is_evidence(self) -> bool:
        """Whether it has a date, a name or a fact, so that a person should see it."""
        return bool(self.sentence.dates or self.sentence.mentions or self.drafts)


class Sheet(NamedTuple):
    """All sentences of an article against what is known, and its source.

    `read_before`: the source is known, by its address, its text, or its title and day.
    """

    article: Article
    source: Source
    read_before: bool
    entries: tuple[Entry, ...]

    @property
    def drafts(self) -> tuple[Judged, ...]:
        """The drafts of all sentences, in order."""
        return tuple(draft for entry in self.entries for draft in entry.drafts)

    def locator(self, sentence: Sentence) -> str:
        """Where the sentence stands, as a citation says it."""
        return locator_of(self.article, sentence)


def with_citations(known: Fact, fact: Fact) -> Fact:
    """The known fact, and what the other cites besides; a place is cited once."""
    locations = {(citation.source, citation.at) for citation in known.citations}
    new = (c for c in fact.citations if (c.source, c.at) not in locations)
    return known._replace(citations=(*known.citations, *new))


def sheet_of(known: Known, reading: Reading, source: Source, *, read_before: bool) -> Sheet:
    """The sheet of an article that was read; `source` is what its facts cite."""
    cited = _cited_by_locator(known.knowledge, source) if read_before else {}
    number, entries = 0, []
    for sentence in reading.sentences:
        locator = locator_of(reading.article, sentence)
        drafts = []
        for draft in sentence.drafts:
            number += 1
            citation = Citation(source.id, locator, quote_of(sentence, draft.trigger))
            drafts.append(_judged(known, number, draft, citation))
        entries.append(Entry(sentence, tuple(drafts), tuple(cited.get(locator, ()))))
    return Sheet(reading.article, source, read_before, tuple(entries))


def source_of(
    known: Known, article: Article, accessed: Moment, known_as: str = ""
) -> tuple[Source, bool]:
    """The source that the article is, and whether it is known.

    It is known by its id `known_as`, by its address, or by its title and day together.
    """
    by_id = known.knowledge.source(known_as) if known_as else None
    before = by_id or known.source_of(article)
    if before:
        return before, True
    published = Moment.of(article.published) if article.published else None
    new = Source(
        known_as,
        article.title,
        article.publisher,
        published,
        article.url,
        article.language,
        accessed,
    )
    return new._replace(id=known_as or _new_id(known.knowledge, new)), False


def digest_of(article: Article) -> str:
    """A digest of the words of the article, whatever their spelling and layout."""
    words = " ".join(map(fold, article.paragraphs))
    return hashlib.sha256(words.encode()).hexdigest()[:32]


def locator_of(article: Article, sentence: Sentence) -> str:
    """`para 2`, `p. 2` of a PDF, or `title`."""
    if not sentence.paragraph:
        return "title"
    return f"p. {sentence.paragraph}" if article.paged else f"para {sentence.paragraph}"


def quote_of(sentence: Sentence, words: str = "") -> str:
    """A few words of the sentence, around the given ones."""
    start = max(sentence.text.find(words), 0) if words else 0
    before = sentence.text[:start].split()[-_WORDS_BEFORE:]
    text = " ".join((*before, *sentence.text[start:].split()))
    if len(text) <= _LONGEST_QUOTE:
        return text
    return text[:_LONGEST_QUOTE].rsplit(" ", 1)[0]


def _judged(known: Known, number: int, draft: Draft, citation: Citation) -> Judged:
    fact = draft.fact._replace(citations=(citation,))
    about = known.about(fact.subject)
    before = _stated(fact, draft, about, known.predicates[fact.predicate])
    if before and before.rank != "deprecated":
        state: State = "cited" if citation.source in before.sources else "known"
        return Judged(number, draft, fact, state, before)
    rivals = (before,) if before else _rivals(known, fact, about)
    return Judged(number, draft, fact, "conflict" if rivals else "new", None, rivals)


def _stated(
    fact: Fact, draft: Draft, about: Mapping[str, Fact], predicate: Predicate
) -> Fact | None:
    """The known fact that the draft states again, the most exact one first."""
    if fact.id in about:
        return about[fact.id]
    alike = (other for other in about.values() if other.predicate == fact.predicate)
    same = [other for other in alike if is_stated_by(other, draft, predicate)]
    ranked = sorted(same, key=lambda other: (other.rank == "deprecated", other.when is None))
    return next(iter(ranked), None)


def _rivals(known: Known, fact: Fact, about: Mapping[str, Fact]) -> tuple[Fact, ...]:
    """The facts that are not deprecated and contradict this one."""
    among = dict(about)
    if known.predicates[fact.predicate].one_subject and fact.link:
        others = known.knowledge.facts(Pattern(value=fact.link, predicates=(fact.predicate,)))
        among |= {other.id: other for other in others}
    among = {id: other for id, other in among.items() if other.rank != "deprecated"}
    groups = conflicts_among({**among, fact.id: fact}, known.predicates)
    return tuple(
        other
        for conflict in groups
        if any(member.id == fact.id for member in conflict.facts)
        for other in conflict.facts
        if other.id != fact.id
    )


def _cited_by_locator(knowledge: Knowledge, source: Source) -> dict[str, list[Fact]]:
    """The facts that cite the source, by where in it."""
    cited: dict[str, list[Fact]] = {}
    for fact in knowledge.facts(Pattern(source=source.id)):
        for citation in fact.citations:
            if citation.source == source.id:
                cited.setdefault(citation.at, []).append(fact)
    return cited


def _new_id(knowledge: Knowledge, source: Source) -> str:
    """An id that is free: the site, publisher or title, with the day, numbered if need be."""
    site = _host(source.url).removeprefix("www.").rpartition(".")[0]
    words = slug(site or source.publisher or source.title)
    if len(words) > _LONGEST_ID:
        words = words[:_LONGEST_ID].rpartition("-")[0]
    words = words or "article"
    stem = f"{words}-{source.published}" if source.published else words
    return next(id for id in _numbered(stem) if not knowledge.source(id))


def _numbered(stem: str) -> Iterator[str]:
    yield stem
    number = 1
    while True:
        number += 1
        yield f"{stem}-{number}"


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
