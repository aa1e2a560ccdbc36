"""Articles as bytes: what they are, who wrote them, and the day they were published."""

import json
import sys
from contextlib import suppress
from datetime import date
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfWriter
from reportlab.pdfgen.canvas import Canvas

from cstokb.errors import AmbiguousDay, Rejected, SystemRefused, UsageError
from cstokb.formats import articles
from cstokb.formats.articles import article_of
from cstokb.formats.articles.records import article_of_record
from cstokb.model.article import Article

BODY = (
    "The exercise of the forces began on Friday in the north, and the staff said it will last.",
    "Troops of three states take part in it, with tanks and aircraft, as one of them told us.",
)
RUSSIAN = (
    "Учение сил началось в пятницу на севере страны, и штаб сообщил, что оно продлится неделю.",
    "В нём участвуют войска трёх государств, о чём одно из них рассказало журналистам агентства.",
)


def linked_data(data: str) -> str:
    return f'<script type="application/ld+json">{data}</script>'


def text(*parts: str) -> bytes:
    return "\n\n".join(parts).encode()


def page(head: str = "", body: str = "", paragraphs: tuple[str, ...] = BODY) -> bytes:
    inner = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f"<!DOCTYPE html><html><head><title>Exercise begins | Site</title>{head}</head>"
        f"<body><nav>Menu Home News</nav><article><h1>Exercise begins</h1>{body}{inner}</article>"
        f"<footer>All rights 1999-01-01</footer></body></html>"
    ).encode()


def pdf(*pages: str) -> bytes:
    buffer = BytesIO()
    canvas = Canvas(buffer)
    for each in pages:
        for at, line in enumerate(each.split("\n")):
            canvas.drawString(72, 720 - 16 * at, line)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


class TestText:
    def test_title_and_day_stand_above_the_body(self) -> None:
        article = article_of(text("Exercise begins", "5 May 2012, 11:51", *BODY), "a.txt")
        assert article.title == "Exercise begins"
        assert article.heading == ("Exercise begins", "5 May 2012, 11:51")
        assert article.paragraphs == BODY
        assert (article.published, article.published_from) == (date(2012, 5, 5), "text")
        assert article.language == "en"

    def test_paragraphs_count_from_the_first_of_the_body(self) -> None:
        first = "Exercise begins\nExercise begins 05.05.2012"
        assert article_of(text(first, *BODY), "a.txt").paragraphs == BODY

    def test_a_text_without_a_title_is_called_by_its_first_words(self) -> None:
        article = article_of(text(" ".join(BODY), BODY[1]), "a.txt")
        assert article.heading == ()
        assert article.title.endswith(" …")
        assert " ".join(BODY).startswith(article.title.removesuffix(" …"))

    def test_lines_are_paragraphs_where_no_line_is_empty(self) -> None:
        assert article_of("\n".join(BODY).encode(), "a.txt").paragraphs == BODY

    def test_wrapped_lines_are_one_paragraph(self) -> None:
        wrapped = [paragraph.replace(" ", "\n") for paragraph in BODY]
        assert article_of(text("Title here", *wrapped), "a.txt").paragraphs == BODY

    def test_the_day_of_the_opening_place_and_day_counts(self) -> None:
        article = article_of(text(f"MOSCOW, May 5, 2012. /AGENCY/. {BODY[0]}", BODY[1]), "a.txt")
        assert article.published == date(2012, 5, 5)

    def test_a_day_in_the_body_is_not_the_day_of_publication(self) -> None:
        assert article_of(text(*BODY, "It ended on 5 May 2012."), "a.txt").published is None

    def test_several_days_above_the_body_are_a_question(self) -> None:
        heading = text("Exercise begins", "5 May 2012", "6 May 2012", *BODY)
        with pytest.raises(AmbiguousDay) as error:
            article_of(heading, "a.txt")
        assert error.value.days == ("2012-05-05", "2012-05-06")
        day = date(2012, 5, 6)
        assert article_of(heading, "a.txt", published=day).published == day

    def test_a_day_that_is_given_counts_more(self) -> None:
        given_day = date(2012, 5, 7)
        article = article_of(text("Title", "5 May 2012", *BODY), "a.txt", published=given_day)
        assert (article.published, article.published_from) == (given_day, "option")

    @pytest.mark.parametrize("sign", ["\u202e", "\x1b", "\u200b", "\x00" * 0 + "\x07", "\u0301"])
    def test_what_steers_a_terminal_is_left_out(self, sign: str) -> None:
        article = article_of(text(*(BODY[0].replace(" ", f"{sign} "), BODY[1])), "a.txt")
        assert article.paragraphs == BODY

    @pytest.mark.parametrize(
        ("parts", "language"),
        [
            (BODY, "en"),
            (RUSSIAN, "ru"),
            (("Kurz.",), ""),
            (("Der Gipfel fand in Moskau statt. " * 9,), ""),
        ],
    )
    def test_the_language_is_told_by_its_commonest_words(
        self, parts: tuple[str, ...], language: str
    ) -> None:
        assert article_of(text(*parts), "a.txt").language == language


