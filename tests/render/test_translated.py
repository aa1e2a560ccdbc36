"""Pages in Russian: the program's own words, and only those."""

import pytest

from cstokb.render.page import Cell, Column, Grid, grid, line
from cstokb.render.translated import heading, translated
from cstokb.render.ui_strings import locator_words
from cstokb.store.shipped import shipped_store


def test_headings_and_cells_that_hold_a_word_of_the_program_are_translated() -> None:
    rows = [{"kind": "body", "name": "body", "how": "exact"}]
    columns = (Column("kind", "kind"), Column("name", "name"), Column("how", "doubt"))
    (page,) = translated([grid(rows, columns)], "ru")
    assert isinstance(page, Grid)
    assert page.headers == ("вид", "имя", "совпало")
    (cells,) = page.rows
    assert [cell.text for cell in cells] == ["орган", "body", "имя целиком"]


def test_what_has_no_russian_stays_as_it_is() -> None:
    block = line(Cell("unsourced", "kind"), Cell("≈ 2009", "doubt"), "date")
    assert list(translated([block], "ru")) == [block]


@pytest.mark.parametrize(
    ("name", "russian"),
    [("year", "год"), ("strength", "численность"), ("headed by", "руководители")],
)
def test_a_column_by_a_predicate_has_its_label_for_a_heading(name: str, russian: str) -> None:
    assert heading(shipped_store(), name, "ru") == russian


@pytest.mark.parametrize(
    ("at", "russian"),
    [
        ("para 2", "абз.\u00a02"),
        ("Article 4", "ст.\u00a04"),
        ("paragraph", "paragraph"),
        ("", ""),
    ],
)
def test_a_paragraph_and_an_article_have_their_russian(at: str, russian: str) -> None:
    assert locator_words(at, "ru") == russian
    assert locator_words(at, "en") == at
