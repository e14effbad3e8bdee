"""Mishaps that more than one word tells: what fell, what left its rails, an hour that looks like a blast."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from detectors.reading.model import Matches
from detectors.reading.word import Word

AIRCRAFT: Final = frozenset({"طائره", "مروحيه", "مروحي"})
_REMOTE: Final = frozenset({"مسيره", "مسير", "استطلاع", "انتحاريه", "مفخخه", "ملغمه"})
"""Behind an aircraft: its fall is a way of attacking."""
ACCIDENTS: Final = ("noun.accident", "verb.accident")
DEEDS: Final = ("noun.attack", "verb.attack", "verb.explode", "verb.shoot", "noun.massacre", "verb.hit")
"""Words of violence that somebody did."""
KILLINGS: Final = (*DEEDS, "verb.kill")
ATTACKS: Final = (*KILLINGS, "weapon")
FIRE_NAMED: Final = "حريق"
CAUSES: Final = frozenset({"في", "بسبب", "جراء", "نتيجه", "اثر"})
COLLAPSES: Final = ("noun.collapse", "verb.collapse")
_BUILT: Final = frozenset({"بناؤه", "بناوه", "بناؤها", "بناوها", "الانشاء", "انشاؤه", "انشاوه", "البناء"})
_BEFORE_BUILT: Final = frozenset({"قيد", "يكتمل", "تكتمل", "يستكمل", "ينته", "ينجز"})
_UNFINISHED_REACH: Final = 8
"""Tokens between what fell in and the words that it was not built yet."""
_VIOLENT: Final = frozenset({"مماثل", "مشابه", "امني", "امنيه", "الامني", "الامنيه", "عنف", "العنف"})
"""Behind a word of mishap: it was none."""
_ALIKE: Final = frozenset({"مماثل", "مشابه"})
_FIRE: Final = frozenset({"برصاص", "بنيران", "رصاص", "نيران"})
_BY_ARMS: Final = frozenset({"امنيه", "عسكريه", "الامنيه", "العسكريه", "انزال", "الانزال", "دهم", "مداهمه"})
"""Behind an operation, what makes it one of forces."""
_POSTS: Final = frozenset({"دوريه", "الدوريه", "دوريات", "حاجز", "الحاجز"})
"""Behind fire: forces that the lexicon knows as no force."""
_SHAKES: Final = ("verb.explode", "verb.attack", "verb.hit")
_SHAKING: Final = frozenset({"هز", "ضرب", "طال", "طاول"})
_CALAMITIES: Final = frozenset({"فاجعه", "الفاجعه", "ماساه", "الماساه", "كارثه", "الكارثه", "جريمه", "حادثه"})
_LINKS: Final = frozenset({"صله", "علاقه", "شان", "دخل"})
_NO: Final = frozenset({"لا", "بلا", "دون", "اي"})
_NONE: Final = _NO | {"ولا", "وبلا", "ليس", "ليست", "وليس", "وليست", "تكن", "يكن"}
_DENIED_REACH: Final = 4
"""Tokens between a negation and the link (من دون أن يكون لذلك علاقة)."""
_FIGHTS: Final = ("noun.attack", "noun.operation", "noun.span")
_HAPPENED: Final = frozenset({"حادث", "حادثه", "الحادث", "بحادث", "واقعه", "الواقعه"})
_RELATES: Final = frozenset({"يمت", "تمت"})
_UNLIKE: Final = frozenset({"غير"})
_FIGHTING: Final = frozenset({"قتالي", "قتاليه", "حربي", "حربيه", "عدائي", "عدائيه"})
"""Behind غير: a mishap, as armies call it."""
_WITH: Final = frozenset({"bi", "li"})
"""Before the fighting that had no part in it (لا صلة له بالقتال, لا شأن للقتال به)."""
_LINK_REACH: Final = 3
"""Tokens between a link that is denied and what it would be with."""
_CRIME: Final = "جريمه"
_DOOMED: Final = "محكوم"
_DEATHS: Final = frozenset({"بالموت", "بالفناء", "بالهلاك"})
_MARTYR: Final = "شهيد"
_FLARES: Final = frozenset({"اشتعلت", "واشتعلت", "اندلعت", "واندلعت", "شبت", "وشبت", "التهمت", "والتهمت", "اشتعال"})
_HOURS: Final = frozenset({"اول", "يوم", "هذا"})
"""Behind فجر, besides words of time: the hour."""
_COLLIDE: Final = "تصادم"
_NATURE: Final = frozenset({"بركان", "زلزال", "إعصار", "عاصفة", "صاعقة", "فيضان", "سيل"})
"""What forces and operations are called after."""
_OF_AIR: Final = frozenset({"جوي", "جويه"})
_WEATHER: Final = frozenset({"احوال", "ظروف", "حاله", "تقلبات", "منخفض", "منخفضات", "ارصاد", "عوامل", "اجواء"})
_OWN_NAME: Final = ["بركان", "الغضب"]
_WHEN: Final = frozenset({"بعدما", "حين", "عندما", "حينما", "لما", "ان", "اذ"})
_NO_SWIMMERS: Final = [
    f"{they}{verb}{end}"
    for they in "يت"
    for verb in ("حسن", "جيد", "جد", "تقن", "عرف")
    for end in ("", "ا", "وا", "ان", "ون", "ن")
]
"""Before swimming: لا يجيد السباحة, لم يحسنا السباحة; who is said to know it or not has drowned."""
_PAIRS: Final = {
    ("تيار", "الفرات"): "",
    ("تيار", "النهر"): "",
    ("تيار", "الماء"): "",
    **{(when, f"سباحت{whose}"): "" for when in ("اثناء", "خلال") for whose in ("ه", "ها", "هما", "هم")},
    **{(before, "السباحه"): "" for before in ("اثناء", "خلال", "بغرض", "بقصد", *_NO_SWIMMERS)},
    ("ردم", "بئر"): "",
    ("عن", "القضبان"): "",
    ("عن", "سكته"): "",
    ("موجه", "حر"): "",
    ("موجه", "الحر"): "",
    ("بضربات", "الشمس"): "",
    ("حوادث", "دهس"): "other",
    ("حادث", "دهس"): "other",
    ("حوادث", "الدهس"): "other",
    ("في", "منجم"): "explosion",
    ("داخل", "منجم"): "explosion",
    ("بمنجم", "للفحم"): "explosion",
    ("العاب", "ناريه"): "explosion",
    ("الالعاب", "الناريه"): "explosion",
    ("للالعاب", "الناريه"): "explosion",
    ("بالالعاب", "الناريه"): "explosion",
}
"""Mishaps that take two words, with the sort of violence that they explain away."""


def aircraft(word: Word) -> bool:
    """Whether a word is an aircraft."""
    return "weapon" in word and word["weapon"].lemma in AIRCRAFT


def befell_them(matches: Matches, first: int, last: int) -> bool:
    """قضى شقيقان بعدما جرفهما النهر: a mishap that befell them, whatever else the sentence tells."""
    verbs = ((i, matches.words[i]["verb.accident"]) for i in matches.standing.of("verb.accident", first, last))
    return any(verb.pronoun.startswith("3") and matches.document.texts[i - 1] in _WHEN for i, verb in verbs)


def pairs(matches: Matches) -> dict[int, str]:
    """Where a mishap of two words begins, with what it explains away."""
    texts = matches.document.texts
    starts = (i for i, _ in matches.document.where(frozenset(first for first, _ in _PAIRS)))
    named = ((i, (texts[i], texts[i + 1])) for i in starts if i + 1 < len(texts))
    return {i: _PAIRS[words] for i, words in named if words in _PAIRS}


def falls(matches: Matches) -> list[int]:
    """سقوط سقف، سقوط طائرة، انهيار جسر لم يكتمل: where things came down; a drone does so on purpose."""
    words, texts = matches.words, matches.document.texts
    starts = matches.standing.of("noun.fall", 0, len(words) - 1)
    downed = bool(starts) and _downed(matches)
    found = _unfinished(matches)
    for i in starts:
        thing = words[i + 1].get("thing.building")
        after = texts[i + 2] if i + 2 < len(words) else ""
        crashed = not downed and aircraft(words[i + 1]) and after.removeprefix("ال") not in _REMOTE
        if crashed or (thing is not None and thing.tag("falls")):
            found.append(i)
    return found


def _unfinished(matches: Matches) -> list[int]:
    """انهيار جسر لم يكتمل بناؤه, انهار مبنى قيد الإنشاء: what fell in before it stood, struck by nobody."""
    texts = matches.document.texts
    starts = (i for i, _ in matches.document.where(_BUILT))
    built = [i for i in starts if not _BEFORE_BUILT.isdisjoint(texts[max(0, i - 2) : i])]
    near = (matches.standing.of_any(COLLAPSES, max(0, i - _UNFINISHED_REACH), i) for i in built)
    return [i for fallen in near for i in fallen]


def by_cause(matches: Matches, i: int) -> bool:
    """إثر انقلاب, نتيجة حادث, نجمت عن انقلاب: whether the words before one of mishap make it a cause."""
    before = matches.document.texts[i - 1]
    led = before == "عن" and i > 1 and "verb.result" in matches.words[i - 2]
    return led or before in CAUSES or "mark.cause" in matches.words[i - 1]


def _downed(matches: Matches) -> bool:
    """Whether the text tells of attacks, or of arms besides aircraft: one of them may have brought it down."""
    arms = matches.standing.of("weapon", 0, len(matches.words))
    return matches.standing.any(DEEDS, 0, len(matches.words)) or not all(aircraft(matches.words[j]) for j in arms)


def harmless(matches: Matches, i: int) -> bool:
    """فجر أمس، هز زلزال، اشتعلت النيران: a word of violence that tells of none where it stands."""
    told = _dawn(matches, i) or shaken(matches, i) or burning(matches, i) or _quake(matches, i) or _apart(matches, i)
    return told or _weather(matches.document.texts, i)


def _weather(texts: Sequence[str], i: int) -> bool:
    """سوء الأحوال الجوية, منخفض جوي: the air, and nothing that comes from it."""
    return (
        texts[i].removeprefix("ال") in _OF_AIR and i > 0 and texts[i - 1].lstrip("ولب").removeprefix("ال") in _WEATHER
    )


def _quake(matches: Matches, i: int) -> bool:
    """هزة عنيفة, هزة بلغت 7.1: an earthquake; هزه انفجار shook it."""
    if matches.document.texts[i] != "هزه" or i + 1 >= len(matches.words):
        return False
    return not matches.words[i + 1].any(("noun.explosion", "noun.attack"))


def _apart(matches: Matches, i: int) -> bool:
    """حادث سير لا صلة له بالقتال: violence that is named as what had no part in it."""
    texts = matches.document.texts
    near = range(max(1, i - _LINK_REACH), i)
    return any(texts[j] in _LINKS and texts[j - 1] in _NO for j in near)


def shaken(matches: Matches, i: int) -> bool:
    """هز زلزال، ضربت هزة أرضية، هزت فاجعة أسرية: no blast, and no blow of anybody's."""
    if i + 1 >= len(matches.words):
        return False
    mishap = matches.words[i + 1].get("noun.accident")
    if (mishap is None or mishap.tag("weak") is not None) and matches.document.texts[i + 1] not in _CALAMITIES:
        return False
    return any(c in _SHAKES and e.lemma in _SHAKING for c, e in matches.words[i].items())


