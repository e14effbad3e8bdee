"""Publish → Slack at a steady 20 articles a second: a real Kafka, a real worker, a Slack with its limits.

Every fiftieth article tells of a strike that must alert; the others are ordinary news and lesser incidents. The time
runs from publication, which the article carries, to Slack's acceptance of the alert's first message.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from kafka import KafkaProducer

from alerts.slack.text import FSI, PDI
from detectors.gazetteer import Gazetteer
from detectors.gazetteer.entry import Entry
from detectors.reading import Reader
from detectors.records import Article
from streams import admin, topics
from streams.broker.real import RealBroker, free_port
from streams.settings import Settings
from tests.slack_double.server import Double, serve
from tests.slack_double.workspace import Workspace

CHANNEL = "C0ALERTS"
RATE, STRIKE_EVERY = 20, 50
STRIKES, OTHERS, APART_KM = 60, 100, 25.0
EDGES = (0.25, 0.5, 1, 2, 3, 5, 8, 13, 30)
OUTLETS = ("شبكة الضفة", "وكالة الساحل", "راديو الوادي", "صحيفة الجبل")
LESSER = "قُتل شخص وأصيب آخر بجروح جراء انفجار لغم أرضي في {place} اليوم."
STRIKE = "قُتل {n} مدنيين وأصيب آخرون بجروح اليوم جراء غارات جوية استهدفت {place}."
NEUTRAL = [
    "المجلس",
    "اجتماع",
    "السوق",
    "الطريق",
    "المياه",
    "الكهرباء",
    "الموسم",
    "الزيتون",
    "القمح",
    "المدرسة",
    "الطلاب",
    "المعلمون",
    "الأسعار",
    "الخبز",
    "الوقود",
    "الجامعة",
    "المعرض",
    "الكتاب",
    "الرياضة",
    "المباراة",
    "الفريق",
    "الأمطار",
    "الطقس",
    "البرد",
    "الحديقة",
    "البلدية",
    "الورشة",
    "الصيانة",
    "المشروع",
    "التدريب",
    "الشباب",
    "النساء",
    "المزارعون",
    "المحصول",
    "الحافلات",
    "النقل",
    "الاتصالات",
    "الشبكة",
    "المكتبة",
    "المسرح",
    "الموسيقى",
    "اللغة",
    "الترجمة",
    "الحرفيون",
    "العيد",
    "الأعراس",
    "الضيوف",
    "الشاي",
    "القهوة",
    "الحلويات",
    "الأطباء",
    "التلقيح",
    "الوقاية",
    "الرعاية",
    "النظافة",
    "الإنارة",
    "البيئة",
]


class Slack:
    """The double on a thread of its own."""

    def __init__(self) -> None:
        self.workspace = Workspace(CHANNEL)
        self.double: Double | None = None
        self._ready, self._over = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()), daemon=True)

    def __enter__(self) -> Slack:
        self._thread.start()
        self._ready.wait()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    async def _serve(self) -> None:
        async with serve(self.workspace) as self.double:
            self._ready.set()
            while not self._over.is_set():  # noqa: ASYNC110 - set by another thread
                await asyncio.sleep(0.1)


def communities(dice: random.Random) -> tuple[list[tuple[str, str]], list[str]]:
    """Towns that the reader finds in the strike's sentence: (Arabic, English) far apart, and Arabic names of others.

    Strikes on neighbouring villages on one day may rightly be one incident; reading is measured elsewhere.
    """
    gazetteer = Gazetteer.load()
    reader = Reader(gazetteer)
    towns = [e for e in gazetteer if e.level == "community" and len(gazetteer.by_name(e.name_ar)) == 1]
    dice.shuffle(towns)
    strikes: list[Entry] = []
    others: list[str] = []
    for entry in towns:
        text = STRIKE.format(place=entry.name_ar, n=7)
        article = Article(id="x", source="x", published_at=datetime(2026, 1, 5, tzinfo=UTC), text=text)
        if [event.place.code for event in reader.read(article).events] != [entry.code]:
            continue
        if all((gazetteer.distance(entry.code, s.code) or 0) > APART_KM for s in strikes):
            strikes.append(entry)
        elif len(others) < OTHERS:
            others.append(entry.name_ar)
        if len(strikes) >= STRIKES and len(others) >= OTHERS:
            break
    return [(e.name_ar, e.name_en) for e in strikes], others


def chatter(dice: random.Random) -> str:
    """Some 200 words of no news at all, never twice alike: similar texts would be copies of one report.

    They are words of every day (`detectors/reading/common.txt`): by rarer ones the reader would know an event again.
    """
    return " ".join(" ".join(dice.choices(NEUTRAL, k=10)) + "." for _ in range(20))


def articles(dice: random.Random) -> Iterator[tuple[str | None, dict[str, Any]]]:
    """Endless: the English name of the place that must alert, or None, and the article without its time."""
    strikes, others = communities(dice)
    number = 0
    while True:
        number += 1
        strike, lesser = number % STRIKE_EVERY == 0, number % 5 == 0
        english = ""
        place = others[number % len(others)]
        if strike:
            place, english = strikes[number // STRIKE_EVERY % len(strikes)]
        news = STRIKE if strike else LESSER if lesser else ""
        text = f"{news.format(place=place, n=dice.randint(6, 30))}\n{chatter(dice)}".strip()
        yield english if strike else None, {
            "schema": "article/1", "id": f"latency-{number}", "source": dice.choice(OUTLETS), "text": text,
            "url": f"https://news.example/{number}",
        }  # fmt: skip


def publish(settings: Settings, seconds: float) -> dict[str, float]:
    """Send at the rate; when each place that must alert was published (Unix seconds)."""
    producer = KafkaProducer(**settings.client(), linger_ms=5)
    told: dict[str, float] = {}
    began = time.monotonic()
    for count, (place, article) in enumerate(articles(random.Random(3))):
        if count >= seconds * RATE:
            break
        time.sleep(max(began + count / RATE - time.monotonic(), 0))
        now = datetime.now(UTC)
        body = json.dumps({**article, "published_at": now.isoformat()}, ensure_ascii=False).encode()
        producer.send(settings.topic(topics.ARTICLES.name), key=str(article["id"]).encode(), value=body)
        if place is not None:
            told[place] = now.timestamp()
    producer.close()
    return told


def arrivals(workspace: Workspace) -> dict[str, float]:
    """Place → when its first message about people killed was accepted."""
    out: dict[str, float] = {}
    for call in workspace.journal:
        if call.method == "chat.postMessage" and call.accepted and "thread_ts" not in call.arguments:
            found = re.search(r"killed · ([^,]+)", _plain(call.arguments["text"]))
            if found:
                out.setdefault(found.group(1), call.at.timestamp())
    return out


def _plain(text: object) -> str:
    return re.sub(f"[{FSI}{PDI}]", "", str(text)).split("\n")[0]


def table(times: Sequence[float], missed: int) -> str:
    """Quantiles and a histogram in words."""
    at = {q: times[min(int(len(times) * q), len(times) - 1)] for q in (0.5, 0.9, 0.95, 0.99)}
    lines = [f"alerts {len(times)}, missed {missed}; " + ", ".join(f"p{q * 100:.0f} {t:.2f} s" for q, t in at.items())]
    low = 0.0
    for high in (*EDGES, float("inf")):
        count = sum(low <= t < high for t in times)
        lines.append(f"{low:>6.2f} – {high:<6.2f}s {count:>5} {'█' * round(60 * count / len(times))}")
        low = high
    return "\n".join(lines)


def main(arguments: list[str]) -> int:
    """Run for `--seconds`; 1 when an alert was missed."""
    parser = argparse.ArgumentParser(prog="latency")
    parser.add_argument("--seconds", type=float, default=90.0)
    parser.add_argument("--warm", type=float, default=5.0, help="seconds to wait after the worker is up")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder, Slack() as slack, RealBroker(Path(folder) / "kafka") as broker:
        assert slack.double is not None
        settings = Settings(kafka=broker.bootstrap, state=Path(folder) / "state")
        with admin.connected(settings) as client:
            admin.create(client, settings)
        environment = {k: v for k, v in os.environ.items() if not k.startswith("RASID_")} | {
            "RASID_KAFKA": broker.bootstrap, "RASID_STATE": str(settings.state), "RASID_SLACK_URL": slack.double.url,
            "RASID_SLACK_TOKEN": slack.workspace.token, "RASID_SLACK_CHANNEL": CHANNEL,
            "RASID_METRICS_PORT": str(free_port()),
        }  # fmt: skip
        log = (Path(folder) / "worker.log").open("wb")
        command = [sys.executable, "-c", "from streams.cli import main; main()", "worker"]
        worker = subprocess.Popen(command, env=environment, stdout=log, stderr=log, cwd=folder)
        try:
            time.sleep(options.warm + 10)
            told = publish(settings, options.seconds)
            deadline = time.monotonic() + 60
            while set(told) - set(arrivals(slack.workspace)) and time.monotonic() < deadline:
                time.sleep(0.5)
            if worker.poll() is not None:
                sys.stderr.write(Path(log.name).read_text("utf-8")[-4000:])
        finally:
            worker.terminate()
            worker.wait(60)
        got = arrivals(slack.workspace)
    times = sorted(got[place] - at for place, at in told.items() if place in got)
    missed = sorted(set(told) - set(got))
    if not times:
        sys.stderr.write(f"nothing arrived; {len(slack.workspace.journal)} calls to Slack\n")
        return 1
    sys.stdout.write(table(times, len(missed)) + "\n")
    if missed:
        titles = [_plain(p.arguments["text"]) for p in slack.workspace.parents(CHANNEL)]
        sys.stdout.write("\n".join(titles) + "\n")
        sys.stdout.write(f"missed: {', '.join(missed)}\n")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
