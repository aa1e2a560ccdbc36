from datetime import date

import pytest

from tests.reading.world import drafts, in_words, sentences, stated

CREATED = (
    "On 28 April 2003, in Dushanbe, the Collective Security Council of the CSTO, worried by the "
    "need for a staff, decided to create the CSTO Joint Staff."
)
LIST = "Armenia, Belarus and Russia"


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (
            CREATED,
            ["joint-staff created-by collective-security-council 2003-04-28 dushanbe"],
        ),
        (
            "Учение «Рубеж-2012» прошло 3-5 июня 2012 года на полигоне «Берег».",
            ["rubezh-2012 held 2012-06-03/2012-06-05 bereg"],
        ),
        (
            "Начальником Объединённого штаба ОДКБ 5 мая 2012 года назначен генерал Андрей Серов.",
            ["andrey-serov appointed-as joint-staff-chief 2012-05-05"],
        ),
        (
            "Nikolai Orlov was relieved from the post of CSTO Secretary General on 2 May 2012.",
            ["nikolai-orlov left-office-as secretary-general 2012-05-02"],
        ),
        (
            "The Collective Security Treaty was signed on 15 May 1992.",
            ["collective-security-treaty was-signed 1992-05-15"],
        ),
        (
            "A meeting of the CSTO Council of Defence Ministers was held on 5 May 2012 in Moscow.",
            ["council-of-defence-ministers convened a meeting 2012-05-05 moscow"],
        ),
        (
            "In all, more than 1,500 servicemen take part in the exercise Rubezh-2012.",
            ["rubezh-2012 strength 1500"],
        ),
        (
            "В учении «Рубеж-2012» задействованы около 1 тысячи 200 военнослужащих.",
            ["rubezh-2012 strength 1200"],
        ),
        (
            "5 мая 2012 года Андрей Серов был переизбран Генеральным секретарём ОДКБ.",
            ["andrey-serov reappointed-as secretary-general 2012-05-05"],
        ),
    ],
)
def test_a_trigger_states_a_fact_with_its_time_and_place(text: str, facts: list[str]) -> None:
    assert stated(text) == facts


def test_each_of_several_subjects_side_by_side_gets_a_fact() -> None:
    assert stated(f"{LIST} signed the Collective Security Treaty on 15 May 1992.") == [
        f"{state} signed collective-security-treaty 1992-05-15"
        for state in ("armenia", "belarus", "russia")
    ]


def test_a_relative_clause_is_about_what_stands_before_it() -> None:
    text = f"It rests on the Collective Security Treaty, which {LIST} signed on 15 May 1992."
    assert len(stated(text)) == 3


def test_the_members_may_be_named_in_the_trigger() -> None:
    assert len(stated(f"The CSTO member states are {LIST}.")) == 3


def test_a_list_behind_the_trigger_took_part_in_the_event_before_it() -> None:
    first = "Учение «Рубеж-2012» прошло 3 июня 2012 года."
    then = "В учении под началом генерала из Казахстана приняли участие войска Армении и России."
    assert stated(first, then)[1:] == [
        f"{state} took-part-in rubezh-2012" for state in ("armenia", "russia")
    ]


def test_who_comes_to_a_ceremony_does_not_take_part() -> None:
    text = "В церемонии закрытия учения «Рубеж-2012» приняли участие гости из Армении."
    assert stated(text) == []


def test_a_meeting_is_of_the_body_that_follows_upon_the_word() -> None:
    assert stated("3 мая 2012 года началось заседание коллегии музеев ОДКБ.") == []


def test_a_passive_with_by_turns_the_sides() -> None:
    text = f"The Collective Security Treaty was signed on 15 May 1992 by {LIST}."
    assert "armenia signed collective-security-treaty 1992-05-15" in stated(text)
    assert len(stated(text)) == 4


def test_a_list_in_the_present_is_attested_on_the_day_of_publication() -> None:
    text = f"The CSTO, established in 2002, includes {LIST}."
    assert stated(text) == [
        f"{state} member-of csto 2012-12-19" for state in ("armenia", "belarus", "russia")
    ]
    assert [draft.how for draft in drafts(text)] == ["published"] * 3


def test_a_date_of_another_clause_or_behind_another_verb_is_not_taken() -> None:
    assert stated("ОДКБ создана на основе договора, подписанного 15 мая 1992 года.") == []
    assert stated("The CSTO was set up under a treaty signed in Moscow on 15 May 1992.") == []


def test_a_date_that_opens_the_sentence_holds_for_it() -> None:
    text = "On 5 May 2012, after long talks in the capital, the exercise Rubezh-2012 was held."
    assert stated(text) == ["rubezh-2012 held 2012-05-05"]


def test_a_year_that_is_planned_for_is_not_when_something_happened() -> None:
    text = "На заседании Совета министров обороны ОДКБ утверждён план на 2013 год."
    assert stated(text) == []


def test_what_is_still_to_come_is_planned() -> None:
    assert stated("Учение «Рубеж-2012» пройдёт 3-5 июня 2013 года.") == [
        "rubezh-2012 planned 2013-06-03/2013-06-05"
    ]
    assert stated("The exercise Rubezh-2012 is held on 3-5 June 2013.") == [
        "rubezh-2012 planned 2013-06-03/2013-06-05"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Armenia did not sign the Collective Security Treaty in 1992.",
        "Armenia refused to take part in the exercise Rubezh-2012.",
        "Armenia may have joined the CSTO in 2002.",
        "Armenia requested to suspend its membership in the CSTO.",
        "Армения не подписала Договор о коллективной безопасности 15 мая 1992 года.",
        "If Armenia joined the CSTO in 2002, it would help.",
    ],
)
def test_what_is_denied_doubted_or_asked_for_is_not_stated(text: str) -> None:
    assert stated(text) == []


