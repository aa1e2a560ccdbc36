"""Checks of facts, each by itself and by what there is of what it names."""

from collections.abc import Iterator, Sequence
from datetime import date

from cstokb.messages import Message
from cstokb.model.fact import Fact, Link, Text, fact_id
from cstokb.model.predicate import Predicate
from cstokb.reports.checks.index import ReferenceIndex
from cstokb.reports.checks.visitor import Problem, Visitor, problem_of


def dangling(census: ReferenceIndex, facts: Sequence[Fact]) -> Iterator[Problem]:
    """Facts that point to what does not exist."""
    for fact in facts:
        if fact.predicate not in census.predicates:
            yield problem_of(fact, Message('the predicate "{}" is not defined', fact.predicate))
        for id in fact.mentions:
            if census.kind(id) is None:
                yield problem_of(fact, Message('no entity "{}"', id))
        for citation in fact.citations:
            if census.published(citation.source) is None:
                yield problem_of(fact, Message('no source "{}"', citation.source))
        for id in fact.contradicts:
            if not census.has_fact(id):
                yield problem_of(fact, Message('contradicts "{}", which is no fact', id))


def wrong_kinds(census: ReferenceIndex, facts: Sequence[Fact]) -> Iterator[Problem]:
    """Facts whose subject, value or place the predicate does not join."""
    for fact in facts:
        predicate = census.predicate(fact)
        subjects, values = predicate.subject_kinds, predicate.value_kinds
        if subjects and (kind := census.kind(fact.subject)) not in (None, *subjects):
            yield problem_of(fact, Message("{} is not said of a {}", predicate.id, kind))
        if values and (kind := census.kind(fact.link)) not in (None, *values):
            yield problem_of(fact, Message("{} does not lead to a {}", predicate.id, kind))
        if not _fits(fact, predicate):
            yield problem_of(fact, Message("{} takes {}", predicate.id, _taken(predicate)))
        if fact.where and (kind := census.kind(fact.where)) not in (None, "place", "state"):
            yield problem_of(fact, Message("{} is a {}, not a place", fact.where, kind))


def _fits(fact: Fact, predicate: Predicate) -> bool:
    if fact.value is None:
        return predicate.optional or predicate.value_type == "none"
    if isinstance(fact.value, Link):
        return predicate.value_type == "entity"
    if isinstance(fact.value, Text):
        return predicate.value_type == "text" or predicate.or_text
    return predicate.value_type in ("number", "text")


def _taken(predicate: Predicate) -> str:
    optional = ", or nothing" if predicate.optional else ""
    words = ", or words" if predicate.or_text and predicate.value_type != "text" else ""
    return f"{predicate.value_type}{words}{optional}"


def after_source(census: ReferenceIndex, facts: Sequence[Fact]) -> Iterator[Problem]:
    """Events from after all their sources were published."""
    for fact in facts:
        predicate = census.predicate(fact)
        if not fact.when or predicate.shape != "event" or predicate.anytime:
            continue
        told = [census.published(citation.source) for citation in fact.citations]
        days = [day for day in told if day is not None]
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
    """Facts whose id is not the one of their content."""
    for fact in facts:
        right = fact_id(fact.subject, fact.predicate, fact.value, fact.when, fact.where)
        if fact.id != right:
            yield problem_of(fact, Message("its content has the id {}", right))


def one_source(_: ReferenceIndex) -> Visitor:
    """How many facts have one source, told once of all."""
    number = of_one = 0

    def see(facts: Sequence[Fact]) -> tuple[()]:
        nonlocal number, of_one
        number += len(facts)
        of_one += sum(len({c.source for c in fact.citations}) == 1 for fact in facts)
        return ()

    def end() -> Iterator[Problem]:
        if of_one:
            yield Problem("facts", Message("{} of {} facts have one source only", of_one, number))

    return Visitor(facts=see, end=end)
