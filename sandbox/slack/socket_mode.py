"""Socket Mode: tickets, sockets, envelopes, disconnects (*Using Socket Mode*, docs.slack.dev)."""

import asyncio
import json
import secrets
from collections.abc import Callable
from contextlib import suppress
from typing import Literal, NamedTuple

from aiohttp import WSMsgType, web

from sandbox.slack.cast import APP
from sandbox.slack.delivery import Delivery, Response
from sandbox.slack.faults import Fault, respond
from sandbox.slack.messages import OBJECTS, Json
from sandbox.stand_in import Faults, break_off

Reason = Literal["warning", "refresh_requested", "link_disabled", "too_many_websockets"]

MOST_SOCKETS = 10

# Seconds that a closing socket waits for the other side, which may be a killed or stopped process.
CLOSING_HANDSHAKE = 0.5


class Connection(NamedTuple):
    """An open socket of the app's."""

    request: web.Request
    socket: web.WebSocketResponse


class SocketMode:
    """The app's sockets, one after the other; a transport for deliveries."""

    late = "timeout"

    def __init__(self, origin: str, faults: Faults[Fault], note: Callable[[], None]) -> None:
        self.connections: list[Connection] = []
        self._base = origin.replace("http", "ws", 1)
        self._faults = faults
        self._note = note
        self._tickets: set[str] = set()
        self._sent = 0
        self._pending: dict[str, asyncio.Future[Response]] = {}

    def url(self) -> str:
        """A WebSocket URL with a ticket that is good for one handshake."""
        ticket = secrets.token_hex(16)
        self._tickets.add(ticket)
        return f"{self._base}/link/?ticket={ticket}&app_id={APP}"

    async def accept(self, request: web.Request) -> web.StreamResponse:
        """One handshake, and the life of its socket."""
        fault = self._faults.take("socket")
        return await respond(self._faults, fault, request, lambda: self._open(request))

    async def send(
        self, delivery: Delivery, _deadline: float, /
    ) -> asyncio.Future[Response] | None:
        """Sends the envelope over one socket; None when no socket takes it."""
        pending: asyncio.Future[Response] = asyncio.get_running_loop().create_future()
        self._pending[delivery.envelope_id] = pending
        self._sent += 1
        first = self._sent % max(1, len(self.connections))
        for connection in self.connections[first:] + self.connections[:first]:
            if await _sent(connection.socket, _envelope(delivery)):
                return pending
        return None

    async def announce_end(self, reason: Reason) -> list[Connection]:
        """Tells all sockets that they will be closed; gives them."""
        leaving = list(self.connections)
        for connection in leaving:
            await _sent(connection.socket, OBJECTS["disconnect"] | {"reason": reason})
        return leaving

    def cut(self) -> None:
        """Breaks all sockets without a word."""
        for connection in self.connections:
            break_off(connection.request)

    async def close(self, connections: list[Connection], after: float = 0) -> None:
        """Closes these sockets after so many seconds."""
        await asyncio.sleep(after)
        await asyncio.gather(*(each.socket.close() for each in connections))

    async def _open(self, request: web.Request) -> web.StreamResponse:
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets:
            return web.Response(status=403, text="invalid ticket")
        self._tickets.remove(ticket)
        socket = web.WebSocketResponse(timeout=CLOSING_HANDSHAKE)
        await socket.prepare(request)
        if len(self.connections) >= MOST_SOCKETS:
            await _sent(socket, OBJECTS["disconnect"] | {"reason": "too_many_websockets"})
            await socket.close()
            return socket
        connection = Connection(request, socket)
        self.connections.append(connection)
        self._note()
        try:
            await _sent(socket, OBJECTS["hello"] | {"num_connections": len(self.connections)})
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    self._read(message.data)
        finally:
            self.connections.remove(connection)
            self._note()
        return socket

    def _read(self, text: str) -> None:
        try:
            ack = json.loads(text)
            pending = self._pending.pop(ack["envelope_id"])
        except (ValueError, KeyError, TypeError):
            return  # not an ack, or not for an envelope of ours: Slack ignores it too
        pending.set_result(Response(acked=True, payload=ack.get("payload") or {}))


async def _sent(socket: web.WebSocketResponse, frame: Json) -> bool:
    with suppress(ConnectionError):
        if not socket.closed:
            await socket.send_json(frame)
            return True
    return False


def _envelope(delivery: Delivery) -> Json:
    frame: Json = {"type": delivery.envelope_type, "payload": delivery.payload}
    frame |= {"envelope_id": delivery.envelope_id, "accepts_response_payload": True}
    if delivery.envelope_type != "events_api":
        return frame
    retry = {"retry_attempt": delivery.attempt, "retry_reason": delivery.retry_reason}
    return frame | retry | {"accepts_response_payload": False}
