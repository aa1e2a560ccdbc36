"""A small world to read about: a few entities of each kind, and the shipped vocabulary."""

from datetime import date
from functools import cache
from typing import Any

from cstokb.model.article import Article, Draft, Reading, Sentence
from cstokb.model.entity import Entity
from cstokb.reading import read
from cstokb.reading.drafts import Vocabulary
from cstokb.reading.names import Lexicon
from cstokb.store.shipped import shipped_store

PUBLISHED = date(2012, 12, 19)
"""A Wednesday."""

_ENTITIES: tuple[tuple[Any, ...], ...] = (
    (
        "csto",
        "body",
        "Collective Security Treaty Organization",
        "Организация Договора о коллективной безопасности",
        "CSTO",
        "ОДКБ",
    ),
    ("joint-staff", "body", "CSTO Joint Staff", "Объединённый штаб ОДКБ", "Joint Staff"),
    (
        "joint-staff-chief",
        "body",
        "Chief of the CSTO Joint Staff",
        "Начальник Объединённого штаба ОДКБ",
    ),
    ("secretary-general", "body", "CSTO Secretary General", "Генеральный секретарь ОДКБ"),
    (
        "council-of-defence-ministers",
        "body",
        "CSTO Council of Defence Ministers",
        "Совет министров обороны ОДКБ",
        "Defence ministers",
    ),
    (
        "collective-security-council",
        "body",
        "CSTO Collective Security Council",
        "Совет коллективной безопасности ОДКБ",
        "Collective Security Council",
    ),
    (
        "crrf",
        "force",
        "CSTO Collective Rapid Reaction Forces",
        "Коллективные силы оперативного реагирования ОДКБ",
        "CRRF",
        "КСОР",
        "Collective Rapid Reaction Forces",
    ),
    (
        "collective-security-treaty",
        "document",
        "Collective Security Treaty",
        "Договор о коллективной безопасности",
    ),
    ("search", "exercise", "Search exercise series", "Серия учений «Поиск»", "Search", "Поиск"),
    ("search-2012", "exercise", "Search-2012", "Учение «Поиск-2012»", "Поиск-2012"),
    ("rubezh-2012", "exercise", "Rubezh-2012", "Учение «Рубеж-2012»", "Рубеж-2012"),
    ("andrey-serov", "person", "Andrey Serov", "Андрей Серов", "Serov", "Серов"),
    ("nikolai-orlov", "person", "Nikolai Orlov", "Николай Орлов", "Orlov", "Орлов"),
    ("armenia", "state", "Armenia", "Армения", "Republic of Armenia"),
    ("belarus", "state", "Belarus", "Беларусь", "Белоруссия"),
    ("kazakhstan", "state", "Kazakhstan", "Казахстан"),
    ("russia", "state", "Russia", "Россия", "РФ"),
    ("tajikistan", "state", "Tajikistan", "Таджикистан"),
    ("moscow", "place", "Moscow", "Москва"),
    ("dushanbe", "place", "Dushanbe", "Душанбе"),
    ("bereg", "place", "Bereg range", "Полигон «Берег»", "Bereg", "Берег"),
)

_FOR_READING: dict[str, dict[str, Any]] = {
    "csto": {"shorthand": ("Organization", "Организация")},
    "secretary-general": {"shorthand": ("генсек",), "held_as": "served-as"},
    "joint-staff-chief": {"held_as": "headed", "held_of": "joint-staff"},
    "bereg": {"common_word": True},
}

ENTITIES = tuple(
    Entity(id, kind, {"en": en, "ru": ru}, tuple(aliases), **_FOR_READING.get(id, {}))
    for id, kind, en, ru, *aliases in _ENTITIES
)


@cache
def lexicon() -> Lexicon:
    return Lexicon.of(ENTITIES)


@cache
def vocabulary() -> Vocabulary:
    return Vocabulary.of(shipped_store().predicates())


def read_text(*paragraphs: str, language: str = "", published: date | None = PUBLISHED) -> Reading:
    """What is read in the paragraphs, in Russian if the first has a Russian letter."""
    russian = any("а" <= letter <= "я" for letter in "".join(paragraphs).lower())
    language = language or ("ru" if russian else "en")
    article = Article("", paragraphs, published=published, language=language)
    return read(article, lexicon(), vocabulary())


def sentences(*paragraphs: str) -> tuple[Sentence, ...]:
    return read_text(*paragraphs).sentences


def drafts(*paragraphs: str, published: date | None = PUBLISHED) -> list[Draft]:
    reading = read_text(*paragraphs, published=published)
    return [draft for sentence in reading.sentences for draft in sentence.drafts]


def stated(*paragraphs: str) -> list[str]:
    """Each draft as `subject predicate value when where`, without what it has not."""
    return [in_words(draft) for draft in drafts(*paragraphs)]


def in_words(draft: Draft) -> str:
    fact = draft.fact
    value = fact.link or (str(fact.value[0]) if fact.value else "")
    parts = (fact.subject, fact.predicate, value, str(fact.when or ""), fact.where)
    return " ".join(part for part in parts if part)
