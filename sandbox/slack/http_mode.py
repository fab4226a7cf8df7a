"""HTTP mode: the same payloads as signed POSTs to the app's request URL.

*Verifying requests from Slack* and *The Events API*, docs.slack.dev.
"""

import asyncio
import hashlib
import hmac
import json
import secrets
import time
from urllib.parse import urlencode

import aiohttp

from sandbox.slack.delivery import Envelope, Outcome
from sandbox.slack.messages import Json

FORM = "application/x-www-form-urlencoded"


class HttpMode:
    """The app's request URL; a transport for deliveries."""

    late = "http_timeout"

    def __init__(self, url: str, signing_secret: str, http: aiohttp.ClientSession) -> None:
        self._url = url
        self._secret = signing_secret
        self._http = http

    async def verify(self, now: float) -> None:
        """The challenge that Slack sends when a request URL is set; AssertionError if it fails."""
        challenge = secrets.token_hex(16)
        body = json.dumps({"type": "url_verification", "token": "legacy", "challenge": challenge})
        headers = signed(body, self._secret, now) | {"Content-Type": "application/json"}
        async with self._http.post(self._url, data=body, headers=headers) as response:
            answer = await response.text()
        if response.status != 200 or challenge not in answer:
            raise AssertionError(f"url_verification failed: {response.status} {answer}")

    async def send(self, envelope: Envelope, deadline: float, /) -> asyncio.Future[Outcome] | None:
        """Posts the envelope's payload; hangs up after `deadline` seconds."""
        return asyncio.ensure_future(self._post(envelope, deadline))

    async def _post(self, envelope: Envelope, deadline: float) -> Outcome:
        body, content_type = encoded(envelope)
        headers = signed(body, self._secret, time.time()) | {"Content-Type": content_type}
        try:
            async with self._http.post(
                self._url,
                data=body,
                headers=headers | _retry_headers(envelope),
                timeout=aiohttp.ClientTimeout(total=deadline),
                max_redirects=2,
            ) as response:
                return _outcome(response, await response.text())
        except TimeoutError:
            return Outcome(acked=False, reason=self.late)
        except aiohttp.TooManyRedirects:
            return Outcome(acked=False, reason="too_many_redirects")
        except aiohttp.ClientError:
            return Outcome(acked=False, reason="connection_failed")


def encoded(envelope: Envelope) -> tuple[str, str]:
    """The body and its content type: events as JSON, commands as form, the rest in `payload`."""
    if envelope.type == "events_api":
        return json.dumps(envelope.payload), "application/json"
    if envelope.type == "slash_commands":
        return urlencode(envelope.payload), FORM
    return urlencode({"payload": json.dumps(envelope.payload)}), FORM


def signed(body: str, secret: str, now: float) -> dict[str, str]:
    """The headers that prove that a request comes from Slack; `now` in seconds since 1970."""
    timestamp = str(int(now))
    base = f"v0:{timestamp}:{body}".encode()
    digest = hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": timestamp, "X-Slack-Signature": f"v0={digest}"}


def _retry_headers(envelope: Envelope) -> dict[str, str]:
    if not envelope.retry_attempt:
        return {}
    return {
        "X-Slack-Retry-Num": str(envelope.retry_attempt),
        "X-Slack-Retry-Reason": envelope.retry_reason,
    }


def _outcome(response: aiohttp.ClientResponse, text: str) -> Outcome:
    if response.ok:
        return Outcome(acked=True, payload=_answer(response, text))
    final = response.headers.get("X-Slack-No-Retry") == "1"
    return Outcome(acked=False, reason="http_error", final=final)


def _answer(response: aiohttp.ClientResponse, text: str) -> Json:
    if response.content_type != "application/json" or not text:
        return {"text": text} if text else {}
    try:
        decoded = json.loads(text)
    except ValueError:
        return {}
    return decoded if isinstance(decoded, dict) else {}
