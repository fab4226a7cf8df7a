"""The state of Slack: people, channels, messages, files, views. The app hears of each change."""

import secrets
import time
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from sandbox.slack import cast
from sandbox.slack.block_kit import named
from sandbox.slack.cast import Channel, Person, new_id
from sandbox.slack.delivery import Sender, Transport
from sandbox.slack.faults import Fault
from sandbox.slack.files import StoredFile, Upload, file_object
from sandbox.slack.messages import OBJECTS, Json, Message, as_json, message_event, posted
from sandbox.slack.socket_mode import SocketMode
from sandbox.stand_in import Faults

# The scopes of events beside `message`; the subscription has the event's name.
EVENT_SCOPES = {"app_mention": "app_mentions:read"}
EVENT_SCOPES |= dict.fromkeys(("file_shared", "file_deleted"), "files:read")


class Call(NamedTuple):
    """The record of a Web API call; `token` as given, or None; `at` in seconds since 1970."""

    method: str
    args: Json
    token: str | None
    at: float


class Download(NamedTuple):
    """The record of one request; `file_id` is empty where it was for something else."""

    file_id: str
    authorization: str | None
    host: str


@dataclass
class ResponseUrl:
    """What may still be said, and was said, to one command or click."""

    channel: str
    user: str
    message: Message | None = None
    made_at: float = field(default_factory=time.monotonic)
    posts: list[Json] = field(default_factory=list)


@dataclass(frozen=True)
class View:
    """A modal or a Home as one person sees it; `content` is what the app gave."""

    user: str
    content: Json
    id: str = field(default_factory=lambda: new_id("V"))
    hash: str = field(default_factory=lambda: f"{int(time.time())}.{secrets.token_hex(4)}")
    previous_view_id: str | None = None
    root_view_id: str | None = None

    @property
    def blocks(self) -> list[Json]:
        """The blocks, each with its `block_id`."""
        return named(self.content.get("blocks", []))

    def as_json(self, values: Json | None = None) -> Json:
        """The view as API and payloads show it; `values` are those of `state`."""
        return {
            **OBJECTS["view"],
            **self.content,
            "id": self.id,
            "blocks": self.blocks,
            "hash": self.hash,
            "root_view_id": self.root_view_id or self.id,
            "previous_view_id": self.previous_view_id,
            "state": {"values": values or {}},
        }


