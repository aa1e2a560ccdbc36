"""A small world that all tests build from: known entities, a vocabulary, and makers of facts.

Reports ask it in memory (`world`), the command line in a file (`tests.cli.stores`).
"""

from collections.abc import Iterable
from datetime import date

from cstokb.model.entity import Entity
from cstokb.model.fact import Confidence, Fact, Link, Quantity, Rank, Text, Value, fact_id
from cstokb.model.moment import Moment
from cstokb.model.period import Period
from cstokb.model.predicate import Predicate
from cstokb.model.source import Citation, Source
from cstokb.model.span import Span
from cstokb.store.memory import MemoryStore
from cstokb.store.protocol import Change

TODAY = date(2022, 4, 28)

KNOWN = {
    entity.id: entity
    for entity in (
        Entity("csto", "body", {"en": "Treaty Organization", "ru": "Организация Договора"}),
        Entity("joint-staff", "body", {"en": "Joint Staff", "ru": "Объединённый штаб"}, ("ОШ",)),
        Entity("council", "body", {"en": "Security Council", "ru": "Совет безопасности"}),
        Entity("crrf", "force", {"en": "Rapid Reaction Forces", "ru": "Силы реагирования"}),
        Entity("treaty", "document", {"en": "Collective Treaty", "ru": "Договор"}),
        Entity("charter", "document", {"en": "Charter", "ru": "Устав"}),
        Entity("rubezh", "exercise", {"en": "Frontier", "ru": "Рубеж"}),
        Entity("summit", "date", {"en": "Summit", "ru": "Саммит"}),
        Entity("armenia", "state", {"en": "Armenia", "ru": "Армения"}),
        Entity("uzbekistan", "state", {"en": "Uzbekistan", "ru": "Узбекистан"}),
        Entity("russia", "state", {"en": "Russia", "ru": "Россия"}),
        Entity("dushanbe", "place", {"en": "Dushanbe", "ru": "Душанбе"}),
        Entity("moscow", "place", {"en": "Moscow", "ru": "Москва"}),
        Entity("sidorov", "person", {"en": "Anatoly Sidorov", "ru": "Анатолий Сидоров"}),
        Entity("nikolayev", "person", {"en": "Ivan Nikolayev", "ru": "Иван Николаев"}),
        Entity("serdyukov", "person", {"en": "Andrei Serdyukov", "ru": "Андрей Сердюков"}),
    )
}

