"""Relations between the words of an attack and the health care that it hit, each by its rule name."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Final

from detectors.reading.care import Care, of_them, told_until
from detectors.reading.damage import Damage
from detectors.reading.healthwords import STOPS, unjoined, vocabulary
from detectors.reading.mishaps import CAUSES
from detectors.reading.model import Matches
from detectors.reading.nouns import ends_in_ta
from detectors.reading.people import COMMAS
from detectors.reading.recalled import recalled
from detectors.reading.service import Service
from detectors.reading.spared import Spared
from detectors.reading.untouched import (
    PATIENTS,
    begins,
    brought,
    lacks,
    of_area,
    of_others,
    of_patients,
    passes,
    past_apposition,
    past_launch,
    source_of_fire,
    timed,
    walked_from,
    whence,
    within_attack,
    within_other,
)

_REACH: Final = 9
"""Words between the word of an attack and what it hit."""
_CLOSE: Final = 4
_STRIKES: Final = ("verb.attack", "verb.hit", "verb.destroy", "noun.attack", "noun.destroy")
_LANDS: Final = ("verb.land", "noun.land", "verb.drop")
_FELL: Final = frozenset({"وقع", "وقعت", "ووقع", "ووقعت", "فوقع", "فوقعت"})
"""What bombs do in a place, and accidents as well."""
_PASSIVE: Final = ("verb.attack", "verb.destroy", "verb.injure")
_HARM: Final = ("verb.injure", "verb.kill", "noun.injury", "noun.death")
_ARMS: Final = ("اسلح", "مدافع", "رشاش")
_MASSACRES: Final = ("مجزره", "مذبحه")
_NO_VERBS: Final = ("noun.", "weapon", "person.", "force", "thing.", "time.")  # beside these it is none (فجر اليوم)
_WHICH: Final = frozenset({"الذي", "التي", "اللذين", "اللتين"})


class Harm:
    """Finds how the words of one text say that health care was hit."""

    def __init__(self, matches: Matches) -> None:
        self._m = matches
        self._tokens = matches.document.tokens
        self._texts = matches.document.texts
        self._v = vocabulary()
        self._damage = Damage(matches)
        self._service = Service(matches)
        self._spared = Spared(matches)

    @cached_property
    def _placed(self) -> dict[int, int]:
        """Tokens of places → the end of each."""
        return {i: p.last for p in self._m.places if not p.context_only for i in range(p.first, p.last)}

    def found(self, care: Care) -> tuple[int, str] | None:
        """The token that says so and the rule, or None for a mere mention."""
        if source_of_fire(care, self._m):
            return None
        return (
            self._before(care)
            or self._damage.listed(care)
            or self._behind(care)
            or self._inside(care)
            or self._service.halted(care)
            or self._damage.aimed_back(care)
            or self._damage.found(care)
            or recalled(care, self._m)
        )

    def out_of_service(self, care: Care) -> bool:
        """Whether the text says that it no longer works."""
        return self._service.halt(care) is not None

    def _before(self, care: Care) -> tuple[int, str] | None:
        """استهدفت … مشفى, قصف على المشفى, سقوط قذيفة على مشفى, أضرار في المشفى, إصابة مستشفى."""
        start = self._m.document.sentences[care.sentence].first
        gap, section = "", 0
        if any(elsewhere(care, self._m) for elsewhere in (begins, timed, lacks, brought)):
            return None
        begin = walked_from(care, self._m)
        for step, i in enumerate(range(begin - 1, max(start, begin - _REACH) - 1, -1)):
            text, words = self._tokens[i].text, self._m.words[i]
            bare = unjoined(self._texts, i)
            if text in STOPS or (text in COMMAS and not self._list_goes_on(i)):
                return None
            placed = self._placed.get(i + (bare in self._v["within"]), care.last)
            if placed <= care.first:
                continue  # وتضرر في حي السكري مستوصف
            hit = self._hit(i, step - section, gap, care)
            if hit is not None:
                return i, hit
            if text == "جانب" and i > start and self._tokens[i - 1].text == "الي":
                continue  # إلى جانب adds what was hit as well
            if bare in self._v["landmark"] and step < _CLOSE and gap != "aim":
                return None
            beside = self._tokens[i + 1].text == "جانب" or whence(i, self._m)
            beside = beside or (bare == "من" and self._arms(i + 1))  # طالت رشقات من أسلحة ثقيلة مشفى
            if bare in self._v["toward"] and not (beside or of_them(self._m, i) or care.target == "personnel"):
                return None
            at_part = unjoined(self._texts, i + 1) in self._v["part"]
            within = bare in self._v["within"]
            if (within or (bare == "عند" and at_part)) and gap == "":  # عند مدخل المستشفى
                gap = "within"
            elif bare in self._v["aim"] or (text[:1] == "ب" and text[1:] in self._v["part"]):
                gap = gap or "aim"  # ارتطم صاروخ ببوابة المستشفى
            elif within and not at_part:
                return None
            section = step + 1 if within and at_part else section  # داخل قسم الطوارئ في مستشفى
            ward = i > start and unjoined(self._texts, i - 1) in self._v["part"]  # قسم الإسعاف carries nobody
            if not ward and any(
                c in words for c in ("verb.carry", "noun.carry", "verb.say", "noun.source", "verb.treat")
            ):
                return None
        return None

    def _arms(self, i: int) -> bool:
        """Arms, from which a hospital was fired at."""
        return "weapon" in self._m.words[i] or self._texts[i].startswith(_ARMS)

    def _hit(self, i: int, step: int, gap: str, care: Care) -> str | None:
        """The rule by which the word at `i`, `step` words before `care`, says that it was hit."""
        words = self._m.words[i]
        own = any(clitic in ("li", "bi") for clitic in self._attached(care.first))
        if care.target == "personnel" and step <= 2 and words.any(_HARM):
            return "worker"
        if gap == "within":
            return self._hit_inside(i, step, care)
        if words.any(("noun.destroy", "noun.inflict", "verb.inflict")) and step <= _CLOSE + 1:
            return "damage"
        if self._explodes(i) and care.target == "transport" and own:
            return "struck" if self._armed(max(0, i - 1), care.first) else None  # انفجر لغم بسيارة إسعاف، لغم ينفجر بها
        if words.any(_STRIKES):
            return "struck" if self._governs(i, care, own) else None
        if words.any(_LANDS) and (gap == "aim" or own) and self._armed(max(0, i - 3), care.first):
            return "landed"
        if gap == "aim" and (self._shells(i, step, care) or self._tokens[i].text in self._v["fire"]):
            return "fired-at"
        beside = step == 0 or (step <= _CLOSE and self._beside_things(i + 1, care.first))
        injury = "noun.injury" in words and "noun.injured" not in words  # زار جرحى المشفى: those who lie there
        if injury and beside and not own and (step or "wa" not in self._attached(care.first)):
            return "struck"
        wounds = "verb.injure" in words and not ends_in_ta(self._m, i)  # 19 إصابة، ومشفى: no أصابه
        if wounds and (step <= 1 or self._armed(max(0, i - 1), care.first)) and not self._people(i, care.first):
            return "struck"
        return None

    def _explodes(self, i: int) -> bool:
        """انفجر, انفجار."""
        noun = self._m.words[i].get("noun.attack")
        return "verb.explode" in self._m.words[i] or (noun is not None and noun.tag("type") == "explosion")

    def _shells(self, i: int, step: int, care: Care) -> bool:
        """قذيفتان على مشفى, صاروخ من الطيران الحربي على مشفى."""
        weapon = self._m.words[i].get("weapon")
        if weapon is None or weapon.state == "d":
            return False
        return step <= 1 or any(of_them(self._m, j) for j in range(i + 1, care.first))

    def _hit_inside(self, i: int, step: int, care: Care) -> str | None:
        """The same of what happened in it (أطلقوا الرصاص داخل مستشفى, انفجار في عيادة, دمار في المشفى)."""
        words = self._m.words[i]
        if step <= _CLOSE and self._texts[i] in self._v["fire"] and self._fired(i):
            return "fired-inside"
        explosion = words.get("noun.attack") or words.get("verb.explode")
        blast = explosion is not None and explosion.tag("type") == "explosion" and step <= _CLOSE
        massacre = explosion is not None and explosion.lemma in _MASSACRES and step <= 2
        if (blast or massacre) and not of_patients(i, self._m):
            return "blast-inside"
        lands = words.any(_LANDS) or self._texts[i] in _FELL
        if lands and self._armed(max(0, i - 3) if step <= 2 else i, care.first):
            return "landed"
        if self._damage.hit_in(i, care):
            return "struck-inside"
        if words.any(("verb.attack", "verb.hit")) and step <= _CLOSE and self._struck_inside(i, care):
            return "struck-inside"
        return "damage" if "noun.destroy" in words and step <= _CLOSE + 1 else None

    def _struck_inside(self, i: int, care: Care) -> bool:
        """ضربت قذيفة حاضنات الأطفال في مستشفى: what was hit is in it, and nobody speaks of it from there."""
        verb = next(e for c in ("verb.attack", "verb.hit") if (e := self._m.words[i].get(c)))
        direct = unjoined(self._texts, care.first - 1) in self._v["within"] or "bi" in self._attached(care.first)
        noun = "noun.attack" in self._m.words[i] and (
            unjoined(self._texts, i - 1) in self._v["within"] or self._m.words[i - 1].any(PATIENTS)
        )
        said = any(self._texts[j] in COMMAS or "noun.source" in self._m.words[j] for j in range(i + 1, care.first))
        past = verb.aspect == "pv" or (i > 0 and self._m.words[i - 1].any(("weapon", "force")))  # مسيرة تقصف عنبرا في
        return past and direct and not noun and not said and not self._people(i, care.first)

    def _governs(self, i: int, care: Care, own: bool) -> bool:
        """Whether an attack's word can reach the facility: no other verb between, no مصدر used as a subject's cause."""
        if own and "bi" in self._attached(care.first) and "noun.attack" in self._m.words[i]:
            return False
        between = range(past_launch(i, care, self._m), care.first)
        if any(self._tokens[j].text in _WHICH or passes(j, care, self._m) for j in between):
            return False  # قصف أطراف البلدة التي تضم مشفى
        return not any(
            self._m.words[j].verb
            and any(
                c.startswith("verb.") and c not in ("verb.hit", "verb.attack", "verb.was") for c in self._m.words[j]
            )
            and not any(c.startswith(_NO_VERBS) for c in self._m.words[j])
            for j in between
        )

    # --- the word of the attack stands behind ---------------------------------------------------------------------

    def _behind(self, care: Care) -> tuple[int, str] | None:
        """مشفى … تعرض لقصف, المشفى استُهدف, تضرر, المستهدف."""
        end = told_until(care, self._m)
        before = unjoined(self._texts, care.first - 1)
        led = self._v["landmark"] | self._v["toward"] | self._v["within"]
        if before in led and not of_them(self._m, care.first - 1) and not self._spared.fire_spared(care):
            return None  # but لم توفر المدفعية أيا من مشافيها
        if self._spared.not_spared(care, end) or self._suffers(care, end):
            return care.first - 1, "suffered"
        last = past_apposition(care.last, end, self._m)
        for i in range(last, min(end, last + _REACH)):
            text, words = self._tokens[i].text, self._m.words[i]
            if text in STOPS or text in COMMAS or text in self._v["turn"]:
                return None
            if "adj.destroyed" in words:
                return i, "ruined"
            if words.verb and (within_other(last, i, self._m) or within_attack(i, self._m)):
                return None
            if "verb.suffer" in words or "noun.suffer" in words:
                ahead = range(i + 1, min(end, i + _CLOSE + 1))
                struck = any(c in self._m.words[j] for j in ahead for c in _STRIKES) or self._fire(ahead)
                plural = "verb.suffer" in words and words["verb.suffer"].number == "p"  # المشفى 4 أطفال تعرضوا لقصف
                others = (plural and self._people(last - 1, i)) or of_area(i, self._m)
                return (i, "suffered") if struck and not others else None
            if text.startswith("المستهدف"):
                return (i, "struck") if i <= care.last + 1 else None
            passive = next((words[c] for c in _PASSIVE if c in words and c.startswith("verb.")), None)
            if passive is not None and passive.pronoun and ends_in_ta(self._m, i):
                continue  # وصل المستشفيات 55 شهيدا و130 إصابة
            if passive is not None:
                # نقل المسعفون 3 أطفال أصيبوا, مسعف أصيب بوعكة
                others = (
                    of_others(care, self._m, last, i)
                    or self._people(last - 1, i)
                    or "noun.accident" in self._m.words[min(i + 1, end - 1)]
                )
                return (i, "struck-passive") if self._undergoes(i, last) and not others else None
            if words.verb and not any(c.startswith(("noun.", "time.")) for c in words):
                return None
        return None

    def _suffers(self, care: Care, end: int) -> bool:
        """تعرض مشفى … لقصف: the verb before, the attack behind."""
        start = max(self._m.document.sentences[care.sentence].first, care.first - _REACH)
        exposed = self._m.standing.of_any(("verb.suffer", "noun.suffer"), start, care.first)
        if not exposed or any(
            self._m.words[i].verb or self._texts[i] in _WHICH for i in range(max(exposed) + 1, care.first)
        ):
            return False
        ahead = range(care.last, min(end, care.last + _REACH))
        return self._fire(ahead) or any(c in self._m.words[i] for i in ahead for c in _STRIKES)

    def _inside(self, care: Care) -> tuple[int, str] | None:
        """مقتل ثلاثة مرضى داخل المستشفى بقصف: what hit the people in it hit the facility."""
        if care.target != "facility" or not unjoined(self._texts, care.first - 1).endswith("داخل"):
            return None
        sentence = self._m.document.sentences[care.sentence]
        harmed = self._m.standing.of_any(_HARM, max(sentence.first, care.first - _REACH), care.first)
        ahead = self._m.standing.of("noun.attack", care.last, min(sentence.last, care.last + _CLOSE))
        struck = [i for i in ahead if "bi" in self._attached(i) or unjoined(self._texts, i - 1) in CAUSES]
        return (struck[0], "blast-inside") if harmed and struck else None

    def _undergoes(self, i: int, last: int) -> bool:
        """Whether the verb behind a facility, whose words end at `last`, has it as its object or passive subject."""
        if "wa" in self._attached(i) or i > last + _CLOSE + 2:
            return False
        entry = next(self._m.words[i][c] for c in _PASSIVE if c in self._m.words[i])
        if entry.pronoun or entry.voice == "passive" or "verb.destroy" in self._m.words[i]:
            return True
        following = self._m.words[i + 1] if i + 1 < len(self._tokens) else {}
        return not any(
            c.startswith(("thing.b", "thing.a", "thing.v", "person.", "health.", "force")) for c in following
        )

    def _fired(self, i: int) -> bool:
        """أطلق مسلحون الرصاص داخل المستشفى: somebody fires it."""
        return any(self._texts[j].lstrip("وف") in self._v["kindle"] for j in range(max(0, i - _CLOSE), i))

    def _attached(self, i: int) -> tuple[str, ...]:
        return next((entry.clitics for entry in self._m.words[i].values()), ())

    def _beside_things(self, first: int, last: int) -> bool:
        """إصابة مدرسة ومشفى: what else was hit, and nobody."""
        said = [j for j in range(first, last) if self._texts[j] not in COMMAS and self._texts[j] != "اليه"]
        return bool(said) and all(any(c.startswith(("thing.", "health.")) for c in self._m.words[j]) for j in said)

    def _list_goes_on(self, i: int) -> bool:
        after = self._tokens[i + 1].text if i + 1 < len(self._tokens) else ""
        return after.startswith("و") and not self._m.words[i + 1].verb

    def _armed(self, first: int, last: int) -> bool:
        splinters = any(unjoined(self._texts, j) in self._v["splinters"] for j in range(first, last))
        return splinters or self._m.standing.any(("weapon", "noun.attack"), first, last)

    def _people(self, first: int, last: int) -> bool:
        return any(c.startswith(("person.", "noun.title")) for j in range(first + 1, last) for c in self._m.words[j])

    def _fire(self, tokens: Iterable[int]) -> bool:
        return any(unjoined(self._texts, j).removeprefix("ل") in self._v["fire"] for j in tokens)
