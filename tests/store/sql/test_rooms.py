"""The rooms of stores in SQL: one subject each, and nodes apart from all others."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import cstokb
from cstokb.store import sql
from cstokb.store.sql.tables import TABLES

PACKAGE = Path(cstokb.__file__).parent
ROOM = Path(sql.__file__).parent
NODES = "cstokb.store.sql.spread"


def imported(module: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def test_they_are_few() -> None:
    assert len(list(ROOM.glob("*.py"))) <= 19


def test_nodes_are_known_by_who_opens_and_who_creates_a_store() -> None:
    others = (module for module in PACKAGE.rglob("*.py") if module.parent != ROOM / "spread")
    knowing = {
        module.relative_to(PACKAGE).as_posix()
        for module in others
        if any(name.startswith(NODES) for name in imported(module))
    }
    assert knowing == {"store/sql/opening.py", "cli/store.py"}


def test_nobody_else_speaks_of_nodes_or_steps() -> None:
    for module in ROOM.glob("*.py"):
        if module.name != "opening.py":
            text = module.read_text("utf-8").casefold()
            assert not any(word in text for word in ("pending", "two-step", "postgres_fdw")), module


def test_every_statement_names_the_schema_of_its_tables() -> None:
    names = "|".join(table.name for table in TABLES)
    bare = re.compile(rf"\b(?:from|into|update|join|truncate) (?:{names})\b|\b(?:from|update) $")
    # SQLite's own statements and what makes tables are in rooms of one engine.
    rooms = [path for path in ROOM.rglob("*.py") if path.name not in ("sqlite.py", "tables.py")]
    texts = {
        node.value
        for path in rooms
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and "\n" not in node.value
    }
    assert {text for text in texts if bare.search(text)} == set()
