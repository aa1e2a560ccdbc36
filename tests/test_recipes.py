"""The README's recipes work as they are written: each is followed in a copy of this checkout.

A step may touch what it names, and must; at the end the tests pass that the recipe names.
"""

import re
import shlex
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.copies import ROOT, copy_checkout, run_in, run_pytest

README = (ROOT / "README.md").read_text(encoding="utf-8")
NAMED = re.compile(r"`((?:cstokb|data|tests)/[\w./]*|README\.md)`")
DO = Callable[[Path], None]


class Recipe(NamedTuple):
    """The steps of a recipe, as text, and the tests that it ends with."""

    steps: list[str]
    tests: list[str]


def recipe(title: str, name: str) -> Recipe:
    """The README's recipe of that title, for a thing of that name."""
    text = README.partition(f"\n**{title}**\n")[2].partition("\n**")[0].replace("NAME", name)
    tests = re.search(r"^Then `pytest (.+?)`", text, re.MULTILINE)
    assert tests, title
    return Recipe(re.findall(r"^\d\. (.+)$", text, re.MULTILINE), shlex.split(tests[1]))


def files(copy: Path) -> dict[str, str]:
    """The text of every file of the project."""
    return {
        path.relative_to(copy).as_posix(): path.read_text(encoding="utf-8")
        for path in copy.rglob("*")
        if path.is_file()
        and not any(part.startswith((".", "__pycache")) for part in path.relative_to(copy).parts)
    }


def changed(before: Mapping[str, str], after: Mapping[str, str]) -> set[str]:
    return {name for name in {*before, *after} if before.get(name) != after.get(name)}


def make(path: str, text: str) -> DO:
    """Make a file."""

    def do(copy: Path) -> None:
        assert not (copy / path).exists()
        (copy / path).write_text(text, encoding="utf-8")

    return do


def replace(path: str, before: str, after: str) -> DO:
    """Put a text in the place of another, which stands there once."""

    def do(copy: Path) -> None:
        text = (copy / path).read_text(encoding="utf-8")
        assert text.count(before) == 1, (path, before)
        (copy / path).write_text(text.replace(before, after), encoding="utf-8")

    return do


def repeat(path: str, pattern: str, *others: tuple[str, str]) -> DO:
    """Write what matches the pattern a second time behind itself, with other words in it."""

    def do(copy: Path) -> None:
        text = (copy / path).read_text(encoding="utf-8")
        (found,) = re.finditer(pattern, text, re.MULTILINE | re.DOTALL)
        again = found[0]
        for word, other in others:
            assert word in again, (path, word)
            again = again.replace(word, other)
        text = text[: found.end()] + again + text[found.end() :]
        (copy / path).write_text(text, encoding="utf-8")

    return do


def all_of(*steps: DO) -> DO:
    def do(copy: Path) -> None:
        for step in steps:
            step(copy)

    return do


def cstokb(copy: Path, *words: str) -> str:
    done = run_in(copy, "-m", "cstokb", "--store", "data/cstokb.json", *words)
    assert done.returncode == 0, done.stdout
    return done.stdout


