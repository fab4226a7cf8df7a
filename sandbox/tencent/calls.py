"""One call: as it comes in, and as it is remembered."""

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self

from aiohttp import web

from sandbox.tencent import signature
from sandbox.tencent.actions import ACTIONS
from sandbox.tencent.faults import NO_FAULT, Fault
from sandbox.tencent.messages import DEFAULT_LANGUAGE, Refused

VERSION = "2019-12-05"
LARGEST_BODY = 10 * 1024 * 1024  # bytes, for TC3-HMAC-SHA256


@dataclass(frozen=True)
class Call:
    """What is remembered of a call; `at` in seconds of the server's clock.

    `code` is the error that the service gave, None if it gave none. `fault` is what went wrong on
    request, None if nothing did; some faults keep every answer from the caller.
    """

    action: str
    certificate_id: str | None
    at: float
    headers: Mapping[str, str] = field(repr=False)
    request_id: str
    code: str | None = None
    fault: Fault | None = None


@dataclass(frozen=True)
class Incoming:
    """A call that has been read and not been checked."""

    method: str
    content_type: str
    headers: Mapping[str, str]
    body: bytes
    given: object
    request_id: str

    @classmethod
    async def read(cls, request: web.Request) -> Self:
        """Take the whole request off the wire."""
        body = await request.read()
        return cls(
            request.method,
            request.content_type,
            request.headers.copy(),
            body,
            _parsed(body),
            str(uuid.uuid4()),
        )

    @property
    def action(self) -> str:
        """The action's name, empty when there is none."""
        return self.headers.get("X-TC-Action", "")

    @property
    def language(self) -> str:
        """The language of the messages."""
        return self.headers.get("X-TC-Language", DEFAULT_LANGUAGE)

    def check(self, credentials: signature.Credentials, now: float) -> None:
        """Let the call pass only if its form and its signature are right; raises Refused."""
        self._check_request()
        self._check_headers()
        signature.verify(self.headers, self.body, credentials, now)

    def _check_request(self) -> None:
        if self.method != "POST":
            raise Refused(code="UnsupportedProtocol", detail=self.method)
        if len(self.body) > LARGEST_BODY:
            raise Refused(code="RequestSizeLimitExceeded")
        if self.content_type != "application/json":
            raise Refused(code="InvalidRequest", detail=f"Content-Type {self.content_type}")

    def _check_headers(self) -> None:
        for name in ("X-TC-Action", "X-TC-Version"):
            if not self.headers.get(name):
                raise Refused(code="MissingParameter", detail=name)
        if self.headers["X-TC-Version"] != VERSION:
            raise Refused(code="NoSuchVersion", detail=self.headers["X-TC-Version"])
        if self.action not in ACTIONS:
            raise Refused(code="InvalidAction", detail=self.action)

    def remembered(self, at: float, refused: Refused | None, fault: Fault) -> Call:
        """Keep what the list of calls shows."""
        certificate_id = self.given.get("CertificateId") if isinstance(self.given, dict) else None
        return Call(
            action=self.action,
            certificate_id=certificate_id if isinstance(certificate_id, str) else None,
            at=at,
            headers=self.headers,
            request_id=self.request_id,
            code=None if refused is None else refused.code,
            fault=None if fault == NO_FAULT else fault,
        )


def _parsed(body: bytes) -> object:
    try:
        return json.loads(body)
    except ValueError:  # `parameters` refuses what is no object
        return None
