"""What stands after a phrase and tells what became of it: قتلوا، لقوا حتفهم، تم تحييدهم، في عداد المفقودين."""

from __future__ import annotations

from detectors.reading.agents import shoots_somebody
from detectors.reading.cover import Except
from detectors.reading.duals import how_killed
from detectors.reading.governors import completed
from detectors.reading.losses import theirs
from detectors.reading.model import Matches
from detectors.reading.people import AND_THEY, COMMAS, FATES, QUOTES, UPON_THEM, WHICH, People
from detectors.reading.quoted import quoted
from detectors.reading.roles import EVENT_NOUNS, FATE_VERBS, Role
from detectors.reading.unnamed import MANNERS
from detectors.records import Kind

SUBJECT_REACH = 14
"""Tokens between a phrase and the verb after it: a subset in commas may stand between."""
LIST_REACH = 8
"""Tokens between بينهم and a later one of those whom it opens (بينهم 9 سيدات و11 طفلا وأربعة قضوا تحت التعذيب)."""
PAIR = 2
PREPOSITIONS = frozenset({"في", "من", "علي", "الي", "عن"})
OBJECT_VERBS: dict[str, Kind] = {"verb.kill": "killed", "verb.injure": "injured"}
PREDICATE_REACH = 3
"""Tokens between people and the noun that says what they are (عد مهندس جزائري مفقودا)."""


