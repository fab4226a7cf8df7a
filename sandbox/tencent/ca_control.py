"""The CA, told what to decide by another process: over a path that only this stand-in has.

    POST /ca/reject  {"certificate_id": "flSFd6Fh", "reason": "…"}

It asks for no signature, but for JSON: no web page can send that to another origin unasked.
"""

from typing import Any
from urllib.parse import urlsplit

import aiohttp
from aiohttp import web

from sandbox.tencent.ca import CA, DECISIONS, WITH_REASON


class NotDecided(Exception):
    """Why the CA has decided nothing, in a sentence."""


async def decide(ca: CA, request: web.Request) -> web.Response:
    """Let the CA decide as the request's path and body say."""
    decision, given = request.match_info["decision"], await _given(request)
    reasons = [given["reason"]] if given.get("reason") else []
    if decision not in DECISIONS:
        raise web.HTTPNotFound(text=f"The CA knows {', '.join(DECISIONS)}.")
    if reasons and decision not in WITH_REASON:
        raise web.HTTPBadRequest(text=f"Only {' and '.join(WITH_REASON)} have a reason.")
    try:
        DECISIONS[decision](ca, given.get("certificate_id"), *reasons)
    except LookupError as unknown:
        raise web.HTTPNotFound(text=f"The account has no certificate {unknown}.") from None
    return web.Response(text="Decided.")


async def _given(request: web.Request) -> dict[str, Any]:
    try:
        given = await request.json()
    except ValueError:
        given = None
    if request.content_type != "application/json" or not isinstance(given, dict):
        raise web.HTTPBadRequest(text="A JSON object is wanted.")
    return given


async def tell(endpoint: str, decision: str, certificate_id: str, reason: str | None) -> None:
    """Let the CA of the stand-in that runs at `endpoint` decide; raises NotDecided."""
    if urlsplit(endpoint).hostname != "127.0.0.1":
        raise NotDecided("Say where the local Tencent Cloud is: http://127.0.0.1:PORT.")
    said = {"certificate_id": certificate_id, "reason": reason}
    try:
        async with (
            aiohttp.ClientSession() as http,
            http.post(f"{endpoint}/ca/{decision}", json=said) as answer,
        ):
            if not answer.ok:
                raise NotDecided(await answer.text())
    except aiohttp.ClientError as error:
        raise NotDecided(f"No local Tencent Cloud answers at {endpoint}: {error}.") from None
