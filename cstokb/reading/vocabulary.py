"""What reading needs of the vocabulary and the entities, as data.

The tables have the shape of the fields they will be: `shorthand` and `common_word` of an
entity, `held_as` of a post, `triggers` and `roles` of a predicate.
"""

from collections.abc import Mapping
from typing import Final, Literal, NamedTuple

from cstokb.model.entity import Words

Side = Literal["before", "after", "any"]


class Trigger(NamedTuple):
    """Words that state a fact of a predicate.

    `words` are spellings separated by `|`, compared without endings; `…` is up to four
    other words. `subject` and `value` say on which side of them each stands; a value may
    also be a `number` of people, left out (`none`), or words of its own, and the subject
    then stands beside the trigger. `list`: several subjects side by side each get a fact.
    `needs_date`: without a date in its clause it states nothing.
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
    "secretary-general": ("secretary general", "general secretary", "генсек"),
    "collective-security-treaty": ("Treaty", "treaty"),
}
"""What an entity is called after its full name; a capital letter must be there."""

COMMON_WORDS: Final = frozenset(
    "bereg gorny-range golovnoy gvardeisky sverdlovsky-range lepel kant-air-base".split()
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

ROLES: Final[Mapping[str, str]] = {
    "headed": "chief of|head of|начальник|глава|руководитель",
    "chaired": "chairman of|chairwoman of|chair of|председатель|председательствующий в",
}
"""Words that make a post of the body named after them."""

OFFICES: Final = frozenset(
    "appointed-as left-office-as acted-as served-as reappointed-as nominated-for".split()
)
"""Predicates whose value is a post."""

ACTING: Final = "acted-as"
"""The predicate of who fills a post for the time being."""

PLANNED: Final[Mapping[str, str]] = {"held": "planned", "began": "planned"}
"""What a predicate becomes while its time is still to come."""

ANNOUNCED: Final = frozenset("took-part-in strength appointed-as planned".split())
"""Predicates that are also stated of what is to come."""

EXCLUDED: Final[Mapping[str, frozenset[str]]] = {
    "prepared": frozenset("held planned began took-part-in".split())
}
"""Predicates that a trigger of the first in the same clause rules out."""

_MEETING: Final = {"en": "a meeting", "ru": "заседание"}
_SESSION: Final = {"en": "a session", "ru": "сессия"}

TRIGGERS: Final[Mapping[str, tuple[Trigger, ...]]] = {
    "created-by": (
        Trigger("en", "decided to create|decided to establish|decided to form|decided to set up",
                "after", "before"),
        Trigger("en", "was created|was established|was formed|was founded|was set up|were created"
                "|were formed|were established", "before", "none", needs_date=True),
        Trigger("ru", "решение о создании|решили создать|решение создать|решение об образовании",
                "after", "before"),
        Trigger("ru", "создан|создана|создано|созданы|образован|образована|учрежден|учреждена"
                "|сформирован|сформированы|создания|созданной|созданного|образованной", "any", "none", needs_date=True),
    ),
    "signed": (
        Trigger("en", "signed|have signed|had signed", "before", "any", list=True, needs_date=True),
        Trigger("ru", "подписали|подписала|подписал", "any", "any", list=True, needs_date=True),
    ),
    "was-signed": (
        Trigger("en", "was signed|were signed|been signed", "before", "none", needs_date=True),
        Trigger("en", "signed", "any", "none", needs_date=True),
        Trigger("ru", "подписан|подписано|подписана|подписаны|подписали|подписания|подписание", "any",
                "none", needs_date=True),
    ),
    "was-adopted": (
        Trigger("en", "was adopted|was approved|were adopted", "before", "none", needs_date=True),
        Trigger("ru", "утвержден|утверждена|утверждено|принят|принята", "any", "none", needs_date=True),
    ),
    "entered-into-force": (
        Trigger("en", "entered into force|came into force|entering into force|took effect",
                "before", "none", needs_date=True),
        Trigger("ru", "вступил в силу|вступило в силу|вступила в силу|вступившего в силу",
                "any", "none", needs_date=True),
    ),
    "ratified": (
        Trigger("en", "ratified|has ratified", "before", "after", list=True),
        Trigger("ru", "ратифицировал|ратифицировала|ратифицировали", "before", "after", list=True),
    ),
    "joined": (
        Trigger("en", "joined|acceded to|renewed its membership|rejoined", "before", "after",
                list=True, needs_date=True),
        Trigger("ru", "присоединился к|присоединилась к|присоединились к|вступил в|вступила в"
                "|вступили в", "before", "after", list=True, needs_date=True),
    ),
    "left": (
        Trigger("en", "pulled out of|withdrew from|quit|left|refused to extend|refused to prolong"
                "|declined to extend|did not extend|did not prolong", "before", "after",
                list=True, needs_date=True),
        Trigger("ru", "вышел из|вышла из|вышли из|покинул|покинула|покинули|отказались продлевать"
                "|отказались продлить|не продлили", "before", "after", list=True, needs_date=True),
    ),
    "suspended-from": (
        Trigger("en", "suspended its membership|suspended its activities|suspended … activities"
                "|suspended … membership|suspended participation", "before", "any"),
        Trigger("ru", "приостановил членство|приостановила членство|приостановили членство"
                "|приостановлении членства|приостановил участие|приостановило членство"
                "|приостановил свое членство|приостановил свое участие", "any", "any"),
    ),
    "froze-participation-in": (
        Trigger("en", "froze its participation|frozen its participation|froze its membership"
                "|frozen … participation|froze … participation", "before", "any"),
        Trigger("ru", "заморозила участие|заморозил участие|заморозила свое участие"
                "|заморозила членство|заморозила свое членство", "before", "any"),
    ),
    "member-of": (
        Trigger("en", "includes|include|comprises|unites|consists of|brings together|members are"
                "|member states are|members:", "after", "before", list=True),
        Trigger("ru", "входят|объединяет|членами … являются|участниками … являются"
                "|входили", "after", "before", list=True),
    ),
    "appointed-as": (
        Trigger("en", "was appointed|been appointed|was elected|been elected|were appointed|was named"
                "|became|will become|has become|assumed the post of|assumed office as|take post of|took office as"
                "|take office as|took over as|takes over as|will take over as|start acting as"
                "|appointed as|took up the post of|will assume the post of|start his duties as",
                "before", "after"),
        Trigger("en", "appointed|elected|approved", "after", "after"),
        Trigger("ru", "назначен|назначена|избран|избрана|стал|стала|станет|утвержден|утверждена"
                "|вступил в должность|вступит в должность|вступил на пост|заступил на должность"
                "|назначили|избрали|назначил|избрал",
                "any", "any"),
    ),
    "left-office-as": (
        Trigger("en", "relieved from the post|relieved of the post|relieved of his post|dismissed from|dismissed as"
                "|stepped down as|resigned as|left the post of|removed from the post", "before", "after"),
        Trigger("ru", "освобожден от должности|освобожден от поста|освободили от должности"
                "|покинул пост|покинет пост|ушел с поста|срока полномочий|срок полномочий"
                "|завершающего работу|завершающему работу|завершает работу|сложил полномочия|отозвала|освобожден от обязанностей",
                "any", "any", needs_date=True),
    ),
    "acted-as": (
        Trigger("ru", "исполнение обязанностей", "after", "after"),
        Trigger("en", "duties of", "any", "after", needs_date=True),
    ),
    "served-as": (
        Trigger("en", "served as|has served as|held the post of|holds the post of|worked as",
                "before", "after", needs_date=True),
        Trigger("ru", "занимал пост|занимал должность|занимает пост|занимает должность"
                "|занимавшего пост|занимавший пост|занимающий пост", "any", "after", needs_date=True),
    ),
    "headed": (
        Trigger("en", "headed by|led by", "after", "before"),
        Trigger("en", "headed|led", "before", "after"),
        Trigger("ru", "возглавляет|возглавил|возглавлял|возглавит", "any", "any"),
    ),
    "chaired": (
        Trigger("en", "under the chairmanship of|chaired by|presided over by", "after", "before"),
        Trigger("en", "chairs|is chairing|chaired|holds the chairmanship|took over the chairmanship"
                "|assumed the chairmanship", "before", "after"),
        Trigger("ru", "председательствующий в|председательствует в|председательствовал в"
                "|председательствующая в|председательство в", "before", "after"),
        Trigger("ru", "под председательством", "after", "before"),
    ),
    "held": (
        Trigger("en", "was held|were held|took place|is held|are held|being held|held|was conducted"
                "|were conducted|are under way|is under way|are taking place|is taking place",
                "before", "none", list=True, needs_date=True),
        Trigger("ru", "прошли|прошло|прошел|проходят|проходит|проходили|проводятся|проводится"
                "|состоялись|состоялось|проходящих|проходивших|проходящем|проводимых|проводимого"
                "|прошедших|проходившего|проходящего|были проведены|было проведено|проводилось|проводились",
                "any", "none", list=True, needs_date=True),
    ),
    "planned": (
        Trigger("en", "will be held|will take place|to be held|to take place|is scheduled|are scheduled"
                "|is planned|are planned|planned for|scheduled for|will be conducted|is to start|will start|will begin",
                "before", "none", list=True),
        Trigger("ru", "пройдут|пройдет|состоятся|состоится|запланировано|запланированы"
                "|планируется провести|планируется проведение|намечено|намечены"
                "|будут проведены|будет проведено|начнутся|начнется|стартуют|стартует",
                "any", "none", needs_date=True, list=True),
    ),
    "began": (
        Trigger("en", "began|started|kicked off|opened|have begun|has begun|has started|have started", "before", "none", needs_date=True),
        Trigger("ru", "начались|началось|стартовали|стартовало|начались|открылись", "any", "none",
                needs_date=True),
    ),
    "ended": (
        Trigger("en", "ended|concluded|wrapped up|was completed|came to an end", "before", "none", needs_date=True),
        Trigger("ru", "завершились|завершилось|завершатся|завершится|закончились|закончатся",
                "any", "none", needs_date=True),
    ),
    "took-part-in": (
        Trigger("en", "took part in|take part in|takes part in|taking part in|participated in"
                "|participate in|participating in|to take part in|participates in", "before", "after",
                list=True),
        Trigger("en", "involving|were involved|with the participation of|involves", "after", "any", list=True),
        Trigger("ru", "примет участие|примут участие|принимают участие|приняли участие"
                "|принял участие|приняла участие|участвуют|участвовали|участвует|принимает участие|участвующие", "any", "any",
                list=True),
        Trigger("ru", "с участием|привлечены|задействованы|прибыли", "after", "any", list=True),
    ),
    "strength": (
        Trigger("en", "total strength|strength of|a total of|take part|took part|taking part|participate"
                "|participated|participating|involved|involve|involves|will involve|involving", "any", "number"),
        Trigger("ru", "общая численность|численность|примут участие|принимают участие"
                "|приняли участие|участвуют|задействовали|задействовано|задействованы|привлечено"
                "|привлечены|в общей сложности|участвовали|участвует|приняло участие|принимает участие|примет участие", "any", "number"),
    ),
    "directed-by": (
        Trigger("en", "exercise is led by|exercise was led by|directed by|exercise director"
                "|leader of the exercise|head of the exercise", "before", "after"),
        Trigger("ru", "учением руководит|учениями руководит|учениями руководил|учением руководил|руководитель учения"
                "|руководитель учений|руководил учениями|руководил учением|руководство учением|руководство учениями", "any", "after"),
    ),
    "part-of": (
        Trigger("en", "as part of|within the framework of", "before", "after", list=True),
        Trigger("ru", "в рамках", "before", "after", list=True),
    ),
    "prepared": (
        Trigger("en", "staff talks|staff negotiations|planning conference|preparations for"
                "|preparation for|staff consultations", "after", "none", list=True, needs_date=True),
        Trigger("ru", "штабные переговоры|подготовка к|перегруппировку|штабных переговоров"
                "|подготовки к|подготовку к|готовятся к", "any", "none", list=True, needs_date=True),
    ),
    "convened": (
        Trigger("en", "meeting of|meeting of the|sitting of", "after", _MEETING, needs_date=True),
        Trigger("en", "session of|session of the", "after", _SESSION, needs_date=True),
        Trigger("ru", "заседание", "after", _MEETING, needs_date=True),
        Trigger("ru", "сессия", "after", _SESSION, needs_date=True),
    ),
}
"""By predicate."""
