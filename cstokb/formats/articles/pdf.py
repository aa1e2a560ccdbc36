"""PDF as an article: a page is a paragraph, because PDF knows no paragraphs."""

import re
from datetime import date
from io import BytesIO
from typing import Final

from cstokb.errors import Rejected, SystemRefused
from cstokb.formats.articles.text import cleaned, day_near_title, language_of
from cstokb.model.article import Article, DayOrigin

MOST_PAGES: Final = 1_000
_HYPHENATED: Final = re.compile(r"(?<=[^\W\d_])-\n(?=[^\W\d_A-ZА-ЯЁ])")
_TOP: Final = 5


def article_of_pdf(
    data: bytes, name: str, published: date | None = None, language: str = ""
) -> Article:
    """The article; raise `Rejected` for a PDF that is locked, damaged or without text."""
    title, pages = _pages(data, name)
    if not any(pages):
        raise Rejected("{}: there is no text in its {} pages", name, len(pages))
    lines = [line for line in pages[0].split("\n") if line.strip()][:_TOP]
    texts = tuple(" ".join(_HYPHENATED.sub("", page).split()) for page in pages)
    language = language or language_of(texts)
    day = published or day_near_title(lines, [], language, name)
    origin: DayOrigin = "option" if published else "text" if day else ""
    return Article(
        title or next(iter(lines), "").strip(),
        texts,
        published=day,
        published_from=origin,
        language=language,
        paged=True,
    )


def _pages(data: bytes, name: str) -> tuple[str, list[str]]:
    """The title that the file gives itself, and the text of each page."""
    try:
        import pypdf
    except ImportError:
        raise SystemRefused("PDF needs pypdf", hint="pip install 'cstokb[read]'") from None
    try:
        reader = pypdf.PdfReader(BytesIO(data))
        locked = reader.is_encrypted and not reader.decrypt("")
        count = 0 if locked else len(reader.pages)
        title = "" if locked or reader.metadata is None else reader.metadata.title
        pages = [page.extract_text() for page in reader.pages] if 0 < count <= MOST_PAGES else []
    except Exception as error:  # noqa: BLE001 - what a hostile file raises has no common class
        raise Rejected("{}: it cannot be read as a PDF: {}", name, type(error).__name__) from None
    if locked:
        raise Rejected("{}: it is locked with a password", name)
    if count > MOST_PAGES:
        raise Rejected("{}: it has more than {:,} pages", name, MOST_PAGES)
    return cleaned(title or "").strip(), list(map(cleaned, pages))
