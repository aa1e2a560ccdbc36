"""Telling a fact in words: the predicate's phrase with names, figures and place."""

from collections.abc import Callable, Iterator, Sequence

from cstokb.model.fact import Fact, Link, Quantity, Value
from cstokb.model.knowledge import Knowledge
from cstokb.model.pattern import Pattern
from cstokb.model.phrase import fill
from cstokb.model.predicate import Predicate, unknown_predicate
from cstokb.model.wording import number_words

_BOUNDS_RU = {"about": "около", "over": "более", "up to": "до", "under": "менее"}


def predicate_of(knowledge: Knowledge, fact: Fact) -> Predicate:
    """The fact's predicate; a neutral one where the vocabulary lacks it."""
    return knowledge.predicates().get(fact.predicate) or unknown_predicate(fact.predicate)


def facts_where(
    knowledge: Knowledge,
    pattern: Pattern,
    wanted: Callable[[Predicate], bool],
    *,
    by_time: bool = False,
) -> Iterator[Fact]:
    """The facts that match and whose predicate is wanted; the store looks for no others.

    A predicate that the vocabulary lacks is never wanted.
    """
    known = knowledge.predicates()
    asked = [id for id in pattern.predicates if id in known] if pattern.predicates else known
    ids = tuple(id for id in asked if wanted(known[id]))
    if ids:
        yield from knowledge.facts(pattern._replace(predicates=ids), by_time=by_time)


def name_of(knowledge: Knowledge, id: str, lang: str = "en") -> str:
    """The entity's name, or the id where there is no such entity."""
    entity = knowledge.entity(id)
    return entity.name(lang) if entity else id


def value_words(knowledge: Knowledge, value: Value, lang: str = "en") -> str:
    """The value in words: a name, the text, or a figure with its unit."""
    if isinstance(value, Link):
        return name_of(knowledge, value.id, lang)
    if isinstance(value, Quantity):
        unit = value.unit_ru if lang == "ru" and value.unit_ru else value.unit
        bound = _BOUNDS_RU.get(value.bound, "") if lang == "ru" else value.bound
        return " ".join(filter(None, (bound, number_words(value.number, lang), unit)))
    return value.words(lang) if value else ""


def phrase(knowledge: Knowledge, facts: Sequence[Fact], lang: str = "en") -> str:
    """What follows the subject's name, for facts that differ in value or place only."""
    predicate = predicate_of(knowledge, facts[0])
    linked = any(fact.link for fact in facts)
    template = predicate.phrase if linked else predicate.text_phrase or predicate.phrase
    values = dict.fromkeys(value_words(knowledge, fact.value, lang) for fact in facts)
    places = dict.fromkeys(name_of(knowledge, f.where, lang) for f in facts if f.where)
    names = {"value": ", ".join(filter(None, values)), "where": ", ".join(places)}
    return fill(template.get(lang) or predicate.label.get(lang, predicate.id), names)


def sentence(knowledge: Knowledge, facts: Sequence[Fact], lang: str = "en") -> str:
    """Subject and phrase: `CSTO Joint Staff created by … in Dushanbe`."""
    name = name_of(knowledge, facts[0].subject, lang)
    joint = " — " if lang == "ru" else " "
    return f"{name}{joint}{phrase(knowledge, facts, lang)}"


def sources_of(facts: Sequence[Fact]) -> tuple[str, ...]:
    """The ids of all sources that the facts cite, each once."""
    return tuple(dict.fromkeys(c.source for fact in facts for c in fact.citations))
