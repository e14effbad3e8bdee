"""What a responder sees: golden files, budgets, and nothing of an article where Slack would parse it."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from string import Formatter
from typing import Any, get_args

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alerts.records import Alert, Reason
from alerts.slack.budget import cut_lines, problems
from alerts.slack.picture import Shown, page
from alerts.slack.records import Mark, Message, Notes
from alerts.slack.render import View, render
from alerts.slack.surroundings import Gazetted
from alerts.slack.text import FSI, PDI, clean, defuse, escape, safe_url, shorten
from alerts.slack.words import LANGUAGES, words
from detectors.gazetteer import Gazetteer
from detectors.records import HealthImpact
from tests.alerts.slack.samples import DISTRICT, NOW, alert, evidence, hospital, incident, longest
from tests.alerts.slack.scenes import scenes
from tests.slack_double.limits import refusal

GOLDEN = Path(__file__).parent / "golden"
BIDI = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066\u2067]")
NASTY = st.one_of(
    st.text(max_size=300),
    st.text("<>&!@#|*_~`:./ \u202e\u2066\u2067\u2068\u2069\u200f\u061c\n\rabcعمن\U000e0041\ud800\u0301", max_size=300),
    st.sampled_from([
        "<!channel>", "<!here|x>", "<@U0ABC123>", "<#C0ABC|general>", "<https://evil.example|click>", "@channel",
        "https://evil.example/a", "www.evil.example", "mailto:x@evil.example", "*bold* _it_ ~s~ `c`", ":skull:",
        "&lt;!channel&gt;", "\u2069\u2069\u202e<!everyone>", "ا" * 5_000, "<" * 5_000, "&" * 5_000, "\x00\x1b[31m",
    ]),
)  # fmt: skip


def dumped(message: Message) -> str:
    return json.dumps({"text": message.text.split("\n"), "blocks": message.blocks}, ensure_ascii=False, indent=1) + "\n"


@pytest.mark.parametrize("name", scenes())
def test_golden(name: str) -> None:
    """`RASID_WRITE_GOLDEN=1` writes the files anew: look at the picture before you keep them."""
    file = GOLDEN / f"{name}.json"
    found = dumped(scenes()[name])
    if os.environ.get("RASID_WRITE_GOLDEN"):
        file.write_text(found, "utf-8")
    assert found == file.read_text("utf-8")


def test_no_golden_file_is_left_over() -> None:
    assert {f.stem for f in GOLDEN.glob("*.json")} == set(scenes())


@pytest.mark.parametrize("name", scenes())
def test_every_scene_is_within_slack_and_our_budgets(name: str) -> None:
    message = scenes()[name]
    assert problems(message.blocks, message.text) == []
    assert refusal({"text": message.text, "blocks": message.blocks}, update=True) is None
    assert len(message.plain) <= 3_500


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_quarter_known_by_name_alone_says_that_its_map_shows_the_town(language: Any) -> None:
    gazetteer, w = Gazetteer.load(), words(language)
    named = next(e.code for e in gazetteer if e.level == "neighbourhood" and e.lat is None)
    placed = next(e.code for e in gazetteer if e.level == "neighbourhood" and e.lat is not None)
    for code, said in ((named, True), (placed, False)):
        hit = incident(gazetteer.place(code))
        message = dumped(render(alert(incidents=(hit,), incidents_total=1), View(language=language), Notes(), NOW))
        assert (w("precision.at_town") in message) is said
        assert "openstreetmap" in message


def test_the_lock_screen_says_what_and_where_and_how_many_first() -> None:
    text = render(alert(), View(), Notes(), NOW).text
    assert re.sub(f"[{FSI}{PDI}]", "", text).startswith("🔴 12 killed · Bustan al-Qasr, Jebel Saman\nKilled 12 (10–15)")
    assert len(text.split("\n")[0]) < 100


def strings(node: Any) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        for value in node.values():
            yield from strings(value)
    elif isinstance(node, list | tuple):
        for value in node:
            yield from strings(value)


def elements(message: Message) -> Iterator[dict[str, Any]]:
    for block in message.blocks:
        if block["type"] == "rich_text":
            for group in block["elements"]:
                yield from group["elements"]


def check(message: Message, view: View, people: set[str], urls: set[str]) -> None:
    assert problems(message.blocks, message.text) == []
    assert refusal({"text": message.text, "blocks": message.blocks}, update=True) is None
    for text in (message.text, message.plain):
        assert "<" not in text and ">" not in text
        assert not re.search(r"&(?!amp;|lt;|gt;)", text)
        assert "@" not in text and "://" not in text
    for text in (*strings(list(message.blocks)), message.text, message.plain):
        assert not BIDI.search(text)
        depth = 0
        for char in text:
            depth += (char == FSI) - (char == PDI)
            assert depth in {0, 1}
        assert depth == 0
        text.encode()
    for block in message.blocks:
        texts = [block["text"]] if "text" in block else [e for e in block["elements"] if e["type"] == "mrkdwn"]
        for text in texts:
            if text["type"] == "mrkdwn":
                assert text["text"] == " ".join(f"<!{m}>" if m == "here" else f"<!subteam^{m}>" for m in view.mentions)
    for element in elements(message):
        assert element["type"] in {"text", "link", "date", "user"}
        if element["type"] == "user":
            assert element["user_id"] in people
        if element["type"] == "link":
            assert element["url"] in urls or element["url"].startswith("https://www.openstreetmap.org/?mlat=")


@settings(max_examples=120, deadline=None)
@given(data=st.data())
def test_nothing_of_an_article_reaches_markup_mentions_links_or_direction(data: st.DataObject) -> None:

    def draw() -> str:
        return data.draw(NASTY)

    place = msgspec.structs.replace(DISTRICT, name=draw(), name_ar=draw(), name_en=draw())
    url = data.draw(st.one_of(NASTY, st.sampled_from(["https://a.example/x", "javascript:alert(1)", "http://u:p@x/"])))
    health = HealthImpact(target="facility", name=draw(), out_of_service=data.draw(st.booleans()))
    one = incident(place, sources=(draw(), draw()), health=data.draw(st.sampled_from([None, health])))
    given_alert = alert(
        rule=draw(), explanation=draw(), context=(draw(), draw()), district=place, incidents=(one,) * data.draw(
            st.integers(1, 12)), evidence=(evidence(draw(), draw()),
            msgspec.structs.replace(evidence(draw(), draw()), url=url)), grade=draw(),
        state=data.draw(st.sampled_from(["firing", "updated", "resolved", "retracted"])),
        rule_kind=data.draw(st.sampled_from(["threshold", "hospital_attack", "spike", "new_place"])),
    )  # fmt: skip
    view = View(
        language=data.draw(st.sampled_from(["en", "ar"])), mentions=("here", "S0123ABC"),
        hide_health=data.draw(st.booleans()),
    )  # fmt: skip
    marks = (
        Mark(action_id="1", kind="duplicate", by="U0ABC123", at=NOW, reason=draw(), duplicate_of=draw()),
        Mark(action_id="2", kind="silence", by=draw(), at=NOW, expires_at=NOW + timedelta(hours=1)),
    )
    message = render(given_alert, view, Notes(marks=marks, instead_of=f"C0: {draw()}"), NOW)
    check(message, view, {"U0ABC123"}, {u for u in (safe_url(url), evidence().url) if u})


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("state", ["firing", "updated", "resolved", "retracted"])
def test_the_longest_possible_alert_fits_and_says_what_is_missing(language: str, state: str) -> None:
    message = render(longest(state=state), View(language="ar" if language == "ar" else "en"), Notes(), NOW)
    assert problems(message.blocks, message.text) == []
    more = words("ar" if language == "ar" else "en")("line.more", n="N").replace("N", r"\d+")
    assert re.search(more, json.dumps(message.blocks, ensure_ascii=False))
    assert any("rasid.acknowledge" in str(b) or "rasid.false" in str(b) for b in message.blocks)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_hidden_health_facility_is_nowhere_in_the_message(language: str) -> None:
    view = View(language="ar" if language == "ar" else "en", hide_health=True)
    one = hospital(context=("مشفى النور في دابق",), explanation="مشفى النور")
    message = render(one, view, Notes(), NOW)
    everything = "\n".join([*strings(list(message.blocks)), message.text, message.plain])
    for secret in ("النور", "دابق", "Dabiq", "36.5", "openstreetmap", "news.example"):
        assert secret not in everything
    assert "A'zaz" in everything or "أعزاز" in everything


def test_a_hidden_facility_in_a_threshold_alert_is_withheld_too() -> None:
    hit = hospital().incidents[0]
    both = alert(incidents=(incident(), hit), incidents_total=2)
    everything = str(render(both, View(hide_health=True), Notes(), NOW))
    assert "النور" not in everything and "Dabiq" not in everything
    assert "Bustan al-Qasr" in everything


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_and_every_word_exists(language: str) -> None:
    w = words("ar" if language == "ar" else "en")
    assert w.keys() == words("en").keys()
    for reason in get_args(Reason):
        assert w(f"reason.{reason}")
    for key in w.keys():  # noqa: SIM118 - our own method
        fields = {f for _, f, _, _ in Formatter().parse(w(key)) if f}
        assert fields <= {f for _, f, _, _ in Formatter().parse(words("en")(key)) if f} | {"low", "high", "best"}


@given(NASTY)
def test_clean_defuse_and_escape(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert "\n" not in cleaned
    assert not re.search("[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", cleaned)
    assert "<" not in escape(cleaned)
    assert not set(defuse(cleaned)) & set("@#*_~`:")


@given(st.text(max_size=400), st.integers(8, 200))
def test_shorten_keeps_its_limit_and_its_isolates(text: str, limit: int) -> None:
    cut = shorten(f"{FSI}{clean(text)}{PDI} x {FSI}{clean(text)}{PDI}", limit)
    assert len(cut) <= limit
    assert cut.count(FSI) == cut.count(PDI)


@given(st.lists(st.text(alphabet="a&<>ب", max_size=80), max_size=40), st.integers(30, 300))
def test_lines_are_cut_whole_before_escaping_and_counted_after(lines: list[str], limit: int) -> None:
    text = cut_lines(lines, limit, lambda n: f"{n} more")
    assert len(text) <= limit
    assert not re.search(r"&(?!amp;|lt;|gt;)", text)
    kept = text.split("\n")
    if kept[-1].endswith(" more"):
        assert kept[:-1] == [escape(line) for line in lines[: len(kept) - 1]]


def test_the_gazetteer_names_the_city_after_the_quarter_and_the_governorate_after_the_rest() -> None:
    around = Gazetted(Gazetteer.load())
    city = next(e for e in around._gazetteer if e.level == "community" and e.name_en == "Aleppo")
    quarter = next(e for e in around._gazetteer if e.level == "neighbourhood" and e.parent == city.code)
    above = around.above(around._gazetteer.place(quarter.code))
    assert above is not None and above.name_en == "Aleppo"
    governorate = around.above(around._gazetteer.place(city.code))
    assert governorate is not None and governorate.level == "governorate"
    wide = around.wide(around._gazetteer.place(quarter.code))
    assert wide is not None and wide.level == "district"
    assert around.above(governorate) is None
    assert around.above(DISTRICT.__class__(name="?")) is None


GOOD_URLS = [
    "https://news.example/ar/1",
    "http://x.example:8080/a?b=c&d=%20#f",
    "https://xn--mgbh0fb.example/",
    "https://مثال.example/أخبار",
]
BAD_URLS = [
    "", "javascript:alert(1)", "ftp://x.example", "https://", "https://u:p@x.example/", "https://x.example/ a", "//x",
    "https://x.example/|b", "https://x.example/>", "https://x.example/\u202egpj", "https://x.example:0/",
    "https://x.example:99999/", "https://" + "a" * 3_000, "https://x.example/\n", "data:text/html,x", "https://-/",
]  # fmt: skip


def test_urls() -> None:
    assert [safe_url(u) for u in GOOD_URLS] == GOOD_URLS
    assert [u for u in BAD_URLS if safe_url(u)] == []


def test_the_picture_escapes_what_it_shows() -> None:
    html = page(
        [Shown("alerts", render(longest(), View(), Notes(), NOW), "02:45", (("02:46", scenes()["reply-tier-en"]),))]
    )
    assert "<!channel>" not in html
    assert "@here" in html


def test_nothing_refers_to_an_alert_record_that_changed() -> None:
    """A field that Slack shows and the engine drops would silently vanish: decode a full alert from its own JSON."""
    one = longest()
    assert msgspec.json.decode(msgspec.json.encode(one), type=Alert) == one
