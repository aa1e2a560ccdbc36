"""`cstokb show`: all that is known of one thing."""

import re
from pathlib import Path

import pytest

from cstokb.model.entity import Entity
from cstokb.model.fact import Link, Text
from cstokb.reports.rows import ROW_KEYS
from cstokb.store.protocol import Change
from tests.cli.asking import Answer, ask
from tests.cli.stores import body, fact, store


@pytest.fixture(scope="module")
def joint_staff() -> Answer:
    return ask("show", "joint-staff", "--json", "--today", "2026-11-23")


def test_an_item_has_the_fields_of_the_contract(joint_staff: Answer) -> None:
    assert [*joint_staff.document] == ["schema", "query", "items", "left"]
    assert joint_staff.document["schema"] == 2
    for item in joint_staff.items:
        assert [*item] == [*ROW_KEYS["fact of a thing"]]


def test_the_joint_staff_was_created_in_dushanbe_by_the_council(joint_staff: Answer) -> None:
    first = joint_staff.items[0]
    assert (first["id"], first["kind"], first["name"]) == (
        "joint-staff",
        "body",
        "CSTO Joint Staff",
    )
    assert first["when"] == "2003-04-28"
    assert first["precision"] == "day"
    assert first["where"] == "dushanbe"
    assert first["object"] == "collective-security-council"
    places = {citation["source"]: citation["at"] for citation in first["citations"]}
    assert places["jscsto-2022-04-28"] == "para 1"


def test_its_tasks_are_told(joint_staff: Answer) -> None:
    tasks = [f for f in joint_staff.items if "task" in f["predicate"]]
    from_the_article = [f for f in tasks if "jscsto-2022-04-28" in f["sources"]]
    assert len(from_the_article) >= 5


def test_a_state_known_for_one_day_is_attested(joint_staff: Answer) -> None:
    chiefs = [f for f in joint_staff.items if f["subject"] == "anatoly-sidorov"]
    (that_day,) = [f for f in chiefs if f["when"] == "2022-04-28"]
    assert that_day["attested"] is True
    assert that_day["inverse"] is True


def test_a_row_says_who_though_the_page_is_of_another() -> None:
    rows = [
        r for r in ask("show", "rubezh-2021", "--json").items if r["relation"] == "participants"
    ]
    assert {row["object"] for row in rows} == {"rubezh-2021"}
    assert "Kyrgyzstan" in {row["name"] for row in rows}
    assert all(row["text"].startswith(row["name"]) for row in rows)


def test_a_figure_has_its_unit() -> None:
    (row,) = [r for r in ask("show", "rubezh-2021", "--json").items if r["relation"] == "strength"]
    assert (row["number"], row["unit"]) == (1000, "personnel")


CARDS = ("joint-staff", "csto", "armenia", "dushanbe", "anatoly-sidorov", "rubezh-2021", "charter")


@pytest.mark.parametrize("lang", ["en", "ru"])
@pytest.mark.parametrize("id", CARDS)
def test_a_card_is_at_most_22_lines_and_cites_what_it_lists(id: str, lang: str) -> None:
    lines = ask("show", id, "--lang", lang).out.splitlines()
    assert len(lines) <= 22
    known = [line.split("\t") for line in lines if "\t" in line]
    sources = [line for line in lines if line.startswith("[")]
    assert len(known) <= 12
    assert len(sources) <= 8
    marks = [re.findall(r"\[(\d+)", row[2]) for row in known]
    assert max(map(len, marks)) <= 2
    numbers = [source.partition("]")[0][1:] for source in sources]
    assert numbers == [str(number) for number in range(1, len(numbers) + 1)]
    assert {number for found in marks for number in found} == set(numbers)
    assert all(re.search(r" https?://[^ ]+$", source) for source in sources)
    assert known[-1][1].endswith(f"cstokb show {id} --all")


