"""conversations.*, users.* and usergroups.*: what was said where, and who is who."""

import base64
import binascii

from sandbox.slack.cast import ENTERPRISE, SCOPE_PREFIX, Channel
from sandbox.slack.messages import OBJECTS, Json, Message
from sandbox.slack.web_api import ApiError, Arguments, joined, need, user, visible
from sandbox.slack.workspace import Workspace

LONGEST_PAGE = 999


def history(workspace: Workspace, args: Arguments) -> Json:
    """*conversations.history*, docs.slack.dev: newest first, without replies."""
    messages = [
        message
        for message in reversed(workspace.channel_messages(_readable(workspace, args).id))
        if message.thread_ts is None and not message.deleted and _in_range(message, args)
    ]
    return _page(workspace, args, messages, default=100)


def replies(workspace: Workspace, args: Arguments) -> Json:
    """*conversations.replies*, docs.slack.dev: the parent, then the replies, oldest first."""
    channel, ts = _readable(workspace, args).id, args.required("ts")
    thread, left = workspace.thread(channel, ts), workspace.replies(channel, ts)
    if not thread or (thread[0].deleted and not left):
        raise ApiError("thread_not_found")
    chosen = [each for each in left if _in_range(each, args)]
    return _page(workspace, args, [thread[0], *chosen], default=LONGEST_PAGE)


def open_dm(workspace: Workspace, args: Arguments) -> Json:
    """*conversations.open*, docs.slack.dev, for one person."""
    if "channel" in args:
        return {"channel": {"id": visible(workspace, args.text("channel")).id}}
    person = user(workspace, args.required("users"))
    if person.is_bot:
        raise ApiError("cannot_dm_bot")
    return {"channel": {"id": workspace.direct_message(person.id)}}


def user_info(workspace: Workspace, args: Arguments) -> Json:
    """*users.info*, docs.slack.dev, by either ID; the locale only with `include_locale`."""
    person = user(workspace, args.required("user"))
    user_object = OBJECTS["user"].items()
    shown = {name: getattr(person, name, usual) for name, usual in user_object}
    shown["profile"] = {"real_name": person.real_name, "display_name": person.display_name}
    if person.is_stranger:
        shown["is_stranger"] = True
    if person.global_id:
        ids = {"id": person.global_id, "enterprise_id": ENTERPRISE, "teams": [person.team_id]}
        shown["enterprise_user"] = ids | {"is_admin": False, "is_owner": False}
    if args.flag("include_locale"):
        shown["locale"] = person.locale
    return {"user": shown}


def usergroup_members(workspace: Workspace, args: Arguments) -> Json:
    """*usergroups.users.list*, docs.slack.dev."""
    members = workspace.usergroups.get(args.required("usergroup"))
    if members is None:
        raise ApiError("no_such_subteam")
    return {"users": list(members)}


def _readable(workspace: Workspace, args: Arguments) -> Channel:
    channel = joined(workspace, args.required("channel"))
    need(workspace, f"{SCOPE_PREFIX[channel.kind]}:history")
    return channel


def _in_range(message: Message, args: Arguments) -> bool:
    """Whether the message lies between `oldest` and `latest`; the ends count when `inclusive`."""
    ts, oldest = _micros(message.ts), _micros(args.text("oldest"))
    latest = _micros(args.text("latest") or "9999999999.999999")
    return oldest < ts < latest or (args.flag("inclusive") and ts in (oldest, latest))


def _micros(ts: str) -> int:
    seconds, _, fraction = (ts or "0").partition(".")
    try:
        return int(seconds) * 1_000_000 + int(fraction.ljust(6, "0")[:6])
    except ValueError:
        raise ApiError("invalid_arguments") from None


def _page(workspace: Workspace, args: Arguments, messages: list[Message], *, default: int) -> Json:
    """One page of the messages, from the cursor on."""
    try:
        ts = base64.b64decode(args.text("cursor"), validate=True).decode()
        start = [message.ts for message in messages].index(ts) if ts else 0
    except (binascii.Error, ValueError):
        raise ApiError("invalid_cursor") from None
    end = start + max(1, min(args.number("limit", default), LONGEST_PAGE))
    whole = args.flag("include_all_metadata")
    shown = [workspace.as_json(each, with_metadata=whole) for each in messages[start:end]]
    page = {"messages": shown, "has_more": end < len(messages)}
    if end >= len(messages):
        return page
    cursor = base64.b64encode(messages[end].ts.encode()).decode()
    return page | {"response_metadata": {"next_cursor": cursor}}
