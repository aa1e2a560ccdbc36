"""Records: how entities, facts, sources and predicates stand in a store's rows.

The only place that knows field names. A record leaves out what is empty or default; its
id is its key. Reading is strict: an unknown field or a wrong type is a `BadRecord`.
"""

from collections.abc import Callable, Iterable, Mapping
from math import isfinite
from typing import Any, TypeVar

from cstokb.errors import BadDate, Rejected
from cstokb.messages import Message
from cstokb.model.entity import KINDS, Entity, is_slug
from cstokb.model.fact import BOUNDS, CONFIDENCES, RANKS, Fact, Link, Quantity, Text, Value
from cstokb.model.moment import Moment
from cstokb.model.predicate import EXISTENCES, ROLES, SHAPES, VALUE_TYPES, WEIGHTS, Predicate
from cstokb.model.source import Citation, Source
from cstokb.model.span import Span
from cstokb.store.protocol import TABLES, Edit, Entry, Noun

FORMAT = "cstokb"
SCHEMA = 1

Record = Mapping[str, Any]
Dated = TypeVar("Dated", Moment, Span)


class BadRecord(ValueError):
    """A record that breaks the model's rules; the message says which field and how."""


def entity_from(id: str, record: Record) -> Entity:
    """The entity that a record describes; raise `BadRecord`."""
    _only(record, "kind", "names", "aliases", "summary", "summary_ru")
    if not is_slug(id):
        raise BadRecord(Message('the id "{}" is not a slug of a-z, 0-9 and -', id))
    summaries = {"en": _text(record, "summary"), "ru": _text(record, "summary_ru")}
    return Entity(
        id,
        _one_of(record, "kind", KINDS),
        _words(record, "names"),
        _texts(record, "aliases"),
        {lang: text for lang, text in summaries.items() if text},
    )


def entity_record(entity: Entity) -> dict[str, Any]:
    """The record of an entity."""
    return _compact(
        kind=entity.kind,
        names=dict(entity.names),
        aliases=list(entity.aliases),
        summary=entity.summaries.get("en", ""),
        summary_ru=entity.summaries.get("ru", ""),
    )


_FACT_FIELDS = (
    "subject",
    "predicate",
    "value",
    "value_ru",
    "value_type",
    "unit",
    "unit_ru",
    "bound",
    "when",
    "where",
    "citations",
    "confidence",
    "rank",
    "note",
    "contradicts",
)


def fact_from(id: str, record: Record) -> Fact:
    """The fact that a record describes; raise `BadRecord`."""
    _only(record, *_FACT_FIELDS)
    when = _text(record, "when")
    return Fact(
        id,
        _required(record, "subject"),
        _required(record, "predicate"),
        _value(record),
        _date(Span.parse, "when", when) if when else None,
        _text(record, "where"),
        tuple(_citation(citation) for citation in _list(record, "citations")),
        _one_of(record, "confidence", CONFIDENCES, "medium"),
        _one_of(record, "rank", RANKS, "normal"),
        _text(record, "note"),
        _texts(record, "contradicts"),
    )


def fact_record(fact: Fact) -> dict[str, Any]:
    """The record of a fact."""
    return _compact(
        subject=fact.subject,
        predicate=fact.predicate,
        **_value_fields(fact.value),
        when=str(fact.when or ""),
        where=fact.where,
        citations=[_compact(source=c.source, at=c.at, quote=c.quote) for c in fact.citations],
        confidence=fact.confidence,
        rank="" if fact.rank == "normal" else fact.rank,
        note=fact.note,
        contradicts=list(fact.contradicts),
    )


def source_from(id: str, record: Record) -> Source:
    """The source that a record describes; raise `BadRecord`."""
    _only(record, "title", "publisher", "published", "url", "language", "accessed")
    published, accessed = _text(record, "published"), _text(record, "accessed")
    return Source(
        id,
        _required(record, "title"),
        _text(record, "publisher"),
        _date(Moment.parse, "published", published) if published else None,
        _text(record, "url"),
        _text(record, "language"),
        _date(Moment.parse, "accessed", accessed) if accessed else None,
    )


def source_record(source: Source) -> dict[str, Any]:
    """The record of a source."""
    return _compact(
        title=source.title,
        publisher=source.publisher,
        published=str(source.published or ""),
        url=source.url,
        language=source.language,
        accessed=str(source.accessed or ""),
    )