@pytest.mark.parametrize("id", CARDS)
def test_on_a_terminal_a_card_with_links_fits_the_screen_and_cites_what_it_lists(id: str) -> None:
    out = ask("show", id, "--format", "table", "--color", "always").out
    assert out.count("\n") <= 22
    text = re.sub(r"\x1b\]8;[^\x1b]*\x1b\\|\x1b\[[\d;]*m", "", out)
    assert "http" not in text
    # An accessible address behind every source.
    assert len({*re.findall(r"\x1b\]8;[^;]*;(http[^\x1b]+)", out)}) == len(
        re.findall(r"^\[\d", text, re.MULTILINE)
    )


def test_the_card_of_the_joint_staff_has_its_founding_its_chief_and_its_age() -> None:
    out = ask("show", "joint-staff").out
    assert "\ncreated by\t28 April 2003, Dushanbe: CSTO Collective Security Council\t[1 para" in out
    assert "\nheaded by\tAndrey Serdyukov, since 23 November 2023\t" in out
    assert "\n\tbefore: Anatoly Sidorov 2015–2023, Alexander Studenikin 2012–2015 and 3 more" in out
    assert "\nage\t23 years 6 months; 24th anniversary Wed 28 April 2027, in 156 days\t\n" in out


def test_a_card_as_of_a_day_has_the_chief_of_that_day() -> None:
    out = ask("show", "joint-staff", "--as-of", "2016-01-01").out
    assert "\nheaded by\tAnatoly Sidorov, " in out
    assert "Serdyukov" not in out


def test_the_posts_on_a_card_are_those_of_the_day_asked_about() -> None:
    out = ask("show", "csto", "--as-of", "2010-06-01").out
    assert "\tCSTO Secretary General: Nikolai Bordyuzha, " in out
    assert "Masadykov" not in out


def test_the_organization_shows_who_holds_its_posts_and_who_belongs() -> None:
    out = ask("show", "csto").out
    assert "\tCSTO Secretary General: Taalatbek Masadykov, since 1 January 2026\t" in out
    assert "\tArmenia, Belarus, Kazakhstan, Kyrgyzstan, Russia, Tajikistan\t" in out
    assert "\n\tbefore: Uzbekistan 2006–2012\t" in out


def test_a_place_shows_what_happened_in_it_and_in_the_places_inside() -> None:
    assert "\ntook place here\t" in ask("show", "dushanbe").out
    there = {item["where"] for item in ask("show", "tajikistan", "--json").items}
    assert {"tajikistan", "harbmaidon"} <= there


def test_all_facts_have_their_sources_and_what_holds_stands_before_what_held() -> None:
    out = ask("show", "joint-staff", "--all").out
    facts, _, sources = out.partition("\nSources\n")
    last = [line.rpartition("\t")[2] for line in facts.splitlines() if "\t" in line]
    marks = {number for cell in last for number in re.findall(r"\[(\d+)", cell)}
    numbers = [line.partition("] ")[0][1:] for line in sources.splitlines()]
    assert numbers == [str(number) for number in range(1, len(numbers) + 1)]
    assert marks == set(numbers)
    assert facts.index("andrey-serdyukov") < facts.index("anatoly-sidorov")


def test_words_narrow_the_card_and_every_format() -> None:
    assert {
        item["relation"] for item in ask("show", "joint-staff", "is:headed", "--json").items
    } == {"headed by"}
    known = ask("show", "joint-staff", "is:headed").rows
    assert [row[0] for row in known if len(row) == 3] == ["headed by", "", "more"]


def test_several_words_that_are_a_name_together_are_one() -> None:
    assert ask("show", "joint", "staff").out == ask("show", "joint-staff").out
    assert (
        ask("show", "joint", "staff", "is:headed").out
        == ask("show", "joint-staff", "is:headed").out
    )
    assert ask("show", "joint", "stuff").message == 'no entity "joint stuff"'


def test_what_has_no_facts_says_so(tmp_path: Path) -> None:
    answer = ask("show", "league", "--store", store(tmp_path, body("league")))
    assert answer.rows[-1][:2] == ["more", "nothing is recorded about it yet"]


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
    assert ask("show", word, "--json").document["query"]["entity"] == id


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
    rows = ask("show", "league", "--all", "--store", path).rows
    marks = {row[1]: row[2] for row in rows if row[0] == "founded"}
    assert marks == {"1999": "", "1998": "a rival is preferred"}


