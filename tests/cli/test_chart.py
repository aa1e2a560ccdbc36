"""`cstokb timeline --chart`: drawn to scale, on a terminal of any width and in a pipe."""

import re
from pathlib import Path

import pytest
from rich.cells import cell_len

from cstokb.render.chart import DAY, LEGEND, MAYBE, ON, SURE, VAGUE
from tests.cli.asking import ask
from tests.cli.world import world
from tests.terminal import on_terminal

ISSUE = ("timeline", "1992..2024", "--kind", "document,body", "--chart")
SIGNS = DAY + MAYBE + ON + SURE + VAGUE


@pytest.fixture
def dated(tmp_path: Path) -> str:
    return world(
        tmp_path,
        ("csto", "founded", "2002-10-07"),
        ("council", "founded", "1992"),
        ("crrf", "founded", "2009-02"),
        ("csto", "met", "2006-08-16/2012-12-19", "uzbekistan"),
        ("csto", "met", "1999/..", "russia"),
        ("csto", "met", "2000-01-01/", "armenia"),
    )


def bars(out: str) -> dict[str, str]:
    """The bar of each event of a pipe, by its words."""
    rows = [line.split("\t") for line in out.splitlines() if "\t" in line]
    return {text: bar for bar, text in rows[1:]}


@pytest.mark.parametrize("columns", [80, 200])
def test_documents_and_bodies_are_drawn_at_80_and_at_200_columns(
    env: dict[str, str], columns: int
) -> None:
    command = "cstokb timeline 1992..2024 --kind document,body --chart --no-pager -q"
    screen = on_terminal(command, {**env, "NO_COLOR": "1"}, columns=columns)
    assert screen.code == 0
    lines = screen.text.splitlines()
    assert max(map(cell_len, lines)) <= columns
    assert "\x1b" not in screen.text
    half = (columns - 2) // 2
    assert re.fullmatch(r"[ \d]+", lines[0][:half])
    years = [int(year) for year in lines[0][:half].split()]
    assert years == sorted(years)
    assert {2000, 2010, 2020} <= {*years}
    (treaty,) = [line for line in lines if "1992-05-15 The Collective Se" in line]
    (staff,) = [line for line in lines if "2003-04-28 The CSTO Joint" in line]
    assert 0 <= treaty.index(DAY) < staff.index(DAY) < half


@pytest.mark.parametrize("columns", [30, 55, 64, 120])
def test_nothing_sticks_out_of_the_terminal(env: dict[str, str], columns: int) -> None:
    command = "cstokb timeline 2003 --chart --no-pager -q --color always"
    screen = on_terminal(command, env, columns=columns)
    lines = re.sub(r"\x1b\[[0-9;]*m", "", screen.text).splitlines()
    assert lines
    assert max(map(cell_len, lines)) <= columns


def test_every_event_has_a_row_and_a_bar() -> None:
    answer = ask(*ISSUE)
    items = ask(*ISSUE, "--json").items
    rows = [line.split("\t") for line in answer.out.splitlines() if "\t" in line][1:]
    assert sorted(words for _, words in rows) == sorted(f"{i['when']} {i['text']}" for i in items)
    assert all(bar.strip() for bar, _ in rows)
    assert answer.err == ask(*ISSUE[:-1]).err


def test_lanes_are_named_by_kind_in_the_order_of_the_kinds() -> None:
    lanes = [line for line in ask(*ISSUE).out.splitlines() if "\t" not in line]
    assert lanes == ["body", "document"]


def test_programs_get_the_events_with_or_without_a_chart() -> None:
    assert ask(*ISSUE, "--json").out == ask(*ISSUE[:-1], "--json").out
    assert ask(*ISSUE, "--format", "csv").out == ask(*ISSUE[:-1], "--format", "csv").out


def test_a_bar_tells_a_day_from_a_year_and_a_span(dated: str) -> None:
    found = bars(ask("timeline", "--chart", "--store", dated).out)
    drawn = {
        words.split(" ")[0]: re.sub(r"(.)\1+", r"\1", bar.strip()) for words, bar in found.items()
    }
    assert drawn == {
        "2002-10-07": DAY,
        "1992": MAYBE,
        "2009-02": MAYBE,
        "2006-08-16/2012-12-19": DAY + SURE + DAY,
        "1999/..": MAYBE + SURE + ON,
        "2000-01-01/": DAY + VAGUE,
    }
    assert {len(bar) for bar in found.values()} == {39}
    going_on = next(bar for words, bar in found.items() if words.startswith("1999/.."))
    assert going_on.endswith(ON)


def test_the_signs_are_explained() -> None:
    axis, legend = ask(*ISSUE).rows[0]
    assert axis.strip()
    assert legend == str(LEGEND)
    assert {*SIGNS} <= {*legend}


def test_nothing_is_drawn_of_nothing(tmp_path: Path) -> None:
    answer = ask("timeline", "--chart", "--store", world(tmp_path))
    assert (answer.code, answer.out) == (0, "")
    assert answer.err == "note: nothing found\n"


def test_russian_words_stand_beside_the_bars(dated: str) -> None:
    found = bars(ask("timeline", "--chart", "--store", dated, "--lang", "ru").out)
    assert "2002-10-07 Организация Договора — основание" in found
