"""Buttons end to end: Slack's envelope over a web socket, an action out, a message that shows it."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

import pytest

from alerts.records import Action
from alerts.slack.buttons import Buttons, NotKeptError
from alerts.slack.changes import told
from alerts.slack.ledger import MemoryLedger, pack
from alerts.slack.records import Case, Delivery, Notes
from alerts.slack.render import View, render
from alerts.slack.routing import Route, Routing
from alerts.slack.socket import ButtonSocket
from alerts.slack.web import WebTransport, session, web_client
from tests.alerts.slack.bench import CHANNEL
from tests.alerts.slack.samples import NOW, alert
from tests.slack_double.direct import DirectTransport
from tests.slack_double.server import serve
from tests.slack_double.workspace import Workspace

GROUP = "S0DUTY"


class Now:
    def now(self) -> datetime:
        return NOW


class Desk:
    """Buttons before a workspace, and what they publish."""

    def __init__(self, **permissions: tuple[str, ...]) -> None:
        self.slack = Workspace(CHANNEL)
        self.slack.groups[GROUP] = ["U0DUTY"]
        self.kept: list[tuple[Action, int]] = []
        self.counted: list[tuple[str, str]] = []
        self.down = False
        self.ledger = MemoryLedger()
        routing = Routing((Route("default", CHANNEL),), permissions=permissions)
        self.buttons = Buttons(
            DirectTransport(self.slack, Now(), delay=0), self.ledger, routing, self.publish,
            clock=Now(), counted=lambda kind, outcome: self.counted.append((kind, outcome)),
        )  # fmt: skip

    async def publish(self, action: Action, partition: int) -> None:
        if self.down:
            raise NotKeptError
        self.kept.append((action, partition))

    def told(self) -> list[str]:
        return [str(r.arguments["text"]) for r in self.slack.journal if r.method == "chat.postEphemeral"]

    def views(self) -> list[dict[str, Any]]:
        return [r.arguments["view"] for r in self.slack.journal if r.method == "views.open"]


def press(kind: str, user: str = "U0DUTY") -> dict[str, Any]:
    """Slack's payload for a press on our own message."""
    message = render(alert(), View(), Notes(partition=7), NOW)
    value = next(b for b in message.blocks if b["type"] == "actions")["elements"][0]["value"]
    return {
        "type": "block_actions", "trigger_id": "t1", "user": {"id": user, "username": "samar"},
        "channel": {"id": CHANNEL}, "actions": [{"action_id": f"rasid.{kind}", "value": value, "action_ts": "1.2"}],
    }  # fmt: skip


def submitted(view: dict[str, Any], user: str = "U0DUTY", **values: str) -> dict[str, Any]:
    state: dict[str, Any] = {
        n: {n: {"value": v} if n == "reason" else {"selected_option": {"value": v}}} for n, v in values.items()
    }
    return {"type": "view_submission", "user": {"id": user, "username": "samar"},
            "view": {**view, "id": "V1", "state": {"values": state}}}  # fmt: skip


async def test_acknowledge_is_published_once_per_press_with_all_that_the_engine_needs() -> None:
    desk = Desk()
    await desk.buttons.take(press("acknowledge"))
    await desk.buttons.take(press("acknowledge"))
    (first, partition), (again, _) = desk.kept
    assert (first.kind, first.by, first.by_name, partition) == ("acknowledge", "U0DUTY", "samar", 7)
    assert (first.alert_id, first.rule, first.governorate) == ("5f0c7a91d2", "killed-in-a-day", "SY02")
    assert first.district_code == "SY0200"
    assert first.action_id == again.action_id


async def test_silence_asks_for_how_long_and_why_and_has_an_expiry() -> None:
    desk = Desk(silence=(GROUP,))
    await desk.buttons.take(press("silence"))
    assert desk.kept == []
    (view,) = desk.views()
    assert await desk.buttons.take(submitted(view, hours="12", reason="ceasefire <!channel>\u202e talks")) is None
    ((action, _),) = desk.kept
    assert action.expires_at == NOW + timedelta(hours=12)
    assert action.reason == "ceasefire <!channel> talks"


