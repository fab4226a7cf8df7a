"""What Slack sends to the app: envelopes, their acks, and redelivery of events.

The habits are those of *The Events API* and *Using Socket Mode* (docs.slack.dev): an ack within
three seconds, up to three more attempts for events with the same event ID, none for commands and
clicks.
"""

import asyncio
import time
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Literal, Protocol

from sandbox.slack.messages import Json

Kind = Literal["events_api", "slash_commands", "interactive"]


@dataclass(frozen=True)
class Envelope:
    """One attempt to send a payload to the app."""

    type: Kind
    payload: Json
    retry_attempt: int = 0
    retry_reason: str = ""
    envelope_id: str = field(default_factory=lambda: str(uuid.uuid4()))

    @property
    def accepts_response_payload(self) -> bool:
        """Whether the ack may carry an answer."""
        return self.type != "events_api"


@dataclass(frozen=True)
class Outcome:
    """How an attempt ended: acked with a payload, or not, and why not.

    `final` means that the app asked not to be sent this again (`X-Slack-No-Retry`).
    """

    acked: bool
    payload: Json = field(default_factory=dict)
    reason: str = ""
    final: bool = False


@dataclass
class Delivery:
    """The record of one attempt; times in seconds since 1970, `acked_at` even when too late.

    `type` is the event's type (`message`, `file_shared`, …), or that of the interaction
    (`slash_commands`, `block_actions`, …). `event_id` is empty for interactions.
    """

    event_id: str
    envelope_id: str
    type: str
    attempt: int
    payload: Json
    sent_at: float
    acked_at: float | None = None


class Transport(Protocol):
    """A way to the app; `late` is what Slack calls an ack that does not come in time."""

    late: str

    async def send(self, envelope: Envelope, deadline: float, /) -> asyncio.Future[Outcome] | None:
        """Sends; the outcome comes later. None when there is nobody to send to."""


class Deliveries:
    """Sends payloads over the transport, and keeps the record."""

    def __init__(self, transport: Transport, note: Callable[[], None]) -> None:
        self.transport = transport
        self.log: list[Delivery] = []
        self.undelivered: list[str] = []
        self.ack_deadline = 3.0
        self.retry_delays: Sequence[float] = (0, 60, 300)
        self._note = note
        self._tasks: set[asyncio.Task[None]] = set()

    def dispatch(self, body: Json) -> None:
        """Sends an `event_callback` in the background, again and again until it is acked."""
        task = asyncio.create_task(self._deliver(body))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def repeat(self, event_id: str) -> None:
        """Sends an event once more from the start; LookupError when it was never sent."""
        for delivery in self.log:
            if delivery.event_id == event_id:
                return self.dispatch(delivery.payload)
        raise LookupError(f"no event {event_id} was ever sent")

    async def request(self, kind: Kind, payload: Json) -> Outcome:
        """Sends a command or an interaction, once."""
        return await self._attempt(Envelope(kind, payload))

    async def close(self) -> None:
        """Gives up everything that is still under way."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _deliver(self, body: Json) -> None:
        outcome = Outcome(acked=False)
        for attempt, pause in enumerate((0.0, *self.retry_delays)):
            await asyncio.sleep(pause)
            outcome = await self._attempt(Envelope("events_api", body, attempt, outcome.reason))
            if outcome.acked or outcome.final:
                return
        self.undelivered.append(body["event_id"])
        self._note()

    async def _attempt(self, envelope: Envelope) -> Outcome:
        pending = await self.transport.send(envelope, self.ack_deadline)
        if pending is None:
            return Outcome(acked=False, reason=self.transport.late)
        pending.add_done_callback(partial(self._acked, self._record(envelope)))
        try:
            done, _ = await asyncio.wait({pending}, timeout=self.ack_deadline)
        except asyncio.CancelledError:
            pending.cancel()
            raise
        return pending.result() if done else Outcome(acked=False, reason=self.transport.late)

    def _record(self, envelope: Envelope) -> Delivery:
        payload = envelope.payload
        delivery = Delivery(
            event_id=payload.get("event_id", ""),
            envelope_id=envelope.envelope_id,
            type=payload.get("event", payload).get("type", envelope.type),
            attempt=envelope.retry_attempt,
            payload=payload,
            sent_at=time.time(),
        )
        self.log.append(delivery)
        self._note()
        return delivery

    def _acked(self, delivery: Delivery, pending: asyncio.Future[Outcome]) -> None:
        if not pending.cancelled() and pending.result().acked:
            delivery.acked_at = time.time()
            self._note()
