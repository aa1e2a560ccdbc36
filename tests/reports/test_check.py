from collections.abc import Iterable
from typing import NamedTuple

import pytest

from cstokb.errors import UsageError
from cstokb.model.entity import Entity, Kind
from cstokb.model.fact import Fact, Link
from cstokb.model.moment import Moment
from cstokb.model.source import Source
from cstokb.reports.check import CHECKS, LEVELS, Finding, check
from cstokb.store.memory import MemoryStore
from tests.world import PAPER, REPORT, Quantity, Text, fact, world

NAMES = tuple(one.name for one in CHECKS)
LEVEL = {one.name: one.level for one in CHECKS}

GOOD = (
    fact("csto", "founded", "2002-10-07", "treaty", where="moscow"),
    fact("joint-staff", "founded", "2003-04-28", where="dushanbe"),
    fact("joint-staff", "part-of", "2003-04-28/..", "csto"),
    fact("armenia", "member-of", "2002-10-07/..", "csto"),
    fact("armenia", "froze", "2024-02-22", "csto"),
    fact("nikolayev", "headed", "2012-12-20/2015-09-15", "joint-staff"),
    fact("sidorov", "headed", "2015-09-15/2023-11-23", "joint-staff"),
    fact("crrf", "strength", "2009", Quantity(20000, "soldiers", "военных", "about")),
    fact("csto", "motto", "", Text("Together", "Вместе")),
)


class Flaw(NamedTuple):
    """What makes a clean world faulty, and the record that a check shall name."""

    about: str
    facts: tuple[Fact, ...] = ()
    entities: tuple[Entity, ...] = ()
    sources: tuple[Source, ...] = ()


def flaw(*facts: Fact, entities: Iterable[Entity] = (), sources: Iterable[Source] = ()) -> Flaw:
    """A flaw about the first of the facts."""
    return Flaw(facts[0].id, facts, tuple(entities), tuple(sources))


def flawed(flaw: Flaw) -> MemoryStore:
    return world(*GOOD, *flaw.facts, entities=flaw.entities, sources=(PAPER, REPORT, *flaw.sources))


def thing(id: str, kind: Kind = "place", *aliases: str, **names: str) -> Entity:
    """An entity with names in both languages, other than given."""
    both = {"en": f"Hill {len(id)}", "ru": f"Холм {len(id)}"} | names
    return Entity(id, kind, {lang: name for lang, name in both.items() if name}, aliases)


def page(id: str, url: str = "", published: str = "") -> Source:
    return Source(id, id, url=url, published=Moment.parse(published) if published else None)


def met(when: str = "2004", **more: str) -> Fact:
    return fact("csto", "met", when, where=more.get("where", ""), note=more.get("note", ""))


def cites(*sources: str, when: str = "2004") -> Fact:
    return fact("csto", "met", when, sources=sources)


MERGED = thing("hill")._replace(merged_into="moscow")
NOWHERE = fact("csto", "met", "1066")
LATER = fact("serdyukov", "headed", "2024/..", "joint-staff")

