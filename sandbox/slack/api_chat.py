"""chat.* and reactions.*: what the app says, changes and takes back."""

import re
from typing import Any

from sandbox.slack.block_kit import message_faults, named
from sandbox.slack.calls import ApiError, Arguments, invalid
from sandbox.slack.cast import BOT_USER, Channel
from sandbox.slack.context import Context, Method
from sandbox.slack.messages import Json, Message

LONGEST_TEXT = 40_000
LONGEST_UPDATE = 4_000
LONGEST_MARKDOWN = 12_000

EMOJI = re.compile(r"[a-z0-9_+'-]+(::skin-tone-[2-6])?")


def post_message(context: Context, args: Arguments) -> Json:
    """*chat.postMessage*, docs.slack.dev."""
    channel = _destination(context, args.required("channel"))
    text, blocks = _content(args)
    thread_ts = _thread(context, channel, args.text("thread_ts"))
    draft = Message(channel.id, "", BOT_USER, text, thread_ts, blocks, metadata=_metadata(args))
    message = context.workspace.post(draft)
    return _posted(context, message)


def post_ephemeral(context: Context, args: Arguments) -> Json:
    """*chat.postEphemeral*, docs.slack.dev."""
    channel = _destination(context, args.required("channel"))
    user = args.required("user")
    if user not in channel.members:
        raise ApiError("user_not_in_channel")
    text, blocks = _content(args)
    thread_ts = _thread(context, channel, args.text("thread_ts"))
    draft = Message(channel.id, "", BOT_USER, text, thread_ts, blocks, ephemeral_for=user)
    return {"message_ts": context.workspace.post_ephemeral(draft).ts}


def update(context: Context, args: Arguments) -> Json:
    """*chat.update*, docs.slack.dev: text alone removes the blocks, metadata left out is kept."""
    message = _own(context, args, "cant_update_message")
    if len(args.text("text")) > LONGEST_UPDATE:
        raise ApiError("msg_too_long")
    if "text" not in args and "blocks" not in args:
        raise ApiError("no_text")
    fields: Json = {"text": args.text("text", message.text), "blocks": _blocks(args)}
    if "metadata" in args:
        fields["metadata"] = _metadata(args)
    return {**_posted(context, context.workspace.edit(message, **fields)), "text": fields["text"]}


def delete(context: Context, args: Arguments) -> Json:
    """*chat.delete*, docs.slack.dev."""
    message = _own(context, args, "cant_delete_message")
    context.workspace.delete(message)
    return {"channel": message.channel, "ts": message.ts}


def permalink(context: Context, args: Arguments) -> Json:
    """*chat.getPermalink*, docs.slack.dev."""
    message = context.message(args.required("channel"), args.required("message_ts"))
    place = f"{context.workspace.origin}/archives/{message.channel}"
    thread = f"?thread_ts={message.thread_ts}&cid={message.channel}" if message.thread_ts else ""
    link = f"{place}/p{message.ts.replace('.', '')}{thread}"
    return {"channel": message.channel, "permalink": link}


def add_reaction(context: Context, args: Arguments) -> Json:
    """*reactions.add*, docs.slack.dev."""
    message, name = _reaction(context, args)
    users = message.reactions.get(name, [])
    if BOT_USER in users:
        raise ApiError("already_reacted")
    context.workspace.react(message, message.reactions | {name: [*users, BOT_USER]})
    return {}


def remove_reaction(context: Context, args: Arguments) -> Json:
    """*reactions.remove*, docs.slack.dev."""
    message, name = _reaction(context, args)
    if BOT_USER not in message.reactions.get(name, []):
        raise ApiError("no_reaction")
    users = [user for user in message.reactions[name] if user != BOT_USER]
    changed = message.reactions | {name: users}
    context.workspace.react(message, {name: users for name, users in changed.items() if users})
    return {}


METHODS = {
    "chat.postMessage": Method(post_message, "chat:write"),
    "chat.postEphemeral": Method(post_ephemeral, "chat:write"),
    "chat.update": Method(update, "chat:write"),
    "chat.delete": Method(delete, "chat:write"),
    "chat.getPermalink": Method(permalink),
    "reactions.add": Method(add_reaction, "reactions:write"),
    "reactions.remove": Method(remove_reaction, "reactions:write"),
}


def _destination(context: Context, channel_id: str) -> Channel:
    """The channel to post in; a user's ID means the DM with that person."""
    person = context.workspace.people.get(channel_id)
    if person is not None:
        return context.workspace.direct_message(person.id)
    channel = context.visible(channel_id)
    if "chat:write.public" not in context.installation.scopes:
        channel = context.joined(channel_id)
    if channel.is_archived:
        raise ApiError("is_archived")
    return channel


def _content(args: Arguments) -> tuple[str, list[Json]]:
    """Text and blocks of a new message."""
    if "markdown_text" in args and ("text" in args or "blocks" in args):
        raise ApiError("markdown_text_conflict")
    markdown = args.text("markdown_text")
    if len(markdown) > LONGEST_MARKDOWN:
        raise ApiError("msg_too_long")
    text = markdown or args.text("text")
    blocks = _blocks(args)
    if not text and not blocks and "attachments" not in args:
        raise ApiError("no_text")
    return text[:LONGEST_TEXT], blocks


def _blocks(args: Arguments) -> list[Json]:
    blocks = args.structure("blocks", "invalid_blocks_format")
    if not blocks:
        return []
    if not isinstance(blocks, list):
        raise ApiError("invalid_blocks_format")
    if faults := message_faults(blocks):
        raise invalid(faults, "invalid_blocks")
    return named(blocks)


def _metadata(args: Arguments) -> Json | None:
    metadata: Any = args.structure("metadata", "invalid_metadata_format")
    if not metadata:
        return None
    if not isinstance(metadata, dict):
        raise ApiError("invalid_metadata_format")
    if not _is_metadata(metadata):
        raise ApiError("invalid_metadata_schema")
    return metadata


def _is_metadata(metadata: Json) -> bool:
    event_type = metadata.get("event_type")
    payload = metadata.get("event_payload")
    return isinstance(event_type, str) and bool(event_type) and isinstance(payload, dict)


def _thread(context: Context, channel: Channel, thread_ts: str) -> str | None:
    """The thread to post in.

    Where nothing is left of the thread, Slack posts into the channel without a word
    (slack-go/slack issue 1571).
    """
    there = [m for m in context.workspace.thread(channel.id, thread_ts) if not m.deleted]
    return thread_ts if thread_ts and there else None


def _own(context: Context, args: Arguments, error: str) -> Message:
    message = context.message(args.required("channel"), args.required("ts"))
    if message.user != BOT_USER:
        raise ApiError(error)
    return message


def _posted(context: Context, message: Message) -> Json:
    shown = context.workspace.as_json(message)
    if message.metadata:
        shown["metadata"] = message.metadata
    return {"channel": message.channel, "ts": message.ts, "message": shown}


def _reaction(context: Context, args: Arguments) -> tuple[Message, str]:
    name = args.required("name")
    if not EMOJI.fullmatch(name):
        raise ApiError("invalid_name")
    return context.message(args.required("channel"), args.required("timestamp")), name
