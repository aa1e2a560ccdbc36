"""Facts by what the vocabulary says of their predicates."""

import pytest

from cstokb.model.pattern import Pattern
from cstokb.reports.vocabulary import facts_where
from tests.reports.world import fact, world

MET, LED = fact("csto", "met", "2003"), fact("sidorov", "headed", "2015/2023", value="joint-staff")


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        (Pattern(), [MET]),
        (Pattern(predicates=["met", "headed", "unheard-of"]), [MET]),
        (Pattern(predicates=["headed"]), []),
        (Pattern(predicates=["unheard-of"]), []),
        (Pattern(predicates=[]), []),
    ],
    ids=["any", "several", "another", "unknown", "none"],
)
def test_only_facts_whose_predicate_fits_are_found(
    pattern: Pattern, expected: list[object]
) -> None:
    assert list(facts_where(world(MET, LED), pattern, lambda one: one.shape == "event")) == expected


def test_where_no_predicate_fits_nothing_is_found() -> None:
    assert list(facts_where(world(MET, LED), Pattern(), lambda _: False)) == []
