"""HTML as an article: the body by trafilatura, what the page says of itself by us."""

from datetime import date

from cstokb.errors import Rejected, SystemRefused
from cstokb.formats.articles.metadata import page_of
from cstokb.formats.articles.text import cleaned, make_article
from cstokb.model.article import Article


def article_of_html(
    markup: str, name: str, published: date | None = None, language: str = ""
) -> Article:
    """The article; raise `Rejected` for a page without one."""
    page = page_of(markup, name)
    body = _body(markup, name)
    lines = [" ".join(line.split()) for line in cleaned(body).split("\n")]
    return make_article(
        [line.removeprefix("- ") for line in lines if line],
        name,
        title=" ".join(cleaned(page.title).split()),
        published=published or page.published,
        published_from="option" if published else page.published_from,
        publisher=" ".join(cleaned(page.publisher).split()),
        url=cleaned(page.url).strip(),
        language=language or (page.language if page.language in ("en", "ru") else ""),
    )


def _body(markup: str, name: str) -> str:
    """The text of the article without menus, lists of links and comments."""
    try:
        import trafilatura
    except ImportError:
        raise SystemRefused("HTML needs trafilatura", hint="pip install 'cstokb[read]'") from None
    try:
        text = trafilatura.extract(
            markup, include_comments=False, include_tables=True, include_links=False
        )
    except Exception as error:  # noqa: BLE001 - what a hostile page raises has no common class
        raise Rejected("{}: it cannot be read as HTML: {}", name, type(error).__name__) from None
    if not text:
        raise Rejected("{}: there is no text of an article in it", name)
    return str(text)
