import pytest

from cstokb.model.entity import Entity
from cstokb.reports.search import search
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


def found(text: str, *kinds: str) -> list[tuple[str, str]]:
    return [(hit.entity.id, hit.how) for hit in search(everything(), text, kinds or None)]


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
def test_kinds_can_be_chosen(kinds: tuple[str, ...], expected: list[str]) -> None:
    assert [id for id, _ in found("staff", *kinds)] == expected


@pytest.mark.parametrize("text", ["", "  ", "?!", "xyzzy"])
def test_words_that_nothing_answers_to_find_nothing(text: str) -> None:
    assert found(text) == []


def test_a_name_is_found_in_the_other_script() -> None:
    assert found("obyedinyonny shtab") == [("joint-staff", "exact")]
    assert found("ШТАБ объединённый") == [("joint-staff", "words")]
