"""Checks of facts, each by itself and by the records it refers to."""

from collections.abc import Iterator, Sequence
from datetime import date

from cstokb.messages import Message
from cstokb.model.fact import Fact, Link, Text, fact_id
from cstokb.model.predicate import Predicate
from cstokb.reports.checks.index import ReferenceIndex
from cstokb.reports.checks.visitor import Problem, Visitor, problem_of


def dangling(index: ReferenceIndex, facts: Sequence[Fact]) -> Iterator[Problem]:
    """Facts that refer to predicates, entities, sources or facts that do not exist."""
    for fact in facts:
        if fact.predicate not in index.predicates:
            yield problem_of(fact, Message('the predicate "{}" is not defined', fact.predicate))
        for id in fact.mentions:
            if index.kind(id) is None:
                yield problem_of(fact, Message('no entity "{}"', id))
        for citation in fact.citations:
            if index.published(citation.source) is None:
                yield problem_of(fact, Message('no source "{}"', citation.source))
        for id in fact.contradicts:
            if not index.has_fact(id):
                yield problem_of(fact, Message('contradicts "{}", which is no fact', id))


def wrong_kinds(index: ReferenceIndex, facts: Sequence[Fact]) -> Iterator[Problem]:
    """Facts, not deprecated ones, with a subject, value or place that the predicate forbids."""
    for fact in facts:
        if fact.rank == "deprecated":
            continue
        predicate = index.predicate(fact)
        subjects, values = predicate.subject_kinds, predicate.value_kinds
        if subjects and (kind := index.kind(fact.subject)) not in (None, *subjects):
            yield problem_of(
                fact, Message("{} is not said of a {}", predicate.id, Message(kind or ""))
            )
        if values and (kind := index.kind(fact.link)) not in (None, *values):
            yield problem_of(
                fact, Message("{} does not lead to a {}", predicate.id, Message(kind or ""))
            )
        if not _fits(fact, predicate):
            yield problem_of(fact, Message("{} takes {}", predicate.id, _allowed_values(predicate)))
        if fact.where and (kind := index.kind(fact.where)) not in (None, "place", "state"):
            yield problem_of(fact, Message("{} is a {}, not a place", fact.where, Message(kind)))


def _fits(fact: Fact, predicate: Predicate) -> bool:
    if fact.value is None:
        return predicate.optional or predicate.value_type == "none"
    if isinstance(fact.value, Link):
        return predicate.value_type == "entity"
    if isinstance(fact.value, Text):
        return predicate.value_type == "text" or predicate.or_text
    return predicate.value_type in ("number", "text")


def _allowed_values(predicate: Predicate) -> Message:
    type = Message(predicate.value_type)
    words = predicate.or_text and predicate.value_type != "text"
    if words and predicate.optional:
        return Message("{}, or words, or nothing", type)
    if words:
        return Message("{}, or words", type)
    if predicate.optional:
        return Message("{}, or nothing", type)
    return type


def about_itself(_: ReferenceIndex, facts: Sequence[Fact]) -> Iterator[Problem]:
    """Facts, not deprecated ones, whose value is their subject."""
    for fact in facts:
        if fact.link == fact.subject and fact.rank != "deprecated":
            yield problem_of(fact, Message("{} {} itself", fact.subject, fact.predicate))


def merged_away(index: ReferenceIndex) -> Visitor:
    """Facts, not deprecated ones, of what was merged away; and what was merged into nothing."""

    def visit(facts: Sequence[Fact]) -> Iterator[Problem]:
        for fact in facts:
            for id in fact.mentions if fact.rank != "deprecated" else ():
                if target := index.merged_into(id):
                    yield problem_of(fact, Message("{} is merged into {}", id, target))

    def finish() -> Iterator[Problem]:
        for id, target in index.merged.items():
            if index.kind(target) is None or _leads_back(index, id):
                yield Problem(id, Message("merged into {}, which does not live", target))

    return Visitor(visit_facts=visit, finish=finish)


def _leads_back(index: ReferenceIndex, id: str) -> bool:
    passed = {id}
    while target := index.merged_into(id):
        if target in passed:
            return True
        passed.add(target)
        id = target
    return False


def after_source(index: ReferenceIndex, facts: Sequence[Fact]) -> Iterator[Problem]:
    """Events that happened, and states that began, after the newest of their sources."""
    for fact in facts:
        predicate = index.predicate(fact)
        if not fact.when or predicate.shape == "plain" or predicate.anytime or fact.is_replaced:
            continue
        published = (index.published(source) for source in fact.sources)
        days = [day for day in published if day is not None]
        if days and all(days) and fact.when.first.toordinal() > max(days):
            newest = date.fromordinal(max(days))
            yield problem_of(
                fact, Message("{} is later than its newest source, {}", fact.when, newest)
            )


def unsourced(_: ReferenceIndex, facts: Sequence[Fact]) -> Iterator[Problem]:
    """Facts without a source."""
    for fact in facts:
        if not fact.citations:
            yield problem_of(fact, Message("no source is cited"))


def id_differs(_: ReferenceIndex, facts: Sequence[Fact]) -> Iterator[Problem]:
    """Facts whose id is not the one that `fact_id` derives from their content."""
    for fact in facts:
        derived = fact_id(fact.subject, fact.predicate, fact.value, fact.when, fact.where)
        if fact.id != derived:
            yield problem_of(fact, Message("its content has the id {}", derived))


def single_source(_: ReferenceIndex) -> Visitor:
    """How many facts cite a single source, as one problem of the whole store."""
    total = single = 0

    def visit(facts: Sequence[Fact]) -> tuple[()]:
        nonlocal total, single
        total += len(facts)
        single += sum(len(fact.sources) == 1 for fact in facts)
        return ()

    def finish() -> Iterator[Problem]:
        if single:
            yield Problem("facts", Message("{} of {} facts have one source only", single, total))

    return Visitor(visit_facts=visit, finish=finish)
