"""The manual pages beside the commands: help text, reference and executed examples."""

import os

_FOLDER = os.path.dirname(os.path.abspath(__file__))


def manual(name: str) -> str:
    """The page of a command, without its title line."""
    return _page(name).partition("\n")[2].lstrip("\n")


def summary(name: str) -> str:
    """The summary in the title line of a command's page, behind the dash."""
    return _page(name).partition("\n")[0].partition(" - ")[2]


def _page(name: str) -> str:
    assert __spec__ is not None
    # The loader reads from zips too, and importlib.resources is slow to import.
    data = __spec__.loader.get_data(os.path.join(_FOLDER, f"{name}.md"))  # type: ignore[union-attr]
    assert isinstance(data, bytes)
    return data.decode()
