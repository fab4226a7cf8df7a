"""Messages as the sandbox keeps them, as the API shows them, and the events that tell of them."""

import secrets
from dataclasses import dataclass, field
from typing import Any

from sandbox.slack.cast import BOT_USER, Channel, Person

Json = dict[str, Any]


@dataclass(frozen=True)
class Message:
    """One message, as it stands now; a change makes a new value.

    `thread_ts` is set on replies only. `edits` holds the texts it had before, oldest first.
    `reactions` maps an emoji's name to the IDs of those who reacted. `ephemeral_for` is the ID of
    the only person who sees it, or None. `files` are file objects as the message carries them.
    """

    channel: str
    ts: str
    user: str
    text: str = ""
    thread_ts: str | None = None
    blocks: list[Json] = field(default_factory=list)
    files: list[Json] = field(default_factory=list)
    reactions: dict[str, list[str]] = field(default_factory=dict)
    metadata: Json | None = None
    edits: list[str] = field(default_factory=list)
    deleted: bool = False
    ephemeral_for: str | None = None


def as_json(message: Message, author: Person) -> Json:
    """The message as Slack's API and events show it (message metadata is left out)."""
    shown: Json = {
        "type": "message",
        **({"subtype": "file_share"} if message.files else {"team": author.team_id}),
        "user": message.user,
        "text": message.text,
        "ts": message.ts,
        "blocks": message.blocks or rich_text(message.text),
    }
    if message.thread_ts:
        shown["thread_ts"] = message.thread_ts
    if message.files:
        shown |= {"files": message.files, "upload": False}
    if message.reactions:
        reactions = message.reactions.items()
        shown["reactions"] = [{"name": n, "users": u, "count": len(u)} for n, u in reactions]
    if author.is_bot:
        app = {"app_id": author.app_id}
        profile = {"id": author.bot_id, "name": author.name} | app
        shown |= {"bot_id": author.bot_id, "bot_profile": profile} | app
    return shown


def rich_text(text: str) -> list[Json]:
    """The blocks that Slack adds to what a human types."""
    if not text:
        return []
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}
    return [{"type": "rich_text", "block_id": "typed", "elements": [section]}]


def message_event(channel: Channel, ts: str, fields: Json) -> Json:
    """An event of type `message`: a new one, or with a `subtype` what became of an older one."""
    place = {"channel": channel.id, "channel_type": channel.kind}
    return {"type": "message", **fields, "ts": ts, **place, "event_ts": ts}


def posted(message: Message, channel: Channel, author: Person) -> list[Json]:
    """The events of a new message, that with the message first.

    Beside it there is a thin `file_shared` (IDs only) for each file, and an `app_mention`, which
    carries no files, where the bot's name is called.
    """
    fields = as_json(message, author)
    if not author.is_bot:
        fields["client_msg_id"] = secrets.token_hex(16)
    if channel.is_ext_shared:
        fields["user_team"] = author.team_id
    events = [message_event(channel, message.ts, fields)]
    for file in message.files:
        ids = {"file_id": file["id"], "file": {"id": file["id"]}, "user_id": message.user}
        where = {"channel_id": message.channel, "event_ts": message.ts}
        events.append({"type": "file_shared", **ids, **where})
    if f"<@{BOT_USER}" in message.text and channel.kind != "im":
        kept = ("user", "text", "ts", "thread_ts", "channel", "event_ts")
        mention = {name: events[0][name] for name in kept if name in events[0]}
        events.append({"type": "app_mention"} | mention)
    return events
