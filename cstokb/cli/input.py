"""Reading what a command is given: a file, or stdin."""

import os
import stat
import sys

from cstokb.errors import SystemRefused, UnknownName, refused_by_system


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
                raise SystemRefused("{} is not a regular file", file)
            return stream.read(most + 1)
    except FileNotFoundError:
        raise UnknownName("file", file) from None
    except OSError as error:
        raise refused_by_system(file, error) from None
