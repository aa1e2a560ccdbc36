"""The strings that other EDTF libraries test, each with what the day profile makes of it.

`accepted` with its first and last day, `outside` for EDTF of `level` that the profile
leaves out, `refused` for what is no EDTF. The file lies beside this one.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from cstokb.errors import BadDate
from cstokb.model.near_dates import better_refusal
from cstokb.model.span import Span

CASES = [
    json.loads(line)
    for line in Path(__file__).with_name("edtf_cases.jsonl").read_text("utf-8").splitlines()
]
WITHOUT_A_KNOWN_END = {"/..", "../", "../.."}


def of(*verdicts: str) -> list[Any]:
    return [pytest.param(c, id=c["text"]) for c in CASES if c["verdict"] in verdicts]


@pytest.mark.parametrize("case", of("accepted"))
def test_what_the_profile_has_is_read_with_its_bounds(case: dict[str, str]) -> None:
    span = Span.parse(case["text"])

    assert (str(span.first), str(span.last)) == (case["first"], case["last"])
    assert str(span) == case["text"]


@pytest.mark.parametrize("case", of("outside", "refused"))
def test_all_else_is_refused(case: dict[str, str]) -> None:
    with pytest.raises(BadDate):
        Span.parse(case["text"])


@pytest.mark.parametrize("case", of("outside"))
def test_what_is_edtf_but_outside_the_profile_is_called_so(case: dict[str, str]) -> None:
    with pytest.raises(BadDate) as refused:
        Span.parse(case["text"])
    better = better_refusal(refused.value, case["text"])

    outside = "is outside the day profile of EDTF" in str(better)
    assert outside or case["text"] in WITHOUT_A_KNOWN_END
