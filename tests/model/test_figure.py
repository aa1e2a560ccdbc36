"""Figures are read one way, or refused with the ways they could be read."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cstokb.errors import Rejected
from cstokb.model.fact import Bound
from cstokb.model.figure import Figure, is_like_figure, read_figure


@pytest.mark.parametrize(
    ("text", "number", "bound"),
    [
        ("20000", 20000, ""),
        ("20 000", 20000, ""),
        ("20\u00a0000", 20000, ""),
        ("1 234 567", 1234567, ""),
        ("1,500", 1500, ""),
        ("1,234,567", 1234567, ""),
        ("1.5", 1.5, ""),
        ("1.25", 1.25, ""),
        ("1.1250", 1.125, ""),
        ("1,500.5", 1500.5, ""),
        ("about 1,500", 1500, "about"),
        ("over 20 000", 20000, "over"),
        ("up to 7", 7, "up to"),
        ("under 7", 7, "under"),
        ("0", 0, ""),
    ],
)
def test_what_can_be_read_one_way_is_read_so(text: str, number: float, bound: Bound) -> None:
    assert read_figure(text) == Figure(number, bound)


@pytest.mark.parametrize(
    ("text", "ways"),
    [
        ("1,5", ("1.5", "15")),
        ("20,5", ("20.5", "205")),
        ("12,34", ("12.34", "1234")),
        ("1,2345", ("1.2345", "12345")),
        ("0,500", ("0.5", "500")),
        ("1,234,5", ("1234.5", "12345")),
        ("20.000", ("20", "20000")),
        ("1.125", ("1.1250", "1125")),
        ("1,500.250", ("1500.25", "1500250")),
        ("about 1,5", ("about 1.5", "about 15")),
        ("5-6", ("5", "6")),
        ("5–6", ("5", "6")),
        ("5..6", ("5", "6")),
        ("20k", ("20000",)),
        ("1,5 тыс.", ("1500",)),
        ("20 тыс", ("20000",)),
        ("2 млн", ("2000000",)),
        ("1.234.567", ("1234567",)),
        ("1.234,5", ("1234.5",)),
        ("~20000", ("about 20000",)),
        ("20000+", ("over 20000",)),
        ("+5", ("5",)),
        ("-5", ("5",)),
        (">5", ("over 5",)),
        ("около 20", ("about 20",)),
        ("2 00", ("200",)),
        ("20000 troops", ("20000",)),
    ],
)
def test_what_could_be_read_otherwise_is_refused_with_every_reading(
    text: str, ways: tuple[str, ...]
) -> None:
    with pytest.raises(Rejected) as refused:
        read_figure(text)
    assert f'"{text}"' in refused.value.message
    assert " or ".join(ways) in refused.value.message
    for way in ways:
        read_figure(way)


@pytest.mark.parametrize("text", ["many", "nan", "inf", "1e400", "１５", "0x1f", "", "1_000", "½"])
def test_what_is_no_figure_is_refused_with_examples(text: str) -> None:
    with pytest.raises(Rejected, match=r"write 20000, 1\.5, or about 1,500"):
        read_figure(text)


def test_more_digits_than_other_programs_keep_are_refused() -> None:
    assert read_figure("9" * 15).number == int("9" * 15)
    with pytest.raises(Rejected, match="15 digits"):
        read_figure("9" * 16)


@given(st.integers(0, 10**15 - 1))
def test_a_whole_number_is_read_in_all_the_ways_it_is_grouped(number: int) -> None:
    for text in (str(number), f"{number:,}", f"{number:,}".replace(",", " ")):
        assert read_figure(text).number == number


@given(st.text("0123456789,. -+~kтыс", max_size=12))
def test_a_text_is_a_figure_or_refused(text: str) -> None:
    with suppress(Rejected):
        assert read_figure(text).number >= 0


@pytest.mark.parametrize(
    ("text", "is_like"),
    [("20k", True), ("~5", True), ("about 1,5", True), ("-5", True), ("Mi-8", False), ("", False)],
)
def test_a_slip_is_told_from_words(text: str, is_like: bool) -> None:
    assert is_like_figure(text) is is_like
