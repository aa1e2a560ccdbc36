import pytest
from hypothesis import given
from hypothesis import strategies as st

from cstokb.model.entity import KINDS, Entity, Kind
from cstokb.model.fact import Fact
from cstokb.model.knowledge import Knowledge
from cstokb.model.source import Source
from cstokb.reports.as_of import AsOf
from cstokb.reports.stats import stats
from tests.strategies import entities, facts
from tests.world import fact, period, world

FACTS = (
    fact("csto", "founded", "2002-10-07", confidence="high"),
    fact("csto", "met", "2003-04", confidence="low"),
    fact("csto", "met", "1999~", sources=["paper"]),
    fact("csto", "met", sources=[]),
    fact("armenia", "member-of", "2002-09-18/..", "csto"),
    fact("uzbekistan", "member-of", "/2012?", "csto"),
)


def group(knowledge: Knowledge, about: str) -> dict[str, int]:
    """The tallies of one group."""
    return {str(tally.of): tally.number for tally in stats(knowledge) if tally.about == about}


@pytest.mark.parametrize(
    ("about", "expected"),
    [
        pytest.param(
            "store", {"entities": 3, "facts": 6, "sources": 2, "predicates": 13}, id="all"
        ),
        pytest.param("entities", {"body": 1, "state": 2}, id="kinds"),
        pytest.param("facts about", {"body": 4, "state": 2}, id="facts-by-kind"),
        pytest.param(
            "dates by precision",
            {"day": 1, "month": 1, "year": 1, "interval": 2, "approximate or uncertain": 2},
            id="precision",
        ),
        pytest.param("facts by decade", {"1990s": 1, "2000s": 3, "2010s": 1}, id="decade"),
        pytest.param("facts by confidence", {"high": 5, "low": 1}, id="confidence"),
        pytest.param("sources by publisher", {"Press": 1, "Совет": 1}, id="publisher"),
        pytest.param("sources by language", {"en": 1, "ru": 1}, id="language"),
        pytest.param(
            "coverage",
            {
                "facts with one source only": 1,
                "facts without a source": 1,
                "facts without a time": 1,
            },
            id="coverage",
        ),
    ],
)
def test_a_group_counts(about: str, expected: dict[str, int]) -> None:
    found = group(world(*FACTS), about)

    assert {of: number for of, number in found.items() if number} == expected


def test_names_in_russian_are_counted_for_the_main_kinds_and_for_all() -> None:
    kinds: dict[str, Kind] = {"wing": "force", "hill": "place", "lake": "place"}
    nameless = [Entity(id, kind, {"en": id.title()}) for id, kind in kinds.items()]
    found = group(world(*FACTS, entities=nameless), "coverage")

    assert found["entities of the main kinds without a Russian name"] == 1
    assert found["entities without a Russian name"] == 3


def test_two_citations_of_one_source_are_one_source() -> None:
    knowledge = world(fact("csto", "met", "2003", sources=["paper", "paper"]))

    assert group(knowledge, "coverage")["facts with one source only"] == 1


def test_of_many_publishers_the_rest_are_counted_together() -> None:
    pages = [Source(f"page-{n}", "A page", f"Press {n:02}") for n in range(14)]
    more = [Source(f"more-{n}", "A page", "Great Press") for n in range(3)]
    found = group(world(sources=[*pages, *more, Source("bare", "A page")]), "sources by publisher")

    assert list(found)[:2] == ["Great Press", "Press 00"]
    assert found["Great Press"] == 3
    assert found["4 others"] == 4


def test_what_did_not_exist_then_is_of_no_kind() -> None:
    knowledge = world(*FACTS, fact("crrf", "founded", "2009-02-04"), fact("crrf", "motto"))

    for then, count in (("2008", 0), ("2010", 2)):
        found = group(AsOf(knowledge, period(then)), "facts about")
        assert found["force"] == count


@given(
    st.lists(entities(), max_size=6, unique_by=lambda one: one.id),
    st.lists(facts(), max_size=12, unique_by=lambda one: one.id),
)
def test_the_parts_of_a_group_add_up(things: list[Entity], drawn: list[Fact]) -> None:
    knowledge = world(*drawn, entities=things)
    store = group(knowledge, "store")
    dates = group(knowledge, "dates by precision")
    undated = group(knowledge, "coverage")["facts without a time"]

    assert tuple(group(knowledge, "entities")) == KINDS
    assert sum(group(knowledge, "entities").values()) == store["entities"]
    assert sum(group(knowledge, "facts by confidence").values()) == store["facts"]
    assert sum(group(knowledge, "facts by decade").values()) == store["facts"] - undated
    assert sum(dates.values()) - dates["approximate or uncertain"] == store["facts"] - undated
