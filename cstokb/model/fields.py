"""Fields: what a field of a noun holds, how JSON has it, and the rule that it keeps.

Reading is strict: nothing is repaired, and a wrong type is a `BadRecord`. The same rule is
asked of a value that a noun has already.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from math import isfinite
from typing import Any, Generic, NamedTuple, TypeVar

from cstokb.errors import BadDate
from cstokb.messages import Message
from cstokb.model.entity import NO_WORDS

Record = Mapping[str, Any]
"""A noun as an object of JSON, without its id, and without what is empty or default."""

Made = TypeVar("Made")


class BadRecord(ValueError):
    """A record that breaks the model's rules; the message says which field and how."""


class Field(NamedTuple):
    """A value of a noun, and the keys under which JSON has it.

    `read` takes the whole record and raises `BadRecord`. `problem` is the rule of the
    value: what is wrong with it, or None. `row` gives every key, None where it is empty;
    `record` gives the keys that say something, of a value other than `default`.
    """

    keys: tuple[str, ...]
    read: Callable[[Record], Any]
    problem: Callable[[Any], Message | None]
    row: Callable[[Any], dict[str, Any]]
    record: Callable[[Any], dict[str, Any]]
    default: object


class Parts(Generic[Made]):
    """A NamedTuple made of fields: `make` takes their values in their order."""

    def __init__(self, make: type[Made], *fields: Field) -> None:
        self.make = make
        self.keys = tuple(key for field in fields for key in field.keys)
        self._fields = fields
        self._known = frozenset(self.keys)
        self._readers = tuple(field.read for field in fields)

    def read(self, record: Any, *before: object, what: str = "the record") -> Made:
        """What the record describes, made of the values `before` and its own."""
        # A plain dict is known much faster than a mapping.
        if not isinstance(record, dict) and not isinstance(record, Mapping):
            raise BadRecord(Message("{} is not an object", Message(what)))
        if not self._known.issuperset(record):
            unknown = next(key for key in record if key not in self._known)
            raise BadRecord(Message('unknown field "{}"', unknown))
        return self.read_among(record, *before)

    def read_among(self, record: Record, *before: object) -> Made:
        """The same where the record has other keys, too."""
        return self.make(*before, *[read(record) for read in self._readers])

    def problems(self, values: Iterable[Any]) -> Iterator[Message]:
        """The rules that the values of the fields break."""
        pairs = zip(self._fields, values, strict=True)
        return filter(None, (field.problem(value) for field, value in pairs))

    def row(self, values: Iterable[Any]) -> dict[str, Any]:
        """Every key of every field."""
        row: dict[str, Any] = {}
        for field, value in zip(self._fields, values, strict=True):
            row |= field.row(value)
        return row

    def record(self, values: Iterable[Any]) -> dict[str, Any]:
        """The keys that say something."""
        record: dict[str, Any] = {}
        for field, value in zip(self._fields, values, strict=True):
            if value != field.default:
                record |= field.record(value)
        return record


def not_text(key: str, value: object) -> Message:
    """That the value is no text; YAML and JSON take what has no quotes for something else."""
    if isinstance(value, bool | int | float):
        return Message("{} is not text: put it in quotes", key)
    return Message("{} is not text", key)


def text_field(key: str, *, required: bool = False, empty: str | None = None) -> Field:
    """Text; where there is none, a row has `empty`."""

    def problem(value: Any) -> Message | None:
        if not isinstance(value, str):
            return not_text(key, value)
        return Message("{} is missing", key) if required and not value else None

    def read(record: Record) -> Any:
        text = record.get(key, "")
        # Most fields are text, and a call each would be a tenth of the time of reading.
        if isinstance(text, str) and (text or not required):
            return text
        raise BadRecord(problem(text))

    def row(value: Any) -> dict[str, Any]:
        return {key: value or empty}

    return Field((key,), read, problem, row, row, "")


def choice_field(
    key: str,
    words: Sequence[str],
    default: str = "",
    *,
    stated: bool = False,
    empty: str | None = None,
) -> Field:
    """One of the words. A record that lacks it means the default, which may be `stated`."""

    def problem(value: Any) -> Message | None:
        if not isinstance(value, str):
            return not_text(key, value)
        if value in words:
            return None
        return Message('{} "{}" is none of {}', key, value, ", ".join(filter(None, words)))

    def read(record: Record) -> Any:
        word = record.get(key, default)
        if word in words:
            return word
        if word == "" and default:
            return default
        raise BadRecord(problem(word))

    def row(value: Any) -> dict[str, Any]:
        return {key: value or empty}

    return Field((key,), read, problem, row, row, None if stated else default)


