"""`Relation`: what reading needs to know of a predicate, as values that pickle."""

from typing import NamedTuple

from cstokb.model.predicate import Predicate


class Relation(NamedTuple):
    """A predicate: its shape, what it joins, whether it needs a value, and takes a place."""

    id: str
    shape: str
    subject_kinds: tuple[str, ...]
    value_kinds: tuple[str, ...]
    optional: bool
    has_where: bool

    @classmethod
    def of(cls, predicate: Predicate) -> "Relation":
        """The relation that the predicate is."""
        return cls(
            predicate.id,
            predicate.shape,
            tuple(predicate.subject_kinds),
            tuple(predicate.value_kinds),
            predicate.optional,
            "{where}" in predicate.phrase.get("en", ""),
        )
