"""Questions in time about the organization itself, where the answer is surely known."""

from tests.cli.asking import ask


def test_the_joint_staff_was_not_yet_there_the_day_before_its_creation() -> None:
    words = ("anniversary", "2003-04-28", "--on", "2003-04-27")
    (item,) = [i for i in ask(*words, "--json").items if i["id"] == "joint-staff"]
    assert (item["years"], item["years_range"], item["is_anniversary"]) == (None, None, False)
    (row,) = [row for row in ask(*words).rows if "joint-staff" in row]
    assert row[2] == "not yet"


def test_29_february_of_any_year_can_be_asked_about() -> None:
    for words in (("02-29",), ("02-29", "--on", "2023-02-28"), ("2024-02-29",)):
        answer = ask("anniversary", *words)
        assert answer.code == 0
        assert "error" not in answer.err


def test_both_dates_of_the_rapid_reaction_forces_are_told_the_preferred_first() -> None:
    answer = ask("anniversary", "crrf", "--json")
    claims = [(i["when"], i["rank"]) for i in answer.items if i["when"].startswith("2009-02")]
    assert claims[0] == ("2009-02-04", "preferred")
    assert {rank for _, rank in claims[1:]} == {"deprecated"}
    rows = ask("anniversary", "crrf").rows[1:]
    assert "sources disagree, this one is preferred" in rows[0][2]
    assert "sources disagree, this one is not believed" in rows[1][2]


def test_in_2027_the_organization_turns_25() -> None:
    words = ("upcoming", "--round", "5", "--from", "2027-01-01", "--to", "2027-12-31")
    items = ask(*words, "--json").items
    (csto,) = [item for item in items if item["id"] == "csto"]
    assert csto["when"] == "2002-10-07"
    assert (csto["next_date"], csto["next_years"], csto["in_days"]) == ("2027-10-07", 25, 318)
    assert {item["next_years"] % 5 for item in items} == {0}
    assert all(item["next_date"].startswith("2027-") for item in items)
    assert any(row[0] == "2027-10-07" and row[3] == "25th*" for row in ask(*words).rows)


def test_a_calendar_of_a_jubilee_year_says_which_jubilee_it_is() -> None:
    out = ask("export", "ics", "--kind", "body", "--years", "2027..2027").out.replace("\r\n ", "")
    assert "\r\nSUMMARY:25th anniversary: The Collective Security Treaty Organi" in out
