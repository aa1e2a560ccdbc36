"""The shipped entities as models of made-up ones, and how their dates are moved."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import NamedTuple

from cstokb.model.entity import Entity
from cstokb.model.fact import Fact
from cstokb.model.moment import Moment
from cstokb.model.predicate import Predicate
from cstokb.model.source import Source
from cstokb.model.span import Span
from cstokb.store.shipped import shipped_store

FIRST_DAY = date(1945, 1, 1)
LAST_DAY = date(2026, 10, 31)
_PRECISIONS = {"decade": 10, "century": 100}


class Model(NamedTuple):
    """An entity of the shipped store, its facts, and the days from first to last."""

    entity: Entity
    facts: tuple[Fact, ...]
    first: date
    last: date


class Shipped(NamedTuple):
    """What the shipped store holds, read once."""

    models: Mapping[str, Model]
    sources: tuple[Source, ...]
    predicates: Mapping[str, Predicate]
    facts: tuple[Fact, ...]


@cache
def shipped() -> Shipped:
    """The shipped store; its entities as models, by id."""
    store = shipped_store()
    facts = tuple(store.facts())
    about: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        about[fact.subject].append(fact)
    models = {entity.id: _model(entity, tuple(about[entity.id])) for entity in store.entities()}
    predicates = {id: store.predicates()[id] for id in store.predicates()}
    return Shipped(models, tuple(store.sources()), predicates, facts)


def block(number: int, seed: int) -> Iterator[Model]:
    """All models once, in an order of this block's own.

    The kinds are spread evenly over it, so that the beginning of a block is like the whole.
    """
    chance = Random(seed * 1_000_003 + number)
    kinds: dict[str, list[Model]] = defaultdict(list)
    for model in shipped().models.values():
        kinds[model.entity.kind].append(model)
    placed: list[tuple[float, str, Model]] = []
    for models in kinds.values():
        mixed = sorted((chance.random(), model.entity.id, model) for model in models)
        for place, (_, id, model) in enumerate(mixed):
            placed.append(((place + chance.random()) / len(mixed), id, model))
    return (model for _, _, model in sorted(placed, key=lambda item: item[:2]))


def shifted(span: Span, days: int) -> Span:
    """The span, as exactly known as it is, so many days later."""
    start = shifted_moment(span.start, days) if isinstance(span.start, Moment) else span.start
    end = shifted_moment(span.end, days) if isinstance(span.end, Moment) else span.end
    if isinstance(start, Moment) and isinstance(end, Moment) and start.first > end.last:
        # A day and its month are not moved into the same month every time.
        end = start
    return Span(start, end)


def shifted_moment(moment: Moment, days: int) -> Moment:
    if moment.precision == "season":
        # The season that the year's shift leads to: its number stays.
        return moment._replace(year=(moment.first + timedelta(days)).year)
    middle = date(moment.year, moment.month or 7, moment.day or (15 if moment.month else 1))
    day = middle + timedelta(days)
    return moment._replace(
        year=day.year - day.year % _PRECISIONS.get(moment.precision, 1),
        month=day.month if moment.month else 0,
        day=day.day if moment.day else 0,
    )


def _model(entity: Entity, facts: tuple[Fact, ...]) -> Model:
    spans = [fact.when for fact in facts if fact.when]
    days = [
        day for span in spans for m in (span.starts, span.ends) if m for day in (m.first, m.last)
    ]
    return Model(entity, facts, min(days, default=FIRST_DAY), max(days, default=FIRST_DAY))
