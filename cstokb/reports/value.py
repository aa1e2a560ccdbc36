"""Which value a text means for a predicate: an entity, a figure or words."""

from cstokb.errors import Rejected, UnknownName, UsageError
from cstokb.model.fact import Link, Quantity, Text, Value
from cstokb.model.figure import is_like_figure, read_figure
from cstokb.model.knowledge import Knowledge
from cstokb.model.predicate import Predicate
from cstokb.reports.resolve import resolve_entity


def value_of(knowledge: Knowledge, predicate: Predicate, text: str, unit: str = "") -> Value:
    """The value that the text means for the predicate.

    Raise `UsageError` where the predicate needs one, `UnknownName` for no entity, and
    `Rejected` for what is no figure where one is needed: a `unit` counts something.
    """
    if not text:
        if unit:
            raise Rejected('the unit "{}" counts nothing: the figure is missing', unit)
        if predicate.optional or predicate.value_type == "none":
            return None
        raise UsageError("{} needs a value", predicate.id)
    if predicate.value_type == "entity":
        return _entity(knowledge, predicate, text, unit)
    if unit or predicate.value_type == "number":
        return _quantity(predicate, text, unit)
    if predicate.value_type == "none":
        raise Rejected('{} takes no value, not "{}"', predicate.id, text)
    return Text(text)


def require_unit(predicate: Predicate | None, value: Value) -> None:
    """Raise `Rejected` for a figure that counts nothing where the predicate is about counts."""
    counts = predicate is not None and predicate.value_type == "number"
    if counts and isinstance(value, Quantity) and not value.unit:
        raise Rejected("{} needs a unit: what is counted, as a plural", predicate and predicate.id)


def _entity(knowledge: Knowledge, predicate: Predicate, text: str, unit: str) -> Value:
    if unit:
        hint = "leave the unit out"
        raise Rejected(
            '{} takes an entity, and "{}" counts a figure', predicate.id, unit, hint=hint
        )
    try:
        return Link(resolve_entity(knowledge, text).id)
    except UnknownName:
        if not predicate.or_text:
            raise
    return Text(text)


def _quantity(predicate: Predicate, text: str, unit: str) -> Value:
    if predicate.or_text and not unit and not is_like_figure(text):
        return Text(text)
    figure = read_figure(text)
    quantity = Quantity(figure.number, unit, "", figure.bound)
    require_unit(predicate, quantity)
    return quantity
