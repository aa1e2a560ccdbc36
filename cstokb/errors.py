"""Every failure that a user can cause or mend: a class, a sentence, an exit code."""

from cstokb.messages import Message, did_you_mean

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

    The message is one sentence without a capital or full stop, kept as a template and its
    arguments. `excerpt` is the faulty text with a line of carets under the wrong part, or
    the further findings, a line each, or empty. The hint says what to do, or is empty.
    """

    exit_code = BUG

    def __init__(
        self,
        template: str,
        *args: object,
        excerpt: Message | str = "",
        hint: Message | str = "",
    ) -> None:
        super().__init__()
        self.text = Message(template, *args)
        self.excerpt = excerpt
        self.advice = hint if isinstance(hint, Message) else Message(hint)

    def __str__(self) -> str:
        return self.message

    @property
    def message(self) -> str:
        """The message in English."""
        return str(self.text)

    @property
    def hint(self) -> str:
        """The hint in English, or empty."""
        return str(self.advice)

    @property
    def code(self) -> str:
        """The class's name in lower-case words, stable for scripts."""
        words = "".join(f"-{c.lower()}" if c.isupper() else c for c in type(self).__name__)
        return words.lstrip("-")


class UsageError(CstokbError):
    """The command line asks for something that does not exist."""

    exit_code = USAGE


_NO_DATE = '"{}" is not a date: {}'


class BadDate(UsageError):
    """A text that is not a date; `start` and `stop` bound its wrong part.

    `outside`: it is EDTF, but not of the day profile (`cstokb.model.edtf_profile`).
    """

    def __init__(
        self,
        text: str,
        start: int,
        stop: int,
        reason: Message | str,
        *,
        hint: Message | str = "",
        outside: bool = False,
    ) -> None:
        reason = reason if isinstance(reason, Message) else Message(reason)
        template = '"{}" is outside the day profile of EDTF: {}' if outside else _NO_DATE
        super().__init__(template, text, reason, hint=hint)
        self.reason = reason
        self._mark(text, start, stop)

    def within(self, whole: str, offset: int) -> "BadDate":
        """The same error seen in a longer text, of which this one starts at `offset`."""
        outer = BadDate(whole, self.start, self.stop, self.reason, hint=self.advice)
        outer.text = self.text
        outer._mark(whole, self.start + offset, self.stop + offset)
        return outer

    def _mark(self, line: str, start: int, stop: int) -> None:
        self.start, self.stop = start, stop
        self.excerpt = f"{line}\n{' ' * start}{'^' * max(1, stop - start)}"


_WHERE_LISTED = {
    "fact": Message("cstokb show ENTITY --ids lists the facts of an entity"),
    "file": Message("give the path of a file, or - for stdin"),
    "predicate": Message("cstokb schema lists them"),
    "publisher": Message("cstokb sources lists them"),
    "source": Message("cstokb sources lists them"),
}
"""Where to look for what has that noun and is not found."""


class UnknownName(CstokbError):
    """No entity, source or fact answers to a word; `near` are the closest names.

    `what` is the noun that was looked for, a template of its own.
    """

    exit_code = NOT_FOUND

    def __init__(self, what: str, word: str, near: tuple[str, ...] = ()) -> None:
        listed = _WHERE_LISTED.get(what) or Message('try: cstokb search "{}"', word)
        hint = did_you_mean(near) if near else listed
        super().__init__('no {} "{}"', Message(what), word, hint=hint)
        self.word = word
        self.near = near


class AmbiguousName(CstokbError):
    """Several entities answer to a word; `candidates` lists them."""

    exit_code = NOT_FOUND

    def __init__(self, word: str, candidates: tuple[str, ...]) -> None:
        hint = Message("say which: {}", ", ".join(candidates))
        super().__init__('"{}" may be any of {}', word, len(candidates), hint=hint)
        self.word = word
        self.candidates = candidates


class AmbiguousFact(CstokbError):
    """Several facts stand where somebody points; `excerpt` lists them with their numbers."""

    exit_code = NOT_FOUND

    def __init__(self, entity: str, label: str, count: int, listed: Message, example: str) -> None:
        hint = Message("say which, such as: {}", example)
        super().__init__(
            '"{} {}" may be any of {} facts', entity, label, count, excerpt=listed, hint=hint
        )


class AmbiguousDay(CstokbError):
    """An article names several days that may be the one of its publication."""

    exit_code = NOT_FOUND

    def __init__(self, name: str, days: tuple[str, ...]) -> None:
        hint = Message("say which with --published: {}", ", ".join(days))
        super().__init__("{} names {} days of publication", name, len(days), hint=hint)
        self.days = days


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


INPUT_ERRORS = (UsageError, UnknownName, AmbiguousName, AmbiguousFact, AmbiguousDay, Rejected)
"""What one record or answer can be blamed for; the other errors end the whole work."""


def refused_by_system(name: str, error: OSError, hint: str = "") -> SystemRefused:
    """The error that says why the operating system refused the file or stream `name`."""
    return SystemRefused("{}: {}", name, os_reason(error), hint=hint)


SYSTEM_REASONS = (
    "connection refused",
    "directory not empty",
    "file exists",
    "file name too long",
    "input/output error",
    "is a directory",
    "no space left on device",
    "no such file or directory",
    "not a directory",
    "operation not permitted",
    "permission denied",
    "read-only file system",
    "too many levels of symbolic links",
)
"""Reasons of the operating system that have translations; others stay as it says them."""


def os_reason(error: OSError) -> Message:
    """Why the operating system refused, in its own words."""
    reason = (error.strerror or str(error)).lower()
    return Message(reason) if reason in SYSTEM_REASONS else Message("{}", reason)
