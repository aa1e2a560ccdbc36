"""The one gateway for every file that we make.

A new file is written beside its place, under a name of ours (`.NAME.cstokb-….tmp`), synced,
and given its name in one step. What is no regular file (a device, a FIFO, the stdout of the
process) is written into and never replaced; a symbolic link is followed, and stays.
"""

import errno
import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import BinaryIO

from cstokb.errors import Rejected, SystemRefused

_TOKEN_BYTES = 8
_MAX_STEM_BYTES = 180
_STREAMS = ("/dev/", "/proc/")
_BLOCK = 1 << 20
_EXCLUSIVE = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)

_made: dict[str, int] = {}
"""What is to go when this process ends: its path, and the process that made it."""


def write(path: str, pieces: Iterable[bytes]) -> None:
    """Write a file whole or not at all; raise OSError or `SystemRefused`.

    A new one is as open as the umask leaves it. One that is there keeps its mode, group and
    owner, each if the system allows it.
    """
    if regular_target(path) is None:
        _write_into(path, pieces)
        return
    with replacing(path) as made, open(made, "r+b") as file:
        file.writelines(pieces)


@contextmanager
def replacing(path: str, *, mode: int | None = None, keep: str = "") -> Iterator[str]:
    """The path of an empty file to fill, which then takes the place of what `path` names.

    The old file gets the name `keep`, if one is given. Raise OSError, or `SystemRefused` where
    the file is read-only; all is then as it was.
    """
    target = regular_target(path)
    if target is None:
        with scratch_folder() as folder:
            filled = os.path.join(folder, "made")
            with open(filled, "xb"):
                yield filled
            with open(filled, "rb") as file:
                _write_into(path, iter(lambda: file.read(_BLOCK), b""))
        return
    exists = os.path.exists(target)
    if exists and not os.access(target, os.W_OK):
        raise SystemRefused("{} is read-only", path, hint="nothing was changed")
    first_mode = 0o600 if exists else 0o666
    with _temporary(target, first_mode if mode is None else mode) as (made, handle):
        yield made
        if exists and mode is None:
            _copy_rights(made, target)
        _seal(handle)
        if exists and keep:
            _keep_old(target, keep)
        os.replace(made, target)
    sync_folder(os.path.dirname(target))


@contextmanager
def creating(path: str, name: str) -> Iterator[str]:
    """The path of an empty file to fill, which then gets a name that nothing has yet.

    Raise `Rejected` if something has it, which is called `name` there, and OSError.
    """
    taken = Rejected("{} exists already", name, hint="nothing was changed")
    if os.path.lexists(path):
        raise taken
    with _temporary(os.path.abspath(path), 0o666) as (made, handle):
        yield made
        _seal(handle)
        try:
            os.link(made, path)
        except FileExistsError:
            raise taken from None
        except OSError:
            # A file system without hard links.
            if os.path.lexists(path):
                raise taken from None
            os.rename(made, path)
    sync_folder(os.path.dirname(os.path.abspath(path)))


@contextmanager
def scratch_folder() -> Iterator[str]:
    """A folder for files that nobody keeps; open to this user alone."""
    # lazy: 4 ms
    import tempfile

    with tempfile.TemporaryDirectory(prefix="cstokb-") as folder:
        _remove_on_signals(folder)
        try:
            yield folder
        finally:
            _made.pop(folder, None)


def open_empty(path: str) -> BinaryIO:
    """A new file, or one that is there and empty, to be filled; raise OSError."""
    with suppress(FileExistsError):
        return open(path, "x+b")
    if os.stat(path).st_size:
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), path)
    return open(path, "r+b")


def make_folder(folder: str, *, private: bool = False) -> None:
    """Make a folder and those above it; nobody else may enter a `private` one. Raise OSError."""
    os.makedirs(folder, mode=0o700 if private else 0o777, exist_ok=True)


def open_lock(path: str, beside: str) -> None:
    """Make the lock file that guards the file `beside`, for whoever may write that; OSError.

    It belongs to the same group, which may write it whatever the umask says.
    """
    with suppress(FileExistsError):
        os.close(os.open(path, _EXCLUSIVE, 0o660))
    lock = os.lstat(path)
    if not hasattr(os, "chown") or not stat.S_ISREG(lock.st_mode) or lock.st_uid != os.geteuid():
        return
    model = os.stat(beside if os.path.exists(beside) else os.path.dirname(beside))
    mode = 0o606 if model.st_mode & stat.S_IWOTH else 0o600
    if _set_group(path, model.st_gid):
        mode |= 0o060
    if stat.S_IMODE(lock.st_mode) != mode:
        os.chmod(path, mode)


def regular_target(path: str) -> str | None:
    """The real path of the regular file that the path names or would name.

    None for what is none and can be written into. Raise OSError or `SystemRefused`.
    """
    try:
        status = os.stat(path)
    except FileNotFoundError:
        return os.path.realpath(path)
    if stat.S_ISDIR(status.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), path)
    if stat.S_ISBLK(status.st_mode) or stat.S_ISSOCK(status.st_mode):
        raise SystemRefused("{} is not a regular file", path)
    # /dev/stdout may be a regular file, which whoever opened it may want to append to.
    is_stream = not stat.S_ISREG(status.st_mode) or os.path.abspath(path).startswith(_STREAMS)
    return None if is_stream else os.path.realpath(path)


