"""The rooms of stores in SQL: one subject each, and nodes apart from all others."""

import ast
from collections.abc import Iterator
from pathlib import Path

import cstokb
from cstokb.store import sql

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
    assert len(list(ROOM.glob("*.py"))) <= 17


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
