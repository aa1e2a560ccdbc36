"""Records as editable fields, and edited fields as a change."""

from collections.abc import Mapping
from typing import Any

from cstokb.cli.session import Session
from cstokb.errors import Rejected, UnknownName, UsageError
from cstokb.messages import Message
from cstokb.model.entity import Entity
from cstokb.model.fact import Fact, citations_of, fact_id, replaced
from cstokb.model.fields import BadRecord
from cstokb.model.figure import read_figure
from cstokb.model.knowledge import existing
from cstokb.model.record import ENTITY, FACT, SOURCE, Noun, from_row, to_record
from cstokb.model.rules import normalized
from cstokb.model.source import Source
from cstokb.reports.resolve import resolve_entity
from cstokb.store.protocol import Change

_EDITED_AS: Mapping[str, tuple[str, ...]] = {
    "names": ("name", "name_ru"),
    "value": ("value", "value_ru"),
    "value_ru": (),
    "subject": (),
    "contradicts": (),
    "citations": (),
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


def found(session: Session, word: str) -> tuple[str, Noun]:
    """The record that the word names, with its table; raise `UnknownName`."""
    for table in ("facts", "sources"):
        noun = existing(session.knowledge, table, word)
        if noun is not None:
            return table, noun
    if word.count(".") == 2:
        raise UnknownName("fact", word)
    return "entities", resolve_entity(session.knowledge, word)


def fields_of(table: str, noun: Noun) -> dict[str, str]:
    """The record's fields as text, all that can be edited."""
    record = to_record(noun)
    if isinstance(noun, Entity):
        record["name"], record["name_ru"] = (noun.names.get(lang, "") for lang in ("en", "ru"))
    if isinstance(noun, Fact):
        record["sources"] = [_label(citation) for citation in record.get("citations", [])]
    return {field: _text(record.get(field, "")) for field in FIELDS[table]}


def changed(session: Session, word: str, edited: dict[str, str]) -> Change:
    """The change that gives the record those fields; raise `UsageError` or `Rejected`.

    A fact whose content changes becomes another fact: the old one is deprecated.
    """
    table, noun = found(session, word)
    edited = normalized(edited)
    for field in edited:
        if field not in FIELDS[table]:
            raise UsageError(
                'no field "{}"', field, hint=Message("fields: {}", ", ".join(FIELDS[table]))
            )
    try:
        new = from_row(table, noun.id, _with(to_record(noun), edited))
    except BadRecord as error:
        raise Rejected("{}: {}", noun.id, error, hint="nothing was changed") from None
    if isinstance(noun, Fact):
        return Change(facts=_facts(session, noun, new))
    return Change(sources=(new,)) if isinstance(noun, Source) else Change(entities=(new,))


def _facts(session: Session, old: Fact, new: Fact) -> tuple[Fact, ...]:
    id = fact_id(new.subject, new.predicate, new.value, new.when, new.where)
    if id == old.id:
        return (new,)
    same = session.knowledge.fact(id)
    if same:
        # That statement is there already: its sources stay.
        new = new._replace(citations=citations_of(same, new))
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
