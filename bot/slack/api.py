"""Slack's Web API, called so that nothing is posted twice and nobody waits for ever.

Each call of this package is one `ask`, tried several times by `retried`. The SDK
itself retries nothing here: its own handlers send a post again after a broken connection, when
nobody knows whether it has arrived, and sleep for as long as a server tells them to.
"""

import asyncio
import logging
import math
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any, TypeVar
from urllib.parse import urlsplit

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.acting import before_acting
from bot.patience import SLACK_CONNECTS_WITHIN, SLACK_RESPONDS_WITHIN, Patience
from bot.slack.shapes import LOOPBACK

T = TypeVar("T")
Method = Callable[..., Awaitable[AsyncSlackResponse]]
"""A method of Slack's Web API, as the client has it."""

PASSING_STATUSES = {408, 429, *range(500, 600)}  # HTTP statuses that pass by themselves

PASSING_ERRORS = {"ratelimited", "rate_limited", "internal_error", "fatal_error"}
PASSING_ERRORS |= {"service_unavailable", "request_timeout", "team_added_to_org"}
"""Error codes that pass by themselves; "some aspect of the operation" may have succeeded (pages of
the methods, section "Errors")."""


THREAD_GONE = {"thread_not_found", "message_not_found", "cannot_reply_to_message"}


class SlackRefused(Exception):
    """Slack said no, for good: its error code (`channel_not_found`, `missing_scope` …)."""

    def __init__(self, error: str) -> None:
        super().__init__(error)
        self.error = error

    @property
    def thread_gone(self) -> bool:
        """Whether somebody deleted the message that was to be replied to."""
        return self.error in THREAD_GONE


class _Passes(Exception):
    """What passes by itself; `wait`: seconds that Slack asked for, if any."""

    def __init__(self, reason: str, wait: float | None = None) -> None:
        super().__init__(reason)
        self.wait = wait


class SlackBusy(_Passes):
    """Slack did not respond well in time; later is fine."""


class Trouble(_Passes):
    """One try failed in a way that passes; what was asked may have been done nevertheless."""


async def retried(patience: Patience, work: Callable[[int], Awaitable[T]]) -> T:
    """Return what `work` returns, called with the number of the try (1, 2 …) until it works.

    Only Trouble is worth another try. Raises SlackBusy when it outlasts the patience, whose `total`
    ends a try that is under way, too.
    """
    try:
        async with asyncio.timeout(patience.total):
            return await patience.run(work, partial(_pause, most=patience.total))
    except Trouble as trouble:
        raise SlackBusy(str(trouble), trouble.wait) from None
    except TimeoutError:
        raise SlackBusy(f"{patience.total:g} s were not enough") from None


def _pause(error: Exception, most: float) -> bool | float:
    """Whether to try again, or the seconds to wait before that."""
    if not isinstance(error, Trouble):
        return False
    if error.wait is None:
        return True
    return error.wait if error.wait < most else False


def session() -> aiohttp.ClientSession:
    """Open the session for `web_client`; with one the SDK ignores the time-out of its own.

    Any number of connections: who waits for a hundred stalled downloads must not hold up a reply.
    """
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=0),
        timeout=aiohttp.ClientTimeout(total=SLACK_RESPONDS_WITHIN, connect=SLACK_CONNECTS_WITHIN),
        cookie_jar=aiohttp.DummyCookieJar(),
    )


def web_client(token: str | None, api_url: str, session: aiohttp.ClientSession) -> AsyncWebClient:
    """Build the client for the Web API at `api_url` (https://slack.com/api/), without retries.

    The SDK takes the proxy of the environment, which leads to no stand-in on this computer.
    """
    logger = logging.getLogger("letterdrop.slack.web")
    # Below INFO the SDK writes whole messages into the log.
    logger.setLevel(max(logging.INFO, logging.root.level))
    client = AsyncWebClient(
        token=token, base_url=api_url, session=session, logger=logger, retry_handlers=[]
    )
    if urlsplit(api_url).hostname in LOOPBACK:
        client.proxy = None
    elif client.proxy and "://" not in client.proxy:  # as curl and httpx take it too
        client.proxy = f"http://{client.proxy}"
    return client


async def ask(method: Method, **arguments: Any) -> dict[str, Any]:
    """Call a method of the client once and return the response's JSON.

    Raises SlackRefused for an error code that stays, and Trouble for everything that passes.
    Neither carries anything of the request or the response but the error code.
    """
    await before_acting()
    try:
        response = await method(**arguments)
    except SlackApiError as error:
        raise _reason(error.response) from None
    except (aiohttp.ClientError, OSError) as error:
        raise Trouble(type(error).__name__) from None
    except (AttributeError, ValueError):  # slack_sdk 3.47, of a response that is text or a list
        raise Trouble("no JSON object") from None
    return response.data if isinstance(response.data, dict) else {}


def _reason(response: object) -> Trouble | SlackRefused:
    """Tell what stands in a response that the SDK rejects (a ClientResponse when it is no JSON)."""
    if not isinstance(response, AsyncSlackResponse) or not isinstance(response.data, dict):
        return Trouble("no JSON object")
    error, status = response.data.get("error"), response.status_code
    if status in PASSING_STATUSES or not isinstance(error, str) or error in PASSING_ERRORS:
        return Trouble(f"HTTP {status}, {error}", seconds(response.headers.get("Retry-After")))
    return SlackRefused(error)


def seconds(retry_after: str | None) -> float | None:
    """Read the header Retry-After; None without one or when it holds no number of seconds."""
    try:
        wait = float(retry_after or "")
    except ValueError:
        return None
    return max(wait, 0.0) if math.isfinite(wait) else None
