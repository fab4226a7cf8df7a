"""HTTP mode of the sandbox's Slack: the app's request URL gets everything as signed POSTs.

*Using the Events API over HTTP* and *Verifying requests from Slack*, docs.slack.dev.
"""

import asyncio
import hashlib
import hmac
import json
import secrets
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlencode

import aiohttp

from sandbox.slack import Response, Slack
from sandbox.slack.delivery import Delivery

JSON, FORM = "application/json", "application/x-www-form-urlencoded"


@asynccontextmanager
async def delivered_to(url: str, slack: Slack) -> AsyncIterator[None]:
    """Within the block everything goes to this request URL, in place of sockets.

    Raises AssertionError when the app does not pass the `url_verification` challenge.
    """
    async with aiohttp.ClientSession() as http:
        mode = HttpMode(url, slack.signing_secret, http)
        await mode.verify()
        slack.transport = mode
        try:
            yield
        finally:
            slack.transport = slack.sockets


class HttpMode:
    """The app's request URL, which gets everything as signed POSTs; a transport."""

    late = "http_timeout"

    def __init__(self, url: str, signing_secret: str, http: aiohttp.ClientSession) -> None:
        self._url = url
        self._secret = signing_secret
        self._http = http

    async def verify(self) -> None:
        """The challenge that Slack sends when a request URL is set; AssertionError if it fails."""
        challenge = secrets.token_hex(16)
        body = json.dumps({"type": "url_verification", "token": "legacy", "challenge": challenge})
        headers = self.signed(body, JSON)
        async with self._http.post(self._url, data=body, headers=headers) as response:
            text = await response.text()
        if response.status != 200 or challenge not in text:
            raise AssertionError(f"url_verification failed: {response.status} {text}")

    async def send(self, delivery: Delivery, deadline: float, /) -> asyncio.Future[Response] | None:
        """Posts the payload; hangs up after `deadline` seconds."""
        return asyncio.ensure_future(self._post(delivery, deadline))

    async def _post(self, delivery: Delivery, deadline: float) -> Response:
        headers = self.signed(*(encoded := _encoded(delivery)))
        if delivery.attempt:
            headers["X-Slack-Retry-Num"] = str(delivery.attempt)
            headers["X-Slack-Retry-Reason"] = delivery.retry_reason
        timeout = aiohttp.ClientTimeout(total=deadline)
        try:
            async with self._http.post(
                self._url, data=encoded[0], headers=headers, timeout=timeout, max_redirects=2
            ) as response:
                return _response(response, await response.text())
        except TimeoutError:
            return Response(acked=False, reason=self.late)
        except aiohttp.TooManyRedirects:
            return Response(acked=False, reason="too_many_redirects")
        except aiohttp.ClientError:
            return Response(acked=False, reason="connection_failed")

    def signed(self, body: str, content_type: str, at: float | None = None) -> dict[str, str]:
        """The headers of a request, which prove that it comes from Slack: now, or `at`."""
        timestamp = str(int(at or time.time()))
        base = f"v0:{timestamp}:{body}".encode()
        digest = hmac.new(self._secret.encode(), base, hashlib.sha256).hexdigest()
        proof = {"X-Slack-Request-Timestamp": timestamp, "X-Slack-Signature": f"v0={digest}"}
        return proof | {"Content-Type": content_type}


def _encoded(delivery: Delivery) -> tuple[str, str]:
    """The body and its content type: events as JSON, commands as form, the rest in `payload`."""
    if delivery.envelope_type == "events_api":
        return json.dumps(delivery.payload), JSON
    is_command = delivery.envelope_type == "slash_commands"
    form = delivery.payload if is_command else {"payload": json.dumps(delivery.payload)}
    return urlencode(form), FORM


def _response(response: aiohttp.ClientResponse, text: str) -> Response:
    if not response.ok:
        final = response.headers.get("X-Slack-No-Retry") == "1"
        return Response(acked=False, reason="http_error", final=final)
    if response.content_type != JSON:
        return Response(acked=True, payload={"text": text} if text else {})
    try:
        decoded = json.loads(text)
    except ValueError:
        decoded = None
    return Response(acked=True, payload=decoded if isinstance(decoded, dict) else {})
