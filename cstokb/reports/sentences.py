"""Facts as sentences: the templates of the predicate with names, figures and places put in."""

from collections.abc import Iterable, Mapping, Sequence

from cstokb.messages import plural
from cstokb.model.dates_in_words import number_words
from cstokb.model.entity import Entity
from cstokb.model.fact import Fact, Link, Quantity, Text, Value
from cstokb.model.forms import CASES, Term, term
from cstokb.model.knowledge import Knowledge
from cstokb.model.span import OPEN
from cstokb.model.templates import fill
from cstokb.model.wordings import render, wordings
from cstokb.reports.vocabulary import predicate_of

_BOUNDS_RU = {"about": "около", "over": "более", "up to": "до", "under": "менее"}
_AND = {"en": "and", "ru": "и"}
_SUBJECT = "{subject}"

_Terms = Mapping[str, Sequence[Term]]


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
        figure = number_words(value.number, lang)
        return " ".join(filter(None, (bound, figure, _unit_after(value, lang))))
    return value.words(lang) if value else ""


def phrase(knowledge: Knowledge, facts: Sequence[Fact], lang: str = "en") -> str:
    """The sentence without its subject, or all of it where it begins with something else."""
    found = _rendered(knowledge, facts, lang)
    if found is None:
        return _colon_phrase(knowledge, facts, lang)
    template, terms, words = found
    if not template.startswith(_SUBJECT):
        return _capitalized(words)
    subject = render(_SUBJECT, terms, _AND[lang]) or ""
    return words.removeprefix(subject).lstrip(" ,;:—")


def sentence(knowledge: Knowledge, facts: Sequence[Fact], lang: str = "en") -> str:
    """What the facts say, which differ in value or place, or in their subjects.

    `Объединённый штаб ОДКБ создан Советом коллективной безопасности ОДКБ в Душанбе`; where
    a form that it needs is not known, the subject's name and the phrase of the predicate.
    """
    found = _rendered(knowledge, facts, lang)
    if found:
        return _capitalized(found[2])
    subjects = dict.fromkeys(name_of(knowledge, fact.subject, lang) for fact in facts)
    separator = " — " if lang == "ru" else " "
    return f"{', '.join(subjects)}{separator}{_colon_phrase(knowledge, facts, lang)}"


def sources_of(facts: Sequence[Fact]) -> tuple[str, ...]:
    """The ids of the sources that the facts cite, each once, in the order they are cited."""
    return tuple(dict.fromkeys(source for fact in facts for source in fact.sources))


def _unit_after(figure: Quantity, lang: str) -> str:
    """The unit in the form that follows its number."""
    forms = tuple(figure.unit_ru.split("|"))
    if lang != "ru" or len(forms) == 1 or figure.bound:
        return figure.unit_in(lang)
    return plural(figure.number, forms)


def _colon_phrase(knowledge: Knowledge, facts: Sequence[Fact], lang: str) -> str:
    """The phrase of the predicate, which needs no forms."""
    predicate = predicate_of(knowledge, facts[0])
    linked = any(fact.link for fact in facts)
    template = predicate.phrase if linked else predicate.text_phrase or predicate.phrase
    values = dict.fromkeys(value_words(knowledge, fact.value, lang) for fact in facts)
    where = dict.fromkeys(name_of(knowledge, f.where, lang) for f in facts if f.where)
    names = {"value": ", ".join(filter(None, values)), "where": ", ".join(where)}
    return fill(template.get(lang) or predicate.label.get(lang, predicate.id), names)


def _rendered(
    knowledge: Knowledge, facts: Sequence[Fact], lang: str
) -> tuple[str, _Terms, str] | None:
    """The first template that fits all the facts and whose forms are known, filled in."""
    text = predicate_of(knowledge, facts[0]).sentences.get(lang)
    if not text:
        return None
    subjects = _entities(knowledge, (fact.subject for fact in facts))
    values = _entities(knowledge, (fact.link for fact in facts))
    places = _entities(knowledge, (fact.where for fact in facts))
    terms = {
        "subject": _name_terms(subjects, lang),
        "value": [*_name_terms(values, lang), *_word_terms(knowledge, facts, lang)],
        "where": _name_terms(places, lang),
    }
    sides, tense = _sides(facts), _tense(facts)
    for template in (
        wording.template
        for side in sides
        for wording in wordings(text)
        if wording.side == side
        and wording.tense in ("", tense)
        and _is_meant_for(wording.subject, subjects)
        and _is_meant_for(wording.value, values)
    ):
        words = render(template, terms, _AND[lang])
        if words is not None:
            return template, terms, words
    return None


def _entities(knowledge: Knowledge, ids: Iterable[str]) -> dict[str, Entity | None]:
    return {id: knowledge.entity(id) for id in ids if id}


def _sides(facts: Sequence[Fact]) -> tuple[str, ...]:
    """The sides of the templates that take the values of all the facts."""
    kinds = {type(fact.value) for fact in facts}
    if kinds <= {Link, type(None)}:
        return ("linked",)
    if kinds == {Quantity}:
        return ("number", "text")
    return ("text",) if kinds <= {Text, Quantity} else ()


def _tense(facts: Sequence[Fact]) -> str:
    lasting = all(fact.when is None or fact.when.end == OPEN for fact in facts)
    return "now" if lasting else "past"


def _is_meant_for(kinds_or_ids: frozenset[str], entities: Mapping[str, Entity | None]) -> bool:
    return not kinds_or_ids or all(
        id in kinds_or_ids or (entity is not None and entity.kind in kinds_or_ids)
        for id, entity in entities.items()
    )


def _name_terms(entities: Mapping[str, Entity | None], lang: str) -> list[Term]:
    return [_name_term(id, entity, lang) for id, entity in entities.items()]


def _name_term(id: str, entity: Entity | None, lang: str) -> Term:
    """An entity in a sentence. English names need no forms; they are singular, and in places."""
    name = entity.name(lang) if entity else id
    found = term(name, entity.forms.get(lang, "") if entity else "")
    if lang != "en":
        return found
    inside = found.forms[""]
    forms = {**dict.fromkeys(CASES, inside), "loc": f"in {inside}", "bare": name, **found.forms}
    return Term(forms, found.agrees or "sg")


def _word_terms(knowledge: Knowledge, facts: Sequence[Fact], lang: str) -> list[Term]:
    """The values that are words or figures."""
    values = dict.fromkeys(fact.value for fact in facts if not fact.link)
    return [
        _word_term(
            value_words(knowledge, value, lang),
            value.ru_case if isinstance(value, Text) and lang == "ru" else "",
        )
        for value in values
        if value
    ]


def _word_term(words: str, cased: str) -> Term:
    """Words as they are, and in the case that the predicate needs, if that is known."""
    forms = dict.fromkeys(CASES, words if cased == "=" else cased) if cased else {}
    return Term({**forms, "": words})


def _capitalized(text: str) -> str:
    return text[:1].upper() + text[1:]
