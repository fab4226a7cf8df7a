"""What was said near a drop: words that may name its certificate.

People write "here comes flSFd6Fh" and drop the file in the next message, or drop it into the thread
of a message that names the certificate. The words are read when they are needed, and neither stored
nor logged.
"""

import logging
from collections.abc import Iterator
from functools import partial
from typing import Annotated, Any

import msgspec
from slack_sdk.web.async_client import AsyncWebClient

from bot.intake import Drop
from bot.slack import Method, Patience, SlackBusy, SlackRefused, ask

log = logging.getLogger("letterdrop.surroundings")

SOON = 600.0
"""Seconds before the drop within which somebody's own words belong to it."""

MOST = 10
"""How many of somebody's own messages are read at most."""

PAGE = 200
"""Messages to look at, of a thread the oldest; bots may ask for so many at once."""

BRIEF = Patience(attempts=2, first_wait=0.5, total=5.0)
"""The bot can ask instead, so this is not worth much time."""

WORDS = {None, "", "thread_broadcast", "me_message"}
"""Subtypes of messages that somebody has typed (page "message event")."""


class _Said(msgspec.Struct, frozen=True):
    """A message as Slack describes it, as far as it matters here."""

    ts: Annotated[str, msgspec.Meta(pattern=r"\A[0-9]{1,16}\.[0-9]{1,16}\Z")]
    text: str = ""
    user: str | None = None
    subtype: str | None = None
    bot_id: str | None = None
    hidden: bool | None = None
    files: list[Any] | None = None

    @property
    def at(self) -> float:
        """When it was said, in Unix seconds."""
        return float(self.ts)


class Surroundings:
    """Reads what stands around a drop, as the bot whose user ID is `bot_user_id`."""

    def __init__(
        self, client: AsyncWebClient, bot_user_id: str, patience: Patience = BRIEF
    ) -> None:
        self._client = client
        self._bot_user_id = bot_user_id
        self._patience = patience

    async def before(self, drop: Drop) -> tuple[str, ...]:
        """Return texts, as Slack writes them, that may name the drop's certificate; nearest first.

        These are the person's own messages without files of the ten minutes before, in the same
        thread, or else in the channel. In a thread its first message comes last, whoever wrote it
        and when, unless it was the bot, which names certificates as examples.

        Never raises: nothing is found where Slack does not answer, where the bot may not read, and
        around a drop that is no message (ts "").
        """
        if not drop.ts:
            return ()
        if drop.thread != drop.ts:
            method = partial(self._client.conversations_replies, ts=drop.thread)
        else:
            oldest = f"{max(float(drop.ts) - SOON, 0.0):.6f}"
            method = partial(self._client.conversations_history, oldest=oldest)
        said = await self._read(method, drop)
        own = [each.text for each in said if _is_of_the_person(each, drop)]
        return (*own[:MOST], *(each.text for each in said if self._opens_the_thread(each, drop)))

    def _opens_the_thread(self, said: _Said, drop: Drop) -> bool:
        is_first = said.ts == drop.thread and said.user != self._bot_user_id
        return is_first and bool(said.text) and not _is_of_the_person(said, drop)

    async def _read(self, method: Method, drop: Drop) -> list[_Said]:
        """Read what was said before the drop, the newest first."""
        call = partial(method, channel=drop.channel, latest=drop.ts, limit=PAGE)
        try:
            answer = await self._patience.run(lambda _: ask(call))
        except (SlackRefused, SlackBusy) as no:
            log.info("cannot look around in %s: %s", drop.channel, no)
            return []
        before = (each for each in _said(answer) if each.at < float(drop.ts))
        return sorted(before, key=lambda each: each.at, reverse=True)


def _said(answer: dict[str, Any]) -> Iterator[_Said]:
    """The messages of an answer; what is none, and what stands for a deleted one, is left out."""
    messages = answer.get("messages")
    for message in messages if isinstance(messages, list) else ():
        try:
            said = msgspec.convert(message, _Said)
        except msgspec.ValidationError:
            continue
        if not said.hidden:
            yield said


def _is_of_the_person(said: _Said, drop: Drop) -> bool:
    """Whether the person has typed this, not long before the drop."""
    typed = said.subtype in WORDS and not said.bot_id and not said.files
    recent = float(drop.ts) - SOON <= said.at < float(drop.ts)
    return said.user == drop.user and typed and recent and bool(said.text)
