"""Drafts of many articles, grouped by fact: what most articles state comes first."""

from collections.abc import Iterator
from typing import Any

from cstokb.model.fact import Fact
from cstokb.model.record import to_row
from cstokb.reports.drafts import Sheet, State


class Groups:
    """Collects the drafts of articles; holds one entry a fact, and where it is stated."""

    def __init__(self) -> None:
        self._facts: dict[str, tuple[Fact, State]] = {}
        self._articles: dict[str, list[dict[str, str]]] = {}

    def add(self, location: str, sheet: Sheet) -> None:
        """Take up the drafts of an article."""
        for entry in sheet.entries:
            for judged in entry.drafts:
                fact = judged.known or judged.fact
                self._facts.setdefault(fact.id, (fact, judged.state))
                where = {
                    "location": location,
                    "source": sheet.source.id,
                    "at": sheet.locator(entry.sentence),
                }
                self._articles.setdefault(fact.id, []).append(where)

    def items(self) -> Iterator[dict[str, Any]]:
        """Each fact with its articles, those with most articles first, then by id."""
        for id in sorted(self._facts, key=self._order):
            fact, state = self._facts[id]
            articles = self._articles[id]
            yield {
                "articles": len(articles),
                "state": state,
                "fact": to_row(fact),
                "stated": articles,
            }

    def _order(self, id: str) -> tuple[int, str]:
        return -len(self._articles[id]), id
