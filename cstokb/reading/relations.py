"""`Relation`: what reading needs to know of a predicate, as values that pickle."""

from collections.abc import Collection
from typing import NamedTuple

from cstokb.model.predicate import Predicate


class Relation(NamedTuple):
    """A predicate: its shape, what it joins, whether it needs a value, and takes a place.

    `post`, `ahead` and `rules_out` are those of the predicate. `is_plan`: others become it
    while they are still to come. `is_participation`: it takes the time of its value.
    """

    id: str
    shape: str
    subject_kinds: tuple[str, ...]
    value_kinds: tuple[str, ...]
    optional: bool
    has_where: bool
    post: str = ""
    ahead: str = ""
    rules_out: tuple[str, ...] = ()
    is_plan: bool = False
    is_participation: bool = False

    @classmethod
    def of(cls, predicate: Predicate, plans: Collection[str] = ()) -> "Relation":
        """The relation that the predicate is; `plans` are the predicates that are plans."""
        return cls(
            predicate.id,
            predicate.shape,
            tuple(predicate.subject_kinds),
            tuple(predicate.value_kinds),
            predicate.optional,
            "{where}" in predicate.phrase.get("en", ""),
            predicate.post,
            predicate.ahead,
            predicate.rules_out,
            predicate.id in plans,
            predicate.time_of == "value",
        )

    @property
    def is_announced(self) -> bool:
        """Whether it is also stated of what is to come."""
        return self.ahead == self.id
