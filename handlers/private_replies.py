"""Listeners that tell the one who clicked something, seen by nobody else, and then acknowledge."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import aiohttp
from slack_bolt.async_app import AsyncAck, AsyncBoltContext, AsyncRespond

from bot.patience import CLICK_WAITS_FOR_REPLY
from bot.slack.shapes import Reply
from handlers import payloads

log = logging.getLogger("letterdrop.handlers")

T = TypeVar("T")


def replying_privately(
    shape: type[T],
    work: Callable[[T, AsyncBoltContext], Awaitable[Reply | None]],
    *,
    in_place: bool = False,
) -> Callable[..., Awaitable[None]]:
    """Return a listener; `work` does what is to be done and returns what the person is told.

    `shape`: that of the payloads which `work` takes; others are only acknowledged. `in_place`: what
    was clicked, if one person alone saw it, is replaced by what is told.
    """

    async def listener(
        ack: AsyncAck, body: dict[str, Any], respond: AsyncRespond, context: AsyncBoltContext
    ) -> None:
        payload = payloads.read(shape, body)
        reply = await work(payload, context) if payload else None
        if reply:
            replace = in_place and "message" not in body
            try:
                async with asyncio.timeout(CLICK_WAITS_FOR_REPLY):
                    await respond(
                        reply.text,
                        reply.blocks,
                        response_type="ephemeral",
                        replace_original=replace,
                        thread_ts=None if replace else _thread_of(body),
                    )
            except (aiohttp.ClientError, OSError, TimeoutError, ValueError) as trouble:
                log.warning("a word to the one who clicked did not get there: %r", trouble)
        await ack()

    return listener


def _thread_of(body: dict[str, Any]) -> str | None:
    """The thread of the reply that was clicked; None for a message that stands in the channel."""
    places = [each for each in map(body.get, ("container", "message")) if isinstance(each, dict)]
    threads = [each["thread_ts"] for each in places if each.get("thread_ts")]
    own = [each.get("message_ts") or each.get("ts") for each in places]
    return threads[0] if threads and threads[0] not in own else None
