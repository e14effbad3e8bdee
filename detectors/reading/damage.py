"""Harm to health care that no verb of attack governs: broken by an attack, set on fire, besieged, one of several."""

from __future__ import annotations

from typing import Final

from detectors.reading.another import got_at
from detectors.reading.care import Care, told_until
from detectors.reading.falls import DAYTIMES
from detectors.reading.healthwords import STOPS, past_sections, unjoined, vocabulary
from detectors.reading.model import Matches
from detectors.reading.people import COMMAS
from detectors.reading.razed import levelled
from detectors.reading.untouched import PATIENTS, broke_else
from detectors.text import Sentence

_NEAR: Final = 5
"""Words between health care and what befell it."""
_BACK: Final = 9
"""Words between health care and the fire turned back on it."""
_FAR: Final = 14
"""Words between vehicles and the shots at one of them."""
_GROUND: Final = 5
"""Words between an attack on what stands in a facility and that."""
_WHO: Final = 3
"""Words between هو and the health worker that somebody is (وهو قائد فريق إسعاف)."""
_HURT: Final = ("verb.injure", "verb.kill", "noun.injury", "noun.death", "noun.injured", "verb.die", "noun.wound")
_SIEGES: Final = ("verb.besiege", "noun.siege", "verb.raid", "noun.raid")
HITS: Final = ("verb.attack", "verb.hit", "verb.destroy", "verb.suffer", "noun.destroy")
_DEEDS: Final = ("noun.attack", "noun.destroy")
_BLOW: Final = 2
"""Words between إصابته and what hit it."""
_CARRIED: Final = ("verb.carry", "noun.carry", "verb.treat")
_TO: Final = frozenset({"الي", "نحو"})
_PASSING: Final = frozenset({"مرور", "عبور"})
_AS: Final = frozenset({"لدي", "عند", "اثناء", "خلال", "حين", "لحظه"})
_BLOW_UP: Final = "فجر"
_ARMED: Final = ("force", "person.combatant", "noun.unidentified")
_ONESELF: Final = frozenset({"نفسه", "نفسها", "انفسهم"})
_CLITICS: Final = ("", "و", "ب", "ل", "وب", "ول")
_IN_IT: Final = frozenset({"فيه", "منه", "به"})
_SINCE: Final = frozenset({"بعد", "اثر", "عقب", "جراء", "بسبب", "نتيجه"})
_ITS: Final = "3ms"
"""Pronoun of مستشفى and مركز; that of عيادة is a town's too."""
WAS: Final = frozenset(
    {"كان", "كانت", "صار", "صارت", "بات", "باتت", "اصبح", "اصبحت", "غدا", "غدت", "اضحي", "اضحت", "امسي", "امست"}
)
"""Before or behind what somebody or something became."""
_SITES: Final = frozenset({"المواقع", "الاهداف", "المباني", "المنشات", "المرافق", "الاماكن", "النقاط"})
_THAT_IS: Final = frozenset({"هو", "هي"})
_WAS_HIT: Final = frozenset({"المتضرر", "المستهدف", "المقصوف", "المدمر", "المصاب"})
_COMES: Final = frozenset({"امتد", "امتدت", "وصل", "وصلت", "بلغ", "بلغت", "يمتد", "تمتد"})
_RUBBLE: Final = frozenset({"ركاما", "انقاضا", "رمادا", "خرابا", "حطاما", "كومه", "كتله"})
_HEAP: Final = frozenset({"كومه", "كتله"})
_TARGET: Final = frozenset({"هدفا", "اهدافا"})
_TARGETS: Final = "اهداف"
_BLOWS: Final = ("noun.attack", "verb.attack", "verb.explode", "noun.explosion", "weapon")


