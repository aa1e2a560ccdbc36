"""What is said of a command that does not exist: the nearest one, or where all are listed."""

from collections.abc import Sequence

from cstokb.errors import UsageError
from cstokb.messages import Message, did_you_mean
from cstokb.model.names import nearest

_OTHER_WORDS = {
    "show": ("info", "view", "get", "cat", "describe", "print"),
    "timeline": ("events", "history", "chronology"),
    "anniversary": ("today", "day", "on-this-day"),
    "upcoming": ("next", "agenda", "soon", "coming"),
    "search": ("find", "grep", "look", "lookup"),
    "list": ("ls", "entities"),
    "related": ("links", "relations"),
    "check": ("lint", "validate", "doctor", "fsck"),
    "stats": ("status", "info", "summary"),
    "add": ("new", "create", "insert", "assert"),
    "set": ("update", "change", "modify"),
    "retract": ("delete", "remove", "rm", "del"),
    "import": ("load", "read"),
    "export": ("dump", "save", "write"),
    "officers": ("staff", "posts", "who"),
    "help": ("man", "manual", "commands", "usage", "?"),
}
"""What other programs call a command."""


def unknown_command(word: str, names: Sequence[str], path: str) -> UsageError:
    """The error for a word where a command is expected; `path` is what stands before it."""
    lowered = word.lower()
    meant = [name for name, words in _OTHER_WORDS.items() if lowered in words and name in names]
    near = meant or nearest(word, names)
    hint = Message("try: {} --help", path.replace("cstokb help", "cstokb"))
    if near:
        hint = did_you_mean(f"{path} {name}" for name in near)
    return UsageError('no command "{}"', word, hint=hint)
