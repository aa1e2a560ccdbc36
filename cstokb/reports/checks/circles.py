"""The check of circles: what would be a part of itself, by way of others."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from cstokb.messages import Message
from cstokb.model.fact import Fact
from cstokb.model.predicate import Predicate
from cstokb.reports.checks.index import ReferenceIndex
from cstokb.reports.checks.visitor import Problem, Visitor, problem_of

_MOST_SHOWN = 6

Edges = Mapping[str, Sequence[Fact]]
"""The facts of one predicate by their subject, in the order they were visited."""


def nests(predicate: Predicate) -> bool:
    """Whether its value holds its subject: as a part, or as the place it is in."""
    return predicate.role == "part" or predicate.locates == "subject"


def circles(index: ReferenceIndex) -> Visitor:
    """Chains of facts of one predicate that lead back to their beginning, at one time.

    The problem is of the fact of the circle that was visited last. A fact about itself is
    another check's.
    """
    nesting = {id for id, predicate in index.predicates.items() if nests(predicate)}
    edges: dict[str, dict[str, list[Fact]]] = defaultdict(lambda: defaultdict(list))
    visited: dict[str, int] = {}

    def visit(facts: Sequence[Fact]) -> tuple[()]:
        for fact in facts:
            stands = fact.rank != "deprecated" and fact.link not in ("", fact.subject)
            if stands and fact.predicate in nesting:
                edges[fact.predicate][fact.subject].append(fact)
                visited[fact.id] = len(visited)
        return ()

    def finish() -> Iterator[Problem]:
        for of_one in edges.values():
            for circle in _circles(of_one):
                if _at_one_time(circle):
                    last = max(circle, key=lambda fact: visited[fact.id])
                    yield problem_of(last, _shown(circle))

    return Visitor(visit_facts=visit, finish=finish)


def _circles(edges: Edges) -> Iterator[list[Fact]]:
    """A circle for each fact that leads back to an entity on the way to it, in linear time."""
    done = set[str]()
    for root in edges:
        path: list[Fact] = []
        depth = {} if root in done else {root: 0}
        work = [iter(edges[id]) for id in depth]
        while work:
            fact = next(work[-1], None)
            if fact is None:
                work.pop()
                id = path.pop().link if path else root
                done.add(id)
                del depth[id]
            elif fact.link in depth:
                yield [*path[depth[fact.link] :], fact]
            elif fact.link not in done:
                path.append(fact)
                depth[fact.link] = len(path)
                work.append(iter(edges.get(fact.link, ())))


def _at_one_time(facts: Sequence[Fact]) -> bool:
    """Whether there may be a day on which all of them held."""
    spans = [fact.when for fact in facts if fact.when]
    first = max((span.first for span in spans), default=date.min)
    return first <= min((span.last for span in spans), default=date.max)


def _shown(circle: Sequence[Fact]) -> Message:
    ids = [fact.link for fact in circle]
    more = ["…"] if len(ids) > _MOST_SHOWN else []
    way = [circle[0].subject, *ids[:_MOST_SHOWN], *more]
    return Message("a part of itself: {}", " > ".join(way))
