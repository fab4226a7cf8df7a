"""`manifest.yml` against the code, both ways: nothing is missing, and nothing is there for nothing.

Listeners are found by letting a real Bolt app dispatch what the manifest subscribes to, Web API
methods by walking the source of bot/ and handlers/.
"""

import ast
import re
from collections.abc import Awaitable, Callable
from functools import cache
from pathlib import Path
from typing import Any, cast

import pytest
import yaml
from slack_bolt.async_app import AsyncApp, AsyncBoltRequest
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from handlers import listeners
from tests.for_each import for_each

ROOT = Path(__file__).resolve().parent.parent
TEXT = (ROOT / "manifest.yml").read_text()
MANIFEST = yaml.safe_load(TEXT)
FEATURES = MANIFEST["features"]
SETTINGS = MANIFEST["settings"]
BOT_SCOPES: list[str] = MANIFEST["oauth_config"]["scopes"]["bot"]
EVENTS: list[str] = SETTINGS["event_subscriptions"]["bot_events"]

HISTORY = {"channels:history", "groups:history", "im:history", "mpim:history"}

# Bot scopes of each Web API method that the code calls. Source: docs.slack.dev/reference/methods/…,
# the page of the method, section "Scopes".
METHODS: dict[str, set[str]] = {
    "apps.connections.open": set(),  # connections:write, of the app-level token
    "auth.test": set(),
    "chat.delete": {"chat:write"},
    "chat.getPermalink": set(),
    "chat.postEphemeral": {"chat:write"},
    "chat.postMessage": {"chat:write"},
    "chat.update": {"chat:write"},
    "conversations.history": HISTORY,
    "conversations.open": {"im:write"},  # of somebody's direct message; other kinds need other ones
    "conversations.replies": HISTORY,
    "files.completeUploadExternal": {"files:write"},
    "files.getUploadURLExternal": {"files:write"},
    "files.info": {"files:read"},
    "reactions.add": {"reactions:write"},
    "reactions.remove": {"reactions:write"},
    "usergroups.users.list": {"usergroups:read"},
    "users.info": {"users:read"},
    "views.open": set(),
    "views.publish": set(),
}

# The event type, channel_type and bot scope of each subscription. Source:
# docs.slack.dev/reference/events/…, the page of the event, section "Required Scopes".
SUBSCRIPTIONS: dict[str, tuple[str, str | None, set[str]]] = {
    "app_home_opened": ("app_home_opened", None, set()),
    "file_deleted": ("file_deleted", None, {"files:read"}),
    "message.channels": ("message", "channel", {"channels:history"}),
    "message.groups": ("message", "group", {"groups:history"}),
    "message.im": ("message", "im", {"im:history"}),
    "message.mpim": ("message", "mpim", {"mpim:history"}),
}

# Commands and shortcuts. Source: docs.slack.dev/reference/scopes/commands
SCOPE_OF_FEATURES = "commands"

CATCH_ALL = re.compile(".*")


# What the code listens to ------------------------------------------------------------------------


class Ears:
    """Stands between `listeners.register` and a real Bolt app, and hears who would be called.

    Whatever way of registering a listener is used (`event`, `command`, `action` …) passes through.
    """

    def __init__(self) -> None:
        self.app = AsyncApp(
            client=AsyncWebClient(),
            authorize=_authorize,
            signing_secret="x",
            process_before_response=True,  # as in app.py: the ack comes after the listener
        )
        self.listening: list[tuple[str, Any]] = []
        self.heard: list[tuple[str, Any]] = []

    def __getattr__(self, kind: str) -> Callable[[Any], Callable[[object], None]]:
        def listen(constraint: Any) -> Callable[[object], None]:
            async def hear(ack: Callable[[], Awaitable[object]]) -> None:
                self.heard.append((kind, constraint))
                await ack()

            self.listening.append((kind, constraint))
            return lambda _: getattr(self.app, kind)(constraint)(hear)

        return listen

    async def hears(self, body: dict[str, Any]) -> tuple[str, Any]:
        """Which listener Bolt gives this body to."""
        answer = await self.app.async_dispatch(AsyncBoltRequest(mode="socket_mode", body=body))
        assert answer.status == 200
        (who,) = self.heard
        return who


