"""The wire to Slack: a bot token and the Web API, or an incoming webhook as the reduced form. A call goes out once."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from alerts.slack.answers import Answer

_LOG = logging.getLogger(__name__)
_READS = {"conversations.history", "conversations.replies", "usergroups.users.list", "conversations.info", "users.info"}
"""Methods that take no JSON."""


class WebTransport:
    """The Web API through slack_sdk, whose own retries are off: they would post a message twice."""

    threads = True

    def __init__(self, client: AsyncWebClient) -> None:
        if client.retry_handlers:
            raise ValueError("slack_sdk's retry handlers repeat posts on their own: pass retry_handlers=[]")
        self.client = client

    async def call(self, method: str, arguments: Mapping[str, Any]) -> Answer:
        """Call `method` once."""
        try:
            if method in _READS:
                response = await self.client.api_call(method, data=_form(arguments))
            else:
                response = await self.client.api_call(method, json=dict(arguments))
        except SlackApiError as error:
            return _refused(error)
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            return Answer(error=type(error).__name__, fault="not_sent", status=0)
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            return Answer(error=type(error).__name__, fault="lost", status=0)
        except (AttributeError, TypeError, ValueError) as error:
            # The SDK trips over answers that are no JSON object (text/plain, a list): nobody knows what was stored.
            return Answer(error=f"not_json ({type(error).__name__})", fault="lost")
        data = response.data if isinstance(response.data, dict) else {}
        if _truncated(data):
            _LOG.error("Slack cut a message short: our budgets are wrong")
        headers = {str(k).lower(): str(v) for k, v in (response.headers or {}).items()}
        return Answer(ok=True, data=data, status=response.status_code, headers=headers)


class WebhookTransport:
    """An incoming webhook: no edits, no threads, no history, so an answer that is lost can only be repeated."""

    threads = False

    def __init__(self, client: AsyncWebhookClient) -> None:
        if client.retry_handlers:
            raise ValueError("slack_sdk's retry handlers repeat posts on their own: pass retry_handlers=[]")
        self.client = client

    async def call(self, method: str, arguments: Mapping[str, Any]) -> Answer:
        """Post; any other method is not there."""
        if method != "chat.postMessage":
            return Answer(error="method_not_supported_for_webhook")
        body = {
            k: v for k, v in arguments.items() if k in {"text", "blocks", "unfurl_links", "unfurl_media"} and v != []
        }
        try:
            response = await self.client.send_dict(body)
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            return Answer(error=type(error).__name__, fault="not_sent", status=0)
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            return Answer(error=type(error).__name__, fault="lost", status=0)
        if response.status_code == 200 and response.body.strip() == "ok":
            return Answer(ok=True, data={"ok": True})
        if response.status_code == 200:
            return Answer(error="not_ok", fault="lost")
        error_text = response.body.strip()[:80]
        wait = _seconds(response.headers.get("Retry-After"))
        return Answer(error=error_text, status=response.status_code, retry_after=wait)


def web_client(
    token: str, session: aiohttp.ClientSession, *, base_url: str = "https://slack.com/api/"
) -> AsyncWebClient:
    """A client that never repeats a call. The session's timeout is the call's."""
    return AsyncWebClient(token=token, base_url=base_url, session=session, retry_handlers=[])


def webhook_client(url: str, session: aiohttp.ClientSession) -> AsyncWebhookClient:
    """A webhook client that never repeats a call."""
    return AsyncWebhookClient(url, session=session, retry_handlers=[])


def session(timeout: float) -> aiohttp.ClientSession:
    """A session whose calls end after `timeout` seconds in all; one connection attempt may use half of it."""
    return aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=timeout, sock_connect=timeout / 2), trust_env=True)


def _form(arguments: Mapping[str, Any]) -> dict[str, str]:
    return {k: str(v).lower() if isinstance(v, bool) else str(v) for k, v in arguments.items()}


def _refused(error: SlackApiError) -> Answer:
    response = error.response
    status = int(getattr(response, "status_code", None) or getattr(response, "status", None) or 200)
    data = getattr(response, "data", None)
    wait = _seconds((getattr(response, "headers", None) or {}).get("Retry-After"))
    if not isinstance(data, dict) or "ok" not in data:
        return Answer(error="not_json", fault="lost", status=status, retry_after=wait)
    return Answer(data=data, error=str(data.get("error") or "unknown"), status=status, retry_after=wait)


def _seconds(value: str | None) -> float | None:
    try:
        return None if value is None else max(float(value), 0.0)
    except ValueError:
        return None


def _truncated(data: Mapping[str, Any]) -> bool:
    warnings = (data.get("response_metadata") or {}).get("warnings") or []
    return "message_truncated" in json.dumps([data.get("warning"), warnings])
