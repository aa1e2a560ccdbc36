"""`Source` and `Citation`: who says so, and where in it."""

from typing import NamedTuple

from cstokb.model.moment import Moment


class Source(NamedTuple):
    """A page, document or report. `accessed` is when it was read, not when facts held."""

    id: str
    title: str
    publisher: str = ""
    published: Moment | None = None
    url: str = ""
    language: str = ""
    accessed: Moment | None = None


class Citation(NamedTuple):
    """A place in a source: `at` is a locator (`para 2`), `quote` a few-word anchor."""

    source: str
    at: str = ""
    quote: str = ""
