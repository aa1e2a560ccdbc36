"""`cstokb.render.table`: at any width, everything is there and nothing sticks out."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cache
from itertools import count, pairwise

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from cstokb.model.dates_in_words import moment_words
from cstokb.model.entity import Entity
from cstokb.model.escaping import escape_controls
from cstokb.model.moment import Moment
from cstokb.model.pattern import Pattern
from cstokb.model.period import Period
from cstokb.model.span import Span
from cstokb.render.anniversary import anniversary_view
from cstokb.render.check import conflicts_view
from cstokb.render.members import diff_view, holders_view
from cstokb.render.page import STYLES, Block, Cell, CellStyle, Grid, Line, View, line
from cstokb.render.plain import plain
from cstokb.render.show import show_view
from cstokb.render.table import CHUNK, STACKED_BELOW, table
from cstokb.render.timeline import timeline_view
from cstokb.render.upcoming import upcoming_view
from cstokb.reports.anniversary import of_entity
from cstokb.reports.conflicts import conflicts
from cstokb.reports.diff import diff
from cstokb.reports.members import members, officers
from cstokb.reports.show import show
from cstokb.reports.timeline import Timeline
from cstokb.reports.upcoming import upcoming
from cstokb.store import open_store
from cstokb.store.protocol import Store
from tests.cli.stores import HOSTILE

TODAY = date(2026, 11, 23)
WIDTHS = (30, 40, 60, 80, 100, 120, 200)
ESCAPE = re.compile(r"\x1b\[[0-9;]*m")

widths = st.integers(20, 200)
WHOLE = ("url", "id", "date", "source")
"""What is left whole at any width; the other styles are broken where they are too long."""

styles = st.sampled_from(("", *(style for style in STYLES if style not in WHOLE)))
# Each column has letters of its own, so that it can be told from the others.
ALPHABETS = ("abcdefgh", "йцукен", "0123456789-", "ÀÈÌÒ", "uvwxyz")
HEADERS = ("HA", "HB", "HC", "HD", "HE")
"""They have no letter of an alphabet: where it is narrow, a header is broken, too."""


def drawn(*page: Block, width: int = 80, color: bool = False) -> list[str]:
    """The lines of the page."""
    out = "".join(table(page, width=width, color=color))
    assert out == "" or out.endswith("\n")
    return out.split("\n")[:-1]


def words_of(alphabet: str, longest: int) -> st.SearchStrategy[str]:
    word = st.text(alphabet, min_size=1, max_size=longest)
    return st.lists(word, max_size=12).map(" ".join)


@st.composite
def grids(draw: st.DrawFn, longest: int = 60) -> Grid:
    """Grids of columns with letters of their own; some are kept, some may go below."""
    count = draw(st.integers(1, len(ALPHABETS)))
    row = st.tuples(
        *(st.builds(Cell, words_of(letters, longest), styles) for letters in ALPHABETS[:count])
    )
    columns = st.lists(st.integers(0, count - 1), unique=True)
    headers = HEADERS[:count] if draw(st.booleans()) else ()
    # One column at least stays.
    below = draw(columns.filter(lambda chosen: len(chosen) < count))
    groups = tuple((at,) for at in below) if draw(st.booleans()) else (tuple(below),)
    return Grid(
        headers,
        tuple(draw(st.lists(row, min_size=1, max_size=4))),
        draw(st.integers(0, 4)),
        tuple(draw(columns)),
        groups if below else (),
    )


def first_row(grid: Grid) -> tuple[Cell, ...]:
    return next(iter(grid.rows))


def letters(texts: Sequence[str], alphabet: str) -> str:
    """The letters of that alphabet, in their order."""
    return "".join(char for text in texts for char in text if char in alphabet)


# Lines


@given(st.text(), widths, st.integers(0, 8), styles)
@example("Ж" * 500, 20, 0, "")
@example("a " * 100, 20, 4, "")
@example("日本" * 40, 21, 0, "")
@example(HOSTILE["clears the screen"], 20, 0, "")
def test_a_line_of_any_text_fits_and_is_whole(
    text: str, width: int, indent: int, style: CellStyle
) -> None:
    found = drawn(line(Cell(text, style), indent=indent), width=width)
    assert max(map(cell_len, found)) <= width
    assert re.sub(r"\s", "", "".join(found)) == re.sub(r"\s", "", escape_controls(text))
    assert all(one.startswith(" " * indent) for one in found if one)


@given(words_of("abcdefгдеё-./:", 16), widths)
def test_a_word_that_fits_is_not_broken(text: str, width: int) -> None:
    found = drawn(line(text), width=width)
    assert " ".join(found).split() == text.split()


@given(words_of("abcdefгдеё-./:", 40), widths)
def test_a_line_is_broken_only_where_the_next_word_does_not_fit(text: str, width: int) -> None:
    found = drawn(line(text), width=width)
    for one, following in pairwise(found):
        assert len(one) + 1 + len(following.split(" ")[0]) > width


@given(st.lists(st.builds(Cell, words_of("abcde", 8), styles), max_size=6), widths)
def test_cells_follow_each_other_as_they_are(cells: list[Cell], width: int) -> None:
    whole = "".join(cell.text for cell in cells)
    assume(len(whole) <= width)
    assert drawn(Line(tuple(cells)), width=width) == [whole.rstrip(" ")]


def test_blanks_at_the_beginning_stay() -> None:
    assert drawn(line("    ●   ")) == ["    ●"]


@given(grids(), st.text(" ab"), widths)
def test_no_line_ends_in_blanks(grid: Grid, text: str, width: int) -> None:
    page = (line(text, indent=2), grid)
    assert all(one == one.rstrip() for one in drawn(*page, width=width))


# Grids


@given(grids(), widths)
@example(Grid(HEADERS, (tuple(Cell("") for _ in HEADERS),), 3), 20)
def test_nothing_of_a_grid_is_lost_at_any_width(grid: Grid, width: int) -> None:
    found = drawn(grid, width=width)
    for at, alphabet in enumerate(ALPHABETS[: len(first_row(grid))]):
        assert letters(found, alphabet) == letters([row[at].text for row in grid.rows], alphabet)


@given(grids(), widths)
def test_no_line_of_a_grid_is_longer_than_the_width(grid: Grid, width: int) -> None:
    assert max((cell_len(one) for one in drawn(grid, width=width)), default=0) <= width


@given(grids(), widths)
def test_a_row_begins_below_the_one_before(grid: Grid, width: int) -> None:
    rows = tuple((Cell(str(n)), *row[1:]) for n, row in enumerate(grid.rows))
    found = drawn(Grid((), rows, grid.indent, (0,)), width=width)
    begun = [one[grid.indent] for one in found if one[grid.indent : grid.indent + 1].strip()]
    assert begun == [str(n) for n in range(len(rows))]


@given(grids(longest=12), st.integers(60, 200))
def test_a_word_that_fits_its_column_is_not_broken(grid: Grid, width: int) -> None:
    kept = tuple(range(1, len(first_row(grid))))
    short = tuple(tuple(Cell(c.text[:8].strip(), c.style) for c in row[1:]) for row in grid.rows)
    rows = tuple((row[0], *rest) for row, rest in zip(grid.rows, short, strict=True))
    found = drawn(Grid((), rows, 0, kept), width=width)
    counts = Counter(word for one in found for word in one.split())
    assert counts == Counter(word for row in rows for cell in row for word in cell.text.split())


@given(st.data(), widths)
def test_columns_that_are_kept_are_whole_where_half_the_width_holds_them(
    data: st.DataObject, width: int
) -> None:
    ids = data.draw(st.lists(st.text("abcdefgh", min_size=1), min_size=1, max_size=3))
    assume(sum(map(len, ids)) <= (width - 2 * len(ids)) // 2)
    words = data.draw(words_of("йцукен", 60))
    grid = Grid((), ((*map(Cell, ids), Cell(words)),), 0, tuple(range(len(ids))))
    assert drawn(grid, width=width)[0].startswith("  ".join(ids))


@pytest.mark.parametrize(
    "kept",
    [
        "2003-04-28",
        "2009-09-08/2009-09-12",
        "agreement-russia-kyrgyzstan-air-defence",
        "https://jscsto.odkb-csto.org/en/news/obedinennomu-shtabu-odkb-19-let/",
    ],
)
def test_an_id_a_date_or_an_address_is_whole_where_the_width_holds_it(kept: str) -> None:
    for width in range(len(kept), 201):
        text = f"told before it {kept} and told after it"
        assert any(kept in one.split() for one in drawn(line(text), width=width))
    for width in range(max(len(kept) + 32, STACKED_BELOW), 201):
        row = (Cell(kept), Cell("told " * 20))
        assert drawn(Grid((), (row,), 0, (0,)), width=width)[0].startswith(f"{kept}  told")


def test_columns_stand_under_their_headers() -> None:
    rows = ((Cell("2003-04-28"), Cell("a")), (Cell("2004"), Cell("b c")))
    assert drawn(Grid(("when", "text"), rows)) == [
        "when        text",
        "2003-04-28  a",
        "2004        b c",
    ]


def test_a_grid_without_headers_has_no_header_line() -> None:
    assert drawn(Grid((), ((Cell("a"), Cell("b")),))) == ["a  b"]
    assert drawn(Grid(("", ""), ((Cell("a"), Cell("b")),))) == ["a  b"]


def test_a_long_column_wraps_in_its_own_place() -> None:
    text = "one two three four five six seven eight nine ten"
    grid = Grid((), ((Cell("2003-04-28"), Cell(text), Cell("x")),), 2, (0,))
    assert drawn(grid, width=60) == [
        "  2003-04-28  one two three four five six seven eight      x",
        "              nine ten",
    ]


BELOW = Grid(
    ("when", "text", "id", "sources"),
    (
        (
            Cell("2003"),
            Cell("created in Dushanbe by the Council"),
            Cell("joint-staff"),
            Cell("paper report"),
        ),
    ),
    0,
    (0,),
    ((2, 3),),
)


def test_columns_that_go_below_stand_beside_where_there_is_room() -> None:
    assert drawn(BELOW, width=67) == [
        "when  text                                id           sources",
        "2003  created in Dushanbe by the Council  joint-staff  paper report",
    ]


def test_columns_that_go_below_stand_under_the_others_where_there_is_none() -> None:
    assert drawn(BELOW, width=66) == [
        "when  text",
        "2003  created in Dushanbe by the Council",
        "      joint-staff  paper report",
    ]


def test_an_empty_cell_below_takes_no_line() -> None:
    long = Cell("created in Dushanbe by the Council of the time " * 2)
    bare = BELOW._replace(rows=((Cell("2003"), long, Cell(""), Cell("")),) * 2)
    assert [one[:4] for one in drawn(bare, width=60)[1:]] == ["2003", "    "] * 2


@pytest.mark.parametrize("width", [60, 66, 80])
def test_a_row_may_be_shorter_than_the_others(width: int) -> None:
    grid = BELOW._replace(rows=(*BELOW.rows, (Cell("2004"), Cell("closed"))))
    assert drawn(grid, width=width)[-1] == "2004  closed"


def test_nothing_is_drawn_of_nothing() -> None:
    assert drawn(color=True) == []
    assert drawn(Grid((), ())) == []


@pytest.mark.parametrize("style", WHOLE)
@given(word=st.text("abc-/:", min_size=1, max_size=90), width=st.integers(20, 59))
def test_an_address_an_id_or_a_date_of_a_row_is_never_broken(
    style: CellStyle, word: str, width: int
) -> None:
    grid = Grid((), ((Cell("about it"), Cell(word, style)),))
    assert word in drawn(grid, width=width)[-1]


@given(st.text("abc-/:", min_size=1, max_size=250), widths)
def test_an_address_is_never_broken(word: str, width: int) -> None:
    page = (line("it says so: ", Cell(word, "url")), Grid((), ((Cell("so"), Cell(word, "url")),)))
    assert sum(word in one for one in drawn(*page, width=width)) == 2


@given(st.dates(min_value=date(1000, 1, 1)), st.sampled_from(["en", "ru"]), widths)
def test_a_date_in_words_is_never_broken(day: date, lang: str, width: int) -> None:
    words = moment_words(Moment.of(day), lang).removesuffix(" г.")
    text = f"told of it since {words} and after {words}"
    assert sum(one.count(words) for one in drawn(line(text), width=width)) == 2


def test_a_row_is_a_block_where_the_terminal_is_narrow() -> None:
    row = (Cell("2003-04-28"), Cell("created in Dushanbe"), Cell(""), Cell("joint-staff", "id"))
    grid = Grid(("when", "text", "note", "id"), (row,), 0, (0, 3))
    assert drawn(grid, width=STACKED_BELOW - 1) == [
        "2003-04-28  joint-staff",
        "  created in Dushanbe",
    ]
    assert drawn(grid, width=STACKED_BELOW)[0].startswith("when ")


def test_the_last_columns_run_on_behind_the_text() -> None:
    row = (Cell("head"), Cell("one two three"), Cell("[1]"), Cell("[2]"))
    assert drawn(Grid((), (row,), 0, (0,), joined=2), width=80) == ["head  one two three  [1]  [2]"]


def test_grids_with_the_same_least_widths_stand_under_each_other() -> None:
    groups = ((Cell("a"), Cell("b")),), ((Cell("long"), Cell("c")),)
    page = [Grid((), rows, 0, (0,), widths=(4, 1)) for rows in groups]
    assert drawn(*page) == ["a     b", "long  c"]


# Links


def test_a_web_address_is_a_link_where_there_is_colour() -> None:
    cell = Cell("title", link="https://example.org/a")
    (colored,) = drawn(line(cell), color=True)
    assert re.fullmatch(r"\x1b\]8;id=\d+;https://example.org/a\x1b\\title\x1b\]8;;\x1b\\", colored)
    assert drawn(line(cell)) == ["title"]


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "https://example.org/\x1b]8;;evil\x1b\\",
        "https://example.org/\n",
        "https://пример.рф/",
        "",
    ],
)
def test_no_other_address_is_a_link(address: str) -> None:
    assert drawn(line(Cell("title", link=address)), color=True) == ["title"]


# Grids of more rows than are laid out at a time


@pytest.mark.slow
@given(grids(), grids(), widths, st.integers(1, 5))
def test_chunks_of_a_page_are_the_page(one: Grid, other: Grid, width: int, chunk: int) -> None:
    whole = drawn(one, line("between"), other, width=width, color=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("cstokb.render.table.CHUNK", chunk)
        pieces = list(table([one, line("between"), other], width=width, color=True))
    if max(len(tuple(grid.rows)) for grid in (one, other)) <= chunk:
        assert "".join(pieces).split("\n")[:-1] == whole
    assert all(0 < piece.count("\n") <= chunk and piece.endswith("\n") for piece in pieces)


@given(grids(), widths, st.integers(1, 3))
def test_nothing_of_a_long_grid_is_lost_and_nothing_sticks_out(
    grid: Grid, width: int, chunk: int
) -> None:
    long = grid._replace(rows=tuple(grid.rows) * 3)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("cstokb.render.table.CHUNK", chunk)
        found = drawn(long, width=width)
    assert max((cell_len(one) for one in found), default=0) <= width
    for at, alphabet in enumerate(ALPHABETS[: len(first_row(grid))]):
        assert letters(found, alphabet) == letters([row[at].text for row in long.rows], alphabet)


def test_a_long_grid_has_its_headers_once_and_columns_that_only_widen() -> None:
    lengths = [*range(1, CHUNK + 1), *[1] * CHUNK, *[CHUNK + 9] * CHUNK, *[1] * CHUNK]
    rows = ((Cell("x" * length), Cell("text")) for length in lengths)
    header, *found = drawn(Grid(("when", "text"), rows), width=CHUNK * 2)
    assert header == "when".ljust(CHUNK + 2) + "text"
    assert [one.index("text") - 2 for one in found] == [CHUNK] * CHUNK * 2 + [CHUNK + 9] * CHUNK * 2


def test_a_grid_of_as_many_rows_as_are_laid_out_at_a_time_is_laid_out_whole() -> None:
    rows = [(Cell("x"), Cell("text"))] * (CHUNK - 1) + [(Cell("x" * 9), Cell("text"))]
    assert {one.index("text") for one in drawn(Grid((), rows))} == {11}


def test_a_long_grid_is_drawn_as_it_is_read() -> None:
    rows = ((Cell(str(number)), Cell("text")) for number in count())
    pieces = table([Grid(("n", "text"), rows)], width=80, color=False)
    assert next(pieces).splitlines()[1] == "0    text"
    assert next(rows)[0].text in (str(CHUNK), str(2 * CHUNK))


# Colours


@given(grids(), widths)
def test_without_colour_there_is_no_escape(grid: Grid, width: int) -> None:
    assert "\x1b" not in "".join(drawn(grid, width=width))


@given(grids(), widths)
def test_colour_changes_nothing_but_colour(grid: Grid, width: int) -> None:
    colored = "\n".join(drawn(grid, width=width, color=True))
    assert ESCAPE.sub("", colored) == "\n".join(drawn(grid, width=width))


@pytest.mark.parametrize("style", STYLES)
def test_a_style_marks_its_cell_alone(style: CellStyle) -> None:
    (only,) = drawn(line("a ", Cell("b", style), " c"), color=True)
    assert re.fullmatch(r"a \x1b\[[0-9;]+mb\x1b\[0m c", only)


def test_a_cell_without_style_is_plain() -> None:
    assert drawn(line(Cell("a")), color=True) == ["a"]


@pytest.mark.parametrize(
    ("name", "value"),
    [("NO_COLOR", "1"), ("TERM", "dumb"), ("FORCE_COLOR", "1"), ("COLUMNS", "10"), ("LINES", "2")],
)
def test_no_variable_counts_more_than_what_is_asked_for(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    one = line(Cell("word " * 12, "date"))
    plain_lines, colored = (drawn(one, color=color) for color in (False, True))
    monkeypatch.setenv(name, value)
    assert drawn(one, color=False) == plain_lines
    assert drawn(one, color=True) == colored


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("color", [False, True], ids=["plain", "coloured"])
def test_no_text_steers_the_terminal(text: str, color: bool) -> None:
    page = (line(Cell(text, "id")), Grid((text,), ((Cell(text, "date"),),)))
    for one in drawn(*page, width=60, color=color):
        assert ESCAPE.sub("", one).isprintable()
        assert color or one.isprintable()


# Pages of the shipped facts


@cache
def shipped() -> Store:
    return open_store()


def entity(id: str) -> Entity:
    found = shipped().entity(id)
    assert found
    return found


def _timeline() -> View:
    return timeline_view(shipped(), Timeline(shipped(), Pattern()), {}, "en")


def _show(id: str) -> View:
    return show_view(shipped(), show(shipped(), entity(id), TODAY), {}, "en", everything=True)


VIEWS: dict[str, Callable[[], View]] = {
    "timeline": _timeline,
    "show joint-staff": lambda: _show("joint-staff"),
    "show csto": lambda: _show("csto"),
    "members": lambda: holders_view(
        shipped(), members(shipped(), "csto", Period.day(TODAY)), {}, "ru", explain=True
    ),
    "officers": lambda: holders_view(
        shipped(), officers(shipped(), "csto", Period.day(TODAY)), {}, "en", explain=True
    ),
    "diff": lambda: diff_view(
        shipped(), diff(shipped(), date(2010, 1, 1), date(2013, 1, 1)), {}, "en"
    ),
    "upcoming": lambda: upcoming_view(
        shipped(), upcoming(shipped(), Period(TODAY, date(2027, 11, 23)), TODAY), {}, "ru"
    ),
    "anniversary": lambda: anniversary_view(
        shipped(), [("CRRF", of_entity(shipped(), "crrf", TODAY))], {}, TODAY, "en"
    ),
    "conflicts": lambda: conflicts_view(shipped(), conflicts(shipped()), {}, "en"),
}


@cache
def page_of(name: str) -> tuple[Block, ...]:
    view = VIEWS[name]()
    page = view.page(view.entries)
    return tuple(b._replace(rows=tuple(b.rows)) if isinstance(b, Grid) else b for b in page)


def without_headers(page: Sequence[Block]) -> list[Block]:
    return [b._replace(headers=()) if isinstance(b, Grid) else b for b in page]


def with_lines_for_headings(page: Sequence[Block]) -> Iterator[Block]:
    """A pipe has the heading of a grid in every row, a terminal once."""
    for block in page:
        if isinstance(block, Grid):
            yield line(block.heading)
            yield block._replace(heading=Cell(""))
        else:
            yield block


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", VIEWS)
def test_a_page_fits_the_terminal_and_nothing_of_it_is_lost(name: str, width: int) -> None:
    page = without_headers(page_of(name))
    found = drawn(*page, width=width)
    # Only an address, an id or a date that is longer than a line sticks out.
    assert all(cell_len(one) <= width or len(one.split()) == 1 for one in found)
    counts = Counter("".join(found))
    expected = Counter("".join(plain(with_lines_for_headings(page))))
    for blank in (" ", "\t", "\n"):
        del counts[blank], expected[blank]
    assert counts == expected


@pytest.mark.parametrize("width", WIDTHS[3:])
@pytest.mark.parametrize("name", VIEWS)
def test_ids_and_dates_of_a_page_are_whole(name: str, width: int) -> None:
    page = page_of(name)
    cells = [c for b in page for row in (b.rows if isinstance(b, Grid) else [b.cells]) for c in row]
    whole = "\n".join(drawn(*page, width=width))
    for cell in cells:
        if cell.style == "id" or (cell.style == "date" and _dated(cell.text)):
            assert all(word in whole for word in cell.text.split()), cell


def _dated(text: str) -> bool:
    return re.fullmatch(r"[\d~?/.-]+", text) is not None and bool(Span.parse(text))
