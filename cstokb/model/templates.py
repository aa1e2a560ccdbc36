"""Phrases: templates with `{names}` and with `[parts]` that drop out when empty."""

import re
from collections.abc import Mapping

_OPTIONAL = r"\[([^\[\]]*)\]"
_NAME = r"\{(\w+)\}"


def fill(template: str, names: Mapping[str, str]) -> str:
    """The template with its names put in.

    A part in square brackets is left out when one of its names is empty; an empty name
    outside of brackets leaves nothing behind. What is put in is never read as template.
    """

    def part(found: re.Match[str]) -> str:
        inner = found[1]
        return inner if all(names.get(n) for n in re.findall(_NAME, inner)) else ""

    chosen = re.sub(_OPTIONAL, part, template)
    kept = re.sub(rf"\s*{_NAME}", lambda found: found[0] if names.get(found[1]) else "", chosen)
    bare = kept.strip(" :;,") if "{" in template else kept.strip()
    return re.sub(_NAME, lambda found: names[found[1]], bare)