class TestEncodings:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
    def test_russian_is_read_in_each(self, encoding: str) -> None:
        data = "\n\n".join(RUSSIAN).encode(encoding)
        assert article_of(data, "a.txt").paragraphs == RUSSIAN

    @pytest.mark.parametrize(
        ("data", "byte"),
        [
            pytest.param(b"caf\xe9 au lait is good for the people of the town", 3, id="latin"),
            pytest.param("слово".encode()[:-1], 8, id="cut"),
            pytest.param(
                "и всё это на русском, но в другой кодировке".encode("koi8-r"), 0, id="koi8"
            ),
        ],
    )
    def test_other_bytes_are_refused_by_number(self, data: bytes, byte: int) -> None:
        with pytest.raises(Rejected, match=f"byte {byte} is not UTF-8"):
            article_of(data, "a.txt")

    def test_a_nul_is_no_text(self) -> None:
        with pytest.raises(Rejected, match="byte 3 is a NUL"):
            article_of(b"one\0two", "a.txt")

    @pytest.mark.parametrize("encoding", ["windows-1251", "koi8-r", "utf-8"])
    def test_a_page_may_say_its_encoding(self, encoding: str) -> None:
        head = f'<meta charset="{encoding}">'
        data = page(head, paragraphs=RUSSIAN).decode().encode(encoding)
        assert article_of(data, "a.html").paragraphs == RUSSIAN


