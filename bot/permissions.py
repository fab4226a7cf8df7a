"""Who may upload a letter, and where."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from bot.problems import Mender, OfKind, Traits


class PersonKind(StrEnum):
    """What somebody is to the workspace that the bot is installed in."""

    MEMBER = "member"
    GUEST = "guest"
    EXTERNAL = "external"
    BOT = "bot"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Person:
    """Somebody in Slack: user ID, language as Slack names it, time zone (tz database), kind.

    `usergroups`: which of the groups that the operator named the person is in; None where Slack
    does not tell.
    """

    id: str
    locale: str = "en-US"
    tz: str = "UTC"
    kind: PersonKind = PersonKind.UNKNOWN
    usergroups: frozenset[str] | None = frozenset()


@dataclass(frozen=True)
class Rules:
    """The operator's decisions.

    No `channels` means every channel that the bot is in, no `usergroups` everybody; several of
    either: any of them will do.
    """

    channels: frozenset[str] = frozenset()
    allow_guests: bool = False
    allow_external: bool = False
    usergroups: frozenset[str] = frozenset()


@dataclass(frozen=True)
class NotAllowed(OfKind):
    """Somebody may not upload, or not here.

    `groups`: mentions such as `<!subteam^S1>`, which Slack shows by name in mrkdwn; our own markup.
    """

    KINDS: ClassVar[Mapping[str, Traits]] = {
        "channel-not-allowed": Traits(),  # LETTERDROP_CHANNELS does not list it
        "guest-not-allowed": Traits(),  # LETTERDROP_ALLOW_GUESTS
        "external-not-allowed": Traits(),  # people of other workspaces; LETTERDROP_ALLOW_EXTERNAL
        "not-in-usergroup": Traits(),  # only members of `groups` may; LETTERDROP_USERGROUPS
        # Slack does not tell the bot who is in the groups (`missing_scope` …)
        "usergroups-unknown": Traits(Mender.OPERATOR),
    }

    groups: str = ""


_DIRECT = ("D", "U", "W")  # how the IDs of direct messages and of people begin


def why_not_allowed(person: Person, channel: str, rules: Rules) -> NotAllowed | None:
    """Return None if this person may upload from this channel, else the reason.

    A direct message is nobody else's channel, so LETTERDROP_CHANNELS does not speak of it; it may
    be named by the person's user ID (page "chat.postMessage", "Post to a DM"). Of whom
    Slack may not tell (the operator has not granted users:read) no harm is assumed. Bots never may.
    A group of LETTERDROP_USERGROUPS opens no door that is closed to guests or other workspaces.
    """
    if rules.channels and channel not in rules.channels and not channel.startswith(_DIRECT):
        return NotAllowed("channel-not-allowed")
    if person.kind is PersonKind.BOT or (
        person.kind is PersonKind.EXTERNAL and not rules.allow_external
    ):
        return NotAllowed("external-not-allowed")
    if person.kind is PersonKind.GUEST and not rules.allow_guests:
        return NotAllowed("guest-not-allowed")
    if not rules.usergroups or (person.usergroups and person.usergroups & rules.usergroups):
        return None
    if person.usergroups is None:
        return NotAllowed("usergroups-unknown")
    mentions = ", ".join(f"<!subteam^{group}>" for group in sorted(rules.usergroups))
    return NotAllowed("not-in-usergroup", mentions)
