"""Checks of sources."""

import re
from array import array
from collections import defaultdict
from collections.abc import Iterator, Sequence

from cstokb.messages import Message
from cstokb.model.compact import HashIds
from cstokb.model.fact import Fact
from cstokb.model.source import Source
from cstokb.reports.checks.index import ReferenceIndex
from cstokb.reports.checks.visitor import Problem, Visitor


def bad_urls(sources: Sequence[Source]) -> Iterator[Problem]:
    """Sources whose URL is not http or https."""
    for source in sources:
        if source.url and not re.match(r"https?://[^\s/]+", source.url):
            yield Problem(source.id, Message('"{}" is not a web address', source.url))


def same_url(index: ReferenceIndex) -> Visitor:
    """URLs that several sources share, in the order of the first source."""
    urls, owners = HashIds(), array("i")
    shared: dict[str, list[str]] = defaultdict(list)

    def visit(sources: Sequence[Source]) -> tuple[()]:
        for source in filter(_has_url, sources):
            url = source.url.partition("://")[2].rstrip("/").lower()
            number = urls.number(url)
            if number == len(owners):
                owners.append(index.sources.number(source.id))
            else:
                first = index.sources.id(owners[number])
                shared[first].append(source.id)
        return ()

    def finish() -> Iterator[Problem]:
        for first, others in sorted(shared.items()):
            yield Problem(first, Message("has the url of {}", ", ".join(others)))

    return Visitor(visit_sources=visit, finish=finish)


def _has_url(source: Source) -> bool:
    return bool(source.url)


def unused(index: ReferenceIndex) -> Visitor:
    """Sources that no fact cites."""

    def visit(facts: Sequence[Fact]) -> tuple[()]:
        for id in {source for fact in facts for source in fact.sources}:
            index.sources.mark_used(id)
        return ()

    def finish() -> Iterator[Problem]:
        return (Problem(id, Message("no fact cites it")) for id in index.sources.unused())

    return Visitor(visit_facts=visit, finish=finish)
