"""`Known`: what a store knows, in the form in which articles are held against it.

What every article of an archive asks is asked of the store once.
"""

from collections.abc import Mapping
from functools import cached_property, lru_cache
from typing import Final
from urllib.parse import parse_qsl, urlencode, urlsplit

from cstokb.model.article import Article
from cstokb.model.fact import Fact
from cstokb.model.fold import fold
from cstokb.model.knowledge import Knowledge
from cstokb.model.pattern import Pattern
from cstokb.model.predicate import Predicate
from cstokb.model.source import Source

_MOST_SUBJECTS: Final = 1000
_TRACKING: Final = ("utm_", "fbclid", "gclid", "yclid", "ysclid")

_Key = tuple[str, str]


class Known:
    """A store; its sources by address and by title, and the facts about those asked of last."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self.about = lru_cache(_MOST_SUBJECTS)(self._about)
        """The facts about a subject, by id."""

    @cached_property
    def predicates(self) -> Mapping[str, Predicate]:
        """The vocabulary, by id."""
        return self.knowledge.predicates()

    def source_of(self, article: Article) -> Source | None:
        """The source with the address of the article, or else with its title and day."""
        exact = next(self.knowledge.sources(url=article.url), None) if article.url else None
        if exact:
            return exact
        keys: list[_Key] = []
        if article.url:
            keys.append(("", comparable_address(article.url)))
        if article.title and article.published:
            keys.append((str(article.published), fold(article.title)))
        id = next((self._sources[key] for key in keys if key in self._sources), "")
        return self.knowledge.source(id) if id else None

    def _about(self, subject: str) -> Mapping[str, Fact]:
        return {fact.id: fact for fact in self.knowledge.facts(Pattern(subjects=(subject,)))}

    @cached_property
    def _sources(self) -> Mapping[_Key, str]:
        """The ids of the sources; of two that are alike, the first."""
        ids: dict[_Key, str] = {}
        for source in self.knowledge.sources():
            if source.url:
                ids.setdefault(("", comparable_address(source.url)), source.id)
            if source.title and source.published:
                ids.setdefault((str(source.published), fold(source.title)), source.id)
        return ids


def comparable_address(url: str) -> str:
    """The address without what does not tell one page from another.

    That is the scheme, `www.`, a slash at the end, the fragment, and what tracks readers.
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    query = [pair for pair in parse_qsl(parts.query) if not pair[0].startswith(_TRACKING)]
    site = parts.netloc.lower().removeprefix("www.")
    return "?".join(filter(None, (site + parts.path.rstrip("/"), urlencode(query))))
