"""Who and what a fresh workspace has: made-up people and channels, and what the app may do."""

import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import msgspec

ChannelType = Literal["channel", "group", "mpim", "im"]

TEAM = "T0LETTERS1"
OTHER_TEAM = "T0ELSEWHR1"
ENTERPRISE = "E0LETTERS1"
APP = "A0LETTERD1"
BOT_USER = "U0BOTUSER1"
BOT = "B0LETTERD1"

ALICE = "U0ALICE001"
WANG_FANG = "U0WANGFNG1"
GUEST = "U0GUEST001"
STRANGER = "U0STRANGE1"
OTHER_BOT = "U0OTHERBT1"

CERTIFICATES = "C0CERTIFI1"
RANDOM = "C0RANDOM01"
PRIVATE = "C0PRIVATE1"
GROUP_DM = "C0GROUPDM1"
DM_ALICE = "D0ALICE001"
NOT_MEMBER = "C0NOTMEMB1"
SHARED = "C0SHARED01"

CERTIFICATE_TEAM = "S0CERTTEAM"


@dataclass(frozen=True)
class Person:
    """A user of Slack; the flags are those of the object that users.info gives.

    `global_id` is the second ID that somebody has in an Enterprise Grid organization: W…
    """

    id: str
    name: str
    real_name: str
    display_name: str = ""
    locale: str = "en-US"
    tz: str = "Europe/London"
    team_id: str = TEAM
    is_admin: bool = False
    is_restricted: bool = False
    is_ultra_restricted: bool = False
    is_stranger: bool = False
    deleted: bool = False
    bot_id: str = ""
    app_id: str = ""
    global_id: str = ""

    @property
    def is_bot(self) -> bool:
        """Whether an app speaks here, not a human."""
        return bool(self.bot_id)

    @property
    def shown_name(self) -> str:
        """The name that people see in the channel."""
        return self.display_name or self.real_name


@dataclass(frozen=True)
class Channel:
    """A conversation; `kind` is the `channel_type` of Slack's events, `owner` whose it is."""

    id: str
    name: str
    kind: ChannelType = "channel"
    members: frozenset[str] = frozenset()
    is_ext_shared: bool = False
    owner: str = TEAM
    is_archived: bool = False


class Cast(msgspec.Struct, frozen=True):
    """What cast.toml has: who and what is there, and what the app may do and hears."""

    people: list[Person]
    channels: list[Channel]
    usergroups: dict[str, list[str]]  # members by ID
    scopes: set[str]
    subscriptions: set[str]


CAST = msgspec.toml.decode(Path(__file__).with_suffix(".toml").read_bytes(), type=Cast)
EVERYBODY = CAST.channels[0].members

# How scopes and subscriptions call each type of channel.
SCOPE_PREFIX = {"channel": "channels", "group": "groups", "im": "im", "mpim": "mpim"}


def new_id(prefix: str) -> str:
    """A fresh ID of Slack's shape: `F` gives F0A1B2C3D4."""
    return f"{prefix}0{secrets.token_hex(5).upper()[1:]}"
