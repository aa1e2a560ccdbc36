"""Checks of sources."""

import re
from array import array
from collections import defaultdict
from collections.abc import Iterator, Sequence

from cstokb.model.fact import Fact
from cstokb.model.source import Source
from cstokb.reports.checks.census import Census
from cstokb.reports.checks.look import Found, Look
from cstokb.reports.numbering import Numbering


def bad_urls(sources: Sequence[Source]) -> Iterator[Found]:
    """Addresses that are not of the web."""
    for source in sources:
        if source.url and not re.match(r"https?://[^\s/]+", source.url):
            yield Found(source.id, f'"{source.url}" is not a web address')


def same_url(census: Census) -> Look:
    """Addresses of several sources, in the order of the first of them."""
    urls, owners = Numbering(), array("i")
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

    def end() -> Iterator[Found]:
        for first, others in sorted(shared.items()):
            yield Found(first, f"has the url of {', '.join(others)}")

    return Look(sources=see, end=end)


def _has_url(source: Source) -> bool:
    return bool(source.url)


def unused(census: Census) -> Look:
    """Sources that no fact cites."""

    def see(facts: Sequence[Fact]) -> tuple[()]:
        for id in {citation.source for fact in facts for citation in fact.citations}:
            census.sources.mark(id)
        return ()

    def end() -> Iterator[Found]:
        return (Found(id, "no fact cites it") for id in census.sources.unmarked())

    return Look(facts=see, end=end)
