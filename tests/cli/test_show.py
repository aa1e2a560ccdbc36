"""`cstokb show`: all that is known of one thing."""

import re
from pathlib import Path

import pytest

from cstokb.model.entity import Entity
from cstokb.model.fact import Link, Text
from cstokb.model.predicate import Predicate
from cstokb.store.protocol import Change
from tests.cli.asking import Answer, ask
from tests.cli.stores import body, fact, store


@pytest.fixture(scope="module")
def joint_staff() -> Answer:
    return ask("show", "joint-staff", "--json", "--today", "2026-11-23")


def test_an_item_has_the_fields_of_the_contract(joint_staff: Answer) -> None:
    assert [*joint_staff.document] == ["schema", "query", "items"]
    assert joint_staff.document["schema"] == 1
    (item,) = joint_staff.items
    assert {"id", "kind", "names", "aliases", "summary", "facts", "sources"} <= item.keys()


def test_the_joint_staff_was_created_in_dushanbe_by_the_council(joint_staff: Answer) -> None:
    (item,) = joint_staff.items
    assert (item["id"], item["kind"]) == ("joint-staff", "body")
    assert item["names"]["ru"] == "Объединённый штаб ОДКБ"
    first = item["facts"][0]
    assert first["when"] == "2003-04-28"
    assert first["precision"] == "day"
    assert first["where"] == "dushanbe"
    assert first["value"] == "collective-security-council"
    places = {citation["source"]: citation["at"] for citation in first["citations"]}
    assert places["jscsto-2022-04-28"] == "para 1"


def test_its_tasks_are_told(joint_staff: Answer) -> None:
    tasks = [f for f in joint_staff.items[0]["facts"] if "task" in f["predicate"]]
    from_the_article = [f for f in tasks if "jscsto-2022-04-28" in f["sources"]]
    assert len(from_the_article) >= 5


def test_a_state_known_for_one_day_is_attested(joint_staff: Answer) -> None:
    chiefs = [f for f in joint_staff.items[0]["facts"] if f["subject"] == "anatoly-sidorov"]
    (that_day,) = [f for f in chiefs if f["when"] == "2022-04-28"]
    assert that_day["attested"] is True
    assert that_day["inverse"] is True


def test_every_source_that_a_fact_cites_is_listed_once(joint_staff: Answer) -> None:
    (item,) = joint_staff.items
    listed = [source["id"] for source in item["sources"]]
    cited = {source for fact in item["facts"] for source in fact["sources"]}
    assert len(listed) == len(set(listed))
    assert cited == set(listed)


def test_people_see_age_next_anniversary_and_numbered_sources() -> None:
    out = ask("show", "joint-staff").out
    assert "\nage  23 years 6 months 26 days\n" in out
    assert "\nnext  24th anniversary: Wed 2027-04-28, in 156 days\n" in out
    facts, _, sources = out.partition("\nSources\n")
    last = [line.rpartition("\t")[2] for line in facts.splitlines() if "\t" in line]
    marks = {number for cell in last for number in re.findall(r"\[(\d+)", cell)}
    numbers = [line.partition("\t")[0] for line in sources.splitlines()]
    assert numbers == [f"[{number}]" for number in range(1, len(numbers) + 1)]
    assert {f"[{number}]" for number in marks} == set(numbers)
    assert " para 1]" in facts


@pytest.mark.parametrize(
    ("word", "id"),
    [
        pytest.param("joint-staff", "joint-staff", id="its id"),
        pytest.param("Joint-Staff", "joint-staff", id="its id in capitals"),
        pytest.param("Объединённый штаб ОДКБ", "joint-staff", id="its Russian name"),
        pytest.param("объединенный штаб одкб", "joint-staff", id="without the dots of ё"),
        pytest.param("CSTO Joint Staff", "joint-staff", id="its English name"),
        pytest.param("КСОР", "crrf", id="an alias"),
        pytest.param("ksor", "crrf", id="an alias in the other script"),
        pytest.param("crisis-response-c", "crisis-response-center", id="the beginning of an id"),
    ],
)
def test_an_entity_is_shown_by(word: str, id: str) -> None:
    assert ask("show", word, "--json").items[0]["id"] == id


