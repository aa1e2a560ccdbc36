from datetime import date

import pytest

from cstokb.errors import UnknownName, UsageError
from cstokb.model.article import Article
from cstokb.model.fact import Fact, Link, Rank, Text, Value, fact_id
from cstokb.model.moment import Moment
from cstokb.model.source import Citation, Source
from cstokb.model.span import Span
from cstokb.reading import read
from cstokb.reports.drafts import Judged, Sheet, digest_of, quote_of, sheet_of, source_of
from cstokb.reports.known import Known
from cstokb.reports.taking import Taking, drafts_of, each_once, entry_of, numbers_of, taken
from cstokb.store.memory import MemoryStore
from cstokb.store.protocol import Change
from cstokb.store.shipped import shipped_store
from tests.reading.world import ENTITIES, PUBLISHED, lexicon, vocabulary

TODAY = Moment.parse("2013-01-01")
OTHER = Source("other", "Another article", "A paper", Moment.parse("2012"), "https://example.org/o")
TITLE = "The exercise is over"
URL = "https://www.example.org/news/1"


def fact(
    subject: str,
    predicate: str,
    value: Value = None,
    when: str = "",
    where: str = "",
    source: str = "other",
    rank: Rank = "normal",
) -> Fact:
    span = Span.parse(when) if when else None
    id = fact_id(subject, predicate, value, span, where)
    return Fact(id, subject, predicate, value, span, where, (Citation(source),), rank=rank)


def store(*facts: Fact, sources: tuple[Source, ...] = (OTHER,)) -> MemoryStore:
    predicates = tuple(shipped_store().predicates().values())
    return MemoryStore(Change(ENTITIES, facts, sources, predicates))


def article(*paragraphs: str, url: str = "", title: str = TITLE) -> Article:
    return Article(title, paragraphs, (title,), PUBLISHED, "text", "", url, "en")


def sheet(knowledge: MemoryStore, *paragraphs: str, url: str = URL) -> Sheet:
    text = article(*paragraphs, url=url)
    source, before = source_of(Known(knowledge), text, TODAY)
    return sheet_of(
        Known(knowledge), read(text, lexicon(), vocabulary()), source, read_before=before
    )


def judged(knowledge: MemoryStore, *paragraphs: str) -> Judged:
    (draft,) = sheet(knowledge, *paragraphs).drafts
    return draft


HELD = "The exercise Rubezh-2012 was held on 5 May 2012 in Moscow."
HELD_FACT = fact("rubezh-2012", "held", None, "2012-05-05", "moscow")
SERVED = "CSTO Secretary General Nikolai Orlov spoke."


class TestStates:
    def test_what_nobody_knows_is_new_and_cites_its_paragraph(self) -> None:
        draft = judged(store(), "It began.", HELD)
        (citation,) = draft.fact.citations
        assert draft.state == "new"
        assert (citation.source, citation.at) == ("example-2012-12-19", "para 2")
        assert "was held on 5 May 2012" in citation.quote
        assert draft.accepted == draft.fact

    def test_what_is_known_gains_the_citation_and_keeps_the_rest(self) -> None:
        known = HELD_FACT._replace(rank="preferred", confidence="high", note="a note")
        draft = judged(store(known), HELD)
        assert draft.state == "known"
        assert draft.known == known
        assert draft.accepted._replace(citations=known.citations) == known
        assert [c.source for c in draft.accepted.citations] == ["other", "example-2012-12-19"]

    def test_what_is_cited_from_here_has_nothing_to_gain(self) -> None:
        here = Source("here", TITLE, "", Moment.of(PUBLISHED), URL)
        known = HELD_FACT._replace(citations=(Citation("here", "para 1"),))
        draft = judged(store(known, sources=(OTHER, here)), HELD)
        assert draft.state == "cited"
        assert draft.accepted == known

    def test_what_contradicts_names_its_rivals(self) -> None:
        rival = fact("rubezh-2012", "held", None, "2011-05-05", "moscow")
        draft = judged(store(rival), HELD)
        assert draft.state == "conflict"
        assert draft.rivals == (rival,)

    def test_two_holders_of_one_post_contradict_each_other(self) -> None:
        rival = fact("andrey-serov", "acted-as", Link("secretary-general"), "2012-01/2013-06")
        draft = judged(store(rival), f"Acting {SERVED}")
        assert draft.state == "conflict"
        assert draft.rivals == (rival,)

    def test_a_deprecated_fact_is_a_rival_and_rivals_nothing(self) -> None:
        deprecated = HELD_FACT._replace(rank="deprecated")
        assert judged(store(deprecated), HELD).rivals == (deprecated,)
        other_day = fact("rubezh-2012", "held", None, "2011", rank="deprecated")
        assert judged(store(other_day), HELD).state == "new"


