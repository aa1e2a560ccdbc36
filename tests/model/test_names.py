from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cstokb.model.entity import Entity
from cstokb.model.names import MATCH_KINDS, Hit, allowed_edits, edits, rank
from tests.strategies import entities

_STAFF = Entity(
    "joint-staff",
    "body",
    {"en": "CSTO Joint Staff", "ru": "Объединённый штаб ОДКБ"},
    ("Obyedinyonny shtab",),
)
_SIDOROV = Entity("anatoly-sidorov", "person", {"ru": "Анатолий Сидоров"})
_CSTO = Entity(
    "csto",
    "body",
    {"en": "Collective Security Treaty Organization"},
    ("ОДКБ",),
    {"en": "A military alliance of post-Soviet states."},
)
_TREATY = Entity("treaty-1992", "document", {"en": "Collective Security Treaty"})
_ALL = (_STAFF, _SIDOROV, _CSTO, _TREATY)

_letters = st.text(alphabet="ab", max_size=8)


def _found(query: str) -> list[tuple[str, str, int]]:
    return [(hit.entity.id, hit.how, hit.typos) for hit in rank(query, _ALL)]


@pytest.mark.parametrize(
    ("query", "how", "typos"),
    [
        pytest.param("joint-staff", "exact", 0, id="id"),
        pytest.param("CSTO joint staff", "exact", 0, id="name"),
        pytest.param("объединенный штаб одкб", "exact", 0, id="without-yo"),
        pytest.param("obyedinyonny shtab odkb", "exact", 0, id="latin-for-cyrillic"),
        pytest.param("Обьединённый", "prefix", 0, id="soft-for-hard-sign"),
        pytest.param("joint st", "prefix", 0, id="beginning"),
        pytest.param("staff joint", "words", 0, id="any-order"),
        pytest.param("sta jo", "words", 0, id="beginnings-of-words"),
        pytest.param("обьединеный штаб", "typo", 1, id="one-n-missing"),
        pytest.param("jiont staff", "typo", 1, id="swap"),
        pytest.param("joimt stafs", "typo", 2, id="one-in-each-word"),
    ],
)
def test_a_name_is_found_however_it_is_typed(query: str, how: str, typos: int) -> None:
    assert _found(query)[0] == ("joint-staff", how, typos)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("Sidorof", ("anatoly-sidorov", "typo", 1)),
        ("Sidorov", ("anatoly-sidorov", "words", 0)),
        ("Anatoly Sidorov", ("anatoly-sidorov", "exact", 0)),
        ("сидоров анатолий", ("anatoly-sidorov", "words", 0)),
        ("ODKB", ("csto", "exact", 0)),
        ("alliance", ("csto", "mention", 0)),
    ],
)
def test_a_name_is_found_in_either_script(query: str, expected: tuple[str, str, int]) -> None:
    assert _found(query)[0] == expected


@pytest.mark.parametrize(
    "query", ["", "  ", "***", "%", "zzz", "stf", "Sidxxxv", "jo zz", "alliance zzz"]
)
def test_what_is_too_far_off_is_not_found(query: str) -> None:
    assert _found(query) == []


def test_better_answers_come_first() -> None:
    named = {
        "e-mention": Entity("e", "body", {"en": "Other"}, (), {"en": "A treaty."}),
        "d-typo": Entity("d", "body", {"en": "The treety"}),
        "c-words": Entity("c", "body", {"en": "The treaty"}),
        "b-prefix": Entity("b", "body", {"en": "Treaty of Minsk"}),
        "a-exact": Entity("z", "body", {"en": "Treaty"}),
    }

    found = rank("treaty", named.values())

    assert [(hit.how, hit.entity.id) for hit in found] == list(
        zip(MATCH_KINDS, ["z", "b", "c", "d", "e"], strict=True)
    )


def test_fewer_typos_come_first_then_ids() -> None:
    names = {"a": "orgqnizatqon", "c": "orgqnization", "b": "organizatqon"}

    found = rank("organization", [Entity(id, "body", {"en": name}) for id, name in names.items()])

    assert [(hit.entity.id, hit.typos) for hit in found] == [("b", 1), ("c", 1), ("a", 2)]


def test_an_entity_answers_once_by_its_best_name() -> None:
    found = rank("collective security treaty", _ALL)

    assert found == [Hit(_TREATY, "exact"), Hit(_CSTO, "prefix")]


@pytest.mark.parametrize(
    "query",
    [
        "joint* staff",
        '"joint" OR-staff',
        "joint%staff",
        "joint_staff",
        "joint; staff--",
        "(joint AND) [staff]",
        "joint\\staff",
        "{joint} <staff>",
    ],
)
def test_a_query_is_words_never_syntax(query: str) -> None:
    words = "".join(char if char.isalpha() else " " for char in query)

    assert _found(query) == _found(words)


@given(st.lists(entities(), max_size=4, unique_by=lambda entity: entity.id), st.text(max_size=15))
def test_any_query_ranks_each_entity_at_most_once(found: list[Entity], query: str) -> None:
    hits = rank(query, found)

    assert len({hit.entity.id for hit in hits}) == len(hits)
    assert hits == sorted(
        hits, key=lambda hit: (MATCH_KINDS.index(hit.how), hit.typos, hit.entity.id)
    )


@given(entities())
def test_an_entity_is_found_by_its_id_exactly_until_it_is_merged_away(entity: Entity) -> None:
    living = entity._replace(merged_into="")
    assert rank(entity.id, [living]) == [Hit(living, "exact")]
    assert rank(entity.id, [living._replace(merged_into="csto")]) == []


@pytest.mark.parametrize(
    ("word", "allowed"), [("abc", 0), ("abcd", 1), ("abcdefg", 1), ("abcdefgh", 2)]
)
def test_longer_words_may_hold_more_typos(word: str, allowed: int) -> None:
    assert allowed_edits(word) == allowed


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        pytest.param("staff", "staff", 0, id="same"),
        pytest.param("staff", "staf", 1, id="left-out"),
        pytest.param("staff", "sttaff", 1, id="put-in"),
        pytest.param("staff", "stuff", 1, id="another"),
        pytest.param("staff", "satff", 1, id="swap"),
        pytest.param("ca", "abc", 3, id="no-edit-inside-a-swap"),
        pytest.param("", "abc", 3, id="empty"),
    ],
)
def test_an_edit_is_a_letter_left_out_put_in_changed_or_swapped(
    one: str, other: str, expected: int
) -> None:
    assert edits(one, other, 9) == expected


@given(_letters, _letters, st.integers(0, 4))
def test_edits_agree_with_the_plain_definition(one: str, other: str, most: int) -> None:
    assert edits(one, other, most) == min(_distance(one, other), most + 1)


@cache
def _distance(one: str, other: str) -> int:
    if not one or not other:
        return len(one) + len(other)
    ways = [
        _distance(one[1:], other) + 1,
        _distance(one, other[1:]) + 1,
        _distance(one[1:], other[1:]) + (one[0] != other[0]),
    ]
    if len(one) > 1 and one[:2] == other[1::-1]:
        ways.append(_distance(one[2:], other[2:]) + 1)
    return min(ways)
