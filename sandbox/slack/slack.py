"""The whole local Slack in one object: what people do, what the app did, what may go wrong."""

import time
from collections.abc import AsyncIterator, Callable, Coroutine, Iterable, Sequence
from contextlib import asynccontextmanager
from typing import Any, TypeVar

from sandbox.slack import events, record
from sandbox.slack.calls import Call
from sandbox.slack.cast import ALL_SCOPES, APP, BOT, BOT_USER, TEAM, Channel, Installation, Person
from sandbox.slack.delivery import Delivery
from sandbox.slack.downloads import Download
from sandbox.slack.files import Upload
from sandbox.slack.http_mode import HttpMode
from sandbox.slack.interactions import Response
from sandbox.slack.messages import Json, Message
from sandbox.slack.server import Server, serving
from sandbox.slack.socket_mode import Connection, Reason
from sandbox.slack.views import View

Found = TypeVar("Found")


class Slack:
    """A running local Slack. Make one with `Slack.start()`.

    People's actions return at once; the app hears of them in the background, over Socket Mode or,
    after `deliver_over_http`, over signed HTTP requests. With no app connected the events wait
    for the retry schedule.
    """

    team_id = TEAM
    app_id = APP
    bot_id = BOT
    bot_user_id = BOT_USER

    def __init__(self, server: Server) -> None:
        self._server = server
        self._workspace = server.workspace
        self._deliveries = server.deliveries
        self._interactions = server.interactions
        self._changes = server.changes
        self.faults = server.faults
        self.installation = server.installation
        self.file_shared_first = False
        """Whether `file_shared` is sent before the message that carries the file."""

    @classmethod
    @asynccontextmanager
    async def start(
        cls,
        *,
        port: int = 0,
        scopes: Iterable[str] = ALL_SCOPES,
        ack_deadline: float = 3.0,
        retry_delays: Sequence[float] = (0, 60, 300),
    ) -> AsyncIterator["Slack"]:
        """A fresh workspace, served on 127.0.0.1 until the block ends.

        `port` 0 takes a free one. `scopes` are those the bot token has. An event whose ack does
        not come within `ack_deadline` seconds is sent again after each of `retry_delays` (seconds
        after the attempt before), then dropped.
        """
        async with serving(port, Installation(scopes=set(scopes))) as server:
            slack = cls(server)
            slack.ack_deadline = ack_deadline
            slack.retry_delays = retry_delays
            yield slack

    # Where it is, and its secrets ----------------------------------------------------------------

    @property
    def origin(self) -> str:
        """Where everything is served: http://127.0.0.1:PORT."""
        return self._server.origin

    @property
    def foreign_origin(self) -> str:
        """Another origin, outside of Slack; whoever asks it for something is in `downloads`."""
        return self._server.foreign_origin

    @property
    def api_url(self) -> str:
        """The base of the Web API, for SLACK_API_URL."""
        return f"{self.origin}/api/"

    @property
    def bot_token(self) -> str:
        """The xoxb- token."""
        return self.installation.bot_token

    @property
    def app_token(self) -> str:
        """The xapp- token."""
        return self.installation.app_token

    @property
    def signing_secret(self) -> str:
        """The secret that signs requests in HTTP mode."""
        return self.installation.signing_secret

    @property
    def scopes(self) -> set[str]:
        """The scopes that the bot token has; may be changed at any time."""
        return self.installation.scopes

    @property
    def subscriptions(self) -> set[str]:
        """The bot events that the app listens to, as in its manifest; may be changed."""
        return self.installation.subscriptions

    # Who and what is there -----------------------------------------------------------------------

    @property
    def people(self) -> dict[str, Person]:
        """Everybody, by user ID; may be changed."""
        return self._workspace.people

    @property
    def channels(self) -> dict[str, Channel]:
        """All conversations, by ID; may be changed."""
        return self._workspace.channels

    @property
    def usergroups(self) -> dict[str, list[str]]:
        """The members of each user group, by the group's ID; may be changed."""
        return self._workspace.usergroups

    def add_person(self, name: str, **fields: Any) -> str:
        """The ID of a new person; `fields` as in `Person`."""
        return self._workspace.add_person(name, **fields).id

    def add_channel(self, name: str, **fields: Any) -> str:
        """The ID of a new channel that everybody and the bot is in; `fields` as in `Channel`."""
        return self._workspace.add_channel(name, **fields).id

    def direct_message(self, user: str) -> str:
        """The ID of the bot's DM with `user`, made when there is none."""
        return self._workspace.direct_message(user).id

    # What people do ------------------------------------------------------------------------------

    async def say(self, *, user: str, channel: str, text: str, thread_ts: str | None = None) -> str:
        """The `ts` of a new message. `text` is as Slack sends it: escaped, mentions as `<@U…>`."""
        return await self.drop(user=user, channel=channel, text=text, thread_ts=thread_ts)

    async def drop(
        self,
        *,
        user: str,
        channel: str,
        text: str = "",
        files: Sequence[Upload] = (),
        thread_ts: str | None = None,
    ) -> str:
        """The `ts` of a new message with files.

        The app hears of one `message`, of one `file_shared` for each file, and of an
        `app_mention` when the text mentions the bot.
        """
        stored = [self._workspace.store(upload, user, channel) for upload in files]
        shown = [file.as_shown_in(self.channels[channel]) for file in stored]
        draft = Message(channel, "", user, text, thread_ts, files=shown)
        message = self._workspace.post(draft, file_shared_first=self.file_shared_first)
        return message.ts

    async def edit(
        self, *, channel: str, ts: str, text: str, files: list[Json] | None = None
    ) -> None:
        """Somebody edits a message (`message_changed`); `files` in place of those it had."""
        message = self.message(channel, ts)
        kept = message.files if files is None else files
        self._workspace.edit(message, text=text, files=kept)

    async def delete(self, *, channel: str, ts: str) -> None:
        """Somebody deletes a message (`message_deleted`)."""
        self._workspace.delete(self.message(channel, ts))

    async def open_home(self, *, user: str, tab: str = "home") -> None:
        """Somebody opens the app's Home (`app_home_opened`)."""
        dm = self._workspace.direct_message(user)
        view = self.home_views.get(user)
        shown = view.as_json() if view else None
        self._server.announce(events.app_home_opened(dm, user, tab, shown), dm)

    async def command(self, command: str, text: str = "", *, user: str, channel: str) -> Response:
        """Somebody types a slash command; comes back with the ack, or after its deadline."""
        return await self._interactions.command(command, text, user=user, channel=channel)

    async def shortcut(
        self, callback_id: str, *, message_ts: str, channel: str, user: str
    ) -> Response:
        """Somebody uses a message shortcut."""
        return await self._interactions.shortcut(
            callback_id, self.message(channel, message_ts), user
        )

    async def click(
        self, where: Message | View, action_id: str, *, user: str, option: str | None = None
    ) -> Response:
        """Somebody clicks a button, or chooses the option with that value."""
        return await self._interactions.click(where, action_id, user, option)

    async def submit_view(
        self, view: View, values: dict[str, Any] | None = None, *, user: str | None = None
    ) -> Response:
        """Somebody submits a modal; `values` are `state.values` of the payload."""
        return await self._interactions.submit(view, values or {}, user or view.user)

    async def close_view(self, view: View) -> Response:
        """Somebody closes a modal (`view_closed`, where the view asked for it)."""
        return await self._interactions.close(view)

    async def suggestions(
        self, view: View, action_id: str, value: str = "", *, user: str | None = None
    ) -> Response:
        """Somebody types into an external select; the options are in the response's payload."""
        return await self._interactions.suggestions(view, action_id, value, user or view.user)

    async def send_event(self, event: Json) -> str:
        """The event ID under which any inner event is sent, in the envelope of the Events API."""
        return self._server.send_event(event)

    async def send_again(self, event_id: str) -> None:
        """Slack delivers an event once more although it was acked: same ID, `retry_attempt` 0."""
        self._deliveries.repeat(event_id)

    # What is to be seen --------------------------------------------------------------------------

    def message(self, channel: str, ts: str) -> Message:
        """The message as it stands now, ephemeral ones too; LookupError when there is none."""
        return self._workspace.message(channel, ts)

    def thread(self, channel: str, ts: str) -> list[Message]:
        """The message `ts` and the replies to it, oldest first, deleted ones too."""
        return self._workspace.thread(channel, ts)

    def channel_messages(self, channel: str) -> list[Message]:
        """Everything in the channel, oldest first: replies (`thread_ts` set), deleted ones too."""
        return self._workspace.messages(channel)

    @property
    def ephemerals(self) -> list[Message]:
        """Messages that only one person sees."""
        return self._workspace.ephemerals

    @property
    def home_views(self) -> dict[str, View]:
        """The Home that each person sees, by user ID."""
        return self._server.views.home

    @property
    def open_views(self) -> list[View]:
        """The modals that are open, the topmost last."""
        return self._server.views.open

    def content(self, file_id: str) -> bytes:
        """The bytes of a file, uploaded by people or by the app."""
        return self._workspace.files[file_id].content

    def transcript(self) -> str:
        """Everything that was said and called, in plain lines."""
        return record.transcript(self._workspace, self.calls, self.deliveries)

    def until(
        self, condition: Callable[[], Found], timeout: float = 10.0
    ) -> Coroutine[Any, Any, Found]:
        """Awaits what `condition` returns, as soon as that is true.

        Raises AssertionError with the transcript when it is still false after `timeout` seconds.
        """
        return self._changes.until(condition, timeout, self.transcript)

    # What the app did ----------------------------------------------------------------------------

    @property
    def calls(self) -> list[Call]:
        """All calls of the Web API, oldest first."""
        return self._server.calls

    @property
    def downloads(self) -> list[Download]:
        """All requests for files, and all requests to the foreign origin."""
        return self._server.downloads

    @property
    def deliveries(self) -> list[Delivery]:
        """Everything that was sent to the app, one for each attempt."""
        return self._deliveries.log

    @property
    def undelivered(self) -> list[str]:
        """The IDs of events that were given up after the last attempt."""
        return self._deliveries.undelivered

    @property
    def connections(self) -> list[Connection]:
        """The open sockets of Socket Mode."""
        return self._server.sockets.connections

    # What Slack does by itself -------------------------------------------------------------------

    @property
    def ack_deadline(self) -> float:
        """Seconds within which the app must acknowledge."""
        return self._deliveries.ack_deadline

    @ack_deadline.setter
    def ack_deadline(self, seconds: float) -> None:
        self._deliveries.ack_deadline = seconds

    @property
    def retry_delays(self) -> Sequence[float]:
        """Seconds before each further attempt to deliver an event."""
        return self._deliveries.retry_delays

    @retry_delays.setter
    def retry_delays(self, seconds: Sequence[float]) -> None:
        self._deliveries.retry_delays = seconds

    @property
    def trigger_lifetime(self) -> float:
        """Seconds for which a trigger ID is good."""
        return self._server.views.trigger_lifetime

    @trigger_lifetime.setter
    def trigger_lifetime(self, seconds: float) -> None:
        self._server.views.trigger_lifetime = seconds

    async def disconnect(self, reason: Reason, grace: float = 10.0) -> None:
        """All sockets get a disconnect envelope, and are cut `grace` seconds later."""
        await self._server.sockets.disconnect(reason, grace)

    async def cut(self) -> None:
        """All sockets break without a word."""
        self._server.sockets.cut()

    async def deliver_over_http(self, url: str) -> None:
        """From now on everything goes to the app's request URL, signed, in place of sockets.

        Raises AssertionError when the app does not pass the `url_verification` challenge.
        """
        mode = HttpMode(url, self.signing_secret, self._server.http)
        await mode.verify(time.time())
        self._deliveries.transport = mode