class Workspace(Sender):
    """Everything that there is; plain attributes, which tests may read and change at any time."""

    def __init__(self, origin: str, foreign_origin: str) -> None:
        super().__init__()
        self.origin = origin  # where everything is served: http://127.0.0.1:PORT
        self.api_url = f"{origin}/api/"
        self.foreign_origin = foreign_origin  # outside of Slack; who asks it is in `downloads`
        self.scopes = set(cast.CAST.scopes)  # what the bot token may do
        self.subscriptions = set(cast.CAST.subscriptions)  # the bot events that the app hears
        self.bot_token = f"xoxb-1-2-{secrets.token_hex(12)}"
        self.app_token = f"xapp-1-{cast.APP}-3-{secrets.token_hex(12)}"
        self.signing_secret = secrets.token_hex(16)  # that of HTTP mode
        self.trigger_lifetime = 3.0  # seconds for which a trigger ID is good
        self.file_shared_first = False  # whether it comes before the message with the file
        self.faults = Faults[Fault]()
        self.sockets = SocketMode(origin, self.faults, self.note)
        self.connections = self.sockets.connections
        self.transport: Transport = self.sockets
        self._last_ts = 0
        self.begin()

    def begin(self) -> None:
        """Be a workspace in which nobody has said anything yet, and nothing goes wrong."""
        self.people = {person.id: person for person in cast.CAST.people}
        self.channels = {channel.id: channel for channel in cast.CAST.channels}
        self.usergroups = {each: [*members] for each, members in cast.CAST.usergroups.items()}
        self.files: dict[str, StoredFile] = {}
        self.ephemerals: list[Message] = []  # messages that only one person sees
        self.home_views: dict[str, View] = {}  # the Home that each person sees, by user ID
        self.open_views: list[View] = []  # modals, the topmost last
        self.calls: list[Call] = []  # all calls of the Web API, oldest first
        self.downloads: list[Download] = []  # requests for files, and all to the foreign origin
        self.triggers: dict[str, tuple[str, float]] = {}  # for whom, and when (monotonic), by ID
        self.spent_triggers: set[str] = set()
        self.response_urls: dict[str, ResponseUrl] = {}  # by the key in their address
        self.announced_uploads: dict[str, tuple[str, int]] = {}  # name and length by file ID
        self.received_uploads: dict[str, bytes] = {}
        self._messages: dict[str, dict[str, Message]] = {}
        self.faults.clear()
        self.note()

    def add_person(self, name: str, **fields: Any) -> str:
        """The ID of a new person; `fields` as in `Person`."""
        person = Person(**{"id": new_id("U"), "name": name, "real_name": name} | fields)
        self.people[person.id] = person
        return person.id

    def person(self, user: str) -> Person | None:
        """Who has this ID, of the two that people have in an Enterprise Grid organization."""
        having = (each for each in self.people.values() if user and user == each.global_id)
        return self.people.get(user) or next(having, None)

    def known(self, user: str) -> Person:
        """Who has this ID; LookupError when nobody has."""
        if (person := self.person(user)) is None:
            raise LookupError(f"nobody is {user}")
        return person

    @property
    def is_grid(self) -> bool:
        """Whether the workspace is one of an organization's: somebody has two IDs."""
        return any(each.global_id for each in self.people.values())

    def add_channel(self, name: str, **fields: Any) -> str:
        """The ID of a new channel that everybody and the bot is in; `fields` as in `Channel`."""
        members = frozenset(fields.pop("members", cast.EVERYBODY))
        channel = Channel(**{"id": new_id("C"), "name": name, "members": members} | fields)
        self.channels[channel.id] = channel
        return channel.id

    def direct_message(self, user: str) -> str:
        """The ID of the bot's DM with `user`, made when there is none."""
        members = frozenset({self.known(user).id, cast.BOT_USER})
        for channel in self.channels.values():
            if channel.kind == "im" and channel.members == members:
                return channel.id
        return self.add_channel("", id=new_id("D"), kind="im", members=members)

    def find(self, channel: str, ts: str) -> Message | None:
        """The message, unless there is none, it was deleted, or it is ephemeral."""
        message = self._messages.get(channel, {}).get(ts)
        return None if message is None or message.deleted else message

    def message(self, channel: str, ts: str) -> Message:
        """The message as it stands now, ephemeral ones too; LookupError when there is none."""
        there = {each.ts: each for each in self.ephemerals if each.channel == channel}
        there |= self._messages.get(channel, {})
        if ts not in there:
            raise LookupError(f"no message {ts} in {channel}")
        return there[ts]

    def channel_messages(self, channel: str) -> list[Message]:
        """Everything in the channel, oldest first: replies (`thread_ts` set), deleted ones too."""
        return list(self._messages.get(channel, {}).values())

    def thread(self, channel: str, ts: str) -> list[Message]:
        """The message `ts` and the replies to it, oldest first, deleted ones too."""
        return [each for each in self.channel_messages(channel) if ts in (each.ts, each.thread_ts)]

    def replies(self, channel: str, ts: str) -> list[Message]:
        """What is left of the replies to a message, oldest first."""
        there = self.thread(channel, ts)
        return [each for each in there if each.ts != ts and not each.deleted]

    def as_json(self, message: Message, *, with_metadata: bool = False) -> Json:
        """The message as API and events show it, with what ties it to its thread."""
        author, channel = self.known(message.user), self.channels[message.channel]
        shown = as_json(message, author, channel, self.replies(channel.id, message.ts))
        parent = self.find(channel.id, message.thread_ts or "")
        if message.metadata and with_metadata:
            shown["metadata"] = message.metadata
        return shown | ({"parent_user_id": parent.user} if parent else {})

    def permalink(self, message: Message) -> str:
        """The address of a message."""
        address = f"{self.origin}/archives/{message.channel}/p{message.ts.replace('.', '')}"
        of_reply = f"?thread_ts={message.thread_ts}&cid={message.channel}"
        return address + of_reply if message.thread_ts else address

    def is_seen_by_bot(self, file: StoredFile) -> bool:
        """Whether the file lies somewhere where the bot is; a file that lies nowhere is open."""
        places = [self.channels[channel] for channel in file.channels]
        return not places or any(cast.BOT_USER in place.members for place in places)

    def store(
        self, upload: Upload, user: str, channel: str | None = None, file_id: str = ""
    ) -> StoredFile:
        """A file that `user` uploads, into a channel or into none yet."""
        made = file_object(upload, file_id or new_id("F"), self.known(user), self.origin)
        file = StoredFile(made, upload.content, frozenset({channel} if channel else ()))
        self.files[made["id"]] = file
        self.note()
        return file

    def post(self, draft: Message) -> Message:
        """The draft as a message with its `ts`, and all events sent; of an ephemeral one none.

        "Ephemeral messages in threads are only shown if there is already an active thread"
        (*chat.postEphemeral*, docs.slack.dev): where nobody has replied yet, nobody ever sees it.
        """
        message = replace(draft, ts=self.next_ts())
        if message.ephemeral_for:
            if message.thread_ts is None or self.replies(message.channel, message.thread_ts):
                self._put(message)
            return message
        channel = self.channels[message.channel]
        if message.user != cast.BOT_USER:  # whom it does not make a member: it is only let through
            members = channel.members | {self.known(message.user).id}
            channel = self.channels[channel.id] = replace(channel, members=members)
        self._put(message)
        by_app = self.known(message.user).is_bot
        events = posted(message, self.as_json(message), channel, by_app=by_app)
        if self.file_shared_first:
            events.sort(key=lambda event: event["type"] != "file_shared")
        for event in events:
            self.announce(event, channel)
        return message

    def change(self, message: Message, by: str = "", **fields: Any) -> Message:
        """The message with other `fields`, edited by its author or `by`, and the event sent."""
        edited = {"user": by or message.user, "ts": f"{int(time.time())}.000000"}
        return self.alter(message, edits=[*message.edits, message.text], edited=edited, **fields)

    def react(self, message: Message, reactions: dict[str, list[str]]) -> None:
        """The message with other reactions; the app has not subscribed to events of these."""
        self._put(replace(message, reactions=reactions))

    def alter(self, message: Message, **fields: Any) -> Message:
        """The message with other `fields`, which need be no edit, and the event sent."""
        new = replace(message, **fields)
        self._put(new)
        self._announce_change("message_changed", message, message=self.as_json(new))
        return new

    def remove(self, message: Message) -> None:
        """The message gone, or a tombstone if it has replies: marked in the state, and told."""
        gone = replace(message, deleted=True)
        self._put(gone)
        if self.replies(gone.channel, gone.ts):
            self._announce_change("message_changed", message, message=self.as_json(gone))
        else:
            self._announce_change("message_deleted", message, deleted_ts=message.ts)

    def next_ts(self) -> str:
        """A timestamp that no message has yet: seconds with six decimals, always growing."""
        self._last_ts = max(self._last_ts + 1, int(time.time() * 1_000_000))
        seconds, micros = divmod(self._last_ts, 1_000_000)
        return f"{seconds}.{micros:06d}"

    def _put(self, message: Message) -> None:
        if message.ephemeral_for:
            shown = {each.ts: each for each in self.ephemerals} | {message.ts: message}
            self.ephemerals = [each for each in shown.values() if not each.deleted]
        else:
            self._messages.setdefault(message.channel, {})[message.ts] = message
        self.note()

    def trigger(self, user: str) -> str:
        """A fresh trigger ID for something that `user` just did, which opens a modal."""
        trigger_id = f"{secrets.randbelow(10**12)}.{secrets.token_hex(8)}"
        self.triggers[trigger_id] = (user, time.monotonic())
        return trigger_id

    def announce(self, event: Json, channel: Channel) -> None:
        """Tells the app of an event, if it is in the channel, subscribed, and has the scope."""
        prefix = cast.SCOPE_PREFIX[channel.kind]
        name, scope = event["type"], EVENT_SCOPES.get(event["type"])
        if name == "message":
            name, scope = f"message.{prefix}", f"{prefix}:history"
        may_hear = name in self.subscriptions and (scope is None or scope in self.scopes)
        if may_hear and cast.BOT_USER in channel.members:
            self.send_event(event)

    def send_event(self, event: Json) -> str:
        """The event ID under which any inner event is sent, in the envelope of the Events API.

        `team_id` is whose channel it is; `authorizations` has ours (java-slack-sdk issue 629).
        """
        channel = self.channels.get(str(event.get("channel") or event.get("channel_id")))
        enterprise = cast.ENTERPRISE if self.is_grid else None
        body = OBJECTS["event_callback"] | {
            "team_id": channel.owner if channel else cast.TEAM,
            "context_enterprise_id": enterprise,
            "event": event,
            "event_id": new_id("Ev"),
            "event_time": int(time.time()),
            "authorizations": [OBJECTS["authorization"] | {"enterprise_id": enterprise}],
            "is_ext_shared_channel": channel is not None and channel.is_ext_shared,
            "event_context": secrets.token_hex(12),
        }
        self.in_background(self.deliver(body))
        return str(body["event_id"])

    def _announce_change(self, subtype: str, old: Message, **fields: Any) -> None:
        if old.ephemeral_for:
            return
        channel = self.channels[old.channel]
        fields |= {"subtype": subtype, "hidden": True, "previous_message": self.as_json(old)}
        self.announce(message_event(channel, self.next_ts(), fields), channel)
