"""YAML structured like the JSON, as records; what looks like a date or a no stays text."""

import re
from collections.abc import Iterator
from typing import Any

from cstokb.errors import Rejected, SystemRefused
from cstokb.formats.from_json import MOST_DEPTH, Row, rows_of_document
from cstokb.messages import Message
from cstokb.model.imported_record import ImportProblem

_SCALARS = (
    ("int", r"^-?(0|[1-9][0-9]*)$", [*"-0123456789"]),
    ("float", r"^-?[0-9]+\.[0-9]+([eE][-+]?[0-9]+)?$", [*"-0123456789"]),
    ("bool", r"^(true|false)$", ["t", "f"]),
    ("null", r"^(~|null|)$", ["~", "n", ""]),
)
"""What is no text though it stands there without quotes."""

_HINT = Message(
    "put a text in quotes that begins with a sign such as * & ! % @ [ {{, or holds ': ' or ' #'"
)


def rows_of_yaml(text: str, name: str) -> Iterator[Row | ImportProblem]:
    """The rows of one document; raise `Rejected`, or `SystemRefused` without PyYAML."""
    document = _loaded(text, name)
    if _is_deeper(document, MOST_DEPTH):
        raise Rejected("{}: it is nested more than {} deep", name, MOST_DEPTH)
    yield from rows_of_document(document, name)


def _loaded(text: str, name: str) -> Any:
    try:
        import yaml
    except ImportError:
        hint = "install it with: pip install 'cstokb[yaml]'"
        raise SystemRefused("YAML needs PyYAML", hint=hint) from None

    class Strict(yaml.SafeLoader):
        """No anchors, no keys twice, and only the scalars of `_SCALARS` are no text."""

        def compose_node(self, parent: Any, index: Any) -> Any:
            event = self.peek_event()  # type: ignore[no-untyped-call]
            if getattr(event, "anchor", None) is not None:
                problem, mark = "anchors and aliases are not taken", event.start_mark
                raise yaml.MarkedYAMLError(problem=problem, problem_mark=mark)
            return super().compose_node(parent, index)

        def construct_mapping(self, node: Any, deep: bool = False) -> Any:
            if key := _repeated(node):
                problem = f'the key "{key.value}" stands there twice'
                raise yaml.MarkedYAMLError(problem=problem, problem_mark=key.start_mark)
            return super().construct_mapping(node, deep)

    Strict.yaml_implicit_resolvers = {}
    for tag, pattern, begins in _SCALARS:
        Strict.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(pattern), begins)
    try:
        return yaml.load(text, Loader=Strict)  # noqa: S506 - a SafeLoader made stricter
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        location = f"{name}:{mark.line + 1}:{mark.column + 1}" if mark else name
        reason = getattr(error, "problem", None) or error
        raise Rejected(
            "{}: {}", location, reason, excerpt=_excerpt(text, mark), hint=_HINT
        ) from None


def _excerpt(text: str, mark: Any) -> str:
    """The line at the mark, with a caret under it; nothing where it is too long."""
    lines = text.split("\n")
    if mark is None or mark.line >= len(lines) or len(lines[mark.line]) > 200:
        return ""
    return f"{lines[mark.line]}\n{' ' * mark.column}^"


def _repeated(node: Any) -> Any:
    """The key of a mapping that stands there a second time, or None."""
    keys: set[Any] = set()
    for key, _ in node.value:
        if isinstance(key.value, str) and key.value in keys:
            return key
        keys.add(key.value if isinstance(key.value, str) else id(key))
    return None


def _is_deeper(value: Any, depth: int) -> bool:
    """Whether the value is nested deeper."""
    if isinstance(value, dict | list | tuple | set):
        parts = value.values() if isinstance(value, dict) else value
        return not depth or any(_is_deeper(part, depth - 1) for part in parts)
    return False
