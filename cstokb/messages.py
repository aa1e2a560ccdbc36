"""`Message`: a sentence for a person, kept as template and arguments until it is printed.

English is the template with its blanks filled; another language looks the template up
(`cstokb.words`). So no sentence is an f-string.
"""

from collections.abc import Iterable, Sequence


class Message:
    """A template with `{}` blanks, and what fills them in order.

    An argument may itself be a `Message`. `singular` is the template where the first
    argument is the number 1.
    """

    __slots__ = ("args", "singular", "template")

    def __init__(self, template: str, *args: object, singular: str = "") -> None:
        self.template = template
        self.args = args
        self.singular = singular

    def __str__(self) -> str:
        agrees = self.singular and self.args[0] == 1
        return (self.singular if agrees else self.template).format(*self.args)

    def __repr__(self) -> str:
        return f"Message({', '.join(map(repr, (self.template, *self.args)))})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Message) and self._content == other._content

    def __hash__(self) -> int:
        return hash(self._content)

    def __bool__(self) -> bool:
        return bool(self.template)

    @property
    def _content(self) -> tuple[object, ...]:
        return (self.template, self.args, self.singular)


def did_you_mean(near: Iterable[str]) -> Message:
    """The question that offers the nearest words."""
    return Message("did you mean: {}?", ", ".join(near))


def join_messages(separator: str, parts: Iterable[Message | str]) -> Message:
    """The parts side by side; a part that is a string is data."""
    args = tuple(parts)
    return Message(separator.join("{}" for _ in args), *args)


def plural(number: float, forms: Sequence[str]) -> str:
    """The form that agrees with the number.

    Two forms follow English (year, years), three follow Russian (год, года, лет), where a
    broken number takes the second (1,5 года).
    """
    if len(forms) == 2:
        return forms[0] if number == 1 else forms[1]
    if number % 1:
        return forms[1]
    if number % 10 == 1 and number % 100 != 11:
        return forms[0]
    return forms[1] if 2 <= number % 10 <= 4 and not 12 <= number % 100 <= 14 else forms[2]
