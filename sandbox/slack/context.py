"""What the methods of the Web API work on, and the checks that several of them share."""

from collections.abc import Callable
from dataclasses import dataclass

from sandbox.slack.calls import ApiError, Arguments
from sandbox.slack.cast import BOT_USER, Channel, Installation, Kind
from sandbox.slack.messages import Json, Message
from sandbox.slack.socket_mode import SocketMode
from sandbox.slack.uploads import Uploads
from sandbox.slack.views import Views
from sandbox.slack.workspace import Workspace

SCOPE_PREFIX: dict[Kind, str] = {
    "channel": "channels",
    "group": "groups",
    "im": "im",
    "mpim": "mpim",
}


@dataclass(frozen=True)
class Context:
    """The workspace and the app that calls."""

    workspace: Workspace
    installation: Installation
    views: Views
    uploads: Uploads
    sockets: SocketMode

    def need(self, scope: str) -> None:
        """ApiError when the bot token does not have the scope."""
        granted = self.installation.scopes
        if scope not in granted:
            raise ApiError("missing_scope", needed=scope, provided=",".join(sorted(granted)))

    def need_for(self, channel: Channel, right: str) -> None:
        """ApiError without the scope for this kind of channel; `right` is `read` or `history`."""
        self.need(f"{SCOPE_PREFIX[channel.kind]}:{right}")

    def visible(self, channel_id: str) -> Channel:
        """The channel, if the bot may know of it: public, or the bot is in it."""
        channel = self.workspace.channels.get(channel_id)
        if channel is None or (channel.kind != "channel" and BOT_USER not in channel.members):
            raise ApiError("channel_not_found")
        return channel

    def joined(self, channel_id: str) -> Channel:
        """The channel, if the bot is in it."""
        channel = self.visible(channel_id)
        if BOT_USER not in channel.members:
            raise ApiError("not_in_channel")
        return channel

    def message(self, channel_id: str, ts: str) -> Message:
        """The message, in a channel that the bot is in."""
        message = self.workspace.find(self.joined(channel_id).id, ts)
        if message is None:
            raise ApiError("message_not_found")
        return message


@dataclass(frozen=True)
class Method:
    """A method of the Web API: what it does, and the scope that it always needs, if any."""

    run: Callable[[Context, Arguments], Json]
    scope: str | None = None
