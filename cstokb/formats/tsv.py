"""The same table as CSV, its cells separated by TABs."""

from collections.abc import Iterable, Iterator

from cstokb.formats import csv
from cstokb.model.fact import Fact
from cstokb.model.knowledge import Knowledge


def export(knowledge: Knowledge) -> Iterator[str]:
    """All facts; see `export_facts`."""
    return export_facts(knowledge.facts())


def export_facts(facts: Iterable[Fact]) -> Iterator[str]:
    """The header, then the rows, as `cstokb.formats.csv.export_facts` has them."""
    return csv.export_facts(facts, "\t")