async def _authorize() -> AuthorizeResult:
    return AuthorizeResult(enterprise_id=None, team_id="T1", bot_id="B1", bot_user_id="UBOT")


@pytest.fixture
async def ears() -> Ears:
    ears = Ears()
    nobody: Any = None  # the listeners' bodies never run here
    listeners.register(cast("AsyncApp", ears), nobody, "UBOT")
    return ears


def named(ears: Ears, kind: str) -> list[Any]:
    """What is listened to by name, beside what takes everything."""
    return [what for each, what in ears.listening if each == kind and what != CATCH_ALL]


def event(subscription: str) -> dict[str, Any]:
    kind, channel_type, _ = SUBSCRIPTIONS[subscription]
    inner = {"type": kind, "user": "U1", "channel": "C1", "tab": "home"}
    if channel_type:
        inner |= {"channel_type": channel_type, "subtype": "file_share", "ts": "1.1", "text": ""}
    return {"type": "event_callback", "team_id": "T1", "event": inner}


@pytest.mark.parametrize("subscription", EVENTS)
async def test_each_event_that_slack_is_asked_for_has_a_listener(
    ears: Ears, subscription: str
) -> None:
    heard = await ears.hears(event(subscription))
    assert heard == ("event", SUBSCRIPTIONS[subscription][0])


@pytest.mark.parametrize("command", [each["command"] for each in FEATURES["slash_commands"]])
async def test_each_command_has_a_listener(ears: Ears, command: str) -> None:
    body = {"command": command, "text": "", "user_id": "U1", "team_id": "T1"}
    assert await ears.hears(body) == ("command", command)


@pytest.mark.parametrize("shortcut", FEATURES["shortcuts"], ids=lambda each: each["callback_id"])
async def test_each_shortcut_has_a_listener(ears: Ears, shortcut: dict[str, str]) -> None:
    kind = {"message": "message_action", "global": "shortcut"}[shortcut["type"]]
    body = {
        "type": kind,
        "callback_id": shortcut["callback_id"],
        "user": {"id": "U1"},
        "team": {"id": "T1"},
    }
    heard = await ears.hears(body)
    assert heard == ("shortcut", {"type": kind, "callback_id": shortcut["callback_id"]})


def test_slack_is_asked_for_each_event_that_is_listened_to(ears: Ears) -> None:
    subscribed = {SUBSCRIPTIONS[each][0] for each in EVENTS}
    assert set(named(ears, "event")) == subscribed


def test_letters_are_taken_in_every_kind_of_conversation() -> None:
    kinds = {SUBSCRIPTIONS[each][1] for each in EVENTS}
    assert kinds >= {"channel", "group", "im", "mpim"}


def test_each_command_and_shortcut_that_is_listened_to_is_on_offer(ears: Ears) -> None:
    assert named(ears, "command") == [each["command"] for each in FEATURES["slash_commands"]]
    offered = [each["callback_id"] for each in FEATURES["shortcuts"]]
    assert [each["callback_id"] for each in named(ears, "shortcut")] == offered


def test_interactivity_is_on_because_something_needs_it(ears: Ears) -> None:
    interactive = {kind for kind, _ in ears.listening} - {"event", "command", "error"}
    assert interactive == {"shortcut", "action", "view", "options"}
    assert SETTINGS["interactivity"]["is_enabled"] is bool(interactive)


def test_the_app_home_is_as_the_code_uses_it() -> None:
    assert FEATURES["app_home"] == {
        "home_tab_enabled": "views.publish" in called(),
        "messages_tab_enabled": "message.im" in EVENTS,
        "messages_tab_read_only_enabled": False,
    }


