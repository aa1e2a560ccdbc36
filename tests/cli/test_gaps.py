from tests.cli.asking import ask


def test_the_joint_staff_has_no_recorded_head_between_2006_and_2011() -> None:
    items = ask("gaps", "joint-staff", "--json").items
    holes = [(item["since"], item["until"]) for item in items if item["certainty"] == "unrecorded"]
    assert ("2006-06-23", "2011-04-13") in holes
    heads = [item["holder"] for item in items if item["series"] == "terms" and item["holder"]]
    assert heads[0] == "yuri-baluyevsky"
    assert heads[-1] == "andrey-serdyukov"


def test_the_charter_has_four_amendments_and_the_states_that_ratified_each() -> None:
    items = ask("gaps", "charter", "--json").items
    assert len([item for item in items if item["series"] == "amendments"]) == 4
    own = {
        item["holder"]: item["since"]
        for item in items
        if item["series"] == "ratifications" and item["body"] == "charter"
    }
    assert (own["russia"], own["kazakhstan"], own["armenia"]) == ("2003-05-26", "2003-07-01", None)


def test_every_format_has_the_same_rows() -> None:
    items = ask("gaps", "rubezh", "--json").items
    lines = ask("gaps", "rubezh", "--format", "csv").out.splitlines()
    assert len(lines) == len(items) + 1
    assert lines[0].startswith("series,body,body_name,post,certainty,since,until")


def test_without_an_entity_only_what_is_missing_is_listed() -> None:
    items = ask("gaps", "--json").items
    assert items
    assert {item["certainty"] for item in items} == {"unrecorded"}


def test_what_has_no_series_is_an_empty_answer() -> None:
    answer = ask("gaps", "dushanbe", "--json")
    assert (answer.code, answer.items) == (0, [])


def test_russian_answers_in_russian() -> None:
    assert "нет сведений" in ask("gaps", "joint-staff", "--lang", "ru").out
