"""Health care named beside the words of an attack that befell something else."""

from __future__ import annotations

from typing import Final

from detectors.reading.care import Care
from detectors.reading.healthwords import unjoined, vocabulary
from detectors.reading.mishaps import CAUSES
from detectors.reading.model import Matches
from detectors.reading.people import COMMAS, FATES, WHICH

_VERB: Final = 4
"""Letters of a verb with its person and a pronoun, least."""
_MORE: Final = frozenset({"الميداني", "الوحيد", "الوطني", "المركزي", "الحكومي", "فيها", "فيه", "هناك", "ايضا"})
"""Words between a facility and the verb that it is the subject of."""
_SOURCES: Final = frozenset({"مصدره", "مصدرها", "مصدرهما"})
"""What the fire is told to have: where it came from."""
_SOURCE_REACH: Final = 12
"""Tokens between that word and the last of the places named for it."""
_WHEN: Final = frozenset({"بعد", "قبل", "قبيل", "عقب", "لدي", "اثناء", "فور", "حين", "مع", "تزامنا"})
PATIENTS: Final = ("noun.injured", "noun.victim")
_TO: Final = frozenset({"نحو", "باتجاه", "الي"})
_BROUGHT: Final = 9
"""Words between what brought people there and health care."""
_APPOSITION: Final = 14
"""Words of an apposition between commas, most."""
_WARD: Final = 4
"""Tokens between the part of a facility and where it is: what ward it is."""
_ASIDE: Final = 7
"""Tokens of an aside between commas."""
_AS_SAID: Final = frozenset({"بحسب", "حسب", "وفق", "وفقا", "طبقا"})
_PART_OF_DAY: Final = frozenset({"نهار", "خلال", "في"})
_POST: Final = 4
"""Tokens between من and the place of what is stationed there."""
_HITS: Final = (
    "verb.attack", "verb.hit", "verb.destroy", "verb.injure", "verb.kill",
    "noun.attack", "noun.destroy", "noun.injury", "noun.death",
)  # fmt: skip
_SUBJECT: Final = 4
"""Tokens behind a verb in which it is told what broke, and of what that is a part."""
_ITS: Final = ("ه", "ها", "هما")
_CARRIED: Final = ("verb.carry", "noun.carry", "verb.treat", "noun.treat", "verb.aid")
_OTHERS: Final = ("thing.building", "thing.area", "thing.vehicle")
_THOSE: Final = frozenset({"من", "بمن", "لمن", "ممن"})
"""Before a verb: whomever it befell."""


def begins(care: Care, matches: Matches) -> bool:
    """استهداف حافلة ومستشفى المدينة يعلن …: the subject of what is told next."""
    joined = any("wa" in entry.clitics for entry in matches.words[care.first].values())
    at = care.last
    while at < len(matches.words) and matches.document.texts[at] in _MORE:
        at += 1
    if not joined or not care.definite or at >= len(matches.words):
        return False  # قصف سوق ومستشفى يعالج …
    words, text = matches.words[at], matches.document.texts[at]
    verbs = [entry for category, entry in words.items() if category.startswith("verb.")]
    unknown = not words and text[0] in "تي" and len(text) >= _VERB
    return unknown or (bool(verbs) and all(entry.aspect == "iv" for entry in verbs))


def timed(care: Care, matches: Matches) -> bool:
    """قصف ثان بعد مغادرة سيارات الإسعاف: it tells when, by what health care did."""
    at = care.first - 1
    if at < 1 or unjoined(matches.document.texts, at - 1) not in _WHEN:
        return False
    words = matches.words[at]
    return bool(words) and not words.any(_HITS) and not any(c.startswith("time.") for c in words)


def brought(care: Care, matches: Matches) -> bool:
    """نقل الجثامين جراء القصف نحو المشفى: people were brought there, for what befell them elsewhere."""
    texts, words = matches.document.texts, matches.words
    if not care.first or unjoined(texts, care.first - 1) not in _TO:
        return False
    first = max(matches.document.sentences[care.sentence].first, care.first - _BROUGHT)
    cause = next((i for i in range(care.first - 1, first - 1, -1) if texts[i] in CAUSES), first)
    return any(words[i].any(("noun.carry", "verb.carry")) for i in range(first, cause))


