"""What a module's source says: the names that it gives, and the sentences that it makes."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from cstokb.errors import CstokbError

BUILDERS = {"format", "format_map", "join", "replace"}
"""Methods of strings that make a sentence of parts."""

WORDED = frozenset({"worded", "error", "__init__", "Check", "Column"})
"""What else takes a template: functions and methods, checks, and the headings of columns."""

TEMPLATE_AT = {"BadDate": 3, "Problem": 1, "problem_of": 1, "Check": 3}
"""Which argument is the template, where it is not the first; `note` is a method."""


_WORD = re.compile(r"(?<![-\w./:])[A-Za-z]{2,}(?![\w./:])")


class Line(NamedTuple):
    """The number of a line, and what stands there."""

    number: int
    text: str


@cache
def tree(path: Path) -> ast.Module:
    """The module's syntax."""
    return ast.parse(path.read_text(encoding="utf-8"))


def attributes(module: ast.Module) -> Iterator[tuple[str, str]]:
    """The `name.attribute` pairs of a module."""
    for node in ast.walk(module):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            yield node.value.id, node.attr


def given_names(module: ast.Module) -> Iterator[Line]:
    """Every name that the module gives: to functions, classes, arguments, variables, attributes."""
    for node in ast.walk(module):
        match node:
            case (
                ast.FunctionDef(name=name)
                | ast.AsyncFunctionDef(name=name)
                | ast.ClassDef(name=name)
            ):
                yield Line(node.lineno, name)
            case ast.arg(arg=name):
                yield Line(node.lineno, name)
            case ast.Name(id=name, ctx=ast.Store()) | ast.Attribute(attr=name, ctx=ast.Store()):
                yield Line(node.lineno, name)
            case ast.alias(asname=str(name)):
                yield Line(node.lineno, name)
            case ast.ExceptHandler(name=str(name)):
                yield Line(node.lineno, name)


def words_of(name: str) -> list[str]:
    """The words of a name in snake or camel case, in small letters."""
    return [word.lower() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", name)]


def function_lengths(module: ast.Module) -> Iterator[int]:
    """How many lines each function has, without its decorators."""
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert node.end_lineno
            yield node.end_lineno - node.lineno + 1


def built_sentences(module: ast.Module) -> Iterator[Line]:
    """Sentences for people that are put together where no translator can see them whole.

    These are the templates of errors, messages, notes and problems that are no constants,
    and other arguments of theirs that are f-strings with words.
    """
    values = _values(module)
    for call in (node for node in ast.walk(module) if isinstance(node, ast.Call)):
        if (name := _callee(call)) not in _sentence_makers():
            continue
        at = TEMPLATE_AT.get(name, 0)
        hints = [keyword.value for keyword in call.keywords if keyword.arg in ("hint", "singular")]
        templates = [*call.args[at : at + 1], *hints]
        others = [argument for argument in call.args if argument not in templates]
        if any(_is_built(each, values) for each in templates) or any(map(_has_words, others)):
            yield Line(call.lineno, ast.unparse(call))


def templates(module: ast.Module) -> Iterator[str]:
    """The templates of the module's errors, messages, notes and problems, as far as constant."""
    values = _values(module)
    for call in (node for node in ast.walk(module) if isinstance(node, ast.Call)):
        if (name := _callee(call)) in _sentence_makers() | WORDED:
            at = TEMPLATE_AT.get(name, 0)
            hints = [keyword.value for keyword in call.keywords if keyword.arg == "hint"]
            for each in (*call.args[at : at + 1], *hints):
                yield from _constants(each, values)


def _constants(node: ast.expr, values: dict[str, list[ast.expr]]) -> Iterator[str]:
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.IfExp(body=body, orelse=orelse):
            yield from _constants(body, values)
            yield from _constants(orelse, values)
        case ast.Name(id=name):
            rest = {other: found for other, found in values.items() if other != name}
            for value in values.get(name, ()):
                yield from _constants(value, rest)


@cache
def _sentence_makers() -> frozenset[str]:
    """The names of what takes a template: the errors, and what makes messages and notes."""
    kinds: list[type[CstokbError]] = [CstokbError]
    for kind in kinds:
        kinds.extend(kind.__subclasses__())
    return frozenset(
        {kind.__name__ for kind in kinds} | {"Message", "note", "Problem", "problem_of"}
    )


def _callee(call: ast.Call) -> str:
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def _values(module: ast.Module) -> dict[str, list[ast.expr]]:
    """What is assigned to each name, anywhere in the module."""
    values: dict[str, list[ast.expr]] = {}
    for node in ast.walk(module):
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                values.setdefault(name, []).append(value)
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                values.setdefault(name, []).append(value)
            case ast.NamedExpr(target=ast.Name(id=name), value=value):
                values.setdefault(name, []).append(value)
    return values


def _is_built(node: ast.expr, values: dict[str, list[ast.expr]]) -> bool:
    match node:
        case ast.JoinedStr() | ast.BinOp():
            return True
        case ast.Call(func=ast.Attribute(attr=name)):
            return name in BUILDERS
        case ast.IfExp(body=body, orelse=orelse):
            return _is_built(body, values) or _is_built(orelse, values)
        case ast.Name(id=name):
            rest = {other: found for other, found in values.items() if other != name}
            return any(_is_built(value, rest) for value in values.get(name, ()))
    return False


def _has_words(node: ast.expr) -> bool:
    """Whether an f-string stands in it that has words of its own, not just options and paths."""
    strings = (each for each in ast.walk(node) if isinstance(each, ast.JoinedStr))
    parts = (part for string in strings for part in string.values)
    return any(isinstance(part, ast.Constant) and _WORD.search(str(part.value)) for part in parts)