@pytest.mark.parametrize(
    ("text", "known"),
    [
        pytest.param(
            SERVED,
            fact("nikolai-orlov", "served-as", Link("secretary-general"), "2010/2015"),
            id="attested-within-a-term",
        ),
        pytest.param(
            "The exercise Rubezh-2012 was held in May 2012.", HELD_FACT, id="a-month-of-the-day"
        ),
        pytest.param(HELD, HELD_FACT._replace(where=""), id="a-place-more"),
        pytest.param(
            "Armenia takes part in the exercise Rubezh-2012.",
            fact("armenia", "took-part-in", Link("rubezh-2012"), "2012-05"),
            id="participation-without-its-time",
        ),
        pytest.param(
            "A meeting of the CSTO Council of Defence Ministers was held on 5 May 2012.",
            fact(
                "council-of-defence-ministers", "convened", Text("its spring meeting"), "2012-05-05"
            ),
            id="a-meeting-in-other-words",
        ),
        pytest.param(
            "The CSTO Joint Staff was created on 5 May 2012.",
            fact("joint-staff", "created-by", Link("csto"), "2012-05-05"),
            id="created-without-its-founder",
        ),
    ],
)
def test_the_same_in_other_words_or_more_exactly_is_known(text: str, known: Fact) -> None:
    draft = judged(store(known), text)
    assert (draft.state, draft.known) == ("known", known)


@pytest.mark.parametrize(
    ("text", "other"),
    [
        (HELD, fact("rubezh-2012", "held", None, "2012-05")),
        (SERVED, fact("nikolai-orlov", "served-as", Link("secretary-general"), "2003/2010")),
        (HELD, fact("search-2012", "held", None, "2012-05-05", "moscow")),
    ],
)
def test_what_says_more_than_is_known_or_of_another_time_is_not(text: str, other: Fact) -> None:
    assert judged(store(other), text).known is None


class TestSource:
    def test_an_article_is_known_by_its_address(self) -> None:
        known = Source("known", "Another title", url=URL)
        stored = Known(store(sources=(known,)))
        assert source_of(stored, article(HELD, url=URL), TODAY) == (known, True)

    @pytest.mark.parametrize(
        ("url", "same"),
        [
            ("http://www.example.org/news/1/", True),
            ("https://EXAMPLE.org/news/1?utm_source=t#top", True),
            ("https://example.org/news/1?id=2", False),
            ("https://example.org/news/2", False),
            ("https://[broken", False),
        ],
    )
    def test_an_address_is_compared_by_what_makes_the_page(self, url: str, *, same: bool) -> None:
        known = Source("known", "Another title", url="https://example.org/news/1")
        stored = Known(store(sources=(known,)))
        assert source_of(stored, article(HELD, url=url), TODAY)[1] is same

    def test_or_by_its_title_and_day(self) -> None:
        known = Source("known", TITLE.upper(), published=Moment.of(PUBLISHED))
        assert source_of(Known(store(sources=(known,))), article(HELD), TODAY) == (known, True)

    def test_or_by_the_id_it_is_remembered_as(self) -> None:
        assert source_of(Known(store()), article(HELD), TODAY, "other") == (OTHER, True)

    def test_a_new_one_is_named_after_its_site_and_day(self) -> None:
        source, before = source_of(Known(store()), article(HELD, url=URL), TODAY)
        assert not before
        assert source == Source(
            "example-2012-12-19", TITLE, "", Moment.of(PUBLISHED), URL, "en", TODAY
        )

    def test_a_second_article_of_that_day_is_numbered(self) -> None:
        first = Source("example-2012-12-19", "First", url="https://example.org/0")
        source, _ = source_of(Known(store(sources=(first,))), article(HELD, url=URL), TODAY)
        assert source.id == "example-2012-12-19-2"

    @pytest.mark.parametrize("url", ["", "https://[broken", "https://xn--:x/"])
    def test_without_a_site_the_title_names_it(self, url: str) -> None:
        source, _ = source_of(Known(store()), article(HELD, url=url), TODAY)
        assert source.id == "the-exercise-is-over-2012-12-19"

    def test_a_text_is_the_same_in_another_layout_and_spelling(self) -> None:
        one = article("Объединённый штаб начал работу.", "Да.")
        other = article("Объединенный  штаб начал  работу .", "Да")
        assert digest_of(one) == digest_of(other) != digest_of(article("Нет."))


