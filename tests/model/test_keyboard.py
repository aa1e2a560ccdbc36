import pytest

from cstokb.model.keyboard import homoglyphs, other_layout
from cstokb.model.names import nearest


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("j,]tlby`yysq", "объединённый"),
        ("J,]TLBY~YYSQ", "объединённый"),
        ("J<}tlbytyysq inf,", "объединенный штаб"),
        ("сыещ", "csto"),
        ("CSTO штаб", ""),
        ("2003", ""),
        ("", ""),
    ],
)
def test_the_same_keys_give_in_the_other_layout(typed: str, meant: str) -> None:
    assert other_layout(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("KCOP", ("КСОР",)),
        ("\u0421STO", ("CSTO",)),
        ("КСОР", ("KCOP",)),
        ("Sidorov", ()),
        ("2003", ()),
    ],
)
def test_letters_that_look_alike_are_of_one_script(typed: str, meant: tuple[str, ...]) -> None:
    assert homoglyphs(typed) == meant


@pytest.mark.parametrize(
    ("word", "near"),
    [
        ("serch", ("search",)),
        ("Show", ("show",)),
        ("anniv", ("anniversary",)),
        ("re", ("repair", "restore")),
        ("xyzzy", ()),
        ("", ()),
    ],
)
def test_the_nearest_words(word: str, near: tuple[str, ...]) -> None:
    words = ("search", "show", "anniversary", "repair", "restore")
    assert nearest(word, words) == near
