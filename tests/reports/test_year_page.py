"""The page of a year, and what an anniversary is of."""

from datetime import date
from itertools import groupby

import pytest

from cstokb.model.fact import Fact, Link
from cstokb.model.knowledge import Knowledge
from cstokb.model.predicate import Occasion, Predicate, Role
from cstokb.reports.occasions import occasions_of
from cstokb.reports.upcoming import upcoming
from cstokb.reports.year_page import YearPage, month_of, year_page
from cstokb.store.memory import MemoryStore
from cstokb.store.protocol import Change
from tests.world import KNOWN, TODAY, fact, period


def celebrated(id: str, occasion: Occasion = "", role: Role = "") -> Predicate:
    words = {"en": id, "ru": id}
    return Predicate(
        id, words, words, shape="event", celebrated=True, weight="major", or_text=True,
        value_type="entity", optional=True, occasion=occasion, role=role,
    )  # fmt: skip


VOCABULARY = (
    celebrated("founding", "founding"),
    celebrated("signing", "treaty"),
    celebrated("meeting", "session"),
    celebrated("birth"),
    celebrated("change", role="amendment")._replace(celebrated=False),
)


def knowing(*facts: Fact) -> Knowledge:
    store = MemoryStore()
    store.apply(Change(entities=tuple(KNOWN.values()), facts=facts, predicates=VOCABULARY))
    return store


SAME_DAY = (
    fact("armenia", "birth", "2001-05-15"),
    fact("charter", "signing", "2001-05-15"),
    fact("csto", "founding", "2001-05-15"),
    fact("summit", "meeting", "2001-05-15"),
    fact("treaty", "signing", "2001-05-15"),
    fact("treaty", "change", "2001-05-15", Link("charter")),
)


def test_a_treaty_that_amends_another_is_a_protocol() -> None:
    found = occasions_of(knowing(*SAME_DAY), SAME_DAY[:5])

    assert [found[one.id] for one in SAME_DAY[:5]] == [
        "",
        "protocol",
        "founding",
        "session",
        "treaty",
    ]


def test_on_one_day_the_weightiest_come_first() -> None:
    found = upcoming(knowing(*SAME_DAY), period("2023"), TODAY)

    subjects = [item.fact.subject for item in found.items]
    assert subjects == ["csto", "treaty", "summit", "charter", "armenia"]


def test_occasions_can_be_chosen() -> None:
    found = upcoming(knowing(*SAME_DAY), period("2023"), TODAY, occasions=("session", "treaty"))

    assert [item.fact.subject for item in found.items] == ["treaty", "summit"]


def page(*facts: Fact, everything: bool = False) -> YearPage:
    return year_page(knowing(*facts), 2027, date(2026, 11, 28), everything=everything)


def subjects(found: YearPage) -> dict[int, list[str]]:
    groups = groupby(found.items, key=month_of)
    return {month: [item.fact.subject for item in items] for month, items in groups}


EVENTS = (
    fact("csto", "founding", "2003-04-01"),
    fact("council", "founding", "2002-04-28"),
    fact("summit", "meeting", "2002-01-10"),
    fact("charter", "meeting", "2003-01-09"),
    fact("rubezh", "meeting", "2003-04"),
    fact("treaty", "meeting", "2002-23"),
)


def test_a_month_begins_with_the_round_ones() -> None:
    assert subjects(page(*EVENTS)) == {1: ["summit"], 4: ["council", "csto"]}


def test_what_is_neither_round_nor_a_founding_nor_exact_is_counted() -> None:
    assert page(*EVENTS).left_out == 3


def test_all_of_them_are_listed_the_ones_without_a_month_last() -> None:
    found = page(*EVENTS, everything=True)

    assert subjects(found) == {
        1: ["summit", "charter"],
        4: ["council", "csto", "rubezh"],
        0: ["treaty"],
    }
    assert found.left_out == 0


@pytest.mark.parametrize("year", [2028, 2029])
def test_a_leap_day_falls_on_its_day_of_that_year(year: int) -> None:
    knowledge = knowing(fact("csto", "founding", "2000-02-29"))
    (item,) = year_page(knowledge, year, TODAY).items

    assert item.next
    assert str(item.next.date) == ("2028-02-29" if year == 2028 else "2029-02-28")