class Subjects:
    """Judges the words after the phrases of one article."""

    def __init__(self, matches: Matches, used: set[int]) -> None:
        """`used`: words that tell of people before them; verbs are added to it."""
        self._m = matches
        self._tokens = matches.document.tokens
        self._words = matches.words
        self._used = used
        self._amounts = matches.amount_at.keys()
        self._dated = matches.dated

    def role(self, people: People, starts: Except, last: int) -> Role | None:
        """A verb after the phrase whose subject it is."""
        if self._told_dead(people) or self._counting(people) or quoted(self._tokens, self._words, people):
            return None
        subset = acted = False
        behind = self._behind_bracket(people.last)
        for i in range(behind, min(last, behind + SUBJECT_REACH)):
            words = self._words[i]
            acted = acted or (words.verb and self._acted(i))
            if (begins := i in starts) and acted:
                return None  # 14 مدنيا اعتقلوا و5 شرطيين قتلوا
            subset = subset or "mark.subset" in words or (i + 1 < last and "mark.subset" in self._words[i + 1])
            subset = subset or (self._tokens[i].text in AND_THEY and self._tokens[i - 1].text in COMMAS)
            listed = self._listed(i, people) if words.tells else None
            if listed or (begins and ((not subset and not self._joined_noun(i)) or self._own_verb(i, people))):
                return listed
            if self._tokens[i].text in {".", "؛", ":"} or "mark.connector" in words:
                return None
            if not words.tells or how_killed(self._words, i, people):
                continue
            if words.filler and "verb.miss" in words and i + 1 < last and self._words[i + 1].verb:
                continue  # فقد قتلتهم
            topic = self._topic(i, people) or self._object(i, people)
            if topic:
                return topic
            told = [(c, kind) for c, kind in FATE_VERBS.items() if c in words]
            if told:
                found = (self._subject(people, i, category, kind, starts) for category, kind in told)
                return next((role for role in found if role), None)
            if self._tokens[i - 1].text in PREPOSITIONS:
                continue  # في وادي: no verb
            other = self._done(i, people) or self._fell(i, people) or self._lay(i, people)
            if other:
                return other
            if any(c.startswith(("verb.result", "verb.attack", "noun.death")) for c in words):
                return None
        return None

    def _behind_bracket(self, i: int) -> int:
        """7 مدنيين (أربعة أطفال ورجل وامرأتان) قتلوا: behind who they are."""
        inside = [token.text for token in self._tokens[i : i + SUBJECT_REACH]]
        return i + inside.index(")") + 1 if inside[:1] == ["("] and ")" in inside else i

    def _acted(self, i: int) -> bool:
        """اعتقلوا, فروا: what they did or suffered otherwise, in the plural."""
        verbs = (entry for c, entry in self._words[i].items() if c.startswith("verb.") and c not in FATE_VERBS)
        return any(e.number == "p" and e.aspect == "pv" and not e.clitics for e in verbs)

    def _told_dead(self, people: People) -> bool:
        """توفي الشاب أحمد الذي أصيب أمس: the name of one whose death was told before him."""
        which = {token.text for token in self._tokens[people.last - 1 : people.last + 1]}
        if which.isdisjoint({"الذي", "التي"}) or people.first <= 1:
            return False
        titled = any(c.startswith("person.") for c in self._words[people.first - 1])
        return titled and "verb.die" in self._words[people.first - 2]

    def _counting(self, people: People) -> bool:
        """أحصى مراسلنا ست غارات، جرح فيها 11: who counts is nobody that is counted."""
        return not people.amount and people.first > 0 and "verb.count" in self._words[people.first - 1]

    def _topic(self, i: int, people: People) -> Role | None:
        """أما التسعة الآخرون فقد قتلتهم القوات: the object refers back to them."""
        verb = self._words[i].get("verb.kill")
        opened = self._opened(people)
        one = people.low == 1 and people.victims == "combatant"  # أما المهاجم فقد أردته الشرطة
        if verb is None or not verb.pronoun or not opened or not (people.amount or one):
            return None
        return Role("killed", i, "subject:verb.kill")

    def _opened(self, people: People) -> bool:
        """أما الثلاثة الآخرون: what the clause speaks of."""
        return people.first > 0 and self._tokens[people.first - 1].text in {"اما", "واما"}

    def _state(self, i: int) -> bool:
        """إصابتهم طفيفة: how they are; أصابتهم شظايا: what hit them."""
        following = self._words[i + 1] if i + 1 < len(self._words) else {}
        hit = any(category in following for category in ("weapon", "noun.wound", "noun.attack"))
        return "noun.injury" in self._words[i] and not hit

    def hurt(self, people: People) -> Role | None:
        """إسعاف 9 أشخاص أصيبوا, اعتقال شابين أصيبا: whatever was done with them, they had been hurt."""
        i = people.last
        verb = self._words[i].get("verb.injure") if i < len(self._words) and people.counted else None
        if verb is None or verb.clitics or verb.pronoun or verb.voice == "active" or verb.number not in {"d", "p"}:
            return None
        self._used.add(i)
        return Role("injured", i, "subject:verb.injure")

    def _object(self, i: int, people: People) -> Role | None:
        """11 فلسطينيا قتلتهم القوات, شاب قتله مسلحون: the verb right behind them refers back to them."""
        which = self._tokens[i - 1].text in WHICH  # الشاب سامر الذي قتله قناص
        near = people.counted and (which or not people.definite) and i - people.last <= PREDICATE_REACH
        if not near or people.bare or self._tokens[i - 1].text in COMMAS or self._state(i):
            return None
        meant = {1: {"3ms", "3fs"}, 2: {"3d"}}.get(people.low or 0, {"3mp", "3fp", "3d"})
        for category, kind in OBJECT_VERBS.items():
            verb = self._words[i].get(category)
            if verb is None or verb.clitics or verb.aspect != "pv" or verb.pronoun not in meant:
                continue
            self._used.add(i)
            return Role(kind, i, f"subject:{category}")
        return None

    def _done(self, i: int, people: People) -> Role | None:
        """13 مسلحا تم تحييدهم: the act is a noun that refers back."""
        if not people.amount or self._tokens[i - 1].text not in {"تم", "جري", "تمت"}:
            return None
        for category, kind in EVENT_NOUNS.items():
            entry = self._words[i].get(category)
            if entry and entry.pronoun:
                return Role(kind, i, f"done:{category}")
        return None

    def _listed(self, i: int, people: People) -> Role | None:
        """ثلاثة أشخاص في عداد المفقودين, عد مهندس مفقودا."""
        listed = self._tokens[i - 1].text in {"عداد", "قائمه", "لائحه"}
        for category, kind in FATES.items():
            entry = self._words[i].get(category)
            if entry is None or not people.counted:
                continue
            missing = kind == "missing" and "al" not in entry.clitics and i - people.last <= PREDICATE_REACH
            if listed or missing:
                self._used.add(i)
                return Role(kind, i, f"noun:{kind}")
        return None

    def _fell(self, i: int, people: People) -> Role | None:
        """ثلاثون شرطيا سقطوا في الهجوم."""
        verb = self._words[i].get("verb.fall")
        if verb is None or verb.clitics or people.bare or not people.counted or verb.number == "s":
            return None
        if verb.number == "d" and people.low != PAIR:
            return None  # قال لمراسل الوكالة إن قذيفتين سقطتا
        after = self._words[i + 1] if i + 1 < len(self._words) else {}
        self._used.add(i)
        return Role(next((FATES[c] for c in FATES if c in after), "killed"), i, "noun.fall")

    def _lay(self, i: int, people: People) -> Role | None:
        """42 شخصا عثر عليهم جثثا هامدة في منازلهم."""
        verb = self._words[i].get("verb.recover")
        if verb is None or not verb.tag("found") or not people.counted or i + 2 >= len(self._words):
            return None
        known = self._tokens[i + 1].text in UPON_THEM and self._words[i + 2].any(("noun.body", "noun.killed"))
        return Role("killed", i, "noun.body") if known else None

    def _own_verb(self, i: int, people: People) -> bool:
        """، وثلاثة قضوا تحت التعذيب: set off from those before, a number has its verb for itself."""
        if i + 1 >= len(self._words):
            return False
        if self._tokens[i - 1].text not in COMMAS and not (i in self._amounts and self._listed_among(people)):
            return False
        behind = self._words[i + 1 : i + 3]
        told = behind[-1] if "person.unknown" in behind[0] and self._listed_among(people) else behind[0]
        joined = self._and(i) or self._tokens[i - 1].text == "و"  # و497, whose و stands apart from digits
        return joined and told.any(tuple(FATE_VERBS))  # بينهم 9 سيدات و90 شخصا أصيبوا

    def _listed_among(self, people: People) -> bool:
        """بينهم 9 سيدات و11 طفلا: one of those whom a word of subset opens."""
        return any("mark.subset" in words for words in self._words[max(0, people.first - LIST_REACH) : people.first])

    def _and(self, i: int) -> bool:
        """و before a number, or a word that has it attached."""
        words = self._words[i]
        known = any("wa" in entry.clitics for entry in words.values())
        return self._tokens[i].text.startswith("و") and (known or not words)

    def _joined_noun(self, i: int) -> bool:
        """A further member of the list whose verb is sought (مقاتلان وثلاثة مدنيين قتلوا)."""
        first = i - (self._tokens[i - 1].text == "و")
        joined = self._tokens[first].text.startswith("و") and not self._words[i].verb
        return joined and self._tokens[first - 1].text not in COMMAS  # بينهم 9 سيدات، و6 ضحايا قضوا تحت التعذيب

    def _has_object(self, i: int, starts: Except) -> bool:
        """أعدموا أيضا الشاب, قتلوا رميا بالرصاص، عصر السبت، 11 مدنيا: people follow behind how or when."""
        after, how = i + 1, False
        while after < len(self._words) and (
            self._words[after].filler or self._how(after) or (how and self._when(after))
        ):
            how = how or self._how(after)
            after += 1
        behind = self._words[after + 1] if after + 1 < len(self._words) else {}
        object_ = after > i + 1 and after in starts and "mark.subset" not in behind  # قتلوا رميا بالرصاص، 11 منهم
        return object_ and self._words[i].get("verb.kill") is not None

    def _how(self, i: int) -> bool:
        return self._means(i) or self._tokens[i].text in MANNERS

    def _when(self, i: int) -> bool:
        """A day, or a comma before or behind it."""
        return i in self._dated or self._tokens[i].text in COMMAS

    def _means(self, i: int) -> bool:
        """بالرصاص، بالسكاكين: what it was done with."""
        weapon = self._words[i].get("weapon") or self._words[i].get("noun.attack")
        return weapon is not None and "bi" in weapon.clitics

    def _man(self, people: People) -> bool:
        """A noun for one man, whom no verb in the feminine is said of."""
        noun = self._words[people.noun].noun if people.noun is not None else None
        return noun is not None and noun[0].gender == "m" and noun[0].number == "s" and not noun[0].tag("collective")

    def _dual(self, people: People) -> bool:
        """مدنيين استشهدا: by its letters a plural or a dual."""
        plain = people.low is None and not people.amount and people.last == people.first + 1
        return plain and self._tokens[people.first].text.endswith("ين")

    def _subject(self, people: People, i: int, category: str, kind: Kind, starts: Except) -> Role | None:
        """Whether the verb at `i` says it of `people`: it agrees, opens no clause of its own, and has no object."""
        verb = self._words[i][category]
        behind = i + 1
        while behind < len(self._tokens) and self._tokens[behind].text in QUOTES:
            behind += 1
        object_ = behind in starts and not self._and(behind)  # أن مدنيا قتل وستة أصيبوا
        needed = verb.every("needs")
        object_ = object_ and self._tokens[behind].text not in needed  # تعرضوا لإصابات
        if "mark.negation" in self._words[i - 1] or shoots_somebody(self._m, people, i):
            return None  # الكادر أخلاه فلم يصب أحد
        answers = "fa" in verb.clitics and self._opened(people)  # أما الثلاثة الآخرون فقضوا في المشفى
        if ({"wa", "fa"} & set(verb.clitics) and not answers) or object_ or verb.tag("own") or verb.tag("prep"):
            return None
        if (verb.tag("past") and verb.aspect != "pv") or self._has_object(i, starts):
            return None
        if i + 1 < len(self._tokens) and self._tokens[i + 1].text in {"بها", "به"} and category == "verb.injure":
            return None  # جراحها التي أصيبت بها
        if needed and not completed(self._tokens, needed, i):
            return None
        one = people.low == people.high == 1
        if one and not people.amount and verb.number == "s" and verb.gender == "f" and self._man(people):
            return None  # وصف عضو … كيف قتلت أسرة
        if people.others and one and i - people.last > PREDICATE_REACH:
            return None  # آخر stands right before its verb
        if category == "verb.miss" and (verb.number == "s" or theirs(self._tokens, self._words, self._dated, i + 1)):
            return None  # فقد is oftener a particle
        pair = one and any(self._tokens[j].text.startswith("و") for j in (people.first, *range(people.last, i)))
        two = verb.number == "d" and (people.low == PAIR or pair or self._dual(people))
        agrees = verb.number == "p" or two or (verb.number == "s" and one)
        if not agrees or (one and verb.number == "p" and self._tokens[i - 1].text in {"الذين", "من"}):
            return None  # والطفل فلان، الذين ارتقوا; بحسب مسؤول، يبلغ من جرحوا 30
        self._used.add(i)
        after = self._words[i + 1] if i + 1 < len(self._words) else {}
        if any(c in after and "wa" in after[c].clitics and after[c].number == "p" for c in FATE_VERBS):
            self._used.add(i + 1)  # استشهدوا وقضوا
        return Role(kind, i, f"subject:{category}")
