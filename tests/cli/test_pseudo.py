"""A language whose words are the English ones in brackets: what has none was never translated."""

import re
import shlex
from collections.abc import Iterator, Mapping, Sequence

import pytest

from tests.cli.asking import ask
from tests.test_documentation import Example, examples, pages

NESTED = re.compile(r"⟦[^⟦⟧]*⟧")
PLAIN = re.compile(r"[A-Za-z]{2,}")
EXCERPT = re.compile(r"(?m)^  .*$")


class Bracketed(Mapping[str, str | Sequence[str]]):
    """Every template as its own translation, in brackets."""

    def __getitem__(self, template: str) -> str:
        return f"⟦{template}⟧"

    def get(self, template: str, default: object = None) -> str:
        return self[template]

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


def outside(text: str) -> str:
    """What stands in no brackets, without quoted data."""
    text = EXCERPT.sub("", text)
    while NESTED.search(text):
        text = NESTED.sub("", text)
    return text


def documented() -> list[Example]:
    """The commands of the English pages that run alone: no pipe, no shell."""
    own = {page for page in pages() if not page.name.endswith(".ru.md")}
    alone = [
        e for e in examples() if e.page in own and re.fullmatch(r"cstokb [^|<>&;$`]*", e.command)
    ]
    return list({example.command: example for example in alone}.values())


ERRORS = (
    "show joint-stuff",
    "timeline 2003-13",
    "timeline 28.04.2003",
    "timeline 2003-2004",
    "timeline kind:exercse",
    "query is:taking-part",
    "query number:x",
    "list nothings",
    "list exercise --columns held,wher",
    "count --by yaer",
    "upcoming --days x",
    "upcoming --dayz 3",
    "officers --all=3",
    "cite joint-staff --style mla",
    "export xml",
    "sources nobody",
    "import nowhere.json",
    "add fact crrf strength 1,5 --unit troops",
    "add fact crrf strength 20000",
    "add entity x --kind body",
    "set joint-staff nothing=1",
    "retract joint-staff",
    "merge csto csto",
    "init --store mysql://x",
    "--store /no/such.json stats",
    "--store sqlite:////no/such.db stats",
    "--format xml stats",
    "restore nowhere",
    "serch x",
    "help serch",
)


@pytest.fixture(autouse=True)
def brackets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cstokb.words.translations", lambda _: Bracketed())


@pytest.mark.parametrize("line", ERRORS)
def test_an_error_has_no_word_that_is_not_translated(line: str) -> None:
    answer = ask(*shlex.split(line), CSTOKB_LANG="ru")
    assert answer.code not in (0, 70)
    assert PLAIN.findall(outside(answer.err)) == [], answer.err


@pytest.mark.parametrize("example", documented(), ids=lambda example: example.command)
def test_a_note_has_no_word_that_is_not_translated(example: Example) -> None:
    answer = ask(*shlex.split(example.command)[1:], CSTOKB_LANG="ru")
    assert PLAIN.findall(outside(answer.err)) == [], answer.err
