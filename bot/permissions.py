"""Who may upload a letter, and where."""

from dataclasses import dataclass
from enum import StrEnum

from bot.problems import ChannelNotAllowed, ExternalNotAllowed, GuestNotAllowed, Problem


class Kind(StrEnum):
    """What somebody is to the workspace that the bot is installed in."""

    MEMBER = "member"
    GUEST = "guest"
    EXTERNAL = "external"
    BOT = "bot"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Person:
    """Somebody in Slack: user ID, language as Slack names it, time zone (tz database), kind."""

    id: str
    locale: str = "en-US"
    tz: str = "UTC"
    kind: Kind = Kind.UNKNOWN


@dataclass(frozen=True)
class Rules:
    """The operator's decisions; no channels means every channel that the bot is in."""

    channels: frozenset[str] = frozenset()
    allow_guests: bool = False
    allow_external: bool = False


def may_upload(person: Person, channel: str, rules: Rules) -> Problem | None:
    """Return None if this person may upload from this channel, else the reason.

    A direct message is nobody else's channel, so LETTERDROP_CHANNELS does not speak of it. Of whom
    Slack may not tell (the operator has not granted users:read) no harm is assumed. Bots never may.
    """
    if rules.channels and channel not in rules.channels and not channel.startswith("D"):
        return ChannelNotAllowed()
    if person.kind is Kind.BOT or (person.kind is Kind.EXTERNAL and not rules.allow_external):
        return ExternalNotAllowed()
    if person.kind is Kind.GUEST and not rules.allow_guests:
        return GuestNotAllowed()
    return None
