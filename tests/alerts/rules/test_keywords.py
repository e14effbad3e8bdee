"""A user's own words for attacks on health care: what they find, and the near misses that they must not."""

from __future__ import annotations

import msgspec
import pytest

from alerts.rules import default
from alerts.rules.keywords import matched, tells
from alerts.rules.model import HospitalRule
from detectors.fusion import fuse_all
from tests.detectors.fusion.builders import NOW, event, report

RULE = next(rule for rule in default().rules if isinstance(rule, HospitalRule))
FOUND = (
    "استهدفت غارة جوية بنك الدم في المدينة",
    "قصف الطيران مستودع الأدوية",
    "وقصفت الطائرات الحربية بنك الدمّ",
    "شنت الطائرات غارات على مخبر طبي شرقي المدينة",
    "استهداف السوق ثم دمرت قذيفة مركزَ غسيل الكلى",
)
MISSED = (
    "نقل الجرحى إلى بنك الدم بعد أن قصف الطيران الحي",  # the wounded were taken there
    "قصف الطيران الحي وناشد بنك الدم الأهالي التبرع",  # too far, an appeal
    "قال مصدر في بنك الدم إن الطيران قصف السوق",  # a source
    "قصف الطيران محيط بنك الدم",  # near it
    "قصف الطيران أحياء المدينة كلها مساء أمس فيما يعمل بنك الدم",  # too far
    "بنك الدم يعمل بطاقته القصوى",
    "قصف الطيران المدينة",
    "",
)


@pytest.mark.parametrize("sentence", FOUND)
def test_an_attack_in_the_users_words(sentence: str) -> None:
    assert tells(sentence, RULE.facility_words, RULE.attack_words, RULE.not_words)


@pytest.mark.parametrize("sentence", MISSED)
def test_near_misses(sentence: str) -> None:
    assert not tells(sentence, RULE.facility_words, RULE.attack_words, RULE.not_words)


def test_without_words_the_reader_judges_alone() -> None:
    assert not tells(FOUND[0], (), RULE.attack_words, ()) and not tells(FOUND[0], RULE.facility_words, (), ())


def test_what_a_witness_says_is_told_by_another_incident() -> None:
    (incident,) = fuse_all([report("a", event("بستان القصر", 3), quotes={"e1": FOUND[0]})], NOW)
    assert matched(RULE, incident) == FOUND[0]
    (claim,) = incident.claims
    heard = msgspec.structs.replace(claim, event=msgspec.structs.replace(claim.event, witness=True))
    assert matched(RULE, msgspec.structs.replace(incident, claims=(heard,))) is None
