"""What the program says on its pages, in English and in Russian."""

from cstokb.messages import plural
from cstokb.model.dates_in_words import ordinal
from cstokb.reports.years import Age

_STRINGS = {
    "en": {
        "sources": "Sources",
        "kinds": "Kinds",
        "predicates": "Predicates",
        "exit_codes": "Exit codes",
        "attested": "attested, start and end not recorded",
        "age": "age",
        "lasted": "lasted",
        "next": "next",
        "ended": "ended",
        "anniversary": "{} anniversary",
        "today": "today",
        "in_days": "in {} {}",
        "days": "day days",
        "years": "year years",
        "months": "month months",
        "less_than_day": "less than a day",
        "not_yet": "not yet",
        "is_that_day": "the {} anniversary is that day",
        "that_month": "the {} anniversary is in that month",
        "that_year": "the {} anniversary is in that year",
        "began_before": "Began before, and lasted",
        "latest": "latest",
        "here": "took place here",
        "before": "before: {}",
        "and_more": "{} and {} more",
        "recorded": "recorded {}",
        "more": "more",
        "no_facts": "nothing is recorded about it yet",
        "nothing_of_it": "nothing of what was asked",
        "facts": "fact facts",
        "disagreements": "disagreement disagreements",
        "sources_of": "source sources",
        "low": "low confidence",
        "disputed": "a rival is preferred",
        "rank_preferred": "sources disagree, this one is preferred",
        "rank_normal": "sources disagree",
        "rank_deprecated": "sources disagree, this one is not believed",
        "old": "{} old",
        "that_day": "On {}",
        "any_year": "On {}, of any year",
        "other_years": "Also on {}, in other years",
        "perhaps": "Day not known, may be then",
        "surely": "surely",
        "possibly": "possibly",
        "no": "no",
        "unrecorded": "not recorded",
        "not_recorded_between": "not recorded between {} and {}",
        "not_recorded_since": "not recorded since {}",
        "not_recorded_before": "not recorded before {}",
        "not_recorded": "not recorded",
        "would_fill": "{}; accounts not preferred: {}",
        "series_terms": "terms",
        "series_meetings": "meetings and trainings by year",
        "series_figures": "figures by year",
        "series_editions": "editions by year",
        "series_amendments": "amendments",
        "series_ratifications": "ratifications",
        "nothing": "nothing recorded",
        "nobody": "Nobody is on record",
        "because_undated": "its time is not recorded",
        "because_attested": "attested {}",
        "because_not-attested-then": "attested {} only; start and end not recorded",
        "because_before": "before it began: {}",
        "because_after": "after it ended: {}",
        "because_within": "within {}",
        "because_part": "for a part of it: {}",
        "because_start-vague": "its start is not known to the day: {}",
        "because_end-vague": "its end is not known to the day: {}",
        "because_happened": "since {}",
        "because_not-yet": "not before {}",
        "because_timeless": "holds at any time",
        "because_not-in-life": "one of both did not exist then: {}",
        "because_too-far": "too far from {} to tell",
        "about": ": dated, cited facts on the Collective Security Treaty Organization",
        "holds": "{} entities, {} facts, {} sources, all offline",
        "coming": "Coming anniversaries",
        "try": "Try",
        "try_show": "all that is known of one thing, by id or by any name",
        "try_timeline": "what happened, in order of time",
        "try_anniversary": "what happened that day, how old it is, when it comes round",
        "try_search": "find things, in either script, typing errors forgiven",
        "try_help": "all commands",
        "shape_event": "event",
        "shape_state": "state",
        "shape_plain": "plain",
        "paragraph": "para",
        "decade": "{}s",
        "article": "Article",
        "left_to_you": "left to you: {}",
        "sentences": "sentence sentences",
        "no_day": "day of publication not known",
        "day_option": "day as given",
        "day_json-ld": "day from its data",
        "day_meta": "day from its head",
        "day_time": "day from its time stamp",
        "day_address": "day from its address",
        "day_text": "day from the text",
        "read_before": "read before as {}",
        "read_new": "new, as {}",
        "how_year": "year supplied",
        "how_relative": "counted from publication",
        "how_published": "day of publication",
        "state_new": "new",
        "state_known": "known, gains this citation: {}",
        "state_cited": "known, cited from here already: {}",
        "state_conflict": "contradicts what is known",
    },
    "ru": {
        "sources": "Источники",
        "kinds": "Виды",
        "predicates": "Свойства",
        "exit_codes": "Коды завершения",
        "attested": "засвидетельствовано; начало и конец не указаны",
        "age": "возраст",
        "lasted": "длительность",
        "next": "следующая дата",
        "ended": "завершено",
        "anniversary": "{} годовщина",
        "today": "сегодня",
        "in_days": "через {} {}",
        "days": "день дня дней",
        "years": "год года лет",
        "months": "месяц месяца месяцев",
        "less_than_day": "менее суток",
        "not_yet": "ещё не было",
        "is_that_day": "{} годовщина приходится на этот день",
        "that_month": "{} годовщина приходится на этот месяц",
        "that_year": "{} годовщина приходится на этот год",
        "began_before": "Началось раньше и продолжалось",
        "latest": "последнее",
        "here": "происходило здесь",
        "before": "раньше: {}",
        "and_more": "{} и ещё {}",
        "recorded": "засвидетельствовано: {}",
        "more": "ещё",
        "no_facts": "о нём пока нет сведений",
        "nothing_of_it": "ничего из того, о чём спрошено",
        "facts": "факт факта фактов",
        "disagreements": "расхождение расхождения расхождений",
        "sources_of": "источник источника источников",
        "low": "достоверность низкая",
        "disputed": "предпочтителен другой источник",
        "rank_preferred": "источники расходятся, эта дата предпочтительна",
        "rank_normal": "источники расходятся",
        "rank_deprecated": "источники расходятся, эта дата отвергнута",
        "old": "{}",
        "that_day": "{}",
        "any_year": "{}, все годы",
        "other_years": "Также {}, другие годы",
        "perhaps": "Точный день неизвестен, возможно, тогда же",
        "surely": "точно",
        "possibly": "возможно",
        "no": "нет",
        "unrecorded": "нет сведений",
        "not_recorded_between": "нет сведений с {} до {}",
        "not_recorded_since": "нет сведений после {}",
        "not_recorded_before": "нет сведений до {}",
        "not_recorded": "нет сведений",
        "would_fill": "{}; по другим версиям: {}",
        "series_terms": "сроки",
        "series_meetings": "заседания и учения по годам",
        "series_figures": "числа по годам",
        "series_editions": "учения по годам",
        "series_amendments": "изменения",
        "series_ratifications": "ратификации",
        "nothing": "нет сведений",
        "nobody": "Нет сведений ни об одном лице",
        "because_undated": "время не указано",
        "because_attested": "засвидетельствовано: {}",
        "because_not-attested-then": "засвидетельствовано только {}; начало и конец не указаны",
        "because_before": "до начала: {}",
        "because_after": "после окончания: {}",
        "because_within": "в пределах срока {}",
        "because_part": "часть этого времени: {}",
        "because_start-vague": "начало известно не до дня: {}",
        "because_end-vague": "окончание известно не до дня: {}",
        "because_happened": "начиная с {}",
        "because_not-yet": "не раньше {}",
        "because_timeless": "в любое время",
        "because_not-in-life": "того или другого тогда не было: {}",
        "because_too-far": "слишком далеко, чтобы судить: {}",
        "about": ": факты об Организации Договора о коллективной безопасности, с датами и ссылками",
        "holds": "объектов: {}, фактов: {}, источников: {}; сеть не нужна",
        "coming": "Ближайшие годовщины",
        "try": "Попробуйте",
        "try_show": "всё об одном объекте, по идентификатору или любому имени",
        "try_timeline": "что произошло, по порядку",
        "try_anniversary": "что было в этот день, сколько лет прошло, когда годовщина",
        "try_search": "поиск на обоих алфавитах, с опечатками",
        "try_help": "все команды",
        "shape_event": "событие",
        "shape_state": "состояние",
        "shape_plain": "простой факт",
        "paragraph": "абз.",
        "decade": "{}-е годы",
        "article": "ст.",
        "left_to_you": "остаётся вам: {}",
        "sentences": "предложение предложения предложений",
        "no_day": "день публикации неизвестен",
        "day_option": "день указан",
        "day_json-ld": "день из данных страницы",
        "day_meta": "день из заголовка страницы",
        "day_time": "день из отметки времени",
        "day_address": "день из адреса",
        "day_text": "день из текста",
        "read_before": "уже прочитано как {}",
        "read_new": "новое, {}",
        "how_year": "год добавлен",
        "how_relative": "считая от публикации",
        "how_published": "день публикации",
        "state_new": "новое",
        "state_known": "известно, добавится эта ссылка: {}",
        "state_cited": "известно, ссылка отсюда уже есть: {}",
        "state_conflict": "противоречит известному",
    },
}


