"""Fields of a file laid over a known record: what is left out stays, also within words."""

from collections.abc import Iterator, Mapping
from typing import Any

from cstokb.messages import Message
from cstokb.model.dates_in_words import LANGUAGES
from cstokb.model.fact import Fact
from cstokb.model.fields import BadRecord
from cstokb.model.names import nearest
from cstokb.model.record import CODECS, Noun, from_row, table_of, to_row
from cstokb.model.source import Citation

_MOST_LETTERS = 200


def check_keys(table: str, fields: Mapping[str, Any]) -> None:
    """Raise `BadRecord` for a field, or a language of words, that no record has."""
    known = CODECS[table].parts.keys
    for key, part in fields.items():
        if key not in known:
            raise BadRecord(_unknown("field", key, known))
        for lang in part if isinstance(part, dict) else ():
            if lang not in LANGUAGES:
                raise BadRecord(Message("{}: {}", key, _unknown("language", lang, LANGUAGES)))


def basis_fields(table: str, basis: Any) -> Mapping[str, Any]:
    """The basis of a change, read as strictly as records are; raise `BadRecord`."""
    if not isinstance(basis, dict):
        raise BadRecord(Message("{} is not an object", "before"))
    check_keys(table, basis)
    return basis


def overlaid(before: Noun, fields: Mapping[str, Any], *, exact: bool = False) -> Any:
    """The known noun with those fields; raise `BadRecord`.

    A fact gains the citations that it lacks, or has those alone that are stated if `exact`.
    """
    row = to_row(before)
    for key, part in fields.items():
        words = isinstance(part, dict) and isinstance(row[key], dict)
        row[key] = {**row[key], **part} if words else part
    del row["id"]
    noun: Any = from_row(table_of(before), before.id, row)
    if isinstance(before, Fact) and not (exact and "citations" in fields):
        noun = noun._replace(citations=(*before.citations, *_gained(before, noun)))
    return noun


def _gained(before: Fact, stated: Fact) -> Iterator[Citation]:
    """The citations that the fact lacks; one that says less than one it has is none of them."""
    for new in dict.fromkeys(stated.citations):
        if not any(_covers(known, new) for known in before.citations):
            yield new


def _covers(known: Citation, new: Citation) -> bool:
    pairs = zip(known, new, strict=True)
    return all(stated in ("", has) for has, stated in pairs)


def side_by_side(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Message]:
    """Two lines for each field that differs: what is known, and what the file says."""
    for key in before:
        parts = [
            row[key] if isinstance(row[key], dict) else {"": row[key]} for row in (before, after)
        ]
        for lang in dict.fromkeys((*parts[0], *parts[1])):
            old, new = (part.get(lang) for part in parts)
            if old != new:
                name = f"{key}.{lang}" if lang else key
                yield Message("{}  here: {}", name, _shown(old))
                yield Message("{}  file: {}", " " * len(name), _shown(new))


def _shown(value: Any) -> str:
    """The value as text, cut where it is long; a dash for none."""
    if isinstance(value, list | tuple):
        return _shown("; ".join(map(_shown, value)))
    if isinstance(value, dict):
        return _shown(" ".join(str(part) for part in value.values() if part))
    text = "–" if value in (None, "") else str(value).replace("\n", " ")
    return text if len(text) <= _MOST_LETTERS else f"{text[:_MOST_LETTERS]}…"


def _unknown(what: str, key: object, known: tuple[str, ...]) -> Message:
    near = nearest(str(key), known)
    hint = Message("did you mean: {}?", ", ".join(near)) if near else ", ".join(known)
    return Message('unknown {} "{}"; {}', Message(what), key, hint)
