"""What JSON leaves open and nothing here takes: keys twice, numbers that are none."""

from typing import Any, NoReturn


def reject_duplicate_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """The object of these pairs (`object_pairs_hook`); raise ValueError for a key twice."""
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise ValueError(f'the key "{twice}" stands there twice')
    return found


def reject_constant(text: str) -> NoReturn:
    """Raise ValueError (`parse_constant`): NaN and Infinity are Python's own."""
    raise ValueError(f"{text} is not a number that JSON knows")
