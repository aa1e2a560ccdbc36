"""Where things were: places inside places, and the events that were held or hosted there."""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import NamedTuple

from cstokb.model.entity import KINDS, Kind
from cstokb.model.fact import CURRENT
from cstokb.model.knowledge import Knowledge, kind_of
from cstokb.model.pattern import Pattern
from cstokb.model.predicate import Predicate

_MAX_DEPTH = 8
"""Places lie no deeper than this in each other; a circle of them ends here."""


class Whereabouts(NamedTuple):
    """Places with all places inside them, and the events that were there."""

    places: frozenset[str]
    events: frozenset[str]


def event_kinds(knowledge: Knowledge) -> frozenset[Kind]:
    """The kinds of what begins and ends in one fact, as a session that was held."""
    whole = [p for p in knowledge.predicates().values() if p.existence == "both"]
    return frozenset(kind for kind in KINDS if any(kind in p.subject_kinds for p in whole))


def whereabouts(knowledge: Knowledge, ids: Iterable[str]) -> Whereabouts:
    """What lies in those places, and what happened there."""
    places = places_inside(knowledge, ids)
    here = Pattern(ranks=CURRENT, any_of=_locating(knowledge, places))
    subjects = {fact.subject for fact in knowledge.facts(here)}
    hosting = _ids(knowledge, lambda predicate: predicate.locates == "value")
    hosted = Pattern(predicates=hosting, subjects=places, ranks=CURRENT)
    events = subjects | {fact.link for fact in knowledge.facts(hosted) if fact.link}
    kinds = event_kinds(knowledge)
    return Whereabouts(places, frozenset(id for id in events if kind_of(knowledge, id) in kinds))


def there(knowledge: Knowledge, here: Whereabouts) -> Pattern:
    """What fits the facts that belong to those places, or to an event that was there."""
    places, events = here
    located = _ids(knowledge, lambda predicate: predicate.locates == "subject")
    hosting = _ids(knowledge, lambda predicate: predicate.locates == "value")
    return Pattern(
        any_of=(
            Pattern(places=places),
            Pattern(subjects=events),
            Pattern(values=events),
            Pattern(predicates=located, values=places),
            Pattern(predicates=hosting, subjects=places),
        )
    )


def places_of(knowledge: Knowledge, events: Collection[str]) -> Mapping[str, list[str]]:
    """The places where each of the events was, as they are recorded; hosts only without any."""
    held, hosts = _existences(knowledge), _ids(knowledge, lambda p: p.locates == "value")
    held_at = _ids(knowledge, lambda predicate: predicate.locates == "subject")
    found: dict[str, dict[str, None]] = {id: {} for id in events}
    for fact in knowledge.facts(Pattern(subjects=events, ranks=CURRENT)):
        if fact.where and fact.predicate in held:
            found[fact.subject][fact.where] = None
        elif fact.predicate in held_at and fact.link:
            found[fact.subject][fact.link] = None
    without = [id for id, places in found.items() if not places]
    for fact in knowledge.facts(Pattern(predicates=hosts, values=without, ranks=CURRENT)):
        found[fact.link][fact.subject] = None
    return {id: list(places) for id, places in found.items()}


def countries_of(knowledge: Knowledge, events: Collection[str]) -> Mapping[str, list[str]]:
    """The states where each of the events was: those around its places, and its hosts."""
    countries: dict[str, dict[str, None]] = {id: {} for id in events}
    state_of: dict[str, list[str]] = {}
    for id, places in places_of(knowledge, events).items():
        for place in places:
            if place not in state_of:
                state_of[place] = _states_around(knowledge, place)
            countries[id].update(dict.fromkeys(state_of[place]))
    hosts = _ids(knowledge, lambda predicate: predicate.locates == "value")
    for fact in knowledge.facts(Pattern(predicates=hosts, values=events, ranks=CURRENT)):
        if kind_of(knowledge, fact.subject) == "state":
            countries[fact.link][fact.subject] = None
    return {id: sorted(states) for id, states in countries.items()}


def _states_around(knowledge: Knowledge, place: str) -> list[str]:
    """The states that the place is or lies in."""
    reached, inner = {place: None}, [place]
    lying = _lying(knowledge)
    for _ in range(_MAX_DEPTH):
        facts = knowledge.facts(Pattern(predicates=lying, subjects=inner, ranks=CURRENT))
        inner = [fact.link for fact in facts if fact.link and fact.link not in reached]
        reached.update(dict.fromkeys(inner))
        if not inner:
            break
    return [id for id in reached if kind_of(knowledge, id) == "state"]


def places_inside(knowledge: Knowledge, ids: Iterable[str]) -> frozenset[str]:
    """The places with all that lies in them."""
    places, outer = {*ids}, [*ids]
    lying = _lying(knowledge)
    for _ in range(_MAX_DEPTH):
        facts = knowledge.facts(Pattern(predicates=lying, values=outer, ranks=CURRENT))
        outer = [id for id in {fact.subject for fact in facts} if id not in places]
        places.update(outer)
        if not outer:
            break
    return frozenset(places)


def _locating(knowledge: Knowledge, places: Collection[str]) -> tuple[Pattern, ...]:
    """What places the subject of a fact there."""
    located = _ids(knowledge, lambda predicate: predicate.locates == "subject")
    existing = _existences(knowledge)
    return (
        Pattern(predicates=existing, places=places),
        Pattern(predicates=located, places=places),
        Pattern(predicates=located, values=places),
    )


def _existences(knowledge: Knowledge) -> tuple[str, ...]:
    return _ids(knowledge, lambda predicate: predicate.existence != "none")


def _lying(knowledge: Knowledge) -> tuple[str, ...]:
    """The states of being inside a place."""
    return _ids(knowledge, lambda p: p.locates == "subject" and p.shape == "state")


def _ids(knowledge: Knowledge, accepts: Callable[[Predicate], bool]) -> tuple[str, ...]:
    return tuple(id for id, predicate in knowledge.predicates().items() if accepts(predicate))
