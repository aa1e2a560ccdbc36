"""Articles as JSON objects, one a line, as archives keep them."""

import json
from contextlib import suppress
from datetime import date
from typing import Any, Final

from cstokb.errors import Rejected
from cstokb.formats.articles.text import blocks_of, cleaned, make_article
from cstokb.model.article import Article

MOST_LINE: Final = 10_000_000
_TEXTS: Final = ("title", "publisher", "url", "language", "published", "id")


def article_of_record(line: bytes, name: str) -> tuple[Article, str]:
    """The article of a line, and the id of the source it is, or empty.

    A record has `text` or `html`, and may have `title`, `published` (a day or a time that
    begins with one), `publisher`, `url`, `language` and `id`. Raise `Rejected`.
    """
    record = _record(line, name)
    texts = {key: record.get(key) or "" for key in (*_TEXTS, "text", "html")}
    wrong = next((key for key, value in texts.items() if not isinstance(value, str)), "")
    if wrong:
        raise Rejected("{}: {} is not text", name, wrong)
    day = _day(texts["published"], name)
    if texts["html"]:
        from cstokb.formats.articles.html import article_of_html  # lazy: 300 ms, trafilatura

        article = article_of_html(texts["html"], name, day, texts["language"])
        article = article._replace(
            title=texts["title"] or article.title,
            publisher=texts["publisher"] or article.publisher,
            url=texts["url"] or article.url,
        )
        return article, texts["id"]
    if not texts["text"].strip():
        raise Rejected("{}: there is neither text nor html", name)
    article = make_article(
        blocks_of(cleaned(texts["text"])),
        name,
        title=" ".join(cleaned(texts["title"]).split()),
        published=day,
        publisher=texts["publisher"],
        url=texts["url"],
        language=texts["language"],
    )
    return article, texts["id"]


def _record(line: bytes, name: str) -> dict[str, Any]:
    if len(line) > MOST_LINE:
        raise Rejected("{}: it is longer than {:,} bytes", name, MOST_LINE)
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        raise Rejected("{}: it is no JSON", name) from None
    if not isinstance(record, dict):
        raise Rejected("{}: it is no object", name)
    return record


def _day(text: str, name: str) -> date | None:
    if not text:
        return None
    with suppress(ValueError):
        return date.fromisoformat(text[:10])
    raise Rejected('{}: published "{}" is no day', name, text[:40])
