"""How far long work has come: a bar on stderr if that is a terminal."""

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

from cstokb.cli.session import Session
from cstokb.messages import Message
from cstokb.words import in_language

_STEP = 500
"""So many pieces of work from one drawing to the next: drawing costs more than the work."""


@contextmanager
def progress(session: Session, what: Message, total: int) -> Iterator[Callable[[], None]]:
    """Call what this gives once for each of `total` pieces of work."""
    if session.settings.quiet or not (sys.stderr and sys.stderr.isatty()):
        yield lambda: None
        return
    # lazy: 60 ms
    from rich.console import Console
    from rich.progress import Progress

    with ExitStack() as drawing:
        bar = Progress(console=Console(stderr=True), transient=True)
        task = bar.add_task(in_language(what, session.lang), total=total)
        done = 0

        def tick() -> None:
            nonlocal done
            if done == 0:
                drawing.enter_context(bar)
            done += 1
            if done % _STEP == 0:
                bar.update(task, completed=done)

        yield tick
