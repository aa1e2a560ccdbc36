"""Manual pages as roff with the macros of man(7), made of the same Markdown as the help."""

from collections.abc import Iterable, Iterator

Records = Iterable[tuple[str, str]]
"""Pairs of what is explained, as an option, and its explanation."""


def title(name: str, version: str) -> str:
    """The first line of a page of section 1."""
    return f'.TH "{escape(name.upper())}" 1 "" "{escape(version)}" "cstokb"\n'


def section(heading: str, body: str, *, level: str = "SH") -> str:
    """A section, or with the level `SS` one below it."""
    return f'.{level} "{escape(heading)}"\n{body}'


def definitions(records: Records) -> str:
    """Explanations, each under what it explains."""
    return "".join(f".TP\n\\fB{escape(term)}\\fR\n{escape(text)}\n" for term, text in records)


def text_of(markdown: str) -> str:
    """Paragraphs, and lines that are indented or fenced as they stand."""
    return "".join(f"{line}\n" for line in _lines(markdown))


def escape(text: str) -> str:
    """The text without anything that roff would take for a command."""
    plain = text.replace("\\", "\\e").replace("-", "\\-").replace('"', "\\(dq")
    # Which encoding roff reads is up to the machine.
    ascii = "".join(c if c.isascii() else f"\\[u{ord(c):04X}]" for c in plain)
    return "\n".join(f"\\&{line}" if line[:1] in (".", "'") else line for line in ascii.split("\n"))


def _lines(markdown: str) -> Iterator[str]:
    literal = fenced = False
    for line in markdown.strip("\n").split("\n"):
        fence = line.startswith("```")
        fenced ^= fence
        stands = fenced or (line.startswith("    ") or (literal and not line and not fence))
        if stands != literal:
            literal = stands
            yield from (".PP", ".EX") if stands else (".EE", ".PP")
        if not fence and (line or literal):
            yield escape(line)
        elif not line and not literal:
            yield ".PP"
    if literal:
        yield ".EE"
