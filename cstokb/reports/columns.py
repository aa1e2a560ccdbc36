"""Columns of a list: what stands of each thing, by a predicate from either side or built in."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from cstokb.errors import UsageError
from cstokb.messages import Message, did_you_mean
from cstokb.model.fact import CURRENT, Fact, Quantity, Text
from cstokb.model.knowledge import Knowledge
from cstokb.model.names import nearest
from cstokb.model.pattern import Pattern
from cstokb.model.predicate import Predicate
from cstokb.reports.conflicts import outranked
from cstokb.reports.question import event_time, with_times
from cstokb.reports.things import Thing
from cstokb.reports.whereabouts import countries_of, event_kinds, places_of
from cstokb.reports.years import completed_years

Cells = Mapping[str, dict[str, Any]]
"""The keys and values that a column adds to the row of each thing, by id."""

BUILT_IN = ("began", "ended", "age", "place", "where", "country", "participants", "held")


class Column(NamedTuple):
    """A column by the name it was asked for, and what makes its cells."""

    name: str
    keys: tuple[str, ...]
    cells: Callable[[Sequence[Thing]], Cells]
    is_time: bool = False

    @property
    def is_list(self) -> bool:
        """Whether a cell may hold several ids or words."""
        single = self.is_time or self.name in ("age", "began", "ended")
        return not single and len(self.keys) == 1


def columns_of(
    knowledge: Knowledge, names: Sequence[str], lang: str, today: date
) -> tuple[Column, ...]:
    """The columns of those names; raise `UsageError` with the nearest for what is none."""
    return tuple(_column(knowledge, name, lang, today) for name in names)


def _column(knowledge: Knowledge, name: str, lang: str, today: date) -> Column:
    if name in ("began", "ended"):
        return Column(name, (name,), lambda things: {t.entity.id: {} for t in things}, is_time=True)
    if name == "age":
        return _valued(name, lambda things: _ages(things, today))
    if name in ("place", "where", "country"):
        find = countries_of if name == "country" else places_of
        return _valued(name, lambda things: find(knowledge, [thing.entity.id for thing in things]))
    id, inverse = predicate_side(knowledge, name)
    predicate = knowledge.predicates()[id]
    if predicate.existence != "none" and not inverse:
        return _valued(name, lambda things: _times(knowledge, things, id))._replace(is_time=True)
    if predicate.value_type == "number":
        keys = (name, f"{name}_bound", f"{name}_unit")
        return Column(name, keys, lambda things: _figures(knowledge, things, id, name, lang))
    return _valued(
        name, lambda things: _values(knowledge, things, predicate, inverse=inverse, lang=lang)
    )


def predicate_side(knowledge: Knowledge, name: str) -> tuple[str, bool]:
    """The predicate of that id or label, and whether the name is of its other side.

    Raise `UsageError` with the nearest names.
    """
    words = name.lower().replace("_", " ")
    predicates = knowledge.predicates()
    if name.lower() in predicates:
        return name.lower(), False
    for inverse in (True, False):
        for id, predicate in predicates.items():
            labels = predicate.inverse_label if inverse else predicate.label
            if words in (label.lower() for label in labels.values()):
                return id, inverse
    near = nearest(name, (*BUILT_IN, *predicates))
    hint = (
        did_you_mean(near)
        if near
        else Message("columns: {}, and the predicates of cstokb schema", ", ".join(BUILT_IN))
    )
    raise UsageError('no column "{}"', name, hint=hint)


def _valued(name: str, find: Callable[[Sequence[Thing]], Mapping[str, Any]]) -> Column:
    def cells(things: Sequence[Thing]) -> Cells:
        values = find(things)
        return {t.entity.id: {name: values.get(t.entity.id) or None} for t in things}

    return Column(name, (name,), cells)


def _ages(things: Sequence[Thing], today: date) -> Mapping[str, Any]:
    """The full years since each surely began, until today or its end; none for the future."""
    ages: dict[str, int] = {}
    for thing in things:
        began, ended = thing.lifetime.began, thing.lifetime.ended
        if began is None or began.last > today:
            continue
        until = min(ended.first, today) if ended else today
        ages[thing.entity.id] = max(completed_years(began.last, until), 0)
    return ages


def _times(knowledge: Knowledge, things: Sequence[Thing], id: str) -> Mapping[str, Any]:
    """When what begins or ends them happened; of an event that was held the time that decides."""
    is_whole = knowledge.predicates()[id].existence == "both"
    kinds, times = event_kinds(knowledge) if is_whole else frozenset(), {}
    for thing in things:
        life = thing.lifetime
        if thing.entity.kind in kinds and (when := event_time(knowledge, life)):
            times[thing.entity.id] = str(when)
    rest = [thing.entity.id for thing in things if thing.entity.id not in times]
    for fact in _facts(knowledge, Pattern(predicates=[id], subjects=rest)):
        times.setdefault(fact.subject, str(fact.when or ""))
    return times


def _figures(knowledge: Knowledge, things: Sequence[Thing], id: str, name: str, lang: str) -> Cells:
    best = best_figures(knowledge, [thing.entity.id for thing in things], id)
    cells: dict[str, dict[str, Any]] = {}
    for thing in things:
        figure = best.get(thing.entity.id)
        cells[thing.entity.id] = {
            name: figure.number if figure else None,
            f"{name}_bound": (figure.bound if figure else "") or None,
            f"{name}_unit": (figure and figure.unit_in(lang)) or None,
        }
    return cells


def best_figures(knowledge: Knowledge, ids: Collection[str], id: str) -> Mapping[str, Quantity]:
    """The figure that counts for each subject: preferred, then best sourced, then largest."""
    best: dict[str, tuple[tuple[bool, int, float], Quantity]] = {}
    for fact in _facts(knowledge, Pattern(predicates=[id], subjects=ids)):
        if isinstance(fact.value, Quantity):
            order = (fact.rank == "preferred", len(fact.sources), fact.value.number)
            if fact.subject not in best or order > best[fact.subject][0]:
                best[fact.subject] = order, fact.value
    return {subject: figure for subject, (_, figure) in best.items()}


def _values(
    knowledge: Knowledge,
    things: Sequence[Thing],
    predicate: Predicate,
    *,
    inverse: bool,
    lang: str,
) -> Mapping[str, Any]:
    """The ids, or the words, on the other side of the predicate."""
    ids = [thing.entity.id for thing in things]
    pattern = Pattern(predicates=[predicate.id])
    pattern = pattern._replace(values=ids) if inverse else pattern._replace(subjects=ids)
    found: dict[str, dict[str, None]] = {}
    for fact in _facts(knowledge, pattern):
        own, other = (fact.link, fact.subject) if inverse else (fact.subject, fact.link)
        if not other and isinstance(fact.value, Text):
            other = fact.value.words(lang)
        if not other:
            other = str(fact.when or "")
        if other:
            found.setdefault(own, {})[other] = None
    return {id: list(others) for id, others in found.items()}


def _facts(knowledge: Knowledge, pattern: Pattern) -> list[Fact]:
    """The facts that no better fact outranks, by time."""
    facts = list(knowledge.facts(pattern._replace(ranks=CURRENT), by_time=True))
    outranked_ids = outranked(facts, knowledge.predicates())
    return with_times(knowledge, (fact for fact in facts if fact.id not in outranked_ids))
