"""The benchmarks: what they measure with is the same every time, and is what it says."""

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import pytest

from cstokb.model.entity import Entity
from cstokb.model.fact import RANKS, Fact, Link, fact_id
from cstokb.model.names import rank
from cstokb.model.source import Source
from cstokb.reports.check import check
from cstokb.store.memory import MemoryStore
from cstokb.store.protocol import Change
from tests.benchmarks import questions, timing
from tests.benchmarks.constant import EVENTS
from tests.benchmarks.making import Archive
from tests.benchmarks.models import shipped
from tests.benchmarks.names import PATTERNS, id_of, longest, most, name_of

SMALL, LARGE = 500, 3_000
SIZES = pytest.mark.parametrize("size", [SMALL, LARGE])


class Made(NamedTuple):
    entities: tuple[Entity, ...]
    facts: tuple[Fact, ...]
    sources: tuple[Source, ...]


@cache
def made(size: int) -> Made:
    archive = Archive(size)
    return Made(tuple(archive.entities()), tuple(archive.facts()), tuple(archive.sources()))


def store(size: int) -> MemoryStore:
    return MemoryStore(Change(*made(size), tuple(Archive(size).predicates())))


# Archives


def test_an_archive_is_the_same_every_time_and_another_with_another_seed() -> None:
    assert tuple(Archive(SMALL).facts()) == made(SMALL).facts
    assert tuple(Archive(SMALL).entities()) == made(SMALL).entities
    assert tuple(Archive(SMALL, seed=1).facts()) != made(SMALL).facts


def test_an_archive_too_small_to_be_like_the_shipped_facts_is_refused() -> None:
    with pytest.raises(ValueError, match="too small"):
        Archive(100)


@SIZES
def test_there_are_as_many_facts_as_asked_for_each_with_the_id_of_its_content(size: int) -> None:
    facts = made(size).facts
    assert len(facts) == len({fact.id for fact in facts}) == size
    for fact in facts:
        content = (fact.subject, fact.predicate, fact.value, fact.when, fact.where)
        assert fact.id == fact_id(*content)


@SIZES
def test_no_two_entities_or_sources_have_one_id(size: int) -> None:
    for nouns in (made(size).entities, made(size).sources):
        assert len({noun.id for noun in nouns}) == len(nouns)


@SIZES
def test_an_archive_has_no_errors(size: int) -> None:
    assert [found for found in check(store(size)) if found.level == "error"] == []


def test_archives_have_the_proportions_of_the_shipped_facts() -> None:
    found, known = proportions(made(LARGE)), proportions(shipped_content())
    assert found == pytest.approx(known, rel=0.15, abs=0.004)


def shipped_content() -> Made:
    entities = tuple(model.entity for model in shipped().models.values())
    return Made(entities, shipped().facts, shipped().sources)


def proportions(content: Made) -> dict[str, float]:
    facts, predicates = content.facts, shipped().predicates
    counts = Counter[str]()
    for fact in facts:
        counts[type(fact.value).__name__] += 1
        counts[fact.when.precision if fact.when else "undated"] += 1
        counts["intervals"] += fact.when is not None and fact.when.end is not None
        counts["places"] += bool(fact.where)
        counts["notes"] += bool(fact.note)
        counts["citations"] += len(fact.citations)
        counts["major"] += predicates[fact.predicate].weight == "major"
        counts.update(name for name in RANKS if fact.rank == name)
    counts["entities"] = len(content.entities)
    counts["sources"] = len(content.sources)
    counts.update(entity.kind for entity in content.entities)
    return {name: count / len(facts) for name, count in counts.items()}


def test_facts_lie_between_1945_and_2026_and_in_every_decade() -> None:
    years = [fact.when.starts.year for fact in made(LARGE).facts if fact.when and fact.when.starts]
    assert min(years) >= 1940
    assert max(years) <= 2026
    assert {year // 10 for year in years} >= {*range(195, 203)}


def test_few_are_linked_to_very_often() -> None:
    linked = Counter(f.value.id for f in made(LARGE).facts if isinstance(f.value, Link))
    most_linked, middle = linked.most_common(1)[0][1], sorted(linked.values())[len(linked) // 2]
    assert most_linked > 10 * middle


# What stays the same at every size


def test_the_same_celebrated_events_fall_on_28_april_at_every_size() -> None:
    small, large = (events_of_the_day(made(size).facts) for size in (SMALL, LARGE))
    assert small == large
    assert len(small) == EVENTS


def events_of_the_day(facts: Sequence[Fact]) -> set[str]:
    celebrated = [fact for fact in facts if shipped().predicates[fact.predicate].celebrated]
    starts = [(fact, fact.when.starts) for fact in celebrated if fact.when]
    return {f.id for f, start in starts if start and (start.month, start.day) == (4, 28)}


def test_as_many_facts_as_about_the_shipped_joint_staff_mention_the_constant_one() -> None:
    known = sum("joint-staff" in fact.mentions for fact in shipped().facts)
    for size in (SMALL, LARGE):
        assert sum(questions.STAFF in fact.mentions for fact in made(size).facts) == known


def test_the_three_words_find_the_same_few_at_every_size() -> None:
    for query in (questions.SEARCHED, questions.MISSPELT):
        small, large = (rank(query, made(size).entities) for size in (SMALL, LARGE))
        assert [hit.entity.id for hit in small] == [hit.entity.id for hit in large]
        assert len(small) == 5


def test_each_of_the_three_words_is_common() -> None:
    for word in questions.SEARCHED.split():
        assert len(rank(word, made(LARGE).entities)) > 10


def test_what_the_questions_name_is_in_every_archive() -> None:
    assert id_of("body", 0) == questions.HUB
    assert {questions.HUB, questions.ADDED_TO} <= {one.id for one in made(SMALL).entities}
    assert questions.SOURCE in {one.id for one in made(SMALL).sources}


# Names


@pytest.mark.parametrize("kind", sorted(PATTERNS))
def test_every_entity_of_a_kind_has_a_name_and_an_id_of_its_own(kind: str) -> None:
    numbers = range(min(2_000, most(kind)))
    assert len({id_of(kind, number) for number in numbers}) == len(numbers)
    assert longest(kind) <= 64
    with pytest.raises(ValueError, match=kind):
        name_of(kind, most(kind))


# Measuring


def test_a_run_that_fails_or_lasts_is_not_measured() -> None:
    with pytest.raises(timing.Failed):
        timing.timed((sys.executable, "-c", "raise SystemExit(3)"))
    with pytest.raises(timing.Slow, match="over"):
        timing.timed((sys.executable, "-c", "import time; time.sleep(60)"), limit=0.2)


def test_a_run_is_told_what_it_took() -> None:
    spent = timing.timed((sys.executable, "-c", "sum(range(3_000_000)); b'x' * 150_000_000"))
    bare = timing.timed(timing.BARE)
    assert spent.spent > bare.spent
    assert spent.peak > 140


@pytest.mark.slow
def test_the_command_writes_a_table_of_growth() -> None:
    words = ["--only", "scale", "--sizes", "500", "--stores", "file", "--rounds", "1"]
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks", *words],
        capture_output=True,
        encoding="utf-8",
        check=True,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )
    for question in questions.QUESTIONS:
        assert f"| {question.name} " in done.stdout
    assert "| ---:" in done.stdout
