"""Switches for what can go wrong on Slack's side, one call at a time.

A fault waits for its call by Web API method; besides the methods there are "download", and "socket"
for the WebSocket handshake.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Literal

from aiohttp import web

from sandbox.stand_in import Faults, break_off

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


async def respond(
    faults: Faults[Fault],
    fault: Fault | None,
    request: web.Request,
    response: Callable[[], Awaitable[web.StreamResponse]],
) -> web.StreamResponse:
    """The response to `request`, or what `fault`, one of `faults`, makes of it."""
    if fault is None:
        return await response()
    await faults.pause(fault.delay)
    if fault.applied:
        await response()
    if fault.reset or fault == Fault(applied=True, delay=fault.delay):
        return break_off(request)
    failed = _failure(fault)
    return await response() if failed is None else failed


def page(text: str, status: int = 200) -> web.Response:
    """A web page of Slack's, where a program expected something else."""
    return web.Response(text=PAGE.format(text), status=status, content_type="text/html")


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
