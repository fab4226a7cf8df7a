"""What is in the workspace: people, channels, messages, files. Tells the app of each change."""

import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from sandbox.slack import events
from sandbox.slack.cast import (
    ALICE,
    BOT_USER,
    CERTIFICATE_TEAM,
    CHANNELS,
    EVERYBODY,
    PEOPLE,
    WANG_FANG,
    Channel,
    Person,
)
from sandbox.slack.files import StoredFile, Upload, file_object
from sandbox.slack.messages import Json, Message, as_json

Announce = Callable[[Json, Channel], None]


class Workspace:
    """The state of Slack; `announce` gets every event, `note` is called after every change."""

    def __init__(self, origin: str, announce: Announce, note: Callable[[], None]) -> None:
        self.origin = origin
        self.people = {person.id: person for person in PEOPLE}
        self.channels = {channel.id: channel for channel in CHANNELS}
        self.usergroups = {CERTIFICATE_TEAM: [ALICE, WANG_FANG]}
        self.files: dict[str, StoredFile] = {}
        self.ephemerals: list[Message] = []
        self._messages: dict[str, dict[str, Message]] = {}
        self._last_ts = 0
        self._announce = announce
        self._note = note

    # People and channels -------------------------------------------------------------------------

    def add_person(self, name: str, **fields: Any) -> Person:
        """A new person; `fields` as in `Person`."""
        person = Person(**{"id": events.new_id("U"), "name": name, "real_name": name} | fields)
        self.people[person.id] = person
        return person

    def add_channel(self, name: str, **fields: Any) -> Channel:
        """A new channel with everybody and the bot in it; `fields` as in `Channel`."""
        members = frozenset(fields.pop("members", EVERYBODY))
        channel = Channel(**{"id": events.new_id("C"), "name": name, "members": members} | fields)
        self.channels[channel.id] = channel
        return channel

    def direct_message(self, user: str) -> Channel:
        """The bot's DM with `user`, made when there is none."""
        members = frozenset({user, BOT_USER})
        for channel in self.channels.values():
            if channel.kind == "im" and channel.members == members:
                return channel
        return self.add_channel("", id=events.new_id("D"), kind="im", members=members)

    # Reading -------------------------------------------------------------------------------------

    def find(self, channel: str, ts: str) -> Message | None:
        """The message, unless there is none, it was deleted, or it is ephemeral."""
        message = self._messages.get(channel, {}).get(ts)
        return None if message is None or message.deleted else message

    def message(self, channel: str, ts: str) -> Message:
        """The message, deleted and ephemeral ones too; LookupError when there is none."""
        for message in (*self.messages(channel), *self.ephemerals):
            if (message.channel, message.ts) == (channel, ts):
                return message
        raise LookupError(f"no message {ts} in {channel}")

    def messages(self, channel: str) -> list[Message]:
        """Everything in the channel, replies and deleted messages too, oldest first."""
        return list(self._messages.get(channel, {}).values())

    def thread(self, channel: str, ts: str) -> list[Message]:
        """The message `ts` and its replies, oldest first."""
        return [each for each in self.messages(channel) if ts in (each.ts, each.thread_ts)]

    def is_seen_by_bot(self, file: StoredFile) -> bool:
        """Whether the file lies somewhere where the bot is; a file that lies nowhere is open."""
        places = [self.channels[channel] for channel in file.channels]
        return not places or any(BOT_USER in place.members for place in places)

    def as_json(self, message: Message) -> Json:
        """The message as API and events show it."""
        return as_json(message, self.people[message.user])

    # Writing -------------------------------------------------------------------------------------

    def store(self, upload: Upload, user: str, channel: str) -> StoredFile:
        """A file that `user` uploads into `channel`."""
        owner = self.people[user]
        made = file_object(upload, events.new_id("F"), owner, self.origin)
        return self.keep(StoredFile(made, upload.content, frozenset({channel})))

    def keep(self, file: StoredFile) -> StoredFile:
        """The file, now in the workspace."""
        self.files[file.id] = file
        self._note()
        return file

    def post(self, draft: Message, *, file_shared_first: bool = False) -> Message:
        """The draft as a message with its `ts`, and all events sent."""
        message = replace(draft, ts=self.next_ts())
        channel = self._joined(draft.channel, draft.user)
        self._put(message)
        for event in self._events_of(message, channel, file_shared_first=file_shared_first):
            self._announce(event, channel)
        return message

    def post_ephemeral(self, draft: Message) -> Message:
        """The draft as a message that one person sees; no event tells of it."""
        message = replace(draft, ts=self.next_ts())
        self.ephemerals.append(message)
        self._note()
        return message

    def react(self, message: Message, reactions: dict[str, list[str]]) -> None:
        """The message with other reactions."""
        self._put(replace(message, reactions=reactions))

    def edit(self, message: Message, **fields: Any) -> Message:
        """The message with other `fields`, the old text among its edits, and the event sent."""
        new = replace(message, edits=[*message.edits, message.text], **fields)
        if message.ephemeral_for:
            self.ephemerals[self.ephemerals.index(message)] = new
            self._note()
            return new
        self._put(new)
        channel = self.channels[message.channel]
        before, after = self.as_json(message), self.as_json(new)
        event = events.message_changed(after, before, channel, self.next_ts())
        self._announce(event, channel)
        return new

    def delete(self, message: Message) -> None:
        """The message gone: it stays in the state, marked, and the event is sent."""
        if message.ephemeral_for:
            self.ephemerals.remove(message)
            return self._note()
        self._put(replace(message, deleted=True))
        channel = self.channels[message.channel]
        event = events.message_deleted(self.as_json(message), channel, self.next_ts())
        return self._announce(event, channel)

    def next_ts(self) -> str:
        """A timestamp that no message has yet: seconds with six decimals, always growing."""
        self._last_ts = max(self._last_ts + 1, int(time.time() * 1_000_000))
        seconds, micros = divmod(self._last_ts, 1_000_000)
        return f"{seconds}.{micros:06d}"

    def _events_of(
        self, message: Message, channel: Channel, *, file_shared_first: bool
    ) -> list[Json]:
        posted = events.message_posted(message, channel, self.people[message.user])
        if message.thread_ts and (parent := self.find(channel.id, message.thread_ts)):
            posted["parent_user_id"] = parent.user
        shared = [events.file_shared(file["id"], message) for file in message.files]
        mentioned = f"<@{BOT_USER}" in message.text and channel.kind != "im"
        mention = [events.app_mention(message)] if mentioned else []
        return [*shared, posted, *mention] if file_shared_first else [posted, *shared, *mention]

    def _joined(self, channel: str, user: str) -> Channel:
        """The channel; a human who speaks in it is in it, an app may be only let through."""
        if user != BOT_USER:
            place = self.channels[channel]
            self.channels[channel] = replace(place, members=place.members | {user})
        return self.channels[channel]

    def _put(self, message: Message) -> None:
        self._messages.setdefault(message.channel, {})[message.ts] = message
        self._note()
