"""The running service: one address, one account, and the checks in their order."""

import json
import time
import uuid
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any, Self

from aiohttp import web

from sandbox.stand_in import Changes, Faults, break_off, local_port, serving
from sandbox.tencent import ca, signature
from sandbox.tencent.actions import ACTIONS, READING, ReceivedLetter, check_parameters, upload
from sandbox.tencent.certificates import Certificate, default_certificates
from sandbox.tencent.faults import NO_FAULT, Fault, lasting
from sandbox.tencent.messages import DEFAULT_LANGUAGE, Refused

VERSION = "2019-12-05"
LARGEST_BODY = 10 * 1024 * 1024  # bytes, for TC3-HMAC-SHA256
READ_AT_MOST = 4 * LARGEST_BODY  # what is larger still gets a 413, as from a gateway
DAY = 86_400  # seconds
JITTER = 0.05  # seconds by which evenly spaced calls may arrive too early
GATEWAY_PAGE = "<html><body><h1>{}</h1><p>No answer from the service.</p></body></html>"


@dataclass(frozen=True)
class Call:
    """What is remembered of a call; `at` in seconds of the server's clock.

    `code` is the error that the service gave, None if it gave none. `fault` is what went wrong on
    request, None if nothing did; some faults keep every response from the caller.
    """

    action: str
    certificate_id: str | None
    at: float
    headers: Mapping[str, str] = field(repr=False)
    request_id: str
    code: str | None = None
    fault: Fault | None = None


