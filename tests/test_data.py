"""What the shipped store promises: how much is in it, how well it is cited, how it reads."""

import re
from functools import cache
from pathlib import Path

import pytest

import cstokb
from cstokb.model.dates_in_words import LANGUAGES
from cstokb.model.entity import MAIN_KINDS
from cstokb.model.fact import Fact, Link, Quantity, Text
from cstokb.model.pattern import Pattern
from cstokb.model.wordings import wordings
from cstokb.reports.check import check
from cstokb.reports.sentences import sentence
from cstokb.store.file.document import dumps, loads
from cstokb.store.file.tiny import TinyStore
from cstokb.store.memory import MemoryStore
from cstokb.store.protocol import Change
from cstokb.store.shipped import NAME, shipped_store

ARTICLE = "jscsto-2022-04-28"
RUSSIAN = re.compile("[а-яё]", re.IGNORECASE)


@cache
def store() -> TinyStore:
    return shipped_store()


@cache
def facts() -> tuple[Fact, ...]:
    return tuple(store().facts())


def stated(subject: str, predicate: str, when: str = "") -> list[Fact]:
    """What the article states by those words, of that time."""
    return [
        fact
        for fact in store().facts(Pattern(subjects=[subject], predicates=[predicate]))
        if str(fact.when or "") == when and paragraphs(fact) and fact.rank != "deprecated"
    ]


def paragraphs(fact: Fact) -> set[str]:
    """Where in the article the fact is said."""
    return {citation.at for citation in fact.citations if citation.source == ARTICLE}


def words(found: list[Fact]) -> str:
    return " | ".join(fact.value.en for fact in found if isinstance(fact.value, Text))


def test_the_file_is_as_it_would_be_written() -> None:
    package = Path(cstokb.__file__).parent
    folders = (package / "data", package.parent / "data")
    data = next(folder / NAME for folder in folders if (folder / NAME).exists()).read_bytes()

    assert dumps(loads(data, NAME)) == data


def test_check_finds_no_errors_and_no_warnings() -> None:
    assert [found for found in check(store()) if found.level != "hint"] == []


@pytest.mark.parametrize(
    ("number", "least"),
    [
        pytest.param(sum(1 for _ in shipped_store().entities()), 555, id="entities"),
        pytest.param(sum(1 for _ in shipped_store().facts()), 3350, id="facts"),
        pytest.param(sum(1 for _ in shipped_store().sources()), 1520, id="sources"),
    ],
)
def test_there_are_enough(number: int, least: int) -> None:
    assert number >= least


def test_the_vocabulary_is_small() -> None:
    assert 50 <= len(store().predicates()) <= 75


def test_every_kind_has_entities() -> None:
    assert {entity.kind for entity in store().entities(MAIN_KINDS)} == set(MAIN_KINDS)


def test_no_fact_is_without_a_citation() -> None:
    assert [fact.id for fact in facts() if not fact.citations] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_entity_of_the_main_kinds_has_a_name_and_a_summary(lang: str) -> None:
    bare = [
        entity.id
        for entity in store().entities(MAIN_KINDS)
        if not entity.names.get(lang) or not entity.summaries.get(lang)
    ]

    assert bare == []


def test_every_entity_has_a_russian_name() -> None:
    assert [e.id for e in store().entities() if not RUSSIAN.search(e.names.get("ru", ""))] == []


def test_every_value_in_words_has_russian_words() -> None:
    values = [(fact.id, fact.value) for fact in facts()]

    assert [id for id, value in values if isinstance(value, Text) and not value.ru] == []
    assert [
        id
        for id, value in values
        if isinstance(value, Quantity) and value.unit and not value.unit_ru
    ] == []


def test_every_predicate_reads_in_both_languages() -> None:
    for predicate in store().predicates().values():
        for lang in LANGUAGES:
            assert predicate.label.get(lang), predicate.id
            assert predicate.phrase.get(lang), predicate.id
        assert predicate.inverse_label.keys() == predicate.inverse_phrase.keys(), predicate.id
        assert RUSSIAN.search(predicate.label["ru"]), predicate.id


def test_every_name_has_its_russian_forms() -> None:
    assert [entity.id for entity in store().entities() if not entity.forms.get("ru")] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_predicate_has_sentences(lang: str) -> None:
    found = store().predicates().values()

    assert [predicate.id for predicate in found if not wordings(predicate.sentences[lang])] == []


def test_every_fact_is_a_russian_sentence() -> None:
    """No fact falls back to the phrase that stands without forms."""
    bare = [one._replace(sentences={}) for one in store().predicates().values()]
    plain = MemoryStore(Change((*store().entities(),), (), (), tuple(bare)))
    current = [fact for fact in facts() if fact.rank != "deprecated"]

    assert [
        fact.id
        for fact in current
        if sentence(store(), [fact], "ru") == sentence(plain, [fact], "ru")
    ] == []


