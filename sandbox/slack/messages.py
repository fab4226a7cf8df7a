"""Messages as the sandbox keeps them, as the API shows them, and the events that tell of them."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sandbox.slack.cast import BOT_USER, Channel, Person

Json = dict[str, Any]


@dataclass(frozen=True)
class Message:
    """One message, as it stands now; a change makes a new value.

    `thread_ts` is set on replies only. `edits` holds the texts it had before, oldest first, and
    `edited` who made the last one, and when. `reactions` maps an emoji's name to the IDs of those
    who reacted. `ephemeral_for` is the ID of the only person who sees it, or None. `files` are
    file objects as the message carries them; those of a forwarded one are in `attachments`.
    """

    channel: str
    ts: str
    user: str
    text: str = ""
    thread_ts: str | None = None
    blocks: list[Json] = field(default_factory=list)
    files: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    reactions: dict[str, list[str]] = field(default_factory=dict)
    metadata: Json | None = None
    edits: list[str] = field(default_factory=list)
    edited: Json | None = None
    deleted: bool = False
    ephemeral_for: str | None = None


def all_files(message: Message) -> list[Json]:
    """The files that it carries itself, and those of what it forwards or quotes."""
    quoted = (file for each in message.attachments for file in each.get("files", ()))
    return [*message.files, *quoted]


def as_json(message: Message, author: Person, channel: Channel) -> Json:
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
    if message.attachments:
        shown["attachments"] = message.attachments
    if message.edited:
        shown["edited"] = message.edited
    if channel.is_ext_shared:
        shown |= dict.fromkeys(("user_team", "source_team"), author.team_id)
    if message.reactions:
        reactions = message.reactions.items()
        shown["reactions"] = [{"name": n, "users": u, "count": len(u)} for n, u in reactions]
    if author.is_bot:
        app = {"app_id": author.app_id}
        profile = {"id": author.bot_id, "name": author.name} | app
        shown |= {"bot_id": author.bot_id, "bot_profile": profile} | app
    return shown


def tombstone(message: Message) -> Json:
    """What stands in place of a deleted message that has replies."""
    words = {"text": "This message was deleted.", "user": "USLACKBOT", "hidden": True}
    return {"type": "message", "subtype": "tombstone", "ts": message.ts} | words


def tied(shown: Json, replies: Sequence[Message]) -> Json:
    """The message with what Slack adds where it has replies."""
    if not replies:
        return shown
    users = sorted({reply.user for reply in replies})
    counts = {"reply_count": len(replies), "reply_users_count": len(users), "reply_users": users}
    return shown | counts | {"thread_ts": shown["ts"], "latest_reply": replies[-1].ts}


def quoted(message: Message, author: Person, link: str, files: Sequence[Json]) -> Json:
    """The attachment by which another message shows this one, with these of its files.

    Slack documents none of its fields; they are those that the issues java-slack-sdk 1179,
    hermes-agent 96384 and background-agents 1143 show. A link to a message gives `is_msg_unfurl`
    alone; a forwarded one has `is_share` as well.
    """
    inside = {"blocks": message.blocks or rich_text(message.text)}
    place = {"team": author.team_id, "channel": message.channel, "ts": message.ts}
    return {
        "id": 1,
        "ts": message.ts,
        "channel_id": message.channel,
        "channel_team": author.team_id,
        "author_id": message.user,
        "author_name": author.shown_name,
        "from_url": link,
        "original_url": link,
        "fallback": f"{author.shown_name}: {message.text}",
        "text": message.text,
        "is_msg_unfurl": True,
        "message_blocks": [place | {"message": inside}],
        "mrkdwn_in": ["text"],
        "footer": "Slack Conversation",
        **({"files": list(files)} if files else {}),
    }


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
    """The events of a new message, which API and events show so; that with the message first.

    Beside it there is a thin `file_shared` (IDs only) for each file, and an `app_mention`, which
    carries no files, where the bot's name is called.
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
