"""The same commands, the same answers: on a file, in SQLite, on a PostgreSQL server."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.cli.asking import Answer, ask
from tests.conftest import REQUIRED
from tests.servers import Server, missing

READING = (
    "show joint-staff",
    "show joint-staff --json",
    "show csto --all --lang ru",
    "show КСОР --format csv",
    "show ОШ",
    "show joint-stuff",
    "show rapid",
    "show csto --as-of 2010",
    "timeline",
    "timeline 2009",
    "timeline 2002-10..2003-04 --kind body --json",
    "timeline --for csto --all",
    "timeline --all --format tsv",
    "timeline --certain 2004-06..2004-09",
    "timeline --lasting --kind body",
    "timeline --group kind 2003",
    "timeline --between charter,crrf",
    "timeline 2009 --format ics",
    "anniversary 2003-04-28",
    "anniversary 04-28 --on 2022-04-28",
    "anniversary 2003-04",
    "anniversary 2003 --json",
    "anniversary joint-staff",
    "upcoming --days 180",
    "upcoming --kind body,force --every 5 --json",
    "members csto --on 2010-01-01 --explain",
    "members csto 2010-01-01 --json",
    "officers csto 2012-06",
    "diff 2010-01-01 2013-01-01",
    "search обьединеный штаб",
    "search sidorof",
    "search treaty on collective security --json",
    "search military exercise --limit 0",
    "search rapid --as-of 2005",
    "list",
    "list body --as-of 2003",
    "related armenia",
    "related moscow --kind body",
    "sources",
    "sources joint-staff",
    "sources jscsto-2022-04-28",
    "sources nothing",
    "conflicts",
    "check",
    "stats",
    "stats --as-of 2010",
    "schema",
    "export jsonl",
    "export csv",
    "export ics",
    "export json",
    "mine",
    "log",
    "-e timeline 1900",
    "timeline 2003-13",
)
WRITING = (
    "add entity rock-x --kind exercise --name Rock-X --name-ru Рок-Х --yes",
    "add fact rock-x held --when 2026-03 --where moscow --source jscsto-2022-04-28 --yes",
    "add fact rock-x held --when 2026-04 --unsourced --yes --prefer",
    "add fact rock-x took-part-in nothing --unsourced",
    "add fact armenia took-part-in rock-x --source-title News --source-url https://example.org/x",
    "set rock-x name=Rock-Y alias=Rocky -m renamed",
    "show rock-x --json",
    "search rocky",
    "search rok-y",
    "timeline 2026-03..2026-04 --all",
    "conflicts --for rock-x",
    "merge rock-x interaction-2017 --yes",
    "show interaction-2017",
    "undo",
    "show rock-x",
    "redo",
    "undo",
    "undo",
    "log --json",
    "check",
    "stats",
    "export changes",
)


@pytest.fixture(scope="module")
def stores(
    tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Mapping[str, str]:
    """The shipped facts in each sort of store, by its name."""
    folder = tmp_path_factory.mktemp("stores")
    places = {"file": f"{folder}/facts.json", "sqlite": f"sqlite:///{folder}/facts.db"}
    if REQUIRED or not missing():
        server: Server = request.getfixturevalue("postgres")
        places["postgresql"] = server.create("facts")
    for place in places.values():
        copied = ask("copy", "--to", place)
        assert copied.code == 0, copied.err
    return places


def without_times(answer: Answer) -> Answer:
    """The answer, with the moments at which changes were written left out."""
    lines = [line.partition("T")[0] if "Z" in line else line for line in answer.out.splitlines()]
    return answer._replace(out="\n".join(lines))


def answers(place: str, words: list[str]) -> Answer:
    answer = ask("--store", place, *words)
    assert "Traceback" not in answer.err
    return answer


@pytest.mark.parametrize("words", [line.split() for line in READING], ids=READING)
def test_a_question_has_the_same_answer_on_every_store(
    stores: Mapping[str, str], words: list[str]
) -> None:
    expected = answers(stores["file"], words)
    for name, place in stores.items():
        assert answers(place, words) == expected, name


@pytest.mark.slow
def test_changes_have_the_same_answers_on_every_store(
    stores: Mapping[str, str], tmp_path: Path
) -> None:
    places = {name: f"{tmp_path}/{name}" for name in stores}
    places["sqlite"] = f"sqlite:///{tmp_path}/sqlite.db"
    if "postgresql" in stores:
        places["postgresql"] = stores["postgresql"]
    for name, place in places.items():
        if name != "postgresql":
            assert ask("copy", "--to", place).code == 0
    for words in map(str.split, WRITING):
        expected = without_times(answers(places["file"], words))
        for name, place in places.items():
            if name != "file":
                assert without_times(answers(place, words)) == expected, (name, words)
