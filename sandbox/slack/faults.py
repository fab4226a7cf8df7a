"""Switches for what can go wrong on Slack's side, one call at a time."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Literal

from aiohttp import web

ERRORS = {429: "ratelimited", 500: "internal_error", 503: "service_unavailable"}

PAGE = "<!DOCTYPE html><html><head><title>Slack</title></head><body>{}</body></html>"


@dataclass(frozen=True)
class Fault:
    """How one call goes wrong.

    - `delay`: seconds before anything happens; alone, the call is only slow.
    - `status`, with `retry_after` seconds: this HTTP status in place of the response.
    - `error`: HTTP 200 with `ok: false` and this error.
    - `html`: a web page in place of the response (with `status`, or 200).
    - `reset`: the connection breaks without a response.
    - `applied`: the call is carried out first; then its response is lost (alone, or with `reset`),
      or something else stands in its place (with `status`, `error` or `html`).

    For "download" only:
    - `redirect`: "within" the same origin, to a "foreign" one, or to any URL.
    - `body`: "short" (half of the bytes, cleanly ended), "cut" (half, then the connection breaks),
      "slow" (in ten parts over `delay` seconds), "endless" (never ends).
    """

    status: int | None = None
    retry_after: float | None = None
    error: str | None = None
    delay: float = 0.0
    applied: bool = False
    reset: bool = False
    html: bool = False
    redirect: str | None = None
    body: Literal["short", "cut", "slow", "endless"] | None = None


class Faults:
    """Faults that wait for their calls, by Web API method.

    Besides the methods there are "download", and "socket" for the WebSocket handshake.
    """

    def __init__(self) -> None:
        self._waiting: dict[str, list[Fault]] = {}
        self._lasting: dict[str, Fault] = {}

    def add(self, method: str, fault: Fault, times: int | None = 1) -> None:
        """Let the next `times` calls of `method` go wrong; None: all, until `clear`."""
        if times is None:
            self._lasting[method] = fault
        else:
            self._waiting.setdefault(method, []).extend([fault] * times)

    def clear(self, method: str | None = None) -> None:
        """Nothing goes wrong any more: with this method, or at all."""
        for name in [method] if method else [*self._waiting, *self._lasting]:
            self._waiting.pop(name, None)
            self._lasting.pop(name, None)

    def take(self, method: str) -> Fault | None:
        """The fault for this call, or None."""
        waiting = self._waiting.get(method)
        return waiting.pop(0) if waiting else self._lasting.get(method)


async def respond(
    fault: Fault | None,
    request: web.Request,
    response: Callable[[], Awaitable[web.StreamResponse]],
) -> web.StreamResponse:
    """The response to `request`, or what `fault` makes of it."""
    if fault is None:
        return await response()
    await asyncio.sleep(fault.delay)
    if fault.applied:
        await response()
    if fault.reset or fault == Fault(applied=True, delay=fault.delay):
        return break_off(request)
    failed = _failure(fault)
    return await response() if failed is None else failed


def page(text: str, status: int = 200) -> web.Response:
    """A web page of Slack's, where a program expected something else."""
    return web.Response(text=PAGE.format(text), status=status, content_type="text/html")


def break_off(request: web.Request) -> web.Response:
    """The connection is gone; the response only satisfies aiohttp, nobody gets it."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


def _failure(fault: Fault) -> web.Response | None:
    """The response that stands in place of the right one, or None if the fault has none."""
    status = fault.status or 200
    if fault.html:
        return page("Something went wrong.", status)
    if fault.status is None and fault.error is None:
        return None
    error = fault.error if fault.status is None else ERRORS.get(status, "fatal_error")
    after = fault.retry_after if fault.status is not None else None
    headers = {} if after is None else {"Retry-After": f"{after:g}"}
    return web.json_response({"ok": False, "error": error}, status=status, headers=headers)
