import pytest

from cstokb.errors import UnknownName
from cstokb.model.source import Citation, Source
from cstokb.reports.sources import citing, sources
from tests.world import PAPER, REPORT, fact, world

UNREAD = Source("atlas", "An atlas")

MET = fact("csto", "met", "2003", sources=["paper"])
JOINED = fact("armenia", "member-of", "2002/..", "csto", sources=["paper", "report"])
FOUNDED = fact("crrf", "founded", "2009", sources=["report", "report", "paper"])


def test_sources_stand_by_how_much_rests_on_them() -> None:
    found = sources(world(MET, JOINED, FOUNDED, sources=(UNREAD, REPORT, PAPER)))

    assert tuple(found) == ((PAPER, 3), (REPORT, 2), (UNREAD, 0))


def test_sources_of_which_as_much_is_told_stand_by_id() -> None:
    assert [item.source.id for item in sources(world(sources=(REPORT, UNREAD, PAPER)))] == [
        "atlas",
        "paper",
        "report",
    ]


def test_of_an_entity_only_the_cited_sources_are_listed() -> None:
    knowledge = world(MET, JOINED, FOUNDED, sources=(UNREAD, REPORT, PAPER))

    assert tuple(sources(knowledge, "csto")) == ((PAPER, 2), (REPORT, 1))
    assert not list(sources(knowledge, "russia"))


def test_a_source_that_is_cited_and_missing_is_listed_under_its_id() -> None:
    knowledge = world(fact("csto", "met", "2003", sources=["lost"]))

    assert tuple(sources(knowledge, "csto")) == ((Source("lost", "lost"), 1),)


def test_a_source_is_cited_by_its_facts_each_once() -> None:
    twice = MET._replace(citations=(Citation("paper", "p. 1"), Citation("paper", "p. 2")))
    knowledge = world(JOINED, FOUNDED, twice)

    assert citing(knowledge, "paper") == (JOINED, FOUNDED, twice)
    assert citing(knowledge, "report") == (JOINED, FOUNDED)


def test_a_source_that_nothing_cites_is_known_all_the_same() -> None:
    assert citing(world(sources=[UNREAD]), "atlas") == ()


@pytest.mark.parametrize(
    ("word", "near"),
    [("papers", ("paper",)), ("reprot", ("report",)), ("paperabc", ("paper",)), ("xyzzy-2003", ())],
)
def test_an_unknown_source_offers_the_nearest(word: str, near: tuple[str, ...]) -> None:
    with pytest.raises(UnknownName, match=f'no source or entity "{word}"') as caught:
        citing(world(), word)

    assert caught.value.near == near
