"""The ids that a shell completes, with their names, as far as a shell can show them."""

from cstokb.store import own_location
from cstokb.store.candidates import Candidate, find_candidates

LIMIT = 100
"""Before they show more, bash and zsh ask; and every one takes its time."""

_PUNCTUATION = {ord(mark): None for mark in "-_."}
_IN_NAMES = _PUNCTUATION | {ord(mark): None for mark in " «»—"}


def shell_candidates(table: str, prefix: str, *, location: str, layer: str) -> list[Candidate]:
    """The ids of that table with that prefix, in order: all, or the first ones and the last.

    What these have in common, all have: so a shell that writes it for the user is right.
    An id that a shell could take for something else is left out. `location` and `layer` are
    those of `cstokb.store.open_store`. Whatever goes wrong is raised as it comes.
    """
    store = own_location(location, layer)
    if store.startswith(("postgresql://", "postgres://")):
        # lazy: 4 ms; the driver alone would take twice the time there is
        from cstokb.cli.completion.cache import CompletionCache

        candidates = CompletionCache(store).candidates(table, prefix, LIMIT)
    else:
        candidates = find_candidates(table, prefix, LIMIT, location=store)
    # Typer leaves a backslash as it is, and zsh would then run a name like `\$(…)`.
    return [
        (id, name.replace("\\", "/"))
        for id, name in candidates
        if id.translate(_PUNCTUATION if prefix.isascii() else _IN_NAMES).isalnum()
    ]