REPORT = '''"""How many entities of each kind there are."""

from collections import Counter

from cstokb.model.knowledge import Knowledge


def tally(knowledge: Knowledge) -> list[tuple[str, int]]:
    """The kinds, each with the number of its entities."""
    return sorted(Counter(entity.kind for entity in knowledge.entities()).items())
'''
TEST_OF_REPORT = """from cstokb.reports.tally import tally
from cstokb.store.memory import MemoryStore
from tests.store.samples import SAMPLE


def test_each_kind_is_counted() -> None:
    assert tally(MemoryStore(SAMPLE)) == [("body", 1), ("place", 1), ("state", 1)]
"""
VIEW = '''"""How many entities of each kind there are, as a view."""

from collections.abc import Sequence

from cstokb.render.page import Column, Item, View, tabled


def tally_view(report: Sequence[tuple[str, int]]) -> View:
    """A kind a line."""
    return tabled({}, report, _row, (Column("kind", "kind"), Column("entities")))


def _row(counted: tuple[str, int]) -> Item:
    kind, number = counted
    return {"kind": kind, "entities": number}
'''
COMMAND = '''"""`cstokb tally`."""

import typer

from cstokb.cli.session import Session
from cstokb.render.tally import tally_view
from cstokb.reports.tally import tally


def command(context: typer.Context) -> None:
    """Count the entities of each kind."""
    session = Session.of(context)
    session.write(tally_view(tally(session.knowledge)))
'''
TEST_OF_COMMAND = """from tests.cli.asking import ask


def test_each_kind_has_a_line() -> None:
    assert "body" in {row[0] for row in ask("tally").rows}
"""
PAGE = """# cstokb tally - how many entities each kind has

Counts the entities of each kind.

```console
$ cstokb tally | cut -f 1 | head -1
body
```
"""
RUSSIAN_PAGE = """# cstokb tally - сколько объектов каждого вида

Считает объекты каждого вида.

```console
$ cstokb tally | cut -f 1 | head -1
орган
```
"""

PREDICATE = (
    '"toasted": {"label": {"en": "toasted", "ru": "тост"}, '
    '"phrase": {"en": "raised a toast", "ru": "тост"}, "shape": "event", '
    '"subject_kinds": ["body"], "value_type": "none", "weight": "minor", '
    '"sentences": {"en": "linked => {subject} raised a toast", '
    '"ru": "linked => Тост {subject:gen}"}},\n'
)
TOAST = ("csto", "toasted", "--when", "2004-05-06", "--source", "jscsto-2023-04-28", "--at", "p. 1")


def add_fact(copy: Path) -> None:
    """Put a fact among the others, under the id that a dry run prints."""
    printed = cstokb(copy, "add", "fact", *TOAST, "--dry-run")
    id = re.search(r"^\+ fact (\S+)$", printed, re.MULTILINE)
    assert id, printed
    record = (
        f'"{id[1]}": {{"subject": "csto", "predicate": "toasted", "when": "2004-05-06", '
        '"citations": [{"source": "jscsto-2023-04-28", "at": "p. 1"}]},\n'
    )
    replace("data/cstokb.json", '"facts": {\n', f'"facts": {{\n{record}')(copy)


def repair(copy: Path) -> None:
    cstokb(copy, "repair")
    for name in ("cstokb.json.bak", ".cstokb.json.lock"):
        (copy / "data" / name).unlink()


def renew_examples(copy: Path) -> None:
    pages = run_in(
        *(copy, "-m", "pytest", "-q", "-k", "copy or stats or version"),
        "tests/test_documentation.py",
        CSTOKB_UPDATE_DOCS="1",
    )
    assert pages.returncode == 0, pages.stdout


CHECK = '''def blank_in_url(sources: Sequence[Source]) -> Iterator[Problem]:
    """Addresses with a blank in them."""
    for source in sources:
        if " " in source.url:
            yield Problem(source.id, Message('a blank stands in "{}"', source.url))


'''

FORMAT = '''"""The times of facts, separated by TABs."""

from collections.abc import Iterator

from cstokb.model.escaping import escape
from cstokb.model.knowledge import Knowledge


def export(knowledge: Knowledge) -> Iterator[str]:
    """A line for each fact: its id, TAB, its time."""
    for fact in knowledge.facts():
        yield f"{escape(fact.id)}\\t{escape(str(fact.when or ''))}\\n"
'''
TEST_OF_FORMAT = """from tests.formats.test_exports import exported
from tests.store.samples import MEMBER


def test_a_line_has_the_id_and_the_time() -> None:
    assert f"{MEMBER.id}\\t2002-10-07/.." in exported("times").splitlines()
"""

