"""What one person sees at one moment: read from the workspace, to be laid out by `layout`."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, tzinfo
from typing import TypeVar
from urllib.parse import urlencode
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sandbox.kept_bot import KeptBot
from sandbox.page.words import speaking
from sandbox.rendering.markup import Child, Html, Lookup, fill, templates
from sandbox.rendering.reader import Reader
from sandbox.slack import ALICE, BOT_USER, CERTIFICATES, Channel, Message, Person, Slack
from sandbox.tencent import Tencent

MESSAGES, HOME = "messages", "home"
CLOUD, LOG = "cloud", "log"
HTML = templates(__file__)
NOTHING_READ: Mapping[tuple[str, str], str] = {}

ICONS = Lookup(lambda name: fill(HTML["icon"], name))

Named = TypeVar("Named", Person, Channel)


@dataclass(frozen=True)
class Place:
    """Where somebody is, as the page's address tells: IDs, and the `ts` of an open thread.

    `side` is what was asked for beside the channel, `cloud` or `log`; without it the thread stands
    there, and the cloud where none is open.
    """

    user: str
    channel: str
    thread: str = ""
    tab: str = MESSAGES
    side: str = ""

    def to(self, **changes: str) -> str:
        """Give the address of another place; what stands beside it is left unless it is named."""
        there = replace(self, **{"thread": "", "tab": MESSAGES, "side": ""} | changes)
        given = {name: value for name, value in vars(there).items() if value not in ("", MESSAGES)}
        return f"/?{urlencode(given)}"


class Screen:
    """Everything that the page shows to somebody at an address.

    That has IDs or names; whatever is not there is replaced by what is. The person's DM with the
    app is made if there is none, as Slack does. `read_until` is the `ts` up to which somebody has
    read a channel; `since` in the address is that of the moment at which this one was opened.
    """

    def __init__(
        self,
        slack: Slack,
        tencent: Tencent,
        asked: Mapping[str, str],
        read_until: Mapping[tuple[str, str], str] = NOTHING_READ,
        bot: KeptBot | None = None,
    ) -> None:
        everybody, self.origin = slack.people.values(), slack.origin
        self.people = [each for each in everybody if not each.is_bot and not each.deleted]
        self.apps = {each.id for each in everybody if each.is_bot}
        self.person = person = _called(self.people, asked.get("user", ""), ALICE)
        words = speaking(person.locale)
        self.language, self.say = words.language, words.say
        slack.direct_message(person.id)
        mine = [each for each in slack.channels.values() if person.id in each.members]
        self.channels = sorted(mine, key=lambda each: each.kind in ("im", "mpim"))
        self.channel = channel = _called(self.channels, asked.get("channel", ""), CERTIFICATES)
        self.members = [each for each in everybody if each.id in channel.members]
        tab = HOME if asked.get("tab") == HOME else MESSAGES
        side = asked.get("side", "")
        side = side if side in (CLOUD, LOG) else ""
        self.place = Place(person.id, channel.id, asked.get("thread", ""), tab, side)
        self.reader = _reader(slack, person)
        # Those of the channel, replies among them, oldest first; replies by their thread.
        self.messages = _messages(slack, channel, person)
        if all(each.ts != self.place.thread for each in self.messages):
            self.place = replace(self.place, thread="")  # that of before somebody started over
        self.replies: defaultdict[str, list[Message]] = defaultdict(list)
        for each in self.messages:
            if each.thread_ts and not each.deleted:
                self.replies[each.thread_ts].append(each)
        read = {each.id: read_until.get((person.id, each.id), "0") for each in self.channels}
        self.unread = {
            each.id
            for each in self.channels
            if any(
                said.ts > read[each.id] and said.user != person.id and not said.deleted
                for said in _messages(slack, each, person)
                if not said.thread_ts
            )
        }
        # Up to where the channel was read when it was opened, if it had something new then.
        self.since = asked.get("since", read[channel.id] if channel.id in self.unread else "")
        self.home = slack.home_views.get(person.id)
        modals = [view for view in slack.open_views if view.user == person.id]
        self.modal = modals[-1] if modals else None
        self.bot, self.tencent, self._slack = bot, tencent, slack
        self.certificates = list(tencent.certificates.values())
        self.letters = tencent.letters

    def write(self, template: str, *pieces: Child, **values: Child) -> Html:
        """Fill a template, in which {say[KEY]} is what the page says, and {icon[NAME]} a sign."""
        return fill(template, *pieces, say=Lookup(self.say), icon=ICONS, **values)

    def file_of(self, content: bytes) -> tuple[str, str]:
        """Find the latest file with these bytes: its ID and its name, "" for both without one."""
        for each in reversed(self._slack.files.values()):
            if each.content == content:
                return each.object["id"], str(each.object.get("name") or each.object["id"])
        return "", ""

    def thread_of(self, file_id: str) -> str:
        """Give the address of the thread in which a file lies, "" where this person sees none."""
        for channel in self.channels:
            for each in self._slack.channel_messages(channel.id):
                if any(file.get("id") == file_id for file in each.files):
                    return self.place.to(channel=channel.id, thread=each.thread_ts or each.ts)
        return ""


def _called(all_of_them: Sequence[Named], asked: str, usual: str) -> Named:
    """Find who or what is called so: by ID, by name, else the usual one, else the first."""
    by_name = {each.name: each for each in all_of_them if each.name}
    by_id = {each.id: each for each in all_of_them}
    return by_id.get(asked) or by_name.get(asked) or by_id.get(usual) or all_of_them[0]


def _messages(slack: Slack, channel: Channel, person: Person) -> list[Message]:
    everybodys = slack.channel_messages(channel.id)
    own = [
        each
        for each in slack.ephemerals
        if (each.channel, each.ephemeral_for) == (channel.id, person.id)
    ]
    return sorted([*everybodys, *own], key=lambda each: float(each.ts))


def _reader(slack: Slack, person: Person) -> Reader:
    """Make the reader: a DM is called after its other member."""
    names = {each.id: each.shown_name for each in slack.people.values()}
    for each in slack.channels.values():
        others = sorted(each.members - {person.id})
        groups = {
            "im": names[BOT_USER],
            "mpim": ", ".join(names.get(other, other) for other in others),
        }
        names[each.id] = groups.get(each.kind, each.name)
    chinese = person.locale.startswith("zh")
    return Reader(names, datetime.now(UTC), _zone(person.tz), chinese=chinese)


def _zone(name: str) -> tzinfo:
    try:
        return ZoneInfo(name)
    except ZoneInfoNotFoundError:  # no time zone database on this machine
        return UTC