FLAWS: dict[str, dict[str, Flaw]] = {
    "bad-id": {
        "entity": Flaw("Bad_Id", (met(where="Bad_Id"),), (thing("Bad_Id"),)),
        "source": Flaw("Bad Id", (cites("Bad Id", "paper"),), sources=(page("Bad Id"),)),
        "too-long": Flaw("a" * 65, (met(where="a" * 65),), (thing("a" * 65),)),
    },
    "dangling": {
        "subject": flaw(fact("nobody", "met", "2004")),
        "predicate": flaw(fact("csto", "sang", "2004", Text("A song"))),
        "value": flaw(fact("csto", "met", "2004", "nobody")),
        "place": flaw(met(where="nowhere")),
        "source": flaw(cites("paper", "nowhere")),
        "contradicted": flaw(fact("csto", "met", "2004", contradicts=[NOWHERE])),
    },
    "wrong-kind": {
        "subject": flaw(fact("csto", "member-of", "2004/..", "treaty")),
        "value": flaw(fact("armenia", "member-of", "2004/..", "sidorov")),
        "place": flaw(met(where="council")),
        "link-for-words": flaw(fact("csto", "motto", "", "treaty")),
        "words-for-a-link": flaw(fact("armenia", "member-of", "2004/..", Text("the CSTO"))),
        "number-for-a-link": flaw(fact("armenia", "member-of", "2004/..", Quantity(3))),
        "words-for-a-number": flaw(fact("csto", "strength", "2004", Text("many"))),
        "value-for-none": flaw(fact("summit", "held", "2004", "csto")),
        "none-for-a-value": flaw(fact("armenia", "member-of", "2004/..")),
    },
    "about-itself": {"fact": flaw(fact("csto", "met", "2004", "csto"))},
    "circle": {
        "two": Flaw(GOOD[2].id, (fact("csto", "part-of", "2004/..", "joint-staff"),)),
        "three": Flaw(
            GOOD[2].id,
            (fact("crrf", "part-of", "", "joint-staff"), fact("csto", "part-of", "", "crrf")),
        ),
    },
    "merged-away": {
        "subject": flaw(fact("hill", "met", "2004"), entities=(MERGED,)),
        "value": flaw(fact("csto", "met", "2004", "hill"), entities=(MERGED,)),
        "place": flaw(met(where="hill"), entities=(MERGED,)),
        "nothing": Flaw("hill", entities=(MERGED._replace(merged_into="nowhere"),)),
        "itself": Flaw("hill", entities=(MERGED._replace(merged_into="hill"),)),
    },
    "ended-before-begun": {
        "year": Flaw(
            "council", (fact("council", "founded", "2009"), fact("council", "closed", "2008"))
        ),
    },
    "several-holders": {
        "overlap": flaw(fact("serdyukov", "headed", "2020-01-01/2025-01-01", "joint-staff")),
        "attested": flaw(fact("serdyukov", "headed", "2020-01-01", "joint-staff")),
    },
    "unranked-conflict": {
        "dates": Flaw(GOOD[0].id, (fact("csto", "founded", "2002-09-18"),)),
        "figures": flaw(
            fact("crdf", "strength", "2004-05-06", Quantity(4000)),
            fact("crdf", "strength", "2004-05-06", Quantity(5000)),
            entities=[thing("crdf", "force")],
        ),
        "own-terms": flaw(
            fact("serdyukov", "headed", "2023-11-23/..", "joint-staff", contradicts=[LATER]), LATER
        ),
        "own-word": Flaw(
            GOOD[3].id,
            (fact("csto", "motto", "", Text("Armenia never joined"), contradicts=[GOOD[3]]),),
        ),
    },
    "outside-life": {
        "before": flaw(fact("csto", "met", "2001")),
        "after": flaw(
            fact("crrf", "met", "2013"),
            fact("crrf", "closed", "2012"),
        ),
    },
    "later-than-source": {
        "state": flaw(
            fact("crrf", "strength", "2004", Quantity(4321), sources=("old", "older")),
            sources=[page("old", published="2003"), page("older", published="2002-10")],
        ),
        "year": flaw(
            cites("old", "older", when="2004"),
            sources=[page("old", published="2003"), page("older", published="2002-10")],
        ),
    },
    "report-day": {
        "note": flaw(
            met("2004-05-06", note="The day of the report.")._replace(note_ru="День сообщения.")
        ),
        "act": flaw(
            fact("armenia", "ratified", "2003-05-06", "charter", sources=("old", "older")),
            sources=[page("old", published="2003-05-06"), page("older", published="2003-05-06")],
        ),
    },
    "plan-as-count": {
        "before": flaw(
            fact("rubezh", "strength", "2010-05", Quantity(3521), sources=("old", "older")),
            fact("rubezh", "held", "2010-05-06"),
            sources=[page("old", published="2010-05-01"), page("older", published="2010-04-01")],
        ),
        "note": flaw(
            fact(
                "crrf", "strength", "2012", Quantity(4321), note="Planned before it began."
            )._replace(note_ru="Запланировано заранее.")
        ),
    },
    "round-number": {"exercise": flaw(fact("rubezh", "strength", "2010", Quantity(3000)))},
    "feed-page": {
        "title": flaw(
            cites("feed", "list"),
            sources=[Source("feed", "Council, with its news feed"), Source("list", "News list")],
        ),
        "locator": flaw(fact("csto", "met", "2004", at="news list of April 2004")),
    },
    "copies-only": {
        "high": flaw(
            cites("copy", "mirror"),
            sources=[Source("copy", "Charter", "Blog"), Source("mirror", "Charter (a copy)")],
        ),
    },
    "copy-first": {
        "order": flaw(cites("copy", "paper"), sources=[Source("copy", "Charter (a copy)")]),
    },
    "bare-site": {
        "url": Flaw(
            "site", (cites("site", "paper"),), sources=(page("site", "https://example.net/"),)
        ),
    },
    "unsourced": {"fact": flaw(cites())},
    "untranslated-note": {
        "english alone": flaw(met(note="With guests.")),
        "russian alone": flaw(met()._replace(note_ru="С гостями.")),
    },
    "curator-note": {
        "a check by name": flaw(
            met(note="Announced [later-than-source].")._replace(note_ru="Объявлено.")
        ),
        "the reading": flaw(met(note="Day not read.")._replace(note_ru="День не прочитан.")),
        "the reading in russian": flaw(
            met(note="From a page.")._replace(note_ru="Взято из ленты новостей.")
        ),
    },
    "id-differs": {"fact": Flaw("csto.met.00000000", (met()._replace(id="csto.met.00000000"),))},
    "repeated": {
        "place": Flaw(min(met().id, met(where="moscow").id), (met(), met(where="moscow")))
    },
    "same-url": {
        "scheme-and-slash": Flaw(
            "one",
            (cites("one", "two"),),
            sources=(page("one", "http://example.org/x/"), page("two", "https://example.org/X")),
        ),
    },
    "bad-url": {
        "scheme": Flaw("odd", (cites("odd", "paper"),), sources=(page("odd", "ftp://a.org/x"),)),
        "words": Flaw("odd", (cites("odd", "paper"),), sources=(page("odd", "a.org"),)),
        "host": Flaw("odd", (cites("odd", "paper"),), sources=(page("odd", "https:///x"),)),
    },
    "wrong-script": {
        "english": Flaw("hill", (met(where="hill"),), (thing("hill", en="Гора"),)),
        "russian": Flaw("hill", (met(where="hill"),), (thing("hill", ru="Gora"),)),
    },
    "mixed-script": {
        "alias": Flaw("hill", (met(where="hill"),), (thing("hill", "place", "ОДKБ"),)),
        "name": Flaw("hill", (met(where="hill"),), (thing("hill", ru="Гoра"),)),
    },
    "unused-source": {"page": Flaw("page", sources=(page("page"),))},
    "nameless": {
        "russian": Flaw("wing", (fact("wing", "met", "2004"),), (thing("wing", "force", ru=""),)),
        "english": Flaw("wing", (fact("wing", "met", "2004"),), (thing("wing", "force", en=""),)),
    },
    "same-name": {
        "alias": Flaw(
            "csto", (met(where="hill"),), (thing("hill", "place", "TREATY organization"),)
        ),
        "other-script": Flaw(
            "armenia", (met(where="hill"),), (thing("hill", "place", "Armeniia"),)
        ),
    },
    "isolated": {"entity": Flaw("hill", entities=(thing("hill"),))},
    "one-source": {
        "fact": Flaw("facts", (cites("paper"),)),
        "twice": Flaw("facts", (cites("paper", "paper"),)),
    },
}