def burning(matches: Matches, i: int) -> bool:
    """اشتعلت النيران, التهمت النيران: flames, and nobody's fire."""
    return i > 0 and matches.document.texts[i] == "النيران" and matches.document.texts[i - 1] in _FLARES


def _dawn(matches: Matches, i: int) -> bool:
    """فجر أمس: the hour, and nobody blew anything up."""
    if "time.adverb" not in matches.words[i] or i + 1 >= len(matches.words):
        return False
    return matches.words[i + 1].any(("time.day", "time.adverb")) or matches.document.texts[i + 1] in _HOURS


def fires(matches: Matches) -> list[int]:
    """في حريق, بسبب حريق, اشتعلت النيران: where a fire is the cause of what is told."""
    named = matches.standing.of_any(("noun.accident", "noun.attack"), 1, len(matches.words))
    caused = (i for i in named if matches.document.texts[i - 1] in CAUSES)
    causes = [i for i in caused if any(entry.lemma == FIRE_NAMED for entry in matches.words[i].values())]
    return [*causes, *(i for i in named if burning(matches, i))]


def like_terror(matches: Matches, i: int) -> bool:
    """الحادث الإرهابي, حوادث أمنية, حادث مماثل: an attack, like the one before."""
    if i + 1 >= len(matches.words):
        return False
    text = matches.document.texts[i + 1]
    if text in _ALIKE and not matches.standing.any(DEEDS, 0, len(matches.words)):
        return False
    return "person.combatant" in matches.words[i + 1] or text in _VIOLENT


