"""`LookaheadCache`: nouns by id, looked up together with those that are likely to be next."""

from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import Generic, TypeVar

from cstokb.model.fact import Fact

Noun = TypeVar("Noun")

_MAX_SIZE = 8_000


class LookaheadCache(Generic[Noun]):
    """Nouns that were looked up, and the ids of those that are likely to be next.

    The first one that is looked up brings the expected ones with it: over a network, one
    question for a hundred names takes as long as one for one.
    """

    def __init__(self, find: Callable[[Sequence[str]], dict[str, Noun]]) -> None:
        self._find = find
        self._nouns: dict[str, Noun | None] = {}
        self._page: Sequence[Fact] = ()
        self._ids: Callable[[Fact], tuple[str, ...]] = attrgetter("mentions")

    def expect(self, page: Sequence[Fact], ids: Callable[[Fact], tuple[str, ...]]) -> None:
        """Say whose ids are likely to be asked for; earlier expectations are given up."""
        self._page, self._ids = page, ids

    def get(self, id: str) -> Noun | None:
        """The noun with that id, or None."""
        if id not in self._nouns:
            if len(self._nouns) > _MAX_SIZE:
                self._nouns.clear()
            expected = (other for fact in self._page for other in self._ids(fact))
            ids = [id, *dict.fromkeys(other for other in expected if other not in self._nouns)]
            self._page = ()
            nouns = self._find(ids)
            self._nouns.update((each, nouns.get(each)) for each in ids)
        return self._nouns[id]

    def clear(self) -> None:
        """Forget them."""
        self._nouns.clear()
        self._page = ()
