"""What Slack sends to the app: payloads, their acks, and redelivery of events.

*The Events API* and *Using Socket Mode*, docs.slack.dev: an ack in three seconds, up to three more
attempts with the same event ID, none for commands and clicks.
"""

import asyncio
import time
import uuid
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Literal, Protocol

from sandbox.slack.messages import Json
from sandbox.stand_in import Changes

EnvelopeType = Literal["events_api", "slash_commands", "interactive"]


@dataclass(frozen=True)
class Response:
    """How an attempt ended: acked in time and with what, or not, and why not."""

    acked: bool
    payload: Json = field(default_factory=dict)
    reason: str = ""
    final: bool = False  # the app asked not to be sent this again (X-Slack-No-Retry)
    posts: list[Json] = field(default_factory=list)  # to the `response_url`; the list grows
    faults: list[str] = field(default_factory=list)  # complaints about a view in the ack

    @property
    def text(self) -> str:
        """The text that the ack showed."""
        return str(self.payload.get("text", ""))

    @property
    def errors(self) -> Json:
        """The errors beside a modal's inputs, by block ID."""
        return dict(self.payload.get("errors", {}))


@dataclass
class Delivery:
    """One attempt to send a payload to the app, and the record of it."""

    envelope_type: EnvelopeType
    payload: Json
    attempt: int = 0  # further ones count from 1
    retry_reason: str = ""  # why the attempt before failed
    envelope_id: str = field(default_factory=lambda: str(uuid.uuid4()))
    acked_at: float | None = None  # in seconds since 1970, even when that was too late

    @property
    def event_id(self) -> str:
        """The event's ID; empty for interactions."""
        return str(self.payload.get("event_id", ""))

    @property
    def type(self) -> str:
        """The event's type (`message`, `file_shared` …), or the interaction's."""
        return str(self.payload.get("event", self.payload).get("type", self.envelope_type))


class Transport(Protocol):
    """A way to the app; `late` is what Slack calls an ack that does not come in time."""

    late: str

    async def send(self, delivery: Delivery, deadline: float, /) -> asyncio.Future[Response] | None:
        """Sends; the response comes later. None when there is nobody to send to."""


class Sender(Changes):
    """Sends payloads to the app over the transport, and keeps the record."""

    transport: Transport

    def __init__(self) -> None:
        super().__init__()
        self.deliveries: list[Delivery] = []  # one for each attempt
        self.undelivered: list[str] = []  # IDs of events that were given up after the last attempt
        self.ack_deadline = 3.0  # seconds within which the app must acknowledge
        self.retry_delays: Sequence[float] = (0, 60, 300)  # seconds before each further attempt
        self._tasks: set[asyncio.Task[None]] = set()

    def in_background(self, work: Coroutine[None, None, None]) -> None:
        """Runs something that ends with Slack at the latest."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def give_up(self) -> None:
        """Gives up everything that is still under way."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def deliver(self, body: Json) -> None:
        """Sends an `event_callback`, again and again until it is acked."""
        response = Response(acked=False)
        for attempt, pause in enumerate((0.0, *self.retry_delays)):
            await asyncio.sleep(pause)
            response = await self.attempt(Delivery("events_api", body, attempt, response.reason))
            if response.acked or response.final:
                return
        self.undelivered.append(body["event_id"])
        self.note()

    async def attempt(self, delivery: Delivery) -> Response:
        """Sends a payload once."""
        too_late = Response(acked=False, reason=self.transport.late)
        pending = await self.transport.send(delivery, self.ack_deadline)
        if pending is None:
            return too_late
        self.deliveries.append(delivery)
        self.note()
        pending.add_done_callback(partial(self._ended, delivery))
        try:
            done, _ = await asyncio.wait({pending}, timeout=self.ack_deadline)
        except asyncio.CancelledError:
            pending.cancel()
            raise
        return pending.result() if done else too_late

    def _ended(self, delivery: Delivery, pending: asyncio.Future[Response]) -> None:
        if not pending.cancelled() and pending.result().acked:
            delivery.acked_at = time.time()
            self.note()
