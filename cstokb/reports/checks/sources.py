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
    """Addresses that are not of the web."""
    for source in sources:
        if source.url and not re.match(r"https?://[^\s/]+", source.url):
            yield Problem(source.id, Message('"{}" is not a web address', source.url))


def same_url(census: ReferenceIndex) -> Visitor:
    """Addresses of several sources, in the order of the first of them."""
    urls, owners = HashIds(), array("i")
    shared: dict[str, list[str]] = defaultdict(list)

    def see(sources: Sequence[Source]) -> tuple[()]:
        for source in filter(_has_url, sources):
            url = source.url.partition("://")[2].rstrip("/").lower()
            number = urls.number(url)
            if number == len(owners):
                owners.append(census.sources.number(source.id))
            else:
                first = census.sources.id(owners[number])
                shared[first].append(source.id)
        return ()

    def end() -> Iterator[Problem]:
        for first, others in sorted(shared.items()):
            yield Problem(first, Message("has the url of {}", ", ".join(others)))

    return Visitor(sources=see, end=end)


def _has_url(source: Source) -> bool:
    return bool(source.url)


def unused(census: ReferenceIndex) -> Visitor:
    """Sources that no fact cites."""

    def see(facts: Sequence[Fact]) -> tuple[()]:
        for id in {citation.source for fact in facts for citation in fact.citations}:
            census.sources.mark_used(id)
        return ()

    def end() -> Iterator[Problem]:
        return (Problem(id, Message("no fact cites it")) for id in census.sources.unused())

    return Visitor(facts=see, end=end)