EVERY_FLAW = [
    pytest.param(name, flaw, id=f"{name}-{id}")
    for name in NAMES
    for id, flaw in FLAWS.get(name, {}).items()
]


@pytest.mark.parametrize("name", NAMES)
def test_every_check_has_a_flaw_that_it_finds(name: str) -> None:
    assert FLAWS[name]


def test_every_flaw_is_of_a_check() -> None:
    assert FLAWS.keys() == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_no_check_finds_anything_in_a_clean_world(name: str) -> None:
    assert check(world(*GOOD), only=[name]) == ()


@pytest.mark.parametrize(("name", "flaw"), EVERY_FLAW)
def test_exactly_one_check_finds_the_flaw(name: str, flaw: Flaw) -> None:
    found = check(flawed(flaw))

    assert [(one.check, one.level, one.about) for one in found] == [(name, LEVEL[name], flaw.about)]
    assert found[0].message


@pytest.mark.parametrize(("name", "flaw"), EVERY_FLAW)
def test_only_and_skip_choose_the_checks(name: str, flaw: Flaw) -> None:
    store = flawed(flaw)

    assert check(store, only=[name]) == check(store)
    assert check(store, skip=[name]) == ()
    assert check(store, only=[name], skip=[name]) == ()


def test_findings_stand_in_the_order_of_the_checks() -> None:
    flaws = [variants[min(variants)] for variants in FLAWS.values()]
    everything = Flaw(
        "",
        tuple({one.id: one for flaw in flaws for one in flaw.facts}.values()),
        tuple({one.id: one for flaw in flaws for one in flaw.entities}.values()),
        tuple({one.id: one for flaw in flaws for one in flaw.sources}.values()),
    )
    found = [one.check for one in check(flawed(everything))]

    assert found == sorted(found, key=NAMES.index)
    assert len(set(found)) > 10


