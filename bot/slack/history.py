"""What was said near a drop: words that may name its certificate.

People write "here comes flSFd6Fh" and drop the file in the next message, or drop it into the thread
of a message that names the certificate. The words are read when they are needed, and neither stored
nor logged.
"""

import logging
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any

import msgspec
from slack_sdk.web.async_client import AsyncWebClient

from bot.patience import SLACK_WORDS_NEARBY, WORDS_BELONG_TO_FILE_FOR, Patience
from bot.slack.api import SlackBusy, SlackRefused, ask, retried
from bot.slack.messages import Place, said_in
from bot.slack.shapes import Ts

log = logging.getLogger("letterdrop.history")

MOST_OWN_MESSAGES = 10  # how many of somebody's own messages are read at most

TYPED = {None, "", "thread_broadcast", "me_message"}
"""Subtypes of messages that somebody has typed (page "message event")."""


class _Said(msgspec.Struct, frozen=True):
    """A message as Slack describes it, as far as it matters here."""

    ts: Ts
    text: str = ""
    user: str | None = None
    subtype: str | None = None
    bot_id: str | None = None
    hidden: bool | None = None
    files: list[Any] | None = None
    attachments: Any = None


@dataclass(frozen=True)
class Spot:
    """A message that words are looked for around: where it stands, its ts, and who wrote it."""

    place: Place
    ts: str
    user: str
    other_ids: tuple[str, ...] = ()  # of the same person


@dataclass(frozen=True)
class History:
    """Reads what stands around a drop, as the bot whose user ID is `bot_user_id`."""

    client: AsyncWebClient
    bot_user_id: str
    patience: Patience = SLACK_WORDS_NEARBY

    async def before(self, spot: Spot) -> tuple[str, ...]:
        """Return texts, as Slack writes them, that may name its certificate; nearest first.

        These are the person's own messages without files of the ten minutes before, in the same
        thread, or else in the channel. In a thread its first message comes last, whoever wrote it
        and when, unless it was the bot, which names certificates as examples.

        Never raises: nothing is found where Slack does not respond, where the bot may not read, and
        around a drop that is no message (ts "").
        """
        if not spot.ts:
            return ()
        oldest = f"{max(float(spot.ts) - WORDS_BELONG_TO_FILE_FOR, 0.0):.6f}"
        said = [each for each in await self._read(spot, oldest) if each.text]
        own = [each for each in said if _is_of_the_person(each, spot)]
        first = [each for each in said if each.ts == spot.place.thread and each not in own]
        others = [each for each in first if each.user != self.bot_user_id]
        return tuple(each.text for each in (*own[:MOST_OWN_MESSAGES], *others))

    async def with_files(self, spot: Spot) -> tuple[dict[str, Any], ...]:
        """Return the messages of a spot's thread, before it, that may carry files; newest first.

        Each as the event that told of it. Never raises, as `before`.
        """
        place = {"channel": spot.place.channel, "thread_ts": spot.place.thread}
        return tuple(
            msgspec.to_builtins(each) | place
            for each in await self._read(spot)
            if each.files or each.attachments
        )

    async def is_gone(self, spot: Spot) -> bool:
        """Whether the message is there no more; what Slack does not tell is. Never raises."""
        # Of a thread its first message comes along.
        only = {"oldest": spot.ts, "latest": spot.ts, "inclusive": True, "limit": 10}
        response = await self._ask(spot, **only)
        shown = response.get("messages")
        if not isinstance(shown, list) or response.get("has_more"):
            return False
        here = [each for each in shown if isinstance(each, dict) and each.get("ts") == spot.ts]
        return all(each.get("subtype") == "tombstone" for each in here)

    async def _read(self, spot: Spot, oldest: str = "0") -> list[_Said]:
        """Read what was said before the spot, the newest first: in its thread, or its channel."""
        before: dict[str, _Said] = {}
        async for message in said_in(partial(self._ask, spot), oldest=oldest, latest=spot.ts):
            with suppress(msgspec.ValidationError):
                said = msgspec.convert(message, _Said)
                if float(said.ts) < float(spot.ts) and not said.hidden:  # that is, deleted
                    before[said.ts] = said
        return sorted(before.values(), key=lambda each: float(each.ts), reverse=True)

    async def _ask(self, spot: Spot, **which: Any) -> dict[str, Any]:
        """What Slack shows of a spot's thread or else channel; {} where it shows nothing."""
        client, channel = self.client, spot.place.channel
        if spot.place.thread != spot.ts:
            call = partial(client.conversations_replies, channel=channel, ts=spot.place.thread)
        else:
            call = partial(client.conversations_history, channel=channel)
        try:
            return await retried(self.patience, lambda _: ask(call, **which))
        except (SlackRefused, SlackBusy) as no:
            log.info("cannot look around in %s: %s", channel, no)
            return {}


def _is_of_the_person(said: _Said, spot: Spot) -> bool:
    """Whether the person has typed this, not long before the drop."""
    typed = said.subtype in TYPED and not said.bot_id and not said.files
    recent = float(spot.ts) - WORDS_BELONG_TO_FILE_FOR <= float(said.ts) < float(spot.ts)
    return said.user in (spot.user, *spot.other_ids) and typed and recent