def within_attack(i: int, matches: Matches) -> bool:
    """استشهد مدير مستشفى س في قصف, إسعافه بمستشفى س نتيجة إصابته بشظايا: a noun behind a preposition, and no verb."""
    before = unjoined(matches.document.texts, i - 1)
    wound = "noun.injury" in matches.words[i] and before in CAUSES
    return wound or ("noun.attack" in matches.words[i] and before in vocabulary()["within"])


def within_other(first: int, i: int, matches: Matches) -> bool:
    """المستشفى في حي تعرض لقصف: the verb at `i` describes what the facility lies in."""
    lies = i - 2 >= first and unjoined(matches.document.texts, i - 2) in vocabulary()["within"]
    where = matches.words[i - 1] if lies else {}
    return any(c in where and "al" not in where[c].clitics for c in ("thing.area", "thing.building"))


_CALLS: Final = ("استدع", "تستدع", "يستدع", "استوجب", "تستوجب", "يستوجب")
"""Beginnings of what an attack does to those who come to help."""


def passes(i: int, care: Care, matches: Matches) -> bool:
    """طريقا تسلكه سيارات الإسعاف: a verb of no dictionary, with a pronoun for what was hit; or one that calls them."""
    text = matches.document.texts[i]
    if text.startswith(_CALLS) and care.target != "facility":
        return True  # هجمات استدعت تدخل فرق الإسعاف
    return text[0] in "تي" and text.endswith(("ه", "ها")) and len(text) > _VERB and not matches.words[i]


def lacks(care: Care, m: Matches) -> bool:
    """أصيب مشفى … بنقص حاد: what befell it is a want."""
    behind = m.words[care.last : care.last + 1]
    return any("noun.want" in words and "bi" in words["noun.want"].clitics for words in behind)


def of_patients(i: int, m: Matches) -> bool:
    """جرحى الانفجار في المشفى: they lie there, whom it hurt elsewhere."""
    definite = any("al" in entry.clitics for entry in m.words[i].values())
    return i > 0 and definite and m.words[i - 1].any(PATIENTS)


def of_others(care: Care, matches: Matches, first: int, verb: int) -> bool:
    """نقلت سيارات الإسعاف 20 جريحا أصيبوا في …, المصابين الذين استهدفهم …: said of people named between."""
    if care.target == "personnel":  # انتشل مسعفون جثتين من منزل قصف
        return verb > first and any(c.startswith(("thing.b", "thing.a")) for c in matches.words[verb - 1])
    texts = matches.document.texts
    hurt = any(matches.words[i].any(tuple(FATES)) or texts[i] == "الذين" for i in range(first, verb))
    those = verb > first and unjoined(texts, verb - 1) in _THOSE  # امتلأ المشفى بمن أصابهم القصف
    return hurt or those or texts[verb].endswith("وا")


def past_apposition(at: int, end: int, matches: Matches) -> int:
    """Index behind what a pair of commas says of health care that ends at `at` (، وهو الوحيد في …،)."""
    texts = matches.document.texts
    opens = at + 1 < end and texts[at] in COMMAS
    if not opens or unjoined(texts, at + 1) not in vocabulary()["apposition"]:
        return at
    closing = (i for i in range(at + 1, min(end, at + _APPOSITION)) if texts[i] in COMMAS)
    return next(closing, at - 1) + 1


def walked_from(care: Care, matches: Matches) -> int:
    """استهدف في حي الشعار مشفى البيان, أصابت قذيفة قسم التوليد في مشفى س: before where, or what part of it, was hit."""
    texts = matches.document.texts
    if care.first and unjoined(texts, care.first - 1) in vocabulary()["within"]:
        for i in range(care.first - 2, max(-1, care.first - 2 - _WARD), -1):
            if matches.words[i].verb or texts[i] in COMMAS:
                break
            if unjoined(texts, i) in vocabulary()["part"]:
                return i
    if (when := _past_time(care, matches)) is not None:
        return when
    begin = next((p.first for p in matches.places if p.last == care.first), care.first)
    within = begin < care.first and unjoined(matches.document.texts, begin - 1) in vocabulary()["within"]
    return begin - 1 if within else care.first


