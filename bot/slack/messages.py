"""Messages and reactions; a step of a job that runs again never speaks twice.

Slack has no idempotency key for posts. So each message carries, as message metadata, the job and
the step that it says (page "Using message metadata"), and whoever is not sure whether a step has
been said looks for it in the thread, and updates what is there.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.patience import SLACK_CALL, SLACK_CLOCK_DIFFERS_BY, SLACK_REACTION_WITHIN, Patience
from bot.slack.api import Method, SlackBusy, SlackRefused, Trouble, ask, retried
from bot.slack.shapes import LONGEST_MESSAGE_TEXT, Reply

Json = dict[str, Any]

log = logging.getLogger("letterdrop.thread")

EVENT_TYPE = "letterdrop_step"

PAGES_LOOKED_THROUGH, MESSAGES_A_PAGE = 10, 200
"""How far to look into a conversation, in pages of messages; bots may go up to 200 a page."""

USER_IDS = ("U", "W")  # how they begin; W on Enterprise Grid

BAD_BLOCKS = {"invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long"}
NOT_UPDATABLE = {"message_not_found", "cant_update_message", "edit_window_closed"}
ALREADY_SO = {"already_reacted", "no_reaction"}


async def said_in(read: Callable[..., Awaitable[Json]], **where: Any) -> AsyncIterator[Json]:
    """Give the messages of a conversation or a thread, page by page (page "Pagination").

    `read` calls Slack's method with these arguments. Ends after a few thousand messages.
    """
    cursor = ""
    for _ in range(PAGES_LOOKED_THROUGH):
        page = await read(**where, limit=MESSAGES_A_PAGE, cursor=cursor or None)
        messages, further = page.get("messages"), page.get("response_metadata")
        for message in messages if isinstance(messages, list) else ():
            yield message
        cursor = str(further.get("next_cursor") or "") if isinstance(further, dict) else ""
        if not cursor:
            return
    log.warning("%s: too much was said there to look through", where.get("channel"))


@dataclass(frozen=True)
class Place:
    """Where to speak: channel ID (or a user's ID: their direct messages), and the thread's ts.

    No thread (""): a message of its own. Nothing can then be looked for, so such a step may be
    said twice when Slack does not respond.
    """

    channel: str
    thread: str


@dataclass(frozen=True)
class Step:
    """What a message says: a step of a job. The same two values are the same message."""

    job: str
    name: str

    @property
    def metadata(self) -> Json:
        """The message metadata by which the message is found again."""
        return {"event_type": EVENT_TYPE, "event_payload": {"job": self.job, "step": self.name}}

    def says(self, reply: Reply) -> Json:
        """The message that says the step with these words."""
        return {"text": reply.text, "blocks": reply.blocks, "metadata": self.metadata}


class Messages:
    """Speaks in Slack as the bot whose user ID is `bot_user_id`."""

    def __init__(
        self, client: AsyncWebClient, bot_user_id: str, patience: Patience = SLACK_CALL
    ) -> None:
        self._client = client
        self._bot_user_id = bot_user_id
        self._patience = patience
        self._nicety = replace(patience, total=min(SLACK_REACTION_WITHIN, patience.total))

    async def say(
        self, place: Place, step: Step, reply: Reply, *, ts: str = "", look: bool = False
    ) -> str:
        """Let the step stand in the thread once, with these words; return the message's ts.

        `ts`: where it stands already, as far as the caller knows. `look`: somebody may have said it
        before, unknown to the caller. Blocks that Slack refuses are left out.

        Where the bot may not read the thread it speaks without having looked: a result twice is a
        nuisance, none is a failure. Where the drop was deleted it does not speak: a reply to
        nothing would puzzle everybody in the channel (`SlackRefused.thread_gone`).

        Raises SlackRefused for what stays, SlackBusy for what passes; the latter may have posted,
        so the next try has to look.
        """
        message = step.says(reply)
        return await retried(
            self._patience, lambda tries: self._say(place, message, ts, look=look or tries > 1)
        )

    async def amend(self, place: Place, ts: str, step: Step, reply: Reply) -> None:
        """Change what stands there; what is gone, or may no longer be changed, stays as it is.

        Raises as `say` does.
        """
        await retried(self._patience, lambda _: self._update(place, ts, step.says(reply)))

    async def find(self, place: Place, step: Step) -> str | None:
        """Return the ts of the message that says this step; None where the bot finds none.

        Raises SlackBusy for what passes.
        """
        message = step.says(Reply("", []))
        found = await retried(self._patience, lambda _: self._in_thread(place, message))
        return str(found["ts"]) if found else None

    async def announce(
        self, channel: str, step: Step, reply: Reply, *, since: float, look: bool
    ) -> Place:
        """Let the step stand in the channel once, as a message of its own; return its thread.

        `channel`: may be a user's ID, which means their direct messages; the place names these by
        their own ID (D…). `look`: somebody may have said it before, but not before `since` (Unix
        seconds); what stands there is left as it is.

        Speaks unseen where the bot may not read, and raises, as `say` does.
        """
        message = step.says(reply)
        return await retried(
            self._patience,
            lambda tries: self._announce(channel, message, since, look=look or tries > 1),
        )

    async def _say(self, place: Place, message: Json, ts: str, *, look: bool) -> str:
        if ts and await self._update(place, ts, message):
            return ts
        found = await self._in_thread(place, message) if ts or look else None
        if found and (
            await self._update(place, found["ts"], message) or found["text"] == message["text"]
        ):
            return str(found["ts"])
        return str((await self._post(place, message))["ts"])

    async def _announce(self, channel: str, message: Json, since: float, *, look: bool) -> Place:
        if look:
            conversation = await self._conversation(channel)
            oldest = f"{max(since - SLACK_CLOCK_DIFFERS_BY, 0.0):.6f}"
            history = partial(self._client.conversations_history, oldest=oldest)
            if found := await self._find(message, history, conversation):
                return Place(conversation, str(found["ts"]))
        sent = await self._post(Place(channel, ""), message)
        return Place(str(sent.get("channel") or channel), str(sent["ts"]))

    async def _update(self, place: Place, ts: str, message: Json) -> bool:
        """Change a message; False if it is gone or may no longer be changed."""
        text = message["text"]
        if len(text) > LONGEST_MESSAGE_TEXT:
            text = f"{text[: LONGEST_MESSAGE_TEXT - 1]}…"
        update = {"channel": place.channel, "ts": ts, **message, "text": text}
        try:
            await _send(self._client.chat_update, update)
        except SlackRefused as refused:
            if refused.error not in NOT_UPDATABLE:
                raise
            return False
        return True

    async def _post(self, place: Place, message: Json) -> Json:
        where = {"channel": place.channel, "thread_ts": place.thread or None}
        plain = {"unfurl_links": False, "unfurl_media": False}
        sent = await _send(self._client.chat_postMessage, {**where, **plain, **message})
        if not isinstance(sent.get("ts"), str):
            raise Trouble("a response without ts")
        if place.thread and not (sent.get("message") or {}).get("thread_ts"):
            await self._take_back_stray(place, sent["ts"])
        return sent

    async def _take_back_stray(self, place: Place, ts: str) -> None:
        """Delete a post that Slack has put into the channel because the thread is gone.

        Slack reports no error then; its response only lacks `thread_ts`. Other servers may leave
        that out as well, hence the question. Raises SlackRefused if the thread is gone.
        """
        try:
            await ask(self._client.conversations_replies, channel=place.channel, ts=place.thread)
        except Trouble:
            return
        except SlackRefused as refused:
            if refused.error != "thread_not_found":
                return
            await self._kindly(self._client.chat_delete, channel=place.channel, ts=ts)
            raise

    async def _in_thread(self, place: Place, message: Json) -> Json | None:
        if not place.thread:
            return None
        replies = partial(self._client.conversations_replies, ts=place.thread, oldest=place.thread)
        return await self._find(message, replies, place.channel)

    async def _conversation(self, channel: str) -> str:
        """Return the ID by which a conversation can be read: a user's ID is for posting only."""
        if not channel.startswith(USER_IDS):
            return channel
        try:
            opened = await ask(self._client.conversations_open, users=channel)
        except SlackRefused as refused:
            log.warning("cannot open the direct messages of %s: %s", channel, refused)
            return channel
        return str((opened.get("channel") or {}).get("id") or channel)

    async def _find(self, message: Json, method: Method, channel: str) -> Json | None:
        """Look for the bot's own message of this step; there is none where it may not read."""
        read = partial(ask, method, include_all_metadata=True)
        try:
            async for said in said_in(read, channel=channel):
                if said.get("user") == self._bot_user_id and _says(said, message):
                    return {"ts": said["ts"], "text": said.get("text")}
        except SlackRefused as refused:
            log.warning("cannot look for what was said in %s: %s", channel, refused)
        return None

    async def mark(self, channel: str, ts: str, name: str, *former: str) -> None:
        """Let this reaction (an emoji's name; "": none) stand instead of the former ones.

        As far as Slack lets us.
        """
        add = partial(self._kindly, self._client.reactions_add, channel=channel, timestamp=ts)
        remove = partial(self._kindly, self._client.reactions_remove, channel=channel, timestamp=ts)
        changes = [remove(name=each) for each in {*former} - {name, ""}]
        await asyncio.gather(*changes, *([add(name=name)] if name else []))

    async def say_privately(
        self, place: Place, user: str, step: Step, text: str, *, look: bool
    ) -> None:
        """Tell one person something in mrkdwn that nobody else sees, there or in a direct message.

        Slack shows an ephemeral message in a thread only if somebody has replied there already
        (page "chat.postEphemeral"): else the `place` has no thread. `look`: as for `announce`. If
        nothing works there is a warning in the log. Raises SlackBusy for what passes.
        """
        channel, reply = place.channel, Reply(text, [])
        if channel.startswith("D"):
            with suppress(SlackRefused):
                await self.say(place, step, reply, look=look)
                return
        elif not channel.startswith(USER_IDS):  # which mean direct messages
            where = {"channel": channel, "thread_ts": place.thread or None}
            if await self._kindly(self._client.chat_postEphemeral, **where, user=user, text=text):
                return
            reply = Reply(f"<#{channel}>: {text}", [])
        try:
            await self.announce(user, step, reply, since=0.0, look=look)
        except SlackRefused as no:
            log.warning("job %s: %s could not be told a thing: %s", step.job, user, no)

    async def publish_home(self, user: str, view: Json) -> None:
        """Show this person this App Home, if Slack lets us (page "views.publish").

        Raises SlackBusy for what passes.
        """
        publish = self._client.views_publish
        try:
            await retried(self._patience, lambda _: ask(publish, user_id=user, view=view))
        except SlackRefused as refused:
            log.warning("no Home for %s: %s", user, refused)

    async def permalink(self, channel: str, ts: str) -> str | None:
        """Return the address of a message, if Slack tells it."""
        if not ts:
            return None
        call = self._client.chat_getPermalink
        link = (await self._kindly(call, channel=channel, message_ts=ts)).get("permalink")
        return link if isinstance(link, str) else None

    async def _kindly(self, method: Method, **arguments: Any) -> Json:
        """Call a method whose failure is worth a line in the log and nothing more: then {}."""
        try:
            return await retried(self._nicety, lambda _: ask(method, **arguments))
        except (SlackRefused, SlackBusy) as no:
            if str(no) not in ALREADY_SO:
                log.info("%s in %s: %s", method.__name__, arguments["channel"], no)
            return {}


async def _send(method: Method, arguments: Json) -> Json:
    """Call a method with blocks, and without them if Slack finds fault with the blocks."""
    try:
        return await ask(method, **arguments)
    except SlackRefused as refused:
        if refused.error not in BAD_BLOCKS:
            raise
        step = arguments["metadata"]["event_payload"]
        log.error("Slack refuses the blocks of %s: %s", step, refused)
        return await ask(method, **{**arguments, "blocks": None})


def _says(message: Json, wanted: Json) -> bool:
    """Whether a message says the wanted step; Slack may add fields of its own to the metadata.

    A message that comes without its metadata is recognised by its words.
    """
    metadata = message.get("metadata")
    if not metadata:
        return bool(wanted["text"]) and message.get("text") == wanted["text"]
    kind, payload = metadata.get("event_type"), metadata.get("event_payload") or {}
    return bool(kind == EVENT_TYPE and payload == wanted["metadata"]["event_payload"])
