"""When: which of a sentence's dates is the time of what it states."""

from collections.abc import Iterable
from typing import Final, NamedTuple

from cstokb.model.article import Dated, Reckoning
from cstokb.model.moment import Moment
from cstokb.model.span import OPEN, UNKNOWN, Span
from cstokb.reading.clauses import is_participle
from cstokb.reading.relations import Relation
from cstokb.reading.scene import Scene, Timed
from cstokb.reading.triggers import Hit

_YEAR: Final = 366
_JUST_BEFORE: Final = 2


class Time(NamedTuple):
    """When a fact holds, the words that say so, and how that was got."""

    when: Span | None = None
    dated: Dated | None = None
    how: Reckoning | None = None


def time_of(scene: Scene, hit: Hit, relation: Relation, events: Iterable[str]) -> Time | None:
    """When the fact holds; None if the trigger needs a date and there is none.

    A list in the present tense is attested on the day of publication, whatever date its
    sentence names. Facts about `events` take their time from these, and a state that joins two of
    them has none. What is reported without a date happened by the day of publication.
    """
    state, about = relation.shape == "state", tuple(events)
    if state and len(about) > 1:
        return Time()
    listed = state and hit.trigger.list and not about
    noun = hit.trigger.value == "text"
    timed = None if listed else date_near(scene, hit.first, hit.last, event=not state, noun=noun)
    if not timed and about:
        timed = _date_of_event(scene, about)
    if timed:
        return Time(timed.dated.when, timed.dated, timed.dated.how)
    if hit.trigger.needs_date:
        return None
    if about or scene.published is None:
        return Time()
    day = Moment.of(scene.published)
    return Time(Span(day) if state else Span(UNKNOWN, day), None, "published")


def time_of_post(scene: Scene, first: int, last: int) -> Time:
    """The day that the clause names, if it is not after publication, else publication."""
    timed = date_near(scene, first, last) or opening_date(scene)
    moment = timed.dated.when.moment if timed and timed.dated.when else None
    if timed and moment and (not scene.published or moment.first <= scene.published):
        return Time(Span(moment), timed.dated, timed.dated.how)
    if scene.published is None:
        return Time()
    return Time(Span(Moment.of(scene.published)), None, "published")


def date_near(
    scene: Scene, first: int, last: int, *, event: bool = False, noun: bool = False
) -> Timed | None:
    """The date in the clause of the tokens, the nearest if there are several.

    One that opens the sentence holds for it too, unless the clause is relative; one behind
    another verb does not, unless the tokens are a `noun`. An `event` happened neither until
    a day nor over years.
    """
    clause = scene.clause(first)
    opens = scene.clauses.numbers.index(clause)
    own = [
        timed
        for timed in scene.dates
        if (timed.clause == clause or 0 < opens - timed.last <= _JUST_BEFORE)
        and not (event and _is_term(timed.dated))
        and (noun or timed.first < last or not _has_verb(scene, last + 1, timed.first))
    ]
    if own:
        return min(own, key=lambda timed: _distance(timed, first, last))
    opening = opening_date(scene)
    if clause in scene.clauses.relative or opening is None:
        return None
    return None if event and _is_term(opening.dated) else opening


def opening_date(scene: Scene) -> Timed | None:
    """The date that the sentence begins with."""
    return scene.dates[0] if scene.dates and scene.dates[0].first <= 1 else None


def _date_of_event(scene: Scene, events: tuple[str, ...]) -> Timed | None:
    """The date in a relative clause that follows upon the name of an event."""
    for mention in scene.mentions:
        for timed in scene.dates:
            if mention.entity in events and scene.is_antecedent(mention, timed.clause):
                return timed
    return None


def _is_term(dated: Dated) -> bool:
    """Whether a time is an end, a year that is planned for, or longer than a year."""
    when = dated.when
    if when is None or when.start == OPEN:
        return True
    if dated.text.lower().startswith(("на ", "for ")) and when.precision == "year":
        return True
    return when.end is not None and when.end != OPEN and (when.last - when.first).days > _YEAR


def _has_verb(scene: Scene, first: int, last: int) -> bool:
    return any(map(is_participle, scene.tokens.words[first:last]))


def _distance(timed: Timed, first: int, last: int) -> int:
    """How many tokens lie between; one after the trigger is a little nearer."""
    return 2 * (timed.first - last) if timed.first > last else 2 * (first - timed.last) + 1