def test_another_document_between_verb_and_treaty_is_the_object() -> None:
    text = f"On 2 April 1999, {LIST} signed a protocol prolonging the Collective Security Treaty."
    assert stated(text) == []


def test_a_plural_of_states_is_not_the_body() -> None:
    assert stated("CSTO member states take part in the exercise Rubezh-2012.") == []


def test_the_larger_exercise_holds_the_smaller() -> None:
    text = "The exercise Search-2012 is conducted as part of the training Rubezh-2012 in Russia."
    assert stated(text) == ["search-2012 part-of rubezh-2012"]


class TestPosts:
    @pytest.mark.parametrize(
        "text",
        [
            "Andrey Serov, Chief of the CSTO Joint Staff, spoke.",
            "Chief of the CSTO Joint Staff Colonel General Andrey Serov spoke.",
            "начальник Объединённого штаба ОДКБ генерал-полковник Андрей Серов выступил",
            "Head of the CSTO Joint Staff Andrey Serov spoke.",
        ],
    )
    def test_a_person_beside_a_post_holds_it_on_the_day_of_publication(self, text: str) -> None:
        assert stated(text) == ["andrey-serov headed joint-staff 2012-12-19"]

    def test_or_on_the_day_that_the_sentence_names(self) -> None:
        text = "On 5 May 2012 the CSTO Secretary General Nikolai Orlov came to Moscow."
        assert stated(text) == ["nikolai-orlov served-as secretary-general 2012-05-05"]

    def test_who_is_acting_does_not_hold_it(self) -> None:
        assert stated("Acting CSTO Secretary General Nikolai Orlov spoke.") == [
            "nikolai-orlov acted-as secretary-general 2012-12-19"
        ]

    @pytest.mark.parametrize("word", ["former", "new", "deputy", "adviser to the"])
    def test_nor_does_who_was_or_is_near_it(self, word: str) -> None:
        assert stated(f"The {word} CSTO Secretary General Nikolai Orlov spoke.") == []

    def test_the_person_behind_the_post_counts_before_the_one_in_front(self) -> None:
        text = "Andrey Serov, CSTO Secretary General Nikolai Orlov and others came."
        assert stated(text) == ["nikolai-orlov served-as secretary-general 2012-12-19"]

    def test_a_post_before_an_unknown_name_is_not_held_by_who_stands_before_it(self) -> None:
        text = "General Andrey Serov, CSTO Secretary General Pyotr Lunin and others came."
        assert stated(text) == []

    def test_this_post_is_the_one_spoken_of_last(self) -> None:
        assert stated(
            "Избран новый Генеральный секретарь ОДКБ.",
            "С 2003 года этот пост занимал Николай Орлов.",
        ) == ["nikolai-orlov served-as secretary-general 2003/.."]

    def test_who_holds_it_is_drafted_once(self) -> None:
        text = "CSTO Secretary General Nikolai Orlov spoke."
        assert len(stated(text, text, text)) == 1


class TestFocus:
    def test_the_exercise_is_the_one_named_last(self) -> None:
        facts = stated("The exercise Rubezh-2012 began.", f"{LIST} take part in the exercise.")
        assert facts == [
            f"{state} took-part-in rubezh-2012" for state in ("armenia", "belarus", "russia")
        ]

    def test_of_several_none_is_meant(self) -> None:
        first = "The exercises Rubezh-2012 and Search-2012 began."
        assert stated(first, f"{LIST} take part in the exercise.") == []


def test_a_fact_without_a_time_gives_way_to_the_same_with_one() -> None:
    dated = "В учении «Рубеж-2012», проходящем с 3 по 5 июня 2012 года, участвуют войска Армении."
    undated = "В учении «Рубеж-2012» участвуют войска Армении."
    time = "2012-06-03/2012-06-05"
    assert stated(undated, dated) == [
        f"rubezh-2012 held {time}",
        f"armenia took-part-in rubezh-2012 {time}",
    ]


def test_without_a_day_of_publication_complete_dates_are_drafted() -> None:
    texts = (
        "The exercise Rubezh-2012 was held on 5 May 2012.",
        "The exercise Search-2012 was held on 6 May.",
    )
    assert list(map(in_words, drafts(*texts, published=None))) == ["rubezh-2012 held 2012-05-05"]


def test_how_a_time_was_got_is_kept() -> None:
    text = "The exercise Rubezh-2012 was held on {}."
    for words, how in (("5 May 2012", "said"), ("5 November", "year"), ("Monday", "relative")):
        (draft,) = drafts(text.format(words))
        assert draft.how == how
        assert draft.dated is not None
        assert words in draft.dated.text


def test_the_place_and_day_of_the_report_state_nothing() -> None:
    (opening, report) = sentences(
        "MOSCOW, December 19. /AGENCY/. The exercise Rubezh-2012 was held."
    )
    assert opening.number == 0
    assert str(opening.dates[0].when) == "2012-12-19"
    assert report.drafts == ()


def test_the_first_and_last_day_of_the_calendar_do_no_harm() -> None:
    for day in (date.min, date.max):
        drafts("The exercise Rubezh-2012 was held on 5 May and on Monday.", published=day)
