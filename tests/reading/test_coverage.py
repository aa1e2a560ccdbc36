"""Nothing in an article is missed, and no text does harm."""

import multiprocessing
import pickle
import time
from datetime import date

import dask.bag
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cstokb.model.article import Article, Reading
from cstokb.model.entity import Entity
from cstokb.model.predicate import Predicate, Trigger
from cstokb.reading import read
from cstokb.reading.dates import find_dates
from cstokb.reading.drafts import Vocabulary
from cstokb.reading.names import Lexicon
from cstokb.reading.tables import word_set
from cstokb.reading.tokens import tokenize
from cstokb.reading.triggers import TriggerIndex
from tests.reading.world import PUBLISHED, lexicon, read_text, vocabulary
from tests.strategies import entities, predicates

WORDS = word_set(
    "CSTO ОДКБ Армения Armenia Rubezh-2012 Серов Secretary General Joint Staff servicemen человек "
    "signed подписала take part in участие примут which который the of and и в on не not "
    "5 мая May 2012 года 12.05.2010 1,500 last year вчера , . ; ( ) « » - —"
)
TEXTS = st.lists(st.sampled_from(sorted(WORDS)), max_size=60).map(" ".join)
LANGUAGES = st.sampled_from(["en", "ru"])


def article(*paragraphs: str, language: str = "en", published: date | None = PUBLISHED) -> Article:
    return Article("", paragraphs, published=published, language=language)


def read_it(text: Article) -> Reading:
    return read(text, lexicon(), vocabulary())


@given(st.lists(TEXTS, min_size=1, max_size=4), LANGUAGES)
def test_every_date_and_name_stands_in_a_sentence_of_the_sheet(
    paragraphs: list[str], language: str
) -> None:
    reading = read_it(article(*paragraphs, language=language))
    for number, text in enumerate(paragraphs, 1):
        own = [s for s in reading.sentences if s.paragraph == number]
        covered = {at for s in own for at in range(s.start, s.start + len(s.text))}
        assert {at for at, char in enumerate(text) if not char.isspace()} <= covered
    for sentence in reading.sentences:
        text = paragraphs[sentence.paragraph - 1]
        parts = [(part.start, part.end, part.text) for part in sentence.dates]
        parts += [(part.start, part.end, part.text) for part in sentence.mentions]
        for start, end, own_text in parts:
            assert text[start:end] == own_text
            assert own_text in sentence.text


@given(st.lists(TEXTS, min_size=1, max_size=3), LANGUAGES)
def test_a_draft_is_of_entities_and_dates_of_its_article(
    paragraphs: list[str], language: str
) -> None:
    sentences = read_it(article(*paragraphs, language=language)).sentences
    held = {"joint-staff", "secretary-general"}
    for at, sentence in enumerate(sentences):
        named = {m.entity for s in sentences[: at + 1] for m in s.mentions} | held
        times = {str(d.when) for d in sentence.dates}
        for draft in sentence.drafts:
            assert {*draft.fact.mentions} <= named
            assert draft.dated is None or str(draft.dated.when) in times
            assert draft.trigger in sentence.text


@given(st.text(max_size=200), LANGUAGES)
def test_no_text_does_harm(text: str, language: str) -> None:
    for published in (PUBLISHED, None):
        read_it(article(text, language=language, published=published))


@settings(max_examples=20)
@given(st.lists(entities(), max_size=2), st.lists(predicates(), max_size=2), TEXTS)
def test_no_names_and_no_triggers_do_harm(
    named: list[Entity], defined: list[Predicate], text: str
) -> None:
    words = Vocabulary.of({predicate.id: predicate for predicate in defined})
    unique = {entity.id: entity for entity in named}.values()
    read(article(text), Lexicon.of(unique), words)


def test_a_trigger_of_many_braces_has_few_spellings() -> None:
    index = TriggerIndex.of({"held": [Trigger("en", "held" + "{a,b}" * 40)]})
    assert sum(map(len, index.entries["en"].values())) == 1000


@pytest.mark.parametrize(
    "shape",
    [
        "1.1.1.",
        "CSTO, ",
        "on 5 May ",
        "from 5 ",
        "5, 5, ",
        "5 ",
        "2010–",
        "in 2010 ",
        "1990-2000, ",
        "(",
        '"',
        ". A",
        "a-",
        "Secretary General of the ",
        "Armenia signed the Treaty in 1992, which ",
        "С 5 по ",
        "2,000 ",
        "MOSCOW, ",
    ],
)
@pytest.mark.parametrize("language", ["en", "ru"])
def test_time_grows_as_the_text_does(shape: str, language: str) -> None:
    def seconds(letters: int) -> float:
        whole = shape * (letters // len(shape)) + " and on 6 May 2010, 6 мая 2010 года"
        text = article(whole, language=language)
        began = time.process_time()
        read_it(text)
        return time.process_time() - began

    # A text eight times as long; a square would take 64 times as long. The least that counts
    # is what a busy machine may take for nothing.
    assert seconds(32_000) < 24 * max(seconds(4_000), 0.03)


def test_another_language_has_sentences_and_nothing_in_them() -> None:
    reading = read_text("Der CSTO-Gipfel fand am 5.5.2012 in Moscow statt.", language="de")
    assert [(s.dates, s.mentions, s.drafts) for s in reading.sentences] == [((), (), ())]


ARTICLES = [
    article(f"On {day} May 2012 the exercise Rubezh-2012 was held in Moscow.")
    for day in range(1, 9)
]


def facts_in(text: Article) -> list[str]:
    """A function of one record, as archives run it in many processes."""
    return [draft.fact.id for s in read_it(text).sentences for draft in s.drafts]


def test_names_and_vocabulary_pickle_as_they_are() -> None:
    copies = pickle.loads(pickle.dumps((lexicon(), vocabulary())))
    for each in ARTICLES:
        assert read(each, *copies) == read_it(each)


@pytest.mark.slow
def test_the_function_runs_unchanged_in_a_pool() -> None:
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        assert list(pool.imap(facts_in, ARTICLES)) == list(map(facts_in, ARTICLES))


def test_the_function_runs_unchanged_in_a_bag() -> None:
    bag = dask.bag.from_sequence(ARTICLES, npartitions=2)  # type: ignore[no-untyped-call]
    assert bag.map(facts_in).compute(scheduler="synchronous") == list(map(facts_in, ARTICLES))


@given(st.dates(), TEXTS, LANGUAGES)
def test_any_day_of_publication_will_do(published: date, text: str, language: str) -> None:
    find_dates(tokenize(text), published, language)
