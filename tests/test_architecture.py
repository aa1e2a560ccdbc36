"""The plan of the house, kept: names that belong together, layers, and one clock."""

import ast
import tomllib
from importlib import import_module
from itertools import pairwise
from pathlib import Path

import pytest
from typer.core import TyperGroup

from cstokb.cli import settings
from cstokb.cli.app import COMMANDS, build
from cstokb.errors import EXIT_CODES, CstokbError
from cstokb.formats import FORMATS
from tests.syntax import attributes, built_sentences, function_lengths, given_names, tree, words_of

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
BANNED = {"told", "tell", "telling", "said", "seen", "wanted", "asked", "offered"} | {
    "glance",
    "sieve",
    "census",
    "look",
    "moved",
    "crowded",
    "place",
}
"""Words that meant so many things in names that they meant none; `place` is a kind of entity."""

NAMES_OF_PLACES = {
    ("cstokb/reports/sentences.py", "places"),
    ("cstokb/model/pattern.py", "places"),
    ("cstokb/reports/things.py", "places"),
    ("cstokb/reports/happened.py", "places"),
    *(
        ("cstokb/reports/whereabouts.py", name)
        for name in ("place", "places", "places_of", "places_inside")
    ),
}
"""The names that are meant: they are of entities of that kind."""

STORE_CLASSES = ("Store", "Storage", "Database")

MOST_LINES = 20
"""Nine of ten functions have no more."""


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


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
    readers = {relative(path) for path in SOURCES if CLOCKS & {*attributes(tree(path))}}
    assert readers - {STAMPS_CHANGES} == {READS_TODAY}


def test_one_module_writes_to_the_streams() -> None:
    def writes(path: Path) -> bool:
        names = {node.id for node in ast.walk(tree(path)) if isinstance(node, ast.Name)}
        return "print" in names or bool(
            {("sys", "stdout"), ("typer", "echo")} & {*attributes(tree(path))}
        )

    # __main__ flushes what was written.
    assert {relative(path) for path in SOURCES if writes(path)} == PRINTS | {"cstokb/__main__.py"}


@pytest.mark.parametrize("path", SOURCES, ids=relative)
def test_a_module_says_what_it_is(path: Path) -> None:
    assert ast.get_docstring(tree(path))


def test_no_report_or_page_knows_a_predicate_by_name() -> None:
    shipped = (ROOT / "data" / "cstokb.json").read_text(encoding="utf-8")
    rows = shipped.partition('"predicates": {\n')[2].partition("\n}")[0].splitlines()
    predicates = {row.split('"')[1] for row in rows}
    assert "created-by" in predicates
    unmistakable = {word for word in predicates if "-" in word}
    for path in [*(PACKAGE / "reports").rglob("*.py"), *(PACKAGE / "render").rglob("*.py")]:
        texts = {node.value for node in ast.walk(tree(path)) if isinstance(node, ast.Constant)}
        assert not unmistakable & {text for text in texts if isinstance(text, str)}, relative(path)


def test_the_layers_are_under_contract() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = project["tool"]["importlinter"]["contracts"]
    (layers,) = [contract["layers"] for contract in contracts if contract["type"] == "layers"]
    rooms = {room.strip() for layer in layers for room in layer.split("|")}
    folders = {f"cstokb.{path.parent.name}" for path in PACKAGE.glob("*/__init__.py")}
    assert folders | {"cstokb.files", "cstokb.errors", "cstokb.messages"} == rooms
    pure = [
        c for c in contracts if {"cstokb.model", "cstokb.reports"} <= {*c.get("source_modules", ())}
    ]
    forbidden = {module for contract in pure for module in contract["forbidden_modules"]}
    assert {"typer", "rich", "tinydb", "sqlite3", "os", "pathlib", "time"} <= forbidden


def is_banned(name: str) -> bool:
    words = words_of(name)
    singular = {word.removesuffix("s") for word in words}
    return bool({*words, *singular} & BANNED) or ("right", "to") in {*pairwise(words)}


@pytest.mark.parametrize("path", SOURCES, ids=relative)
def test_no_name_has_a_word_of_many_meanings(path: Path) -> None:
    meant = {name for where, name in NAMES_OF_PLACES if where == relative(path)}
    folders = [part for part in path.relative_to(ROOT).with_suffix("").parts if is_banned(part)]
    assert folders == []
    assert [
        each for each in given_names(tree(path)) if is_banned(each.text) and each.text not in meant
    ] == []


@pytest.mark.parametrize("path", SOURCES, ids=relative)
def test_a_sentence_for_people_is_a_template_and_its_arguments(path: Path) -> None:
    if path != PACKAGE / "messages.py":
        assert [*built_sentences(tree(path))] == []


def test_nine_of_ten_functions_have_few_lines() -> None:
    lengths = sorted(length for path in SOURCES for length in function_lengths(tree(path)))
    assert lengths[len(lengths) * 9 // 10] <= MOST_LINES


@pytest.mark.parametrize("path", sorted((PACKAGE / "cli").rglob("*.py")), ids=relative)
def test_a_command_imports_no_class_of_stores(path: Path) -> None:
    imports = [node for node in ast.walk(tree(path)) if isinstance(node, ast.ImportFrom)]
    names = [
        name.name
        for node in imports
        if str(node.module).startswith("cstokb.store") and node.module != "cstokb.store.protocol"
        for name in node.names
    ]
    assert [name for name in names if name.endswith(STORE_CLASSES)] == []


@pytest.mark.parametrize(
    ("source", "is_built"),
    [
        ("UnknownName('no {}', word)", False),
        ("UnknownName('no {}', f'{word}.json', hint='try ' 'again')", False),
        ("Message('one' if few else 'two')", False),
        ("Message('{} facts', 3, singular='{} fact')", False),
        ("output.note(Message('x{}', f' --store {path}'))", False),
        ("BadDate(f'{year}-13', 0, 4, 'month 13')", False),
        ("reason = 'why'; BadDate(text, 0, 4, reason)", False),
        ("Rejected(f'no {word}')", True),
        ("Rejected('no ' + word)", True),
        ("Rejected('no %s' % word)", True),
        ("Rejected('no {}'.format(word))", True),
        ("Rejected('no {}', word, hint=f'try {other}')", True),
        ("Rejected('{}', f'no {word}')", True),
        ("Rejected('one' if few else f'{many}')", True),
        ("reason = f'no {word}'; Rejected(reason)", True),
        ("BadDate(text, 0, 4, f'month {month}')", True),
        ("Message(' '.join(words))", True),
        ("Message('{} facts', 3, singular=f'{one} fact')", True),
        ("output.note(f'{number} facts')", True),
        ("Problem(id, Message('a' + b))", True),
        ("problem_of(fact, f'{fact.id} is odd')", True),
    ],
)
def test_a_sentence_that_is_put_together_is_noticed(source: str, is_built: bool) -> None:
    module = ast.parse(source)
    assert bool([*built_sentences(module)]) is is_built
