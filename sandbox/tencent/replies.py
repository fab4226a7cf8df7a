"""What goes back over the wire: the envelope, or the misbehaviour that was asked for."""

import asyncio
import json
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from sandbox.tencent.faults import NO_FAULT, Fault
from sandbox.tencent.messages import Refused

GATEWAY_PAGE = "<html><body><h1>{}</h1><p>No answer from the service.</p></body></html>"


@dataclass(frozen=True)
class Outcome:
    """How a call ended: with fields of an answer, or refused; and the fault that was in it."""

    answer: dict[str, Any] = field(default_factory=dict)
    refused: Refused | None = None
    fault: Fault = NO_FAULT


async def reply(
    request: web.Request, outcome: Outcome, request_id: str, language: str
) -> web.StreamResponse:
    """Answer as the outcome's fault wants it; without a fault, the envelope."""
    fault = outcome.fault
    await asyncio.sleep(fault.delay)
    if fault.drops_connection:
        return _dropped(request)
    if fault.gateway_status is not None:
        page = GATEWAY_PAGE.format(fault.gateway_status)
        return web.Response(status=fault.gateway_status, text=page, content_type="text/html")
    if fault.not_json:
        return web.Response(text="upstream connect error or disconnect before headers")
    response = None if fault.response_null else _fields(outcome, request_id, language)
    return _json({"Response": response})


def _fields(outcome: Outcome, request_id: str, language: str) -> dict[str, Any]:
    if outcome.refused is None:
        return outcome.answer | {"RequestId": request_id}
    error = {"Code": outcome.refused.code, "Message": outcome.refused.message(language)}
    return {"Error": error, "RequestId": request_id}


def _json(document: dict[str, Any]) -> web.Response:
    # The official SDK looks for an error only if Content-Type is this, without a charset.
    body = json.dumps(document, ensure_ascii=False).encode()
    return web.Response(body=body, content_type="application/json")


def _dropped(request: web.Request) -> web.StreamResponse:
    if request.transport is not None:
        request.transport.abort()
    return web.Response()  # goes nowhere
