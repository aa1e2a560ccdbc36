"""`cstokb set`: fields of entities, facts and sources."""

from pathlib import Path

import pytest

from tests.cli.asking import Answer, ask
from tests.cli.writing import STRENGTH, digest, entities, facts, ok, small, sources


@pytest.fixture
def path(tmp_path: Path) -> str:
    return small(tmp_path)


def put(path: str, id: str, *words: str) -> Answer:
    return ask("--store", path, "set", id, *words)


def test_one_field_is_changed_and_the_others_stay(path: str) -> None:
    before = entities(path)["crrf"]
    put(path, "crrf", "name_ru=КСОР", "aliases=CRRF; KSOR")
    names = {**before["names"], "ru": "КСОР"}
    assert entities(path)["crrf"] == {**before, "names": names, "aliases": ["CRRF", "KSOR"]}


def test_a_field_that_is_emptied_is_dropped(path: str) -> None:
    put(path, "paper", "publisher=")
    assert sources(path)["paper"]["publisher"] is None


@pytest.mark.parametrize("field", ["note", "note_ru", "reading"])
def test_a_remark_is_set_and_dropped(path: str, field: str) -> None:
    put(path, STRENGTH.id, f"{field}=на бумаге")
    assert facts(path)[STRENGTH.id][field] == "на бумаге"
    put(path, STRENGTH.id, f"{field}=")
    assert facts(path)[STRENGTH.id][field] is None


def test_a_value_is_stored_composed(path: str) -> None:
    put(path, "crrf", "name_ru= Объедине\u0308нный ")
    assert entities(path)["crrf"]["names"]["ru"] == "Объединённый"


def test_a_fact_keeps_its_id_where_it_says_the_same(path: str) -> None:
    put(path, STRENGTH.id, "note=on paper", "confidence=low", "rank=preferred")
    (only,) = facts(path).values()
    assert (only["id"], only["note"], only["rank"]) == (STRENGTH.id, "on paper", "preferred")


@pytest.mark.parametrize(
    ("word", "field", "value"),
    [("when=2010", "when", "2010"), ("value=20000", "value", 20000), ("value=1.5", "value", 1.5)],
)
def test_a_fact_that_says_something_else_takes_the_place_of_the_old_one(
    path: str, word: str, field: str, value: object
) -> None:
    put(path, STRENGTH.id, word)
    old = facts(path).pop(STRENGTH.id)
    (new,) = (row for row in facts(path).values() if row["id"] != STRENGTH.id)
    assert old["rank"] == "deprecated"
    assert old["reading"] == f"replaced by {new['id']}"
    assert (new[field], new["rank"]) == (value, "normal")
    assert ask("--store", path, "check", "--only", "id-differs", "--json").items == []


def test_a_fact_that_comes_to_say_what_another_says_keeps_the_sources_of_both(path: str) -> None:
    words = (
        "crrf",
        "strength",
        "15000",
        "--unit",
        "troops",
        "--when",
        "2010",
        "--source",
        "report",
    )
    ok("--store", path, "add", "fact", *words)
    put(path, STRENGTH.id, "when=2010")
    (new,) = (row for row in facts(path).values() if row["when"] == "2010")
    assert {cited["source"] for cited in new["citations"]} == {"paper", "report"}


def test_a_quote_stays_when_another_source_is_added(path: str, tmp_path: Path) -> None:
    file = tmp_path / "more.csv"
    row = "crrf,motto,On,text,paper,p. 1,he said"
    file.write_text(f"subject,predicate,value,value_type,source,at,quote\n{row}\n", "utf-8")
    ok("--store", path, "import", str(file))
    (id,) = (row["id"] for row in facts(path).values() if row["predicate"] == "motto")
    put(path, id, "sources=paper p. 1; report p. 2")
    assert facts(path)[id]["citations"] == [
        {"source": "paper", "at": "p. 1", "quote": "he said"},
        {"source": "report", "at": "p. 2", "quote": None},
    ]


@pytest.mark.parametrize(
    ("id", "word", "code"),
    [
        pytest.param("crrf", "name", 2, id="no equals sign"),
        pytest.param("crrf", "colour=red", 2, id="unknown field"),
        pytest.param("crrf", "kind=tribe", 4, id="unknown kind"),
        pytest.param("nobody", "name=x", 3, id="unknown entity"),
        pytest.param("crrf.strength.00000000", "note=x", 3, id="unknown fact"),
        pytest.param(STRENGTH.id, "when=2001-02-30", 2, id="impossible date"),
        pytest.param(STRENGTH.id, "value=many", 4, id="no figure"),
        pytest.param(STRENGTH.id, f"value={'9' * 5000}", 4, id="too many digits"),
        pytest.param(STRENGTH.id, "value=" + "9" * 400 + ".0", 4, id="infinite"),
        pytest.param(STRENGTH.id, "sources=nowhere", 4, id="unknown source"),
        pytest.param(STRENGTH.id, "predicate=held", 4, id="predicate of another kind"),
        pytest.param(STRENGTH.id, "value_type=none", 4, id="unknown type"),
        pytest.param("paper", "title=", 4, id="no title"),
        pytest.param("paper", "accessed=someday", 2, id="no date"),
        pytest.param("crrf", "name=a\x1b[2J", 4, id="control character"),
        pytest.param("crrf", "name=a\u202eb", 4, id="direction character"),
    ],
)
def test_what_breaks_the_rules_is_refused(path: str, id: str, word: str, code: int) -> None:
    before = digest(path)
    answer = put(path, id, word)
    assert answer.code == code, answer
    assert digest(path) == before


def test_json_has_the_change_and_what_it_changed(path: str) -> None:
    answer = ok("--store", path, "set", "crrf", "name=New", "--json")
    assert answer.document["query"] == {"set": "crrf", "dry_run": False}
    (item,) = answer.items
    assert (item["change"], item["record"], item["id"]) == ("~", "entity", "crrf")
    assert item["before"]["names"]["en"] != item["after"]["names"]["en"] == "New"


def test_setting_what_is_there_changes_nothing(path: str) -> None:
    before = digest(path)
    answer = put(path, "crrf", f"name={entities(path)['crrf']['names']['en']}")
    assert "nothing to change" in answer.err
    assert digest(path) == before
