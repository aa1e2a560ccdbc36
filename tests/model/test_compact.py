from hypothesis import example, given
from hypothesis import strategies as st

from cstokb.model.compact import CompactTexts, HashIds
from tests.strategies import entity_ids

keys = st.one_of(st.integers(), entity_ids, st.tuples(entity_ids, st.integers(0, 3)))


@given(st.lists(keys, max_size=60))
@example([*range(5000), *range(5000)])
def test_a_key_has_the_number_of_keys_that_came_before_it(come: list[object]) -> None:
    numbering, known = HashIds(), dict[object, int]()
    for key in come:
        assert numbering.find(key) == known.get(key, -1)
        assert numbering.number(key) == known.setdefault(key, len(known))
    assert len(numbering) == len(known)
    assert all(numbering.find(key) == number for key, number in known.items())


@given(st.lists(keys, max_size=60))
def test_again_tells_what_came_before(come: list[object]) -> None:
    numbering, known = HashIds(), set[object]()
    for key in come:
        assert numbering.register(key) is (key in known)
        known.add(key)


@given(st.lists(st.text(st.characters(), max_size=5)))
@example(["", "штаб", "\ud800", ""])
@example([f"{number}" for number in range(1000)])
def test_texts_are_kept_as_they_are(texts: list[str]) -> None:
    kept = CompactTexts()
    for text in texts:
        kept.append(text)
    assert [kept[number] for number in range(len(kept))] == texts