class TestHtml:
    def test_the_body_is_read_without_menus(self) -> None:
        article = article_of(page(), "a.html")
        assert article.paragraphs == BODY
        assert article.title == "Exercise begins"
        assert article.heading == ("Exercise begins",)

    def test_publisher_and_address_are_what_the_page_says(self) -> None:
        head = (
            '<meta property="og:site_name" content="The Site">'
            '<link rel="canonical" href="https://example.org/news/1">'
        )
        article = article_of(page(head), "a.html")
        assert (article.publisher, article.url) == ("The Site", "https://example.org/news/1")

    @pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", "/news/1", ""])
    def test_an_address_that_is_not_of_the_web_is_none(self, url: str) -> None:
        assert article_of(page(f'<link rel="canonical" href="{url}">'), "a.html").url == ""

    @pytest.mark.parametrize(
        ("head", "body", "origin"),
        [
            (
                linked_data(
                    '{"@type": "NewsArticle", "datePublished": "2012-05-05T23:30:00+03:00", '
                    '"dateModified": "2013-01-01"}'
                )
                + '<meta property="article:published_time" content="2012-06-06">',
                "",
                "json-ld",
            ),
            (
                linked_data('{"@graph": [{"@type": ["Article"], "datePublished": "2012-05-05"}]}'),
                "",
                "json-ld",
            ),
            (
                '<meta property="article:published_time" content="2012-05-05T10:00:00Z">',
                '<meta property="article:modified_time" content="2013-01-01">',
                "meta",
            ),
            ("", '<time datetime="2012-05-05T10:00">5 May</time>', "time"),
            ('<link rel="canonical" href="https://example.org/2012/05/05/x">', "", "address"),
            ("", "<p>5 May 2012, 10:00</p>", "text"),
        ],
    )
    def test_the_day_is_of_data_then_head_then_stamp_then_address_then_text(
        self, head: str, body: str, origin: str
    ) -> None:
        article = article_of(page(head, body), "a.html")
        assert (article.published, article.published_from) == (date(2012, 5, 5), origin)

    @pytest.mark.parametrize(
        ("head", "body"),
        [
            ('<meta property="article:modified_time" content="2012-05-05">', ""),
            (linked_data('{"@type": "NewsArticle", "dateModified": "2012-05-05"}'), ""),
            ("", '<aside><time datetime="2012-05-05"></time></aside>'),
            ("", '<time itemprop="dateModified" datetime="2012-05-05">'),
            (linked_data('{"@type": "NewsArticle", "datePublished": '), ""),
        ],
    )
    def test_never_the_day_it_was_modified_or_that_of_another_page(
        self, head: str, body: str
    ) -> None:
        assert article_of(page(head, body), "a.html").published is None

    def test_two_days_in_its_data_are_a_question(self) -> None:
        item = '{{"@type": "NewsArticle", "datePublished": "2012-05-0{}"}}'
        data = f"[{item.format(5)}, {item.format(6)}]"
        with pytest.raises(AmbiguousDay):
            article_of(page(f'<script type="application/ld+json">{data}</script>'), "a.html")

    def test_a_page_without_an_article_is_refused(self) -> None:
        with pytest.raises(Rejected, match="no text of an article"):
            article_of(b"<html><body></body></html>", "a.html")

    @given(st.text(alphabet="<>/!-[]&;abp '\"=\n{}:", max_size=200))
    def test_no_page_does_harm(self, markup: str) -> None:
        with suppress(Rejected, AmbiguousDay):
            article_of(f"<html>{markup}".encode(), "a.html")

    def test_without_the_library_it_is_said_how_to_get_it(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setitem(sys.modules, "trafilatura", None)
        with pytest.raises(SystemRefused) as error:
            article_of(page(), "a.html")
        assert error.value.hint == "pip install 'cstokb[read]'"


class TestPdf:
    def test_a_page_is_a_paragraph(self) -> None:
        article = article_of(pdf("Exercise begins\n5 May 2012\n" + BODY[0], BODY[1]), "a.pdf")
        assert article.paged
        assert article.paragraphs[1] == BODY[1]
        assert len(article.paragraphs) == 2
        assert (article.published, article.published_from) == (date(2012, 5, 5), "text")

    def test_a_word_broken_at_the_end_of_a_line_is_one(self) -> None:
        (paragraph,) = article_of(pdf("The exer-\ncise began at once"), "a.pdf").paragraphs
        assert paragraph == "The exercise began at once"

    def test_a_scan_has_no_text(self) -> None:
        with pytest.raises(Rejected, match="no text in its 3 pages"):
            article_of(pdf("", "", ""), "a.pdf")

    def test_a_locked_one_is_refused(self) -> None:
        writer = PdfWriter(clone_from=BytesIO(pdf("Exercise")))
        writer.encrypt("secret", algorithm="RC4-128")
        buffer = BytesIO()
        writer.write(buffer)
        with pytest.raises(Rejected, match="locked with a password"):
            article_of(buffer.getvalue(), "a.pdf")

    @given(st.binary(max_size=200), st.integers(0, 1200))
    def test_no_damage_does_harm(self, noise: bytes, at: int) -> None:
        whole = pdf("Exercise begins")
        with suppress(Rejected, AmbiguousDay):
            article_of(whole[:at] + noise + whole[at + len(noise) :], "a", "pdf")

    def test_without_the_library_it_is_said_how_to_get_it(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setitem(sys.modules, "pypdf", None)
        with pytest.raises(SystemRefused) as error:
            article_of(b"%PDF-1.7", "a.pdf")
        assert error.value.hint == "pip install 'cstokb[read]'"


class TestLimits:
    def test_more_letters_than_the_limit_are_refused(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(articles, "MOST_LETTERS", 100)
        with pytest.raises(Rejected, match="more than 100 letters"):
            article_of(text(*BODY), "a.txt")

    def test_more_bytes_than_the_limit_are_refused(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(articles, "MOST_BYTES", 100)
        with pytest.raises(Rejected, match="larger than 100 bytes"):
            article_of(text(*BODY), "a.txt")

    def test_an_unknown_shape_is_refused_with_the_list(self) -> None:
        with pytest.raises(UsageError) as error:
            article_of(b"", "a", "word")
        assert error.value.hint == "shapes: text, html, pdf"

    @given(st.binary(max_size=300))
    def test_any_bytes_are_an_article_or_refused(self, data: bytes) -> None:
        with suppress(Rejected, AmbiguousDay):
            assert isinstance(article_of(data, "a", "text"), Article)


class TestRecords:
    def test_a_line_says_what_the_article_is(self) -> None:
        record = {
            "id": "site-1",
            "title": "Exercise begins",
            "published": "2012-05-05T10:00",
            "publisher": "The Site",
            "url": "https://example.org/1",
            "text": BODY[0],
        }
        line = json.dumps(record).encode()
        article, known_as = article_of_record(line, "a:1")
        assert known_as == "site-1"
        assert article.title == "Exercise begins"
        assert article.published == date(2012, 5, 5)
        assert article.paragraphs == BODY[:1]

    def test_it_may_be_a_page(self) -> None:
        line = b'{"html": %s}' % __import__("json").dumps(page().decode()).encode()
        assert article_of_record(line, "a:1")[0].paragraphs == BODY

    @pytest.mark.parametrize(
        ("line", "reason"),
        [
            (b"no", "it is no JSON"),
            (b"[]", "it is no object"),
            (b"[" * 100_000, "it is no JSON"),
            (b"{}", "there is neither text nor html"),
            (b'{"text": 5}', "text is not text"),
            (b'{"text": "a", "published": "5 May"}', 'published "5 May" is no day'),
        ],
    )
    def test_another_line_is_refused(self, line: bytes, reason: str) -> None:
        with pytest.raises(Rejected, match=f"a:1: {reason}"):
            article_of_record(line, "a:1")
