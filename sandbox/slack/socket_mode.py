"""Socket Mode: tickets, sockets, envelopes, disconnects (*Using Socket Mode*, docs.slack.dev)."""

import asyncio
import json
import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Literal

from aiohttp import WSMsgType, web

from sandbox.slack.cast import APP
from sandbox.slack.delivery import Envelope, Outcome
from sandbox.slack.faults import Faults, answer_with, break_off
from sandbox.slack.messages import Json

Reason = Literal["warning", "refresh_requested", "link_disabled", "too_many_websockets"]

MOST_SOCKETS = 10

# Seconds that a closing socket waits for the other side, which may be a killed or stopped process.
CLOSING_HANDSHAKE = 0.5

DEBUG_INFO = {"host": "applink-sandbox", "build_number": 1, "approximate_connection_time": 18060}


@dataclass(frozen=True, eq=False)
class Connection:
    """An open socket of the app's."""

    number: int
    request: web.Request
    socket: web.WebSocketResponse


class SocketMode:
    """The app's sockets, taken in turn; a transport for deliveries."""

    late = "timeout"

    def __init__(self, origin: str, faults: Faults, note: Callable[[], None]) -> None:
        self.connections: list[Connection] = []
        self._base = origin.replace("http", "ws", 1)
        self._faults = faults
        self._note = note
        self._tickets: set[str] = set()
        self._opened = 0
        self._turn = 0
        self._pending: dict[str, asyncio.Future[Outcome]] = {}
        self._cuts: set[asyncio.Task[None]] = set()

    def url(self) -> str:
        """A WebSocket URL with a ticket that is good for one handshake."""
        ticket = secrets.token_hex(16)
        self._tickets.add(ticket)
        return f"{self._base}/link/?ticket={ticket}&app_id={APP}"

    async def accept(self, request: web.Request) -> web.StreamResponse:
        """One handshake, and the life of its socket."""
        return await answer_with(self._faults.take("socket"), request, lambda: self._open(request))

    async def send(self, envelope: Envelope, _deadline: float, /) -> asyncio.Future[Outcome] | None:
        """Sends the envelope over one socket; None when no socket takes it."""
        pending: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
        self._pending[envelope.envelope_id] = pending
        for connection in self._in_turn():
            if await _sent(connection, _frame(envelope)):
                return pending
        return None

    async def disconnect(self, reason: Reason, grace: float) -> None:
        """Announces the end to all sockets, and cuts them `grace` seconds later."""
        for connection in list(self.connections):
            await _sent(connection, _goodbye(reason))
            task = asyncio.create_task(_close_later(connection, grace))
            self._cuts.add(task)
            task.add_done_callback(self._cuts.discard)

    def cut(self) -> None:
        """Breaks all sockets without a word."""
        for connection in self.connections:
            break_off(connection.request)

    async def close(self) -> None:
        """Closes everything."""
        for task in self._cuts:
            task.cancel()
        await asyncio.gather(*self._cuts, return_exceptions=True)
        await asyncio.gather(*(each.socket.close() for each in list(self.connections)))

    async def _open(self, request: web.Request) -> web.StreamResponse:
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets:
            return web.Response(status=403, text="invalid ticket")
        self._tickets.remove(ticket)
        socket = web.WebSocketResponse(timeout=CLOSING_HANDSHAKE)
        await socket.prepare(request)
        self._opened += 1
        await self._live(Connection(self._opened, request, socket))
        return socket

    async def _live(self, connection: Connection) -> None:
        if len(self.connections) >= MOST_SOCKETS:
            await _sent(connection, _goodbye("too_many_websockets"))
            await connection.socket.close()
            return
        self.connections.append(connection)
        self._note()
        try:
            await _sent(connection, _hello(len(self.connections)))
            await self._listen(connection)
        finally:
            self.connections.remove(connection)
            self._note()

    async def _listen(self, connection: Connection) -> None:
        async for message in connection.socket:
            if message.type is WSMsgType.TEXT:
                self._read(message.data)

    def _read(self, text: str) -> None:
        try:
            ack = json.loads(text)
            pending = self._pending.pop(ack["envelope_id"])
        except (ValueError, KeyError, TypeError):
            return  # not an ack, or not for an envelope of ours: Slack ignores it too
        pending.set_result(Outcome(acked=True, payload=ack.get("payload") or {}))

    def _in_turn(self) -> list[Connection]:
        self._turn += 1
        first = self._turn % len(self.connections) if self.connections else 0
        return self.connections[first:] + self.connections[:first]


async def _sent(connection: Connection, frame: Json) -> bool:
    if connection.socket.closed:
        return False
    with suppress(ConnectionError):
        await connection.socket.send_json(frame)
        return True
    return False


async def _close_later(connection: Connection, grace: float) -> None:
    await asyncio.sleep(grace)
    await connection.socket.close()


def _hello(sockets: int) -> Json:
    info = {"app_id": APP}
    return {
        "type": "hello",
        "num_connections": sockets,
        "connection_info": info,
        "debug_info": DEBUG_INFO,
    }


def _goodbye(reason: Reason) -> Json:
    return {"type": "disconnect", "reason": reason, "debug_info": {"host": DEBUG_INFO["host"]}}


def _frame(envelope: Envelope) -> Json:
    frame = {
        "envelope_id": envelope.envelope_id,
        "payload": envelope.payload,
        "type": envelope.type,
        "accepts_response_payload": envelope.accepts_response_payload,
    }
    if envelope.type != "events_api":
        return frame
    retry = {"retry_attempt": envelope.retry_attempt, "retry_reason": envelope.retry_reason}
    return frame | retry
