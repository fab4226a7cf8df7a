"""What was said near a drop: words that may name its certificate.

People write "here comes flSFd6Fh" and drop the file in the next message, or drop it into the thread
of a message that names the certificate. The words are read when they are needed, and neither stored
nor logged.
"""

import logging
from collections.abc import Collection
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

    def is_typed_by(self, users: Collection[str]) -> bool:
        """Whether one of these users has typed this, and no more: nor has forwarded a file."""
        beside = self.attachments if isinstance(self.attachments, list) else ()
        shared = any(isinstance(a, dict) and a.get("is_share") and a.get("files") for a in beside)
        typed = self.subtype in TYPED and not self.bot_id and not (self.files or shared)
        return typed and self.user in users


@dataclass(frozen=True)
class History:
    """Reads what stands around a message, as the bot whose user ID is `bot_user_id`.

    `place` is where the message stands, `ts` its own.
    """

    client: AsyncWebClient
    bot_user_id: str
    patience: Patience = SLACK_WORDS_NEARBY

    async def before(
        self, place: Place, ts: str, users: Collection[str], *, after: float = 0.0
    ) -> tuple[str, ...]:
        """Return texts, as Slack writes them, that may name a drop's certificate; nearest first.

        These are the person's own messages without files of the ten minutes before, in the same
        thread, or else in the channel; `users` are all IDs of whoever dropped it. In a thread its
        first message comes last, whoever wrote it and when, unless it was the bot, which names
        certificates as examples. What is not said `after` that time (Unix seconds) is left out.

        Never raises: nothing is found where Slack does not respond, where the bot may not read, and
        around a drop that is no message (ts "").
        """
        if not ts:
            return ()
        since = float(ts) - WORDS_BELONG_TO_FILE_FOR
        read = await self._read(place, ts, f"{max(since, 0.0):.6f}")
        said = [each for each in read if each.text and float(each.ts) > after]
        own = [each for each in said if each.is_typed_by(users) and float(each.ts) >= since]
        first = [each for each in said if each.ts == place.thread and each not in own]
        others = [each for each in first if each.user != self.bot_user_id]
        return tuple(each.text for each in (*own[:MOST_OWN_MESSAGES], *others))

    async def with_files(self, place: Place, ts: str) -> tuple[dict[str, Any], ...]:
        """Return the messages of a thread, before this one, that may carry files; newest first.

        Each as the event that told of it. Never raises, as `before`.
        """
        where = {"channel": place.channel, "thread_ts": place.thread}
        return tuple(
            msgspec.to_builtins(each) | where
            for each in await self._read(place, ts)
            if each.files or each.attachments
        )

    async def is_gone(self, place: Place, ts: str) -> bool:
        """Whether the message is there no more; what Slack does not tell is. Never raises."""
        # Of a thread its first message comes along.
        only = {"oldest": ts, "latest": ts, "inclusive": True, "limit": 10}
        response = await self._ask(place, ts, **only)
        shown = response.get("messages")
        if not isinstance(shown, list) or response.get("has_more"):
            return False
        here = [each for each in shown if isinstance(each, dict) and each.get("ts") == ts]
        return all(each.get("subtype") == "tombstone" for each in here)

    async def _read(self, place: Place, ts: str, oldest: str = "0") -> list[_Said]:
        """Read what was said before, the newest first: in the message's thread, or its channel."""
        before: dict[str, _Said] = {}
        async for message in said_in(partial(self._ask, place, ts), oldest=oldest, latest=ts):
            with suppress(ValueError):
                said = msgspec.convert(message, _Said)
                if float(said.ts) < float(ts) and not said.hidden:  # that is, deleted
                    before[said.ts] = said
        return sorted(before.values(), key=lambda each: float(each.ts), reverse=True)

    async def _ask(self, place: Place, ts: str, **which: Any) -> dict[str, Any]:
        """What Slack shows of a message's thread or else channel; {} where it shows nothing."""
        client, channel = self.client, place.channel
        if place.thread != ts:
            call = partial(client.conversations_replies, channel=channel, ts=place.thread)
        else:
            call = partial(client.conversations_history, channel=channel)
        try:
            return await retried(self.patience, lambda _: ask(call, **which))
        except (SlackRefused, SlackBusy) as no:
            log.info("cannot look around in %s: %s", channel, no)
            return {}