def sync_folder(folder: str) -> None:
    """Make the rename last through a power cut, where the system knows how."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def sweep(target: str) -> None:
    """Remove what killed makers of the file left beside it, and nothing else."""
    folder, prefix = os.path.split(_prefix(target))
    with suppress(OSError):
        for entry in os.listdir(folder):
            token = entry.removeprefix(prefix).removesuffix(".tmp")
            if entry == f"{prefix}{token}.tmp" and _is_token(token):
                _remove_abandoned(os.path.join(folder, entry))


@contextmanager
def _temporary(target: str, mode: int) -> Iterator[tuple[str, int]]:
    """A new file beside the target, and a handle whose lock says that its maker is alive."""
    sweep(target)
    while True:
        made = f"{_prefix(target)}{os.urandom(_TOKEN_BYTES).hex()}.tmp"
        _remove_on_signals(made)
        try:
            handle = os.open(made, _EXCLUSIVE, mode)
        except OSError:
            del _made[made]
            raise
        # Somebody who sweeps may have come before the lock.
        if _locked(handle) and os.fstat(handle).st_nlink:
            break
        os.close(handle)
    try:
        yield made, handle
    finally:
        _remove(made)
        _made.pop(made, None)
        with suppress(OSError):
            os.close(handle)


def _seal(handle: int) -> None:
    os.fsync(handle)
    if os.name == "nt":
        # There an open file cannot be renamed.
        os.close(handle)


def _keep_old(target: str, keep: str) -> None:
    """Give the present file the other name as well, in one step."""
    link = f"{_prefix(target)}{os.urandom(_TOKEN_BYTES).hex()}.tmp"
    _remove_on_signals(link)
    try:
        try:
            os.link(target, link)
        except OSError:
            # A file system without hard links: a copy is as good, only slower.
            import shutil

            shutil.copy2(target, link)
        os.replace(link, keep)
    finally:
        # It stays where replacing fails, and where `keep` was this very file already.
        _remove(link)
        _made.pop(link, None)


def _copy_rights(made: str, target: str) -> None:
    """Give it the group, owner and mode of the target, each if the system allows it.

    Where the group cannot be kept, another one gets no more rights than everybody has.
    """
    model = os.stat(target)
    mode = stat.S_IMODE(model.st_mode) & 0o777
    if not _set_group(made, model.st_gid):
        mode = (mode & ~0o070) | (mode & (mode << 3) & 0o070)
    if hasattr(os, "chown"):
        with suppress(PermissionError):
            os.chown(made, model.st_uid, -1)
    os.chmod(made, mode)


def _set_group(path: str, group: int) -> bool:
    """Whether it belongs to that group now."""
    if not hasattr(os, "chown"):
        return True
    if os.stat(path).st_gid != group:
        try:
            os.chown(path, -1, group)
        except PermissionError:
            return False
    return True


def _write_into(path: str, pieces: Iterable[bytes]) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_APPEND | getattr(os, "O_NOCTTY", 0))
    with open(handle, "wb") as file:
        file.writelines(pieces)


def _prefix(target: str) -> str:
    """How the paths of temporary files for the target begin; a long name is cut."""
    folder, name = os.path.split(target)
    stem = os.fsdecode(os.fsencode(name)[:_MAX_STEM_BYTES])
    return os.path.join(folder, f".{stem}.cstokb-")


def _is_token(text: str) -> bool:
    return len(text) == 2 * _TOKEN_BYTES and not text.strip("0123456789abcdef")


def _remove_abandoned(path: str) -> None:
    """Remove a regular file that no maker holds locked."""
    if not stat.S_ISREG(os.lstat(path).st_mode):
        return
    with suppress(OSError):
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
        try:
            if _locked(handle):
                _remove(path)
        finally:
            os.close(handle)


def _locked(handle: int) -> bool:
    """Whether this process holds the lock of the open file now; so it is where there are none."""
    try:
        import fcntl
    except ImportError:
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        # A file system without locks.
        return True
    return True


def _remove(path: str) -> None:
    """Remove a file that we made, and the journal of one that SQLite was making."""
    for each in (f"{path}-journal", path):
        with suppress(OSError):
            os.unlink(each)


def _remove_on_signals(path: str) -> None:
    """Let what will be at the path go with this process, if it is told to end (TERM, HUP)."""
    # lazy: 1 ms
    import signal

    _made[path] = os.getpid()
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        # A thread may set no handlers, and who ignores a signal goes on.
        if number and signal.getsignal(number) is signal.SIG_DFL:
            with suppress(ValueError):
                signal.signal(number, _leave)


def _leave(number: int, _: object) -> None:
    """Remove what this process was making, and end as if the signal had not been caught."""
    import shutil
    import signal

    for path, process in list(_made.items()):
        if process == os.getpid():
            shutil.rmtree(path, ignore_errors=True) if os.path.isdir(path) else _remove(path)
    signal.signal(number, signal.SIG_DFL)
    os.kill(os.getpid(), number)
