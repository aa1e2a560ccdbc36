"""The plan of the house, kept: names that belong together, layers, and one clock."""

import ast
import tomllib
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from typer.core import TyperGroup

from cstokb.cli import settings
from cstokb.cli.app import COMMANDS, build
from cstokb.errors import EXIT_CODES, CstokbError
from cstokb.formats import FORMATS

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "cstokb"
SOURCES = sorted(PACKAGE.rglob("*.py"))
CLOCKS = {
    ("date", "today"),
    ("datetime", "now"),
    ("datetime", "today"),
    ("datetime", "utcnow"),
    ("time", "time"),
    ("time", "localtime"),
    ("time", "gmtime"),
}
READS_TODAY = "cstokb/cli/settings.py"
STAMPS_CHANGES = "cstokb/cli/writing.py"
PRINTS = {"cstokb/cli/streams.py"}


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def attributes(path: Path) -> Iterator[tuple[str, str]]:
    """The `name.attribute` pairs of a module."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            yield node.value.id, node.attr


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_is_a_module_a_page_and_a_docstring(command: str) -> None:
    # `import` is a word of Python's own.
    module = import_module(f"cstokb.cli.{'ingest' if command == 'import' else command}")
    assert (PACKAGE / "cli" / f"{command}.md").is_file()
    assert module.__doc__
    assert module.__doc__.startswith(f"`cstokb {command}")
    functions = getattr(module, "SUBCOMMANDS", None) or {command: module.command}
    assert all(function.__doc__ for function in functions.values())


@pytest.mark.parametrize("command", COMMANDS)
def test_no_option_of_a_command_hides_a_global_one(command: str) -> None:
    built = build().get_command(None, command)
    if isinstance(built, TyperGroup):
        pytest.skip("its parts have options of their own")
    own = built.params[: -len(settings.NAMES)]
    assert not {parameter.name for parameter in own} & {*settings.NAMES}
    flags = [flag for parameter in built.params for flag in parameter.opts]
    assert len(flags) == len(set(flags))


@pytest.mark.parametrize("format", FORMATS)
def test_an_export_format_is_a_module(format: str) -> None:
    assert callable(import_module(f"cstokb.formats.{format}").export)


def test_every_error_has_an_exit_code_that_help_tells() -> None:
    kinds = [CstokbError]
    for kind in kinds:
        kinds.extend(kind.__subclasses__())
        assert kind.exit_code in EXIT_CODES
        assert kind.__doc__


def test_today_is_read_in_one_place_and_changes_are_stamped_in_one() -> None:
    readers = {relative(path) for path in SOURCES if CLOCKS & {*attributes(path)}}
    assert readers - {STAMPS_CHANGES} == {READS_TODAY}


def test_one_module_writes_to_the_streams() -> None:
    def writes(path: Path) -> bool:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
        return "print" in names or bool(
            {("sys", "stdout"), ("typer", "echo")} & {*attributes(path)}
        )

    # __main__ flushes what was written.
    assert {relative(path) for path in SOURCES if writes(path)} == PRINTS | {"cstokb/__main__.py"}


@pytest.mark.parametrize("path", SOURCES, ids=relative)
def test_a_module_says_what_it_is(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


def test_no_report_or_page_knows_a_predicate_by_name() -> None:
    shipped = (ROOT / "data" / "cstokb.json").read_text(encoding="utf-8")
    rows = shipped.partition('"predicates": {\n')[2].partition("\n}")[0].splitlines()
    predicates = {row.split('"')[1] for row in rows}
    assert "created-by" in predicates
    told = {word for word in predicates if "-" in word}
    for path in [*(PACKAGE / "reports").rglob("*.py"), *(PACKAGE / "render").rglob("*.py")]:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        texts = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)}
        assert not told & {text for text in texts if isinstance(text, str)}, relative(path)


def test_the_layers_are_under_contract() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = project["tool"]["importlinter"]["contracts"]
    (layers,) = [contract["layers"] for contract in contracts if contract["type"] == "layers"]
    rooms = {room.strip() for layer in layers for room in layer.split("|")}
    folders = {f"cstokb.{path.parent.name}" for path in PACKAGE.glob("*/__init__.py")}
    assert folders | {"cstokb.errors", "cstokb.messages"} == rooms
    pure = [
        c for c in contracts if {"cstokb.model", "cstokb.reports"} <= {*c.get("source_modules", ())}
    ]
    forbidden = {module for contract in pure for module in contract["forbidden_modules"]}
    assert {"typer", "rich", "tinydb", "sqlite3", "os", "pathlib", "time"} <= forbidden