_PREDICATE_WORDS = ("label", "phrase", "text_phrase", "inverse_label", "inverse_phrase")
_PREDICATE_LISTS = ("subject_kinds", "value_kinds", "celebrated_kinds", "wikidata")
_PREDICATE_FLAGS = ("or_text", "optional", "one_value", "one_subject", "celebrated", "anytime")
_PREDICATE_CHOICES = {
    "shape": (SHAPES, "plain"),
    "value_type": (VALUE_TYPES, "text"),
    "existence": (EXISTENCES, "none"),
    "weight": (WEIGHTS, "minor"),
    "role": (ROLES, ""),
}


def predicate_from(id: str, record: Record) -> Predicate:
    """The predicate that a record describes; raise `BadRecord`."""
    _only(
        record, *_PREDICATE_WORDS, *_PREDICATE_LISTS, *_PREDICATE_FLAGS, *_PREDICATE_CHOICES, "note"
    )
    fields: dict[str, Any] = {}
    for name in _PREDICATE_WORDS:
        fields[name] = _words(record, name)
    for name in _PREDICATE_LISTS:
        fields[name] = _texts(record, name)
    for name in _PREDICATE_FLAGS:
        fields[name] = _flag(record, name)
    for name, (allowed, default) in _PREDICATE_CHOICES.items():
        fields[name] = _one_of(record, name, allowed, default)
    return Predicate(id=id, note=_text(record, "note"), **fields)


def predicate_record(predicate: Predicate) -> dict[str, Any]:
    """The record of a predicate."""
    fields: dict[str, Any] = {}
    for name in _PREDICATE_WORDS:
        fields[name] = dict(getattr(predicate, name))
    for name in ("shape", "value_type", "weight", "role"):
        fields[name] = getattr(predicate, name)
    for name in _PREDICATE_LISTS:
        fields[name] = list(getattr(predicate, name))
    for name in _PREDICATE_FLAGS:
        fields[name] = getattr(predicate, name) or None
    existence = "" if predicate.existence == "none" else predicate.existence
    return _compact(**fields, existence=existence, note=predicate.note)


def entry_from(id: str, record: Record) -> Entry:
    """The log entry that a record describes; raise `BadRecord`."""
    _only(record, "at", "message", "kind", "of", "edits")
    of = record.get("of", 0)
    if not id.isdecimal() or isinstance(of, bool) or not isinstance(of, int):
        raise BadRecord("the number is none")
    return Entry(
        int(id),
        _text(record, "at"),
        _text(record, "message"),
        _one_of(record, "kind", ("change", "undo", "redo"), "change"),
        of,
        tuple(_edit(edit) for edit in _list(record, "edits")),
    )


def entry_record(entry: Entry) -> dict[str, Any]:
    """The record of a log entry."""
    return _compact(
        at=entry.at,
        message=entry.message,
        kind="" if entry.kind == "change" else entry.kind,
        of=entry.of or None,
        edits=[
            _compact(
                table=edit.table,
                id=edit.id,
                before=edit.before and WRITERS[edit.table](edit.before),
                after=edit.after and WRITERS[edit.table](edit.after),
            )
            for edit in entry.edits
        ],
    )


def log_id(entry: Entry) -> str:
    """The id under which a file's log keeps the entry: numbers that sort as texts."""
    return f"{entry.number:08}"


def _edit(record: Any) -> Edit:
    if not isinstance(record, Mapping):
        raise BadRecord("an edit is not an object")
    _only(record, "table", "id", "before", "after")
    table, id = _one_of(record, "table", TABLES), _required(record, "id")
    before, after = record.get("before"), record.get("after")
    read = READERS[table]
    return Edit(table, id, before and read(id, before), after and read(id, after))


READERS: dict[str, Callable[[str, Record], Any]] = {
    "entities": entity_from,
    "facts": fact_from,
    "log": entry_from,
    "predicates": predicate_from,
    "sources": source_from,
}
"""What reads the records of each table."""

WRITERS: dict[str, Callable[[Any], dict[str, Any]]] = {
    "entities": entity_record,
    "facts": fact_record,
    "log": entry_record,
    "predicates": predicate_record,
    "sources": source_record,
}
"""What writes the records of each table."""


