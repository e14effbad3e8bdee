"""Killings that are no attack of this report: murders, rehearsals, what a film tells, injuries at play."""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from detectors.lexicon.entry import Entry
from detectors.reading.figurative import at_play, bloodless
from detectors.reading.mishaps import shaken
from detectors.reading.model import Candidate, Matches
from detectors.reading.people import COMMAS
from detectors.reading.retold import accuses
from detectors.text import Sentence

_DEEDS: Final = ("noun.attack", "verb.attack", "verb.explode", "noun.massacre", "verb.hit", "weapon")
_DEADLY: Final = ("verb.kill", "noun.killed", "noun.victim", "verb.shoot", "adj.dying", "noun.wound", "force")
_BY_HAND: Final = frozenset({"طعن", "دهس", "سكين", "ضرب", "ذبح"})
"""What one man does to another also in a quarrel."""
_ASSASSINS: Final = frozenset({"اغتال", "اغتيال"})
"""Whatever is guessed of their motive."""
_GANGS: Final = frozenset({"عصابه", "العصابه"})
_HANDS: Final = frozenset({"يد", "بيد", "ايدي", "بايدي"})
_ROBBERS: Final = frozenset({"لص", "لصين", "لصوص", "اللصوص", "سارق", "سارقين", "سارقيه", "حرامي", "حراميه", "نشال"})
_CLOSE: Final = frozenset({"طليقها", "طليقته", "زوجها", "خطيبها", "جاره", "جارها", "صديقه", "صديقها", "خادمتها"})
_CRIMINALS: Final = _ROBBERS | _CLOSE | {"مجرم", "سفاح"}
_THIEVES: Final = _ROBBERS | {"سفاح"}
"""Beside the verb: who did it."""
_QUARREL_ITSELF: Final = frozenset({"ثار", "سطو"})
"""Needs no word of cause before it."""
_ARMED: Final = ("person.combatant", "force")
_HELD: Final = ("verb.detain", "noun.detain", "noun.raid", "noun.court", "noun.prison", "mark.charge")
_PEOPLE: Final = ("person.civilian", "person.unknown", "person.detainee")
_OWN: Final = frozenset({"3ms", "3fs", "3mp"})
_MURDER: Final = frozenset({"قتل", "ذبح"})
_CAUSES: Final = frozenset({"بسبب", "اثر", "خلفيه", "نتيجه", "جراء", "بدافع", "بقصد", "بهدف", "خلال", "اثناء", "في"})
"""Before a quarrel or a robbery: it was the cause."""
_EXECUTIONS: Final = frozenset({"اعدم", "اعدام"})
_PENALTY: Final = frozenset({"الاعدام", "اعدام", "بالاعدام", "القتل", "القصاص"})
_SENTENCE: Final = frozenset({"حكم", "احكام", "الحكم", "عقوبه", "بحكم", "حكما"})
"""Before the penalty: what the text tells of executions are a court's (تنفيذ حكم الإعدام)."""
_TRIALS: Final = frozenset(
    f"{article}{word}{end}"
    for article in ("", "ال")
    for word in ("مدان", "محكوم")
    for end in ("", "ا", "ين", "ون", "ان")
) | {"ادانتهم", "ادانته", "ادانتهما", "ادينوا", "ادين", "ادينا", "شنقا", "قصاصا", "تعزيرا"}
"""Words of those whom a court found guilty, and of how it has them die."""
_RULED: Final = frozenset({"قضت", "قضي", "حكمت", "حكم", "اصدرت", "تقضي", "يقضي", "حكما", "احكاما", "بحكم"})
_MOOD_REACH: Final = 4
"""Tokens behind the people who fell into a mood."""
_RULING_REACH: Final = 6
_CHARGE_REACH: Final = 5
_TELL_REACH: Final = 6
"""Tokens between a film and the verb of telling."""


