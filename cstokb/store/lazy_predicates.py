"""`LazyPredicates`: a store's predicates by id."""

from collections.abc import Callable, Collection, Iterator, Mapping

from cstokb.model.predicate import Predicate


class LazyPredicates(Mapping[str, Predicate]):
    """Predicates by id, each read when it is first used: one answer needs a few of them."""

    def __init__(self, ids: Collection[str], read: Callable[[str], Predicate]) -> None:
        self._ids = ids
        self._read = read
        self._parsed: dict[str, Predicate] = {}

    def __getitem__(self, id: str) -> Predicate:
        if id not in self._parsed:
            if id not in self._ids:
                raise KeyError(id)
            self._parsed[id] = self._read(id)
        return self._parsed[id]

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._ids))

    def __len__(self) -> int:
        return len(self._ids)
