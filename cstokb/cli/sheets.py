"""`SheetReader`: articles read with the names and the vocabulary of a store."""

from cstokb.cli.session import Session
from cstokb.model.article import Article
from cstokb.model.moment import Moment
from cstokb.reading import Lexicon, Vocabulary, read
from cstokb.reports.drafts import Sheet, sheet_of, source_of
from cstokb.reports.known import Known


class SheetReader:
    """Reads articles, one after the other; the names of the store are collected once."""

    def __init__(self, session: Session) -> None:
        knowledge = session.knowledge
        self._known = Known(knowledge)
        self._today = Moment.of(session.today)
        self.lexicon = Lexicon.of(knowledge.entities())
        self.vocabulary = Vocabulary.of(knowledge.predicates())

    def sheet(self, article: Article, known_as: str = "") -> Sheet:
        """The sheet of the article against what the store knows; it may be `known_as` a source."""
        reading = read(article, self.lexicon, self.vocabulary)
        source, before = source_of(self._known, article, self._today, known_as)
        return sheet_of(self._known, reading, source, read_before=before)
