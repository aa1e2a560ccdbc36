import pytest

from cstokb.model.article import Article
from cstokb.model.entity import Entity
from cstokb.reading import Lexicon, read
from tests.reading.world import ENTITIES, sentences, vocabulary


def named(*paragraphs: str) -> list[str]:
    """The entities that are named, in order; `?` where several may be."""
    return [
        mention.entity or "?"
        for sentence in sentences(*paragraphs)
        for mention in sentence.mentions
    ]


@pytest.mark.parametrize(
    ("text", "entities"),
    [
        ("В Москве встретились главы Армении и Белоруссии", ["moscow", "armenia", "belarus"]),
        ("Серова поздравил Орлов", ["andrey-serov", "nikolai-orlov"]),
        ("ОДКБ и Коллективными силами оперативного реагирования", ["csto", "crrf"]),
        ("Объединенного штаба ОДКБ", ["joint-staff"]),
    ],
)
def test_a_russian_name_is_known_in_every_case_and_with_either_e(
    text: str, entities: list[str]
) -> None:
    assert named(text) == entities


@pytest.mark.parametrize(
    "text",
    [
        "CSTO Joint Staff",
        "Joint Staff of the CSTO",
        "the CSTO's Joint Staff",
        "Joint Staff of the Collective Security Treaty Organization",
        "Joint Staff of the Collective Security Treaty Organisation",
        "Collective Security Treaty Organization Joint Staff",
        "Объединённый штаб Организации Договора о коллективной безопасности",
    ],
)
def test_a_name_is_the_same_with_its_body_short_or_long_before_or_behind(text: str) -> None:
    assert named(text) == ["joint-staff"]


def test_the_longest_name_counts() -> None:
    assert named("the Chief of the CSTO Joint Staff") == ["joint-staff-chief"]


def test_no_name_reaches_over_a_comma_or_full_stop() -> None:
    assert named("CSTO, Joint Staff. CSTO. Joint Staff") == ["csto", "joint-staff"] * 2


@pytest.mark.parametrize(
    "text",
    [
        "Serov spoke",
        "General Andrey Serov spoke",
        "Серова Андрея Николаевича",
        "Андрей Николаевич Серов",
        "генерал-полковник Серов",
    ],
)
def test_a_person_is_known_by_surname_first_or_last_and_with_a_patronymic(text: str) -> None:
    assert named(text) == ["andrey-serov"]


def test_another_first_name_is_another_person_also_later() -> None:
    assert named("Yesterday Viktor Serov came. Later A. Serov left.") == []
    assert named("Yesterday Andrei Serov came.") == ["andrey-serov"]


@pytest.mark.parametrize("text", ["csto", "armenia", "serov", "the crrf"])
def test_an_abbreviation_needs_its_capitals_and_a_word_its_capital(text: str) -> None:
    assert named(text) == []


def test_words_of_the_language_are_names_in_quotes_or_beside_exercise() -> None:
    assert named("The Search goes on") == []
    assert named('the drill "Search"') == ["search"]
    assert named("Search exercises") == ["search"]
    assert named("учения «Поиск»") == ["search"]
    assert named("Он вышел на Берег") == []
    assert named("на полигоне «Берег»") == ["bereg"]


def test_the_year_of_an_exercise_may_stand_behind_any_dash() -> None:
    assert named("«Поиск-2012», «Поиск – 2012», Search 2012") == ["search-2012"] * 3


def test_a_shorthand_counts_after_the_name() -> None:
    assert named("The Organization met.") == []
    assert named("The CSTO met.", "The Organization's members left.") == ["csto", "csto"]
    assert named("ОДКБ собралась. Организация приняла решение.") == ["csto", "csto"]
    assert named("ОДКБ собралась. Любая организация решает сама.") == ["csto"]


@pytest.mark.parametrize(
    "text",
    [
        "The CSTO met the UN Joint Staff",
        "The CSTO met the Joint Staff of NATO",
        "The CSTO met the Russian joint staff",
    ],
)
def test_a_name_that_leaves_its_body_out_is_not_that_of_another_body(text: str) -> None:
    assert named(text) == ["csto"]


def test_a_body_of_nobody_named_is_not_guessed() -> None:
    assert named("The Joint Staff met.") == []


@pytest.mark.parametrize(
    "text",
    [
        "He lives in Moscow Region today and likes it there",
        "the Belarus Security Council said that it would come",
    ],
)
def test_a_state_or_town_within_a_longer_name_is_none(text: str) -> None:
    assert named(text) == []


def test_one_minister_is_not_the_council_of_ministers() -> None:
    assert named("The CSTO and the Defence Minister") == ["csto"]
    assert named("The CSTO and the defence ministers") == ["csto", "council-of-defence-ministers"]


def test_centre_and_center_defence_and_defense_are_the_same() -> None:
    assert named("the CSTO Council of Defense Ministers") == ["council-of-defence-ministers"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("It was held at the Bereg range in Moscow.", ["Bereg range", "Moscow"]),
        ("Это было на полигоне Горного училища.", ["полигоне Горного училища"]),
        ("Это было на полигоне «Горный».", ["Горный"]),
        ("The Staff (Joint) of the CSTO spoke.", ["CSTO"]),
        ("The Forces (Rapid) spoke.", ["Forces (Rapid)"]),
    ],
)
def test_a_mention_is_the_name_as_a_whole_and_no_more(text: str, words: list[str]) -> None:
    places = Entity(
        "gorny", "place", {"ru": "Полигон Горного училища"}, ("Полигон «Горный»", "Горный")
    )
    forces = Entity("rapid", "force", {"en": "CSTO Forces (Rapid)"}, ("Forces (Rapid)",))
    language = "en" if text.isascii() else "ru"
    reading = read(
        Article("", (text,), language=language),
        Lexicon.of((*ENTITIES, places, forces)),
        vocabulary(),
    )
    assert [m.text for s in reading.sentences for m in s.mentions] == words
