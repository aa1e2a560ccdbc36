"""How many things or facts answer a question, in groups."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import product
from typing import NamedTuple

from cstokb.errors import UsageError
from cstokb.messages import Message, did_you_mean
from cstokb.model.batches import batches
from cstokb.model.fact import CURRENT, Fact, Quantity
from cstokb.model.knowledge import Knowledge, kind_of
from cstokb.model.moment import Certainty
from cstokb.model.names import nearest
from cstokb.model.pattern import Pattern
from cstokb.model.query import Question
from cstokb.model.span import Span
from cstokb.reports.columns import best_figures, columns_of, predicate_side
from cstokb.reports.lifetime import Lifetime, lifetimes_of
from cstokb.reports.participation import event_time, participation
from cstokb.reports.query import query
from cstokb.reports.things import Thing, things
from cstokb.reports.whereabouts import countries_of, places_of

GROUPS = ("year", "kind", "in", "place", "publisher", "source", "is", "of", "participants")
"""What counts are often grouped by; any predicate may stand there too."""

Values = Mapping[str, Sequence[str]]


class Group(NamedTuple):
    """How many there are with these values, and their figures added up by unit.

    A value is None where it is not recorded.
    """

    values: tuple[str | None, ...]
    number: int
    sums: Mapping[str, float]


class Counted(NamedTuple):
    """The groups, how many were counted in all, and how many of those possibly answer."""

    groups: tuple[Group, ...]
    number: int
    possible: int
    units: Mapping[str, Quantity]
    """The units of the figures that were added up, each with one of those figures."""
    what: str
    """What was counted: `things` or `facts`."""


class _Entry(NamedTuple):
    """What is counted: a thing, or a fact with the thing it belongs to."""

    id: str
    certainty: Certainty
    when: Span | None
    fact: Fact | None = None
    thing: Thing | None = None


def count(
    knowledge: Knowledge,
    question: Question,
    by: Sequence[str] = (),
    *,
    summed: str = "",
    facts: bool = False,
    today: date,
) -> Counted:
    """Count things, or facts if `facts` or a word `is:` asks for them.

    `by` are names of `GROUPS` or predicates; what has several values counts in each group.
    `summed` is a predicate of figures. Raise `UsageError` for other names.
    """
    if summed:
        summed, _ = predicate_side(knowledge, summed)
    _check_groups(knowledge, by)
    finders = [_finder(knowledge, name, today) for name in by]
    of_facts = facts or any(not word.negated for word in question.having("is").words)
    drawn = _facts(knowledge, question) if of_facts else _things(knowledge, question)
    counts, sums = (
        Counter[tuple[str | None, ...]](),
        dict[tuple[str | None, ...], dict[str, float]](),
    )
    added = set[tuple[tuple[str | None, ...], str]]()
    units: dict[str, Quantity] = {}
    number = possible = 0
    for batch in batches(drawn):
        values = [find(batch) for find in finders]
        figures = _figures(knowledge, batch, summed)
        units |= {figure.unit or summed: figure for figure in figures.values()}
        for at, entry in enumerate(batch):
            number += 1
            possible += entry.certainty is Certainty.POSSIBLY
            for group in product(*(column[at] or (None,) for column in values)):
                counts[group] += 1
                if (group, entry.id) not in added:
                    added.add((group, entry.id))
                    added_up = sums.setdefault(group, {})
                    if figure := figures.get(entry.id):
                        unit = figure.unit or summed
                        added_up[unit] = added_up.get(unit, 0) + figure.number
    groups = (Group(values, counts[values], sums[values]) for values in counts)
    ordered = sorted(groups, key=lambda group: _order(group, by))
    return Counted(
        tuple(ordered),
        number,
        possible,
        dict(sorted(units.items())),
        "facts" if of_facts else "things",
    )


def _order(group: Group, by: Sequence[str]) -> tuple[object, ...]:
    """By year where years are asked for, else the largest first."""
    values = tuple((value is None, value or "") for value in group.values)
    return values if "year" in by else (-group.number, values)


def _things(knowledge: Knowledge, question: Question) -> Iterator[_Entry]:
    for thing in things(knowledge, question):
        when = event_time(knowledge, thing.lifetime)
        yield _Entry(thing.entity.id, thing.certainty, when, thing=thing)


def _facts(knowledge: Knowledge, question: Question) -> Iterator[_Entry]:
    joining = {*participation(knowledge)}
    for fact, certainty in query(knowledge, question):
        event = fact.link if fact.predicate in joining and fact.link else fact.subject
        yield _Entry(event, certainty, fact.when, fact)


Finder = Callable[[Sequence[_Entry]], Sequence[Sequence[str]]]


def _finder(knowledge: Knowledge, name: str, today: date) -> Finder:
    """What finds the values of entries for a group; raise `UsageError`."""
    if name == "year":
        return lambda batch: [_year(entry.when) for entry in batch]
    if name in ("kind", "of"):
        return lambda batch: [_own(knowledge, entry, name) for entry in batch]
    if name == "is":
        return lambda batch: [(entry.fact.predicate,) if entry.fact else () for entry in batch]
    if name in ("publisher", "source"):
        return lambda batch: _cited(knowledge, batch, name)
    if name in ("in", "country", "place", "where"):
        find = places_of if name in ("place", "where") else countries_of
        return lambda batch: _by_id(batch, find(knowledge, {entry.id for entry in batch}))
    return lambda batch: _by_id(batch, _column_values(knowledge, name, batch, today))


def _check_groups(knowledge: Knowledge, names: Sequence[str]) -> None:
    """Raise `UsageError` with the nearest for a name by which nothing can be grouped."""
    for name in names:
        if name in (*GROUPS, "country", "where"):
            continue
        try:
            predicate_side(knowledge, name)
        except UsageError:
            near = nearest(name, (*GROUPS, *knowledge.predicates()))
            hint = (
                did_you_mean(near)
                if near
                else Message("groups: {}, and the predicates of cstokb schema", ", ".join(GROUPS))
            )
            raise UsageError('no group "{}"', name, hint=hint) from None


def _year(when: Span | None) -> Sequence[str]:
    known = when and (when.starts or when.ends)
    return (str(known)[:4],) if known else ()


def _own(knowledge: Knowledge, entry: _Entry, name: str) -> Sequence[str]:
    id = entry.fact.subject if entry.fact else entry.id
    return (kind_of(knowledge, id),) if name == "kind" else (id,)


def _by_id(batch: Sequence[_Entry], values: Values) -> Sequence[Sequence[str]]:
    return [values.get(entry.id, ()) for entry in batch]


def _column_values(knowledge: Knowledge, name: str, batch: Sequence[_Entry], today: date) -> Values:
    (column,) = columns_of(knowledge, (name,), "en", today)
    cells = column.cells([*_read(knowledge, batch)])
    return {id: _texts(cell.get(name)) for id, cell in cells.items()}


def _read(knowledge: Knowledge, batch: Sequence[_Entry]) -> Iterator[Thing]:
    """The things of the entries, each once; those of facts are read."""
    yield from (entry.thing for entry in batch if entry.thing)
    ids = list(dict.fromkeys(entry.id for entry in batch if not entry.thing))
    lives = lifetimes_of(knowledge, ids) if ids else {}
    entities = filter(None, map(knowledge.entity, ids))
    yield from (Thing(entity, lives.get(entity.id, Lifetime())) for entity in entities)


def _texts(value: object) -> Sequence[str]:
    if value is None:
        return ()
    return [str(part) for part in value] if isinstance(value, list) else (str(value),)


def _cited(knowledge: Knowledge, batch: Sequence[_Entry], name: str) -> Sequence[Sequence[str]]:
    """The sources, or their publishers, of each fact, or of the facts about each thing."""
    sources: dict[str, dict[str, None]] = {}
    things = [entry.id for entry in batch if entry.fact is None]
    for fact in knowledge.facts(Pattern(subjects=things, ranks=CURRENT)) if things else ():
        sources.setdefault(fact.subject, {}).update(dict.fromkeys(fact.sources))
    cited = (entry.fact.sources if entry.fact else sources.get(entry.id, ()) for entry in batch)
    if name == "source":
        return [list(ids) for ids in cited]
    return [list(dict.fromkeys(_publishers(knowledge, ids))) for ids in cited]


def _publishers(knowledge: Knowledge, ids: Iterable[str]) -> Iterator[str]:
    for id in ids:
        source = knowledge.source(id)
        if source and source.publisher:
            yield source.publisher


def _figures(knowledge: Knowledge, batch: Sequence[_Entry], summed: str) -> Mapping[str, Quantity]:
    """The figure that counts for each thing."""
    ids = {entry.id for entry in batch}
    return best_figures(knowledge, ids, summed) if summed else {}
