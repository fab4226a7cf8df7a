"""chat.* and reactions.*: what the app says, changes and takes back."""

import re
from dataclasses import replace

from sandbox.slack.block_kit import message_faults, named
from sandbox.slack.cast import BOT_USER, Channel
from sandbox.slack.messages import Json, Message
from sandbox.slack.web_api import ApiError, Arguments, invalid, joined, message_at, visible
from sandbox.slack.workspace import Workspace

LONGEST_TEXT = 40_000
LONGEST_UPDATE = 4_000

EMOJI = re.compile(r"[a-z0-9_+'-]+(::skin-tone-[2-6])?")


def post_message(workspace: Workspace, args: Arguments) -> Json:
    """*chat.postMessage*, docs.slack.dev."""
    channel = _destination(workspace, args.required("channel"))
    draft = replace(_draft(workspace, channel, args), metadata=_metadata(args))
    return _posted(workspace, workspace.post(draft))


def post_ephemeral(workspace: Workspace, args: Arguments) -> Json:
    """*chat.postEphemeral*, docs.slack.dev: to a member, in a conversation that the bot is in."""
    channel = joined(workspace, args.required("channel"))
    if channel.is_archived:
        raise ApiError("is_archived")
    person = workspace.person(args.required("user"))
    if person is None or person.id not in channel.members:
        raise ApiError("user_not_in_channel")
    draft, thread_ts = _draft(workspace, channel, args), args.text("thread_ts") or None
    message = workspace.post(replace(draft, ephemeral_for=person.id, thread_ts=thread_ts))
    return {"message_ts": message.ts}


def update(workspace: Workspace, args: Arguments) -> Json:
    """*chat.update*, docs.slack.dev: text alone removes the blocks, metadata left out is kept."""
    message = _own(workspace, args, "cant_update_message")
    if len(args.text("text")) > LONGEST_UPDATE:
        raise ApiError("msg_too_long")
    if "text" not in args and "blocks" not in args:
        raise ApiError("no_text")
    text = args.text("text", message.text)
    metadata = _metadata(args) if "metadata" in args else message.metadata
    new = workspace.change(message, text=text, blocks=_blocks(args), metadata=metadata)
    return {**_posted(workspace, new), "text": text}


def delete(workspace: Workspace, args: Arguments) -> Json:
    """*chat.delete*, docs.slack.dev."""
    message = _own(workspace, args, "cant_delete_message")
    workspace.remove(message)
    return {"channel": message.channel, "ts": message.ts}


def permalink(workspace: Workspace, args: Arguments) -> Json:
    """*chat.getPermalink*, docs.slack.dev."""
    message = message_at(workspace, args, "message_ts")
    return {"channel": message.channel, "permalink": workspace.permalink(message)}


def add_reaction(workspace: Workspace, args: Arguments) -> Json:
    """*reactions.add*, docs.slack.dev."""
    message, name, users = _reaction(workspace, args)
    if BOT_USER in users:
        raise ApiError("already_reacted")
    workspace.react(message, message.reactions | {name: [*users, BOT_USER]})
    return {}


def remove_reaction(workspace: Workspace, args: Arguments) -> Json:
    """*reactions.remove*, docs.slack.dev."""
    message, name, users = _reaction(workspace, args)
    if BOT_USER not in users:
        raise ApiError("no_reaction")
    left = {name: [user for user in users if user != BOT_USER]}
    kept = {name: users for name, users in (message.reactions | left).items() if users}
    workspace.react(message, kept)
    return {}


def _destination(workspace: Workspace, channel_id: str) -> Channel:
    """The channel to post in; a user's ID means the DM with that person."""
    if person := workspace.person(channel_id):
        return workspace.channels[workspace.direct_message(person.id)]
    is_public = "chat:write.public" in workspace.scopes
    channel = (visible if is_public else joined)(workspace, channel_id)
    if channel.is_archived:
        raise ApiError("is_archived")
    return channel


def _draft(workspace: Workspace, channel: Channel, args: Arguments) -> Message:
    """A new message; in the channel when its thread is gone (slack-go/slack issue 1571)."""
    text, thread_ts, blocks = args.text("text"), args.text("thread_ts"), _blocks(args)
    if not text and not blocks:
        raise ApiError("no_text")
    there = any(not each.deleted for each in workspace.thread(channel.id, thread_ts))
    thread = thread_ts if thread_ts and there else None
    return Message(channel.id, "", BOT_USER, text[:LONGEST_TEXT], thread, blocks)


def _blocks(args: Arguments) -> list[Json]:
    blocks = args.structure("blocks", list, "invalid_blocks_format") or []
    if faults := message_faults(blocks):
        raise invalid(*faults, error="invalid_blocks")
    return named(blocks)


def _metadata(args: Arguments) -> Json | None:
    metadata: Json | None = args.structure("metadata", dict, "invalid_metadata_format")
    if metadata is not None:
        event_type, payload = metadata.get("event_type"), metadata.get("event_payload")
        if not isinstance(event_type, str) or not event_type or not isinstance(payload, dict):
            raise ApiError("invalid_metadata_schema")
    return metadata


def _own(workspace: Workspace, args: Arguments, error: str) -> Message:
    message = message_at(workspace, args, "ts")
    if message.user != BOT_USER:
        raise ApiError(error)
    return message


def _posted(workspace: Workspace, message: Message) -> Json:
    shown = workspace.as_json(message, with_metadata=True)
    return {"channel": message.channel, "ts": message.ts, "message": shown}


def _reaction(workspace: Workspace, args: Arguments) -> tuple[Message, str, list[str]]:
    """The message, the emoji's name, and who has reacted with it."""
    name = args.required("name")
    if not EMOJI.fullmatch(name):
        raise ApiError("invalid_name")
    message = message_at(workspace, args, "timestamp")
    return message, name, message.reactions.get(name, [])
