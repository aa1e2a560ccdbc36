"""The `edtf` package as a second opinion on bounds and validity, but for its known faults."""

import re
from calendar import isleap
from datetime import date
from math import inf
from time import struct_time

import pytest
from edtf import is_valid_edtf, parse_edtf
from hypothesis import given
from hypothesis import strategies as st

from cstokb.errors import BadDate
from cstokb.model.moment import SEASONS, Moment, Qualifier
from cstokb.model.span import UNKNOWN, Span
from tests.strategies import moments, spans


def _bounds(first: str, last: str) -> tuple[date, date]:
    return date.fromisoformat(first), date.fromisoformat(last)


_FAULTS = {
    "29 February of a common year is accepted": ("2003-02-29", None),
    "an interval may end before it begins": ("2009-12/2009-01", None),
    "an unknown end is invented, ten years on": ("2012/", _bounds("2012-01-01", "9999-12-31")),
    "an unknown start is invented, ten years back": ("/2012", _bounds("0001-01-01", "2012-12-31")),
    "a doubted day to a decade is refused": (
        "2001-02-03~/200X",
        _bounds("2001-02-03", "2009-12-31"),
    ),
    "a month that is half known crashes it": ("2003-0X", None),
}
_NOT_OURS = {
    "year 0 is no day of ours": ("0000", None),
    "the first decade begins in year 0": ("000X", _bounds("0001-01-01", "0009-12-31")),
    "an interval of all time says nothing": ("../..", None),
    "a day or month that is not known is left out": ("2003-XX", None),
}
_days = st.dates(date(100, 1, 1))
# It reads both flags of % as false.
_clear: st.SearchStrategy[Qualifier] = st.sampled_from(("", "~", "?"))
# It reads no doubted season.
_single = moments(_days, ("day", "month", "year", "decade", "century"), _clear)
_intervals = spans(moments(_days, ("day", "month", "year"), _clear))
_texts = st.from_regex(
    r"(19|20)([0-9]{2}(-[0-4][0-9](-[0-3][0-9])?)?|[0-9]X|XX)[~?%]?", fullmatch=True
)


@pytest.mark.parametrize(
    ("text", "bounds"), [pytest.param(*_FAULTS[name], id=name) for name in _FAULTS]
)
def test_where_the_oracle_is_at_fault_we_are_not(
    text: str, bounds: tuple[date, date] | None
) -> None:
    assert _our_bounds(text) == bounds


@pytest.mark.parametrize(
    ("text", "bounds"), [pytest.param(*_NOT_OURS[name], id=name) for name in _NOT_OURS]
)
def test_where_we_read_less_than_edtf_we_say_so(
    text: str, bounds: tuple[date, date] | None
) -> None:
    assert is_valid_edtf(text)
    assert _our_bounds(text) == bounds


@given(_single.map(Span) | _intervals.filter(lambda span: UNKNOWN not in (span.start, span.end)))
def test_bounds_agree_with_the_oracle(span: Span) -> None:
    oracle = parse_edtf(str(span))

    assert (_day(oracle.lower_strict()), _day(oracle.upper_strict())) == (span.first, span.last)


@given(_single)
def test_qualifiers_agree_with_the_oracle(moment: Moment) -> None:
    oracle = parse_edtf(str(moment))

    assert (bool(oracle.is_approximate), bool(oracle.is_uncertain)) == (
        moment.approximate,
        moment.uncertain,
    )


@given(_texts)
def test_what_is_a_date_agrees_with_the_oracle(text: str) -> None:
    ours = _our_bounds(text) is not None
    # A doubted season is of level 1, and the oracle reads none.
    undoubted = re.sub(r"(-2[1-4])[~?%]$", r"\1", text)

    assert ours is (is_valid_edtf(undoubted) and not _is_an_exception(text))


def _is_an_exception(text: str) -> bool:
    year, month, day = (*text.rstrip("~?%").split("-"), "", "")[:3]
    part_of_year = month.isdigit() and int(month) > 12
    season = part_of_year and int(month) in SEASONS and not day
    return (part_of_year and not season) or (f"{month}-{day}" == "02-29" and not isleap(int(year)))


def _our_bounds(text: str) -> tuple[date, date] | None:
    try:
        span = Span.parse(text)
    except BadDate:
        return None
    return span.first, span.last


def _day(found: struct_time | float) -> date:
    if isinstance(found, float):
        return date.max if found == inf else date.min
    return date(*found[:3])
