"""References as records for programs: Zotero, pandoc, LaTeX and Wikipedia.

RIS, CSL-JSON (Citation Style Language 1.0.2) and BibLaTeX hand the choice of a style to
those who have thousands of them.
"""

import re
from collections.abc import Callable

from cstokb.model.escaping import json_text
from cstokb.model.moment import Moment
from cstokb.reports.cite import Reference

_LATEX = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
_LANGUAGES = {"en": "english", "ru": "russian"}


def bibtex(reference: Reference) -> str:
    """An `@online` of BibLaTeX, whose dates are EDTF."""
    source = reference.source
    fields = {
        "author": f"{{{_latex(source.publisher)}}}" if source.publisher else "",
        "title": f"{{{_latex(source.title)}}}",
        "date": str(source.published or ""),
        "url": source.url.replace("{", "%7B").replace("}", "%7D"),
        "urldate": str(source.accessed or ""),
        "langid": _LANGUAGES.get(source.language, ""),
        "note": _latex(reference.at),
    }
    body = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@online{{{source.id},\n{body}}}"


def ris(reference: Reference) -> str:
    """A record of RIS of the type of electronic resources."""
    source = reference.source
    fields = (
        ("TY", "ELEC"),
        ("ID", source.id),
        ("TI", source.title),
        ("PB", source.publisher),
        ("PY", f"{source.published.year:04}" if source.published else ""),
        ("DA", _slashed(source.published)),
        ("SP", reference.at),
        ("LA", source.language),
        ("UR", source.url),
        ("Y2", _slashed(source.accessed)),
    )
    lines = [f"{tag}  - {_one_line(value)}" for tag, value in fields if value]
    return "\n".join([*lines, "ER  - "])


def csl(reference: Reference) -> str:
    """An item of CSL-JSON."""
    source = reference.source
    item = {
        "id": source.id,
        "type": "webpage",
        "title": source.title,
        "container-title": source.publisher,
        "issued": _csl_date(source.published),
        "accessed": _csl_date(source.accessed),
        "URL": source.url,
        "language": source.language,
        "note": reference.at,
    }
    return json_text({key: value for key, value in item.items() if value})


def wiki(reference: Reference) -> str:
    """A footnote of Wikipedia with the template `cite web`."""
    source = reference.source
    day = source.accessed and source.accessed.exact_day
    fields = {
        "title": source.title,
        "url": source.url.replace("|", "%7C").replace(" ", "%20"),
        "publisher": source.publisher,
        "date": str(source.published or "").rstrip("~?%"),
        "language": source.language,
        "at": reference.at,
        "access-date": str(day or ""),
    }
    body = " ".join(f"|{name}={_wiki(name, value)}" for name, value in fields.items() if value)
    return f'<ref name="{source.id}">{{{{cite web {body}}}}}</ref>'


RECORD_STYLES: dict[str, Callable[[Reference], str]] = {
    "wiki": wiki,
    "bibtex": bibtex,
    "ris": ris,
    "csl": csl,
}
"""What writes a record, by the name of the style."""


def _latex(text: str) -> str:
    return "".join(
        _LATEX.get(char, f"\\{char}" if char in "{}%&#$_" else char) for char in _one_line(text)
    )


def _wiki(name: str, value: str) -> str:
    """The value where no markup of a wiki can begin; an address stands as it is."""
    if name == "url":
        return value
    marks = {"|": "{{!}}", "[": "&#91;", "]": "&#93;", "{": "&#123;", "}": "&#125;", "<": "&lt;"}
    return "".join(marks.get(char, char) for char in _one_line(value))


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def _slashed(moment: Moment | None) -> str:
    """`2022/04/28/` as RIS writes days; parts that are not known are empty."""
    if moment is None:
        return ""
    month = f"{moment.month:02}" if moment.month else ""
    day = f"{moment.day:02}" if moment.day else ""
    return f"{moment.year:04}/{month}/{day}/"


def _csl_date(moment: Moment | None) -> dict[str, object]:
    if moment is None:
        return {}
    parts = [part for part in (moment.year, moment.month, moment.day) if part]
    return {"date-parts": [parts], **({"circa": True} if moment.qualifier else {})}
