"""Every failure that a user can cause or mend: a class, a sentence, an exit code."""

OK = 0
NO = 1
USAGE = 2
NOT_FOUND = 3
REJECTED = 4
DAMAGED = 5
BUSY = 6
REFUSED = 7
BUG = 70

EXIT_CODES = {
    OK: "done; an empty list is done",
    NO: "the answer is no: `-e` and nothing found, or `check` found errors",
    USAGE: "usage: unknown command, option or kind, impossible date",
    NOT_FOUND: "the named thing is not found, or several have that name",
    REJECTED: "input rejected",
    DAMAGED: "store damaged, foreign or newer than this program",
    BUSY: "store busy or changed meanwhile: try again",
    REFUSED: "the system refused: disk full, permission, server unreachable",
    BUG: "a bug in cstokb",
    130: "stopped by Ctrl-C",
    141: "the reader of the output went away",
    143: "terminated",
}


class CstokbError(Exception):
    """What went wrong, where, and how to mend it.

    `message` is one sentence without a capital or full stop. `excerpt` is the faulty
    text with a line of carets under the wrong part, or empty. `hint` tells the way
    out, or is empty.
    """

    exit_code = BUG

    def __init__(self, message: str, *, excerpt: str = "", hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.excerpt = excerpt
        self.hint = hint

    @property
    def code(self) -> str:
        """The class's name in lower-case words, stable for scripts."""
        words = "".join(f"-{c.lower()}" if c.isupper() else c for c in type(self).__name__)
        return words.lstrip("-")


class UsageError(CstokbError):
    """The command line asks for something that does not exist."""

    exit_code = USAGE


class BadDate(UsageError):
    """A text that is not a date; `start` and `stop` bound its wrong part."""

    def __init__(self, text: str, start: int, stop: int, reason: str, *, hint: str = "") -> None:
        carets = " " * start + "^" * max(1, stop - start)
        super().__init__(
            f'"{text}" is not a date: {reason}', excerpt=f"{text}\n{carets}", hint=hint
        )
        self.text = text
        self.start = start
        self.stop = stop
        self.reason = reason

    def within(self, whole: str, offset: int) -> "BadDate":
        """The same fault seen in a longer text, of which this one starts at `offset`."""
        moved = BadDate(whole, self.start + offset, self.stop + offset, self.reason, hint=self.hint)
        moved.message = self.message
        moved.args = (self.message,)
        return moved


class UnknownName(CstokbError):
    """No entity, source or fact answers to a word; `near` are the closest names."""

    exit_code = NOT_FOUND

    def __init__(self, what: str, word: str, near: tuple[str, ...] = ()) -> None:
        hint = f"did you mean: {', '.join(near)}?" if near else f'try: cstokb search "{word}"'
        super().__init__(f'no {what} "{word}"', hint=hint)
        self.word = word
        self.near = near


class AmbiguousName(CstokbError):
    """Several entities answer to a word; `candidates` lists them."""

    exit_code = NOT_FOUND

    def __init__(self, word: str, candidates: tuple[str, ...]) -> None:
        super().__init__(
            f'"{word}" may be any of {len(candidates)}', hint=f"say which: {', '.join(candidates)}"
        )
        self.word = word
        self.candidates = candidates


class StoreMissing(CstokbError):
    """There is no store at the given place."""

    exit_code = NOT_FOUND


class Rejected(CstokbError):
    """Input that breaks the model's rules; nothing of it was taken."""

    exit_code = REJECTED


class StoreDamaged(CstokbError):
    """A store file that cannot be read whole, so that nothing of it is used."""

    exit_code = DAMAGED


class StoreForeign(StoreDamaged):
    """A readable file that is no cstokb store."""


class StoreNewer(StoreDamaged):
    """A store written by a later version of cstokb."""


class StoreBusy(CstokbError):
    """Another process holds the store's lock, or changed the store meanwhile."""

    exit_code = BUSY


class SystemRefused(CstokbError):
    """The operating system said no: permission, full disk, not a regular file."""

    exit_code = REFUSED
