"""Articles as bytes: text, HTML or PDF, with title, publisher and day of publication."""

from datetime import date
from typing import Final, Literal, get_args

from cstokb.errors import Rejected, UsageError
from cstokb.formats.articles.encoding import decoded
from cstokb.formats.articles.text import article_of_text
from cstokb.messages import Message
from cstokb.model.article import Article

Shape = Literal["text", "html", "pdf"]
SHAPES: Final[tuple[Shape, ...]] = get_args(Shape)

MOST_BYTES: Final = 50_000_000
MOST_LETTERS: Final = 1_000_000

_HTML: Final = (b"<!doctype", b"<html", b"<head", b"<?xml", b"<body", b"<meta", b"<!--")


def article_of(
    data: bytes, name: str, shape: str = "", *, published: date | None = None, language: str = ""
) -> Article:
    """The article in the bytes of the file `name`; `shape` is guessed if it is empty.

    A day of publication or a language that is given overrides what the file says. Raise
    `Rejected` for what is no article, `AmbiguousDay` where several days may be the one of
    publication, `SystemRefused` where a library is missing.
    """
    if shape and shape not in SHAPES:
        raise UsageError('no shape "{}"', shape, hint=Message("shapes: {}", ", ".join(SHAPES)))
    if len(data) > MOST_BYTES:
        raise Rejected("{}: it is larger than {:,} bytes", name, MOST_BYTES)
    article = _article(data, name, shape or shape_of(data), published, language)
    letters = sum(map(len, article.paragraphs))
    if letters > MOST_LETTERS:
        raise Rejected("{}: it has more than {:,} letters", name, MOST_LETTERS)
    return article


def shape_of(data: bytes) -> Shape:
    """What the bytes are, by how they begin."""
    start = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(b"%pdf-"):
        return "pdf"
    return "html" if start.startswith(_HTML) else "text"


def _article(data: bytes, name: str, shape: str, published: date | None, language: str) -> Article:
    if shape == "pdf":
        from cstokb.formats.articles.pdf import article_of_pdf  # lazy: 100 ms, pypdf

        return article_of_pdf(data, name, published, language)
    text = decoded(data, name, markup=shape == "html")
    if shape == "html":
        from cstokb.formats.articles.html import article_of_html  # lazy: 300 ms, trafilatura

        return article_of_html(text, name, published, language)
    return article_of_text(text, name, published, language)
