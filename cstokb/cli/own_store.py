"""The user's own store as a whole: which it is, and what is said of copies of it."""

from cstokb.cli.prompt import ask
from cstokb.cli.session import Session, layer_path
from cstokb.cli.writing import DRY_RUN
from cstokb.messages import Message
from cstokb.render.page import line, single
from cstokb.store import open_alone
from cstokb.store.protocol import Store
from cstokb.words import in_language

_DONE = {
    "saved": Message("saved {}"),
    "restored": Message("restored {}"),
    "repaired": Message("repaired {}"),
}
"""What was done, and the sentence that says so, with a blank for the target."""


def own_location(session: Session) -> str:
    """The path or URL of the store that writes go to; it need not exist."""
    return session.settings.store or layer_path()


def own_store(session: Session) -> Store:
    """The store that writes go to, alone; a file that is missing or damaged can be replaced."""
    session.note_own_password()
    return open_alone(own_location(session))


def confirm_replacing(session: Session, name: str, *, yes: bool) -> None:
    """Ask on a terminal whether to replace that store, unless `yes`; see `ask`."""
    if session.output.interactive and not yes:
        ask(session.output, Message("Replace {}?", name))


def write_done(
    session: Session, done: str, source: str, target: str, *, dry_run: bool = False
) -> None:
    """Answer what was done, with the two files or URLs."""
    item = {"done": done, "from": source, "to": target}
    sentence = Message(_DONE[done].template, target)
    session.write(single(item, line(in_language(sentence, session.lang))))
    if dry_run:
        session.output.note(DRY_RUN)
