"""Store files for the command line: quiet ones and hostile ones, and the vocabulary of both."""

from functools import partial
from pathlib import Path
from typing import Any

from cstokb.model.entity import Entity
from cstokb.model.fact import Link, Text
from cstokb.model.moment import Moment
from cstokb.model.predicate import Predicate
from cstokb.model.source import Source
from cstokb.store.protocol import Change
from tests import world
from tests.store.samples import content

_WORLD = {predicate.id: predicate for predicate in world.VOCABULARY}
FOUNDED = _WORLD["founded"]._replace(
    phrase={"en": "founded[ by {value}][ in {where}]", "ru": "основание[: {value}][ ({where})]"}
)
CLOSED = _WORLD["closed"]._replace(phrase={"en": "closed", "ru": "закрытие"})
REMARK = Predicate("remark", {"en": "remark", "ru": "заметка"}, {"en": "remark: {value}"})
FRIEND = Predicate(
    "friend",
    {"en": "friend of", "ru": "друг"},
    {"en": "is a friend of {value}", "ru": "друг: {value}"},
    inverse_label={"en": "friends", "ru": "друзья"},
    shape="state",
    value_type="entity",
)
PAPER = Source("paper", "A paper", "A publisher", Moment.parse("2001"), "https://example.org/a")

fact = partial(world.fact, sources=("paper",), at="p. 1", confidence="medium")
"""A fact that rests on `PAPER`."""

# What reaches a terminal, a cell or a page, and must do nothing there.
HOSTILE = {
    "clears the screen": "a\x1b[2Jb",
    "sets the title": "a\x1b]0;gone\x07b",
    "8-bit control": "a\x9b31mb",
    "carriage return": "safe\rEVIL",
    "line break": "one\ntwo",
    "tab": "one\ttwo",
    "null": "a\0b",
    "right to left": "a\u202egnp.exe",
    "isolate": "a\u2066b\u2069c",
    "line separator": "a\u2028b",
    "zero width": "jo\u200bint",
    "byte order mark": "a\ufeffb",
    "tag letters": "a\U000e0041b",
    "markup": "[bold]loud[/bold]",
    "unopened markup": "x[/nope]y",
    "link markup": "[link=https://evil.example]here[/link]",
    "sic": "he [sic] said",
    "emoji name": "a :smile: b",
    "formula": "=HYPERLINK(1)",
    "plus formula": "+1+1",
    "minus formula": "-1+1",
    "at formula": "@SUM(1)",
    "full-width formula": "\N{FULLWIDTH EQUALS SIGN}1+1",
    "quotes": 'say "no", twice',
    "pipe": "a|b",
    "html": "<script>alert(1)</script>",
    "markdown": "![x](javascript:alert(1)) *b* `c`",
    "template": "{value} {0.__class__} %s ${HOME}",
}


HOSTILE_IDS = {f"odd-{number}": text for number, text in enumerate(HOSTILE.values())}


def body(id: str, when: str = "", **names: str) -> Change:
    """A body of that name that was founded then."""
    entity = Entity(id, "body", names or {"en": f"The {id}"})
    return Change((entity,), (fact(id, "founded", when),) if when else ())


def hostile(text: str, id: str = "odd") -> Change:
    """A body with that text in every field that holds text; ids are checked, and hold none."""
    page = f"{id}-page"
    entity = Entity(id, "body", {"en": text, "ru": text}, (text,), {"en": text, "ru": text})
    facts = (
        fact(id, "founded", "2000-05-06", Text(text, text), sources=(page,), rank="preferred"),
        fact(id, "founded", "2001", note=text),
        fact(id, "remark", value=Text(text, text)),
        fact(id, "friend", "1999", Link("friend")),
    )
    source = Source(page, text, text, None, f"https://example.org/{text}", "en")
    return Change((entity,), facts, (source,))


def all_hostile() -> Change:
    """`hostile` for each of the texts, and a body that is a friend of them all."""
    return joined(body("friend"), *(hostile(text, id) for id, text in HOSTILE_IDS.items()))


def joined(*changes: Change) -> Change:
    """All records of the changes in one."""
    return Change(
        tuple(entity for change in changes for entity in change.entities),
        tuple(one for change in changes for one in change.facts),
        tuple(source for change in changes for source in change.sources),
        tuple(predicate for change in changes for predicate in change.predicates),
    )


def store(folder: Path, *changes: Change, **meta: Any) -> str:
    """The path of a store in a file that holds the changes, with their vocabulary."""
    base = Change(predicates=(FOUNDED, CLOSED, REMARK, FRIEND), sources=(PAPER,))
    path = folder / "store.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content(joined(base, *changes), **meta))
    return str(path)
