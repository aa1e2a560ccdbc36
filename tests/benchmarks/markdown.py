"""Tables in Markdown, written to stdout."""

from collections.abc import Iterable, Sequence


def section(title: str, *paragraphs: str) -> None:
    """A heading and what there is to say."""
    print(f"\n## {title}\n")
    for paragraph in paragraphs:
        print(f"{paragraph}\n")


def table(head: Sequence[str], rows: Iterable[Sequence[str]], *, words: int = 1) -> None:
    """A table whose first columns, so many, are words and the others figures."""
    body = [head, ["---" if place < words else "---:" for place in range(len(head))], *rows]
    widths = [max(len(row[place]) for row in body) for place in range(len(head))]
    for row in body:
        cells = (
            cell.ljust(width) if place < words else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        print(f"| {' | '.join(cells)} |", flush=True)


def milliseconds(seconds: float) -> str:
    """A time, in milliseconds or in seconds from ten on."""
    return f"{1000 * seconds:,.0f} ms" if seconds < 10 else f"{seconds:,.0f} s"


def times(number: float) -> str:
    """A ratio: `2.3x`."""
    return f"{number:.2f}x" if number < 10 else f"{number:,.0f}x"