def _past_time(care: Care, matches: Matches) -> int | None:
    """استهدف، اليوم الأحد، مشفى; قصف الطيران نهار أمس، مشفى: before when what follows a comma was hit, and no news of
    its own begins (قصف الحي أمس، مشفى البيان يستقبل الجرحى)."""
    texts, at = matches.document.texts, care.first - 2
    on_its_own = any(words.verb and not words.noun for words in matches.words[care.last : care.last + 1])
    if at < 0 or texts[at + 1] not in COMMAS or on_its_own:
        return None
    if at not in matches.dated:
        return _past_source(at, matches)
    while at >= 0 and (at in matches.dated or texts[at] in _PART_OF_DAY):
        at -= 1
    return at if at >= 0 and texts[at] in COMMAS else at + 1


def _past_source(last: int, matches: Matches) -> int | None:
    """استهدفت الغارات، بحسب مصدر محلي، مستشفى: the comma before who says so, whose words end at `last`."""
    texts = matches.document.texts
    opens = next((i for i in range(last, max(0, last - _ASIDE), -1) if texts[i] in COMMAS), None)
    if opens is None or opens == last or any(p.last == opens for p in matches.places):
        return None  # قصفت الحي الفلاني، وفق ناشطين، مشفى المدينة امتلأ
    return opens if texts[opens + 1] in _AS_SAID or opens + 1 == last else None


def whence(i: int, matches: Matches) -> bool:
    """قصفت القوات من مواقعها في س مستشفى: whether the word at `i` begins where the fire came from."""
    posted = (p.first for p in matches.places if p.role == "launch")
    return matches.document.texts[i] == "من" and any(i < first <= i + _POST for first in posted)


def source_of_fire(care: Care, matches: Matches) -> bool:
    """إن النيران مصدرها تلة كذا ومستشفى كذا: where shots came from, and not what they hit."""
    texts = matches.document.texts
    first = max(matches.document.sentences[care.sentence].first, care.first - _SOURCE_REACH)
    at = next((i for i in range(care.first - 1, first - 1, -1) if texts[i].removeprefix("و") in _SOURCES), None)
    topic = at is not None and texts[at - 1].startswith("ال")  # أصابت قذيفة مصدرها الجبل مستشفى
    return topic and at is not None and not any(matches.words[i].verb for i in range(at + 1, care.first))


def past_launch(i: int, care: Care, matches: Matches) -> int:
    """القصف الذي شنته الطائرات على المشفى: index behind the verb that says who launched the attack at `i`."""
    texts = matches.document.texts
    at = i + 1 + (texts[i + 1] in WHICH)
    verb = matches.words[at].get("verb.launch") if at < care.first else None
    launched = "noun.attack" in matches.words[i] and verb is not None and bool(verb.pronoun)
    return at + 1 if launched and "علي" in texts[at : care.first] else i + 1


def broke_else(at: int, care: Care, matches: Matches) -> bool:
    """نقلوا إلى مشفى، كما تصدعت شرفات أبنية; قرب المشفى وتحطمت نوافذ المنازل: what broke, at `at`, is no part of it."""
    texts, words = matches.document.texts, matches.words
    subject: list[int] = []
    for i in range(at + 1, min(len(texts), at + 1 + _SUBJECT)):
        if texts[i] in COMMAS | {".", "؛"} | CAUSES:
            break
        subject.append(i)
    if not subject or any(matches.document.written(i).endswith(_ITS) for i in subject):
        return False
    first = max(matches.document.sentences[care.sentence].first, care.first - _BROUGHT)
    if matches.standing.any(_CARRIED, first, care.first) and unjoined(texts, care.first - 1) in {"الي", "في"}:
        return True
    return any(words[i].any(_OTHERS) and "health.facility" not in words[i] for i in subject)


def of_area(verb: int, matches: Matches) -> bool:
    """امتلأ المستشفى وتعرضت أحياء المدينة لقصف: what was hit stands behind the verb at `verb`, and is no part of it."""
    if verb + 1 >= len(matches.words):
        return False
    named = (matches.words[verb + 1].get(c) for c in ("thing.area", "thing.building"))
    subject = any(e is not None and not e.pronoun and "li" not in e.clitics for e in named)
    return subject or any(p.first == verb + 1 for p in matches.places)
