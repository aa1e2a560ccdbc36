"""`cstokb cite` and `cstokb open`: references ready to paste, addresses that are of the web."""

import json
import webbrowser
from pathlib import Path

import pytest

from cstokb.model.moment import Moment
from cstokb.model.source import Source
from cstokb.render.cite import STYLES
from cstokb.reports.cite import BEST, Reference
from cstokb.store import create_store, open_store
from cstokb.store.protocol import Change
from tests.cli.asking import ask

SOURCE = "jscsto-2022-04-28"
URL = "https://jscsto.odkb-csto.org/en/news/obedinennomu-shtabu-odkb-19-let/"
TITLE = "The CSTO Joint Staff is 19 years old"


@pytest.mark.parametrize(
    ("style", "reference"),
    [
        (
            "gost",
            (
                f"{TITLE}. — Текст : электронный // CSTO Joint Staff : [сайт]. — 2022. — 28 апр. — "
                f"URL: {URL} (дата обращения: 11.2026)."
            ),
        ),
        (
            "gost-ref",
            f"{TITLE} // CSTO Joint Staff. 28.04.2022. URL: {URL} (дата обращения: 11.2026).",
        ),
        (
            "apa",
            f"CSTO Joint Staff. (2022, April 28). {TITLE}. Retrieved November 2026, from {URL}",
        ),
        (
            "chicago",
            f"“{TITLE},” CSTO Joint Staff, April 28, 2022, accessed November 2026, {URL}.",
        ),
        ("md", f"[{TITLE}](<{URL}>), CSTO Joint Staff, 28 April 2022, read November 2026"),
    ],
)
def test_a_source_is_cited_in(style: str, reference: str) -> None:
    assert ask("cite", SOURCE, "--style", style).out == f"{reference}\n"


@pytest.mark.parametrize(
    ("published", "words"),
    [
        ("2011-03-02", "2011. — 2 марта."),
        ("2011-03", "2011. — март."),
        ("2011-11-02", "2011. — 2 нояб."),
    ],
)
def test_a_month_written_out_has_its_case_in_gost(published: str, words: str) -> None:
    source = Source("s", "T", published=Moment.parse(published))
    assert STYLES["gost"](Reference(source)).endswith(f" — {words}")


def test_csl_is_one_array_and_has_parts_of_dates() -> None:
    (item,) = json.loads(ask("cite", SOURCE, "--style", "csl").out)
    assert (item["type"], item["URL"]) == ("webpage", URL)
    assert item["issued"] == {"date-parts": [[2022, 4, 28]]}
    assert item["accessed"] == {"date-parts": [[2026, 11]]}


def test_an_entity_is_cited_by_its_best_sources_and_the_store_of_today() -> None:
    items = ask("cite", "Объединённый штаб", "--json").items
    assert len(items) == BEST + 1
    assert items[0]["id"] == SOURCE
    assert items[-1]["id"] == "cstokb"
    assert "cstokb 0." in items[-1]["text"]
    assert "CSTO Joint Staff" in items[-1]["text"]


def test_a_fact_is_cited_by_its_sources_with_the_places_in_them() -> None:
    fact = ask("timeline", "2003-04-28", "--for", "joint-staff", "--json").items[0]
    items = ask("cite", fact["fact"], "--json").items
    assert [item["id"] for item in items[:-1]] == [c["source"] for c in fact["citations"]]
    assert [item["at"] for item in items[:-1]] == [c["at"] for c in fact["citations"]]


ODD = Source(
    "odd",
    "A {b}_c & 50% [d] | <e>\x1b[31m",
    "P & Q",
    Moment.parse("2003~"),
    "https://example.org/a|b{c}",
    "ru",
)


@pytest.mark.parametrize("style", STYLES)
def test_what_is_not_known_leaves_no_gap_in(style: str) -> None:
    text = STYLES[style](Reference(Source("bare", "Title")))
    assert "Title" in text
    assert "None" not in text
    assert ", ," not in text
    assert "()" not in text


@pytest.mark.parametrize(
    ("style", "whole"),
    [
        ("bibtex", r"title = {{A \{b\}\_c \& 50\% [d] | <e>"),
        ("wiki", "|title=A &#123;b&#125;_c & 50% &#91;d&#93; {{!}} &lt;e>"),
        ("md", r"[A {b}\_c & 50% \[d\] \| \<e\>"),
        ("csl", '"circa": true'),
        ("gost", "[около 2003 г.]"),
        ("apa", "(ca. 2003)"),
    ],
)
def test_nothing_in_a_title_is_markup_in(style: str, whole: str) -> None:
    assert whole in STYLES[style](Reference(ODD))


@pytest.mark.parametrize(
    ("words", "code", "advice"),
    [
        (("cite", "jscsto-2022-04-29"), 3, "did you mean: jscsto-2022-04-28"),
        (("cite", SOURCE, "--style", "gst"), 2, "did you mean: gost?"),
        (("cite", SOURCE, "--style", "zzzzzz"), 2, "styles: gost, gost-ref, apa"),
        (("open", "jscsto-2022-04-29"), 3, "did you mean: jscsto-2022-04-28"),
        (("open", "jscsto"), 3, "did you mean: "),
    ],
)
def test_what_there_is_not_is_answered_with_the_nearest(
    words: tuple[str, ...], code: int, advice: str
) -> None:
    answer = ask(*words)
    assert (answer.code, answer.out) == (code, "")
    assert advice in answer.err


def test_open_prints_the_address_and_in_a_pipe_opens_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(webbrowser, "open", opened.append)
    assert ask("open", SOURCE).out == f"{URL}\n"
    assert ask("open", "jscsto-2022-04-2").out == f"{URL}\n"
    assert opened == []


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "file:///etc/passwd", "--help", "https://a b", "http://x\n", "ftp://x"],
)
def test_only_addresses_of_the_web_are_opened(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webbrowser, "open", pytest.fail)
    path = f"{tmp_path}/odd.json"
    create_store(path)
    open_store(path).apply(Change(sources=(Source("odd", "Odd", url=address),)))
    answer = ask("--store", path, "open", "odd")
    assert (answer.code, answer.out) == (2, "")
    assert "no address of the web" in answer.message


@pytest.mark.parametrize("format", ["plain", "jsonl"])
def test_a_limit_counts_for_references_in_every_format(format: str) -> None:
    answer = ask("cite", "joint-staff", "--limit", "1", "--offset", "1", "--format", format)
    assert "20 years old" in answer.out
    assert answer.out.count("\n") == 1
    assert "note: 4 more (--limit 0 shows all)" in answer.err
