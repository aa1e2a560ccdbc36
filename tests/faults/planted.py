"""Functions and operators that somebody planted in a database, under the names that we call."""

import re
from collections.abc import Callable, Iterator
from itertools import islice, product
from pathlib import Path

import cstokb.store.sql
from tests.faults.base import Row
from tests.servers import Server

INTEGERS = ("smallint", "integer", "bigint")
TYPES = (*INTEGERS, "text", "name", "boolean", "jsonb", "tsvector", "tsquery", "text[]", "name[]")
OPERATORS = ("=", "<>", "<", "<=", ">", ">=", "+", "-", "||", "@@")
SCHEMAS = ("public", "postgres")
"""Every schema of the search path `"$user", public` of the superuser `postgres`."""

Ask = Callable[..., tuple[int, str, str]]
"""Calls the program with these words; its exit code, and what it wrote to stdout and stderr."""


def called_names(server: Server, database: str) -> list[str]:
    """The functions of PostgreSQL that our code may name, by its own text."""
    folder = Path(cstokb.store.sql.__file__).parent
    text = "".join(path.read_text(encoding="utf-8") for path in folder.rglob("*.py"))
    names = ", ".join(f"'{name}'" for name in sorted({*re.findall(r"\b([a-z_]+) ?\(", text)}))
    rows = server.sql(
        f"select distinct proname::text from pg_proc where proname in ({names})", database
    )
    return sorted(name for (name,) in rows)


def plant(server: Server, database: str) -> int:
    """Plant everything, as a role that may only make things; how much was planted.

    Whoever calls one raises the sequence `runs`, which no rollback lowers again.
    """
    role = f"mallory_{database}"
    server.sql(
        f"create role {role}; create schema postgres; create sequence public.runs;"
        f" grant create, usage on schema public, postgres to {role};"
        f" grant usage on sequence public.runs to public",
        database,
    )
    statements = [*_statements(called_names(server, database))]
    each = "; ".join(
        f"begin {statement}; exception when others then null; end" for statement in statements
    )
    server.sql(
        f"set role {role}; set check_function_bodies = off; do $do$ begin {each}; end $do$",
        database,
    )
    ((made,),) = server.sql(
        f"select count(*) from pg_proc where proowner = '{role}'::regrole", database
    )
    return int(made)


def runs(server: Server, database: str) -> int:
    """How often something that was planted has been run."""
    ((number, called),) = server.sql("select last_value, is_called from public.runs", database)
    return int(number) if called else 0


def planted(server: Server, ask: Ask, folder: Path, *, short: bool = False) -> Row:
    """Commands where every name is planted: none of them is ever run; `short`, the first few."""
    url = server.create("planted")
    made = plant(server, "planted")
    failed = [
        words[0]
        for words in islice(_commands(url, folder), 3 if short else None)
        if ask(*words, "--store", url)[0] not in (0, 1)
    ]
    ran = runs(server, "planted")
    # That they would run is seen by whoever does not look out.
    _call_carelessly(server)
    proof = runs(server, "planted") > ran
    server.drop("planted")
    server.sql("drop role mallory_planted")
    figures = f"{made} planted, {ran} run, {len(failed)} commands failed{': ' * bool(failed)}"
    return Row("planted functions", figures + ", ".join(failed), not ran and not failed and proof)


def _call_carelessly(server: Server) -> None:
    server.sql("select pg_advisory_xact_lock(7)", "planted")


def _statements(names: list[str]) -> Iterator[str]:
    """What creates the functions, and operators over them, in each schema."""
    body = (
        "language plpgsql as $body$ begin perform nextval('public.runs'); return null; end $body$"
    )
    ints = [list(pair) for size in (2, 3) for pair in product(INTEGERS, repeat=size)]
    texts = [["text", "text"], ["text", "text", "boolean"], ["oid", "integer"], ["text", "name"]]
    for schema in SCHEMAS:
        for name, arguments in product(names, ([], *([each] for each in TYPES), *ints, *texts)):
            given = ", ".join(arguments)
            result = "bigint" if any(each in INTEGERS for each in arguments) else "text"
            yield f"create function {schema}.{name}({given}) returns {result} {body}"
        for left, right in (
            *product(INTEGERS, repeat=2),
            ("text", "text"),
            ("tsvector", "tsquery"),
        ):
            yield f"create function {schema}.compared({left}, {right}) returns boolean {body}"
            for operator in OPERATORS:
                yield (
                    f"create operator {schema}.{operator}"
                    f" (leftarg = {left}, rightarg = {right}, function = {schema}.compared)"
                )


def _commands(url: str, folder: Path) -> Iterator[tuple[str, ...]]:
    rows = folder / "planted.jsonl"
    rows.write_text(
        '{"record": "entity", "id": "row", "kind": "body", "names": {"en": "Row"}}\n', "utf-8"
    )
    backup = str(folder / "planted.backup")
    yield ("init", url)
    yield ("add", "entity", "new", "--kind", "body", "--name", "New", "--yes")
    yield ("import", str(rows), "--yes")
    yield ("set", "new", "summary=More words", "--yes")
    for word in ("undo", "redo"):
        yield (word, "--yes")
    for words in ("search nwe", "search joint", "list", "timeline 2003", "show new", "log", "mine"):
        yield (*words.split(),)
    for words in ("query of:joint-staff", "count --by year", "check", "conflicts"):
        yield (*words.split(),)
    yield ("export", "jsonl", "-o", str(folder / "planted.out"))
    yield ("backup", backup)
    yield ("restore", backup, "--yes")
    yield ("repair", "--yes")
    yield ("copy", "--to", f"sqlite:///{folder}/planted.db")