def no_mishap(matches: Matches, i: int, *, gassed: bool) -> bool:
    """أعرب عن صدمته: no verb; قوات بركان الغضب: a name; أعراض تسمم, where chemical arms are spoken of (`gassed`)."""
    words = matches.words[i]
    verb = words.get("verb.accident")
    if verb is not None and verb.pronoun and matches.document.texts[i - 1] == "عن":
        return True
    if verb is not None and verb.lemma == _COLLIDE and not _of_vehicles(matches, i):
        return True  # تصادم المتظاهرون مع الشرطة
    if is_crime(words) and i and (dead := matches.words[i - 1].get("noun.killed")):
        return dead.lemma == _MARTYR  # ارتفع عدد شهداء الجريمة: one who was murdered in a quarrel is none
    named = words.get("noun.accident")
    if named is not None and "fa" in named.clitics and "verb.explode" in words:
        return "الغاز" not in matches.document.texts[i + 1 : i + 2]  # حزام فجره انتحاري: he set it off (no فـجرّة)
    doomed = named is not None and named.lemma == _DOOMED
    if doomed and not _DEATHS.isdisjoint(matches.document.texts[i + 1 : i + 3]):
        return True  # كأنهم محكومون بالموت, من بقي محكوم عليه بالموت: no court's sentence
    poison = gassed and any(words[c].lemma == "تسمم" for c in ACCIDENTS if c in words)
    return poison or _names_force(matches, i)