def test_an_event_lasts_through_its_last_day() -> None:
    assert "; lasted 10 days; " in ask("show", "indestructible-brotherhood-2012").out


def test_what_has_ended_has_lasted(tmp_path: Path) -> None:
    path = store(
        tmp_path,
        body("league", "1992-05-15"),
        Change(facts=(fact("league", "closed", "1999-04-20"),)),
    )
    out = ask("show", "league", "--store", path).out
    assert "\nended\t20 April 1999; lasted 6 years 11 months 5 days" in out
    assert "\nage\t" not in out


def test_a_year_gives_an_age_between_bounds(tmp_path: Path) -> None:
    path = store(tmp_path, body("force", "2009"))
    assert "\nage\t16–17 years" in ask("show", "force", "--store", path).out


def test_a_line_names_six_and_counts_the_rest(tmp_path: Path) -> None:
    states = tuple(Entity(f"state-{n}", "state", {"en": f"State {n}"}) for n in range(12))
    facts = tuple(fact(state.id, "friend", "2009/..", Link("league")) for state in states)
    path = store(tmp_path, body("league"), Change(states, facts))
    (line,) = [row[1] for row in ask("show", "league", "--store", path).rows if row[0] == "friends"]
    assert line == "State 0, State 1, State 10, State 11, State 2, State 3 and 6 more"
    whole = ask("show", "league", "--all", "--store", path)
    assert len([row for row in whole.rows if row[0] == "friends"]) == 12


def test_russian_has_russian_names_labels_and_plurals() -> None:
    out = ask("show", "joint-staff", "--lang", "ru").out
    assert out.startswith("Объединённый штаб ОДКБ · CSTO Joint Staff · орган · joint-staff\n")
    assert "\nвозраст\t23 года 6 месяцев; 24-я годовщина ср 28 апреля 2027 г., через 156" in out
    assert "\nруководители\tАндрей Сердюков, с 23 ноября 2023 г.\t" in out


def test_words_of_a_fact_are_in_the_language_asked_for(tmp_path: Path) -> None:
    path = store(
        tmp_path,
        body("league"),
        Change(facts=(fact("league", "remark", value=Text("peace", "мир")),)),
    )
    assert "\tpeace\t" in ask("show", "league", "--store", path).out
    assert "\tмир\t" in ask("show", "league", "--store", path, "--lang", "ru").out


def test_the_whole_page_has_parts_and_what_bears_the_same_note_on_one_line(tmp_path: Path) -> None:
    noted = [
        fact(id, "friend", "2009/..", Link("league"), note=note)
        for id, note in (("ally", "In the hall."), ("band", "In the hall."), ("club", "Outside."))
    ]
    states = tuple(Entity(one.subject, "state", {"en": one.subject.title()}) for one in noted)
    path = store(tmp_path, body("league"), Change(states, tuple(noted)))
    rows = ask("show", "league", "--all", "--store", path).rows
    assert [row[2:4] for row in rows if row[0] == "friends"] == [
        ["Ally [ally], Band [band]", "In the hall."],
        ["Club [club]", "Outside."],
    ]
    (parts,) = [row for row in ask("show", "rubezh", "--all").rows if row[0] == "has part"]
    assert re.search(r"Rubezh-2004 \[rubezh-2004\] (\[\d+\] ?)+, Rubezh-2005", parts[2])


def test_the_curator_s_remark_is_on_the_page_that_explains_only(tmp_path: Path) -> None:
    one = fact("ally", "friend", "2009/..", Link("league"), note="A note.")
    noted = one._replace(reading="the start was not read")
    states = (Entity("ally", "state", {"en": "Ally"}),)
    path = store(tmp_path, body("league"), Change(states, (noted,)))
    assert "not read" not in ask("show", "league", "--all", "--store", path).out
    assert (
        "A note. [the start was not read]"
        in ask("show", "league", "--explain", "--store", path).out
    )
