"""The inner events of the Events API, and who of the apps hears them."""

import secrets
import string

from sandbox.slack.cast import APP, BOT_USER, TEAM, Channel, Installation, Kind, Person
from sandbox.slack.messages import Json, Message, as_json

ALPHABET = string.ascii_uppercase + string.digits

# channel_type: (bot event, scope that it needs)
MESSAGES: dict[Kind, tuple[str, str | None]] = {
    "channel": ("message.channels", "channels:history"),
    "group": ("message.groups", "groups:history"),
    "im": ("message.im", "im:history"),
    "mpim": ("message.mpim", "mpim:history"),
}

OTHERS: dict[str, tuple[str, str | None]] = {
    "app_home_opened": ("app_home_opened", None),
    "file_shared": ("file_shared", "files:read"),
    "app_mention": ("app_mention", "app_mentions:read"),
}


def new_id(prefix: str) -> str:
    """A fresh ID of Slack's shape: `F` gives F0A1B2C3D4."""
    return prefix + "0" + "".join(secrets.choice(ALPHABET) for _ in range(9))


def message_posted(message: Message, channel: Channel, author: Person) -> Json:
    """A new message; with files its subtype is `file_share`."""
    return {
        **as_json(message, author),
        **_place(channel, message.ts),
        **({} if author.is_bot else {"client_msg_id": secrets.token_hex(16)}),
        **({"user_team": author.team_id} if channel.is_ext_shared else {}),
    }


def message_changed(new: Json, old: Json, channel: Channel, ts: str) -> Json:
    """An edit; `new` and `old` as `as_json` shows the message."""
    return {
        "type": "message",
        "subtype": "message_changed",
        "hidden": True,
        "message": new,
        "previous_message": old,
        "ts": ts,
        **_place(channel, ts),
    }


def message_deleted(old: Json, channel: Channel, ts: str) -> Json:
    """A deletion of the message `old`."""
    return {
        "type": "message",
        "subtype": "message_deleted",
        "hidden": True,
        "deleted_ts": old["ts"],
        "previous_message": old,
        "ts": ts,
        **_place(channel, ts),
    }


def file_shared(file_id: str, message: Message) -> Json:
    """The thin event: IDs only."""
    return {
        "type": "file_shared",
        "file_id": file_id,
        "file": {"id": file_id},
        "user_id": message.user,
        "channel_id": message.channel,
        "event_ts": message.ts,
    }


def app_mention(message: Message) -> Json:
    """The bot's name was called; files are not carried here."""
    return {
        "type": "app_mention",
        "user": message.user,
        "text": message.text,
        "ts": message.ts,
        "channel": message.channel,
        "event_ts": message.ts,
        **({"thread_ts": message.thread_ts} if message.thread_ts else {}),
    }


def app_home_opened(dm: Channel, user: str, tab: str, view: Json | None) -> Json:
    """The Home or the messages tab of the app was opened; `view` is what it showed so far."""
    event = {"type": "app_home_opened", "user": user, "channel": dm.id, "tab": tab}
    return event | ({"view": view} if view else {})


def callback(event: Json, *, is_ext_shared: bool, now: float) -> Json:
    """The outer `event_callback` with a fresh event ID; `now` in seconds since 1970."""
    authorization = {
        "enterprise_id": None,
        "team_id": TEAM,
        "user_id": BOT_USER,
        "is_bot": True,
        "is_enterprise_install": False,
    }
    return {
        "token": "legacy-verification-token",
        "team_id": TEAM,
        "context_team_id": TEAM,
        "context_enterprise_id": None,
        "api_app_id": APP,
        "event": event,
        "type": "event_callback",
        "event_id": new_id("Ev"),
        "event_time": int(now),
        "authorizations": [authorization],
        "is_ext_shared_channel": is_ext_shared,
        "event_context": secrets.token_hex(12),
    }


def is_heard(event: Json, channel: Channel, installation: Installation) -> bool:
    """Whether Slack tells the app: it is in the channel, subscribed, and has the scope."""
    subscription, scope = OTHERS.get(event["type"]) or MESSAGES[channel.kind]
    return (
        BOT_USER in channel.members
        and subscription in installation.subscriptions
        and (scope is None or scope in installation.scopes)
    )


def _place(channel: Channel, ts: str) -> Json:
    return {"channel": channel.id, "channel_type": channel.kind, "event_ts": ts}
