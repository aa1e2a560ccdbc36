"""How far long work has come: a bar on stderr, where somebody watches it."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from cstokb.cli.session import Session

_STEP = 500


@contextmanager
def progress(session: Session, what: str, total: int) -> Iterator[Callable[[], None]]:
    """Call what this gives once for each of `total` pieces of work."""
    if session.settings.quiet or not (sys.stderr and sys.stderr.isatty()):
        yield lambda: None
        return
    # Only a terminal has a bar.
    from rich.console import Console
    from rich.progress import Progress

    done = 0
    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=total)

        def tick() -> None:
            nonlocal done
            done += 1
            # Drawing costs more than the work.
            if done % _STEP == 0:
                bar.update(task, completed=done)

        yield tick
