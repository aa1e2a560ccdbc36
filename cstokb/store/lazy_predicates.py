"""`LazyPredicates`: a store's predicates by id."""

from collections.abc import Callable, Collection, Iterator, Mapping

from cstokb.model.predicate import Predicate


class LazyPredicates(Mapping[str, Predicate]):
    """Predicates by id, read when they are looked at: one answer needs a few of them."""

    def __init__(self, ids: Collection[str], read: Callable[[str], Predicate]) -> None:
        self._ids = ids
        self._read = read
        self._known: dict[str, Predicate] = {}

    def __getitem__(self, id: str) -> Predicate:
        if id not in self._known:
            if id not in self._ids:
                raise KeyError(id)
            self._known[id] = self._read(id)
        return self._known[id]

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._ids))

    def __len__(self) -> int:
        return len(self._ids)
