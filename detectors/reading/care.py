"""Health care in a text: facilities, ambulances and health workers, each with its words and its name."""

from __future__ import annotations

from functools import cache, cached_property
from typing import Final

from msgspec import Struct

from detectors.reading.healthwords import unjoined, vocabulary
from detectors.reading.model import Amount, Matches
from detectors.records import HealthTarget

_CATEGORIES: Final = frozenset(
    {"health.facility", "health.staff", "health.maybe", "health.vehicle", "thing.vehicle", "person.civilian"}
)
_CARE: Final = "للرعايه"
_CARES: Final = frozenset({_CARE, "الرعايه"})
_PRIMARY: Final = "الاوليه"
_NAME_MOST: Final = 4
"""Words of a facility's name behind its type word."""
_DOCTORS: Final = frozenset({"اطباء", "لاطباء"})
_BORDERLESS: Final = ["بلا", "حدود"]
"""منشأة تابعة لمنظمة أطباء بلا حدود: a body of doctors, behind what is its."""
_ADJECTIVE_REACH: Final = 3
"""Words between a general noun and what makes it medical (مجمع ناصر الطبي)."""
_DROPPED: Final = frozenset('#"«»“”')
_WINGS: Final = frozenset({"مبني", "قسم", "جناح", "غرفه", "غرف"})
"""Parts of a hospital that may stand for it."""
_DEFINITE: Final = ("ال", "وال", "بال", "لل", "فال")
_KEPT: Final = {"blood": "blood_of", "store": "stored"}
"""Where blood or medicine is kept, and what."""
_OWN_REACH: Final = 16
"""Words between the name of a body and what is said of its own seat."""
_RIGGED: Final = ("مفخخ", "ملغوم", "ملغم")
_SEWAGE: Final = "صرف"
_HOUSE: Final = "مبني"
_HOUSES: Final = frozenset({_HOUSE, "مركز", "مركزا", "مراكز", "مقر"})
_EMERGENCY: Final = frozenset({"الاسعاف", "للاسعاف", "اسعاف"})
_THAT: Final = frozenset({"ان", "انه", "انها", "انهم", "انهما", "انهن", "بان", "بانه", "بانها"})
_MARKS: Final = frozenset("\"'«»“”()")


@cache
def _seats() -> frozenset[str]:
    """Words for where a body sits, with what may be attached before them."""
    words = vocabulary()["seat"] | vocabulary()["own_seat"] | vocabulary()["blood"] | vocabulary()["store"] | _WINGS
    return words | {clitic + word for word in words for clitic in "وبفل"}


class Care(Struct, frozen=True, gc=False):
    """Health care named at tokens `first`…`last`."""

    target: HealthTarget
    first: int
    last: int
    sentence: int
    number: str
    """`s`, `d` or `p`."""
    definite: bool
    name: str | None = None
    count: int | None = None
    """How many facilities or ambulances are counted."""


def told_until(care: Care, matches: Matches) -> int:
    """Index where what somebody says in or of health care begins (طبيب في المشفى إنها …), else its sentence's end.

    إنه of a مستشفى speaks of it: المستشفى إنه تعرض لقصف.
    """
    end = matches.document.sentences[care.sentence].last
    its = "انه" if care.target == "facility" else ""
    texts = matches.document.texts
    return next((i for i in range(care.last, end) if texts[i] in _THAT and texts[i] != its), end)


def cares(matches: Matches) -> list[Care]:
    """All health care that an article names: made once (`Matches.made`) for the steps that ask."""
    return Carers(matches).found()


