"""What can go wrong on Slack's side, by Web API method, "download" or "socket" (a handshake)."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Literal

from aiohttp import web

from sandbox.stand_in import Faults, break_off

ERRORS = {429: "ratelimited", 500: "internal_error", 503: "service_unavailable"}

PAGE = "<!DOCTYPE html><html><head><title>Slack</title></head><body>{}</body></html>"


@dataclass(frozen=True)
class Fault:
    """How one call goes wrong; `redirect` and `body` are for downloads.

    With `applied` it is carried out first, and what the others say stands in its response's place;
    without others the response is lost. A `body` is half ("short"; "cut" breaks the connection as
    well), in ten parts over `delay` seconds ("slow"), or never ends.
    """

    status: int | None = None  # this HTTP status
    retry_after: float | None = None  # seconds, with a status
    error: str | None = None  # HTTP 200 with `ok: false`
    delay: float = 0.0  # seconds before anything happens; alone, the call is only slow
    applied: bool = False
    reset: bool = False  # the connection breaks
    html: bool = False  # a web page, with a status or 200
    redirect: str | None = None  # "within" the same origin, to a "foreign" one, or to any URL
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
    status = fault.status or 200
    if fault.html:
        return page("Something went wrong.", status)
    error = fault.error if fault.status is None else ERRORS.get(status, "fatal_error")
    if error is None:
        return await response()
    headers = {} if fault.retry_after is None else {"Retry-After": f"{fault.retry_after:g}"}
    return web.json_response({"ok": False, "error": error}, status=status, headers=headers)


def page(text: str, status: int = 200) -> web.Response:
    """A web page of Slack's, where a program expected something else."""
    return web.Response(text=PAGE.format(text), status=status, content_type="text/html")