@pytest.mark.parametrize("user", ["U0OTHER"])
async def test_only_members_of_the_groups_may_silence_and_others_are_told_alone(user: str) -> None:
    desk = Desk(silence=(GROUP,))
    await desk.buttons.take(press("silence", user))
    assert desk.kept == [] and desk.views() == []
    assert "not in a group" in desk.told()[0]
    view = {"callback_id": "rasid.silence", "private_metadata": press("silence")["actions"][0]["value"]}
    answer = await desk.buttons.take(submitted(view, user))
    assert answer is not None and answer["response_action"] == "errors"
    assert desk.counted == [("silence", "refused"), ("silence", "refused")]


async def test_without_groups_nobody_may_silence() -> None:
    desk = Desk()
    await desk.buttons.take(press("silence"))
    assert "no group is configured" in desk.told()[0]


async def test_unreadable_groups_refuse() -> None:
    desk = Desk(silence=(GROUP,))
    desk.slack.scopes.discard("usergroups:read")
    await desk.buttons.take(press("silence"))
    assert desk.kept == [] and "could not be read" in desk.told()[0]


async def test_false_and_undo_follow_the_same_permission() -> None:
    desk = Desk(**{"false": (GROUP,)})
    await desk.buttons.take(press("undo", "U0OTHER"))
    assert desk.kept == []
    await desk.buttons.take(press("undo"))
    assert desk.kept[0][0].kind == "undo"


async def test_duplicate_offers_the_other_standing_alerts() -> None:
    desk = Desk()
    await desk.buttons.take(press("duplicate"))
    assert "No other alert" in desk.told()[0]
    other = alert(alert_id="other")
    case = Case(alert_id="other", revision=1, body=pack(other), partition=7, updated_at=NOW)
    desk.ledger.put(case)
    desk.ledger.put(Delivery(alert_id="other", channel=CHANNEL, updated_at=NOW, told=told(other, "🔴 12 killed")))
    await desk.buttons.take(press("duplicate"))
    (view,) = desk.views()
    assert "🔴 12 killed" in json.dumps(view, ensure_ascii=False)
    await desk.buttons.take(submitted(view, other="other"))
    assert desk.kept[0][0].duplicate_of == "other"


async def test_what_could_not_be_stored_is_said() -> None:
    desk = Desk()
    desk.down = True
    await desk.buttons.take(press("acknowledge"))
    assert "could not be stored" in desk.told()[0]
    await desk.buttons.take(press("false"))
    answer = await desk.buttons.take(submitted(desk.views()[0]))
    assert answer is not None and "could not be stored" in answer["errors"]["reason"]


@pytest.mark.parametrize("value", ["", "{", "[]", "null", '{"a": 1}', '"x"'])
async def test_values_that_are_not_ours_do_nothing(value: str) -> None:
    desk = Desk()
    payload = press("acknowledge")
    payload["actions"][0]["value"] = value
    await desk.buttons.take(payload)
    assert desk.kept == [] and desk.slack.journal == []


async def test_over_socket_mode_with_a_reconnection() -> None:
    desk = Desk()
    async with serve(desk.slack) as double, session(5.0) as http:
        client = web_client(desk.slack.token, http, base_url=double.url)
        desk.buttons._transport = WebTransport(client)
        socket = ButtonSocket(double.app_token, client, desk.buttons)
        await socket.start()
        await double.connected.wait()
        assert await double.interact(press("acknowledge")) == {}
        assert len(desk.kept) == 1
        await double.drop_sockets()
        await double.connected.wait()
        await double.interact(press("undo"))
        assert [a.kind for a, _ in desk.kept] == ["acknowledge", "undo"]
        await socket.close()
