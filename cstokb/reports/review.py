"""What a change would break or contradict, found before it is written."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from cstokb.messages import Message
from cstokb.model.fact import Fact
from cstokb.model.knowledge import Knowledge, kind_of
from cstokb.model.pattern import Pattern
from cstokb.reports.check import CHECKS, Check, Finding
from cstokb.reports.checks.circles import nests
from cstokb.reports.checks.index import ReferenceIndex, published_by
from cstokb.reports.checks.visitor import Problem, Subject, Visitor
from cstokb.reports.conflicts import Conflict, conflicts_among

BLOCKING = tuple(check for check in CHECKS if check.level == "error")
"""The checks whose findings keep a change from being written."""


class Review(NamedTuple):
    """The findings that block a change, and the conflicts its facts are part of.

    A finding is about a record of the change, also where what hangs on that is wrong.
    """

    blocking: tuple[Finding, ...]
    conflicts: tuple[Conflict, ...]


class _Changed(NamedTuple):
    """What a change adds or replaces, and the facts that hang on it."""

    entities: Collection[str]
    facts: Collection[str]
    sources: Collection[str]
    predicates: Collection[str]
    hanging: Mapping[str, str]
    """The id of the entity or predicate by that of each fact that hangs on it."""


def review(
    after: Knowledge,
    entities: Iterable[str],
    facts: Iterable[Fact],
    sources: Iterable[str] = (),
    *,
    predicates: Iterable[str] = (),
    before: Knowledge | None = None,
) -> Review:
    """The review of a change that adds or replaces these facts, and records of these ids.

    `after` is the knowledge as it would be with the change, `before` as it is without. With
    it, the facts that hang on an entity or predicate are reviewed too where that changes,
    and what was wrong before does not block.
    """
    ids = dict.fromkeys(fact.id for fact in facts)
    changed = _Changed((*entities,), ids, (*sources,), (*predicates,), {})
    if before:
        hanging = {id: on for on, id in _hanging(before, after, changed) if id not in ids}
        changed = changed._replace(hanging=hanging)
    scope = _Scope(after, changed)
    found = [*scope.found()]
    if found and before:
        old = changed._replace(
            entities=[*filter(before.entity, changed.entities)],
            sources=[*filter(before.source, changed.sources)],
        )
        earlier = _Scope(before, old, scope.facts).found()
        known = {(check.name, one.about) for check, one, _ in earlier}
        found = [item for item in found if (item[0].name, item[1].about) not in known]
    return Review(tuple(_finding(*item) for item in found), scope.conflicts)


def _hanging(before: Knowledge, after: Knowledge, changed: _Changed) -> Iterator[tuple[str, str]]:
    """Pairs of a changed entity or predicate and a fact for which the change matters."""
    for id in changed.entities:
        old, new = before.entity(id), after.entity(id)
        if old and new and (old.kind, old.merged_into) != (new.kind, new.merged_into):
            yield from ((id, fact.id) for fact in after.facts(Pattern(mention=id)))
    old_words, new_words = before.predicates(), after.predicates()
    for id in changed.predicates:
        if id in old_words and old_words[id] != new_words.get(id):
            yield from ((id, fact.id) for fact in after.facts(Pattern(predicates=[id])))


def _finding(check: Check, problem: Problem, culprit: str) -> Finding:
    """The problem as a finding about the record of the change that makes it."""
    finding = check.finding(problem)
    if culprit == problem.about:
        return finding
    return finding._replace(
        about=culprit, message=Message("{}: {}", problem.about, problem.message)
    )


class _Scope:
    """As much of a store as the checks must see of a change.

    They see all facts about the subjects of the `others` too.
    """

    def __init__(
        self, knowledge: Knowledge, changed: _Changed, others: Sequence[Fact] = ()
    ) -> None:
        self.knowledge = knowledge
        self.changed = changed
        self.index = _DirectIndex(knowledge)
        entities = filter(None, map(knowledge.entity, changed.entities))
        self.index.merged |= {one.id: one.merged_into for one in entities if one.merged_into}
        chosen = map(knowledge.fact, (*changed.facts, *changed.hanging))
        self.facts = [fact for fact in chosen if fact]
        self.around = (*self.facts, *others)

    def found(self) -> Iterator[tuple[Check, Problem, str]]:
        """What each check finds, with the id of the record of the change that makes it."""
        for check in BLOCKING:
            visitor = check.make_visitor(self.index)
            for problem, culprit in self._problems(visitor):
                yield check, problem, culprit

    def _problems(self, visitor: Visitor) -> Iterator[tuple[Problem, str]]:
        if visitor.visit_ids:
            ids = (*self.changed.entities, *self.changed.sources)
            yield from ((problem, problem.about) for problem in visitor.visit_ids(ids))
        if visitor.visit_facts:
            facts = [*self._above, *self.facts] if visitor.finish else self.facts
            problems = [*visitor.visit_facts(facts), *(visitor.finish() if visitor.finish else ())]
            yield from ((problem, self._culprit([problem.about])) for problem in problems)
        if visitor.visit_subject:
            for subject in self._subjects:
                culprit = self._culprit(fact.id for fact in reversed(subject.facts))
                yield from ((problem, culprit) for problem in visitor.visit_subject(subject))
        if visitor.visit_conflict:
            for conflict in self.conflicts:
                culprit = self._culprit(fact.id for fact in conflict.facts)
                yield from ((problem, culprit) for problem in visitor.visit_conflict(conflict))

    def _culprit(self, ids: Iterable[str]) -> str:
        """The first of the facts that the change has, or else what one of them hangs on."""
        several = [*ids]
        own = (id for id in several if id in self.changed.facts)
        on = (self.changed.hanging[id] for id in several if id in self.changed.hanging)
        return next(own, next(on, several[0]))

    @cached_property
    def _about(self) -> dict[str, list[Fact]]:
        """All facts about the subjects of the facts, by subject."""
        about: dict[str, list[Fact]] = defaultdict(list)
        subjects = {fact.subject for fact in self.around}
        for fact in self.knowledge.facts(Pattern(subjects=subjects)):
            about[fact.subject].append(fact)
        return about

    @property
    def _subjects(self) -> Iterator[Subject]:
        return (Subject(self.index, facts) for facts in self._about.values())

    @cached_property
    def conflicts(self) -> tuple[Conflict, ...]:
        """The conflicts that the facts of the change are part of."""
        facts = {fact.id: fact for about in self._about.values() for fact in about}
        sole = {fact.link for fact in self.around if self.index.predicate(fact).one_subject}
        held = Pattern(values=sole - {""}, predicates=self._sole_predicates)
        facts |= {fact.id: fact for fact in self.knowledge.facts(held)}
        found = conflicts_among(facts, self.index.predicates)
        return tuple(c for c in found if any(fact.id in self.changed.facts for fact in c.facts))

    @property
    def _sole_predicates(self) -> list[str]:
        return [id for id, predicate in self.index.predicates.items() if predicate.one_subject]

    @cached_property
    def _above(self) -> list[Fact]:
        """The facts that lead on from the values of the facts, where values hold subjects."""
        nesting = [id for id, predicate in self.index.predicates.items() if nests(predicate)]
        reached = {fact.link for fact in self.around if fact.predicate in nesting} - {""}
        own = {fact.id for fact in self.facts}
        above: list[Fact] = []
        level = reached
        while level:
            pattern = Pattern(subjects=level, predicates=nesting)
            facts = [fact for fact in self.knowledge.facts(pattern) if fact.id not in own]
            above += facts
            level = {fact.link for fact in facts} - reached - {""}
            reached |= level
        return above


class _DirectIndex(ReferenceIndex):
    """Queries the store for each id: a change mentions few."""

    def kind(self, id: str) -> str | None:
        return kind_of(self.knowledge, id) or None

    def merged_into(self, id: str) -> str:
        entity = self.knowledge.entity(id)
        return entity.merged_into if entity else ""

    def published(self, id: str) -> int | None:
        source = self.knowledge.source(id)
        return published_by(source) if source else None
