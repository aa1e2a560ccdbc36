"""An article in, its sentences with dates, names and drafts of facts out; no clock, no I/O."""

from collections.abc import Iterator

from cstokb.model.article import Article, Draft, Reading, Sentence
from cstokb.reading.dates import find_dates
from cstokb.reading.drafts import Vocabulary, drafts_by_trigger
from cstokb.reading.linking import Linker
from cstokb.reading.names import Lexicon
from cstokb.reading.roles import drafts_by_post
from cstokb.reading.scene import Focus, Scene
from cstokb.reading.sentences import split_dateline, split_sentences
from cstokb.reading.tokens import tokenize
from cstokb.reading.where import first_where

__all__ = ["LANGUAGES", "Lexicon", "Vocabulary", "read"]

LANGUAGES = ("en", "ru")

_LONGEST = 3_000
"""A sentence of more letters is a list or a table; its dates and names are found, no drafts."""


def read(article: Article, lexicon: Lexicon, vocabulary: Vocabulary) -> Reading:
    """Every sentence of the article with its dates, its names and the facts it seems to state.

    Of an article in another language than `LANGUAGES`, the sentences alone.
    """
    if article.language not in LANGUAGES:
        texts = ((p, n, start, text[start:stop]) for p, n, text, start, stop in _sentences(article))
        return Reading(article, tuple(Sentence(*parts) for parts in texts))
    linker = Linker(lexicon, (*article.heading, *article.paragraphs))
    focus = Focus()
    sentences: list[Sentence] = []
    for paragraph, number, text, start, stop in _sentences(article):
        tokens = tokenize(text, start, stop)
        dates = find_dates(tokens, article.published, article.language)
        mentions = linker.mentions(tokens)
        sentence = Sentence(paragraph, number, start, text[start:stop], dates, mentions)
        named = mentions or (focus.exercise and tokens.words)
        if named and stop - start <= _LONGEST:
            scene = Scene(tokens, mentions, dates, lexicon, article.published, focus)
            sentence = sentence._replace(where=first_where(scene))
            if paragraph and number:
                stated = drafts_by_trigger(scene, vocabulary, article.language)
                held = drafts_by_post(scene, vocabulary)
                sentence = sentence._replace(drafts=(*stated, *held))
                focus = scene.next_focus
        sentences.append(sentence)
    return Reading(article, tuple(_without_repetitions(sentences)))


def _sentences(article: Article) -> Iterator[tuple[int, int, str, int, int]]:
    """Each sentence: its paragraph and number, the text it is in, its first and last offset."""
    for number, line in enumerate(article.heading, 1):
        yield 0, number, line, 0, len(line)
    for paragraph, text in enumerate(article.paragraphs, 1):
        opening = 0 if article.paged or paragraph > 1 else split_dateline(text)
        if opening:
            yield paragraph, 0, text, 0, len(text[:opening].rstrip())
        for number, (start, stop) in enumerate(split_sentences(text, opening), 1):
            yield paragraph, number, text, start, stop


def _without_repetitions(sentences: list[Sentence]) -> Iterator[Sentence]:
    """The sentences, each fact drafted once.

    One that says no time of its own is drafted only if no other sentence says its time.
    """
    timed = {_statement(d) for s in sentences for d in s.drafts if d.dated}
    drafted: set[object] = set()
    for sentence in sentences:
        drafts = []
        for draft in sentence.drafts:
            key = (_statement(draft), draft.fact.when)
            if key not in drafted and (draft.dated or key[0] not in timed):
                drafted.add(key)
                drafts.append(draft)
        yield sentence._replace(drafts=tuple(drafts))


def _statement(draft: Draft) -> tuple[object, ...]:
    """What is stated, without its time."""
    return (draft.fact.subject, draft.fact.predicate, draft.fact.value)