class Crimes:
    """Weighs what befell people in one article against a private murder, a play or a game."""

    def __init__(self, matches: Matches) -> None:
        self._m = matches
        self._tokens = matches.document.tokens
        self._words = matches.words
        self._standing = matches.standing
        texts = matches.document.texts
        penalties = [i for i, _ in matches.document.where(_PENALTY) if i and texts[i - 1] in _SENTENCE]
        guilty = bool(matches.document.where(_TRIALS))
        self._sentenced = bool(penalties) and guilty
        """The text tells of executions that a court ordered."""
        self._executing = any(texts[i] in {"القتل", "القصاص"} for i in penalties) or self._sentenced

    def reason(self, candidate: Candidate) -> str | None:
        """Why nobody was attacked, or None."""
        sentence = self._m.document.sentences[candidate.sentence]
        if self._by_court(candidate, sentence):
            return "court"
        if self._standing.any(("mark.drill",), sentence.first, sentence.last):
            return "rehearsed"
        if bloodless(self._m, candidate.trigger):
            return "figurative"
        if self._public(sentence):
            return None
        if self._mourned(candidate, sentence):
            return "no-violence"
        struck = self._standing.any((*_DEEDS, "verb.shoot"), sentence.first, sentence.last)
        lost = self._lost(candidate)  # فقد النادي خمسة من لاعبيه
        if (candidate.kind == "injured" or lost) and not struck and at_play(self._m, candidate.sentence):
            return "sport"
        moods = self._standing.of("mark.mood", candidate.last, min(candidate.last + _MOOD_REACH, sentence.last))
        if candidate.kind == "injured" and moods and not struck:
            return "unhurt"  # أصيبوا بالإرهاق، بصدمة نفسية
        if candidate.kind in {"killed", "injured"} and self._crime(candidate, sentence):
            return "crime"
        return "fiction" if self._told_in(candidate, sentence) else None

    def _lost(self, candidate: Candidate) -> bool:
        words = self._words[candidate.trigger]
        return "verb.miss" in words or any(entry.tag("own") is not None for entry in words.values())

    def _by_court(self, candidate: Candidate, sentence: Sentence) -> bool:
        """أعدمت السلطات خمسة مدانين, تعدم أربعة شنقا, قضت المحكمة بإعدام شاب: executed after a trial."""
        executed = any(entry.lemma in _EXECUTIONS for entry in self._words[candidate.trigger].values())
        if not executed or self._sentenced:
            return executed
        texts = self._m.document.texts
        ruled = texts[max(sentence.first, candidate.trigger - _RULING_REACH) : candidate.trigger]
        if not _RULED.isdisjoint(ruled) and self._standing.any(("noun.court",), sentence.first, sentence.last):
            return True
        tried = self._standing.any(("noun.court",), candidate.last, sentence.last)  # إعدام شاب بعدما ثبت لدى المحكمة
        tried = tried and not self._standing.any(_ARMED, sentence.first, sentence.last)
        until = sentence.last
        if candidate.sentence == self._m.headline and candidate.sentence + 1 < len(self._m.document.sentences):
            until = self._m.document.sentences[candidate.sentence + 1].last  # what the lead says of it
        return tried or not _TRIALS.isdisjoint(texts[sentence.first : until])

    def _mourned(self, candidate: Candidate, sentence: Sentence) -> bool:
        """شيع الآلاف جثمان الفنان: buried, in a text that tells of no violence and of no martyr."""
        if candidate.rule != "noun.body" or not self._standing.any(("noun.mourning", "verb.mourn"), *sentence[:2]):
            return False
        return not self._standing.any((*_DEEDS, *_DEADLY), 0, len(self._words))

    def _public(self, sentence: Sentence) -> bool:
        """The sentence tells of an attack that no single hand, knife or gun explains."""
        for i in self._standing.of_any(_DEEDS, sentence.first, sentence.last):
            deeds = [entry for category, entry in self._words[i].items() if category in _DEEDS]
            robbery = i > 0 and self._tokens[i - 1].text in _ROBBERS  # لصوص اقتحموا متجره
            if not robbery and not shaken(self._m, i) and any(not self._by_hand(entry) for entry in deeds):
                return True
        return False

    def _by_hand(self, entry: Entry) -> bool:
        return entry.lemma in _BY_HAND or entry.tag("type") == "shooting" or entry.tag("nature") is not None

    def _crime(self, candidate: Candidate, sentence: Sentence) -> bool:
        """A murder: by kin, by one who stands accused of it, for a quarrel or a robbery; by no armed side."""
        private = self._private(candidate, sentence)
        until = candidate.trigger if private else sentence.last  # whom the murderer shot at later tells nothing of him
        if not self._police(sentence.first, until):
            return False
        if self._executing and self._murders(candidate):
            return True  # تنفيذ حكم القتل في مواطن قتل آخر
        if any(entry.lemma in _ASSASSINS for entry in self._words[candidate.trigger].values()):
            return False
        armed = candidate.victims == "combatant"  # متهمين بقتل شرطي: an attack on him
        return (not armed and private) or self._motive(sentence)

    def _private(self, candidate: Candidate, sentence: Sentence) -> bool:
        if candidate.rule.startswith("joined"):  # قتل زوجته وأبناءه الثلاثة
            before = self._standing.of_any(("noun.death", "verb.kill"), sentence.first, candidate.first)
            candidate = replace(candidate, trigger=before[-1]) if before else candidate
        by_one = self._criminal(candidate, sentence) or self._charged(candidate, sentence)
        return by_one or self._kin(candidate, sentence)

    def _criminal(self, candidate: Candidate, sentence: Sentence) -> bool:
        """قتل تاجر بيد لص, على يد طليقها: by a thief or by her own kin; على أيدي مجرمي النظام is said of a side."""
        for i in range(max(sentence.first, candidate.trigger - 1), min(candidate.trigger + 2, sentence.last)):
            side = i + 1 < sentence.last and "force" in self._words[i + 1]
            if self._tokens[i].text in _THIEVES and not side:  # قتل سفاح داعش خمسة
                return True  # لص يقتل تاجرا
        for i in range(sentence.first, sentence.last - 1):
            if self._tokens[i].text in _HANDS:
                own = any(e.tag("kin") and e.pronoun in _OWN for e in self._words[i + 1].values())
                if own or self._tokens[i + 1].text in _CRIMINALS:
                    return True
        return False

    def _police(self, first: int, last: int) -> bool:
        """What is armed there are the police alone, or nobody."""
        armed = self._standing.of_any(_ARMED, first, last)
        armed = [i for i in armed if not i or "mark.motive" not in self._words[i - 1]]  # سطو مسلح
        return all(any(c in _ARMED and e.tag("police") for c, e in self._words[i].items()) for i in armed)

    def _murders(self, candidate: Candidate) -> bool:
        words = self._words[candidate.trigger]
        return any(words[c].lemma in _MURDER for c in ("noun.death", "verb.kill") if c in words)

    def _charged(self, candidate: Candidate, sentence: Sentence) -> bool:
        """اعترف بقتل سبع نساء، المتهم بقتل أسرة: of what somebody stands accused."""
        if not self._murders(candidate):
            return False
        for i in range(candidate.trigger - 1, max(sentence.first - 1, candidate.trigger - 1 - _CHARGE_REACH), -1):
            words = self._words[i]
            charge = words.get("mark.charge")
            if charge and accuses(charge) and i + 1 < candidate.trigger:
                return False  # متهمة الشرطة بقتلهم: accusing
            if charge or ("mark.confess" in words and self._words[i + 1].any(_PEOPLE)):
                return True  # اعترفت إسرائيل is no confession of one man
            if self._tokens[i].text in COMMAS:
                return False
        return False

    def _kin(self, candidate: Candidate, sentence: Sentence) -> bool:
        """القبض على سائق قتل زوجته، أقدم على قتل جاره: the victim is the killer's own, or he was caught for it."""
        if not self._murders(candidate):
            return False
        verb = self._words[candidate.trigger].get("verb.kill")
        before = candidate.trigger - 1
        someone = before >= sentence.first and self._words[before].any(_PEOPLE)
        killer = someone or self._tokens[before].text in _GANGS
        active = verb is not None and candidate.noun is not None and candidate.noun > candidate.trigger and killer
        held = self._standing.any(_HELD, sentence.first, candidate.trigger)
        if active and held:
            return True
        noun = self._words[candidate.noun] if candidate.noun is not None else {}
        own = any(map(_own, noun.values()))
        return self._murdered(candidate, sentence) or (own and (active or self._undertook(candidate)))

    def _murdered(self, candidate: Candidate, sentence: Sentence) -> bool:
        """قتل رجل زوجته, قتل أب أبناءه الثلاثة: who did it stands before whom; قتل رجل وزوجته is of both."""
        verb, someone = candidate.trigger, candidate.trigger + 1
        if "verb.kill" not in self._words[verb] or someone + 1 >= sentence.last:
            return False
        whom = self._words[someone + 1].values()
        own = any(_own(entry) and not entry.clitics for entry in whom)
        return own and self._words[someone].any(_PEOPLE)

    def _undertook(self, candidate: Candidate) -> bool:
        """أقدم على قتل, قام بقتل, قتل زوجته ثم انتحر."""
        if self._tokens[candidate.trigger].text == "بقتل":
            return True
        return self._tokens[candidate.trigger - 1].text == "علي"

    def _motive(self, sentence: Sentence) -> bool:
        """بسبب خلاف، خلال سطو مسلح: what no war is fought for."""
        motives = self._standing.of("mark.motive", sentence.first, sentence.last)
        return any(
            self._words[i]["mark.motive"].lemma in _QUARREL_ITSELF
            or "bi" in self._words[i]["mark.motive"].clitics
            or (i and self._tokens[i - 1].text in _CAUSES)
            for i in motives
        )

    def _told_in(self, candidate: Candidate, sentence: Sentence) -> bool:
        """الفيلم يروي قصة شاب يقتل خمسة: told by a work, and of no attack a word."""
        works = self._standing.of("mark.fiction", sentence.first, sentence.last)
        near = (range(i, min(i + _TELL_REACH, sentence.last)) for i in works if i < candidate.first)
        return any("mark.narrate" in self._words[j] for span in near for j in span)


def _own(entry: Entry) -> bool:
    """زوجته, أطفاله: somebody's own."""
    return (entry.tag("kin") is not None or entry.tag("group") == "children") and entry.pronoun in _OWN
