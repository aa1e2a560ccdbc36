"""What was read and rejected before, in a file beside the user's own facts."""

import json
import os
from typing import NamedTuple

from cstokb.cli.output import write_file
from cstokb.cli.session import layer_path
from cstokb.errors import Rejected, refused_by_system
from cstokb.model.escaping import json_text

NAME = "reading.json"
SCHEMA = 1


class Memory(NamedTuple):
    """The sources that texts were read as, by digest; rejected facts by source."""

    articles: dict[str, str]
    rejected: dict[str, list[str]]

    @classmethod
    def load(cls) -> "Memory":
        """What the file says, or nothing; raise `Rejected` for a file that is no memory."""
        path = memory_path()
        try:
            with open(path, encoding="utf-8") as file:
                document = json.load(file)
        except FileNotFoundError:
            return cls({}, {})
        except OSError as error:
            raise refused_by_system(path, error) from None
        except (ValueError, RecursionError):
            raise _not_ours(path) from None
        if not isinstance(document, dict) or document.get("schema") != SCHEMA:
            raise _not_ours(path)
        articles, rejected = document.get("articles"), document.get("rejected")
        if not isinstance(articles, dict) or not isinstance(rejected, dict):
            raise _not_ours(path)
        lists = {id: facts for id, facts in rejected.items() if isinstance(facts, list)}
        return cls(articles, lists)

    def rejected_of(self, source: str) -> frozenset[str]:
        """The ids of the facts of that source that were rejected."""
        return frozenset(map(str, self.rejected.get(source, ())))

    def save(self, digest: str, source: str, rejected: frozenset[str]) -> None:
        """Remember the text as that source, and what was rejected of it, if anything is new."""
        before = self.rejected_of(source)
        if self.articles.get(digest) == source and rejected <= before:
            return
        self.articles[digest] = source
        if rejected:
            self.rejected[source] = sorted(before | rejected)
        path = memory_path()
        try:
            os.makedirs(os.path.dirname(path), exist_ok=True)
        except OSError as error:
            raise refused_by_system(path, error) from None
        document = {"schema": SCHEMA, "articles": self.articles, "rejected": self.rejected}
        write_file(path, [json_text(document, indent=1), "\n"])


def memory_path() -> str:
    """Where the memory is."""
    return os.path.join(os.path.dirname(layer_path()), NAME)


def _not_ours(path: str) -> Rejected:
    return Rejected("{} is no memory of articles", path, hint="move it away")
