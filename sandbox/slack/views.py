"""Modals and Homes, and the trigger IDs that open them."""

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from sandbox.slack.block_kit import named
from sandbox.slack.calls import ApiError
from sandbox.slack.cast import APP, BOT, TEAM
from sandbox.slack.messages import Json

MOST_IN_STACK = 3


@dataclass(frozen=True)
class View:
    """A modal or a Home as one person sees it; `content` is what the app gave."""

    user: str
    content: Json
    id: str = field(default_factory=lambda: f"V0{secrets.token_hex(5).upper()}")
    hash: str = field(default_factory=lambda: f"{int(time.time())}.{secrets.token_hex(4)}")
    previous_view_id: str | None = None
    root_view_id: str | None = None

    @property
    def callback_id(self) -> str:
        """The app's name for this kind of view."""
        return str(self.content.get("callback_id", ""))

    @property
    def private_metadata(self) -> str:
        """What the app wants to remember with this view."""
        return str(self.content.get("private_metadata", ""))

    @property
    def blocks(self) -> list[Json]:
        """The blocks, each with its `block_id`."""
        return named(self.content.get("blocks", []))

    def as_json(self, values: Json | None = None) -> Json:
        """The view as API and payloads show it; `values` are those of `state`."""
        return {
            "id": self.id,
            "team_id": TEAM,
            "app_id": APP,
            "bot_id": BOT,
            "callback_id": "",
            "private_metadata": "",
            "external_id": "",
            "title": None,
            "submit": None,
            "close": None,
            "notify_on_close": False,
            "clear_on_close": False,
            **self.content,
            "blocks": self.blocks,
            "hash": self.hash,
            "root_view_id": self.root_view_id or self.id,
            "previous_view_id": self.previous_view_id,
            "state": {"values": values or {}},
        }


@dataclass
class Trigger:
    """Permission to open one modal for one person, for a short time."""

    user: str
    made_at: float
    used: bool = False


class Views:
    """What is open on people's screens; the topmost modal is the last."""

    def __init__(self, note: Callable[[], None]) -> None:
        self.home: dict[str, View] = {}
        self.open: list[View] = []
        self.trigger_lifetime = 3.0
        self._triggers: dict[str, Trigger] = {}
        self._note = note

    def trigger(self, user: str) -> str:
        """A fresh trigger ID for something that `user` just did."""
        trigger_id = f"{secrets.randbelow(10**12)}.{secrets.token_hex(8)}"
        self._triggers[trigger_id] = Trigger(user, time.monotonic())
        return trigger_id

    def spend(self, trigger_id: str) -> str:
        """The user behind the trigger ID, which is used up now; ApiError when it is no good."""
        trigger = self._triggers.get(trigger_id)
        if trigger is None:
            raise ApiError("invalid_trigger_id")
        if trigger.used:
            raise ApiError("exchanged_trigger_id")
        if time.monotonic() - trigger.made_at > self.trigger_lifetime:
            raise ApiError("expired_trigger_id")
        trigger.used = True
        return trigger.user

    def open_modal(self, user: str, content: Json) -> View:
        """A modal, alone on the person's screen."""
        self.open = [view for view in self.open if view.user != user]
        return self._show(View(user, content))

    def push(self, user: str, content: Json) -> View:
        """A modal on top of the person's others; ApiError when three are open."""
        below = [view for view in self.open if view.user == user]
        if len(below) >= MOST_IN_STACK:
            raise ApiError("push_limit_reached")
        if not below:
            return self._show(View(user, content))
        root = below[0].id
        view = View(user, content, previous_view_id=below[-1].id, root_view_id=root)
        return self._show(view)

    def update(self, view: View, content: Json) -> View:
        """The view with other content and a new hash."""
        new = replace(view, content=content, hash=View(view.user, {}).hash)
        self.open = [new if each.id == view.id else each for each in self.open]
        if view.content.get("type") == "home":
            self.home[view.user] = new
        self._note()
        return new

    def publish(self, user: str, content: Json) -> View:
        """The person's Home."""
        self.home[user] = View(user, content)
        self._note()
        return self.home[user]

    def close(self, view: View, *, stack: bool = False) -> None:
        """The modal is gone, or the person's whole stack."""
        kept = [each for each in self.open if each.id != view.id]
        self.open = [each for each in kept if each.user != view.user] if stack else kept
        self._note()

    def _show(self, view: View) -> View:
        self.open.append(view)
        self._note()
        return view
