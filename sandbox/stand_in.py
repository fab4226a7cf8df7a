"""What both stand-ins do alike: serve, wake those who wait for a change, misbehave on request."""

import asyncio
import socket
from abc import abstractmethod
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import Generic, TypeVar

from aiohttp import web

Found = TypeVar("Found")
AnyFault = TypeVar("AnyFault")

# Seconds after which a condition is looked at again: databases and processes announce no changes.
OUTSIDE_WORLD = 0.05
SHUTDOWN = 0.1  # seconds that requests under way have to end in; then they are cancelled


@asynccontextmanager
async def serving(app: web.Application, *ports: socket.socket) -> AsyncIterator[None]:
    """Serve on these ports until the block ends."""
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=SHUTDOWN)
    await runner.setup()
    try:
        for port in ports:
            await web.SockSite(runner, port).start()
        yield
    finally:
        await runner.cleanup()


def local_port(number: int = 0) -> tuple[socket.socket, str]:
    """Listen on a port of 127.0.0.1, 0: on a free one; gives the origin of its URLs as well."""
    port = socket.create_server(("127.0.0.1", number))
    return port, f"http://127.0.0.1:{port.getsockname()[1]}"


class Changes:
    """Wakes whoever waits, each time something in the stand-in has changed."""

    def __init__(self) -> None:
        self._changed = asyncio.Event()
        self.listeners: set[asyncio.Event] = set()  # are set at each change, too

    @abstractmethod
    def transcript(self) -> str:
        """What has happened so far, for whoever waits in vain."""

    def note(self) -> None:
        """Something has changed."""
        self._changed.set()
        self._changed = asyncio.Event()
        for each in self.listeners:
            each.set()

    async def until(self, condition: Callable[[], Found], timeout: float = 60.0) -> Found:  # noqa: ASYNC109 - reads better than a block around it
        """What `condition` returns, once that is true; AssertionError after `timeout` seconds."""
        deadline = asyncio.get_running_loop().time() + timeout
        while not (found := condition()):
            left = deadline - asyncio.get_running_loop().time()
            if left <= 0:
                raise AssertionError(f"still not so after {timeout} s\n{self.transcript()}")
            with suppress(TimeoutError):
                async with asyncio.timeout(min(left, OUTSIDE_WORLD)):
                    await self._changed.wait()
        return found


class Faults(Generic[AnyFault]):
    """The faults that wait for their call, first in, first out, by the name of what is called."""

    def __init__(self) -> None:
        self._waiting: dict[str, list[AnyFault]] = {}
        self._lasting: dict[str, AnyFault] = {}
        self._cleared = asyncio.Event()

    def add(self, name: str, fault: AnyFault, times: int | None = 1) -> None:
        """Let the next `times` calls go wrong like this; None: all, until `clear`."""
        if times is None:
            self._lasting[name] = fault
        else:
            self._waiting.setdefault(name, []).extend([fault] * times)

    def take(self, name: str) -> AnyFault | None:
        """The fault for the call that has just come, or None."""
        waiting = self._waiting.get(name)
        return waiting.pop(0) if waiting else self._lasting.get(name)

    def clear(self) -> None:
        """From now on everything goes well; calls that are late go on at once."""
        self._waiting.clear()
        self._lasting.clear()
        self._cleared.set()
        self._cleared = asyncio.Event()

    async def pause(self, seconds: float) -> None:
        """Be so late, or as late as `clear` comes."""
        if seconds:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._cleared.wait(), seconds)


def break_off(request: web.Request) -> web.Response:
    """The connection is gone; the response only satisfies aiohttp, nobody gets it."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()
