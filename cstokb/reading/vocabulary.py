"""What reading needs of the vocabulary and the entities, as data.

The tables have the shape of the fields they will be: `shorthand` and `common_word` of an
entity, `held_as` of a post, `triggers` and `roles` of a predicate.
"""

from collections.abc import Mapping
from typing import Final, Literal, NamedTuple

from cstokb.model.entity import Words
from cstokb.reading.tables import word_set

Side = Literal["before", "after", "any"]


class Trigger(NamedTuple):
    """Words that state a fact of a predicate.

    `words` are spellings in small letters separated by `|`; `{a,b}` is either, `…` is
    up to seven other words. `subject` and `value` say on which side of them each stands; a
    value may also be a `number` of people, left out (`none`), or words of its own, and the
    subject then stands beside the trigger. `list`: each of several subjects side by side
    gets a fact. `needs_date`: without a date in its clause it states nothing.
    """

    lang: Literal["en", "ru"]
    words: str
    subject: Side = "before"
    value: Side | Literal["number", "none"] | Words = "after"
    list: bool = False
    needs_date: bool = False


class Held(NamedTuple):
    """What a person who holds a post is: `predicate` and its value."""

    predicate: str
    value: str


SHORTHANDS: Final[Mapping[str, tuple[str, ...]]] = {
    "csto": ("Organization", "organization", "Организация"),
    "parliamentary-assembly": ("Assembly", "assembly", "Ассамблея", "ассамблея"),
    "secretary-general": ("secretary general", "general secretary", "генсек"),
    "collective-security-treaty": ("Treaty", "treaty"),
}
"""What an entity is called after its full name; a capital letter must be there."""

COMMON_WORDS: Final = word_set(
    "bereg gorny-range golovnoy gvardeisky sverdlovsky-range lepel kant-air-base"
)
"""Entities whose one-word names are words of the language."""

HELD_AS: Final[Mapping[str, Held]] = {
    "joint-staff-chief": Held("headed", "joint-staff"),
    "secretary-general": Held("served-as", "secretary-general"),
    "deputy-secretary-general": Held("served-as", "deputy-secretary-general"),
    "parliamentary-assembly-chair": Held("headed", "parliamentary-assembly"),
    "treaty-secretary-general": Held("served-as", "treaty-secretary-general"),
}
"""Posts; who is named beside one holds it."""

ROLES: Final[Mapping[str, frozenset[str]]] = {
    "headed": word_set("chief head начальник глава руководитель"),
    "chaired": word_set("chairman chairwoman chair председатель председательствующий"),
}
"""Words that make a post of the body named after them."""

OFFICES: Final = word_set(
    "appointed-as left-office-as acted-as served-as reappointed-as nominated-for"
)
"""Predicates whose value is a post."""

HOLDING: Final = "served-as"
"""The predicate of who holds a post; `HELD_AS` has a better one for some posts."""

ACTING: Final = "acted-as"
"""The predicate of who fills a post for the time being."""

PLANNED: Final[Mapping[str, str]] = {"held": "planned", "began": "planned"}
"""What a predicate becomes while its time is still to come."""

ANNOUNCED: Final = word_set("took-part-in strength appointed-as planned")
"""Predicates that are also stated of what is to come."""

EXCLUDED: Final[Mapping[str, frozenset[str]]] = {
    "prepared": word_set("held planned began took-part-in")
}
"""Predicates that a trigger of the first in the same clause rules out."""

_MEETING: Final = {"en": "a meeting", "ru": "заседание"}
_SESSION: Final = {"en": "a session", "ru": "сессия"}

