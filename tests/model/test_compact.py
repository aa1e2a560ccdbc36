from hypothesis import example, given
from hypothesis import strategies as st

from cstokb.model.compact import CompactTexts, HashIds
from tests.strategies import entity_ids

keys = st.one_of(st.integers(), entity_ids, st.tuples(entity_ids, st.integers(0, 3)))


@given(st.lists(keys, max_size=60))
@example([*range(5000), *range(5000)])
def test_a_key_has_the_number_of_keys_that_came_before_it(sequence: list[object]) -> None:
    ids, expected = HashIds(), dict[object, int]()
    for key in sequence:
        assert ids.find(key) == expected.get(key, -1)
        assert ids.number(key) == expected.setdefault(key, len(expected))
    assert len(ids) == len(expected)
    assert all(ids.find(key) == number for key, number in expected.items())


@given(st.lists(keys, max_size=60))
def test_register_returns_whether_the_key_was_registered_before(sequence: list[object]) -> None:
    ids, registered = HashIds(), set[object]()
    for key in sequence:
        assert ids.register(key) is (key in registered)
        registered.add(key)


@given(st.lists(st.text(st.characters(), max_size=5)))
@example(["", "штаб", "\ud800", ""])
@example([f"{number}" for number in range(1000)])
def test_texts_are_kept_as_they_are(texts: list[str]) -> None:
    compact = CompactTexts()
    for text in texts:
        compact.append(text)
    assert [compact[number] for number in range(len(compact))] == texts
