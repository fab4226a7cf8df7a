"""What became of a message after it came: it was edited or deleted, or a file of it was.

Slack tells of each change, most of which nobody has made, like previews of links. An edit is what
its author has typed anew (`edited`); a deletion counts whoever does it. Shapes: docs.slack.dev,
*message_changed*, *message_deleted*, *file_deleted*.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import msgspec

from bot.inbound import messages
from bot.inbound.messages import Answer, Drop, Ignored
from bot.slack import shapes


@dataclass(frozen=True)
class Edit:
    """What a drop says now that its author has edited it, `at` this ts.

    `added`: the IDs of the files that came with the edit. `says_more`: other words that matter, or
    files, stand in it than before; `renames`: other certificates are named.
    """

    now: Drop
    at: str
    added: frozenset[str] = frozenset()
    says_more: bool = True
    renames: bool = True


@dataclass(frozen=True)
class TakenBack:
    """The drop with this `ts` was deleted, or only a `file` of it (its ID).

    Without a `channel`: the file, wherever it stood.
    """

    team: str
    channel: str = ""
    ts: str = ""
    file: str = ""


Change = Edit | TakenBack | Answer | Ignored


def read_change(
    event: Mapping[str, Any], *, team: str, bot_user: str, is_shared: bool = False
) -> tuple[Change, ...]:
    """What the inner event of a `message_changed` or `message_deleted` comes to; never raises.

    Other words that were edited are an Answer, as if they had just been said. The arguments are
    those of `messages.read`.
    """
    try:
        change = msgspec.convert(event, _Change)
    except ValueError as error:
        return (Ignored(f"malformed change: {error}", malformed=True),)
    place = {"channel": change.channel, "channel_type": change.channel_type}
    read = partial(messages.read, team=team, bot_user=bot_user, is_shared=is_shared)
    before, now = (
        read({**(shown or {}), **place}) for shown in (change.previous_message, change.message)
    )
    if change.subtype == "message_deleted" or change.shown("subtype") == "tombstone":
        if isinstance(before, Drop):
            return (TakenBack(team, change.channel, before.ts),)
        if change.deleted_ts and not change.previous_message:  # which Slack may leave out
            return (TakenBack(team, change.channel, change.deleted_ts),)
        return (Ignored("no file was deleted"),)
    if isinstance(now, Ignored) and now.malformed:  # nobody knows what is left of it
        return (now,)
    found: list[Change] = []
    if isinstance(before, Drop):
        gone = sorted(_live(before) - _live(now))
        found = [TakenBack(team, change.channel, before.ts, each) for each in gone]
    if change.is_by_author and (edited := _edited(change, before, now)):
        found.append(edited)
    return tuple(found) or (Ignored("a change that says nothing"),)


def read_deleted_file(event: Mapping[str, Any], *, team: str) -> TakenBack | Ignored:
    """What the inner event of a `file_deleted` comes to; never raises."""
    try:
        file = msgspec.convert(event, _FileDeleted).file_id
    except ValueError as error:
        return Ignored(f"malformed deletion: {error}", malformed=True)
    return TakenBack(team, file=file)


class _Change(msgspec.Struct, frozen=True):
    channel: shapes.Id
    ts: shapes.Ts
    subtype: shapes.Keyword
    channel_type: shapes.Keyword | None = None
    message: dict[str, Any] | None = None
    previous_message: dict[str, Any] | None = None
    deleted_ts: shapes.Ts | None = None

    def shown(self, field: str) -> object:
        """A field of the message as it is now, unchecked."""
        return (self.message or {}).get(field)

    @property
    def is_by_author(self) -> bool:
        """Whether its author has edited the message; one person may have two IDs, U… and W…."""
        edited, author = self.shown("edited"), str(self.shown("user"))
        by = str(edited.get("user")) if isinstance(edited, dict) else ""
        return by == author or {by[:1], author[:1]} == {"U", "W"}


class _FileDeleted(msgspec.Struct, frozen=True):
    file_id: shapes.Id


_Read = Drop | Answer | Ignored


def _edited(change: _Change, before: _Read, now: _Read) -> Edit | Answer | None:
    """What the author says anew; None where no word is another one and no file has come."""
    is_same = change.shown("text") == (change.previous_message or {}).get("text")
    if is_same and _live(before) == _live(now):
        return None
    if isinstance(now, Drop) and _live(now):
        added = _live(now) - _live(before)
        if not isinstance(before, Drop):
            return Edit(now, change.ts, added)
        says_more = bool(added) or before.meaning != now.meaning
        return Edit(now, change.ts, added, says_more, before.candidates != now.candidates)
    was = before.meaning if isinstance(before, Answer) else ()
    if isinstance(now, Answer) and not isinstance(before, Drop) and now.meaning != was:
        is_said = now.names_any or (now.addressed and not now.is_direct)
        return replace(now, edit=change.ts) if is_said else None
    return None


def _live(said: _Read) -> frozenset[str]:
    """The IDs of its files that are there."""
    files = said.files if isinstance(said, Drop) else ()
    return frozenset(file.id for file in files if file.mode != "tombstone")
