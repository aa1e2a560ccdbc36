"""What a page says of itself: title, publisher, address, and the day it was published."""

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from html.parser import HTMLParser
from typing import Any, Final, NamedTuple

from cstokb.errors import AmbiguousDay
from cstokb.model.article import DayOrigin
from cstokb.reading.tables import word_set

_PUBLISHED: Final = word_set(
    "article:published_time og:published_time og:article:published_time datepublished "
    "publishdate publish-date publication_date pubdate parsely-pub-date sailthru.date "
    "dc.date.issued dcterms.issued dc.date dcterms.date article.published citation_date "
    "citation_publication_date mediator_published_time date"
)
_ARTICLES: Final = word_set("NewsArticle Article ReportageNewsArticle BlogPosting Report")
_ASIDE: Final = word_set("aside nav footer")
_DAY: Final = re.compile(
    r"(?<!\d)((?:19|20)\d{2})[-/.]?(0[1-9]|1[0-2])[-/.]?(0[1-9]|[12]\d|3[01])(?!\d)"
)
_MOST_DATA: Final = 1_000_000
_MOST_ITEMS: Final = 1_000


class Page(NamedTuple):
    """What the head and the tags of a page say."""

    title: str
    publisher: str
    url: str
    language: str
    published: date | None
    published_from: DayOrigin


def page_of(markup: str, name: str) -> Page:
    """What the page says; raise `AmbiguousDay` where its data name several days.

    The day is that of its linked data, its meta tags, its first <time> in the article or
    its address, in this order; never the day it was modified.
    """
    tags = _Tags()
    with suppress(AssertionError):  # html.parser asserts on some broken declarations
        tags.feed(markup)
        tags.close()
    meta, url = tags.meta, _web(tags.canonical or tags.meta.get("og:url", ""))
    linked = list(_linked(tags.scripts))
    headings = (meta.get("og:title"), *tags.headings[:1], tags.title)
    day, origin = _published(tags, linked, url, name)
    publisher = meta.get("og:site_name") or next(filter(None, map(_publisher, linked)), "")
    title = next((text.strip() for text in headings if text and text.strip()), "")
    return Page(title, publisher.strip(), url, tags.language[:2].lower(), day, origin)


def _published(
    tags: "_Tags", linked: list[dict[str, Any]], url: str, name: str
) -> tuple[date | None, DayOrigin]:
    data = {day for item in linked if (day := _day_in(item.get("datePublished")))}
    if len(data) > 1:
        raise AmbiguousDay(name, tuple(sorted(map(str, data))))
    meta = (_day_in(tags.meta[key]) for key in tags.meta if key in _PUBLISHED)
    times = map(_day_in, tags.times)
    found: tuple[tuple[date | None, DayOrigin], ...] = (
        (next(iter(data), None), "json-ld"),
        (next(filter(None, meta), None), "meta"),
        (next(filter(None, times), None), "time"),
        (_day_in(url.partition("?")[0]), "address"),
    )
    return next(((day, origin) for day, origin in found if day), (None, ""))


def _day_in(value: object) -> date | None:
    """The day at the beginning of a time stamp, or in an address."""
    found = _DAY.search(value) if isinstance(value, str) else None
    if found:
        with suppress(ValueError):
            return date(int(found[1]), int(found[2]), int(found[3]))
    return None


def _web(url: str) -> str:
    """The address if it is one of the web."""
    return url if url.startswith(("https://", "http://")) else ""


def _linked(scripts: list[str]) -> Iterator[dict[str, Any]]:
    """The articles in the linked data of the page."""
    for script in scripts:
        with suppress(ValueError, RecursionError):
            pending, count = [json.loads(script[:_MOST_DATA])], 0
            while pending and count < _MOST_ITEMS:
                item, count = pending.pop(), count + 1
                if isinstance(item, list):
                    pending += item
                elif isinstance(item, dict):
                    pending.append(item.get("@graph"))
                    kinds = item.get("@type")
                    kinds = kinds if isinstance(kinds, list) else [kinds]
                    if any(kind in _ARTICLES for kind in kinds if isinstance(kind, str)):
                        yield item


def _publisher(item: dict[str, Any]) -> str:
    publisher = item.get("publisher")
    name = publisher.get("name") if isinstance(publisher, dict) else publisher
    return name if isinstance(name, str) else ""


class _Tags(HTMLParser):
    """Collects what is said in tags; what stands in asides, menus and footers is no part."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.meta: dict[str, str] = {}
        self.canonical = self.title = self.language = ""
        self.headings: list[str] = []
        self.times: list[str] = []
        self.scripts: list[str] = []
        self._aside = 0
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take up a tag and its attributes."""
        values = {name: value or "" for name, value in attrs}
        if tag == "meta":
            key = values.get("property") or values.get("name") or values.get("itemprop") or ""
            self.meta.setdefault(key.lower(), values.get("content", ""))
        elif tag == "link" and values.get("rel") == "canonical":
            self.canonical = values.get("href", "")
        elif tag == "html":
            self.language = values.get("lang", "")
        elif tag == "time" and not self._aside and "modified" not in str(values).lower():
            self.times.append(values.get("datetime", ""))
        elif tag in _ASIDE:
            self._aside += 1
        elif tag in ("title", "h1", "script"):
            linked = values.get("type", "").lower() == "application/ld+json"
            self._inside = tag if tag != "script" or linked else ""
            {"h1": self.headings, "script": self.scripts}.get(tag, []).append("")

    def handle_endtag(self, tag: str) -> None:
        """Leave a tag."""
        if tag in _ASIDE:
            self._aside = max(0, self._aside - 1)
        if tag == self._inside:
            self._inside = ""

    def handle_data(self, data: str) -> None:
        """Keep the words of a title and the linked data."""
        if self._inside == "title":
            self.title += data
        elif self._inside == "h1":
            self.headings[-1] += data
        elif self._inside == "script":
            self.scripts[-1] += data