RECIPES: dict[str, tuple[str, tuple[DO, ...]]] = {
    "A command.": (
        "tally",
        (
            all_of(
                make("cstokb/reports/tally.py", REPORT),
                make("tests/reports/test_tally.py", TEST_OF_REPORT),
            ),
            make("cstokb/render/tally.py", VIEW),
            all_of(
                make("cstokb/cli/tally.py", COMMAND),
                make("tests/cli/test_tally.py", TEST_OF_COMMAND),
            ),
            all_of(
                make("cstokb/cli/tally.md", PAGE),
                make("cstokb/cli/tally.ru.md", RUSSIAN_PAGE),
                replace(
                    "cstokb/words/ru.json", ' "entity": ', ' "entities": "объектов",\n "entity": '
                ),
            ),
            all_of(
                repeat("cstokb/cli/app.py", r'^    "schema",\n', ("schema", "tally")),
                repeat("README.md", r"^\| `schema` [^\n]*\n", ("schema", "tally")),
            ),
        ),
    ),
    "A predicate.": (
        "",
        (
            replace("data/cstokb.json", '"predicates": {\n', f'"predicates": {{\n{PREDICATE}'),
            add_fact,
            repair,
            renew_examples,
        ),
    ),
    "A check.": (
        "",
        (
            replace("cstokb/reports/checks/sources.py", "def same_url(", f"{CHECK}def same_url("),
            all_of(
                replace(
                    "cstokb/reports/check.py", "import bad_urls,", "import bad_urls, blank_in_url,"
                ),
                repeat(
                    "cstokb/reports/check.py",
                    r'^    Check\(\s*"bad-url",.*?\),\n(?=    Check\()',
                    ("bad-url", "blank-in-url"),
                    ("bad_urls", "blank_in_url"),
                ),
            ),
            all_of(
                *(
                    repeat(page, r"^    bad-url [^\n]*\n", ("bad-url", "blank-in-url"))
                    for page in ("cstokb/cli/check.md", "cstokb/cli/check.ru.md")
                )
            ),
            repeat(
                "tests/reports/test_check.py",
                r'^    "bad-url": \{\n.*?^    \},\n',
                ("bad-url", "blank-in-url"),
                ("ftp://a.org/x", "https://a.org/x y"),
                ('"a.org"', '"https://a.org/ "'),
                ("https:///x", "https://a.org/ x"),
            ),
        ),
    ),
    "An export format.": (
        "times",
        (
            make("cstokb/formats/times.py", FORMAT),
            replace("cstokb/formats/__init__.py", '"tsv")\n', '"tsv", "times")\n'),
            replace(
                "tests/formats/test_exports.py",
                'SEPARATORS = {"csv": "\\r", "tsv": "\\r\\t"}',
                'SEPARATORS = {"csv": "\\r", "tsv": "\\r\\t", "times": "\\t"}',
            ),
            all_of(
                repeat("cstokb/cli/export.md", r"^    jsonl [^\n]*\n", ("jsonl", "times")),
                repeat("cstokb/cli/export.ru.md", r"^    jsonl [^\n]*\n", ("jsonl", "times")),
                make("tests/formats/test_times.py", TEST_OF_FORMAT),
            ),
        ),
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("title", RECIPES)
def test_a_recipe_works_as_it_is_written(title: str, tmp_path: Path) -> None:
    name, acts = RECIPES[title]
    copy, wanted = copy_checkout(tmp_path), recipe(title, name)
    assert len(wanted.steps) == len(acts)
    for step, act in zip(wanted.steps, acts, strict=True):
        before = files(copy)
        act(copy)
        touched, named = changed(before, files(copy)), NAMED.findall(step)
        assert {file for file in touched if not file.startswith(tuple(named))} == set(), step
        assert [each for each in named if not any(file.startswith(each) for file in touched)] == []
    done = run_pytest(copy, *wanted.tests)
    assert done.returncode == 0, done.stdout
