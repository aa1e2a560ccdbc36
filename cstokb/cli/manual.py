"""The manual pages beside the commands: help text, reference and executed examples.

`show.md` is the English page of `cstokb show`, `show.ru.md` the Russian one.
"""

import os

_FOLDER = os.path.dirname(os.path.abspath(__file__))


def manual(name: str, lang: str = "en") -> str:
    """The page of a command, without its title line."""
    return _page(name, lang).partition("\n")[2].lstrip("\n")


def summary(name: str, lang: str = "en") -> str:
    """The summary in the title line of a command's page, behind the dash."""
    return _page(name, lang).partition("\n")[0].partition(" - ")[2]


def _page(name: str, lang: str) -> str:
    assert __spec__ is not None
    file = f"{name}.md" if lang == "en" else f"{name}.{lang}.md"
    # The loader reads from zips too, and importlib.resources is slow to import.
    data = __spec__.loader.get_data(os.path.join(_FOLDER, file))  # type: ignore[union-attr]
    assert isinstance(data, bytes)
    return data.decode()
