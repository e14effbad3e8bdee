"""Deaths, joins, replays, poison and a broker that goes away, with the real agents on a real Kafka."""

from __future__ import annotations

import random
import signal
import subprocess
from pathlib import Path

import pytest

from streams.broker.real import RealBroker
from streams.crash import STATUS
from streams.tail import records
from tests.faults.plant import PATIENCE, article, plant, wait

pytestmark = [pytest.mark.kafka, pytest.mark.slow]

STAGES = ("read", "locate", "fuse", "window", "alert")


def named(count: int, start: int = 0) -> list[str]:
    return [f"a{number}" for number in range(start, start + count)]


def test_killed_at_every_move_of_every_stage_it_counts_each_article_once(
    kafka: RealBroker, prefix: str, folder: Path
) -> None:
    """Kill -9 after taking, sending, between two state records and after storing; each start meets the next death."""
    moves = [(stage, move) for stage in STAGES for move in ("taken", "sent", "storing", "stored")]
    moves.remove(("read", "storing"))  # stateless
    moves = [one for one in moves if one not in {("locate", "storing"), ("fuse", "storing")}]  # one key a step
    rng = random.Random(7)
    rng.shuffle(moves)
    names = named(30)
    with plant(kafka.bootstrap, prefix, folder) as one:
        one.topics()
        one.feed(names)
        for number, (stage, move) in enumerate(moves):
            worker = one.start(RASID_KILLPOINT=f"{stage}:{move}:2")
            assert worker.wait(PATIENCE) == -signal.SIGKILL, f"{stage} never came to {move}"
            more = named(16, start=1000 + 16 * number)
            names += more
            one.feed(more)
        one.start()
        one.verify(names)
        assert one.stop() == [0]


def test_a_lost_state_folder_is_rebuilt(kafka: RealBroker, prefix: str, folder: Path) -> None:
    names = named(120)
    with plant(kafka.bootstrap, prefix, folder) as one:
        one.start("first")
        wait((folder / "first").exists)
        one.topics()
        one.feed(names[:80])
        one.verify(names[:80])
        assert one.stop() == [0]
        one.start("second")  # an empty folder: everything comes from the changelogs
        one.feed(names)
        one.verify(names)


def test_workers_join_and_leave_while_articles_come(kafka: RealBroker, prefix: str, folder: Path) -> None:
    names = named(900)
    with plant(kafka.bootstrap, prefix, folder) as one:
        one.topics()
        first = one.start("one")
        one.feed(names[:300])
        second = one.start("two")
        one.feed(names[300:600])
        wait(lambda: len(one.alerts()) > 3)
        first.kill()
        first.wait()
        one.feed(names[600:])
        third = one.start("three")
        one.verify(names)
        wait(lambda: "partitions of" in (folder / "three.log").read_text(), one.logs)
        assert second.poll() is None and third.poll() is None, one.logs()
        assert one.stop() == [0, 0]


def test_three_replays_in_other_orders_change_nothing(kafka: RealBroker, prefix: str, folder: Path) -> None:
    names = named(150)
    with plant(kafka.bootstrap, prefix, folder) as one:
        one.topics()
        one.start()
        one.feed(names)
        one.verify(names)
        before = one.alerts()
        for seed in range(3):
            random.Random(seed).shuffle(names)
            one.feed(names)
        one.feed(["last"])  # behind all of them in its partition
        one.verify([*names, "last"])
        after = one.alerts()
        changed = {key for key in after if before.get(key) != after[key]}
        assert len(changed) == 1


def test_bad_input_of_every_kind_leaves_the_neighbours_alone(kafka: RealBroker, prefix: str, folder: Path) -> None:
    good = named(20)
    text = "قصف على المدينة"
    base = '{"source":"s","published_at":"%s","text":"%s"}'
    bad: list[tuple[bytes | None, str]] = [
        (b"nope", "not_json"), (b"[1]", "not_object"), (b"x" * 2_000_000, "too_large"), (None, "not_json"),
        (b"\xff\xfe", "bad_encoding"), (b'{"text":"\\ud800"}', "bad_encoding"), (b"", "not_json"),
        (b'{"source":1,"published_at":"2024-01-01T00:00:00Z","text":"' + text.encode() + b'"}', "wrong_type"),
        (b'{"source":null,"published_at":null,"text":null}', "missing_field"),
        ((base % ("2024-01-01T00:00:00Z", "")).encode(), "empty_text"),
        ((base % ("2024-01-01T00:00:00Z", "Only English here")).encode(), "not_arabic"),
        ((base % ("1500-01-01T00:00:00Z", text)).encode(), "bad_date"),
        ((base % ("2099-01-01T00:00:00Z", text)).encode(), "bad_date"),
    ]  # fmt: skip
    with plant(kafka.bootstrap, prefix, folder) as one:
        one.topics()
        worker = one.start()
        for number, name in enumerate(good):
            value = bad[number % len(bad)][0]
            one.publish([(name, value), (name, article(name))])
        one.verify(good)
        expected: dict[str, int] = {}
        for number in range(len(good)):
            reason = bad[number % len(bad)][1]
            expected[reason] = expected.get(reason, 0) + 1
        wait(lambda: one.dead() == expected, lambda: str(one.dead()))
        assert worker.poll() is None


