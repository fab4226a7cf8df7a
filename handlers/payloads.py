"""Slack's interaction payloads as plain, typed values: what the listeners read of them.

Everything in a payload was written by somebody else. One that is not in Slack's shape is
acknowledged and logged, without its values, and does nothing. Shapes: docs.slack.dev,
*Interaction payloads*, *Slash commands* and the event *app_home_opened*.
"""

import logging
import re
from collections.abc import Mapping
from typing import Annotated, Any, TypeVar

import msgspec
from slack_bolt.async_app import AsyncBoltContext

from bot.inbound.clicks import Action
from bot.overview.access import Asker
from bot.slack.shapes import Id, Member, Named, Short, other_team
from bot.text.certificate_ids import is_certificate_id

log = logging.getLogger("letterdrop.handlers")

T = TypeVar("T")

Text = Annotated[str, msgspec.Meta(max_length=4_000)]


class SlashCommand(msgspec.Struct, frozen=True):
    """A slash command; `text` is what stands behind it."""

    user_id: Id
    channel_id: Id
    trigger_id: Short
    text: Text = ""


class Shortcut(msgspec.Struct, frozen=True):
    """A message shortcut."""

    user: Member
    channel: Named
    trigger_id: Short
    message: dict[str, Any]


class Click(msgspec.Struct, frozen=True):
    """A click; without a `channel` it was in a modal or a Home."""

    user: Member
    actions: Annotated[list[Action], msgspec.Meta(min_length=1)]
    trigger_id: Short
    channel: Named | None = None

    @property
    def page(self) -> int:
        """The page that a button names; the first one for what is no number."""
        value = self.actions[0].value or ""
        return int(value) if re.fullmatch(r"[0-9]{1,6}", value) else 1

    @property
    def certificate_id(self) -> str:
        """The certificate that a button names; "" for what is no ID."""
        value = self.actions[0].value or ""
        return value if is_certificate_id(value) else ""


class Search(msgspec.Struct, frozen=True):
    """Somebody types into an external select of a message or of a modal."""

    user: Member
    value: Text = ""
    channel: Named | None = None


class HomeOpened(msgspec.Struct, frozen=True):
    """Somebody opens the app's conversation, at this tab."""

    user: Id
    tab: Short = ""


def read(shape: type[T], payload: Mapping[str, Any]) -> T | None:
    """Read a payload; None, and a warning in the log, if it does not have this shape."""
    try:
        return msgspec.convert(payload, shape)
    except ValueError as error:
        log.warning("ignored: malformed %s: %s", shape.__name__, error)
        return None


def team_of(context: AsyncBoltContext) -> str:
    """The workspace that the bot is installed in; what a payload names may be the person's own."""
    installed = context.authorize_result
    return (installed.team_id if installed else None) or ""


def asker(payload: Shortcut | Click | Search, context: AsyncBoltContext) -> Asker:
    """Who asks, and from where: outside of a channel that is the person's own conversation."""
    user, channel = payload.user, payload.channel
    elsewhere = other_team(team_of(context), user.team_id)
    return Asker(user.id, channel.id if channel else user.id, elsewhere)
