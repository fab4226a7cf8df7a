"""httpx over aiohttp: each trouble by the name that tells whether a request may have arrived."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import aclosing, asynccontextmanager
from typing import Any

import aiohttp
import httpx
import pytest

from bot.tencent.client import NEVER_SENT
from bot.tencent.transport import SMALL, Transport, proxy_for
from tests.for_each import for_each

Reader, Writer = asyncio.StreamReader, asyncio.StreamWriter
Serve = Callable[[Reader, Writer], Coroutine[Any, Any, object]]
LARGE = bytes(range(256)) * (64 * SMALL // 256)  # more than the system takes unread


@asynccontextmanager
async def serving(serve: Serve) -> AsyncIterator[str]:
    serving: list[asyncio.Task[object]] = []

    async def once(reader: Reader, writer: Writer) -> None:
        serving.append(asyncio.create_task(serve(reader, writer)))
        try:
            await serving[-1]
            writer.close()
        except asyncio.CancelledError:
            writer.transport.abort()

    server = await asyncio.start_server(once, "127.0.0.1", 0)
    try:
        yield f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()
        for task in serving:
            task.cancel()
        await asyncio.sleep(0.01)  # the other end sees that its line is cut


def posting(address: str, body: bytes = b"{}", **within: float) -> httpx.Request:
    timeout = {"connect": 20.0, "read": 20.0, "write": 20.0, "pool": 20.0} | within
    return httpx.Request("POST", address, content=body, extensions={"timeout": timeout})


async def read(transport: Transport, request: httpx.Request) -> bytes:
    async with aclosing(await transport.handle_async_request(request)) as response:
        return await response.aread()


async def hangs_up(reader: Reader, _: Writer) -> None:
    await reader.readuntil(b"\r\n\r\n")


async def says_nothing(reader: Reader, _: Writer) -> None:
    await reader.read()


async def does_not_read(*_: object) -> None:
    await asyncio.sleep(20)


async def wants_a_password(reader: Reader, writer: Writer) -> None:
    await reader.readuntil(b"\r\n\r\n")
    writer.write(b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n")


async def breaks_off(reader: Reader, writer: Writer) -> None:
    await reader.readuntil(b"\r\n\r\n")
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nshort")


@for_each(
    ("serve", "request_of", "raised"),
    [
        (hangs_up, {}, httpx.ReadError),
        (breaks_off, {}, httpx.ReadError),
        (says_nothing, {"read": 0.05}, httpx.ReadTimeout),
        (does_not_read, {"body": LARGE, "write": 0.05}, httpx.WriteTimeout),
    ],
)
async def test_what_may_have_arrived_is_never_called_unsent(
    transport: Transport,
    serve: Serve,
    request_of: dict[str, float],
    raised: type[httpx.TransportError],
) -> None:
    async with serving(serve) as address:
        request = posting(f"http://{address}", **request_of)
        with pytest.raises(httpx.TransportError) as trouble:
            await read(transport, request)
    assert type(trouble.value) is raised
    assert not isinstance(trouble.value, NEVER_SENT)


async def test_a_proxy_that_refuses_has_let_nothing_through_and_its_password_is_not_told() -> None:
    async with serving(wants_a_password) as address, aiohttp.ClientSession() as session:
        transport = Transport(session, f"http://me:w0rd@{address}")
        with pytest.raises(NEVER_SENT) as trouble:
            await transport.handle_async_request(posting("https://ssl.invalid"))
    assert type(trouble.value) is httpx.ProxyError
    assert "407" in str(trouble.value)
    assert "w0rd" not in repr(trouble.value)


async def test_a_large_body_arrives_whole_and_with_its_length(transport: Transport) -> None:
    got: list[bytes] = []

    async def takes(reader: Reader, writer: Writer) -> None:
        got.append(await reader.readuntil(b"\r\n\r\n"))
        got.append(await reader.readexactly(len(LARGE)))
        writer.write(b"HTTP/1.1 204 No Content\r\n\r\n")

    async with serving(takes) as address:
        response = await transport.handle_async_request(posting(f"http://{address}", LARGE))
    assert response.status_code == 204
    head, body = got
    assert f"content-length: {len(LARGE)}".encode() in head.lower()
    assert b"chunked" not in head
    assert body == LARGE


@for_each(
    ("environment", "address", "proxy"),
    [
        ({}, "https://ssl.example", None),
        ({"HTTPS_PROXY": "proxy:3128"}, "https://ssl.example", "http://proxy:3128"),
        ({"https_proxy": "http://u:p@proxy"}, "https://ssl.example", "http://u:p@proxy"),
        ({"ALL_PROXY": "http://all"}, "https://ssl.example", "http://all"),
        ({"HTTP_PROXY": "http://plain"}, "https://ssl.example", None),
        ({"HTTPS_PROXY": "http://p", "NO_PROXY": "example"}, "https://ssl.example", None),
        ({"HTTPS_PROXY": "http://p", "NO_PROXY": "other,fe80::/10"}, "https://a.b", "http://p"),
    ],
)
def test_the_environment_names_the_proxy(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], address: str, proxy: str | None
) -> None:
    with monkeypatch.context() as set_up:
        for name, value in environment.items():
            set_up.setenv(name, value)
        assert proxy_for(address) == proxy