class Carers:
    """Finds what health care a text names."""

    def __init__(self, matches: Matches) -> None:
        self._m = matches
        self._tokens = matches.document.tokens
        self._v = vocabulary()

    @cached_property
    def _counted(self) -> set[int]:
        return {i for amount in self._m.amounts for i in range(amount.first, amount.last)}

    @cached_property
    def _amounts(self) -> dict[int, Amount]:
        return {amount.last: amount for amount in self._m.amounts}

    def found(self) -> list[Care]:
        """All of it, in order."""
        out: list[Care] = []
        end = 0
        named = set(self._m.standing.of_any(_CATEGORIES, 0, len(self._tokens)))
        seats = (i for i, _ in self._m.document.where(_seats()))
        for i in sorted(named.union(seats)):
            care = None
            if i >= end:
                care = self._care(i) if i in named else self._by_body(i)
            if care is not None:
                out.append(care)
                end = care.last
        return out

    def _care(self, i: int) -> Care | None:
        words = self._m.words[i]
        if "health.facility" in words:
            return self._facility(i, "health.facility", i + 1)
        if "health.staff" in words and (last := self._medical(i, self._v["medical"] | self._v["ambulance"])):
            return self._make("personnel", i, last, "health.staff")
        if "health.staff" in words and i + 1 < len(self._tokens) and "health.facility" in self._m.words[i + 1]:
            return self._make("personnel", i, i + 2, "health.staff")
        if "health.staff" in words and (last := self._of_redcross(i + 1)):
            return self._make("personnel", i, last, "health.staff")
        for category in ("health.maybe", "health.vehicle", "thing.vehicle"):
            if category not in words:
                continue
            needs = set(words[category].every("needs"))
            if category != "health.maybe" or "اسعاف" in needs:
                convoy = category == "health.vehicle" and "طبي" in needs  # قافلة طبية
                last = self._medical(i, self._v["ambulance"] | (self._v["medical"] if convoy else frozenset()))
                if last and self._m.document.texts[i - 1].lstrip("ولب") in self._v["driver"] and i:
                    return self._make("personnel", i, last, category)
                if last:
                    return None if self._rigged(last) else self._make("transport", i, last, category)
            if category == "health.maybe" and (last := self._medical(i, self._v["medical"])):
                return self._facility(i, category, last)
        worker = words.get("person.civilian")
        if worker is not None and worker.tag("group") == "health":
            return self._make("personnel", i, i + 1, "person.civilian")
        return self._by_body(i)

    def _by_body(self, i: int) -> Care | None:
        """مقر الهلال الأحمر, مقر هيئة إسعاف, بنك الدم."""
        tokens = self._tokens
        text = tokens[i].text
        if text not in _seats():
            return None
        bare = text[1:] if text[:1] in "وبفل" and text[1:] in self._v["seat"] | self._v["store"] else text
        following = [t.text for t in tokens[i + 1 : i + 4]]
        if bare in self._v["part"] and following[:1] and following[0] in self._v["ward"] and self._within_hospital(i):
            return Care("facility", i, i + 2, self._m.sentence_of[i], "s", True)
        if bare in _HOUSES and not _EMERGENCY.isdisjoint(following[:1]):
            number, known = "p" if "مراكز" in text else "s", following[0].startswith("ال")
            return Care("facility", i, i + 2, self._m.sentence_of[i], number, known)  # مركز الإسعاف, مركزا للإسعاف
        if bare == _HOUSE and following and "adj.health" in self._m.words[i + 1]:
            return Care("facility", i, i + 2, self._m.sentence_of[i], "s", False)  # مبنى طبي
        if text in self._v["own_seat"] and self._named_before(i):
            return Care("facility", i, i + 1, self._m.sentence_of[i], "p" if text.startswith("مرا") else "s", True)
        if bare in self._v["seat"] and (last := self._of_carers(i + 1)):
            return Care("facility", i, last, self._m.sentence_of[i], "s", True)
        kept = next((what for store, what in _KEPT.items() if bare in self._v[store]), None)
        if kept is not None and following[:1] and following[0] in self._v[kept]:
            return Care("facility", i, i + 2, self._m.sentence_of[i], "s", True)
        return None

    def _named_before(self, i: int) -> bool:
        """قالت الهيئة الصحية إن مركزها …, الهلال الأحمر … مقره: a body for the sick, in the same sentence."""
        first = self._m.document.sentences[self._m.sentence_of[i]].first
        texts = self._m.document.texts
        for j in range(i - 1, max(first, i - _OWN_REACH) - 1, -1):
            if self._of_carers(j) or (texts[j] in self._v["served"] and j > first):
                return True
            if "person.civilian" in self._m.words[j] and "مسعف" in texts[j]:
                return True
        return False

    def _rigged(self, i: int) -> bool:
        """سيارة إسعاف مفخخة: a bomb."""
        return i < len(self._tokens) and self._tokens[i].text.startswith(_RIGGED)

    def _of_redcross(self, i: int) -> int | None:
        """فريق الهلال الأحمر, طواقم من الصليب الأحمر: where the name of the body ends, if one follows at `i`."""
        i += [t.text for t in self._tokens[i : i + 1]] == ["من"]
        name = [t.text for t in self._tokens[i : i + 2]]
        body = len(name) > 1 and name[0].removeprefix("ل") in self._v["redcross"] and name[1] in self._v["red"]
        return i + 2 if body else None

    def _of_carers(self, i: int) -> int | None:
        """الهلال الأحمر, هيئة إسعاف, جمعية الهلال الأحمر: where a body's name at `i` ends that cares for the sick."""
        if i + 1 >= len(self._tokens):
            return None
        body, behind = self._tokens[i].text, self._tokens[i + 1].text
        if body in self._v["body"] and (last := self._of_redcross(i + 1)):
            return last
        ours = behind in self._v["ambulance"] | self._v["served"] or "adj.health" in self._m.words[i + 1]
        return i + 2 if body in self._v["redcross"] or (body in self._v["body"] and ours) else None

    def _within_hospital(self, i: int) -> bool:
        """سقطت القذائف على مبنى الطوارئ: of the hospital that the sentence names."""
        sentence = self._m.document.sentences[self._m.sentence_of[i]]
        return self._m.standing.any(("health.facility",), sentence.first, i)

    def _medical(self, i: int, wanted: frozenset[str]) -> int | None:
        """Index behind the adjective that makes the noun at `i` medical."""
        reach = _ADJECTIVE_REACH + sum(t.text in _MARKS or t.text == _CARE for t in self._tokens[i + 1 : i + 6])
        for j in range(i + 1, min(i + 1 + reach, len(self._tokens))):
            text, before = self._tokens[j].text, self._tokens[j - 1].text
            if before.removeprefix("لل").removeprefix("ال") == _SEWAGE:
                return None  # مرافق الصرف الصحي
            if text in _DOCTORS and [t.text for t in self._tokens[j + 1 : j + 3]] == _BORDERLESS and self._all(wanted):
                return j + 3
            if text in wanted or (j == i + 1 and self._cures(j)) or (text == _PRIMARY and before in _CARES):
                return j + 1
            if self._tokens[j].text in _MARKS:
                continue  # مركز «ابن سينا» الصحي
            if not self._tokens[j].text.isalpha() or self._tokens[j].text in self._v["unnamed"] | self._v["among"]:
                return None  # ست سيارات بينها سيارة إسعاف
        return None

    def _all(self, wanted: frozenset[str]) -> bool:
        """Whatever is medical is wanted, and not ambulances alone."""
        return self._v["medical"] <= wanted

    def _cures(self, i: int) -> bool:
        """مركز لعلاج الكوليرا, نقطة لمعالجة الجرحى: what the noun before is for."""
        text, behind = self._tokens[i].text, self._tokens[i + 1].text if i + 1 < len(self._tokens) else ""
        return text in self._v["cure"] or (text in self._v["cared"] and behind in self._v["patients"])

    def _make(self, target: HealthTarget, i: int, last: int, category: str) -> Care:
        entry = self._m.words[i][category]
        definite = entry.state == "d" or "al" in entry.clitics or self._tokens[last - 1].text.startswith("ال")
        amount = self._amounts.get(i)
        count = (amount.high or amount.low) if amount else 2 if entry.number == "d" else None
        return Care(target, i, last, self._m.sentence_of[i], entry.number or "s", definite, None, count)

    def _facility(self, i: int, category: str, last: int) -> Care:
        care = self._make("facility", i, last, category)
        if care.number == "p" and not self._quoted(last):
            return care
        end = self._name_end(last, care.sentence)
        if end == last and last == i + 1:
            return care
        if end == last and category == "health.maybe" and last == i + 2:
            return care
        tokens = self._tokens
        start = tokens[i].start + self._clitics(i, category)
        name = self._m.document.raw[self._m.document.start(start) : self._m.document.end(tokens[end - 1].end)]
        name = " ".join("".join(c for c in name.replace("_", " ") if c not in _DROPPED).split())
        return Care("facility", i, end, care.sentence, care.number, True, name, care.count)

    def _clitics(self, i: int, category: str) -> int:
        """Letters of the conjunction and preposition attached to the type word."""
        return sum(clitic in ("wa", "fa", "bi", "li", "ka") for clitic in self._m.words[i][category].clitics)

    def _quoted(self, at: int) -> bool:
        return at < len(self._tokens) and self._tokens[at].text in _MARKS

    def _name_end(self, at: int, sentence: int) -> int:
        """Index behind a proper name that begins at `at`; `at` itself when none does."""
        end = self._m.document.sentences[sentence].last
        if self._quoted(at):  # مستشفى «22 مايو»
            closing = (i for i in range(at + 2, min(end, at + _NAME_MOST + 2)) if self._tokens[i].text in _MARKS)
            quoted = next(closing, None)
            if quoted is not None:
                return quoted + 1
        start = last = at
        while last < min(end, at + _NAME_MOST):
            text = self._tokens[last].text
            if text in _MARKS and last == at:
                at = last = last + 1
                continue
            if not self._named(last, at):
                break
            last += 1
        return last if last > at else start

    def _named(self, i: int, start: int) -> bool:
        """Whether a word may belong to a name: unknown to the lexicon, or behind its type word."""
        text = self._tokens[i].text
        if not ("ء" <= text[0] <= "ي") or text in self._v["unnamed"] or text in self._v["descriptive"]:
            return False
        words = self._m.words[i]
        if words.verb or any(c.startswith(("noun.attack", "noun.halt", "time.")) for c in words):
            return False
        if i in self._counted or (not words and text[0] in "بل" and not text.startswith("ال") and i > start):
            return False
        if i == start and self._tokens[i - 1].text.startswith(_DEFINITE):
            return text.startswith("ال")  # المستشفى تحول إلى ثكنة
        if i == start:
            return text.startswith("ال") or (not words and text[0] not in "بلو")
        return (
            text in self._v["medical"]
            or text in ("بن", "عبد", "ابن", "ابي", "ابو")
            or (not words and not text.startswith(("و", "ب", "ل")))
            or self._tokens[i - 1].text in ("بن", "عبد", "ابن", "ابو", "دار")
        )


def of_them(matches: Matches, i: int) -> bool:
    """عدد من المشافي, الطابق الثالث من المستشفى, غارة من الطيران: it counts, or tells the whole, or who struck."""
    texts, vocab = matches.document.texts, vocabulary()
    if texts[i] != "من" or i == 0 or i + 1 >= len(texts):
        return False
    near = [unjoined(texts, j).removeprefix("ال") for j in range(max(0, i - 2), i)]
    by = i + 1 + (texts[i + 1] in _MARKS and i + 2 < len(texts))  # قصف من «قوات الدعم»
    part = not vocab["part"].isdisjoint(near[not texts[i - 1].startswith("ال") :])
    counts = unjoined(texts, i - 1) in vocab["count"] or not vocab["share_of"].isdisjoint(near)
    several = any(a.last == i for a in matches.amounts)
    several = several and any(e.number == "p" and c.startswith("health.") for c, e in matches.words[i + 1].items())
    return part or counts or several or matches.words[by].any(("weapon", "force"))