class Damage:
    """Finds such harm in one text."""

    def __init__(self, matches: Matches) -> None:
        self._m = matches
        self._texts = matches.document.texts
        self._v = vocabulary()

    def found(self, care: Care) -> tuple[int, str] | None:
        """The token that tells of it and the rule, or None."""
        bounds = self._m.document.sentences[care.sentence]
        before = range(max(bounds.first, care.first - _NEAR), care.first)
        if care.target == "personnel":
            return self._who(care, bounds.first)
        end = told_until(care, self._m)
        return (
            self._inflicted(care, end)
            or self._broken(care, range(past_sections(self._texts, care.first, bounds.first) - _NEAR, care.first), end)
            or self._own_part(care, end)
            or self._burnt(care, before)
            or self._besieged(care, before)
            or self._one_of(care, bounds.last)
            or self._passing(care, before)
            or self._blown_up(care, before)
            or self._afterwards(care, bounds)
            or self._targeted(care, end)
            or levelled(self._m, care, bounds.first)
            or self._identified(care, bounds.first)
            or self._reached(care, bounds.first)
        )

    def listed(self, care: Care) -> tuple[int, str] | None:
        """استُهدفت عشرة مواقع بينها مركز صحي: one of the things hit."""
        start = self._m.document.sentences[care.sentence].first
        near = range(max(start, care.first - 2), care.first)
        mark = next((i for i in near if unjoined(self._texts, i) in self._v["among"]), None)
        if mark is None or unjoined(self._texts, care.first - 1) in self._v["toward"]:
            return None
        hit = next((i for i in range(mark - 1, start - 1, -1) if self._m.words[i].any(HITS)), None)
        told = (e for i in self._behind_things(hit or start, mark) for e in self._m.words[i].items())
        people = any(c.startswith("person.") and "li" not in e.clitics for c, e in told)  # سيارات للمدنيين
        return (hit, "listed") if hit is not None and not people else None

    def _behind_things(self, first: int, last: int) -> range:
        """استهدفت المسيرات التركية عشر سيارات: what is said behind the last things that were hit."""
        things = (i for i in range(last - 1, first, -1) if any(c.startswith("thing.") for c in self._m.words[i]))
        return range(next(things, first), last)

    def aimed_back(self, care: Care) -> tuple[int, str] | None:
        """قصف محيط المستشفى وأطلق النار في اتجاهه: near it, and at it."""
        end = self._m.document.sentences[care.sentence].last
        ahead = range(care.last, min(end, care.last + _BACK))
        back = any(self._texts[i] in self._v["aimed_back"] for i in ahead)
        fire = next((i for i in ahead if self._texts[i] in self._v["fire"] or "noun.land" in self._m.words[i]), None)
        return (fire, "fired-at") if back and fire is not None else None

    def hit_in(self, i: int, care: Care) -> bool:
        """Whether the word at `i` tells of what struck people or tents in a facility."""
        return self._killed_in(i, care) or self._aimed_in(i, care)

    def _aimed_in(self, i: int, care: Care) -> bool:
        """قصف على خيام داخل أسوار مستشفى, غارة على نازحين في ساحة المشفى: on its ground."""
        at = care.first - 1
        ground = self._texts[at] == "داخل" or (
            unjoined(self._texts, at) in self._v["part"] and unjoined(self._texts, at - 1) in self._v["within"]
        )
        between = range(i + 2, care.first)
        aimed = "noun.attack" in self._m.words[i] and self._texts[i + 1] == "علي" and len(between) <= _GROUND
        return aimed and ground and not self._told_on(between) and not self._m.words[i - 1].any(PATIENTS)

    def _killed_in(self, i: int, care: Care) -> bool:
        """قتلت غارة 14 مريضا في مشفى: a verb at `i` with the blow right behind, and where those were whom it killed."""
        verb = self._m.words[i].get("verb.kill")
        direct = unjoined(self._texts, care.first - 1) in self._v["within"]
        if verb is None or verb.aspect != "pv" or not direct or care.target != "facility":
            return False
        return self._m.words[i + 1].any(("weapon", "noun.attack")) and not self._told_on(range(i + 2, care.first))

    def _told_on(self, between: range) -> bool:
        """، ثم نقلوا إلى: a comma or a verb, with which something else is told."""
        return any(self._texts[j] in COMMAS or (self._m.words[j].verb and not self._m.words[j].noun) for j in between)

    def _broken(self, care: Care, before: range, end: int) -> tuple[int, str] | None:
        """تهشمت واجهة المشفى جراء …, سيارة إسعاف … فتحطمت: with an attack in the sentence."""
        behind = range(care.last, min(end, care.last + _NEAR))
        first = self._m.document.sentences[care.sentence].first
        at = next(
            (i for i in (*reversed(before), *behind) if i >= first and unjoined(self._texts, i) in self._v["broken"]),
            None,
        )
        if at is None or any(unjoined(self._texts, i) in self._v["landmark"] for i in range(at, care.first)):
            return None
        people = any(c.startswith("person.") for i in range(care.last, at) for c in self._m.words[i])
        if people or (at >= care.last and broke_else(at, care, self._m)):
            return None  # قتل مدير المستشفى وزوجته بغارة دمرت بيتهما
        bounds = self._m.document.sentences[care.sentence]
        struck = self._m.standing.any(_BLOWS, bounds.first, bounds.last)
        return (at, "damage") if struck else None

    def _own_part(self, care: Care, end: int) -> tuple[int, str] | None:
        """قصف محيط المشفى ومبناه, قرب المشفى ما ألحق ضررا بمبناه: its own part was hit, whatever else was."""
        ahead = range(care.last, min(end, care.last + _NEAR + 1))
        part = next((i for i in ahead if self._is_own(i) or self._in_it(care.last, i)), None)
        bounds = self._m.document.sentences[care.sentence]
        return (part, "damage") if part is not None and self._m.standing.any(_BLOWS, bounds.first, part) else None

    def _is_own(self, i: int) -> bool:
        return any(self._texts[i].removeprefix(clitic) in self._v["own_part"] for clitic in _CLITICS)

    def _inflicted(self, care: Care, end: int) -> tuple[int, str] | None:
        """من المستشفى بعد إلحاق أضرار واسعة به: harm done behind, to what the pronoun means."""
        if care.target != "facility" or care.number != "s":
            return None
        for i in self._m.standing.of_any(("noun.inflict", "verb.inflict"), care.last, min(end, care.last + _FAR)):
            ahead = range(i + 1, min(end, i + 1 + _NEAR))
            it = next((j for j in ahead if self._texts[j] in _IN_IT), None)
            others = self._m.standing.any(("thing.building", "thing.area", "thing.vehicle"), care.last, it or i)
            if it is not None and self._m.standing.any(("noun.destroy",), i + 1, it) and not others:
                return i, "damage"
        return None

    def _in_it(self, first: int, i: int) -> bool:
        """وتضررت غرفة الأشعة فيه: a part of it, right behind what befell that."""
        damaged = self._m.standing.any(("verb.destroy", "noun.destroy"), max(first, i - 2), i)
        named = unjoined(self._texts, i) in self._v["part"]
        return damaged and named and not _IN_IT.isdisjoint(self._texts[i + 1 : i + 1 + _WHO])

    def _burnt(self, care: Care, before: range) -> tuple[int, str] | None:
        """أضرموا النار في عيادة, أطلقوا النار داخل مستشفى, اندلع حريق في مشفى إثر قصفه."""
        fire = next((i for i in reversed(before) if unjoined(self._texts, i) in self._v["blaze"]), None)
        if fire is None or not any(
            unjoined(self._texts, i) in self._v["kindle"] for i in range(max(0, fire - 3), fire)
        ):
            return None
        if unjoined(self._texts, fire) in self._v["mere_fire"] and not self._m.standing.any(
            _BLOWS, before.start, care.last + _FAR
        ):
            return None
        within = any(self._texts[i] in self._v["within"] for i in range(fire + 1, care.first))
        return (fire, "burnt") if within or self._texts[care.first].startswith("ب") else None

    def _afterwards(self, care: Care, bounds: Sentence) -> tuple[int, str] | None:
        """تعليق العمل في المشفى بعد تدميره, أغلق المركز إثر قصفه: by the pronoun of the attack."""
        told = (e for words in self._m.words[bounds.first : care.first] for e in words.items())
        taken = self._m.standing.any(_CARRIED, bounds.first, care.first) or unjoined(self._texts, care.first - 1) in _TO
        one = any(c.startswith("person.") and e.number != "p" for c, e in told)  # أجلي العاملون منه عقب تعرضه لقصف
        if care.target != "facility" or taken or one:
            return None
        for i in range(care.last, min(bounds.last - 1, care.last + _NEAR)):
            if self._m.words[i].verb or self._texts[i] in STOPS:
                return None
            hit = self._m.standing.any(("weapon", "noun.attack"), i + 2, min(bounds.last, i + 2 + _BLOW))
            blow = next(
                (e for c, e in self._m.words[i + 1].items() if c in _DEEDS or (hit and c == "noun.injury")), None
            )
            if unjoined(self._texts, i) in _SINCE and blow is not None and blow.pronoun == _ITS:
                return i + 1, "struck"
            if unjoined(self._texts, i) in _SINCE and self._suffered(i + 1, bounds.last):
                return i + 1, "suffered"
        return None

    def _suffered(self, i: int, end: int) -> bool:
        """بعد تعرضه للاقتحام والقصف: by the pronoun of what it was exposed to."""
        exposed = self._m.words[i].get("noun.suffer")
        blow = self._m.standing.any(("noun.attack", "noun.raid"), i + 1, min(end, i + 1 + _BLOW + 1))
        return exposed is not None and exposed.pronoun == _ITS and blow

    def _besieged(self, care: Care, before: range) -> tuple[int, str] | None:
        """حاصرت الدبابات مستشفى …, داهم الجنود المستشفى: a facility itself, not what lies around."""
        if care.target != "facility" or care.number == "p":
            return None
        for i in reversed(before):
            words = self._m.words[i]
            bare = unjoined(self._texts, i)
            if words.any(_SIEGES) or bare in self._v["loot"]:
                return i, "besieged"
            if words.verb or bare in self._v["landmark"] or bare in self._v["toward"] or bare in self._v["within"]:
                return None
        return None

    def _one_of(self, care: Care, end: int) -> tuple[int, str] | None:
        """سيارات الإسعاف … أطلق مسلحون النار على إحداها."""
        if care.target != "transport" or care.number == "s":
            return None
        ahead = range(care.last, min(end, care.last + _FAR))
        one = next((i for i in ahead if self._texts[i] in self._v["one"]), None)
        fires = (i for i in ahead if self._texts[i] in self._v["fire"] or self._m.standing.any(_BLOWS, i, i + 1))
        fire = next(fires, None)
        return (fire, "fired-at") if one is not None and fire is not None and fire < one else None

    def _passing(self, care: Care, before: range) -> tuple[int, str] | None:
        """انفجرت عبوة لدى مرور سيارة إسعاف: what lay there for it."""
        at = care.first - 1
        passing = self._texts[at] in _PASSING and unjoined(self._texts, at - 1) in _AS
        if care.target != "transport" or not passing:
            return None
        blast = (i for i in before if self._m.words[i].any(("verb.explode", "noun.explosion")))
        found = next(blast, None)
        return None if found is None else (found, "struck")

    def _blown_up(self, care: Care, before: range) -> tuple[int, str] | None:
        """فجر مسلحو التنظيم مستشفى: who blew it up stands between, and nothing else."""
        at = next((i for i in reversed(before) if "verb.explode" in self._m.words[i]), None)
        if at is None or care.target != "facility" or self._m.words[at]["verb.explode"].lemma != _BLOW_UP:
            return None
        between = [self._m.words[i] for i in range(at + 1, care.first)]
        alone = all(words.any(_ARMED) or not words for words in between) and any(words.any(_ARMED) for words in between)
        led = self._v["within"] | self._v["landmark"] | self._v["toward"] | self._v["aim"] | COMMAS | _ONESELF
        return (at, "struck") if alone and led.isdisjoint(self._texts[at + 1 : care.first]) else None

    def _targeted(self, care: Care, end: int) -> tuple[int, str] | None:
        """كان مشفى س هدفا للقصف, من أهداف الغارات, غدا المشفى ركاما بغارة: said of it with no verb of attack."""
        led = unjoined(self._texts, care.first - 1) in WAS
        for i in range(care.last, min(end - 1, care.last + _NEAR + 1)):
            led = led or self._texts[i] in WAS
            one_of = self._texts[i] == _TARGETS and self._texts[i - 1] == "من"
            if led and (one_of or self._texts[i] in _TARGET or self._texts[i] in _RUBBLE):
                blow = i + 1 + (self._texts[i] in _HEAP)  # كومة حجارة بفعل برميلين
                hit = self._m.standing.any(("noun.attack", "weapon"), blow, blow + _BLOW)
                return (i, "struck") if hit else None
            if led and self._texts[i] == "بين" and self._texts[i + 1] in _SITES:
                return (i + 1, "listed") if self._m.standing.any(HITS, i + 2, i + 2 + _NEAR) else None
        return None

    def _identified(self, care: Care, first: int) -> tuple[int, str] | None:
        """المبنى المتضرر هو مبنى الإسعاف, المبنى المستهدف مشفى ميداني: what it was that was hit."""
        at = care.first - 1
        at -= self._texts[at] in _THAT_IS
        hit = at > first and self._texts[at] in _WAS_HIT and self._texts[at - 1].startswith("ال")
        return (at, "struck") if hit else None

    def _reached(self, care: Care, first: int) -> tuple[int, str] | None:
        """امتد القصف إلى مستشفى س, وصلت القذائف إلى مشفاها: how far the fire came."""
        to = care.first - 1
        if to > first and self._texts[to] == "من" and (got := got_at(self._m, first, to)) is not None:
            return got, "struck"
        if to <= first or self._texts[to] != "الي":
            return None
        fire = to - 1 - (self._texts[to - 1] in DAYTIMES)
        at = fire - 1
        if at < first or _COMES.isdisjoint((self._texts[at], unjoined(self._texts, at))):
            return None
        return (at, "struck") if self._m.words[fire].any(("noun.attack", "weapon")) else None

    def _who(self, care: Care, start: int) -> tuple[int, str] | None:
        """أصيب فلان …، وهو قائد فريق إسعاف: somebody hurt of whom it is said that he is a health worker."""
        near = range(max(start, care.first - _WHO), care.first)
        said = next((i for i in near if unjoined(self._texts, i) in self._v["is"]), None)
        hurt = (i for i in range(start, said or start) if self._m.words[i].any(_HURT))
        found = next(hurt, None)
        return None if found is None else (found, "worker")
