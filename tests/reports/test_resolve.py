import pytest

from cstokb.errors import AmbiguousName, UnknownName
from cstokb.model.entity import Entity
from cstokb.reports.resolve import resolve_entity, resolve_predicate
from cstokb.store.memory import MemoryStore
from tests.world import KNOWN, fact, world

OSH = Entity("osh", "place", {"en": "Osh", "ru": "Ош"})
UNITED = Entity("rubezh-2012", "exercise", {"en": "Frontier-2012", "ru": "Рубеж-2012"})


def everything() -> MemoryStore:
    return world(entities=[*KNOWN.values(), OSH, UNITED])


@pytest.mark.parametrize(
    ("word", "id"),
    [
        pytest.param("joint-staff", "joint-staff", id="id"),
        pytest.param("Joint Staff", "joint-staff", id="name"),
        pytest.param("joint staff", "joint-staff", id="name-in-other-case"),
        pytest.param("joint_staff", "joint-staff", id="other-punctuation"),
        pytest.param("joint-st", "joint-staff", id="prefix-of-an-id"),
        pytest.param("Объединённый штаб", "joint-staff", id="russian-name"),
        pytest.param("объединенный", "joint-staff", id="prefix-without-the-dots"),
        pytest.param("Obyedinyonny Shtab", "joint-staff", id="russian-name-in-latin-letters"),
        pytest.param("Арменія", "armenia", id="letter-of-another-alphabet"),
        pytest.param("rubezh", "rubezh", id="id-that-begins-another"),
        pytest.param("rubezh-2", "rubezh-2012", id="prefix-of-one-of-them"),
        pytest.param("Frontier", "rubezh", id="name-that-begins-another"),
        pytest.param("ОШ", "joint-staff", id="alias-to-the-letter"),
        pytest.param("Ош", "osh", id="name-to-the-letter"),
        pytest.param("osh", "osh", id="id-before-an-alias"),
    ],
)
def test_a_word_means_an_entity(word: str, id: str) -> None:
    assert resolve_entity(everything(), word).id == id


@pytest.mark.parametrize(
    ("word", "candidates"),
    [
        pytest.param("c", ("charter (Charter)", "council (Security Council)"), id="prefix"),
        pytest.param("OSH", ("joint-staff (Joint Staff)", "osh (Osh)"), id="exact"),
    ],
)
def test_a_word_that_means_several_is_ambiguous(word: str, candidates: tuple[str, ...]) -> None:
    with pytest.raises(AmbiguousName) as caught:
        resolve_entity(everything(), word)

    assert caught.value.candidates[: len(candidates)] == candidates
    assert candidates[0] in caught.value.hint


def test_of_very_many_candidates_some_are_listed() -> None:
    series = [Entity(f"rubezh-{year}", "exercise", {"en": "R"}) for year in range(2000, 2020)]
    with pytest.raises(AmbiguousName) as caught:
        resolve_entity(world(entities=series), "rubezh-20")

    assert caught.value.candidates[0] == "rubezh-2000 (R)"
    assert 3 < len(caught.value.candidates) < 20


@pytest.mark.parametrize(
    ("word", "near"),
    [
        pytest.param("armennia", ("armenia (Armenia)",), id="typing-error"),
        pytest.param("Арменяи", ("armenia (Armenia)",), id="russian-typing-error"),
        pytest.param("staff", ("joint-staff (Joint Staff)",), id="word-within-a-name"),
        pytest.param("xyzzy", (), id="nothing-like-it"),
        pytest.param("", (), id="nothing"),
        pytest.param("!?", (), id="no-letters"),
    ],
)
def test_an_unknown_word_offers_the_nearest_names(word: str, near: tuple[str, ...]) -> None:
    with pytest.raises(UnknownName, match=f'no entity "{"" if word == "!?" else word}') as caught:
        resolve_entity(everything(), word)

    assert caught.value.near == near


def test_a_guess_is_never_taken() -> None:
    with pytest.raises(UnknownName):
        resolve_entity(world(entities=[KNOWN["armenia"]]), "armeni a")


def test_what_is_only_mentioned_is_not_offered_beside_a_name() -> None:
    mentioning = Entity("csto", "body", {"en": "Organization"}, (), {"en": "Has a staff."})
    with pytest.raises(UnknownName) as caught:
        resolve_entity(world(entities=[mentioning, KNOWN["joint-staff"]]), "staff")

    assert caught.value.near == ("joint-staff (Joint Staff)",)


def test_what_is_only_mentioned_is_offered_when_nothing_else_is_near() -> None:
    mentioning = Entity("csto", "body", {"en": "Organization"}, (), {"en": "Founded in Tashkent."})
    with pytest.raises(UnknownName) as caught:
        resolve_entity(world(entities=[mentioning]), "Tashkent")

    assert caught.value.near == ("csto (Organization)",)


@pytest.mark.parametrize(
    ("word", "id"),
    [
        pytest.param("member-of", "member-of", id="id"),
        pytest.param("member of", "member-of", id="label"),
        pytest.param("член", "member-of", id="russian-label"),
    ],
)
def test_a_word_means_a_predicate(word: str, id: str) -> None:
    assert resolve_predicate(world(), word) == id


def test_no_word_means_no_predicate() -> None:
    with pytest.raises(UnknownName, match='no predicate ""'):
        resolve_predicate(world(), "")


@pytest.mark.parametrize("word", ["membr-of", "members-of", "member-of-us"])
def test_an_unknown_predicate_offers_the_nearest(word: str) -> None:
    with pytest.raises(UnknownName, match=f'no predicate "{word}"') as caught:
        resolve_predicate(world(fact("csto", "met")), word)

    assert caught.value.near == ("member-of",)
