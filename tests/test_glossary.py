"""The README's glossary names the nouns of the program, each once, and none that is gone."""

import ast
import re

import pytest

from tests.copies import ROOT
from tests.syntax import tree, words_of

PACKAGE = ROOT / "cstokb"
SECTION = (
    (ROOT / "README.md")
    .read_text(encoding="utf-8")
    .partition("\n## Glossary\n")[2]
    .split("\n## ")[0]
)
LINES = re.findall(r"^\| ([^|]+) \| ([^|]+) \|$", SECTION, re.MULTILINE)
TERMS = [
    term.strip(" `").lower()
    for terms, _ in LINES
    if not {*terms} <= {*"-: "} and terms != "term"
    for term in terms.split(",")
]
CLASSES = {
    node.name
    for path in PACKAGE.rglob("*.py")
    for node in tree(path).body
    if isinstance(node, ast.ClassDef)
}
NOUNS = [
    node.name
    for path in sorted((PACKAGE / "model").glob("*.py"))
    for node in tree(path).body
    if isinstance(node, ast.ClassDef) and words_of(node.name) == words_of(path.stem)
]
"""The classes of the model that a module is named after."""

OTHERS: tuple[str, ...] = ("certainty", "citation", "conflict", "lifetime", "validity", "finding")
OTHERS += ("store", "layer", "change", "record", "view")


@pytest.mark.parametrize("noun", NOUNS)
def test_a_noun_of_the_model_is_explained(noun: str) -> None:
    assert " ".join(words_of(noun)) in TERMS


@pytest.mark.parametrize("term", OTHERS)
def test_what_crosses_rooms_is_explained(term: str) -> None:
    assert term in TERMS


def test_a_term_is_explained_once() -> None:
    assert sorted(TERMS) == sorted({*TERMS})


def test_a_class_that_it_names_exists() -> None:
    named = re.findall(r"`([A-Z][a-z]+(?:[A-Z][a-z]+)*)`", SECTION)
    assert {*named} <= CLASSES