def _of_vehicles(matches: Matches, i: int) -> bool:
    """تصادمت حافلة وشاحنة, شاحنتان تصادمتا: what the verb at `i` says, it says of vehicles."""
    return any("thing.vehicle" in word or aircraft(word) for word in matches.words[max(0, i - 1) : i + 2])


def _names_force(matches: Matches, i: int) -> bool:
    """قوات بركان الغضب، عملية عاصفة الحزم: what a force or an operation is called; القوات … زلزال is no name."""
    nature = matches.words[i].get("noun.accident")
    if nature is None or nature.lemma not in _NATURE or nature.clitics or not i:
        return False
    heads = (matches.words[i - 1].get(c) for c in ("force", "noun.operation"))
    return matches.document.texts[i : i + 2] == _OWN_NAME or any(h and "al" not in h.clitics for h in heads)


def is_crime(word: Word) -> bool:
    """جريمة: one murder, and in reports of war an attack; جرائم are many."""
    crime = word.get("noun.accident")
    return crime is not None and crime.lemma == _CRIME and crime.number == "s"


def illness(word: Word) -> bool:
    """A word for what one falls ill of."""
    return "noun.accident" in word and word["noun.accident"].tag("illness") is not None


def by_force(matches: Matches, first: int, last: int) -> bool:
    """قتل بالخطأ برصاص عناصر القوات، القوات تقتل مدنيا بالخطأ، خلال مداهمة: a force shot others, whatever it meant."""
    if matches.standing.any(("noun.raid",), first, last):
        return True
    for i in range(first, last - 1):
        if "noun.operation" in matches.words[i] and matches.document.texts[i + 1] in _BY_ARMS:
            return True
        armed = matches.document.texts[i + 1] in _POSTS or matches.words[i + 1].any(("force", "person.combatant"))
        if matches.document.texts[i] in _FIRE and armed:
            return True
        kills = matches.words[i].get("verb.kill")
        near = range(max(first, i - 2), i)
        if kills and (kills.aspect == "iv" or kills.gender == "f") and any("force" in matches.words[j] for j in near):
            return True
    return False


def unrelated(matches: Matches, first: int, last: int) -> bool:
    """مات عند انقلاب عربته، من دون أن يكون لذلك علاقة بالقتال; في حادث غير قتالي: no violence, as the words say."""
    texts, words = matches.document.texts, matches.words
    if not matches.standing.any(ACCIDENTS, first, last) and _HAPPENED.isdisjoint(texts[first:last]):
        return False
    for i in range(first + 1, last - 1):
        if texts[i] in _UNLIKE and texts[i + 1].removeprefix("ال") in _FIGHTING:
            return True
        if texts[i] in _RELATES and texts[i - 1] == "لا" and _unlike_fighting(matches, i, last):
            return True
        if texts[i] not in _LINKS or _NONE.isdisjoint(texts[max(first, i - _DENIED_REACH) : i]):
            continue
        behind = range(i + 1, min(i + 1 + _LINK_REACH, last))
        named = {j for j in behind for c in _FIGHTS if c in words[j] and not _WITH.isdisjoint(words[j][c].clitics)}
        if named and named.issuperset(matches.standing.of_any((*DEEDS, "weapon"), first, last)):
            return True
    return False


def _unlike_fighting(matches: Matches, i: int, last: int) -> bool:
    """لا تمت إلى القتال بصلة, لا يمت للمعارك بأي صلة: where `i` is the verb."""
    behind = range(i + 1, min(i + 2 + _LINK_REACH, last))
    linked = any(matches.document.texts[j].removeprefix("ب") in _LINKS for j in behind)
    return linked and any(matches.words[j].any(_FIGHTS) for j in behind)
