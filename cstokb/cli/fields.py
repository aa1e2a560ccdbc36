"""Records as editable fields, and edited fields as a change."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from cstokb.errors import Rejected, StoreBusy, UnknownName, UsageError
from cstokb.messages import Message
from cstokb.model.entity import Entity
from cstokb.model.fact import Fact, Link, citations_of, fact_id, replaced
from cstokb.model.fields import BadRecord
from cstokb.model.figure import read_figure
from cstokb.model.knowledge import Knowledge, existing
from cstokb.model.record import ENTITY, FACT, SOURCE, Noun, from_row, to_record
from cstokb.model.rules import normalized
from cstokb.model.source import Source
from cstokb.reports.pointing import pointed
from cstokb.reports.resolve import resolve_entity
from cstokb.store.protocol import Change

_EDITED_AS: Mapping[str, tuple[str, ...]] = {
    "names": ("name", "name_ru"),
    "value": ("value", "value_ru"),
    "value_ru": (),
    "subject": (),
    "contradicts": (),
    "citations": (),
    "merged_into": (),
    "common_word": (),
}
"""The fields, as they are edited, of the keys that are not edited as they are."""

FIELDS = {
    codec.table: (
        *(field for key in codec.parts.keys for field in _EDITED_AS.get(key, (key,))),
        *(("sources",) if codec is FACT else ()),
    )
    for codec in (ENTITY, FACT, SOURCE)
}
"""What of each table can be edited, in the order of the template."""


def found(knowledge: Knowledge, words: Sequence[str], lang: str) -> tuple[str, Noun]:
    """The record that the words name, with its table.

    They are an id or a name, or point to a fact: an entity, a predicate, perhaps a number.
    Raise `UnknownName`, or `AmbiguousFact` in that language.
    """
    word, *pointer = words
    if pointer:
        facts = pointed(knowledge, resolve_entity(knowledge, word), pointer, lang)
        if len(facts) > 1:
            raise UsageError("one fact at a time", hint="name one number")
        return "facts", facts[0]
    for table in ("facts", "sources"):
        noun = existing(knowledge, table, word)
        if noun is not None:
            return table, noun
    if word.count(".") == 2:
        raise UnknownName("fact", word)
    return "entities", resolve_entity(knowledge, word)


def fields_of(table: str, noun: Noun) -> dict[str, str]:
    """The record's fields as text, all that can be edited."""
    record = to_record(noun)
    if isinstance(noun, Entity):
        record["name"], record["name_ru"] = (noun.names.get(lang, "") for lang in ("en", "ru"))
    if isinstance(noun, Fact):
        record["sources"] = [_label(citation) for citation in record.get("citations", [])]
    return {field: _text(record.get(field, "")) for field in FIELDS[table]}


def changed(knowledge: Knowledge, table: str, noun: Noun, edited: dict[str, str]) -> Change:
    """The change that gives the record those fields; raise `UsageError` or `Rejected`.

    A fact whose content changes becomes another fact: the old one is deprecated.
    """
    edited = normalized(edited)
    for field in edited:
        if field not in FIELDS[table]:
            raise _no_field(field, table, noun.id)
    try:
        new = from_row(table, noun.id, _with(to_record(noun), edited))
    except BadRecord as error:
        raise Rejected("{}: {}", noun.id, error, hint="nothing was changed") from None
    if isinstance(noun, Fact):
        named = _with_ids(knowledge, new, edited)
        return Change(facts=_facts(knowledge, noun, named))
    return Change(sources=(new,)) if isinstance(noun, Source) else Change(entities=(new,))


def require_unchanged(
    before: Mapping[str, str], table: str, noun: Noun, edited: Iterable[str]
) -> None:
    """Raise `StoreBusy` if one of the edited fields is not as it was `before`."""
    after = fields_of(table, noun)
    if any(before[field] != after[field] for field in edited if field in before):
        raise StoreBusy("{} was changed meanwhile", noun.id, hint="try again")


def _no_field(field: str, table: str, id: str) -> UsageError:
    hint = Message("fields: {}", ", ".join(FIELDS[table]))
    if table == "entities" and field in FIELDS["facts"]:
        hint = Message("{} is a field of its facts: cstokb set {} PREDICATE {}=…", field, id, field)
    return UsageError('no field "{}"', field, hint=hint)


def _with_ids(knowledge: Knowledge, fact: Fact, edited: Mapping[str, str]) -> Fact:
    """The fact, names that were given for its value and place taken for what they name."""
    if "value" in edited and fact.link:
        fact = fact._replace(value=Link(resolve_entity(knowledge, fact.link).id))
    if edited.get("where"):
        fact = fact._replace(where=resolve_entity(knowledge, fact.where).id)
    return fact


def _facts(knowledge: Knowledge, old: Fact, new: Fact) -> tuple[Fact, ...]:
    id = fact_id(new.subject, new.predicate, new.value, new.when, new.where)
    if id == old.id:
        return (new,)
    there = knowledge.fact(id)
    if there:
        # That statement is there already: its sources stay.
        new = new._replace(citations=citations_of(there, new))
    return (new._replace(id=id), replaced(old, id))


def _with(record: dict[str, Any], edited: dict[str, str]) -> dict[str, Any]:
    """The record with those fields, as they were edited."""
    for field, text in edited.items():
        if field in ("name", "name_ru"):
            lang = "ru" if field == "name_ru" else "en"
            record["names"] = {**record.get("names", {}), lang: text}
        elif field in ("aliases", "shorthand"):
            record[field] = _parts(text)
        elif field == "sources":
            before = {_label(cited): cited for cited in record.get("citations", [])}
            record["citations"] = [before.get(part) or _citation(part) for part in _parts(text)]
        elif field == "value":
            record[field] = _value(record.get("value_type", ""), text)
        else:
            record[field] = text
    return record


def _value(kind: str, text: str) -> str | float:
    if kind != "number":
        return text
    return read_figure(text).number


def _label(citation: dict[str, str]) -> str:
    """The citation as it is edited; its quote is not."""
    return f"{citation['source']} {citation.get('at', '')}".strip()


def _citation(text: str) -> dict[str, str]:
    source, _, at = text.partition(" ")
    return {"source": source, "at": at.strip()}


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()]


def _text(value: Any) -> str:
    return "; ".join(map(str, value)) if isinstance(value, list) else str(value)
