"""Who may upload a letter, and where; who may revoke a certificate, and see the lists."""

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


class Act(StrEnum):
    """What somebody wants to do."""

    UPLOAD = "upload"  # a letter, an answer, a word about one
    REVOKE = "revoke"  # to let a revocation letter go out, which cannot be undone
    LOOK = "look"  # at what the account's certificates wait for, and at everybody's letters


@dataclass(frozen=True)
class Person:
    """Somebody in Slack: user ID, language as Slack names it, and kind.

    `usergroups`: which of the groups that the operator named the person is in; None where Slack
    does not tell. `other_ids`: on Enterprise Grid one person has two (page "users.info").
    """

    id: str
    locale: str = "en-US"
    kind: PersonKind = PersonKind.UNKNOWN
    usergroups: frozenset[str] | None = frozenset()
    other_ids: frozenset[str] = frozenset()

    @property
    def ids(self) -> frozenset[str]:
        """All user IDs by which Slack may name this person."""
        return self.other_ids | {self.id}


@dataclass(frozen=True)
class Rules:
    """The operator's decisions.

    No `channels` means every channel that the bot is in, no `usergroups` everybody; several of
    either: any of them will do. `revokers`: people and user groups that may revoke, nobody else
    where there are any; `revoke_by_two`: never who has dropped the letter.
    """

    channels: frozenset[str] = frozenset()
    allow_guests: bool = False
    allow_external: bool = False
    usergroups: frozenset[str] = frozenset()
    revokers: frozenset[str] = frozenset()
    revoke_by_two: bool = False

    @property
    def all_groups(self) -> frozenset[str]:
        """The user groups in which membership matters."""
        return self.usergroups | {each for each in self.revokers if each.startswith("S")}


@dataclass(frozen=True)
class NotAllowed(OfKind):
    """Somebody may not upload, or not here.

    `groups`, `channels`: mentions such as `<!subteam^S1>` and `<#C1>`, which Slack shows by name in
    mrkdwn; our own markup.
    """

    KINDS: ClassVar[Mapping[str, Traits]] = {
        "channel-not-allowed": Traits(),  # only `channels` are; LETTERDROP_CHANNELS
        "guest-not-allowed": Traits(),  # LETTERDROP_ALLOW_GUESTS
        "external-not-allowed": Traits(),  # people of other workspaces; LETTERDROP_ALLOW_EXTERNAL
        "not-in-usergroup": Traits(),  # only members of `groups` may; LETTERDROP_USERGROUPS
        "not-a-revoker": Traits(),  # only `groups` (and people) are; LETTERDROP_REVOKERS
        "second-person-needed": Traits(),  # LETTERDROP_REVOKE_BY_TWO
        # Slack does not tell the bot who is in the groups (`missing_scope` …)
        "usergroups-unknown": Traits(Mender.OPERATOR),
        # Nor who is a guest, or of another workspace (users:read): for more than an upload
        "person-unknown": Traits(Mender.OPERATOR),
    }

    groups: str = ""
    channels: str = ""


_DIRECT = ("D", "U", "W")  # how the IDs of direct messages and of people begin
_MOST_NAMED = 5  # channels that somebody is sent to


def why_not_allowed(
    person: Person, channel: str, rules: Rules, act: Act = Act.UPLOAD
) -> NotAllowed | None:
    """Return None if this person may do this from this channel, else the reason.

    A direct message is nobody else's channel, so LETTERDROP_CHANNELS does not speak of it; it may
    be named by the person's user ID (page "chat.postMessage", "Post to a DM"). Who may nowhere is
    not sent to another channel. Of whom Slack may not tell (the operator has not granted
    users:read) no harm is assumed, but they may neither revoke nor look. Bots never may. A group of
    LETTERDROP_USERGROUPS opens no door that is closed to guests or other workspaces.
    """
    if person.kind is PersonKind.BOT or (
        person.kind is PersonKind.EXTERNAL and not rules.allow_external
    ):
        return NotAllowed("external-not-allowed")
    if person.kind is PersonKind.GUEST and not rules.allow_guests:
        return NotAllowed("guest-not-allowed")
    if rules.usergroups and not (person.usergroups and person.usergroups & rules.usergroups):
        if person.usergroups is None:
            return NotAllowed("usergroups-unknown")
        mentions = ", ".join(f"<!subteam^{group}>" for group in sorted(rules.usergroups))
        return NotAllowed("not-in-usergroup", mentions)
    if rules.channels and channel not in rules.channels and not channel.startswith(_DIRECT):
        named = [f"<#{each}>" for each in sorted(rules.channels)]
        few = [*named[:_MOST_NAMED], *(["…"] if len(named) > _MOST_NAMED else [])]
        return NotAllowed("channel-not-allowed", channels=", ".join(few))
    return None if act is Act.UPLOAD else _why_not_more(person, rules, act)


def _why_not_more(person: Person, rules: Rules, act: Act) -> NotAllowed | None:
    """The same for what asks more of somebody than an upload does."""
    if person.kind is PersonKind.UNKNOWN:
        return NotAllowed("person-unknown")
    if act is not Act.REVOKE or not rules.revokers:
        return None
    if not rules.revokers.isdisjoint(person.ids | (person.usergroups or frozenset())):
        return None
    groups = sorted(each for each in rules.revokers if each.startswith("S"))
    if groups and person.usergroups is None:
        return NotAllowed("usergroups-unknown")
    people = sorted(rules.revokers - {*groups})
    named = [*(f"<!subteam^{each}>" for each in groups), *(f"<@{each}>" for each in people)]
    return NotAllowed("not-a-revoker", ", ".join(named[:_MOST_NAMED]))
