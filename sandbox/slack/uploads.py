"""Files that the app sends: the address to post the bytes to, and what came there."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from aiohttp import web

from sandbox.slack.calls import ApiError

# Slack shares an uploaded file some time after it said `ok`; seconds.
SHARING_TAKES = 0.05


@dataclass
class Pending:
    """An upload that is not completed: announced, and perhaps received."""

    filename: str
    length: int
    content: bytes | None = None


class Uploads:
    """Uploads under way, by file ID."""

    def __init__(self, origin: str) -> None:
        self._origin = origin
        self._pending: dict[str, Pending] = {}
        self._timers: list[asyncio.TimerHandle] = []

    def begin(self, file_id: str, filename: str, length: int) -> str:
        """The URL that takes the bytes."""
        self._pending[file_id] = Pending(filename, length)
        return f"{self._origin}/upload/v1/{file_id}"

    async def receive(self, request: web.Request) -> web.Response:
        """The bytes, raw or as a form's first file."""
        pending = self._pending.get(request.match_info["file_id"])
        content = await _content(request)
        if pending is None or len(content) != pending.length:
            return web.Response(status=400, text="unexpected upload")
        pending.content = content
        return web.Response(text=f"OK - {len(content)}")

    def complete(self, file_id: str) -> Pending:
        """The upload, which can be completed once; ApiError when its bytes never came."""
        pending = self._pending.pop(file_id, None)
        if pending is None or pending.content is None:
            raise ApiError("file_not_found")
        return pending

    def share_later(self, share: Callable[[], None]) -> None:
        """Calls `share` a little later, as Slack does."""
        self._timers.append(asyncio.get_running_loop().call_later(SHARING_TAKES, share))

    def close(self) -> None:
        """Nothing is shared any more."""
        for timer in self._timers:
            timer.cancel()


async def _content(request: web.Request) -> bytes:
    if request.content_type != "multipart/form-data":
        return await request.read()
    form = await request.post()
    files = [value for value in form.values() if isinstance(value, web.FileField)]
    return files[0].file.read() if files else b""
