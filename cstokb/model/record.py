"""Records: how entities, facts, sources and predicates stand in JSON, and their rules.

The only place that lists their fields, in the order in which the nouns have them.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Generic, TypeVar

from cstokb.errors import Rejected
from cstokb.messages import Message
from cstokb.model.entity import KINDS, NO_WORDS, Entity, is_slug
from cstokb.model.fact import BOUNDS, CONFIDENCES, RANKS, Fact, Link, Quantity, Text
from cstokb.model.fields import (
    BadRecord,
    Field,
    Parts,
    Record,
    choice_field,
    date_field,
    flag_field,
    list_field,
    number_field,
    text_field,
    texts_field,
    words_field,
)
from cstokb.model.moment import Moment
from cstokb.model.predicate import (
    EXISTENCES,
    OCCASIONS,
    POSTS,
    ROLES,
    SHAPES,
    SIDES,
    TIMES_OF,
    TRIGGER_LANGUAGES,
    TRIGGER_VALUES,
    VALUE_TYPES,
    WEIGHTS,
    Predicate,
    Trigger,
)
from cstokb.model.source import Citation, Source
from cstokb.model.span import Span

Noun = Entity | Fact | Source | Predicate
AnyNoun = TypeVar("AnyNoun", bound=Noun)


class Codec(Generic[AnyNoun]):
    """One noun: its word, the table of stores and files that it stands in, its fields."""

    def __init__(
        self, noun: str, table: str, make: type[AnyNoun], *fields: Field, id_is_slug: bool = False
    ) -> None:
        self.noun = noun
        self.table = table
        self.make = make
        self.parts = Parts(make, *fields)
        self._id_is_slug = id_is_slug

    def read(self, id: str, record: Record) -> AnyNoun:
        """The noun that a record describes; raise `BadRecord`."""
        noun = self.parts.read(record, id)
        if wrong := self.id_problem(id):
            raise BadRecord(wrong)
        return noun

    def id_problem(self, id: str) -> Message | None:
        """What is wrong with the id, or None."""
        if not self._id_is_slug or is_slug(id):
            return None
        return Message('the id "{}" is not a slug of a-z, 0-9 and -', id)


def _value_field() -> Field:
    """The value of a fact, which is of one of several types, or missing."""
    keys = ("value", "value_type", "value_ru", "unit", "unit_ru", "bound")
    types: Mapping[str, Parts[Any]] = {
        "": Parts(type(None)),
        "entity": Parts(Link, text_field("value", required=True)),
        "text": Parts(Text, text_field("value", required=True), text_field("value_ru")),
        "number": Parts(
            Quantity,
            number_field("value"),
            text_field("unit"),
            text_field("unit_ru"),
            choice_field("bound", BOUNDS),
        ),
    }
    strangers = {
        name: tuple(key for key in keys if key not in ("value_type", *parts.keys))
        for name, parts in types.items()
    }
    by_class = {parts.make: (name, parts) for name, parts in types.items() if name}
    which = choice_field("value_type", (*types,))

    def read(record: Record) -> Any:
        name = which.read(record)
        for key in strangers[name]:
            if key in record:
                raise BadRecord(Message('{} with the value_type "{}"', key, name))
        return types[name].read_among(record)

    def problem(value: Any) -> Message | None:
        if value is None:
            return None
        if type(value) not in by_class:
            return Message("value is neither an entity nor text nor a number")
        return next(by_class[type(value)][1].problems(value), None)

    def row(value: Any) -> dict[str, Any]:
        row: dict[str, Any] = dict.fromkeys(keys)
        if value is not None:
            name, parts = by_class[type(value)]
            row |= {"value_type": name, **parts.row(value)}
        return row

    def record(value: Any) -> dict[str, Any]:
        name, parts = by_class[type(value)]
        return {"value_type": name, **parts.record(value)}

    return Field(keys, read, problem, row, record, None)


def _summaries_field() -> Field:
    """Summaries by language, each under a key of its own."""
    keys = {"en": "summary", "ru": "summary_ru"}
    texts = {lang: text_field(key) for lang, key in keys.items()}

    def read(record: Record) -> Any:
        return {lang: summary for lang, text in texts.items() if (summary := text.read(record))}

    def problem(value: Any) -> Message | None:
        if not isinstance(value, Mapping) or not value.keys() <= keys.keys():
            return Message("{} is not text by language", "summary")
        return next(filter(None, (texts[lang].problem(value[lang]) for lang in value)), None)

    def row(value: Any) -> dict[str, Any]:
        return {key: value.get(lang) or None for lang, key in keys.items()}

    def record(value: Any) -> dict[str, Any]:
        return {key: value[lang] for lang, key in keys.items() if value.get(lang)}

    return Field((*keys.values(),), read, problem, row, record, NO_WORDS)


ENTITY = Codec(
    "entity",
    "entities",
    Entity,
    choice_field("kind", KINDS),
    words_field("names"),
    texts_field("aliases"),
    _summaries_field(),
    texts_field("shorthand"),
    flag_field("common_word"),
    text_field("held_as"),
    text_field("held_of"),
    id_is_slug=True,
)
FACT = Codec(
    "fact",
    "facts",
    Fact,
    text_field("subject", required=True),
    text_field("predicate", required=True),
    _value_field(),
    date_field("when", Span.parse, "/"),
    text_field("where"),
    list_field(
        "citations",
        Parts(Citation, text_field("source", required=True), text_field("at"), text_field("quote")),
        "a citation",
    ),
    choice_field("confidence", CONFIDENCES, "medium", stated=True),
    choice_field("rank", RANKS, "normal"),
    text_field("note"),
    texts_field("contradicts"),
    text_field("note_ru"),
    text_field("reading"),
)
SOURCE = Codec(
    "source",
    "sources",
    Source,
    text_field("title", required=True),
    text_field("publisher"),
    date_field("published", Moment.parse),
    text_field("url"),
    text_field("language"),
    date_field("accessed", Moment.parse),
)
PREDICATE = Codec(
    "predicate",
    "predicates",
    Predicate,
    words_field("label"),
    words_field("phrase"),
    words_field("text_phrase"),
    words_field("inverse_label"),
    words_field("inverse_phrase"),
    choice_field("shape", SHAPES, "plain", stated=True),
    texts_field("subject_kinds"),
    choice_field("value_type", VALUE_TYPES, "text", stated=True),
    texts_field("value_kinds"),
    flag_field("or_text"),
    flag_field("optional"),
    flag_field("one_value"),
    flag_field("one_subject"),
    flag_field("celebrated"),
    texts_field("celebrated_kinds"),
    choice_field("existence", EXISTENCES, "none"),
    flag_field("anytime"),
    choice_field("weight", WEIGHTS, "minor", stated=True),
    choice_field("role", ROLES, empty=""),
    choice_field("occasion", OCCASIONS, empty=""),
    texts_field("wikidata"),
    text_field("note", empty=""),
    choice_field("time_of", TIMES_OF, empty=""),
    list_field(
        "triggers",
        Parts(
            Trigger,
            choice_field("lang", TRIGGER_LANGUAGES, stated=True),
            text_field("words", required=True),
            choice_field("subject", SIDES, "before"),
            choice_field("value", TRIGGER_VALUES, "after"),
            words_field("text"),
            flag_field("list"),
            flag_field("needs_date"),
        ),
        "a trigger",
    ),
    choice_field("post", POSTS, empty=""),
    text_field("ahead", empty=""),
    texts_field("rules_out"),
)

CODECS: Mapping[str, Codec[Any]] = {
    codec.table: codec for codec in (ENTITY, FACT, SOURCE, PREDICATE)
}
"""The codec of each table."""

_BY_CLASS: Mapping[type, Codec[Any]] = {codec.make: codec for codec in CODECS.values()}


def table_of(noun: Noun) -> str:
    """The table that the noun stands in."""
    return _BY_CLASS[type(noun)].table


def from_record(table: str, id: str, record: Record) -> Any:
    """The noun that a record of that table describes; raise `BadRecord`."""
    return CODECS[table].read(id, record)


def to_record(noun: Noun) -> dict[str, Any]:
    """The noun as stores keep it under its id: without what is empty or default."""
    return _BY_CLASS[type(noun)].parts.record(noun[1:])


def to_row(noun: Noun) -> dict[str, Any]:
    """The noun with every field, as exports and answers have it; what is empty is None."""
    return {"id": noun.id, **_BY_CLASS[type(noun)].parts.row(noun[1:])}


def from_row(table: str, id: str, row: Record) -> Any:
    """The noun of a row without its id: what is null or empty is left out; as `from_record`."""
    filled = {key: _filled(part) for key, part in row.items() if part not in (None, "", [], {})}
    return from_record(table, id, filled)


def _filled(json: Any) -> Any:
    """The JSON without what is null or empty text in its objects."""
    if isinstance(json, dict):
        return {key: part for key, part in json.items() if part not in (None, "")}
    return [_filled(part) for part in json] if isinstance(json, list) else json


def problems(noun: Noun) -> Iterator[Message]:
    """The rules of the model that the noun breaks."""
    codec = _BY_CLASS[type(noun)]
    if wrong := codec.id_problem(noun.id):
        yield wrong
    yield from codec.parts.problems(noun[1:])


def require_valid(noun: Noun) -> None:
    """Raise `Rejected` for a noun that breaks a rule; every store asks before it writes."""
    if wrong := next(problems(noun), None):
        raise Rejected("{}: {}", noun.id, wrong, hint="nothing was changed")
