"""httpx over aiohttp: each trouble by the name that tells whether a request may have arrived."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import aiohttp
import httpx
import pytest

from bot.tencent.client import NEVER_SENT
from bot.tencent.transport import Transport, proxy_for
from tests.for_each import for_each

Reader, Writer = asyncio.StreamReader, asyncio.StreamWriter
Serve = Callable[[Reader, Writer], Coroutine[Any, Any, object]]
LARGE = tuple(bytes([number]) * (1 << 18) for number in range(64))  # more than is taken unread


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


async def post(
    transport: Transport, address: str, body: tuple[bytes, ...] = (b"{}",)
) -> tuple[int, str, bytes]:
    headers = {"Content-Length": str(sum(map(len, body)))}
    return await transport.send(httpx.Request("POST", address, headers=headers), body, 1_000)


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
    ("serve", "body", "changes", "raised"),
    [
        (hangs_up, (b"{}",), {}, httpx.ReadError),
        (breaks_off, (b"{}",), {}, httpx.ReadError),
        (
            says_nothing,
            (b"{}",),
            {"within": aiohttp.ClientTimeout(sock_read=0.05)},
            httpx.ReadTimeout,
        ),
        (does_not_read, LARGE, {"writes_within": 0.05}, httpx.WriteTimeout),
    ],
)
async def test_what_may_have_arrived_is_never_called_unsent(
    transport: Transport,
    serve: Serve,
    body: tuple[bytes, ...],
    changes: dict[str, Any],
    raised: type[httpx.TransportError],
) -> None:
    async with serving(serve) as address:
        with pytest.raises(httpx.TransportError) as trouble:
            await post(replace(transport, **changes), f"http://{address}", body)
    assert type(trouble.value) is raised
    assert not isinstance(trouble.value, NEVER_SENT)


async def test_a_proxy_that_refuses_has_let_nothing_through_and_its_password_is_not_told() -> None:
    async with serving(wants_a_password) as address, aiohttp.ClientSession() as session:
        transport = Transport(session, f"http://me:w0rd@{address}")
        with pytest.raises(NEVER_SENT) as trouble:
            await post(transport, "https://ssl.invalid")
    assert type(trouble.value) is httpx.ProxyError
    assert "w0rd" not in repr(trouble.value)


async def test_a_large_body_arrives_whole_and_with_its_length(transport: Transport) -> None:
    got: list[bytes] = []
    size = sum(map(len, LARGE))

    async def takes(reader: Reader, writer: Writer) -> None:
        got.append(await reader.readuntil(b"\r\n\r\n"))
        got.append(await reader.readexactly(size))
        writer.write(b"HTTP/1.1 204 No Content\r\n\r\n")

    async with serving(takes) as address:
        assert await post(transport, f"http://{address}", LARGE) == (204, "", b"")
    head, body = got
    assert f"content-length: {size}".encode() in head.lower()
    assert b"chunked" not in head
    assert body == b"".join(LARGE)


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
