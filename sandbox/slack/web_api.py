"""The Web API over HTTP: tokens, scopes, arguments, faults, and the record of all calls."""

import json
import time
from dataclasses import dataclass
from pathlib import Path
from pkgutil import resolve_name
from typing import Any

import msgspec
from aiohttp import web

from sandbox.slack.cast import APP, BOT_USER, Channel, Person
from sandbox.slack.faults import respond
from sandbox.slack.messages import OBJECTS, Json, Message
from sandbox.slack.workspace import Call, Workspace

APP_LEVEL = "apps.connections.open"


class ApiError(Exception):
    """The call is refused: HTTP 200 with `ok: false`, this error, and further fields."""

    def __init__(self, error: str, **fields: Any) -> None:
        super().__init__(error)
        self.response: Json = {"ok": False, "error": error, **fields}


def invalid(*messages: str, error: str = "invalid_arguments") -> ApiError:
    """The error that says in `response_metadata.messages` what is wrong."""
    return ApiError(error, response_metadata={"messages": list(messages)})


@dataclass(frozen=True)
class Arguments:
    """Arguments as they came, out of query, form or JSON: strings or JSON values."""

    given: Json

    def __contains__(self, name: str) -> bool:
        return self.given.get(name) is not None

    def text(self, name: str, default: str = "") -> str:
        """The argument as text."""
        return str(self.given[name]) if name in self else default

    def required(self, name: str) -> str:
        """The argument as text; ApiError when it is missing or empty."""
        if not self.text(name):
            raise invalid(f"[ERROR] missing required field: {name}")
        return self.text(name)

    def flag(self, name: str) -> bool:
        """Whether the argument is set; slack_sdk sends 1 and 0 in queries."""
        return self.text(name).lower() in ("1", "true")

    def number(self, name: str, default: int) -> int:
        """The argument as a whole number; ApiError when it is none."""
        try:
            return int(self.text(name) or default)
        except ValueError:
            raise invalid(f"[ERROR] must be an integer [json-pointer:/{name}]") from None

    def structure(self, name: str, kind: type, error: str = "invalid_arguments") -> Any:
        """The argument, decoded where it came as text; None when empty. ApiError: not of `kind`."""
        value = self.given.get(name)
        try:
            value = json.loads(value) if isinstance(value, str) else value
        except ValueError:
            raise ApiError(error) from None
        if value and not isinstance(value, kind):
            raise ApiError(error)
        return value or None


class Method(msgspec.Struct, frozen=True):
    """A method of the Web API: the function that is run, and the scope that it always needs."""

    run: str
    scope: str | None = None


METHODS = msgspec.toml.decode(
    Path(__file__).with_name("methods.toml").read_bytes(), type=dict[str, Method]
)


def need(workspace: Workspace, scope: str | None) -> None:
    """ApiError when the bot token does not have the scope, if it is one."""
    if scope and scope not in workspace.scopes:
        raise ApiError("missing_scope", needed=scope, provided=_given(workspace))


def user(workspace: Workspace, user_id: str) -> Person:
    """Who has this ID, of either kind; ApiError when nobody has."""
    person = workspace.person(user_id)
    if person is None:
        raise ApiError("user_not_found")
    return person


def visible(workspace: Workspace, channel_id: str) -> Channel:
    """The channel, if the bot may know of it: public, or the bot is in it."""
    channel = workspace.channels.get(channel_id)
    if channel is None or (channel.kind != "channel" and BOT_USER not in channel.members):
        raise ApiError("channel_not_found")
    return channel


def joined(workspace: Workspace, channel_id: str) -> Channel:
    """The channel, if the bot is in it."""
    channel = visible(workspace, channel_id)
    if BOT_USER not in channel.members:
        raise ApiError("not_in_channel")
    return channel


def message_at(workspace: Workspace, args: Arguments, ts: str) -> Message:
    """The message in a channel that the bot is in; `ts` is the argument that says which."""
    channel = joined(workspace, args.required("channel"))
    message = workspace.find(channel.id, args.required(ts))
    if message is None:
        raise ApiError("message_not_found")
    return message


async def handle(workspace: Workspace, request: web.Request) -> web.StreamResponse:
    """One call of `/api/METHOD`: recorded first, then run, unless a fault comes between."""
    name = request.match_info["method"]
    method = METHODS.get(name)
    try:
        given = await read_arguments(request)
    except ApiError as error:
        return web.json_response(error.response)
    token = _token(request, given)
    workspace.calls.append(Call(name, given, token or None, time.time()))
    workspace.note()

    async def response() -> web.StreamResponse:
        try:
            if method is None:
                raise ApiError("unknown_method", req_method=name)
            _check_token(workspace, name, token)
            need(workspace, method.scope)
            run = resolve_name(f"sandbox.slack.{method.run}")
            shown = {"ok": True, **run(workspace, Arguments(given))}
        except ApiError as error:
            shown = error.response
        accepted = (method and method.scope) or ""
        scopes = {"x-oauth-scopes": _given(workspace), "x-accepted-oauth-scopes": accepted}
        return web.json_response(shown, headers=scopes)

    return await respond(workspace.faults, workspace.faults.take(name), request, response)


async def read_arguments(request: web.Request) -> Json:
    """What the request carries in its query and its body, form or JSON; ApiError if it is none."""
    if request.content_type != "application/json":
        form = (await request.post()).items()
        return {**request.query, **{name: text for name, text in form if isinstance(text, str)}}
    try:
        decoded = json.loads(await request.text() or "{}")
    except ValueError:
        raise ApiError("invalid_json") from None
    if not isinstance(decoded, dict):
        raise ApiError("json_not_object")
    return {**request.query, **decoded}


def _given(workspace: Workspace) -> str:
    return ",".join(sorted(workspace.scopes))


def _token(request: web.Request, given: Json) -> str:
    """The token out of the header, or out of the arguments, where it is no argument."""
    argument = given.pop("token", None)
    scheme, _, bearer = request.headers.get("Authorization", "").partition(" ")
    return bearer.strip() if scheme.lower() == "bearer" and bearer else str(argument or "")


def _check_token(workspace: Workspace, name: str, token: str) -> None:
    tokens = [workspace.bot_token, workspace.app_token]
    right, wrong = reversed(tokens) if name == APP_LEVEL else tokens
    if token != right:
        errors = {"": "not_authed", wrong: "not_allowed_token_type"}
        raise ApiError(errors.get(token, "invalid_auth"))


def auth_test(workspace: Workspace, _args: Arguments) -> Json:
    """*auth.test*, docs.slack.dev."""
    name, url = workspace.people[BOT_USER].name, f"{workspace.origin}/"
    return OBJECTS["auth.test"] | {"user": name, "url": url}


def connections_open(workspace: Workspace, _args: Arguments) -> Json:
    """*apps.connections.open*, docs.slack.dev: a WebSocket URL for one handshake."""
    return {"url": workspace.sockets.url(), "app_id": APP}