def ui_string(key: str, lang: str, *values: object) -> str:
    """The string with that key in the language, its blanks filled in order."""
    return _STRINGS[lang][key].format(*values)


def locator_words(at: str, lang: str) -> str:
    """Where in a source: `para 2`, `абз. 2`; what has no word of these stays as it is."""
    for key in ("paragraph", "article"):
        word = f"{ui_string(key, 'en')} "
        if at.startswith(word):
            return f"{ui_string(key, lang)}\u00a0{at.removeprefix(word)}" if lang != "en" else at
    return at


def counted(number: int, noun: str, lang: str) -> str:
    """A number of `days`, `months` or `years`: `1 day`, `2 дня`."""
    return f"{number} {plural(number, tuple(_STRINGS[lang][noun].split()))}"


def years_words(min_years: int, max_years: int, lang: str) -> str:
    """`23 years`, or `16–17 years` where the date is partial."""
    first = max(min_years, 0)
    if first == max_years:
        return counted(max_years, "years", lang)
    forms = tuple(_STRINGS[lang]["years"].split())
    return f"{first}–{max_years} {plural(max_years, forms)}"


def age_words(age: Age, lang: str) -> str:
    """`23 years 6 months 26 days`, without the parts that are zero."""
    numbers = zip(age, ("years", "months", "days"), strict=True)
    parts = [counted(number, noun, lang) for number, noun in numbers if number]
    return " ".join(parts) or ui_string("less_than_day", lang)


def days_left(days: int, lang: str) -> str:
    """`in 156 days`, `today`."""
    if days == 0:
        return ui_string("today", lang)
    return ui_string("in_days", lang, *counted(days, "days", lang).split())


def anniversary_words(years: int, lang: str) -> str:
    """`24th anniversary`, `24-я годовщина`."""
    return ui_string("anniversary", lang, ordinal(years, lang))