@pytest.mark.parametrize(
    ("subject", "predicate", "value", "english", "russian"),
    [
        (
            "joint-staff",
            "created-by",
            "collective-security-council",
            "The CSTO Joint Staff was created by the CSTO Collective Security Council in Dushanbe",
            "Объединённый штаб ОДКБ создан Советом коллективной безопасности ОДКБ в Душанбе",
        ),
        (
            "armenia",
            "signed",
            "collective-security-treaty",
            "Armenia signed the Collective Security Treaty in Tashkent",
            "Армения подписала в Ташкенте Договор о коллективной безопасности",
        ),
        (
            "session-2012-12-19",
            "passed-chair-to",
            "kyrgyzstan",
            "At the CSTO summit in Moscow on 19 December 2012 the chair passed to Kyrgyzstan",
            (
                "На сессии СКБ ОДКБ в Москве 19 декабря 2012 года председательство перешло"
                " к Кыргызстану"
            ),
        ),
        (
            "andrey-serdyukov",
            "headed",
            "joint-staff",
            "Andrey Serdyukov heads the CSTO Joint Staff",
            "Андрей Сердюков возглавляет Объединённый штаб ОДКБ",
        ),
        (
            "troops-collective-forces",
            "created-by",
            "session-2012-12-19",
            (
                "The CSTO Troops (Collective Forces) were created at the CSTO summit in Moscow on"
                " 19 December 2012"
            ),
            (
                "Войска (Коллективные силы) ОДКБ созданы на сессии СКБ ОДКБ в Москве"
                " 19 декабря 2012 года"
            ),
        ),
        (
            "rubezh",
            "began",
            "rubezh-2004",
            "The Rubezh exercise series began with Rubezh-2004",
            "Серия учений «Рубеж» началась с учения «Рубеж-2004»",
        ),
    ],
)
def test_facts_are_sentences_in_both_languages(
    subject: str, predicate: str, value: str, english: str, russian: str
) -> None:
    pattern = Pattern(subjects=[subject], predicates=[predicate], value=value)
    found = [fact for fact in store().facts(pattern) if fact.rank != "deprecated"]

    assert {sentence(store(), [fact], "en") for fact in found} == {english}
    assert {sentence(store(), [fact], "ru") for fact in found} == {russian}


def test_every_source_can_be_looked_up() -> None:
    assert [source.id for source in store().sources() if not source.title] == []
    assert [source.id for source in store().sources() if not source.accessed] == []


def test_the_article_is_a_source() -> None:
    article = store().source(ARTICLE)

    assert article
    assert str(article.published) == "2022-04-28"
    assert article.url.startswith("https://jscsto.odkb-csto.org/")


def test_everything_the_article_states_names_its_paragraph() -> None:
    places = [(fact.id, at) for fact in facts() for at in paragraphs(fact)]

    assert [id for id, at in places if not re.fullmatch(r"para [1-9]", at)] == []
    assert {at for _, at in places} >= {f"para {n}" for n in range(1, 8)}


def test_the_article_states_the_founding() -> None:
    (founding,) = stated("joint-staff", "created-by", "2003-04-28")

    assert founding.value == Link("collective-security-council")
    assert (founding.where, founding.rank) == ("dushanbe", "preferred")
    assert paragraphs(founding) == {"para 1"}


@pytest.mark.parametrize(
    "task",
    [
        "forming, operating and using the Troops (Collective Forces)",
        "preparing and conducting joint operational and combat training",
        "military and technical cooperation",
        "joint training of personnel and specialists for the armed forces",
        "organizing the functioning of the CSTO Crisis Response Center",
    ],
)
def test_the_article_states_the_five_tasks(task: str) -> None:
    tasks = [fact for fact in stated("joint-staff", "tasked-with") if "para 2" in paragraphs(fact)]

    assert len(tasks) == 5
    assert words(tasks).count(task) == 1


def test_the_article_attests_the_chief_on_its_day_by_a_fact_of_its_own() -> None:
    (attested,) = stated("anatoly-sidorov", "headed", "2022-04-28")

    assert attested.value == Link("joint-staff")
    assert paragraphs(attested) == {"para 3"}
    assert {citation.source for citation in attested.citations} == {ARTICLE}


@pytest.mark.parametrize(
    "component", ["crrf", "crdf-car", "collective-air-forces", "csto-peacekeeping-forces"]
)
def test_the_article_states_documents_on_four_components(component: str) -> None:
    found = stated("joint-staff", "prepared", "/2022-04-28")

    assert [paragraphs(fact) for fact in found if fact.value == Link(component)] == [{"para 4"}]
    assert sum(isinstance(fact.value, Link) for fact in found) == 4


@pytest.mark.parametrize("subject", ["logistical and medical support", "Communication Network"])
def test_the_article_states_documents_in_development(subject: str) -> None:
    found = stated("joint-staff", "prepared", "2022-04-28")

    assert words(found).count(subject) == 1


def test_the_article_states_the_trainings_of_2021_in_three_countries() -> None:
    found = stated("joint-staff", "convened", "2021")

    assert sorted(fact.where for fact in found) == ["kyrgyzstan", "russia", "tajikistan"]
    assert {at for fact in found for at in paragraphs(fact)} == {"para 6"}


def test_the_article_states_the_peacekeepers_in_kazakhstan() -> None:
    (mission,) = stated("csto-peacekeeping-forces", "took-part-in", "2022-01")

    assert mission.value == Link("kazakhstan-2022")
    assert paragraphs(mission) == {"para 6"}
