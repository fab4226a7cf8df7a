"""The Web API over HTTP: tokens, scopes, arguments, faults, and the record of all calls."""

import time
from collections.abc import Callable

from aiohttp import web

from sandbox.slack import api_chat, api_conversations, api_files, api_people, api_views
from sandbox.slack.calls import ApiError, Arguments, Call, read_arguments
from sandbox.slack.context import Context, Method
from sandbox.slack.faults import Faults, answer_with
from sandbox.slack.messages import Json

METHODS: dict[str, Method] = {
    **api_chat.METHODS,
    **api_conversations.METHODS,
    **api_files.METHODS,
    **api_people.METHODS,
    **api_views.METHODS,
}

APP_LEVEL = "apps.connections.open"


class WebApi:
    """Answers `/api/METHOD`."""

    def __init__(self, context: Context, faults: Faults, note: Callable[[], None]) -> None:
        self.calls: list[Call] = []
        self._context = context
        self._faults = faults
        self._note = note

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """One call: recorded first, then answered, unless a fault comes between."""
        name = request.match_info["method"]
        try:
            given = await read_arguments(request)
        except ApiError as error:
            return web.json_response(error.answer)
        token = _token(request, given)
        self._record(Call(name, given, token, time.time()))

        async def answer() -> web.StreamResponse:
            return self._respond(name, given, token)

        return await answer_with(self._faults.take(name), request, answer)

    def _record(self, call: Call) -> None:
        self.calls.append(call)
        self._note()

    def _respond(self, name: str, given: Json, token: str | None) -> web.Response:
        try:
            answer = {"ok": True, **self._run(name, Arguments(given), token)}
        except ApiError as error:
            answer = error.answer
        return web.json_response(answer, headers=self._scope_headers(name))

    def _run(self, name: str, args: Arguments, token: str | None) -> Json:
        method = METHODS.get(name)
        if method is None:
            raise ApiError("unknown_method", req_method=name)
        self._check_token(name, token)
        if method.scope:
            self._context.need(method.scope)
        return method.run(self._context, args)

    def _check_token(self, name: str, token: str | None) -> None:
        installation = self._context.installation
        kinds = [installation.bot_token, installation.app_token]
        right, wrong = reversed(kinds) if name == APP_LEVEL else kinds
        if not token:
            raise ApiError("not_authed")
        if token == wrong:
            raise ApiError("not_allowed_token_type")
        if token != right:
            raise ApiError("invalid_auth")

    def _scope_headers(self, name: str) -> dict[str, str]:
        method = METHODS.get(name)
        accepted = (method.scope if method else None) or ""
        granted = ",".join(sorted(self._context.installation.scopes))
        return {"x-oauth-scopes": granted, "x-accepted-oauth-scopes": accepted}


def _token(request: web.Request, given: Json) -> str | None:
    """The token out of the header, or out of the arguments, where it is no argument."""
    argument = given.pop("token", None)
    scheme, _, bearer = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "bearer" and bearer:
        return bearer.strip()
    return str(argument) if argument else None