def test_one_poison_article_is_set_aside_and_a_poisoned_feed_stops_the_worker(
    kafka: RealBroker, prefix: str, folder: Path
) -> None:
    with plant(kafka.bootstrap, prefix, folder, RASID_ATTEMPTS="2") as one:
        one.topics()
        worker = one.start()
        one.feed([*named(10), "poison", *named(10, start=10)])
        one.verify(named(20))
        wait(lambda: one.dead() == {"reader_error": 1})
        one.feed([f"poison{number}" for number in range(40)])
        assert worker.wait(PATIENCE) == STATUS
        assert "records in a row" in (folder / "w.log").read_text()


@pytest.mark.parametrize(
    ("how", "status", "said"),
    [("waits", STATUS, "messages wait and nothing has moved for 15 s in "), ("spins", 1, "stuck.py")],
)
def test_a_worker_that_stands_still_ends_itself(
    kafka: RealBroker, prefix: str, folder: Path, how: str, status: int, said: str
) -> None:
    """For the supervisor to start again: whether a step waits for ever or holds the whole event loop."""
    with plant(kafka.bootstrap, prefix, folder, module="tests.faults.stuck", RASID_STALL="15", STUCK=how) as one:
        one.topics()
        worker = one.start()
        wait(lambda: "reads 4 of 4 partitions" in one.logs(), one.logs)
        assert worker.poll() is None
        one.feed(named(3))
        assert worker.wait(PATIENCE) == status
        assert said in one.logs()


def test_a_rebalance_that_never_ends_ends_the_worker(kafka: RealBroker, prefix: str, folder: Path) -> None:
    """Its streams wait for the recovery, and a watch over lag alone would wait with them."""
    names = named(30)
    with plant(kafka.bootstrap, prefix, folder, module="tests.faults.stuck", RASID_STALL="15", STUCK="recovers") as one:
        one.topics()
        worker = one.start()
        wait(lambda: "reads 4 of 4 partitions" in one.logs(), one.logs)
        one.feed(names)
        one.verify(names)
        one.module = "tests.faults.plain"
        other = one.start("other")
        assert worker.wait(PATIENCE) == STATUS
        assert "a rebalance has not ended" in one.logs()
        one.verify(names)
        assert one.stop(other) == [0]


def test_what_is_dropped_before_the_first_commit_is_fetched_again(kafka: RealBroker, prefix: str, folder: Path) -> None:
    names = named(60)
    with plant(kafka.bootstrap, prefix, folder, module="tests.faults.stuck", STUCK="drops") as one:
        one.topics()
        one.feed(names)
        one.start()
        one.verify(names)
        assert one.stop() == [0]


def test_a_hole_before_the_first_commit_is_never_committed(kafka: RealBroker, prefix: str, folder: Path) -> None:
    """A worker that did not go back for what it dropped stands still and ends; the next one reads it."""
    names = named(60)
    with plant(kafka.bootstrap, prefix, folder, module="tests.faults.stuck", RASID_STALL="10", STUCK="forgets") as one:
        one.topics()
        one.feed(names)
        worker = one.start()
        wait(lambda: "reads 4 of 4 partitions" in one.logs(), one.logs)
        names += named(60, start=500)
        one.feed(names[60:])
        assert worker.wait(PATIENCE) == STATUS
        assert not set(names[:60]) & {one.key.decode() for one in records(one.settings, "reports")}
        one.module = "tests.faults.plain"
        one.start()
        one.verify(names)


def test_a_worker_that_cannot_commit_still_ends_when_told_to(kafka: RealBroker, prefix: str, folder: Path) -> None:
    names = named(30)
    with plant(kafka.bootstrap, prefix, folder, module="tests.faults.stuck", RASID_STOP="5", STUCK="commits") as one:
        one.topics()
        one.start()
        one.feed(names)
        one.verify(names)
        assert one.stop() == [0]
        assert "not stopped 5 s after being told to" in one.logs()
        one.module = "tests.faults.plain"
        one.start("next")
        more = [*names, *named(30, start=500)]
        one.feed(more)
        one.verify(more)


def test_a_worker_without_work_goes_on(kafka: RealBroker, prefix: str, folder: Path) -> None:
    """Silence is no standstill, neither for the watchdog nor for Faust, which takes changelogs for hanging streams."""
    quiet = {"RASID_STALL": "10", "STREAM_PROCESSING_TIMEOUT": "1"}
    with plant(kafka.bootstrap, prefix, folder, **quiet) as one:
        one.topics()
        worker = one.start()
        wait(lambda: "reads 4 of 4 partitions" in one.logs(), one.logs)
        with pytest.raises(subprocess.TimeoutExpired):
            worker.wait(12)
        one.publish_whole((name, article(name)) for name in named(5))
        one.verify(named(5))
        with pytest.raises(subprocess.TimeoutExpired):
            worker.wait(14)  # the mark that ends the transaction is lag that nobody can read
        assert "ERROR" not in one.logs() and "not started processing" not in one.logs()
        assert one.stop() == [0]


def test_a_broker_that_goes_away_and_comes_back_loses_nothing(prefix: str, folder: Path, tmp_path: Path) -> None:
    names = named(200)
    with RealBroker(tmp_path / "kafka", min_session_ms=2000) as broker, plant(broker.bootstrap, prefix, folder) as one:
        one.topics()
        worker = one.start()
        one.feed(names[:100])
        wait(lambda: len(one.alerts()) > 3)
        broker.kill()
        broker.start()
        one.feed(names[100:])
        one.verify(names)
        assert worker.poll() is None