def test_a_near_miss_is_offered_and_not_taken() -> None:
    answer = ask("show", "joint-stuff")
    assert answer.code == 3
    assert answer.out == ""
    assert answer.message == 'no entity "joint-stuff"'
    assert "did you mean: joint-staff (CSTO Joint Staff)" in answer.err


def test_a_word_that_fits_several_lists_them(tmp_path: Path) -> None:
    path = store(tmp_path, body("alpha-one"), body("alpha-two"))
    answer = ask("show", "alpha", "--store", path)
    assert answer.code == 3
    assert answer.message == '"alpha" may be any of 2'
    assert "say which: alpha-one (The alpha-one), alpha-two (The alpha-two)" in answer.err


def test_what_nothing_comes_near_suggests_a_search() -> None:
    answer = ask("show", "qqqqqqqq")
    assert answer.code == 3
    assert 'try: cstokb search "qqqqqqqq"' in answer.err


def test_a_rival_of_a_preferred_fact_is_told_and_marked(tmp_path: Path) -> None:
    path = store(
        tmp_path,
        body("league"),
        Change(
            facts=(
                fact("league", "founded", "1999", rank="preferred"),
                fact("league", "founded", "1998"),
            )
        ),
    )
    rows = ask("show", "league", "--store", path).rows
    marks = {row[1]: row[2] for row in rows if row[0] == "founded"}
    assert marks == {"1999": "", "1998": "a rival is preferred"}


def test_an_event_lasts_through_its_last_day() -> None:
    assert "\nlasted  10 days\n" in ask("show", "indestructible-brotherhood-2012").out


def test_what_has_ended_has_lasted(tmp_path: Path) -> None:
    path = store(
        tmp_path,
        body("league", "1992-05-15"),
        Change(facts=(fact("league", "closed", "1999-04-20"),)),
    )
    out = ask("show", "league", "--store", path).out
    assert "\nlasted  6 years 11 months 5 days\n" in out
    assert "\nended  1999-04-20\n" in out
    assert "\nage " not in out


def test_a_year_gives_an_age_between_bounds(tmp_path: Path) -> None:
    path = store(tmp_path, body("force", "2009"))
    assert "\nage  16–17 years\n" in ask("show", "force", "--store", path).out


def test_long_groups_are_folded_and_counted_until_all_is_asked_for(tmp_path: Path) -> None:
    joined = Predicate(
        "took-part",
        {"en": "took part in"},
        {"en": "took part in {value}"},
        inverse_label={"en": "participants"},
        shape="event",
        value_type="entity",
    )
    states = tuple(Entity(f"state-{n}", "state", {"en": f"State {n}"}) for n in range(12))
    facts = tuple(fact(state.id, "took-part", "2009", Link("league")) for state in states)
    path = store(tmp_path, body("league"), Change(states, facts, predicates=(joined,)))
    folded = ask("show", "league", "--store", path)
    assert "participants (12): state-0, " in folded.out
    assert "note: 12 facts folded into a line; --all lists them" in folded.err
    whole = ask("show", "league", "--all", "--store", path)
    assert len([row for row in whole.rows if row[0] == "participants"]) == 12
    assert whole.err == ""


def test_russian_has_russian_names_labels_and_plurals() -> None:
    out = ask("show", "joint-staff", "--lang", "ru").out
    assert out.startswith("Объединённый штаб ОДКБ · CSTO Joint Staff · body · joint-staff\n")
    assert "\nвозраст  23 года 6 месяцев 26 дней\n" in out
    assert "24-я годовщина: ср 2027-04-28, через 156 дней" in out
    assert "\nИсточники\n" in out


def test_words_of_a_fact_are_in_the_language_asked_for(tmp_path: Path) -> None:
    path = store(
        tmp_path,
        body("league"),
        Change(facts=(fact("league", "remark", value=Text("peace", "мир")),)),
    )
    assert "\tpeace\t" in ask("show", "league", "--store", path).out
    assert "\tмир\t" in ask("show", "league", "--store", path, "--lang", "ru").out
