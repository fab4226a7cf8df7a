"""Who somebody is: language, time zone, and what they are to the workspace."""

import asyncio
import logging
import time
from collections.abc import Callable
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.permissions import Kind, Person
from bot.slack import PATIENCE, Patience, SlackRefused, ask

__all__ = ["Kind", "People", "Person"]

log = logging.getLogger("letterdrop.people")

FRESH = 600.0
"""Seconds for which somebody counts as known."""

MAY_NOT_ASK = {"missing_scope", "unknown_method", "not_allowed_token_type"}
"""Errors by which Slack says nothing about the person, only about the bot."""

CROWD = 1_000
"""How many are remembered at most."""


class People:
    """Looks people up in Slack and remembers them for a while.

    `team_id`: the workspace that the bot is installed in. `clock`: seconds that never go back.
    """

    def __init__(
        self,
        client: AsyncWebClient,
        team_id: str,
        clock: Callable[[], float] = time.monotonic,
        patience: Patience = PATIENCE,
    ) -> None:
        self._client = client
        self._team_id = team_id
        self._clock = clock
        self._patience = patience
        self._known: dict[str, tuple[float, Person]] = {}
        self._asking: dict[str, asyncio.Task[Person]] = {}

    async def person(self, user_id: str) -> Person:
        """Look somebody up; those who ask for the same person at the same time share one call.

        A person of unknown kind if the bot may not ask (`missing_scope` …), an external one if
        Slack hides the person; neither is remembered.
        Raises SlackBusy for what passes.
        """
        until, person = self._known.get(user_id, (0.0, None))
        if person and until > self._clock():
            return person
        return await asyncio.shield(self._question(user_id))

    def _question(self, user_id: str) -> asyncio.Task[Person]:
        if user_id not in self._asking:
            task = asyncio.create_task(self._ask(user_id))
            task.add_done_callback(lambda _: self._asking.pop(user_id, None))
            task.add_done_callback(_retrieve)
            self._asking[user_id] = task
        return self._asking[user_id]

    async def _ask(self, user_id: str) -> Person:
        try:
            answer = await self._patience.run(
                lambda _: ask(self._client.users_info, user=user_id, include_locale=True)
            )
        except SlackRefused as refused:
            log.warning("Slack does not tell who %s is: %s", user_id, refused)
            may_not_ask = refused.error in MAY_NOT_ASK
            return Person(user_id, kind=Kind.UNKNOWN if may_not_ask else Kind.EXTERNAL)
        return self._remember(read_user(user_id, answer.get("user"), self._team_id))

    def _remember(self, person: Person) -> Person:
        self._known.pop(person.id, None)
        self._known[person.id] = (self._clock() + FRESH, person)
        if len(self._known) > CROWD:
            del self._known[next(iter(self._known))]
        return person


def _retrieve(task: asyncio.Task[Person]) -> None:
    """Take note of an error that nobody waits for any more."""
    if not task.cancelled():
        task.exception()


def read_user(user_id: str, user: Any, team_id: str) -> Person:
    """Read the user object of the page "users.info" as seen from the workspace `team_id`."""
    if not isinstance(user, dict):
        return Person(user_id)
    locale, tz = user.get("locale") or "en-US", user.get("tz") or "UTC"
    return Person(user_id, str(locale), str(tz), _kind(user, team_id))


def _kind(user: dict[str, Any], team_id: str) -> Kind:
    """Tell the kind; no single flag says "external", and a deactivated account is none of ours."""
    teams = _teams(user)
    if user.get("is_bot"):
        return Kind.BOT
    if user.get("deleted") or user.get("is_stranger") or (teams and team_id not in teams):
        return Kind.EXTERNAL
    if user.get("is_restricted") or user.get("is_ultra_restricted"):
        return Kind.GUEST
    return Kind.MEMBER if teams else Kind.UNKNOWN


def _teams(user: dict[str, Any]) -> set[str]:
    """Collect the workspaces of a person; on Enterprise Grid there may be several."""
    grid = user.get("enterprise_user") or {}
    return {str(team) for team in (user.get("team_id"), *(grid.get("teams") or ())) if team}