def test_checks_stand_by_level() -> None:
    levels = [one.level for one in CHECKS]

    assert levels == sorted(levels, key=LEVELS.index)
    assert set(levels) == set(LEVELS)


@pytest.mark.parametrize("word", ["dangle", "", "Dangling", "warning"])
@pytest.mark.parametrize("option", ["only", "skip"])
def test_an_unknown_check_is_an_error_that_lists_the_checks(option: str, word: str) -> None:
    options = {option: ["dangling", word]}
    with pytest.raises(UsageError, match=f'no check "{word}"') as caught:
        check(world(), **options)

    assert caught.value.hint == f"checks: {', '.join(NAMES)}"


def _noted(flaw: Flaw, note: str) -> tuple[Finding, ...]:
    """What is found when every fact of the flaw bears that note."""
    facts = tuple(one._replace(reading=note) for one in (*GOOD, *flaw.facts))
    return check(world(*facts, entities=flaw.entities, sources=(PAPER, REPORT, *flaw.sources)))


ABOUT_FACTS = [
    pytest.param(name, flaw, id=f"{name}-{id}")
    for name in NAMES
    for id, flaw in FLAWS.get(name, {}).items()
    if flaw.about in {one.id for one in (*GOOD, *flaw.facts)}
]


@pytest.mark.parametrize(("name", "flaw"), ABOUT_FACTS)
def test_a_reading_that_names_the_check_makes_a_warning_a_hint(name: str, flaw: Flaw) -> None:
    (found,) = _noted(flaw, f"the page is older than its last edit [{name}]")

    assert found.level == ("hint" if LEVEL[name] == "warning" else LEVEL[name])


@pytest.mark.parametrize(("name", "flaw"), ABOUT_FACTS)
@pytest.mark.parametrize("note", ["", "[another-check]", "later than its source", "[ ]"])
def test_another_note_explains_nothing(name: str, flaw: Flaw, note: str) -> None:
    (found,) = _noted(flaw, note)

    assert found.level == LEVEL[name]


@pytest.mark.parametrize(
    ("name", "facts"),
    [
        pytest.param(
            "several-holders",
            [fact("serdyukov", "headed", "2020/2025", "joint-staff", rank="deprecated")],
            id="deprecated-holder",
        ),
        pytest.param(
            "several-holders",
            [fact("serdyukov", "headed", "2020/2025", "joint-staff", rank="preferred")],
            id="preferred-holder",
        ),
        pytest.param(
            "several-holders",
            [fact("csto", "motto", "", Text("No chief"), contradicts=[GOOD[6]])],
            id="contradiction-by-another-subject",
        ),
        pytest.param(
            "unranked-conflict",
            [fact("csto", "founded", "2002-09-18", rank="deprecated")],
            id="ranked",
        ),
        pytest.param(
            "outside-life", [fact("csto", "planned", "1999", Text("A body"))], id="planned-before"
        ),
        pytest.param(
            "outside-life", [fact("csto", "met", "2001", rank="deprecated")], id="outranked"
        ),
        pytest.param("outside-life", [fact("csto", "met", "2002-10-07")], id="on-its-first-day"),
        pytest.param(
            "outside-life",
            [fact("crrf", "met", "2012-12-19"), fact("crrf", "closed", "2012-12-19")],
            id="on-its-last-day",
        ),
        pytest.param(
            "ended-before-begun",
            [fact("council", "founded", "2003-04-28"), fact("council", "closed", "2003-04-28")],
            id="on-the-same-day",
        ),
        pytest.param("outside-life", [fact("csto", "met", "2002")], id="in-its-first-year"),
        pytest.param("outside-life", [fact("csto", "met", "1999/2004")], id="into-its-life"),
        pytest.param("outside-life", [fact("csto", "met")], id="undated"),
        pytest.param(
            "later-than-source",
            [fact("csto", "planned", "2004", Text("A talk"), sources=["old"])],
            id="planned",
        ),
        pytest.param("later-than-source", [cites("old", "undated")], id="undated-source"),
        pytest.param("later-than-source", [cites("old", "paper")], id="newer-source"),
        pytest.param("later-than-source", [cites("old", when="2003")], id="within-its-year"),
        pytest.param(
            "later-than-source", [cites("old", when="2003-12-31")], id="on-its-last-possible-day"
        ),
        pytest.param("repeated", [met(where="moscow"), met(where="dushanbe")], id="two-places"),
        pytest.param("repeated", [met(), met("2005", where="moscow")], id="another-time"),
        pytest.param(
            "repeated",
            [met(), fact("csto", "met", "2004", where="moscow", contradicts=[met()])],
            id="a-conflict-already",
        ),
        pytest.param("wrong-kind", [fact("csto", "met", "2004", Text("a team"))], id="or-words"),
        pytest.param(
            "wrong-kind", [fact("csto", "met", "2004", where="armenia")], id="state-place"
        ),
        pytest.param("wrong-kind", [fact("csto", "motto", "", Quantity(3))], id="figure-as-words"),
        pytest.param("dangling", [fact("csto", "met", "2004", "treaty")], id="known-value"),
    ],
)
def test_a_check_finds_nothing_in(name: str, facts: list[Fact]) -> None:
    sources = (PAPER, REPORT, page("old", published="2003"), page("undated"))

    assert check(world(*GOOD, *facts, sources=sources), only=[name]) == ()


