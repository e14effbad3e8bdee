"""Articles of about 250 words from sentences of our own, seeded: the same for the same number. `article` is dense with
casualties, `news` mixes like a news stream."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Final

from detectors.records import Article

PLACES: Final = ("حي الفردوس", "بلدة سرمين", "مدينة إدلب", "حي بستان القصر", "مخيم جباليا", "خان يونس", "الموصل", "تعز")
PEOPLE: Final = ("مدنيين", "أشخاص", "مقاتلين", "عمال", "مسعفين", "صحفيين", "أطفال", "جنود")
OUTLETS: Final = ("ناشطون", "الدفاع المدني", "مراسلنا", "مصدر طبي", "المرصد", "وكالة محلية")
TEMPLATES: Final = (
    "قُتل {n} {people} وأصيب نحو {m} آخرين بجروح، {day}، في قصف مدفعي استهدف {place}، بحسب {outlet}.",
    "وأفاد {outlet} بأن الطائرات الحربية شنت {n} غارات على {place}، ما أدى إلى مقتل {n} {people} بينهم طفل وامرأتان.",
    "ارتفعت حصيلة ضحايا الغارة على {place} إلى {m} قتيلا وأكثر من {k} جريحا بعد وفاة مصابين متأثرين بجراحهم.",
    "ونقلت سيارات الإسعاف المصابين إلى المشفى الميداني في {place}، حيث يعاني الأطباء من نقص في الأدوية ووحدات الدم.",
    "واستهدفت غارة مشفى {place} فخرج عن الخدمة، وأصيب اثنان من الكادر الطبي، وفق ما قال {outlet}.",
    "وقال سكان من {place} إن مئات العائلات نزحت خلال الأيام الثلاثة الماضية باتجاه المناطق الحدودية القريبة.",
    "ووثق {outlet} مقتل {k} شخصا منذ بداية العام في {place} وريفها، معظمهم قضوا في القصف والألغام.",
    "ولم ترد أنباء عن سقوط ضحايا في {place}، فيما نفت مصادر عسكرية استهداف أي منشأة مدنية في المنطقة.",
    "وتشهد {place} هدوءا حذرا منذ ساعات الصباح، بينما تستعد المدارس لاستئناف الدروس في الأسبوع المقبل.",
    "ودعت منظمات دولية جميع الأطراف إلى وقف إطلاق النار وإدخال المساعدات إلى {k} ألف محاصر في {place}.",
    "وشيّع الأهالي في {place} جثامين {n} من أبنائهم قضوا في انفجار عبوة ناسفة {day} قرب السوق الشعبي.",
    "وأعلنت القوات أنها أسقطت طائرة مسيرة فوق {place} وأن ثلاثة عشر عنصرا من قواتها جُرحوا في الاشتباكات.",
)
VIOLENT: Final = tuple(TEMPLATES[at] for at in (0, 1, 2, 4, 6, 10, 11))
"""Those that tell of casualties."""
PLAIN: Final = (
    "افتتح وزير التربية {day} مدرسة جديدة في {place} تتسع لنحو {k} طالب، وقال إن العمل في البناء استمر عامين كاملين.",
    "وارتفعت أسعار الخضار والفواكه في أسواق {place} بنسبة {m} بالمئة مقارنة بالشهر الماضي، بحسب تجار في سوق الهال.",
    "وبحث رئيس الوزراء مع الوفد الزائر سبل تعزيز التعاون الاقتصادي وزيادة حجم التبادل التجاري بين البلدين.",
    "وفاز الفريق الضيف بثلاثة أهداف مقابل هدف واحد في المباراة التي أقيمت {day} على ملعب {place} أمام {k} متفرج.",
    "وتوقعت الأرصاد الجوية هطول أمطار متفرقة على {place} والمناطق المجاورة وانخفاض درجات الحرارة إلى {n} درجات مئوية.",
    "ووقعت الجامعة اتفاقية مع {n} معاهد لتدريب الطلاب على البرمجة واللغات، وستبدأ الدورات مطلع الفصل القادم.",
    "وأعلنت شركة الكهرباء أن التيار سيقطع عن {place} لمدة {n} ساعات بسبب أعمال الصيانة في محطة التحويل الرئيسية.",
    "وشارك أكثر من {k} زائر في معرض الكتاب الذي نظمته وزارة الثقافة في {place}، وضم أجنحة لدور نشر من {m} دولة.",
    "وأكد مدير الزراعة أن موسم القمح هذا العام جيد وأن المراكز استلمت {k} طنا من المزارعين منذ بداية الحصاد.",
    "وقالت البلدية إنها عبدت {n} شوارع رئيسية في {place} وزرعت الأشجار على جوانبها ضمن خطة لتحسين الخدمات العامة.",
    "ويعرض المسرح الوطني مساء كل خميس مسرحية من تأليف كاتب شاب، وقد لقيت استحسان الجمهور والنقاد على حد سواء.",
    "وناقش البرلمان {day} مشروع قانون الضرائب الجديد، وقرر تأجيل التصويت عليه إلى الأسبوع المقبل بطلب من {m} نائبا.",
)
"""Ordinary news: a school, prices, weather, sport."""
TELLING: Final = 3
"""Sentences of ten that tell of casualties, in an article about some."""
DAYS: Final = ("أمس", "فجر الجمعة", "مساء الخميس", "صباح اليوم", "يوم الأحد الماضي")
WORDS: Final = 250


def article(number: int) -> Article:
    """The dense article with this number: 7 of 12 sentences tell of casualties, most of the others of war."""
    return _written(number, lambda chance: chance.choice(TEMPLATES))


def news(number: int) -> Article:
    """The article with this number in a news stream: every other one without violence, the rest with `TELLING` of
    ten sentences that tell of casualties."""
    if number % 2:
        return _written(number, lambda chance: chance.choice(PLAIN))
    return _written(number, lambda chance: chance.choice(VIOLENT if chance.randrange(10) < TELLING else PLAIN))


def _written(number: int, template: Callable[[random.Random], str]) -> Article:
    """Sentences from `template` until there are `WORDS` words."""
    chance = random.Random(number)
    sentences: list[str] = []
    words = 0
    while words < WORDS:
        sentence = template(chance).format(
            n=chance.randint(2, 9), m=chance.randint(11, 60), k=chance.randint(100, 900),
            people=chance.choice(PEOPLE), place=chance.choice(PLACES),
            outlet=chance.choice(OUTLETS), day=chance.choice(DAYS),
        )  # fmt: skip
        sentences.append(sentence)
        words += len(sentence.split())
    published = datetime(2024, 3, 1, tzinfo=UTC) + timedelta(minutes=number)
    return Article(id=f"bench-{number}", source="bench", published_at=published, text=" ".join(sentences))