VOCABULARY = (
    Predicate(
        "founded",
        {"en": "founded", "ru": "основание"},
        {"en": "was founded[ by {value}][ in {where}]", "ru": "основание[: {value}][ ({where})]"},
        inverse_label={"en": "founder of", "ru": "основатель"},
        shape="event",
        value_type="entity",
        or_text=True,
        optional=True,
        one_value=True,
        celebrated=True,
        existence="begins",
        weight="major",
    ),
    Predicate(
        "closed",
        {"en": "closed", "ru": "закрытие"},
        {"en": "was closed[ in {where}]", "ru": "закрытие[ ({where})]"},
        shape="event",
        value_type="none",
        one_value=True,
        existence="ends",
        weight="major",
    ),
    Predicate(
        "held",
        {"en": "held", "ru": "проведение"},
        {"en": "was held[ in {where}]", "ru": "проведение[ ({where})]"},
        shape="event",
        subject_kinds=("exercise", "date"),
        value_type="none",
        one_value=True,
        celebrated=True,
        celebrated_kinds=("date",),
        existence="both",
        weight="major",
    ),
    Predicate(
        "met",
        {"en": "met", "ru": "встреча"},
        {"en": "met {value}[ in {where}]", "ru": "встреча: {value}[ ({where})]"},
        {"en": "met[: {value}][ in {where}]", "ru": "встреча[: {value}][ ({where})]"},
        inverse_label={"en": "met by", "ru": "с кем встреча"},
        shape="event",
        value_type="entity",
        or_text=True,
        optional=True,
        weight="major",
    ),
    Predicate(
        "planned",
        {"en": "planned", "ru": "план"},
        {"en": "planned: {value}", "ru": "план: {value}"},
        shape="event",
        anytime=True,
    ),
    Predicate(
        "froze",
        {"en": "froze", "ru": "замораживание"},
        {"en": "froze its part in {value}", "ru": "замораживание: {value}"},
        inverse_label={"en": "frozen by", "ru": "кто заморозил"},
        shape="event",
        value_type="entity",
        role="pause",
    ),
    Predicate(
        "member-of",
        {"en": "member of", "ru": "член"},
        {"en": "member of {value}", "ru": "член: {value}"},
        inverse_label={"en": "members", "ru": "члены"},
        shape="state",
        subject_kinds=("state",),
        value_type="entity",
        value_kinds=("body", "document"),
        role="membership",
    ),
    Predicate(
        "headed",
        {"en": "headed", "ru": "руководство"},
        {"en": "heading {value}", "ru": "руководство: {value}"},
        inverse_label={"en": "headed by", "ru": "руководители"},
        shape="state",
        subject_kinds=("person",),
        value_type="entity",
        one_subject=True,
        role="office",
    ),
    Predicate(
        "part-of",
        {"en": "part of", "ru": "в составе"},
        {"en": "part of {value}", "ru": "в составе: {value}"},
        inverse_label={"en": "parts", "ru": "части"},
        shape="state",
        value_type="entity",
        role="part",
    ),
    Predicate(
        "rests-on",
        {"en": "rests on", "ru": "основа"},
        {"en": "rests on {value}", "ru": "основа: {value}"},
        inverse_label={"en": "basis of", "ru": "основа для"},
        value_type="entity",
        role="basis",
    ),
    Predicate(
        "ratified",
        {"en": "ratified", "ru": "ратификация"},
        {"en": "ratified {value}", "ru": "ратификация: {value}"},
        inverse_label={"en": "ratified by", "ru": "ратифицировали"},
        shape="event",
        value_type="entity",
        role="ratification",
    ),
    Predicate(
        "strength",
        {"en": "strength", "ru": "численность"},
        {"en": "strength: {value}", "ru": "численность: {value}"},
        shape="state",
        value_type="number",
        one_value=True,
    ),
    Predicate(
        "motto",
        {"en": "motto", "ru": "девиз"},
        {"en": "motto: {value}", "ru": "девиз: {value}"},
    ),
)

PAPER = Source("paper", "A paper", "Press", Moment.parse("2030"), "https://example.org/a", "en")
REPORT = Source("report", "Доклад", "Совет", Moment.parse("2030-05"), "https://example.org/b", "ru")


def fact(
    subject: str,
    predicate: str,
    when: str = "",
    value: str | Value = None,
    *,
    where: str = "",
    rank: Rank = "normal",
    note: str = "",
    confidence: Confidence = "high",
    contradicts: Iterable[Fact] = (),
    sources: Iterable[str] = ("paper", "report"),
    at: str = "",
) -> Fact:
    """A fact; a plain string as value is the id of an entity, `at` where all sources say so."""
    object = Link(value) if isinstance(value, str) else value
    span = Span.parse(when) if when else None
    return Fact(
        fact_id(subject, predicate, object, span, where),
        subject,
        predicate,
        object,
        span,
        where,
        tuple(Citation(source, at) for source in sources),
        confidence,
        rank,
        note,
        tuple(rival.id for rival in contradicts),
    )


def world(
    *facts: Fact,
    entities: Iterable[Entity] = (),
    sources: Iterable[Source] = (PAPER, REPORT),
    predicates: Iterable[Predicate] = (),
) -> MemoryStore:
    """A store of the facts, the known entities they mention, and what is added to them."""
    mentioned = (KNOWN[id] for fact in facts for id in fact.mentions if id in KNOWN)
    change = Change((*mentioned, *entities), facts, tuple(sources), (*VOCABULARY, *predicates))
    return MemoryStore(change)


def day(text: str) -> date:
    """The date of an ISO day."""
    return date.fromisoformat(text)


def period(text: str) -> Period:
    """The period of some date words."""
    return Period.parse(text, today=TODAY)


__all__ = ["TODAY", "Quantity", "Text", "day", "fact", "period", "world"]
