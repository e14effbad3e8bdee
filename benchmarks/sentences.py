"""Articles of about 250 words from sentences of our own, seeded: the same for the same number."""

from __future__ import annotations

import random
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
DAYS: Final = ("أمس", "فجر الجمعة", "مساء الخميس", "صباح اليوم", "يوم الأحد الماضي")
WORDS: Final = 250


def article(number: int) -> Article:
    """The article with this number."""
    chance = random.Random(number)
    sentences: list[str] = []
    words = 0
    while words < WORDS:
        sentence = chance.choice(TEMPLATES).format(
            n=chance.randint(2, 9), m=chance.randint(11, 60), k=chance.randint(100, 900),
            people=chance.choice(PEOPLE), place=chance.choice(PLACES),
            outlet=chance.choice(OUTLETS), day=chance.choice(DAYS),
        )  # fmt: skip
        sentences.append(sentence)
        words += len(sentence.split())
    published = datetime(2024, 3, 1, tzinfo=UTC) + timedelta(minutes=number)
    return Article(id=f"bench-{number}", source="bench", published_at=published, text=" ".join(sentences))