def flag_field(key: str) -> Field:
    """True or false; a record leaves out what is false."""

    def problem(value: Any) -> Message | None:
        known = isinstance(value, bool)
        return None if known else Message("{} is neither true nor false", key)

    return _field(key, False, problem, bool)


def number_field(key: str) -> Field:
    """A finite number, never left out."""

    def problem(value: Any) -> Message | None:
        if isinstance(value, bool) or not isinstance(value, int | float):
            return Message("{} is not a number", key)
        finite = isinstance(value, int) or isfinite(value)
        return None if finite else Message("{} is not a finite number", key)

    def read(record: Record) -> Any:
        number = record.get(key)
        if wrong := problem(number):
            raise BadRecord(wrong)
        return number

    def row(value: Any) -> dict[str, Any]:
        # Not every store knows a zero below zero.
        return {key: value + 0}

    return Field((key,), read, problem, row, row, None)


def texts_field(key: str) -> Field:
    """Texts: a list in JSON, a tuple in a noun."""

    def problem(value: Any) -> Message | None:
        if not isinstance(value, tuple):
            return Message("{} is not a list", key)
        if not all(isinstance(item, str) for item in value):
            return Message("{} holds something that is not text", key)
        return None

    def parse(items: Any) -> Any:
        return tuple(items) if isinstance(items, list) else items

    return _field(key, (), problem, list, parse)


def words_field(key: str) -> Field:
    """Text by language, sorted: stores keep the languages in orders of their own."""

    def problem(value: Any) -> Message | None:
        if isinstance(value, Mapping) and all(
            isinstance(part, str) for pair in value.items() for part in pair
        ):
            return None
        return Message("{} is not text by language", key)

    def plain(words: Any) -> Any:
        return dict(sorted(words.items()))

    def parse(words: Any) -> Any:
        # Languages that are no text have no order, and are refused.
        return words if problem(words) else plain(words)

    return _field(key, NO_WORDS, problem, plain, parse)


def date_field(key: str, parse: Callable[[str], Any], mark: str = "") -> Field:
    """A time in EDTF, or None; the parser of the notation knows what is a date.

    `mark` stands between the ends of an interval, if the parser takes one.
    """

    def parsed(text: str) -> Any:
        try:
            return parse(text) if text else None
        except BadDate as error:
            # lazy: 1 ms, and only a refusal needs it
            from cstokb.model.near_dates import advice, better_refusal, near_date

            refusal = better_refusal(error, text, mark).text
            near = near_date(text)
            hint = advice(near, mark) if near else None
            reason = Message("{}; {}", refusal, hint) if hint else refusal
            raise BadRecord(Message("{}: {}", key, reason)) from None

    def problem(value: Any) -> Message | None:
        try:
            parsed("" if value is None else str(value))
        except BadRecord as error:
            return Message("{}", *error.args)
        return None

    def read(record: Record) -> Any:
        text = record.get(key, "")
        if not isinstance(text, str):
            raise BadRecord(not_text(key, text))
        return parsed(text)

    def row(value: Any) -> dict[str, Any]:
        return {key: None if value is None else str(value)}

    return Field((key,), read, problem, row, row, None)


def list_field(key: str, parts: Parts[Any], what: str) -> Field:
    """Values made of parts: a list in JSON, a tuple in a noun; `what` is one of them."""

    def problem(value: Any) -> Message | None:
        if not isinstance(value, tuple):
            return Message("{} is not a list", key)
        if not all(isinstance(item, parts.make) for item in value):
            return Message("{} is not an object", Message(what))
        return next((wrong for item in value for wrong in parts.problems(item)), None)

    def read(record: Record) -> Any:
        items = record.get(key, [])
        if not isinstance(items, list):
            raise BadRecord(Message("{} is not a list", key))
        return tuple([parts.read(item, what=what) for item in items])

    def row(value: Any) -> dict[str, Any]:
        return {key: [parts.row(item) for item in value]}

    def record(value: Any) -> dict[str, Any]:
        return {key: [parts.record(item) for item in value]}

    return Field((key,), read, problem, row, record, ())


def _field(
    key: str,
    default: object,
    problem: Callable[[Any], Message | None],
    plain: Callable[[Any], Any],
    parse: Callable[[Any], Any] | None = None,
) -> Field:
    """A field of one key; `plain` makes JSON of its value, and `parse` a value of JSON."""

    def read(record: Record) -> Any:
        if key not in record:
            return default
        value = parse(record[key]) if parse else record[key]
        if wrong := problem(value):
            raise BadRecord(wrong)
        return value

    def row(value: Any) -> dict[str, Any]:
        return {key: plain(value)}

    return Field((key,), read, problem, row, row, default)
