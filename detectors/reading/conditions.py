"""Harm told by what became of people: نقلت الأم بجراح بالغة, 6 عولجوا من شظايا, بترت ساق السائق, مصيرهم مجهول."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from detectors.reading.model import Matches
from detectors.reading.people import COMMAS, People
from detectors.reading.roles import ARRIVALS, Role
from detectors.reading.survivors import (
    BROUGHT_REACH,
    CARRIED,
    CARRY_REACH,
    LIMB_REACH,
    LIMBS,
    STATE_REACH,
    WHOSE,
    came_out,
    own_limb,
)

TRACE_REACH: Final = 8
"""Tokens between people and what says that nothing is known of them."""
DEATH_REACH: Final = 4
"""Tokens between people and حتى الموت."""
KNOWN: Final = ("يعرف", "تعرف", "يتضح", "يعلم", "يكشف", "معروف", "معلوم", "واضح")
"""What is denied of a fate that nobody knows."""
MAIMED_REACH: Final = 6
"""Tokens between a verb of maiming and the limb: which shell did it, and whose."""
_BELONGINGS: Final = (
    "وعي", "صواب", "توازن", "منزل", "منازل", "بيت", "بيوت", "عمل", "اعمال", "وظيف", "وظائف", "مصدر", "مصادر", "ممتلك",
    "محل", "متجر", "متاجر", "قارب", "قوارب", "سيار", "مركب", "مواشي", "مزارع",
)  # fmt: skip
FATE: Final = "مصير"
_SENSES: Final = frozenset({"البصر", "السمع", "النطق", "بصره", "بصرها", "بصرهم", "بصرهما", "سمعه", "سمعها", "سمعهم"})
TRACELESS: Final = "state:traceless"
_ENTERED: Final = frozenset({"ادخل", "ادخلت", "دخل"})
_STILL: Final = ("يزال", "تزال", "زال", "يزالون")
_STILL_REACH: Final = 3
"""Tokens between لا يزال and those who are treated: a bound of their number."""
_BLOWS: Final = ("noun.explosion", "verb.explode", "noun.attack", "verb.attack", "verb.hit")
_ENDS: Final = COMMAS | {".", ":", "؛"}
_DEAD: Final = ("noun.killed", "noun.body")
_HURT: Final = ("noun.injured", "noun.injury", "noun.wound", "verb.injure", "noun.ill")
_TO: Final = frozenset({"الي", "علي", "نحو"})
_AFTER: Final = frozenset({"بعد", "عقب", "اثر", "جراء", "نتيجه", "بسبب"})
_BY: Final = ("noun.wound", "noun.injury", "noun.attack", "weapon")
_WOUNDS: Final = ("noun.wound", "noun.injury")
_WENT: Final = frozenset({
    "رحل", "رحلت", "ترجل", "ترجلت", "التحق", "التحقت", "لحق", "لحقت", "انضم", "انضمت", "لبي", "لبت", "غادر", "غادرت",
    "غادرنا", "غادرتنا", "ودعنا", "رحيل",
})  # fmt: skip
DEPARTED_REACH: Final = 14
"""Tokens between who went and of what: a name, an age, a comma."""
_STRUGGLED: Final = frozenset({"صارع", "صارعت", "مصارعه", "صراع"})
_RANKS: Final = frozenset({"بركب", "ركب", "بقافله", "قافله", "بموكب", "موكب", "بكوكبه", "كوكبه"})
_UNKNOWN: Final = ("مجهول", "غامض")
_NEWS: Final = frozenset({"الاخبار", "اخبار", "اخبارهم", "الاتصال", "التواصل", "الاتصالات"})
_CUT: Final = ("انقطع", "انقطاع")
_LEFT: Final = frozenset({"اثر", "خبر", "اخبار"})
"""What there is not of people who are missing (لا أثر لتسعة, تسعة لا خبر عنهم)."""
_OF_THEM: Final = frozenset({"لهم", "عنهم", "منهم", "لهما", "عنهما"})


class Conditions:
    """Finds it in one article."""

    def __init__(self, matches: Matches) -> None:
        self._m = matches
        self._tokens = matches.document.tokens
        self._words = matches.words
        self._standing = matches.standing

    def role(self, people: People, first: int, last: int) -> Role | None:
        """What is told of `people`, of whom no word of harm tells, in the sentence of tokens `first`…`last`."""
        if not people.counted:
            return None
        return (
            self._arrived_so(people, first)
            or self._arrived_dead(people, first, last)
            or self._carried(people, first, last)
            or came_out(self._m, people, first, last)
            or self._treated(people)
            or self._maimed(people, first)
            or self._to_death(people, first, last)
            or self._departed(people, first, last)
            or self._traceless(people, first, last)
        )

    def _arrived_so(self, people: People, first: int) -> Role | None:
        """أدخل المشافي مصابا 140 غيرهم, نقل إلى المشفى جريحا 14 مدنيا: how they came, before their number."""
        at = people.first - 1
        hurt = self._words[at].get("noun.injured") if at > first and people.amount and not people.definite else None
        if hurt is None or hurt.number != "s" or hurt.clitics or not self._tokens[at].text.endswith("ا"):
            return None
        counted = any(amount.last == at for amount in self._m.amounts)  # 20 مصابا، 14 منهم
        near = max(first, at - BROUGHT_REACH)
        came = self._standing.any(ARRIVALS, near, at)
        came = came or any(self._tokens[i].text.lstrip("وف") in _ENTERED for i in range(near, at))
        return Role("injured", at, CARRIED) if came and not counted else None

    def _arrived_dead(self, people: People, first: int, last: int) -> Role | None:
        """وصل ستة منهم متوفين, 31 جنديا وصلوا جثثا, نقل طفل مفارقا الحياة."""
        near = range(max(first, people.first - CARRY_REACH), min(last, people.last + 1))
        if people.definite or not any(self._words[i].any(ARRIVALS) for i in near):
            return None
        for i in range(people.last, min(last, people.last + STATE_REACH)):
            words = self._words[i]
            if self._tokens[i].text in _ENDS or "mark.connector" in words:
                return None
            dead = next((words[c] for c in _DEAD if c in words), None)
            if dead is None or dead.clitics or (dead.number == "p") == (people.low == 1):
                continue
            if dead.category == "noun.killed" or self._tokens[i].text.endswith("ا"):
                return Role("killed", i, "state:carried")
        return None

    def _carried(self, people: People, first: int, last: int) -> Role | None:
        """نقلت الأم إلى المستشفى بجراح بالغة, نقل رجلان في حالة خطرة, واثنان في حالة خطرة."""
        start = people.last
        near = max(first, people.first - CARRY_REACH)
        if not self._standing.any(("verb.carry", "noun.carry"), near, people.first):
            own = self._words[start].get("verb.carry") if start < last else None
            if own is None or own.clitics or own.number == "s":
                return Role("injured", start, CARRIED) if people.bare and self._grave(start) else None
            start += 1  # وثمانية نقلوا إلى المشفى بجروح
        hurt = self._after_blow(people)
        aided = self._standing.of("verb.aid", near, people.first)
        if hurt and aided and people.noun is not None:
            return Role("injured", aided[-1], CARRIED)  # أسعفت فرقنا سبعة مدنيين, wherever they are brought
        for i in range(start, min(last, start + STATE_REACH)):
            words = self._words[i]
            if i + 2 < last and self._tokens[i].text in _AFTER and self._their_wound(i + 1, people):
                return Role("injured", i + 1, CARRIED)
            if self._tokens[i].text in _ENDS or words.verb or "mark.connector" in words:
                return None
            wounds = (words[c] for c in _WOUNDS if c in words)
            if any("bi" in wound.clitics for wound in wounds) or self._grave(i):
                return Role("injured", i, CARRIED)
            if hurt and "health.facility" in words and self._tokens[i - 1].text in _TO:
                return Role("injured", i, CARRIED)
        return None

    def _after_blow(self, people: People) -> bool:
        """قتل ثلاثة في القصف ونقل سبعة إلى المشفى: those brought there after a blow, in a text that has told of no
        wounded yet."""
        told = self._standing.any(_HURT, 0, people.first)
        return not told and self._standing.any(_BLOWS, 0, people.first)

    def _their_wound(self, i: int, people: People) -> bool:
        """إسعاف مواطن إلى المستشفى نتيجة إصابته بشظايا قذيفة: what those who were brought suffered before."""
        wound = self._words[i].get("noun.injury")
        they = {1: ("3ms", "3fs"), 2: ("3d",)}.get(people.low or 0, ("3mp", "3fp"))
        if wound is None or wound.pronoun not in they:
            return False
        by = (self._words[i + 1].get(category) for category in _BY)
        return any(entry is not None and "bi" in entry.clitics for entry in by)

    def _grave(self, i: int) -> bool:
        """في حالة حرجة."""
        if i + 2 >= len(self._words) or self._tokens[i].text != "في":
            return False
        return "noun.case" in self._words[i + 1] and "adj.grave" in self._words[i + 2]

    def _treated(self, people: People) -> Role | None:
        """6 أشخاص عولجوا من شظايا, مدنيين يتلقون العلاج من إصابات بالغة."""
        i = people.last
        treated = self._words[i].get("verb.treat") if i + 2 < len(self._words) else None
        if treated is None or treated.clitics or (treated.number == "s" and people.low != 1):
            return None
        before = self._tokens[max(0, people.first - _STILL_REACH) : people.first]
        still = "noun.treat" in self._words[i + 1] and any(t.text.endswith(_STILL) for t in before)
        if still and self._standing.any(_BLOWS, 0, len(self._words)):
            return Role("injured", i, "state:treated")  # لا يزال 160 شخصا يتلقون العلاج, in a text of a blow
        of = i + 1 + ("noun.treat" in self._words[i + 1])
        if self._tokens[of].text != "من" or of + 1 >= len(self._words):
            return None
        return Role("injured", i, "state:treated") if self._words[of + 1].any(_WOUNDS) else None

    def _maimed(self, people: People, first: int) -> Role | None:
        """بترت ساق السائق, بتر قدم طفل."""
        limb = people.first - 1
        if limb <= first or self._tokens[limb].text not in LIMBS:
            return None
        if "noun.maim" in self._words[limb - 1]:
            return Role("injured", limb - 1, "state:maimed")
        near = self._standing.of("noun.maim", max(first, limb - MAIMED_REACH), limb)  # بترت قذيفة هاون قدم امرأة
        struck = bool(near) and near[-1] + 1 < limb and self._words[near[-1] + 1].any(("weapon", "noun.wound"))
        return Role("injured", near[-1], "state:maimed") if struck else None

    def lost(self, people: People, role: Role) -> Role | None:
        """فقد الطفل ساقه: who lost a limb is not missing; فقد أحد المسعفين وعيه, فقد صيادان قاربهما: nor hurt."""
        if role.kind != "missing":
            return role
        near = [token.text for token in self._tokens[people.last : people.last + LIMB_REACH]]
        if any(text.startswith(_BELONGINGS) and text.endswith(WHOSE) for text in near[:1]):
            return None
        limb = any(map(own_limb, near))
        limb = limb or not _SENSES.isdisjoint(near)  # فقد اثنان منهم البصر
        return Role("injured", role.governor, "state:maimed") if limb else role

    def _to_death(self, people: People, first: int, last: int) -> Role | None:
        """ضربوا الحارس حتى الموت, عذب ثلاثة شبان حتى الموت."""
        for i in range(people.last, min(last - 1, people.last + DEATH_REACH)):
            if self._tokens[i].text == "حتي" and self._tokens[i + 1].text in {"الموت", "الوفاه"}:
                return Role("killed", i + 1, "state:to-death")
            if self._tokens[i].text in _ENDS:
                return None
        return None

    def _departed(self, people: People, first: int, last: int) -> Role | None:
        """رحل الشاب فلان متأثرا بجراحه, التحق الطفل فلان بركب الشهداء: what is said of who went, in an obituary."""
        near = self._tokens[max(first, people.first - CARRY_REACH) : people.first]
        if people.low != 1 or people.amount or not any(token.text.lstrip("وف") in _WENT for token in near):
            return None
        for i in range(people.last, min(last - 1, people.last + DEPARTED_REACH)):
            words, following = self._words[i], self._words[i + 1]
            if words.verb and "adj.dying" not in words and self._tokens[i].text not in _STRUGGLED:
                return None
            of_wounds = "adj.dying" in words or self._tokens[i].text in _STRUGGLED
            if of_wounds and following.any(_WOUNDS):
                return Role("killed", i, "state:departed")
            if self._tokens[i].text in _RANKS and "noun.killed" in following and following["noun.killed"].number == "p":
                return Role("killed", i, "state:departed")
        return None

    def _traceless(self, people: People, first: int, last: int) -> Role | None:
        """لا يزال مصير ثمانية آخرين مجهولا, لا يعرف شيء عن مصير زملائهم الثلاثة."""
        at = people.first - 1
        if at < first or (people.noun is not None and "person.detainee" in self._words[people.noun]):
            return None
        behind = self._m.document.texts[people.last : min(last, people.last + TRACE_REACH)]
        if self._unheard_of(people, first) or self._own_fate(behind):
            return Role("missing", at, TRACELESS)
        if self._tokens[at].text != FATE:
            return None
        before = range(max(first, at - TRACE_REACH), people.last + len(behind))
        unknown = any(text.startswith(_UNKNOWN) for text in behind)
        denied = any(self._unknown(i) for i in before)
        return Role("missing", at, TRACELESS) if unknown or denied else None

    def _unheard_of(self, people: People, first: int) -> bool:
        """انقطعت الأخبار عن نحو سبعين شابا, لا أثر لتسعة منهم: what no longer comes from them, before them."""
        if people.definite:
            return False
        near = [
            token.text.lstrip("وف") for token in self._tokens[max(first, people.first - STATE_REACH) : people.first]
        ]
        cut = any(text.startswith(_CUT) and not _NEWS.isdisjoint(near[i:]) for i, text in enumerate(near))
        led = near[-1:] in (["عن"], ["مع"]) or self._tokens[people.first].text.startswith("ب")
        none = any(a == "لا" and b in _LEFT for a, b in pairwise(near))
        to = near[-1:] == ["ل"] or self._tokens[people.first].text.startswith("ل")
        return (cut and led) or (none and to)

    def _own_fate(self, behind: Sequence[str]) -> bool:
        """ثلاثة من أبناء البلدة مجهولي المصير, ستة مصيرهم مجهول, ستة لا خبر عنهم: what is said of them, behind."""
        for i, (a, b) in enumerate(pairwise(behind)):
            if a in _ENDS and not b.startswith("ف"):
                return False
            if (a.startswith("مجهول") and b == "المصير") or (a == "لا" and b in _LEFT and behind[i + 2 : i + 3]):
                return a != "لا" or behind[i + 2] in _OF_THEM
            if a.lstrip("وف").startswith(FATE + "هم") and b.startswith(_UNKNOWN):
                return True
        return False

    def _unknown(self, i: int) -> bool:
        """لا يعرف, غير معروف."""
        denied = i > 0 and "mark.negation" in self._words[i - 1]
        return denied and self._tokens[i].text.startswith(KNOWN)


_THENCE: Final = frozenset({"منه", "منها", "منهما"})
"""Behind who was brought, from another place (ونقل منه خمسة جرحى): others than those told of before."""


def brought(matches: Matches, people: People) -> bool:
    """أسعفت الفرق مصابين, نقل جريحين إلى المشفى: wounded who are brought to where they are treated."""
    if people.fate != "injured" or not people.counted or people.others or people.definite:
        return False
    for i in range(people.first - 1, max(-1, people.first - BROUGHT_REACH), -1):
        if matches.words[i].any(("verb.carry", "noun.carry")) and "org.rescue" not in matches.words[i]:
            return matches.document.texts[i + 1] not in _THENCE
        if matches.words[i].verb or matches.document.texts[i] in COMMAS | {".", ":"}:
            return False
    return False