def checked_record(table: str, noun: Noun) -> dict[str, Any]:
    """The noun's record; raise `Rejected` where no store could read it again."""
    record = WRITERS[table](noun)
    try:
        READERS[table](noun.id, record)
    except BadRecord as error:
        raise Rejected("{}: {}", noun.id, error, hint="nothing was changed") from None
    return record


_VALUE_FIELDS = {
    "": (),
    "entity": ("value",),
    "text": ("value", "value_ru"),
    "number": ("value", "unit", "unit_ru", "bound"),
}
"""The fields that a value of each type may have."""


def _value(record: Record) -> Value:
    kind = _one_of(record, "value_type", _VALUE_FIELDS)
    for name in ("value", "value_ru", "unit", "unit_ru", "bound"):
        if name in record and name not in _VALUE_FIELDS[kind]:
            raise BadRecord(Message('{} with the value_type "{}"', name, kind))
    if kind == "entity":
        return Link(_required(record, "value"))
    if kind == "text":
        return Text(_required(record, "value"), _text(record, "value_ru"))
    if kind == "number":
        bound = _one_of(record, "bound", ("", *BOUNDS))
        return Quantity(_number(record), _text(record, "unit"), _text(record, "unit_ru"), bound)
    return None


def _value_fields(value: Value) -> dict[str, Any]:
    if isinstance(value, Link):
        return {"value": value.id, "value_type": "entity"}
    if isinstance(value, Text):
        return {"value": value.en, "value_ru": value.ru, "value_type": "text"}
    if isinstance(value, Quantity):
        return {
            # Not every store knows a zero below zero.
            "value": value.number + 0,
            "value_type": "number",
            "unit": value.unit,
            "unit_ru": value.unit_ru,
            "bound": value.bound,
        }
    return {}


def _citation(record: Any) -> Citation:
    if not isinstance(record, dict):
        raise BadRecord("a citation is not an object")
    _only(record, "source", "at", "quote")
    return Citation(_required(record, "source"), _text(record, "at"), _text(record, "quote"))


def _compact(**fields: Any) -> dict[str, Any]:
    """The fields that say something; 0 does, and an empty text or list does not."""
    return {name: value for name, value in fields.items() if value not in (None, "", [], {})}


def _only(record: Record, *known: str) -> None:
    if not isinstance(record, Mapping):
        raise BadRecord("the record is not an object")
    unknown = next((name for name in record if name not in known), None)
    if unknown is not None:
        raise BadRecord(Message('unknown field "{}"', unknown))


def _text(record: Record, name: str) -> str:
    text = record.get(name, "")
    if not isinstance(text, str):
        raise BadRecord(Message("{} is not text", name))
    return text


def _required(record: Record, name: str) -> str:
    text = _text(record, name)
    if not text:
        raise BadRecord(Message("{} is missing", name))
    return text


def _number(record: Record) -> float:
    number = record.get("value")
    if isinstance(number, bool) or not isinstance(number, int | float):
        raise BadRecord("value is not a number")
    if isinstance(number, float) and not isfinite(number):
        raise BadRecord("value is not a finite number")
    return number


def _flag(record: Record, name: str) -> bool:
    flag = record.get(name, False)
    if not isinstance(flag, bool):
        raise BadRecord(Message("{} is neither true nor false", name))
    return flag


def _one_of(record: Record, name: str, allowed: Iterable[str], default: str = "") -> str:
    text = _text(record, name) or default
    if text not in allowed:
        raise BadRecord(
            Message('{} "{}" is none of {}', name, text, ", ".join(filter(None, allowed)))
        )
    return text


def _list(record: Record, name: str) -> list[Any]:
    items = record.get(name, [])
    if not isinstance(items, list):
        raise BadRecord(Message("{} is not a list", name))
    return items


def _texts(record: Record, name: str) -> tuple[str, ...]:
    items = _list(record, name)
    if not all(isinstance(item, str) for item in items):
        raise BadRecord(Message("{} holds something that is not text", name))
    return tuple(items)


def _words(record: Record, name: str) -> dict[str, str]:
    words = record.get(name, {})
    if not isinstance(words, dict) or not all(isinstance(w, str) for w in words.values()):
        raise BadRecord(Message("{} is not text by language", name))
    # Stores keep them in orders of their own.
    return dict(sorted(words.items()))


def _date(parse: Callable[[str], Dated], name: str, text: str) -> Dated:
    try:
        return parse(text)
    except BadDate as error:
        raise BadRecord(Message("{}: {}", name, error.message)) from None
