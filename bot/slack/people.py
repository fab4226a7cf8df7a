"""Who somebody is: language, what they are to the workspace, and their user groups."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, Generic, TypeVar

from slack_sdk.web.async_client import AsyncWebClient

from bot import patience
from bot.acting import shared
from bot.patience import SLACK_CALL, Patience
from bot.permissions import Person, PersonKind
from bot.slack.api import SlackRefused, Trouble, ask, retried
from bot.slack.shapes import is_id

T = TypeVar("T")

log = logging.getLogger("letterdrop.people")

MAY_NOT_ASK = {"missing_scope", "unknown_method", "not_allowed_token_type"}
"""Errors by which Slack says nothing about the person, only about the bot."""

MOST_REMEMBERED = 1_000

Members = frozenset[str] | None
"""User IDs of a group; None where Slack does not tell."""


class People:
    """Looks people up in Slack and remembers them for a while.

    `team_id`: the workspace that the bot is installed in. `clock`: seconds that never go back.
    `usergroups`: IDs of the groups in which membership matters.
    """

    def __init__(
        self,
        client: AsyncWebClient,
        team_id: str,
        clock: Callable[[], float] = time.monotonic,
        patience: Patience = SLACK_CALL,
        usergroups: Iterable[str] = (),
    ) -> None:
        self._client = client
        self._team_id = team_id
        self._patience = patience
        self._usergroups = tuple(usergroups)
        self._users = _Remembered(self._ask_user, clock)
        self._members = _Remembered(self._ask_members, clock)

    async def person(self, user_id: str) -> Person:
        """Look somebody up, and their membership in each of the groups that matter.

        Those who ask for the same at the same time share one call. A person of unknown kind if the
        bot may not ask (`missing_scope` …), an external one if Slack hides the person; neither is
        remembered. In no group that is known, and another one is not: `usergroups` is None.
        Raises SlackBusy for what passes.
        """
        members = asyncio.gather(*map(self._members.get, self._usergroups))
        person, listed = await asyncio.gather(self._users.get(user_id), members)
        return replace(person, usergroups=self._usergroups_of(person, listed))

    async def locale(self, user_id: str) -> str:
        """Look up somebody's language, as Slack names it; asks for no groups.

        Raises SlackBusy for what passes.
        """
        return (await self._users.get(user_id)).locale

    async def _ask_user(self, user_id: str) -> tuple[Person, float]:
        info = partial(self._client.users_info, user=user_id, include_locale=True)
        try:
            response = await retried(self._patience, lambda _: ask(info))
        except SlackRefused as refused:
            log.warning("Slack does not tell who %s is: %s", user_id, refused)
            kind = PersonKind.UNKNOWN if refused.error in MAY_NOT_ASK else PersonKind.EXTERNAL
            return Person(user_id, kind=kind), 0.0
        return read_user(user_id, response.get("user"), self._team_id), patience.PERSON_KNOWN_FOR

    def _usergroups_of(self, person: Person, members: Sequence[Members]) -> frozenset[str] | None:
        """The groups that list any of the person's IDs."""
        asked = dict(zip(self._usergroups, members, strict=True))
        found = frozenset(group for group, users in asked.items() if users and users & person.ids)
        return found if found or None not in members else None

    async def _ask_members(self, usergroup: str) -> tuple[Members, float]:
        """Ask who is in a group that is not disabled (page "usergroups.users.list")."""

        async def members(_: int) -> frozenset[str]:
            response = await ask(self._client.usergroups_users_list, usergroup=usergroup)
            users = response.get("users")
            if not isinstance(users, list):
                raise Trouble("a response without users")
            return frozenset(map(str, users))

        try:
            return await retried(self._patience, members), patience.MEMBERS_KNOWN_FOR
        except SlackRefused as refused:
            log.warning("Slack does not tell who is in user group %s: %s", usergroup, refused)
            return None, patience.REFUSAL_KNOWN_FOR


class _Remembered(Generic[T]):
    """What Slack says of each key: asked once at a time, and used again while it is fresh.

    `ask` returns it, and for how many seconds it is fresh.
    """

    def __init__(
        self, ask: Callable[[str], Awaitable[tuple[T, float]]], clock: Callable[[], float]
    ) -> None:
        self._ask_slack = ask
        self._clock = clock
        self._asked: dict[str, asyncio.Task[tuple[T, float]]] = {}

    async def get(self, key: str) -> T:
        """Return what Slack says; raise what asking raises."""
        task = self._asked.get(key)
        if task is None or self._is_stale(task):
            self._asked.pop(key, None)
            task = self._asked[key] = shared(self._ask(key))
            task.add_done_callback(self._is_stale)  # takes note of an error that nobody waits for
            if len(self._asked) > MOST_REMEMBERED:
                del self._asked[next(iter(self._asked))]
        said, _ = await asyncio.shield(task)
        return said

    async def _ask(self, key: str) -> tuple[T, float]:
        """Return what Slack says, and until when that is fresh."""
        said, fresh = await self._ask_slack(key)
        return said, self._clock() + fresh

    def _is_stale(self, task: asyncio.Task[tuple[T, float]]) -> bool:
        if not task.done():
            return False
        return task.cancelled() or bool(task.exception()) or task.result()[1] <= self._clock()


def read_user(user_id: str, user: Any, team_id: str) -> Person:
    """Read the user object of the page "users.info" as seen from the workspace `team_id`."""
    if not isinstance(user, dict):
        return Person(user_id)
    shown = user.get("enterprise_user")  # on Enterprise Grid: a second ID, and several teams
    grid = shown if isinstance(shown, dict) else {}
    named = [each for each in (user.get("id"), grid.get("id")) if isinstance(each, str)]
    others = frozenset(filter(is_id, named)) - {user_id}
    locale, kind = str(user.get("locale") or "en-US"), _kind(user, grid, team_id)
    return Person(user_id, locale, kind, other_ids=others)


def _kind(user: dict[str, Any], grid: dict[str, Any], team_id: str) -> PersonKind:
    """Tell the kind; no single flag says "external", and a deactivated account is none of ours."""
    teams = {str(team) for team in (user.get("team_id"), *(grid.get("teams") or ())) if team}
    if user.get("is_bot"):
        return PersonKind.BOT
    if user.get("deleted") or user.get("is_stranger") or (teams and team_id not in teams):
        return PersonKind.EXTERNAL
    if user.get("is_restricted") or user.get("is_ultra_restricted"):
        return PersonKind.GUEST
    return PersonKind.MEMBER if teams else PersonKind.UNKNOWN
