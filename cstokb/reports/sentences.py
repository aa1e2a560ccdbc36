"""Facts as sentences: the phrase of the predicate with names, figures and places filled in."""

from collections.abc import Sequence

from cstokb.model.dates_in_words import number_words
from cstokb.model.fact import Fact, Link, Quantity, Value
from cstokb.model.knowledge import Knowledge
from cstokb.model.templates import fill
from cstokb.reports.vocabulary import predicate_of

_BOUNDS_RU = {"about": "около", "over": "более", "up to": "до", "under": "менее"}


def name_of(knowledge: Knowledge, id: str, lang: str = "en") -> str:
    """The name of the entity; its id if there is no such entity."""
    entity = knowledge.entity(id)
    return entity.name(lang) if entity else id


def value_words(knowledge: Knowledge, value: Value, lang: str = "en") -> str:
    """The value in words: a name, the text, or a figure with its bound and unit."""
    if isinstance(value, Link):
        return name_of(knowledge, value.id, lang)
    if isinstance(value, Quantity):
        bound = _BOUNDS_RU.get(value.bound, "") if lang == "ru" else value.bound
        return " ".join(
            filter(None, (bound, number_words(value.number, lang), value.unit_in(lang)))
        )
    return value.words(lang) if value else ""


def phrase(knowledge: Knowledge, facts: Sequence[Fact], lang: str = "en") -> str:
    """The predicate of the sentence for facts that differ in value or place only."""
    predicate = predicate_of(knowledge, facts[0])
    linked = any(fact.link for fact in facts)
    template = predicate.phrase if linked else predicate.text_phrase or predicate.phrase
    values = dict.fromkeys(value_words(knowledge, fact.value, lang) for fact in facts)
    where = dict.fromkeys(name_of(knowledge, f.where, lang) for f in facts if f.where)
    names = {"value": ", ".join(filter(None, values)), "where": ", ".join(where)}
    return fill(template.get(lang) or predicate.label.get(lang, predicate.id), names)


def sentence(knowledge: Knowledge, facts: Sequence[Fact], lang: str = "en") -> str:
    """The subject's name and the phrase: `CSTO Joint Staff created by … in Dushanbe`."""
    return named_sentence(knowledge, name_of(knowledge, facts[0].subject, lang), facts, lang)


def named_sentence(knowledge: Knowledge, name: str, facts: Sequence[Fact], lang: str = "en") -> str:
    """The sentence with that name for its subject."""
    separator = " — " if lang == "ru" else " "
    return f"{name}{separator}{phrase(knowledge, facts, lang)}"


def sources_of(facts: Sequence[Fact]) -> tuple[str, ...]:
    """The ids of the sources that the facts cite, each once, in the order they are cited."""
    return tuple(dict.fromkeys(source for fact in facts for source in fact.sources))
