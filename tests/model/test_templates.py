import pytest
from hypothesis import given

from cstokb.model.templates import fill
from tests.strategies import texts


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("created", "created"),
        ("created by {value}", "created by X"),
        ("signed {value}[ in {where}]", "signed X in Minsk"),
        ("signed {value}[ in {where}, {country}]", "signed X"),
        ("создание[: {value}][ ({where})]", "создание: X (Minsk)"),
        ("[{value}][ or {value}]", "X or X"),
    ],
)
def test_names_fill_the_phrase(template: str, expected: str) -> None:
    assert fill(template, {"value": "X", "where": "Minsk", "country": ""}) == expected


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("signed {value}[ in {where}]", "signed"),
        ("руководство: {value}", "руководство"),
        ("решение; предмет: {value}[ ({where})]", "решение; предмет"),
        ("membership of {value} suspended", "membership of suspended"),
        ("{value}, {where}", ""),
        ("{unknown} in office", "in office"),
        ("[in {where}]", ""),
    ],
)
def test_an_empty_name_leaves_nothing_behind(template: str, expected: str) -> None:
    assert fill(template, {"value": "", "where": ""}) == expected


@pytest.mark.parametrize(
    "value", ["{where}", "[{where}]", "a [b] c", "\\1 \\g<0>", "what for:", "etc.,", "{", "]["]
)
def test_what_is_put_in_is_kept_and_never_read_as_template(value: str) -> None:
    filled = fill("said {value}[ in {where}]", {"value": value, "where": "Minsk"})

    assert filled == f"said {value} in Minsk"
    assert fill("said {value}", {"value": value}) == f"said {value}"


@given(texts)
def test_any_value_stands_in_the_phrase_as_it_is(value: str) -> None:
    assert fill("«{value}»", {"value": value}) == f"«{value}»"
