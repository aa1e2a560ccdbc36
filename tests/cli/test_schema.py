"""`cstokb schema`: the kinds, the predicates and the exit codes."""

from cstokb.errors import EXIT_CODES
from cstokb.model.entity import KINDS
from tests.cli.asking import ask


def test_kinds_predicates_and_exit_codes_are_told() -> None:
    items = ask("schema", "--json").items
    by_type = {
        kind: [i for i in items if i["type"] == kind] for kind in ("kind", "predicate", "exit code")
    }
    assert sum(map(len, by_type.values())) == len(items)
    assert [item["id"] for item in by_type["kind"]] == [*KINDS]
    assert {item["id"]: item["text"] for item in by_type["exit code"]} == EXIT_CODES


def test_every_predicate_of_a_fact_is_in_the_vocabulary_and_bilingual() -> None:
    predicates = {i["id"]: i for i in ask("schema", "--json").items if i["type"] == "predicate"}
    used = {one["predicate"] for one in ask("export", "json").document["facts"]}
    assert used <= predicates.keys()
    for predicate in predicates.values():
        assert predicate["label"].keys() == {"en", "ru"}
        assert predicate["shape"] in ("event", "state", "plain")
        assert {*predicate["subject_kinds"]} <= {*KINDS}


def test_people_read_what_a_predicate_joins() -> None:
    rows = ask("schema").rows
    (row,) = [row for row in rows if row[0] == "member-of"]
    assert row[1] == "state"
    assert row[3].startswith("state → body")