TRIGGERS: Final[Mapping[str, tuple[Trigger, ...]]] = {
    "created-by": (
        Trigger("en", "decided to {create,establish,form}", "after", "before"),
        Trigger(
            "en",
            "{was,were,been} {created,established,formed,founded,set up}",
            "before",
            "none",
            needs_date=True,
        ),
        Trigger("ru", "решение о создании|решили создать|решение создать", "after", "before"),
        Trigger(
            "ru",
            "создан{,а,о,ы}|образован{,а,о,ы}|учрежден{,а,о,ы}|сформирован{,а,о,ы}"
            "|создан{ной,ного,ных,ные}|образован{ной,ного}",
            "any",
            "none",
            needs_date=True,
        ),
    ),
    "signed": (
        Trigger("en", "{was,were,been} signed … by", "after", "before", list=True, needs_date=True),
        Trigger("en", "signed", "before", "any", list=True, needs_date=True),
        Trigger("ru", "подписал{,а,и}", "any", "any", list=True, needs_date=True),
    ),
    "was-signed": (
        Trigger("en", "{was,were,been} signed", "before", "none", needs_date=True),
        Trigger("ru", "подписан{,о,а,ы}|подписани{я,е}", "any", "none", needs_date=True),
    ),
    "was-adopted": (
        Trigger("en", "{was,were} adopted|{was,were} approved", "before", "none", needs_date=True),
        Trigger("ru", "утвержден{,а,о,ы}|принят{,а,ы}", "any", "none", needs_date=True),
    ),
    "entered-into-force": (
        Trigger(
            "en",
            "{entered,came,entering} into force|{came,went} into effect|took effect",
            "before",
            "none",
            needs_date=True,
        ),
        Trigger(
            "ru",
            "вступил{,о,а,и} в силу|вступивш{его,ий,ее} в силу",
            "any",
            "none",
            needs_date=True,
        ),
    ),
    "ratified": (
        Trigger("en", "ratified", "before", "after", list=True),
        Trigger("ru", "ратифицировал{,а,и}", "before", "after", list=True),
    ),
    "joined": (
        Trigger("en", "joined|acceded to|rejoined", "before", "after", list=True, needs_date=True),
        Trigger(
            "ru",
            "присоединил{ся,ась,ись} к|вступил{,а,и} в",
            "before",
            "after",
            list=True,
            needs_date=True,
        ),
    ),
    "left": (
        Trigger(
            "en",
            "pulled out of|withdrew from|quit|left|refused to {extend,prolong,sign}"
            "|declined to extend|did not {extend,prolong}",
            "before",
            "after",
            list=True,
            needs_date=True,
        ),
        Trigger(
            "ru",
            "выш{ел,ла,ли} из|покинул{,а,и}|отказал{ся,ась,ись} продлевать"
            "|отказались продлить|не продлили",
            "before",
            "after",
            list=True,
            needs_date=True,
        ),
    ),
    "suspended-from": (
        Trigger("en", "suspended … {membership,activities,participation}", "before", "any"),
        Trigger(
            "ru",
            "приостановил{,а,и,о} … {членство,участие}|приостановлении … членства",
            "any",
            "any",
        ),
    ),
    "froze-participation-in": (
        Trigger("en", "{froze,frozen} … {participation,membership}", "before", "any"),
        Trigger("ru", "заморозил{,а} … {участие,членство}", "any", "any"),
    ),
    "member-of": (
        Trigger(
            "en",
            "include{,s}|comprises|unites|consists of|brings together"
            "|{current,its} members are|members … are|member states are",
            "after",
            "before",
            list=True,
        ),
        Trigger(
            "ru",
            "входят|объединяет|{членами,участниками} … являются|состоит из",
            "after",
            "before",
            list=True,
        ),
    ),
    "nominated-for": (Trigger("en", "nominated {as,for}", "before", "after"),),
    "appointed-as": (
        Trigger(
            "en",
            "{was,been,were} {appointed,elected,named}|became"
            "|{will,has} become|{assumed,assume,took up,take up} the post of"
            "|{assumed,took,take} office as|{took,takes,take} over as|take post of"
            "|start acting as|appointed as|start his duties as",
            "before",
            "after",
        ),
        Trigger("en", "appointed|elected", "after", "after"),
        Trigger(
            "ru",
            "назначен{,а}|избран{,а}|стал{,а}|станет|вступи{л,т} в должность"
            "|вступил на пост|заступил на должность|назначил{,и}|избрал{,и}",
            "any",
            "any",
        ),
    ),
    "reappointed-as": (
        Trigger("en", "{was,been} {reappointed,reelected,re - elected}", "before", "after"),
        Trigger("ru", "переизбран{,а}|переназначен{,а}|переизбрал{,и}", "any", "any"),
    ),
    "left-office-as": (
        Trigger(
            "en",
            "relieved {from,of} the post|relieved of his {post,duties}|dismissed {from,as}"
            "|stepped down as|resigned as|left the post of|removed from the post"
            "|recalled from {this,the,his} post",
            "before",
            "after",
        ),
        Trigger("en", "relieved|recalled|dismissed", "after", "after"),
        Trigger(
            "ru",
            "освобожден{,а} от {должности,поста,обязанностей}|освободили от должности"
            "|покин{ул,ет} пост|ушел с поста|сложил полномочия"
            "|{срока,срок} полномочий|завершающ{его,ему,ий} работу|завершает работу",
            "any",
            "any",
            needs_date=True,
        ),
    ),
    "acted-as": (
        Trigger("ru", "исполнение обязанностей", "after", "after"),
        Trigger("en", "performing the duties of", "before", "after"),
    ),
    "served-as": (
        Trigger(
            "en",
            "served as|{held,holds} the post of|worked as|held this post",
            "before",
            "after",
            needs_date=True,
        ),
        Trigger(
            "ru",
            "занима{л,ет} {пост,должность}|занима{вшего,вший,ющий} … пост|занима{вшего,вший} пост"
            "|пост … занимал",
            "any",
            "any",
            needs_date=True,
        ),
    ),
    "headed": (
        Trigger("en", "{headed,led} by", "after", "before"),
        Trigger("en", "headed|led", "before", "after"),
        Trigger("ru", "возглав{ляет,ил,лял,ит}", "any", "any"),
    ),
    "chaired": (
        Trigger("en", "under the chairmanship of|{chaired,presided over} by", "after", "before"),
        Trigger(
            "en",
            "chairs|is chairing|chaired|holds the chairmanship"
            "|{assumed,took over} … {presidency,chairmanship}",
            "before",
            "after",
        ),
        Trigger("ru", "председательству{ющий,ющая,ет} в|председательствовал в", "before", "after"),
        Trigger("ru", "под председательством", "after", "before"),
    ),
    "held": (
        Trigger(
            "en",
            "{was,were,is,are} {held,conducted,under way}|{took,taking} place"
            "|being {held,conducted}"
            "|held",
            "before",
            "none",
            list=True,
            needs_date=True,
        ),
        Trigger(
            "ru",
            "прош{ли,ло,ел,ла}|проход{ят,ит,или}|провод{ятся,ится,ились,илось}"
            "|состоял{ся,ась,ись,ось}|проход{ящих,ивших,ящем,ящего,ившего}|проводим{ых,ого}"
            "|прошедш{их,его}|{были,было} проведен{ы,о}",
            "any",
            "none",
            list=True,
            needs_date=True,
        ),
    ),
    "planned": (
        Trigger(
            "en",
            "{will,to} be {held,conducted}|{will,to} take place|{is,are} {scheduled,planned}"
            "|{planned,scheduled} for|will {start,begin}|is to start",
            "before",
            "none",
            list=True,
            needs_date=True,
        ),
        Trigger(
            "ru",
            "пройд{ут,ет}|состо{ятся,ится}|запланирован{,о,ы,а}|намечен{,о,ы,а}"
            "|планируется {провести,проведение}|{будут,будет} проведен{ы,о}|начн{утся,ется}"
            "|старту{ют,ет}",
            "any",
            "none",
            list=True,
            needs_date=True,
        ),
    ),
    "began": (
        Trigger(
            "en",
            "began|started|kicked off|opened|commenced|{has,have} {begun,started}",
            "before",
            "none",
            needs_date=True,
        ),
        Trigger(
            "ru",
            "начал{ся,ись,ось,ась}|стартовал{,и,о,а}|открыл{ись,ось,ся,ась}",
            "any",
            "none",
            needs_date=True,
        ),
    ),
    "ended": (
        Trigger(
            "en",
            "ended|concluded|wrapped up|was completed|came to an end",
            "before",
            "none",
            needs_date=True,
        ),
        Trigger(
            "ru",
            "заверши{лись,лось,лся,лась,тся}|завершатся|закончи{лись,лось,лся,лась}|закончатся",
            "any",
            "none",
            needs_date=True,
        ),
    ),
    "took-part-in": (
        Trigger(
            "en",
            "{took,take,takes,taking} part in|{participated,participate,participates,"
            "participating} in",
            "before",
            "after",
            list=True,
        ),
        Trigger(
            "en",
            "involv{ing,es}|feature{,s}|were involved|with the participation of",
            "after",
            "any",
            list=True,
        ),
        Trigger(
            "ru",
            "прим{ет,ут} участие|принима{ют,ет} участие|принял{и,,а,о} участие"
            "|участву{ют,ет}|участвовал{и,,а}",
            "any",
            "any",
            list=True,
        ),
        Trigger("ru", "с участием|привлечены|задействованы", "after", "any", list=True),
    ),
    "strength": (
        Trigger(
            "en",
            "total strength|strength of|a total of|{take,took,taking} part|participat{e,ed,ing}"
            "|involv{e,ed,es,ing}|brought together",
            "any",
            "number",
        ),
        Trigger(
            "ru",
            "численность|прим{ет,ут} участие|принима{ют,ет} участие|принял{и,о} участие"
            "|участву{ют,ет}|участвовал{и,о}|задействован{о,ы}|задействовали|задействуются"
            "|привлечен{о,ы}|в общей сложности",
            "any",
            "number",
        ),
    ),
    "directed-by": (
        Trigger(
            "en",
            "{exercise,exercises,drill,drills} {is,was,are,were} {led,directed,commanded} by"
            "|{exercise,drill} director",
            "before",
            "after",
        ),
        Trigger(
            "ru",
            "учени{ем,ями} руковод{ит,ил}|руководитель учени{я,й}"
            "|руководил учени{ем,ями}|руководство учени{ем,ями}",
            "any",
            "after",
        ),
    ),
    "part-of": (
        Trigger("en", "as part of|within the framework of", "before", "after", list=True),
        Trigger("ru", "в рамках", "before", "after", list=True),
    ),
    "prepared": (
        Trigger(
            "en",
            "staff {talks,negotiations,consultations}|planning conference"
            "|preparation{,s} for|to discuss the upcoming",
            "after",
            "none",
            list=True,
            needs_date=True,
        ),
        Trigger(
            "ru",
            "штабны{е,х} переговор{ы,ов}|подготовк{а,и,у} к|перегруппировку|готовятся к",
            "any",
            "none",
            list=True,
            needs_date=True,
        ),
    ),
    "convened": (
        Trigger("en", "meeting of|sitting of", "after", _MEETING, needs_date=True),
        Trigger("en", "session of", "after", _SESSION, needs_date=True),
        Trigger("ru", "заседани{е,я,и}", "after", _MEETING, needs_date=True),
        Trigger("ru", "сесси{я,и,ю}", "after", _SESSION, needs_date=True),
    ),
}
"""By predicate."""