@pytest.mark.parametrize(
    ("name", "faulty", "message"),
    [
        pytest.param("wrong-kind", fact("csto", "motto"), "motto takes text", id="text"),
        pytest.param(
            "wrong-kind",
            fact("armenia", "member-of", "2004/.."),
            "member-of takes entity",
            id="link",
        ),
        pytest.param(
            "wrong-kind",
            fact("crrf", "founded", "2009", Quantity(3)),
            "founded takes entity, or words, or nothing",
            id="anything-but-a-number",
        ),
        pytest.param(
            "wrong-kind",
            fact("csto", "member-of", "2004/..", "treaty"),
            "member-of is not said of a body",
            id="subject",
        ),
        pytest.param(
            "several-holders",
            fact("serdyukov", "headed", "2020/2025", "joint-staff"),
            "serdyukov, sidorov at one time",
            id="holders",
        ),
        pytest.param(
            "later-than-source",
            cites("old", when="2004-05"),
            "2004-05 is later than its newest source, 2003-12-31",
            id="source",
        ),
    ],
)
def test_a_finding_says_what_is_wrong(name: str, faulty: Fact, message: str) -> None:
    store = world(*GOOD, faulty, sources=(PAPER, REPORT, page("old", published="2003")))
    (found,) = check(store, only=[name])

    assert str(found.message) == message
    assert found.mend


def test_a_shared_name_is_told_with_the_others_who_bear_it() -> None:
    hills = [thing("hill", "place", "Mount"), thing("mountain", "place", "mount")]
    (found,) = check(world(*GOOD, entities=hills), only=["same-name"])

    assert (found.about, str(found.message)) == ("hill", '"mount" also names mountain')


def test_an_archived_copy_has_an_address_of_its_own() -> None:
    live, archived = "https://a.org/x", "https://web.archive.org/web/2020/https://a.org/x"
    sources = (PAPER, REPORT, page("live", live), page("copy", archived))

    assert check(world(*GOOD, cites("live", "copy"), sources=sources), only=["same-url"]) == ()


def test_an_address_is_not_asked_for() -> None:
    sources = (PAPER, REPORT, page("one"), page("two"))
    store = world(*GOOD, cites("one", "two"), sources=sources)

    assert check(store, only=["same-url", "bad-url"]) == ()


def test_names_are_asked_for_of_the_main_kinds_only() -> None:
    store = world(*GOOD, met(where="hill"), entities=[thing("hill", ru="")])

    assert check(store, only=["nameless"]) == ()


def test_a_link_to_what_is_no_entity_is_dangling_and_not_of_the_wrong_kind() -> None:
    lost = fact("armenia", "member-of", "2004/..", Link("nowhere"))

    assert [one.check for one in check(world(*GOOD, lost))] == ["dangling"]


def test_a_remark_that_a_day_is_that_of_the_report_is_found() -> None:
    remarked = cites("paper", "report", when="2004-05-06")._replace(reading="day not read")

    assert [one.check for one in check(world(*GOOD, remarked))] == ["report-day"]


@pytest.mark.parametrize(
    "when", [pytest.param("/2004-05-06", id="by-that-day"), pytest.param("2004-05", id="month")]
)
def test_what_is_only_known_to_be_by_the_day_of_the_report_is_right(when: str) -> None:
    remarked = cites("paper", "report", when=when)._replace(reading="day not read")

    assert check(world(*GOOD, remarked)) == ()
