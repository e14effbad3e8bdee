"""Words that stand where a name might, and are none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from detectors.reading.word import Word
from detectors.text import Token

PREPOSITIONS: Final = frozenset({
    "هؤلاء", "هولاء", "هذا", "هذه", "ذلك", "تلك", "تحت", "فوق", "داخل", "خارج", "امام",
    "وراء", "ضمن", "ضد", "عبر", "نحو", "وسط", "قرب", "حول", "لدي", "بحق", "اثناء", "عند", "قبل", "فور", "غداه",
    "باتجاه", "صوب", "الي", "رغم", "بلا", "بالرغم", "لان", "مثلما", "هنا", "وهو", "وهي", "بدوره",
    "بدورها", "جميعا", "سويه", "حتي",
})  # fmt: skip
"""Words that are no names and that the lexicon need not hold."""
MANNERS: Final = frozenset({
    "رميا", "شنقا", "ذبحا", "حرقا", "خنقا", "طعنا", "جوعا", "دهسا", "ضربا", "نحرا", "قنصا", "عمدا", "سهوا", "غدرا",
    "ظلما", "قديما", "ميدانيا", "صبرا", "اعداما",
})  # fmt: skip
"""How somebody was killed."""
_QUALITIES: Final = frozenset({
    "ميداني", "ميدانيه", "جماعي", "تعسفي", "عشوائي", "متعمد", "ممنهج", "بشع", "مروع", "جديد", "مماثل", "شعب", "شعبه",
    "شعبها", "شعوب", "كثيرين", "كثيرون", "عديدين", "عديدون", "بطيء", "بطئ", "محتم", "حتمي", "محقق", "وشيك", "مؤجل",
    "موجل", "محدق", "سريري", "رحيم", "مجاني", "يومي",
})  # fmt: skip
"""What a killing was like (إعدام ميداني), one to come (موت بطيء), or how many and whom in general (قتل شعبه)."""
_BEFORE_PRONOUNS: Final = (
    "في", "من", "ب", "ل", "علي", "الي", "مع", "عن", "لدي", "خلال", "بعد", "قبل", "بين", "حول", "تحت", "فوق", "امام",
    "خلف", "قرب", "داخل", "عند",
)  # fmt: skip
_WITH_PRONOUNS: Final = frozenset(
    f"{preposition}{pronoun}" for preposition in _BEFORE_PRONOUNS for pronoun in ("ه", "ها", "هم", "هما", "هن")
)
"""استشهد فيها طفل, مات تحتها أربعة عمال: no name."""
NO_NAMES: Final = PREPOSITIONS | MANNERS | _QUALITIES | _WITH_PRONOUNS

_DEEDS: Final = ("noun.operation", "noun.incident", "noun.accident")
"""Heads of a killing: what is said behind it is said of them."""
_INCIDENT: Final = ("حادثه", "حادثت")


def deed_described(tokens: Sequence[Token], words: Sequence[Word], i: int) -> bool:
    """عمليات قتل وإرهاب, عملية اغتيال جديدة, جريمة قتل مروعة: another deed, or what the first was like."""
    if i < 2 or not (words[i - 2].any(_DEEDS) or tokens[i - 2].text.startswith(_INCIDENT)):
        return False
    return tokens[i].text.startswith("و") or tokens[i].text.endswith(("ه", "تين", "تان"))
