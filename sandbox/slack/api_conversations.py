"""conversations.*: what was said where."""

import base64
import binascii

from sandbox.slack.calls import ApiError, Arguments
from sandbox.slack.cast import BOT_USER, TEAM, Channel
from sandbox.slack.context import Context, Method
from sandbox.slack.messages import Json, Message

LONGEST_PAGE = 999


def info(context: Context, args: Arguments) -> Json:
    """*conversations.info*, docs.slack.dev."""
    channel = context.visible(args.required("channel"))
    context.need_for(channel, "read")
    return {"channel": _channel(channel)}


def history(context: Context, args: Arguments) -> Json:
    """*conversations.history*, docs.slack.dev: newest first, without replies."""
    channel = _readable(context, args)
    messages = [
        message
        for message in reversed(context.workspace.messages(channel.id))
        if message.thread_ts is None and not message.deleted and _in_range(message, args)
    ]
    return _page(context, args, messages, default=100)


def replies(context: Context, args: Arguments) -> Json:
    """*conversations.replies*, docs.slack.dev: the parent, then the replies, oldest first."""
    channel = _readable(context, args)
    ts = args.required("ts")
    thread = context.workspace.thread(channel.id, ts)
    answers = [each for each in thread[1:] if not each.deleted]
    if not thread or (thread[0].deleted and not answers):
        raise ApiError("thread_not_found")
    chosen = [each for each in answers if _in_range(each, args)]
    return _page(context, args, [thread[0], *chosen], default=LONGEST_PAGE)


def open_dm(context: Context, args: Arguments) -> Json:
    """*conversations.open*, docs.slack.dev, for one person."""
    context.need("im:write")
    if "channel" in args:
        return {"channel": {"id": context.visible(args.text("channel")).id}}
    user = args.required("users")
    person = context.workspace.people.get(user)
    if person is None:
        raise ApiError("user_not_found")
    if person.is_bot:
        raise ApiError("cannot_dm_bot")
    return {"channel": {"id": context.workspace.direct_message(user).id}}


METHODS = {
    "conversations.info": Method(info),
    "conversations.history": Method(history),
    "conversations.replies": Method(replies),
    "conversations.open": Method(open_dm),
}


def _channel(channel: Channel) -> Json:
    shown: Json = {
        "id": channel.id,
        "is_channel": channel.kind == "channel",
        "is_group": channel.kind == "group",
        "is_im": channel.kind == "im",
        "is_mpim": channel.kind == "mpim",
        "is_private": channel.kind != "channel",
        "is_archived": channel.is_archived,
        "is_shared": channel.is_ext_shared,
        "is_ext_shared": channel.is_ext_shared,
        "context_team_id": TEAM,
    }
    if channel.kind == "im":
        return shown | {"user": next(iter(channel.members - {BOT_USER}))}
    return shown | {"name": channel.name, "is_member": BOT_USER in channel.members}


def _readable(context: Context, args: Arguments) -> Channel:
    channel = context.joined(args.required("channel"))
    context.need_for(channel, "history")
    return channel


def _in_range(message: Message, args: Arguments) -> bool:
    """Whether the message lies between `oldest` and `latest`; the ends count when `inclusive`."""
    ts, oldest, latest = (
        _micros(each) for each in (message.ts, args.text("oldest"), _latest(args))
    )
    inside = oldest < ts < latest
    return inside or (args.flag("inclusive") and ts in (oldest, latest))


def _latest(args: Arguments) -> str:
    return args.text("latest") or "9999999999.999999"


def _micros(ts: str) -> int:
    seconds, _, fraction = (ts or "0").partition(".")
    try:
        return int(seconds) * 1_000_000 + int(fraction.ljust(6, "0")[:6])
    except ValueError:
        raise ApiError("invalid_arguments") from None


def _page(context: Context, args: Arguments, messages: list[Message], *, default: int) -> Json:
    """One page of the messages, from the cursor on."""
    start = _start(args.text("cursor"), messages)
    end = start + max(1, min(args.number("limit", default), LONGEST_PAGE))
    shown = [_shown(context, each, args) for each in messages[start:end]]
    page = {"messages": shown, "has_more": end < len(messages)}
    if end >= len(messages):
        return page
    cursor = base64.b64encode(messages[end].ts.encode()).decode()
    return page | {"response_metadata": {"next_cursor": cursor}}


def _start(cursor: str, messages: list[Message]) -> int:
    if not cursor:
        return 0
    try:
        ts = base64.b64decode(cursor, validate=True).decode()
        return [message.ts for message in messages].index(ts)
    except (binascii.Error, ValueError):
        raise ApiError("invalid_cursor") from None


def _shown(context: Context, message: Message, args: Arguments) -> Json:
    shown = context.workspace.as_json(message)
    if message.deleted:
        return _tombstone(message)
    if message.metadata and args.flag("include_all_metadata"):
        shown["metadata"] = message.metadata
    return shown | _thread_fields(context, message)


def _tombstone(message: Message) -> Json:
    """What stands in place of a deleted message that has replies."""
    words = {"text": "This message was deleted.", "user": "USLACKBOT", "hidden": True}
    return {"type": "message", "subtype": "tombstone", "ts": message.ts} | words


def _thread_fields(context: Context, message: Message) -> Json:
    """The fields that tie a message to its thread; none where there is no thread."""
    workspace = context.workspace
    if message.thread_ts:
        parent = workspace.find(message.channel, message.thread_ts)
        return {"parent_user_id": parent.user} if parent else {}
    answers = [m for m in workspace.thread(message.channel, message.ts)[1:] if not m.deleted]
    if not answers:
        return {}
    users = sorted({answer.user for answer in answers})
    return {
        "thread_ts": message.ts,
        "reply_count": len(answers),
        "reply_users": users,
        "reply_users_count": len(users),
        "latest_reply": answers[-1].ts,
    }
