"""What one person sees at one moment: read from the workspace, to be laid out by `layout`."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, tzinfo
from functools import cached_property
from urllib.parse import urlencode
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sandbox.page.reader import Reader
from sandbox.slack import ALICE, BOT_USER, CERTIFICATES, TEAM, Channel, Message, Person, Slack, View
from sandbox.tencent import Certificate, ReceivedLetter, Tencent

MESSAGES, HOME, CONSOLE = "messages", "home", "console"
TABS = (MESSAGES, HOME, CONSOLE)


@dataclass(frozen=True)
class Place:
    """Where somebody is, as the page's address tells: IDs, and the `ts` of an open thread."""

    user: str = ALICE
    channel: str = CERTIFICATES
    thread: str = ""
    tab: str = MESSAGES

    def to(self, **changes: str) -> str:
        """Give the address of another place; a thread is left unless it is among the changes."""
        there = replace(self, **{"thread": "", "tab": MESSAGES} | changes)
        given = {name: value for name, value in vars(there).items() if value}
        if there.tab == MESSAGES:
            del given["tab"]
        return f"/?{urlencode(given)}"


@dataclass(frozen=True)
class Screen:
    """Everything that the page shows.

    `messages` are those of the channel, replies among them, oldest first; `apps` the IDs of bots.
    """

    place: Place
    person: Person
    people: Sequence[Person]
    channels: Sequence[Channel]
    messages: Sequence[Message]
    reader: Reader
    team: str
    apps: frozenset[str] = frozenset()
    home: View | None = None
    modal: View | None = None
    certificates: Sequence[Certificate] = ()
    letters: Sequence[ReceivedLetter] = ()

    @property
    def channel(self) -> Channel:
        """The conversation that is open."""
        return next(each for each in self.channels if each.id == self.place.channel)

    @cached_property
    def replies(self) -> Mapping[str, Sequence[Message]]:
        """The replies that there still are, by the `ts` of the message that they answer."""
        found = defaultdict(list)
        for message in self.messages:
            if message.thread_ts and not message.deleted:
                found[message.thread_ts].append(message)
        return found


def find_place(server: Slack, asked: Mapping[str, str]) -> Place:
    """Read an address: IDs or names, whatever is not there replaced by what is.

    The person's DM with the app is made if there is none, as Slack does.
    """
    everybody = {each.name: each for each in humans(server)}
    by_id = {each.id: each for each in everybody.values()}
    user = asked.get("user", ALICE)
    person = by_id.get(user) or everybody.get(user) or by_id[ALICE]
    server.direct_message(person.id)
    tab = asked.get("tab", MESSAGES)
    channel = _asked_channel(conversations(server, person), asked.get("channel", CERTIFICATES))
    return Place(person.id, channel, asked.get("thread", ""), tab if tab in TABS else MESSAGES)


def see(server: Slack, tencent: Tencent, place: Place) -> Screen:
    """Look around from a place that `find_place` gave."""
    person = server.people[place.user]
    modals = [view for view in server.open_views if view.user == person.id]
    return Screen(
        place,
        person,
        people=humans(server),
        channels=conversations(server, person),
        messages=_messages(server, place),
        reader=_reader(server, person),
        team=TEAM,
        apps=frozenset(each.id for each in server.people.values() if each.is_bot),
        home=server.home_views.get(person.id),
        modal=modals[-1] if modals else None,
        certificates=list(tencent.certificates.values()),
        letters=list(tencent.letters),
    )


def humans(server: Slack) -> list[Person]:
    """Everybody whose eyes one can look through."""
    people = server.people.values()
    return [each for each in people if not each.is_bot and not each.deleted]


def conversations(server: Slack, person: Person) -> list[Channel]:
    """The conversations that the person is in: channels first, then groups and DMs."""
    mine = [each for each in server.channels.values() if person.id in each.members]
    return sorted(mine, key=lambda each: each.kind in ("im", "mpim"))


def _asked_channel(mine: Iterable[Channel], asked: str) -> str:
    by_name = {each.name: each.id for each in mine if each.name}
    ids = [each.id for each in mine]
    return asked if asked in ids else by_name.get(asked, ids[0])


def _messages(server: Slack, place: Place) -> list[Message]:
    ephemeral = [
        each
        for each in server.ephemerals
        if (each.channel, each.ephemeral_for) == (place.channel, place.user)
    ]
    both = [*server.channel_messages(place.channel), *ephemeral]
    return sorted(both, key=lambda each: float(each.ts))


def _reader(server: Slack, person: Person) -> Reader:
    workspace = server
    names = {each.id: each.name for each in workspace.channels.values()}
    names |= {each.id: each.shown_name for each in workspace.people.values()}
    chinese = person.locale.startswith("zh")
    return Reader(names, datetime.now(UTC), _zone(person.tz), chinese=chinese)


def _zone(name: str) -> tzinfo:
    try:
        return ZoneInfo(name)
    except ZoneInfoNotFoundError:  # no time zone database on this machine
        return UTC


def channel_name(channel: Channel, screen: Screen) -> str:
    """Give a conversation's name for people: that of a DM is its other member's."""
    if channel.kind == "im":
        return screen.reader.name(BOT_USER)
    if channel.kind == "mpim":
        others = sorted(channel.members - {screen.person.id})
        return ", ".join(screen.reader.name(each) for each in others)
    return channel.name
