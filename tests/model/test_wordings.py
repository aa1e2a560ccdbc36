import pytest

from cstokb.model.forms import Term, term
from cstokb.model.wordings import Wording, render, wordings

STAFF = term(
    "Объединённый штаб ОДКБ",
    "m | gen Объединённого ~ | dat Объединённому ~ | loc в Объединённом ~ | ~ штабе ОДКБ",
)
FORCES = Term({"": "Войска", "gen": "Войск", "acc": "Войска"}, "pl")
CHARTER = Term({"": "Устав", "gen": "Устава", "prp": "Уставе"}, "m")
MOSCOW = term("Москва", "f | gen Москвы | dat Москве | loc в Москве")
FRANCE = Term({"": "Франция", "acc": "Францию"}, "f")
SUMMIT = Term({"": "саммит в Москве", "ins": "саммитом в Москве"}, "m")
UNKNOWN = Term({"": "Икс"})


def told(template: str, **terms: Term | tuple[Term, ...]) -> str | None:
    slots = {name: one if type(one) is tuple else (one,) for name, one in terms.items()}
    return render(template, slots, "и")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("template", "sentence"),
    [
        ("{subject} вступил в силу", "Устав вступил в силу"),
        ("решение о {subject:prp}", "решение об Уставе"),
        ("{subject} {создан|создана|создано|созданы}[ {where:loc}]", "Устав создан в Москве"),
        ("{subject} {действует|действуют}", "Устав действует"),
        ("Содержание {subject:gen}", "Содержание Устава"),
        ("{where:loc} {принят|принята|принято|приняты} {subject}", "в Москве принят Устав"),
        ("принят[ {value:ins}]", "принят"),
    ],
)
def test_a_sentence_has_its_cases_and_agrees(template: str, sentence: str) -> None:
    assert told(template, subject=CHARTER, where=MOSCOW) == sentence


@pytest.mark.parametrize(
    "template",
    [
        "Автор {subject:ins}",
        "{subject} подписан {value:ins}",
        "{value} {создал|создала|создало|создали} {subject}",
        "принят[ {value:ins}][ {where:gen}]",
    ],
)
def test_there_is_no_sentence_without_a_form_that_it_needs(template: str) -> None:
    assert told(template, subject=UNKNOWN, value=UNKNOWN, where=MOSCOW) is None


def test_words_agree_with_the_first_slot_that_has_no_case() -> None:
    template = "{subject:acc} {подписал|подписала|подписало|подписали} {value}"

    assert told(template, subject=FORCES, value=FRANCE) == "Войска подписала Франция"


def test_several_names_are_joined_and_agree_in_the_plural() -> None:
    template = "{subject} {принят|принята|принято|приняты}"

    assert told(template, subject=(CHARTER, FRANCE)) == "Устав и Франция приняты"
    assert told(template, subject=(CHARTER, FRANCE, MOSCOW)) == "Устав, Франция и Москва приняты"


@pytest.mark.parametrize(("agrees", "word"), [("m", "is"), ("sg", "is"), ("pl", "are"), ("", None)])
def test_of_two_words_one_is_the_plural(agrees: str, word: str | None) -> None:
    one = Term({"": "X"}, agrees)

    assert told("{subject} {is|are}", subject=one) == (word and f"X {word}")


def test_a_place_is_left_out_where_another_name_has_it() -> None:
    template = "принято[ {where:loc}] {value:ins}[ ({where})]"

    assert told(template, value=SUMMIT, where=MOSCOW) == "принято саммитом в Москве"
    renamed = Term({"": "Москва (Moscow)", "prp": "Москве (Moscow)", "loc": "в Москве (Moscow)"})
    assert told(template, value=SUMMIT, where=renamed) == "принято саммитом в Москве"


@pytest.mark.parametrize(
    ("before", "name", "words"),
    [
        ("приехал в ", "Францию", "приехал во Францию"),
        ("приехал в ", "Армению", "приехал в Армению"),
        ("заявил о ", "Армении", "заявил об Армении"),
        ("заявил о ", "России", "заявил о России"),
        ("начал с ", "встречи", "начал со встречи"),
        ("начал с ", "СКБ", "начал с СКБ"),
        ("К ", "второму", "Ко второму"),
        ("К ", "Уставу", "К Уставу"),
        ("весь Минск ", "Франции", "весь Минск Франции"),
    ],
)
def test_a_preposition_sounds_as_the_next_word_wants_it(before: str, name: str, words: str) -> None:
    assert told(f"{before}{{value:gen}}", value=Term({"gen": name})) == words


def test_the_forms_of_a_name_share_an_end() -> None:
    assert STAFF.forms["gen"] == "Объединённого штабе ОДКБ"
    assert STAFF.forms["prp"] == "Объединённом штабе ОДКБ"
    assert (STAFF.forms[""], STAFF.agrees) == ("Объединённый штаб ОДКБ", "m")


def test_a_common_noun_begins_small_inside_a_sentence() -> None:
    assert term("Учение «Рубеж»", "n | gen учения «Рубеж»").forms[""] == "учение «Рубеж»"
    assert term("Совет", "m | gen Совета").forms[""] == "Совет"
    assert term("Сессия, Минск", "f | nom сессия в Минске").forms[""] == "сессия в Минске"


def test_a_name_without_forms_stands_as_it_is() -> None:
    assert term("Rock-X", "") == Term({"": "Rock-X"})


def test_a_wording_says_for_what_it_is_meant() -> None:
    text = "linked now value=body,csto => {subject} in {value}\n\ntext => {subject}: {value}"

    assert wordings(text) == (
        Wording("{subject} in {value}", "linked", "now", frozenset(), frozenset({"body", "csto"})),
        Wording("{subject}: {value}", "text"),
    )


@pytest.mark.parametrize(
    "line",
    [
        "{subject} began",
        "=> {subject}",
        "linked => ",
        "linked later => {subject}",
        "linked place=moscow => {subject}",
        "linked => {object}",
        "linked => {subject:abl}",
        "linked => {subject} {is|are|was}",
    ],
)
def test_what_is_no_wording_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        wordings(line)


@pytest.mark.parametrize("forms", ["x", "f | abl Москвою", "f | Москвы"])
def test_what_is_no_form_is_refused(forms: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        term("Москва", forms)
