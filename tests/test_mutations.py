"""The mutations: each still has its place, and the tool tells those that survive."""

from pathlib import Path

import pytest

from tests.copies import ROOT, run_in
from tests.mutations.catalogue import MUTATIONS, Mutation
from tests.mutations.trial import KILLED, SURVIVED, apply, baseline_of, verdict_of

every_mutation = pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda one: one.name)

RULE = Mutation(
    "no 29 February 2000",
    "cstokb/model/moment.py",
    "year % 400 == 0",
    "year % 400 == 1",
    ("tests/model/test_moment.py",),
)


@every_mutation
def test_a_mutation_has_one_place(mutation: Mutation, tmp_path: Path) -> None:
    path = tmp_path / mutation.file
    path.parent.mkdir(parents=True)
    path.write_bytes((ROOT / mutation.file).read_bytes())
    apply(mutation, tmp_path)
    assert path.read_bytes() != (ROOT / mutation.file).read_bytes()


@every_mutation
def test_the_tests_of_a_mutation_exist(mutation: Mutation) -> None:
    for named in mutation.tests:
        file, _, test = named.partition("::")
        assert f"def {test}(" in (ROOT / file).read_text(encoding="utf-8") if test else True
        assert (ROOT / file).exists()


def test_no_two_mutations_have_one_name() -> None:
    assert len({mutation.name for mutation in MUTATIONS}) == len(MUTATIONS)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("mutation", "verdict"),
    [
        pytest.param(RULE, KILLED, id="killed"),
        pytest.param(RULE._replace(after="not year % 400"), SURVIVED, id="it changes nothing"),
        pytest.param(
            RULE._replace(before="year % 500"),
            "ERROR: the text before stands 0 times in the file, not once:",
            id="no place",
        ),
        pytest.param(
            RULE._replace(before="year % 4"),
            "ERROR: the text before stands 2 times in the file, not once:",
            id="several places",
        ),
        pytest.param(
            RULE._replace(file="cstokb/model/nothing.py"),
            "ERROR: the text before stands 0 times in the file, not once:",
            id="no file",
        ),
        pytest.param(RULE._replace(after="("), "ERROR: pytest exits with 4:", id="no program"),
        pytest.param(
            RULE._replace(tests=("tests/nothing.py",)), "ERROR: pytest exits with 4:", id="no test"
        ),
    ],
)
def test_a_mutation_is_judged_by_its_tests(mutation: Mutation, verdict: str) -> None:
    assert verdict_of(mutation).replace("exits with 2", "exits with 4") == verdict


def test_tests_that_fail_anyway_judge_nothing() -> None:
    assert baseline_of(("tests/nothing.py",)) == "ERROR: pytest exits with 4:"


@pytest.mark.parametrize(("word", "code"), [("--help", 0), ("no such mutation", 2)])
def test_the_command_says_what_it_takes(word: str, code: int) -> None:
    done = run_in(ROOT, "-m", "tests.mutations", word)
    assert done.returncode == code
    assert "WORD" in done.stdout
