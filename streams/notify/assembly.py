"""Puts the notifier together from settings: which transport, which routes, and what to say about it at start-up."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from alerts.slack.clock import SystemClock
from alerts.slack.observer import Observer
from alerts.slack.routing import Routing, load, single
from alerts.slack.settings import Policy
from alerts.slack.surroundings import Gazetted
from alerts.slack.transport import Transport
from alerts.slack.web import WebhookTransport, WebTransport, session, web_client, webhook_client
from detectors.gazetteer import Gazetteer
from streams.notify.service import NotifyService, Outside
from streams.settings import Settings, SettingsError

_LOG = logging.getLogger("rasid.notify")
REDUCED = (
    "only a webhook is set: messages are never edited and have no threads or buttons, every material change is a "
    "message of its own, and one whose answer is lost is sent again; set RASID_SLACK_TOKEN for the full service"
)


def routing_of(settings: Settings) -> Routing:
    """The routes that the settings name. Raises `SettingsError`, or `RoutesError` with every mistake of the file."""
    if settings.slack_routes is not None:
        return load(settings.slack_routes.read_text("utf-8"), str(settings.slack_routes))
    if settings.slack_channel:
        return single(settings.slack_channel)
    if settings.slack_webhook is not None:
        return single("webhook")
    raise SettingsError("RASID_SLACK_ROUTES: name a routes.yaml, or RASID_SLACK_CHANNEL for one channel")


def is_configured(settings: Settings) -> bool:
    """Whether there is any way to Slack."""
    return settings.slack_token is not None or settings.slack_webhook is not None


@asynccontextmanager
async def transport_of(settings: Settings, policy: Policy) -> AsyncIterator[Transport]:
    """The way to Slack. Raises `SettingsError` when there is none."""
    async with session(policy.timeout) as http:
        if settings.slack_token is not None:
            yield WebTransport(web_client(settings.slack_token.reveal(), http, base_url=settings.slack_url))
        elif settings.slack_webhook is not None:
            _LOG.warning(REDUCED)
            yield WebhookTransport(webhook_client(settings.slack_webhook.reveal(), http))
        else:
            raise SettingsError("RASID_SLACK_TOKEN: set the bot token (xoxb-…), or RASID_SLACK_WEBHOOK")


@asynccontextmanager
async def service(
    settings: Settings, observer: Observer, counted: Callable[[str, str], None], policy: Policy | None = None
) -> AsyncIterator[NotifyService]:
    """A service that is ready to `run`."""
    chosen = policy or Policy()
    routing = routing_of(settings)
    async with transport_of(settings, chosen) as transport:
        around = Gazetted(Gazetteer.load(settings.gazetteer))
        outside = Outside(transport, routing, observer, counted, chosen, SystemClock(), around)
        yield NotifyService(settings, outside)
