"""Where sources disagree: facts that exclude each other, and which of them outrank others."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from cstokb.model.batches import batches
from cstokb.model.compact import HashIds
from cstokb.model.fact import RANKS, Fact
from cstokb.model.knowledge import Knowledge
from cstokb.model.pattern import EVERYTHING, Pattern
from cstokb.model.predicate import Predicate
from cstokb.model.span import Span
from cstokb.reports.rivals import Predicates, Ranges, links, sure_range
from cstokb.reports.vocabulary import facts_where


class Conflict(NamedTuple):
    """Facts that cannot all be true, the preferred first, the deprecated last."""

    facts: tuple[Fact, ...]

    @property
    def ranked(self) -> bool:
        """Whether it is settled: one fact is preferred, or all but one are deprecated."""
        ranks = [fact.rank for fact in self.facts]
        return "preferred" in ranks or ranks.count("deprecated") >= len(ranks) - 1


def conflicts(knowledge: Knowledge) -> tuple[Conflict, ...]:
    """All conflicts, by subject.

    Facts conflict if they give a subject two values (or a value two subjects) at the same
    time where their predicate allows one, or if one of them `contradicts` the other.
    """
    facts = {fact.id: fact for fact in _disputable(knowledge)}
    return conflicts_among(facts, knowledge.predicates())


def _disputable(knowledge: Knowledge) -> Iterator[Fact]:
    """All facts that are part of a conflict.

    Read twice: first to find what several facts are about, then those facts. Other facts
    cost one hash each, not the fact.
    """
    ids, predicates = HashIds(), knowledge.predicates()
    subjects: dict[str, None] = {}
    values: dict[str, None] = {}
    for fact in facts_where(knowledge, EVERYTHING, _has_one_value):
        if ids.register((fact.subject, fact.predicate)):
            subjects[fact.subject] = None
    for fact in facts_where(knowledge, EVERYTHING, _has_one_subject):
        if fact.link and ids.register((fact.predicate, fact.link)):
            values[fact.link] = None
    for batch in batches(subjects):
        about = facts_where(knowledge, Pattern(subjects=batch), _has_one_value)
        yield from _rivals(about, predicates)
    for id in values:
        yield from _rivals(facts_where(knowledge, Pattern(value=id), _has_one_subject), predicates)
    for fact in knowledge.facts(Pattern(has_contradiction=True)):
        yield fact
        yield from filter(None, map(knowledge.fact, fact.contradicts))


def _has_one_value(predicate: Predicate) -> bool:
    return predicate.one_value


def _has_one_subject(predicate: Predicate) -> bool:
    return predicate.one_subject


def _rivals(facts: Iterable[Fact], predicates: Predicates) -> Iterator[Fact]:
    """The facts that another of them excludes."""
    by_id = {fact.id: fact for fact in facts}
    rivals = {id for link in links(by_id, predicates) for id in link}
    return (fact for fact in by_id.values() if fact.id in rivals)


def conflicts_among(facts: Mapping[str, Fact], predicates: Predicates) -> tuple[Conflict, ...]:
    """The conflicts between these facts, which are given by id; by subject.

    A replaced fact is no side of one.
    """
    facts = {id: fact for id, fact in facts.items() if not fact.is_replaced}
    groups: dict[str, list[str]] = {}
    for one, other in links(facts, predicates):
        small, large = sorted((groups.get(one, [one]), groups.get(other, [other])), key=len)
        if small is not large:
            large += small
            # Who is moved is in a group twice as large: it happens a few times to each.
            groups.update(dict.fromkeys((*small, one, other), large))
    unique = {id(group): group for group in groups.values()}.values()
    result = (Conflict(tuple(sorted(map(facts.__getitem__, ids), key=_order))) for ids in unique)
    return tuple(sorted(result, key=lambda conflict: [fact.id for fact in conflict.facts]))


def outranked(facts: Iterable[Fact], predicates: Predicates) -> set[str]:
    """The ids of the facts that give way to a better one.

    These are deprecated facts, facts that say that they contradict another and are not
    preferred, and, where a predicate allows one value, the rivals of a preferred fact.
    """
    ids: set[str] = set()
    preferred: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    normal: list[Fact] = []
    for fact in facts:
        if fact.rank == "preferred":
            preferred[fact.subject, fact.predicate].append(fact)
        elif fact.rank == "deprecated" or fact.contradicts:
            ids.add(fact.id)
        else:
            normal.append(fact)
    best = {
        key: _times_of([fact.when for fact in better], predicates[key[1]])
        for key, better in preferred.items()
        if key[1] in predicates and predicates[key[1]].one_value
    }
    for fact in normal:
        times = best.get((fact.subject, fact.predicate))
        if times and times(fact.when):
            ids.add(fact.id)
    return ids


def undisputed(knowledge: Knowledge, facts: Iterable[Fact]) -> Iterator[Fact]:
    """The facts that no better fact of the store outranks."""
    return (fact for fact, is_outranked in with_outranked(knowledge, facts) if not is_outranked)


def with_outranked(knowledge: Knowledge, facts: Iterable[Fact]) -> Iterator[tuple[Fact, bool]]:
    """Each fact with whether a better fact of the store outranks it; an undated one never is.

    Replaced facts are left out.
    """
    predicates = knowledge.predicates()
    for batch in batches(fact for fact in facts if not fact.is_replaced):
        subjects = tuple(dict.fromkeys(f.subject for f in batch if _may_have_rival(f, predicates)))
        pattern = Pattern(subjects=subjects, ranks=("preferred",))
        preferred = knowledge.facts(pattern)
        dated = {fact.id: fact for fact in (*preferred, *batch) if fact.when}
        ids = outranked(dated.values(), predicates)
        yield from ((fact, fact.id in ids) for fact in batch)


def _may_have_rival(fact: Fact, predicates: Predicates) -> bool:
    """Whether a preferred fact, which may not be read yet, can outrank it."""
    predicate = predicates.get(fact.predicate)
    exclusive = predicate is not None and predicate.one_value
    return exclusive and fact.rank == "normal" and fact.when is not None


SameTime = Callable[[Span | None], bool]
"""Whether a fact of that time is of the time of one of those that outrank it."""


def _times_of(better: Sequence[Span | None], predicate: Predicate) -> SameTime:
    """What says of a time whether it is that of one of the better facts.

    What has no time is of any. Of two intervals of a state one may follow the other; two of
    an event that do not overlap are stages of it.
    """
    dated = [when for when in better if when is not None]
    if len(dated) < len(better):
        return lambda _: True
    intervals = [when for when in dated if when.end is not None]
    moments = [when for when in dated if when.end is None]
    if predicate.shape != "state":
        if moments:
            return lambda _: True
        touched = Ranges((when.first, when.last) for when in intervals)
        return lambda when: when is None or when.end is None or touched.meet(when.first, when.last)
    possible = Ranges((when.first, when.last) for when in dated)
    attested = Ranges((when.first, when.last) for when in moments)
    sure = Ranges(filter(None, map(sure_range, intervals)))

    def same(when: Span | None) -> bool:
        if when is None:
            return True
        if when.end is None:
            return possible.meet(when.first, when.last)
        own = sure_range(when)
        surely = own is not None and sure.meet(*own)
        return surely or attested.meet(when.first, when.last)

    return same


def _order(fact: Fact) -> tuple[int, str]:
    return RANKS.index(fact.rank), fact.id
