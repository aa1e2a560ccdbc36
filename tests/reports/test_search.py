import pytest

from cstokb.model.entity import Entity, Kind
from cstokb.reports.search import excerpt, search
from cstokb.store.memory import MemoryStore
from tests.world import world

STAFF = (
    Entity("staff", "body", {"en": "Staff"}),
    Entity("joint-staff", "body", {"en": "Joint Staff", "ru": "Объединённый штаб"}),
    Entity("staffing", "document", {"en": "Staffing table"}),
    Entity("chief", "person", {"en": "Chief"}, (), {"en": "Headed the Joint Staff."}),
    Entity("staf", "force", {"en": "Stabf"}),
)


def everything() -> MemoryStore:
    return world(entities=STAFF)


def found(text: str, *kinds: Kind) -> list[tuple[str, str]]:
    hits = search(everything(), text, kinds or None)
    return [(each.hit.entity.id, each.how) for each in hits if each.hit]


def test_hits_come_best_first() -> None:
    assert found("staff") == [
        ("staff", "exact"),
        ("staffing", "prefix"),
        ("joint-staff", "words"),
        ("staf", "typo"),
        ("chief", "mention"),
    ]


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        pytest.param(("body",), ["staff", "joint-staff"], id="one"),
        pytest.param(("person", "document"), ["staffing", "chief"], id="two"),
        pytest.param(("state",), [], id="none-of-it"),
    ],
)
def test_kinds_can_be_chosen(kinds: tuple[Kind, ...], expected: list[str]) -> None:
    assert [id for id, _ in found("staff", *kinds)] == expected


@pytest.mark.parametrize("text", ["", "  ", "?!", "xyzzy"])
def test_words_that_nothing_answers_to_find_nothing(text: str) -> None:
    assert found(text) == []


def test_a_name_is_found_in_the_other_script() -> None:
    assert found("obyedinyonny shtab") == [("joint-staff", "exact")]
    assert found("ШТАБ объединённый") == [("joint-staff", "words")]


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        pytest.param(("first",), "First comes", id="at the beginning"),
        pytest.param(("middle",), "the Middle", id="in the middle"),
        pytest.param(("last",), "the last.", id="at the end"),
        pytest.param(("middle", "last"), "the last.", id="where most stand together"),
    ],
)
def test_an_excerpt_shows_the_words_in_place(words: tuple[str, ...], shown: str) -> None:
    middle = "a Middle of its own, "
    text = f"First comes {'this and ' * 20}the Middle, {'and so on ' * 20}{middle}the last."
    cut = excerpt(text, words)
    assert shown in cut
    assert len(cut) < 110
    assert {*cut.split()} <= {*text.split(), "…"}
    assert excerpt("short", ("nothing",)) == "short"
