"""`cstokb related`: what an entity is joined to, how and when."""

from tests.cli.asking import ask


def test_relations_are_read_from_the_side_of_the_entity() -> None:
    items = ask("related", "joint-staff", "--json").items
    joined = {(item["role"], item["predicate"], item["other"]) for item in items}
    assert ("subject", "created-by", "collective-security-council") in joined
    assert "anatoly-sidorov" in {item["other"] for item in items if item["role"] == "value"}
    heads = [item for item in items if item["other"] == "anatoly-sidorov"]
    assert {item["relation"] for item in heads} == {"headed by"}


def test_a_place_is_joined_to_what_happened_there() -> None:
    items = ask("related", "dushanbe", "--json").items
    there = [item for item in items if item["role"] == "place"]
    assert "joint-staff" in {item["other"] for item in there}
    assert all(item["relation"].startswith("@ ") for item in there)


def test_every_relation_leads_back() -> None:
    for item in ask("related", "joint-staff", "--kind", "person", "--json").items:
        back = ask("related", item["other"], "--json").items
        assert item["fact"] in {one["fact"] for one in back}


def test_kinds_are_those_of_the_other_entity() -> None:
    items = ask("related", "joint-staff", "--kind", "person", "--json").items
    people = {row[0] for row in ask("list", "person").rows}
    assert items
    assert {item["other"] for item in items} <= people


def test_relations_have_times_and_sources() -> None:
    items = ask("related", "joint-staff", "--json").items
    (founding,) = [item for item in items if item["predicate"] == "created-by"]
    assert founding["when"] == "2003-04-28"
    assert "jscsto-2022-04-28" in founding["sources"]


def test_an_unknown_entity_is_not_found() -> None:
    assert ask("related", "joint-stuff").code == 3


def test_russian_has_russian_relations_and_names() -> None:
    names = {
        item["other"]: item["other_name"]
        for item in ask("related", "joint-staff", "--lang", "ru", "--json").items
    }
    assert names["anatoly-sidorov"] == "Анатолий Сидоров"