class Tencent(Changes):
    """A running service and its account; everything public may be read and changed at any time."""

    def __init__(self, certificates: Iterable[Certificate]) -> None:
        super().__init__()
        self.endpoint = ""  # where it listens
        self.secret_id = "AKID" + "Sandbox0" * 4
        self.secret_key = "NoRealKey" + "Sandbox0" * 3
        self.token: str | None = None  # that of a temporary key
        self.faults = Faults[Fault]()
        self.start_over(certificates)
        self.allowed_actions = set(ACTIONS)  # what the key's CAM policy permits
        self.clock: Callable[[], float] = time.time  # the server's, in seconds since 1970
        self.rate_limit: int | None = None  # calls a second to one action
        self._passed: defaultdict[str, deque[float]] = defaultdict(deque)

    def start_over(self, certificates: Iterable[Certificate]) -> None:
        """Begin with another account: nothing has arrived yet, and nothing goes wrong."""
        self.certificates = {each.id: each for each in certificates}
        self.letters: list[ReceivedLetter] = []  # those that were really applied, in order
        self.calls: list[Call] = []  # in the order in which they came in whole
        self.days = 0  # that have passed, for the CA alone
        self.switched_on: set[str] = set()  # of `faults.SWITCHES`
        self.faults.clear()
        self.note()

    def switch(self, name: str, *, to: bool) -> None:
        """Let something go wrong (see `faults.SWITCHES`) until it is switched off again."""
        (self.switched_on.add if to else self.switched_on.discard)(name)
        self.faults.clear()
        for action in ACTIONS:
            self.faults.add(action, lasting(self.switched_on, action), times=None)
        self.note()

    def let_a_day_pass(self) -> list[str]:
        """Let the CA review for a day; gives the IDs of the certificates that got further."""
        self.days += 1
        moved = self.ca.review()
        self.note()
        return moved

    @classmethod
    @asynccontextmanager
    async def start(cls, certificates: Iterable[Certificate] | None = None) -> AsyncIterator[Self]:
        """Serve on a free port of 127.0.0.1 until the block ends; None: a fresh account."""
        tencent = cls(default_certificates().values() if certificates is None else certificates)
        app = web.Application(client_max_size=READ_AT_MOST)
        app.router.add_route("*", "/", tencent._serve)
        port, tencent.endpoint = local_port()
        async with serving(app, port):
            yield tencent

    @property
    def ca(self) -> ca.CA:
        """Who decides about the certificates."""
        return ca.CA(self.certificates, lambda: self.clock() + self.days * DAY)

    def transcript(self) -> str:
        """All calls so far."""
        return str(self.calls)

    # One call ------------------------------------------------------------------------------------

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        body, action = await request.read(), request.headers.get("X-TC-Action", "")
        given, request_id, fault, code = None, str(uuid.uuid4()), NO_FAULT, None
        with suppress(ValueError):  # `check_parameters` refuses what is no object
            given = json.loads(body)
        try:
            self._check(request, body, action)
            parameters = check_parameters(action, given)
            self._check_account(action)
            fault = self.faults.take(action) or NO_FAULT
            fields = self._perform(action, parameters, fault, request_id)
        except Refused as refused:
            code = refused.code
            language = request.headers.get("X-TC-Language", DEFAULT_LANGUAGE)
            fields = {"Error": {"Code": code, "Message": refused.message(language)}}
        about = given.get("CertificateId") if isinstance(given, dict) else None
        certificate_id = about if isinstance(about, str) else None
        headers, wrong = request.headers.copy(), None if fault == NO_FAULT else fault
        now = self.clock()
        self.calls.append(Call(action, certificate_id, now, headers, request_id, code, wrong))
        self.note()
        await self.faults.pause(fault.delay)
        return _response(request, fields | {"RequestId": request_id}, fault)

    def _check(self, request: web.Request, body: bytes, action: str) -> None:
        """Let a call pass only if its form and its signature are right; raises Refused."""
        if request.method != "POST":
            raise Refused(code="UnsupportedProtocol", detail=request.method)
        if len(body) > LARGEST_BODY:
            raise Refused(code="RequestSizeLimitExceeded")
        if request.content_type != "application/json":
            raise Refused(code="InvalidRequest", detail=f"Content-Type {request.content_type}")
        for name in ("X-TC-Action", "X-TC-Version"):
            if not request.headers.get(name):
                raise Refused(code="MissingParameter", detail=name)
        if request.headers["X-TC-Version"] != VERSION:
            raise Refused(code="NoSuchVersion", detail=request.headers["X-TC-Version"])
        if action not in ACTIONS:
            raise Refused(code="InvalidAction", detail=action)
        key = signature.Credentials(self.secret_id, self.secret_key, self.token)
        signature.verify(request.headers, body, key, self.clock())

    def _check_account(self, action: str) -> None:
        """Let so many calls of an action pass within a second, and only permitted actions."""
        now, passed = time.monotonic(), self._passed[action]
        while passed and passed[0] <= now - 1 + JITTER:
            passed.popleft()
        if self.rate_limit is not None and len(passed) >= self.rate_limit:
            raise Refused(code="RequestLimitExceeded", detail=f"{action}, {self.rate_limit}/s")
        passed.append(now)
        if action not in self.allowed_actions:
            raise Refused(code="AuthFailure.UnauthorizedOperation", detail=action)

    def _perform(
        self, action: str, parameters: dict[str, Any], fault: Fault, request_id: str
    ) -> dict[str, Any]:
        if fault.deny:
            raise Refused(code="AuthFailure.UnauthorizedOperation", detail=action)
        if fault.code is not None:
            raise Refused(code=fault.code, words=fault.message)
        certificate_id = parameters.get("CertificateId", "")
        if not fault.applies:
            return {"CertificateId": certificate_id, "IsSuccess": fault.is_success}
        if action in READING:
            return READING[action](self.certificates, parameters)
        content = upload(action, self.certificates, parameters)
        letter = ReceivedLetter(certificate_id, content, request_id, self.clock(), action)
        self.letters.append(letter)
        return {"CertificateId": certificate_id, "IsSuccess": True}


def _response(request: web.Request, fields: dict[str, Any], fault: Fault) -> web.Response:
    """The fields in their envelope, or what the fault makes of them."""
    if fault.reset:
        return break_off(request)
    if fault.status:
        page = GATEWAY_PAGE.format(fault.status)
        return web.Response(status=fault.status, text=page, content_type="text/html")
    if fault.not_json:
        return web.Response(text="upstream connect error or disconnect before headers")
    document = {"Response": None if fault.response_null else fields}
    # The official SDK looks for an error only if Content-Type is this, without a charset.
    body = json.dumps(document, ensure_ascii=False).encode()
    return web.Response(body=body, content_type="application/json")
