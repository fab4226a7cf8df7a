"""What one person is told about a click, seen by nobody else."""

import asyncio
import logging

import aiohttp
from slack_bolt.async_app import AsyncRespond

from bot.views.blocks import Reply

log = logging.getLogger("letterdrop.handlers")

WITHIN = 0.8
"""Seconds that a word to one person is worth; the click's ack waits for it."""


async def privately(respond: AsyncRespond, reply: Reply | None, *, in_place: bool = False) -> None:
    """Tell the person who clicked, if there is something to tell.

    `in_place`: instead of the message that was clicked, which was theirs alone before.
    """
    if reply is None:
        return
    try:
        async with asyncio.timeout(WITHIN):
            await respond(
                reply.text,
                reply.blocks,
                response_type="ephemeral",
                replace_original=in_place,
            )
    except (aiohttp.ClientError, OSError, TimeoutError, ValueError) as trouble:
        log.warning("a word to the one who clicked did not get there: %r", trouble)
