"""What a person meant who typed in the wrong keyboard layout, or in look-alike letters."""

_QWERTY = "`qwertyuiop[]asdfghjkl;'zxcvbnm,."
_RUSSIAN = "ёйцукенгшщзхъфывапролджэячсмитьбю"
_SHIFTED = str.maketrans('~{}:"<>', "`[];',.")
_TO_RUSSIAN = str.maketrans(_QWERTY, _RUSSIAN)
_TO_LATIN = str.maketrans(_RUSSIAN, _QWERTY)
_LATIN_HOMOGLYPHS = "ABCEHKMOPTXYaceopxy"
_RUSSIAN_HOMOGLYPHS = "АВСЕНКМОРТХУасеорху"
_AS_RUSSIAN = str.maketrans(_LATIN_HOMOGLYPHS, _RUSSIAN_HOMOGLYPHS)
_AS_LATIN = str.maketrans(_RUSSIAN_HOMOGLYPHS, _LATIN_HOMOGLYPHS)


def other_layout(text: str) -> str:
    """What the same keys give in the other layout, QWERTY or ЙЦУКЕН; empty where none does.

    >>> other_layout("j,]tlby`yysq")
    'объединённый'
    """
    lowered = text.lower().translate(_SHIFTED)
    letters = {char for char in lowered if char.isalpha()}
    if letters and letters <= {*_QWERTY}:
        return lowered.translate(_TO_RUSSIAN)
    if letters and letters <= {*_RUSSIAN}:
        return lowered.translate(_TO_LATIN)
    return ""


def homoglyphs(text: str) -> tuple[str, ...]:
    """The text with its letters taken for those of the other script that look the same.

    Only what is all letters of one script afterwards counts: `KCOP` typed in Latin letters
    gives КСОР, `CSTO` whose C is Cyrillic gives CSTO.
    """
    whole = (text.translate(_AS_RUSSIAN), text.translate(_AS_LATIN))
    return tuple(other for other in whole if other != text and _is_of_one_script(other))


def _is_of_one_script(text: str) -> bool:
    latin = {char.isascii() for char in text if char.isalpha()}
    return len(latin) == 1
