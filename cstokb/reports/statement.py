"""What a file states in a fact, with ids for the names in it and a type for its value."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from cstokb.errors import Rejected, UnknownName
from cstokb.model.fact import Fact, Quantity
from cstokb.model.figure import read_figure
from cstokb.model.knowledge import Knowledge
from cstokb.model.record import Noun, to_record
from cstokb.reports.resolve import resolve_entity, resolve_predicate
from cstokb.reports.value import value_of

MOST_UNKNOWN = 1_000
"""Each unknown name costs a search for the nearest ones."""

_VALUE_KEYS = ("value", "value_type", "value_ru", "unit", "unit_ru", "bound")


class Statements:
    """Reads the fields of facts: every name that a person may type stands for its id."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._id = cache(self._resolve)
        self._unknown = 0

    def resolved(self, fields: Mapping[str, Any], before: Noun | None) -> dict[str, Any]:
        """The fields with ids and a typed value; `before` is the fact that is known of that id.

        Raise `UnknownName`, `AmbiguousName`, or `Rejected` for a value that does not fit.
        """
        read = dict(fields)
        for key in ("subject", "where"):
            if _is_word(read.get(key)):
                read[key] = self._id(read[key])
        word = read.get("predicate")
        if isinstance(word, str) and word and word not in self._knowledge.predicates():
            read["predicate"] = resolve_predicate(self._knowledge, word)
        if read.get("value") not in (None, ""):
            read |= self._value(read, to_record(before) if before else {})
        return read

    def _value(self, fields: Mapping[str, Any], before: Mapping[str, Any]) -> dict[str, Any]:
        """The fields of the value: its type is stated, known, or meant by the predicate."""
        known = before.get("value_type", "")
        if fields.get("value_type"):
            read = self._typed(fields["value"], fields["value_type"])
        elif not isinstance(fields["value"], str):
            is_number = isinstance(fields["value"], int | float)
            read = self._typed(fields["value"], "number" if is_number else "text")
        elif known == "number":
            figure = read_figure(fields["value"])
            read = {"value": figure.number, "value_type": known}
            read |= {"bound": figure.bound} if figure.bound else {}
        elif known:
            read = self._typed(fields["value"], known)
        else:
            read = self._meant({**before, **fields})
        if known and read["value_type"] != known:
            # What belongs to the type that it had does not stay.
            read = {**dict.fromkeys(key for key in _VALUE_KEYS if key not in fields), **read}
        return read

    def _typed(self, value: Any, type: str) -> dict[str, Any]:
        is_name = type == "entity" and _is_word(value)
        return {"value": self._id(value) if is_name else value, "value_type": type}

    def _meant(self, fields: Mapping[str, Any]) -> dict[str, Any]:
        """What the text of the value means for the predicate."""
        predicate = self._knowledge.predicates().get(str(fields.get("predicate") or ""))
        if predicate is None:
            return self._typed(fields["value"], "text")
        unit = fields.get("unit")
        value = value_of(
            self._knowledge, predicate, fields["value"], unit if isinstance(unit, str) else ""
        )
        if isinstance(value, Quantity) and not value.bound:
            value = value._replace(bound=fields.get("bound") or "")
        record = to_record(Fact("", "", "", value))
        return {key: record[key] for key in _VALUE_KEYS if key in record}

    def _resolve(self, word: str) -> str:
        """The id that the word stands for."""
        try:
            return resolve_entity(self._knowledge, word).id
        except UnknownName:
            self._unknown += 1
            if self._unknown > MOST_UNKNOWN:
                raise Rejected("more than {:,} names are unknown here", MOST_UNKNOWN) from None
            raise


def _is_word(value: Any) -> bool:
    return isinstance(value, str) and value != ""
