"""The words that made-up names and sentences consist of, in English and Russian.

Code names are adjectives and masculine nouns, so that the Russian ones agree.
"""

Word = tuple[str, str]
"""An English word or phrase and the Russian one."""


def _pairs(text: str) -> tuple[Word, ...]:
    words = (" ".join(item.split()).partition("=") for item in text.split(","))
    return tuple((english, russian) for english, _, russian in words)


ADJECTIVES = _pairs(
    """Mountain=Горный, Northern=Северный, Southern=Южный, Eastern=Восточный,
    Western=Западный, Steppe=Степной, Steel=Стальной, Silver=Серебряный, Golden=Золотой,
    Joint=Совместный, Common=Общий, Combat=Боевой, Swift=Быстрый, Reliable=Надёжный,
    Solid=Прочный, Quiet=Тихий, Distant=Дальний, Great=Большой, White=Белый, Black=Чёрный,
    Red=Красный, Blue=Синий, Iron=Железный, High=Высокий"""
)
NOUNS = _pairs(
    """Shield=Щит, Frontier=Рубеж, Falcon=Сокол, Leopard=Барс, Bridge=Мост, Channel=Канал,
    Echelon=Эшелон, Arsenal=Арсенал, Search=Поиск, Hammer=Молот, Fort=Форт,
    Bastion=Бастион, Beacon=Маяк, Wind=Ветер, Thunder=Гром, Eagle=Орёл, Hawk=Ястреб,
    Tiger=Тигр, Wolf=Волк, Sword=Меч, Dagger=Кинжал, Anchor=Якорь, Compass=Компас,
    Pass=Перевал, Ridge=Хребет, Glacier=Ледник, Shore=Берег, Sunrise=Восход, Sunset=Закат,
    Cobalt=Кобальт, Granite=Гранит, Diamond=Алмаз, Amber=Янтарь, Dune=Бархан, Storm=Шторм,
    Flank=Фланг, Outpost=Форпост, Ring=Круг, Union=Союз, Partner=Партнёр"""
)
TOPICS = _pairs(
    """Border Security=Безопасность границ, Air Defence=Противовоздушная оборона,
    Civil Protection=Гражданская защита, Flood Relief=Борьба с наводнениями,
    Rail Transport=Железные дороги, Air Transport=Воздушные перевозки,
    Radio Frequencies=Радиочастоты, Field Medicine=Полевая медицина,
    Mine Clearance=Разминирование, Military Education=Военное образование,
    Military Records=Военные архивы, Veteran Affairs=Дела ветеранов,
    Customs Control=Таможенный контроль, Drug Control=Борьба с наркотиками,
    Migration Control=Миграционный контроль, Nuclear Safety=Ядерная безопасность,
    Chemical Safety=Химическая безопасность, Fuel Supply=Снабжение топливом,
    Water Supply=Водоснабжение, Spare Parts=Запасные части, Arms Standards=Стандарты вооружений,
    Weather Service=Метеослужба, Mapping=Картография, Signals=Связь, Logistics=Логистика,
    Satellite Data=Спутниковые данные, Cyber Incidents=Компьютерные инциденты,
    Command Training=Подготовка командования, Staff Training=Штабная подготовка,
    Rapid Reaction=Быстрое реагирование, Peacekeeping=Миротворчество,
    Legal Affairs=Правовые вопросы, Budget Rules=Бюджетные правила, Protocol=Протокол,
    Press Relations=Связь с прессой, Rescue Service=Спасательная служба,
    Forest Fires=Лесные пожары, Earthquakes=Землетрясения, Epidemics=Эпидемии,
    Food Reserves=Запасы продовольствия"""
)
ORGANS = _pairs(
    """Council=Совет, Committee=Комитет, Commission=Комиссия, Secretariat=Секретариат,
    Bureau=Бюро, Centre=Центр, Department=Департамент, Institute=Институт, Agency=Агентство,
    Board=Коллегия, Inspectorate=Инспекция, Working Group=Рабочая группа"""
)
DOCUMENTS = _pairs(
    """Agreement=Соглашение, Protocol=Протокол, Decision=Решение, Declaration=Декларация,
    Statement=Заявление, Regulation=Положение, Plan=План, Programme=Программа,
    Concept=Концепция, Memorandum=Меморандум, Treaty=Договор, Model Law=Модельный закон"""
)
MEETINGS = _pairs(
    """Session=Сессия, Summit=Саммит, Meeting=Заседание, Conference=Конференция,
    Consultations=Консультации, Round Table=Круглый стол, Forum=Форум, Talks=Переговоры,
    Operation=Операция, Hearing=Слушания"""
)
UNITS = _pairs(
    """Brigade=бригада, Regiment=полк, Battalion=батальон, Division=дивизия, Group=группа,
    Company=рота, Base=база, Squadron=эскадрилья"""
)
ARMS = _pairs(
    """Mountain Rifle=горные стрелки, Airborne=десант, Motor Rifle=мотострелки,
    Signal=связь, Engineer=инженеры, Rescue=спасатели, Air=авиация, Medical=медики,
    Border=пограничники, Supply=снабжение, Artillery=артиллерия, Reconnaissance=разведка"""
)
STATES = _pairs("Republic=Республика, Federation=Федерация, Union=Союз, Confederation=Конфедерация")
SIDES = _pairs(
    "Upper=Верхний, Lower=Нижний, New=Новый, Old=Старый, Big=Большой, Small=Малый, Far=Дальний"
)
BEGINNINGS = _pairs(
    """Kara=Кара, Tash=Таш, Ak=Ак, Kyzyl=Кызыл, Sary=Сары, Kok=Кок, Bish=Биш, Osh=Ош,
    Nur=Нур, Tal=Тал, Bal=Бал, Gar=Гар, Dush=Душ, Fer=Фер, Khod=Ход, Isfa=Исфа, Mor=Мор,
    Naryn=Нарын, Pam=Пам, Rush=Руш, Sur=Сур, Tur=Тур, Vakh=Вах, Yas=Яс, Zar=Зар, Chor=Чор,
    Shym=Шым, Lor=Лор, Gum=Гум, Ar=Ар"""
)
MIDDLES = _pairs(
    """a=а, o=о, u=у, ana=ана, ola=ола, ura=ура, ino=ино, eni=ени, asa=аса, una=уна,
    oru=ору, ali=али, ova=ова, ubi=уби, eda=еда"""
)
ENDINGS = _pairs(
    """myk=мык, kent=кент, kul=куль, tau=тау, abad=абад, stan=стан, gorsk=горск, vat=ват,
    dara=дара, tag=таг, zor=зор, bek=бек, suu=суу, tobe=тобе, kala=кала, vank=ванк,
    shen=шен, rud=руд, gan=ган, jan=джан, lyk=лык, tor=тор, bulak=булак, sai=сай,
    mush=муш, khan=хан, pol=поль, ovo=ово, insk=инск, yer=ер"""
)
FIRST_NAMES = _pairs(
    """Ivan=Иван, Pyotr=Пётр, Anatoly=Анатолий, Sergei=Сергей, Andrei=Андрей,
    Nikolai=Николай, Viktor=Виктор, Yuri=Юрий, Oleg=Олег, Valery=Валерий, Marat=Марат,
    Bolat=Болат, Nurlan=Нурлан, Askar=Аскар, Timur=Тимур, Rustam=Рустам, Bakhtiyor=Бахтиёр,
    Khalil=Халил, Armen=Армен, Tigran=Тигран, Aram=Арам, Vardan=Вардан, Leonid=Леонид,
    Stanislav=Станислав, Igor=Игорь, Boris=Борис, Dmitri=Дмитрий, Maxim=Максим,
    Talgat=Талгат, Ulan=Улан, Samat=Самат, Erlan=Ерлан, Roman=Роман, Pavel=Павел,
    Gleb=Глеб, Kirill=Кирилл"""
)
PATRONYMICS = _pairs(
    """Ivanovich=Иванович, Petrovich=Петрович, Anatolyevich=Анатольевич,
    Sergeyevich=Сергеевич, Andreyevich=Андреевич, Nikolayevich=Николаевич,
    Viktorovich=Викторович, Yuryevich=Юрьевич, Olegovich=Олегович, Maratovich=Маратович,
    Nurlanovich=Нурланович, Askarovich=Аскарович, Timurovich=Тимурович,
    Rustamovich=Рустамович, Armenovich=Арменович, Tigranovich=Тигранович,
    Leonidovich=Леонидович, Borisovich=Борисович, Igorevich=Игоревич, Pavlovich=Павлович,
    Romanovich=Романович, Maximovich=Максимович, Glebovich=Глебович, Kirillovich=Кириллович"""
)
SURNAMES = _pairs(
    """Abram=Абрам, Akim=Аким, Andron=Андрон, Babay=Бабай, Bekmur=Бекмур, Bogdan=Богдан,
    Chern=Черн, Davyd=Давыд, Dzhan=Джан, Ermak=Ермак, Fomin=Фомин, Garib=Гариб,
    Grigor=Григор, Ibragim=Ибрагим, Isa=Иса, Kasym=Касым, Kalin=Калин, Kolos=Колос,
    Latif=Латиф, Lukash=Лукаш, Makar=Макар, Mamed=Мамед, Martir=Мартир, Nazar=Назар,
    Osman=Осман, Pasha=Паша, Rakhim=Рахим, Sark=Сарк, Saf=Саф, Safar=Сафар, Semen=Семен,
    Sultan=Султан, Tadev=Тадев, Tokar=Токар, Umar=Умар, Usman=Усман, Vasil=Васил,
    Yakub=Якуб, Zakhar=Захар, Zhum=Жум"""
)
FAMILIES = _pairs(
    "ov=ов, enko=енко, yan=ян, bekov=беков, ovsky=овский, chuk=чук, ets=ец, ishvili=ишвили"
)
SENTENCES = _pairs(
    """troops=войска, exercise=учение, training=тренировка, headquarters=штаб, forces=силы,
    command=командование, ministers=министры, contingent=контингент, parties=стороны,
    report=доклад, announced=объявлено, signed=подписано, approved=одобрено, held=проведено,
    began=начато, completed=завершено, according=согласно, planned=намечено, session=сессия,
    delegation=делегация, chairman=председатель, deputy=заместитель, general=генерал,
    colonel=полковник, spokesman=представитель, ministry=министерство, defence=оборона,
    interior=внутренние, foreign=иностранные, affairs=дела, states=государства,
    members=члены, observers=наблюдатели, agreement=соглашение, protocol=протокол,
    article=статья, paragraph=пункт, draft=проект, plan=план, measures=меры, stage=этап,
    phase=фаза, first=первый, second=второй, third=третий, final=заключительный,
    range=полигон, airfield=аэродром, border=граница, region=регион, republic=республика,
    city=город, valley=долина, river=река, pass=перевал, convoy=колонна, aircraft=самолёты,
    helicopters=вертолёты, vehicles=машины, personnel=личный состав, equipment=техника,
    communications=связь, medical=медицинский, rescue=спасение, humanitarian=гуманитарный,
    threat=угроза, terrorism=терроризм, drugs=наркотики, seized=изъято, detained=задержано,
    kilograms=килограммы, tons=тонны, persons=лица, national=национальный,
    collective=коллективный, security=безопасность, council=совет, staff=аппарат,
    review=обзор, experience=опыт, results=итоги, figures=цифры, estimates=оценки,
    source=источник, agency=агентство, later=позднее, before=ранее, during=в ходе,
    without=без, together=совместно, officially=официально, reportedly=по сообщениям,
    mountain=горы, shield=щит, north=север, south=юг, autumn=осень, spring=весна,
    annual=ежегодный, regular=очередной, extraordinary=внеочередной, working=рабочий"""
)