# What the code calls -----------------------------------------------------------------------------


@cache
def called() -> set[str]:
    """The Web API methods that bot/ and handlers/ name, called there or passed on as a value."""
    sources = [path for folder in ("bot", "handlers") for path in (ROOT / folder).rglob("*.py")]
    nodes = [node for path in sources for node in ast.walk(ast.parse(path.read_text()))]
    return {_method(node.attr) for node in nodes if isinstance(node, ast.Attribute)} - {""}


def _method(attribute: str) -> str:
    """`chat_postMessage` of the SDK's client as `chat.postMessage`; "" for what is no method."""
    if attribute.startswith("_") or attribute not in vars(AsyncWebClient):
        return ""
    return attribute.replace("_", ".")


def test_the_scopes_of_every_method_that_is_called_are_known() -> None:
    assert called() == set(METHODS)


def test_no_call_goes_past_the_methods_of_the_client() -> None:
    sources = [path for folder in ("bot", "handlers") for path in (ROOT / folder).rglob("*.py")]
    assert [path for path in sources if re.search(r"\bapi_call\b", path.read_text())] == []


def test_the_bot_has_the_scopes_that_it_needs_and_no_other() -> None:
    needed = {scope for method in called() for scope in METHODS[method]}
    needed |= {scope for each in EVENTS for scope in SUBSCRIPTIONS[each][2]}
    if FEATURES["slash_commands"] or FEATURES["shortcuts"]:
        needed.add(SCOPE_OF_FEATURES)
    assert set(BOT_SCOPES) == needed
    assert list(MANIFEST["oauth_config"]["scopes"]) == ["bot"]


# What Slack takes --------------------------------------------------------------------------------


def test_nothing_is_there_twice() -> None:
    assert len(set(BOT_SCOPES)) == len(BOT_SCOPES)
    assert len(set(EVENTS)) == len(EVENTS)


@for_each("entry", [*BOT_SCOPES, *EVENTS])
def test_each_scope_and_event_says_why_it_is_there(entry: str) -> None:
    (line,) = [line for line in TEXT.splitlines() if line.strip().startswith(f"- {entry} ")]
    assert re.fullmatch(r" +- [a-z_.:]+ # \S.{8,}", line)


# Source of the limits: docs.slack.dev/reference/app-manifest
LIMITS = [
    ("display_information.name", 35),
    ("display_information.description", 140),
    ("features.bot_user.display_name", 80),
    ("features.slash_commands.0.command", 32),
    ("features.slash_commands.0.description", 2000),
    ("features.slash_commands.0.usage_hint", 1000),
    ("features.shortcuts.0.name", 24),
    ("features.shortcuts.0.callback_id", 255),
    ("features.shortcuts.0.description", 150),
]


@for_each(("path", "longest"), LIMITS)
def test_slack_takes_texts_of_this_length(path: str, longest: int) -> None:
    value: Any = MANIFEST
    for part in path.split("."):
        value = value[int(part)] if part.isdigit() else value[part]
    assert 0 < len(value) <= longest


def test_every_command_and_shortcut_is_held_to_the_limits() -> None:
    held = {path.rpartition(".")[0] for path, _ in LIMITS}
    for feature in ("slash_commands", "shortcuts"):
        for index in range(len(FEATURES[feature])):
            assert f"features.{feature}.{index}" in held


def test_names_have_the_form_that_slack_asks_for() -> None:
    assert re.fullmatch(r"[a-z0-9_.-]+", FEATURES["bot_user"]["display_name"])
    assert re.fullmatch(r"/[a-z]+", FEATURES["slash_commands"][0]["command"])
    assert re.fullmatch(r"#[0-9a-f]{6}", MANIFEST["display_information"]["background_color"])


def test_the_app_comes_up_in_socket_mode() -> None:
    assert SETTINGS["socket_mode_enabled"] is True
    assert "request_url" not in TEXT