class TestSheet:
    def test_every_sentence_is_in_it(self) -> None:
        entries = sheet(store(), "It began. It rained.", HELD).entries
        addresses = [(e.sentence.paragraph, e.sentence.number) for e in entries]
        assert addresses == [(0, 1), (1, 1), (1, 2), (2, 1)]
        assert [entry.is_evidence for entry in entries] == [False, False, False, True]

    def test_drafts_are_numbered_through(self) -> None:
        assert [d.number for d in sheet(store(), HELD, SERVED).drafts] == [1, 2]

    def test_facts_that_cite_the_paragraph_already_stand_beside_it(self) -> None:
        here = Source("here", TITLE, "", Moment.of(PUBLISHED), URL)
        known = fact("rubezh-2012", "noted", Text("rain"))
        known = known._replace(citations=(Citation("here", "para 1"),))
        entries = sheet(store(known, sources=(OTHER, here)), "It rained in Moscow.").entries
        assert [entry.cited for entry in entries] == [(), (known,)]

    def test_a_quote_is_a_few_words_around_the_trigger(self) -> None:
        (entry,) = [e for e in sheet(store(), "word " * 60 + HELD).entries if e.drafts]
        quote = quote_of(entry.sentence, "was held")
        assert "was held on 5 May 2012" in quote
        assert len(quote) <= 80
        assert quote in entry.sentence.text


class TestTaking:
    def take(self, text: str, predicate: str, value: str, **more: str) -> Fact:
        knowledge = store()
        page = sheet(knowledge, text)
        relation = knowledge.predicates()[predicate]
        when = Span.parse(more["when"]) if "when" in more else None
        taking = Taking(relation, Link(value), more.get("subject"), when, more.get("where"))
        return taken(knowledge, page, entry_of(page, "1.1"), taking)

    def test_subject_time_place_paragraph_and_quote_are_the_sentence_s(self) -> None:
        text = "In May 2012 the President met Armenia and Belarus in Moscow before Rubezh-2012."
        new = self.take(text, "declined", "rubezh-2012")
        assert (new.subject, new.predicate, new.link) == ("armenia", "declined", "rubezh-2012")
        assert (str(new.when), new.where) == ("2012-05", "moscow")
        assert new.citations[0].at == "para 1"
        assert text.startswith(new.citations[0].quote)

    def test_what_is_given_counts_more(self) -> None:
        text = "In May 2012 the President met Armenia and Belarus in Moscow."
        more = {"subject": "belarus", "when": "2012-06", "where": "dushanbe"}
        new = self.take(text, "declined", "rubezh-2012", **more)
        assert (new.subject, str(new.when), new.where) == ("belarus", "2012-06", "dushanbe")

    def test_a_state_without_a_date_is_attested_on_the_day_of_publication(self) -> None:
        new = self.take("Armenia stays.", "member-of", "csto")
        assert str(new.when) == str(PUBLISHED)

    def test_a_sentence_without_a_fitting_subject_is_refused(self) -> None:
        with pytest.raises(UsageError, match="no subject for member-of"):
            self.take("The CSTO met.", "member-of", "csto")

    def test_there_is_no_such_sentence(self) -> None:
        with pytest.raises(UnknownName, match=r'no sentence "7\.1"'):
            entry_of(sheet(store(), HELD), "7.1")

    @pytest.mark.parametrize(
        ("text", "numbers"), [("1", (1,)), ("1,3-5", (1, 3, 4, 5)), ("2-2, 2", (2,))]
    )
    def test_drafts_are_named_by_numbers_and_ranges(
        self, text: str, numbers: tuple[int, ...]
    ) -> None:
        assert numbers_of(text, 5) == numbers

    @pytest.mark.parametrize("text", ["0", "6", "1-6", "3-2", "all", "", "-1", "1,", "²"])
    def test_no_others_can_be_accepted(self, text: str) -> None:
        with pytest.raises(UsageError):
            numbers_of(text, 5)

    def test_drafts_that_are_one_fact_are_written_once_with_both_citations(self) -> None:
        page = sheet(store(HELD_FACT), "The exercise Rubezh-2012 was held in May 2012.", HELD)
        (new,) = each_once([draft.accepted for draft in drafts_of(page, (1, 2))])
        assert [citation.at for citation in new.citations] == ["", "para 1", "para 2"]


def test_an_article_of_another_language_has_a_sheet_without_evidence() -> None:
    text = Article("Titel", ("Der CSTO-Gipfel.",), published=date(2012, 5, 5))
    knowledge = store()
    source, _ = source_of(Known(knowledge), text, TODAY)
    reading = read(text, lexicon(), vocabulary())
    page = sheet_of(Known(knowledge), reading, source, read_before=False)
    assert [entry.is_evidence for entry in page.entries] == [False]
