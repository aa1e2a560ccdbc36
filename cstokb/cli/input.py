"""Reading what a command is given: a file, or stdin."""

import os
import stat
import sys
from typing import Final

from cstokb.errors import SystemRefused, UnknownName, refused_by_system
from cstokb.messages import Message

_MOST_NAMES: Final = 10_000
"""So many names of a folder are compared."""


def read_input(file: str, most: int) -> bytes:
    """The bytes of a regular file, or of stdin for `-`, and one more than `most` if there are.

    Raise `UnknownName` for no file, `SystemRefused` for one that cannot be read.
    """
    if file == "-":
        if sys.stdin is None:
            raise SystemRefused("stdin is closed")
        return sys.stdin.buffer.read(most + 1)
    try:
        handle = os.open(file, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
        with open(handle, "rb") as stream:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                hint = "what a pipe gives is read as -"
                raise SystemRefused("{} is not a regular file", file, hint=hint)
            return stream.read(most + 1)
    except FileNotFoundError:
        raise no_file(file) from None
    except OSError as error:
        raise refused_by_system(file, error) from None


def no_file(file: str) -> UnknownName:
    """The error with the names in that folder that are nearest."""
    # lazy: 2 ms; only errors need it
    from cstokb.model.names import nearest

    folder, name = os.path.split(file)
    try:
        names = os.listdir(folder or ".")[:_MOST_NAMES]
    except OSError:
        names = []
    near = tuple(os.path.join(folder, each) for each in nearest(name, names))
    error = UnknownName("file", file, near)
    if not near:
        error.advice = Message("give the path of a file, or - for stdin")
    return error
