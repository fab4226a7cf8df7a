"""Messages as the sandbox keeps them, as the API shows them, and the events that tell of them."""

import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sandbox.slack.cast import BOT_USER, Channel, Person

Json = dict[str, Any]

# What is alike in all objects and payloads of a kind, as docs.slack.dev shows them.
OBJECTS: dict[str, Json] = json.loads(Path(__file__).with_name("objects.json").read_bytes())


@dataclass(frozen=True)
class Message:
    """One message, as it stands now; a change makes a new value."""

    channel: str
    ts: str
    user: str
    text: str = ""
    thread_ts: str | None = None  # of replies only
    blocks: list[Json] = field(default_factory=list)
    files: list[Json] = field(default_factory=list)  # file objects
    attachments: list[Json] = field(default_factory=list)  # with the files of a forwarded message
    reactions: dict[str, list[str]] = field(default_factory=dict)  # who, by the emoji's name
    metadata: Json | None = None
    edits: list[str] = field(default_factory=list)  # the texts it had before, oldest first
    edited: Json | None = None  # who made the last edit, and when
    deleted: bool = False
    ephemeral_for: str | None = None  # the ID of the only person who sees it


def all_files(message: Message) -> list[Json]:
    """The files that it carries itself, and those of what it forwards or quotes."""
    quoted = (file for each in message.attachments for file in each.get("files", ()))
    return [*message.files, *quoted]


def as_json(message: Message, author: Person, channel: Channel, replies: Sequence[Message]) -> Json:
    """The message, or its tombstone, as Slack's API and events show it, without metadata."""
    shown = (
        OBJECTS["tombstone"] | {"ts": message.ts} if message.deleted else _as_said(message, author)
    )
    if channel.is_ext_shared:
        shown |= dict.fromkeys(("user_team", "source_team"), author.team_id)
    if not replies:
        return shown
    users = sorted({reply.user for reply in replies})
    counts = {"reply_count": len(replies), "reply_users_count": len(users), "reply_users": users}
    return shown | counts | {"thread_ts": message.ts, "latest_reply": replies[-1].ts}


def _as_said(message: Message, author: Person) -> Json:
    shown: Json = {"type": "message", "user": message.user, "text": message.text, "ts": message.ts}
    shown["blocks"] = message.blocks or rich_text(message.text)
    for name in ("thread_ts", "attachments", "edited"):
        if value := getattr(message, name):
            shown[name] = value
    if message.files:
        shown |= {"subtype": "file_share", "files": message.files, "upload": False}
    else:
        shown["team"] = author.team_id
    if message.reactions:
        reactions = message.reactions.items()
        shown["reactions"] = [{"name": n, "users": u, "count": len(u)} for n, u in reactions]
    if author.is_bot:
        app = {"app_id": author.app_id}
        profile = {"id": author.bot_id, "name": author.name} | app
        shown |= {"bot_id": author.bot_id, "bot_profile": profile} | app
    return shown


def quoted(message: Message, author: Person, link: str, files: Sequence[Json]) -> Json:
    """The attachment by which another message shows this one, with these of its files.

    Undocumented; as the issues java-slack-sdk 1179, hermes-agent 96384 and background-agents 1143
    show it. A link to a message gives `is_msg_unfurl` alone, a forwarded one `is_share` as well.
    """
    inside: Json = {"blocks": message.blocks or rich_text(message.text)}
    place = {"team": author.team_id, "channel": message.channel, "ts": message.ts}
    shown = {"id": 1, "ts": message.ts, "text": message.text, "is_msg_unfurl": True}
    shown |= {"author_id": message.user, "author_name": author.shown_name}
    shown |= {"channel_id": message.channel, "channel_team": author.team_id}
    shown |= {"from_url": link, "original_url": link}
    shown["fallback"] = f"{author.shown_name}: {message.text}"
    shown["message_blocks"] = [place | {"message": inside}]
    return shown | ({"files": list(files)} if files else {})


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


def posted(message: Message, shown: Json, channel: Channel, *, by_app: bool) -> list[Json]:
    """The events of a new message that is `shown` so, that with the message first.

    A thin `file_shared` for each file, and an `app_mention`, without files, for the bot's name.
    """
    typed = {} if by_app else {"client_msg_id": secrets.token_hex(16)}
    events = [message_event(channel, message.ts, shown | typed)]
    for file in message.files:
        ids = {"file_id": file["id"], "file": {"id": file["id"]}, "user_id": message.user}
        where = {"channel_id": message.channel, "event_ts": message.ts}
        events.append({"type": "file_shared", **ids, **where})
    if f"<@{BOT_USER}" in message.text and channel.kind != "im":
        kept = ("user", "text", "ts", "thread_ts", "channel", "event_ts")
        mention = {name: events[0][name] for name in kept if name in events[0]}
        events.append({"type": "app_mention"} | mention)
    return events
