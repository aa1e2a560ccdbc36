"""Every sentence of the program has its Russian, with the same blanks, and nothing else has."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from string import Formatter
from typing import Any, get_args

import pytest

from cstokb.cli.app import COMMANDS, build
from cstokb.cli.helping import PLACEHOLDER
from cstokb.errors import EXIT_CODES, SYSTEM_REASONS
from cstokb.messages import Message
from cstokb.model.dates_in_words import month_name
from cstokb.model.entity import Kind
from cstokb.model.fact import Rank
from cstokb.model.predicate import ValueType
from cstokb.reports.check import CHECKS, Level
from cstokb.reports.columns import BUILT_IN as COLUMNS
from cstokb.reports.count import GROUPS
from cstokb.reports.rows import ROW_KEYS
from cstokb.reports.search import FoundKind
from cstokb.reports.stats import stats
from cstokb.store.protocol import ChangeKind
from cstokb.store.shipped import shipped_store
from cstokb.words import in_language, translations
from tests.copies import ROOT
from tests.syntax import templates, tree

MODULES = sorted((ROOT / "cstokb").rglob("*.py"))
MANUALS = sorted(
    path for path in (ROOT / "cstokb/cli").glob("*.md") if not path.name.endswith(".ru.md")
)
CYRILLIC = re.compile("[А-Яа-яЁё]")
WORDS = re.compile("[A-Za-z]")
KEYS = frozenset({"id", "url"})
"""Headings that are the same in every language."""
IN_WORDS = ("store", "dates by precision", "facts by confidence", "coverage")
"""The tallies of what has a word, not a name."""
CONSOLE = re.compile(r"^\$ .*$", re.MULTILINE)


def sentences() -> set[str]:
    """All that a person may read of the program itself, as templates."""
    found = {text for path in MODULES for text in templates(tree(path))}
    found |= {*EXIT_CODES.values(), *SYSTEM_REASONS, *help_texts(build()), *own_words()}
    return {text for text in found - KEYS if WORDS.search(re.sub(r"\{.*?\}", "", text))}


def own_words() -> Iterator[str]:
    """The words of the program that stand in cells and headings, and how findings are mended."""
    literals = (Kind, Rank, Level, FoundKind, ValueType, ChangeKind)
    yield from (word for literal in literals for word in flat(literal))
    yield from (*ROW_KEYS, *COLUMNS, *GROUPS, "count")
    yield from (check.mend for check in CHECKS)
    yield from map(month_name, range(1, 13))
    tallies = stats(shipped_store())
    yield from {tally.about for tally in tallies}
    yield from {str(tally.of) for tally in tallies if tally.about in IN_WORDS}


def flat(literal: Any) -> Iterator[str]:
    """The values of a `Literal`, those of others within it too."""
    for value in get_args(literal):
        yield from (value,) if isinstance(value, str) else flat(value)


def help_texts(command: Any) -> Iterator[str]:
    """The help of a command, its options and its subcommands."""
    context = command.make_context("cstokb", [], resilient_parsing=True)
    names = command.list_commands(context) if hasattr(command, "list_commands") else ()
    if command.name not in COMMANDS:
        yield command.help or ""
    typed = [" ".join(command.collect_usage_pieces(context))]
    for param in command.get_params(context):
        yield getattr(param, "help", None) or ""
        typed += (param.get_help_record(context) or ())[:1]
    for text in typed:
        yield from PLACEHOLDER.findall(text)
    for name in names:
        yield from help_texts(command.get_command(context, name))


def blanks(template: str) -> list[tuple[str, str]]:
    """The blanks of a template, in order of their arguments."""
    named = [
        (field, spec or "")
        for _, field, spec, _ in Formatter().parse(template)
        if field is not None
    ]
    return sorted((field or str(at), spec) for at, (field, spec) in enumerate(named))


def test_every_sentence_has_its_russian() -> None:
    assert sentences() - {*translations("ru")} == set()


def test_no_russian_is_left_of_a_sentence_that_is_gone() -> None:
    assert {*translations("ru")} - sentences() == set()


@pytest.mark.parametrize(("template", "russian"), translations("ru").items())
def test_a_translation_has_the_blanks_of_its_template(
    template: str, russian: str | Sequence[str]
) -> None:
    forms = [russian] if isinstance(russian, str) else russian
    assert len(forms) in (1, 3)
    for form in forms:
        assert blanks(form) == blanks(template)
        assert CYRILLIC.search(form)
        assert '"' not in form


@pytest.mark.parametrize("path", MANUALS, ids=lambda path: path.stem)
def test_every_manual_page_has_its_russian_with_the_same_examples(path: Path) -> None:
    english = path.read_text(encoding="utf-8")
    russian = path.with_suffix(".ru.md").read_text(encoding="utf-8")
    assert CYRILLIC.search(russian.partition("\n")[0])
    assert CONSOLE.findall(russian) == CONSOLE.findall(english)


@pytest.mark.parametrize(
    ("number", "russian"),
    [(0, "0 раз"), (1, "1 раз"), (2, "2 раза"), (5, "5 раз"), (11, "11 раз"), (21, "21 раз"),
     (22, "22 раза"), (111, "111 раз"), (1.5, "1.5 раза"), (12000, "12\u00a0000 раз")],
)  # fmt: skip
def test_a_sentence_agrees_with_its_number(
    number: float, russian: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    forms = ["{:,} раз", "{:,} раза", "{:,} раз"]
    monkeypatch.setattr("cstokb.words.translations", lambda lang: {"{:,} times": forms})
    message = Message("{:,} times", number, singular="{:,} time")
    assert in_language(message, "ru") == russian


def test_what_is_data_stays_as_it_is() -> None:
    assert in_language("note: {}", "ru") == "note: {}"
