"""A message as the sandbox keeps it, and as Slack's API shows it."""

from dataclasses import dataclass, field
from typing import Any

from sandbox.slack.cast import Person

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
    return {
        "type": "message",
        **({"subtype": "file_share"} if message.files else {"team": author.team_id}),
        "user": message.user,
        "text": message.text,
        "ts": message.ts,
        **({"thread_ts": message.thread_ts} if message.thread_ts else {}),
        "blocks": message.blocks or rich_text(message.text),
        **({"files": message.files, "upload": False} if message.files else {}),
        **({"reactions": _reactions(message)} if message.reactions else {}),
        **(_bot_fields(author) if author.is_bot else {}),
    }


def rich_text(text: str) -> list[Json]:
    """The blocks that Slack adds to what a human types."""
    if not text:
        return []
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}
    return [{"type": "rich_text", "block_id": "typed", "elements": [section]}]


def _reactions(message: Message) -> list[Json]:
    return [
        {"name": name, "users": users, "count": len(users)}
        for name, users in message.reactions.items()
    ]


def _bot_fields(author: Person) -> Json:
    profile = {"id": author.bot_id, "app_id": author.app_id, "name": author.name}
    return {"bot_id": author.bot_id, "app_id": author.app_id, "bot_profile": profile}
