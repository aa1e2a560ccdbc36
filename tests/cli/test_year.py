"""`cstokb calendar`: the page of a year."""

import pytest

from tests.cli.asking import ask


def test_a_page_has_its_months_in_order_and_round_ones_first() -> None:
    items = ask("calendar", "2027", "--json").items

    def order(item: dict[str, object]) -> tuple[str, bool]:
        return str(item["next_date"])[:7], not item["round"]

    assert items
    assert [order(item) for item in items] == sorted(order(item) for item in items)


def test_every_anniversary_falls_in_the_year_that_is_asked_about() -> None:
    items = ask("calendar", "2027", "--all", "--json").items
    assert {item["next_date"][:4] for item in items} == {"2027"}


def test_a_note_counts_what_all_would_show() -> None:
    answer = ask("calendar", "2027", "--json")
    left_out = len(ask("calendar", "2027", "--all", "--json").items) - len(answer.items)
    assert answer.err == (
        f"note: {left_out} others left out, neither round nor of a founding (--all)\n"
    )


def test_months_are_named_in_the_language_asked_for() -> None:
    assert ["апрель 2027 г."] in ask("calendar", "2027", "--lang", "ru").rows


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (("2027..2028",), "write it as 2027"),
        (("2027 г.",), "write 2027"),
        (("2027", "--occasion", "party"), "occasions: founding, treaty, session, protocol"),
    ],
)
def test_what_is_no_year_or_occasion_is_usage(words: tuple[str, ...], hint: str) -> None:
    answer = ask("calendar", *words)
    assert (answer.code, answer.out) == (2, "")
    assert hint in answer.err
