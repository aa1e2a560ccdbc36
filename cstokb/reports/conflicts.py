"""Where sources disagree: rival facts side by side, and which of them are told first."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import combinations
from typing import NamedTuple

from cstokb.model.batches import batches
from cstokb.model.compact import HashIds
from cstokb.model.fact import RANKS, Fact
from cstokb.model.knowledge import Knowledge
from cstokb.model.pattern import EVERYTHING, Pattern
from cstokb.model.predicate import Predicate
from cstokb.model.span import OPEN, Span
from cstokb.reports.vocabulary import facts_where


class Conflict(NamedTuple):
    """Facts that cannot all be true, the preferred first, the deprecated last."""

    facts: tuple[Fact, ...]

    @property
    def ranked(self) -> bool:
        """Whether it is said which to believe: one is preferred, or all but one fell."""
        ranks = [fact.rank for fact in self.facts]
        return "preferred" in ranks or ranks.count("deprecated") >= len(ranks) - 1


def conflicts(knowledge: Knowledge) -> tuple[Conflict, ...]:
    """All conflicts, by subject.

    Facts conflict where their predicate lets a subject have one value (or a value one
    subject) at a time and they give it two, or where one says that it contradicts the
    other.
    """
    facts = {fact.id: fact for fact in _disputable(knowledge)}
    return conflicts_among(facts, knowledge.predicates())


def _disputable(knowledge: Knowledge) -> Iterator[Fact]:
    """All facts that are in a conflict: rivals in what is told twice, and what disputes another.

    Of the others no more than a number is kept each.
    """
    told, predicates = HashIds(), knowledge.predicates()
    subjects: dict[str, None] = {}
    values: dict[str, None] = {}
    for fact in facts_where(knowledge, EVERYTHING, _of_one_value):
        if told.register((fact.subject, fact.predicate)):
            subjects[fact.subject] = None
    for fact in facts_where(knowledge, EVERYTHING, _of_one_subject):
        if fact.link and told.register((fact.predicate, fact.link)):
            values[fact.link] = None
    for some in batches(subjects):
        about = facts_where(knowledge, Pattern(subjects=some), _of_one_value)
        yield from _rivals(about, predicates)
    for id in values:
        yield from _rivals(facts_where(knowledge, Pattern(value=id), _of_one_subject), predicates)
    for fact in knowledge.facts(Pattern(has_contradiction=True)):
        yield fact
        yield from filter(None, map(knowledge.fact, fact.contradicts))


def _of_one_value(predicate: Predicate) -> bool:
    return predicate.one_value


def _of_one_subject(predicate: Predicate) -> bool:
    return predicate.one_subject


def _rivals(facts: Iterable[Fact], predicates: Mapping[str, Predicate]) -> Iterator[Fact]:
    """Those of the facts that have a rival among them."""
    among = {fact.id: fact for fact in facts}
    rivals = {id for pair in _pairs(among, predicates) for id in pair}
    return (fact for fact in among.values() if fact.id in rivals)


def conflicts_among(
    facts: Mapping[str, Fact], predicates: Mapping[str, Predicate]
) -> tuple[Conflict, ...]:
    """The conflicts between these facts, by subject."""
    groups: dict[str, set[str]] = {}
    for one, other in _pairs(facts, predicates):
        joined = groups.get(one, {one}) | groups.get(other, {other})
        groups.update(dict.fromkeys(joined, joined))
    unique = {frozenset(group) for group in groups.values()}
    found = (Conflict(tuple(sorted(map(facts.__getitem__, ids), key=_order))) for ids in unique)
    return tuple(sorted(found, key=lambda conflict: [fact.id for fact in conflict.facts]))


def outranked(facts: Iterable[Fact], predicates: Mapping[str, Predicate]) -> set[str]:
    """The ids of facts that are told only beside a better one.

    These are deprecated facts, facts that contradict another by their own word, and,
    where a predicate allows one value, the rivals of a preferred fact.
    """
    lost: set[str] = set()
    preferred: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    normal: list[Fact] = []
    for fact in facts:
        if fact.rank == "preferred":
            preferred[fact.subject, fact.predicate].append(fact)
        elif fact.rank == "deprecated" or fact.contradicts:
            lost.add(fact.id)
        else:
            normal.append(fact)
    for fact in normal:
        predicate = predicates.get(fact.predicate)
        best = preferred.get((fact.subject, fact.predicate), ())
        if predicate and predicate.one_value:
            same_time = _same_state_time if predicate.shape == "state" else _same_event_time
            lost |= {fact.id for better in best if same_time(fact.when, better.when)}
    return lost


def undisputed(knowledge: Knowledge, facts: Iterable[Fact]) -> Iterator[Fact]:
    """The facts that no better one outranks, be the better one among them or not."""
    predicates = knowledge.predicates()
    for batch in batches(facts):
        subjects = tuple(dict.fromkeys(f.subject for f in batch if _can_lose(f, predicates)))
        better = knowledge.facts(Pattern(subjects=subjects, ranks=("preferred",)))
        told = {fact.id: fact for fact in (*better, *batch) if fact.when}
        lost = outranked(told.values(), predicates)
        yield from (fact for fact in batch if fact.id not in lost)


def _can_lose(fact: Fact, predicates: Mapping[str, Predicate]) -> bool:
    """Whether a rival may outrank it that is not looked at yet."""
    predicate = predicates.get(fact.predicate)
    return fact.rank == "normal" and predicate is not None and predicate.one_value


def _pairs(
    facts: Mapping[str, Fact], predicates: Mapping[str, Predicate]
) -> Iterator[tuple[str, str]]:
    by_subject: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    by_value: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    for fact in facts.values():
        named = (id for id in fact.contradicts if id in facts and id != fact.id)
        yield from ((fact.id, other) for other in named)
        predicate = predicates.get(fact.predicate)
        if predicate and predicate.one_value:
            by_subject[fact.subject, fact.predicate].append(fact)
        if predicate and predicate.one_subject and fact.link:
            by_value[fact.link, fact.predicate].append(fact)
    for (_, id), group in by_subject.items():
        state = predicates[id].shape == "state"
        for one, other in combinations(group, 2):
            if _states_differ(one, other) if state else _events_differ(one, other):
                yield one.id, other.id
    for group in by_value.values():
        for one, other in combinations(group, 2):
            if one.subject != other.subject and _surely_together(one.when, other.when):
                yield one.id, other.id


def _events_differ(one: Fact, other: Fact) -> bool:
    """Whether two accounts of what happens once exclude each other.

    Two intervals that do not touch are stages of it, not rivals.
    """
    if one.when and other.when:
        intervals = one.when.end is not None and other.when.end is not None
        touch = _overlap(one.when, other.when)
        if intervals and one.when != other.when and touch:
            return True
        if not touch:
            return not intervals
    return bool(one.where and other.where and one.where != other.where)


def _states_differ(one: Fact, other: Fact) -> bool:
    return one.value != other.value and _surely_together(one.when, other.when)


def _surely_together(one: Span | None, other: Span | None) -> bool:
    """Whether both surely held on some day; a day of handing over does not count.

    What is attested for one moment held on some day of it, whichever that was.
    """
    if one is None or other is None or one.starts is None or other.starts is None:
        return False
    if one.end is not None and other.end is not None:
        return max(one.starts.last, other.starts.last) < min(_sure_end(one), _sure_end(other))
    attested, rival = (one, other) if one.end is None else (other, one)
    assert rival.starts is not None
    return rival.starts.last <= attested.first and attested.last <= _sure_end(rival)


def _sure_end(span: Span) -> date:
    if span.end == OPEN:
        return date.max
    known = span.ends or span.starts
    assert known is not None
    return known.first


def _same_state_time(one: Span | None, other: Span | None) -> bool:
    """Whether both speak of the same time; of two terms one may follow the other."""
    if one is None or other is None:
        return True
    terms = one.end is not None and other.end is not None
    return _surely_together(one, other) if terms else _overlap(one, other)


def _same_event_time(one: Span | None, other: Span | None) -> bool:
    """Whether both speak of the one time it happened, and not of two stages of it."""
    if one is None or other is None or one.end is None or other.end is None:
        return True
    return _overlap(one, other)


def _overlap(one: Span, other: Span) -> bool:
    return one.first <= other.last and other.first <= one.last


def _order(fact: Fact) -> tuple[int, str]:
    return RANKS.index(fact.rank), fact.id
