"""One call of the Web API: its arguments, its errors, and the record of it."""

import json
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from sandbox.slack.messages import Json


@dataclass(frozen=True)
class Call:
    """The record of one call; `token` as it was given, or None; `at` in seconds since 1970."""

    method: str
    args: Json
    token: str | None
    at: float


class ApiError(Exception):
    """The call is refused: HTTP 200 with `ok: false`, this error, and further fields."""

    def __init__(self, error: str, **fields: Any) -> None:
        super().__init__(error)
        self.answer: Json = {"ok": False, "error": error, **fields}


@dataclass(frozen=True)
class Arguments:
    """Arguments as they came, out of query, form or JSON: strings or JSON values."""

    given: Json

    def __contains__(self, name: str) -> bool:
        return self.given.get(name) is not None

    def text(self, name: str, default: str = "") -> str:
        """The argument as text."""
        value = self.given.get(name)
        return default if value is None else str(value)

    def required(self, name: str) -> str:
        """The argument as text; ApiError when it is missing or empty."""
        if not self.text(name):
            raise invalid([f"[ERROR] missing required field: {name}"])
        return self.text(name)

    def flag(self, name: str) -> bool:
        """Whether the argument is set; slack_sdk sends 1 and 0 in queries."""
        return self.text(name).lower() in ("1", "true")

    def number(self, name: str, default: int) -> int:
        """The argument as a whole number; ApiError when it is none."""
        try:
            return int(self.text(name) or default)
        except ValueError:
            raise invalid([f"[ERROR] must be an integer [json-pointer:/{name}]"]) from None

    def structure(self, name: str, error: str) -> Any:
        """The argument decoded from JSON, where it came as text; ApiError(error) if that fails."""
        value = self.given.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value)
        except ValueError:
            raise ApiError(error) from None


def invalid(messages: list[str], error: str = "invalid_arguments") -> ApiError:
    """The error that says in `response_metadata.messages` what is wrong."""
    return ApiError(error, response_metadata={"messages": messages})


async def read_arguments(request: web.Request) -> Json:
    """What the request carries in its query and its body, form or JSON."""
    return {**request.query, **await _body(request)}


async def _body(request: web.Request) -> Json:
    if request.content_type == "application/json":
        return _decoded(await request.text())
    form = await request.post()
    return {name: value for name, value in form.items() if isinstance(value, str)}


def _decoded(body: str) -> Json:
    try:
        decoded = json.loads(body or "{}")
    except ValueError:
        raise ApiError("invalid_json") from None
    if not isinstance(decoded, dict):
        raise ApiError("json_not_object")
    return decoded
