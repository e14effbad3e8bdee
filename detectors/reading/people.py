"""Phrases that name people: a number with its noun, or a noun alone whose form tells the number.

"خمسة أشخاص"، "عشرات الجرحى"، "طفلان"، "3 من عناصر الشرطة"، "10 آخرين"، "15 مدنياً بين قتيل وجريح". Whether the people
came to harm is another step's question (`frames`); a noun such as شهيد answers it by itself and is kept as `fate`.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from detectors.lexicon.entry import Entry
from detectors.records import Group, Kind, Qualifier, Victims
from detectors.text import Token

FATES: dict[str, Kind] = {
    "noun.killed": "killed",
    "noun.victim": "killed",
    "noun.body": "killed",
    "noun.injured": "injured",
    "noun.missing": "missing",
}
"""Nouns that count people and say what befell them."""
FATED = frozenset(FATES)
COUNTED: dict[str, Kind] = {"noun.injury": "injured", "noun.death": "killed"}
"""Event nouns that count people only after a number or in the plural (5 إصابات، حالات وفاة)."""
PERSONS: dict[str, Victims] = {
    "person.combatant": "combatant",
    "person.civilian": "civilian",
    "person.detainee": "civilian",
    "person.unknown": "unknown",
}
DESCRIBED = ("weapon", "noun.attack", "noun.operation", "force", "health.facility", "noun.explosion")
"""Nouns that a following word such as انتحاري or عسكري describes."""
THINGS = ("thing.", "time.", "weapon", "health.", "noun.attack", "noun.operation", "noun.violation")
"""What else a number may count."""
FORCE_REACH = 14
"""Tokens between a force and what is said of its people."""
WITHIN = frozenset({"منهم", "منهن", "منها"})
"""Behind a number, what makes it one of some; بينهم opens what it holds itself."""
OWN_RANKS = frozenset({"صفوفها", "صفوفهم", "صفوفه"})
"""In the ranks of the force just named."""
THEY_ARE = frozenset(f"{that}{they}" for that in ("ان", "بان") for they in ("هم", "هما", "هن", "ه", "ها"))
SUPPOSED = ("يعتقد", "يشتبه", "يرجح", "يظن")
"""Before أنهم: what people are taken for."""
PATROL = "دوريه"
UNITS = frozenset(
    {"الدوريه", "الحاجز", "الكتيبه", "السريه", "الحراسه", "حراسته", "حمايته", "حراستها", "حمايتها", "الحمايه"}
)
"""Behind أفراد, whose they are: armed, though no name of a force."""
UPON_THEM = frozenset({"عليهم", "عليه", "عليها", "عليهما"})
"""Behind عثر, those who were found."""
COMMAS = frozenset("،,")
WHICH = frozenset({"الذي", "التي"})
"""Relatives of one thing or person."""
WHO = frozenset({"الذين", "اللذين", "اللواتي"})
"""Relatives of several people."""
BECAME = frozenset({
    "باتوا", "اصبحوا", "صاروا", "بلغوا", "تجاوزوا", "ناهزوا", "تخطوا", "فاقوا", "غدوا", "اضحوا", "كانوا", "فكانوا",
    "جاوزوا",
})  # fmt: skip
"""Between the dead and how many they are."""
AMOUNTS = frozenset({
    "عند", "هو", "الفعلي", "الحقيقي", "الكلي", "الاجمالي", "النهائي",
    "بات", "باتت", "اصبح", "اصبحت", "صار", "صارت", "غدا", "غدت", "اضحي", "اضحت",
})  # fmt: skip
"""Between the head of a count and the number (عدد القتلى قد صار نحو 40)."""
REACHING = frozenset({"الي", "عند", "ليبلغ", "لتبلغ"})
"""Before the number that a toll has reached."""
AND_THEY = frozenset({"وهم", "وهما", "وهن", "هم", "هما", "هن", "وجميعهم", "وكلهم"})
"""Begins an aside that says who those just counted are (الثلاثة، وهم أفراد عائلة واحدة، قتلوا)."""
QUOTES = frozenset("\"'«»“”‘’()[]{}")


class People(Struct, frozen=True, gc=False):
    """People named at tokens `first`…`last`."""

    first: int
    last: int
    low: int | None
    high: int | None
    qualifier: Qualifier
    core: int = 0
    """Where the number itself begins, after words that bound it."""
    noun: int | None = None
    fate: Kind | None = None
    victims: Victims = "unknown"
    groups: tuple[Group, ...] = ()
    definite: bool = False
    """Said to be known already (الجنود الثلاثة، الطفل): as a rule a restatement."""
    counted: bool = False
    """A quantity or a singular or dual form says how many."""
    amount: bool = False
    """A quantity stands in the text."""
    bare: bool = False
    """A number without a noun, or with one that the lexicon lacks: needs a close governor."""
    among: bool = False
    """منهم stands inside the phrase (3 منهم أطفال): some of those before."""
    rank: int | None = None
    """The nth of those counted before (التاسع): one of so many at least."""
    verb: int | None = None
    """The verb that says what befell them, where it stands for itself (ضربوا رجلين فأصيبا)."""
    others: bool = False
    """آخرون: of the same sort as the people before."""

    @property
    def numeric(self) -> bool:
        """A bound is known."""
        return self.low is not None or self.high is not None


def groups_of(entry: Entry) -> tuple[Group, ...]:
    """Groups that the noun's row names."""
    return entry.every("group")  # type: ignore[return-value]


AGE = frozenset({"عمره", "عمرها", "العمر", "عمرهما"})
AGE_REACH = 6
"""Tokens of the longest word of somebody's age (في الخامسة والخمسين من عمره)."""


def before_age(tokens: Sequence[Token], i: int) -> int:
    """طفلة في التاسعة من عمرها: the last token before how old somebody is, where `i` ends that; else `i`."""
    if tokens[i].text not in AGE or tokens[i - 1].text != "من":
        return i
    return next((j - 1 for j in range(i - 2, max(-1, i - AGE_REACH), -1) if tokens[j].text == "في"), i)


def only_sort(sorts: set[Victims]) -> Victims:
    """The one of them that says something: عدد الجنود الأتراك."""
    return next(iter(known)) if len(known := sorts - {"unknown"}) == 1 else "unknown"
