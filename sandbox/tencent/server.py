"""The running service: one address, one account, and the checks in their order."""

import asyncio
import time
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager, suppress
from typing import Any, Self

from aiohttp import web

from sandbox.tencent import parameters
from sandbox.tencent.actions import ACTIONS, Context, ReceivedLetter
from sandbox.tencent.ca import CA
from sandbox.tencent.ca_control import decide
from sandbox.tencent.calls import LARGEST_BODY, Call, Incoming
from sandbox.tencent.certificates import Certificate, default_certificates
from sandbox.tencent.faults import NO_FAULT, Fault, Faults
from sandbox.tencent.messages import Refused
from sandbox.tencent.replies import Outcome, reply
from sandbox.tencent.signature import Credentials

READ_AT_MOST = 4 * LARGEST_BODY  # what is larger still gets a 413, as from a gateway
JITTER = 0.05  # seconds by which evenly spaced calls may arrive too early


class RateLimit:
    """Counts calls of each action over the last second."""

    def __init__(self) -> None:
        self._passed: defaultdict[str, deque[float]] = defaultdict(deque)

    def check(self, action: str, limit: int | None) -> None:
        """Let a call pass; raises Refused when `limit` calls have passed within this second."""
        now = time.monotonic()
        passed = self._passed[action]
        while passed and passed[0] <= now - 1 + JITTER:
            passed.popleft()
        if limit is not None and len(passed) >= limit:
            raise Refused(code="RequestLimitExceeded", detail=f"{action}, {limit}/s")
        passed.append(now)


class Tencent:
    """A running service and its account; everything public may be read and changed at any time.

    Attributes:
        endpoint: where it listens.
        secret_id, secret_key, token: the one key of the account; token None: a lasting key.
        certificates: the account's certificates by their ID.
        letters: the letters that were really applied, in order.
        calls: every call, in the order in which they came in whole.
        faults: what shall go wrong.
        allowed_actions: what the key's CAM policy permits.
        clock: the server's time in seconds since 1970.
        rate_limit: calls a second to one action; None: no limit.

    """

    def __init__(self, certificates: Iterable[Certificate]) -> None:
        self.endpoint = ""
        self.secret_id = "AKID" + "Sandbox0" * 4
        self.secret_key = "NoRealKey" + "Sandbox0" * 3
        self.token: str | None = None
        self.certificates = {each.id: each for each in certificates}
        self.letters: list[ReceivedLetter] = []
        self.calls: list[Call] = []
        self.faults = Faults()
        self.allowed_actions = set(ACTIONS)
        self.clock: Callable[[], float] = time.time
        self.rate_limit: int | None = None
        self._rates = RateLimit()
        self._changed = asyncio.Event()

    @classmethod
    @asynccontextmanager
    async def start(cls, certificates: Iterable[Certificate] | None = None) -> AsyncIterator[Self]:
        """Serve on a free port of 127.0.0.1 until the block ends.

        Without `certificates` the account has those of `default_certificates`.
        """
        tencent = cls(default_certificates().values() if certificates is None else certificates)
        app = web.Application(client_max_size=READ_AT_MOST)
        app.router.add_route("*", "/", tencent._serve)
        app.router.add_post("/ca/{decision}", tencent._decide)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        try:
            await web.TCPSite(runner, "127.0.0.1", 0).start()
            host, port = runner.addresses[0][:2]
            tencent.endpoint = f"http://{host}:{port}"
            yield tencent
        finally:
            await runner.cleanup()

    @property
    def ca(self) -> CA:
        """Who decides about the certificates."""
        return CA(self.certificates, self.clock)

    async def until(self, condition: Callable[[], object], timeout: float = 5.0) -> None:  # noqa: ASYNC109 - reads better than a block around it
        """Wait until `condition` holds; raises TimeoutError after `timeout` seconds."""
        try:
            async with asyncio.timeout(timeout):
                while not condition():
                    await self._next_change()
        except TimeoutError:
            msg = f"not within {timeout} s; calls so far: {self.calls}"
            raise TimeoutError(msg) from None

    async def _next_change(self) -> None:
        self._changed.clear()
        # The condition may look at more than this service: hence no longer than this.
        with suppress(TimeoutError):
            async with asyncio.timeout(0.02):
                await self._changed.wait()

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        call = await Incoming.read(request)
        outcome = self._outcome(call)
        self.calls.append(call.remembered(self.clock(), outcome.refused, outcome.fault))
        self._changed.set()
        return await reply(request, outcome, call.request_id, call.language)

    async def _decide(self, request: web.Request) -> web.StreamResponse:
        return await decide(self.ca, request)

    def _outcome(self, call: Incoming) -> Outcome:
        fault = NO_FAULT
        try:
            given = self._checked(call)
            fault = self.faults.take(call.action)
            return Outcome(self._perform(call, given, fault), fault=fault)
        except Refused as refused:
            return Outcome(refused=refused, fault=fault)

    def _checked(self, call: Incoming) -> dict[str, Any]:
        key = Credentials(self.secret_id, self.secret_key, self.token)
        call.check(key, self.clock())
        given = parameters.read(call.action, call.given)
        self._rates.check(call.action, self.rate_limit)
        if call.action not in self.allowed_actions:
            raise Refused(code="AuthFailure.UnauthorizedOperation", detail=call.action)
        return given

    def _perform(self, call: Incoming, given: dict[str, Any], fault: Fault) -> dict[str, Any]:
        refusal = fault.refusal(call.action)
        if refusal is not None:
            raise refusal
        if not fault.applies:
            return {"CertificateId": given.get("CertificateId"), "IsSuccess": fault.is_success}
        context = Context(self.certificates, self.letters, call.request_id, self.clock())
        return ACTIONS[call.action](context, given)
