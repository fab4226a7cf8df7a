"""httpx's requests and errors over aiohttp's connections, at two thirds of httpcore's CPU.

ConnectError, ConnectTimeout and ProxyError come before the first byte of a request; after any other
error it may have arrived. aiohttp sends a POST once, whatever happens to its connection.
"""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp
import httpx

from bot import patience

TIMEOUT = aiohttp.ClientTimeout(
    connect=patience.TENCENT_CONNECTS_WITHIN, sock_read=patience.TENCENT_READS_WITHIN
)

# aiohttp's errors, of which the first that fits counts.
_AS_HTTPX: tuple[tuple[type[Exception], type[httpx.TransportError]], ...] = (
    (aiohttp.ConnectionTimeoutError, httpx.ConnectTimeout),
    (aiohttp.ServerTimeoutError, httpx.ReadTimeout),
    (TimeoutError, httpx.WriteTimeout),
    (aiohttp.ClientConnectorError, httpx.ConnectError),
    (aiohttp.ClientHttpProxyError, httpx.ProxyError),
    (Exception, httpx.ReadError),
)


def proxy_for(address: str) -> str | None:
    """Give the environment's proxy for an address, by HTTPS_PROXY, ALL_PROXY, NO_PROXY …, if any.

    A proxy's address may come without `http://`, as curl takes it too.
    """
    where, proxies = urlsplit(address), getproxies()
    proxy = proxies.get(where.scheme) or proxies.get("all")
    if not proxy or proxy_bypass(where.netloc.rpartition("@")[2]):
        return None
    return proxy if "://" in proxy else f"http://{proxy}"


@dataclass(frozen=True)
class Transport:
    """Sends requests by a session of aiohttp's, whose end is the caller's business."""

    session: aiohttp.ClientSession
    proxy: str | None = None
    within: aiohttp.ClientTimeout = TIMEOUT
    writes_within: float = patience.TENCENT_WRITES_WITHIN

    async def send(
        self, request: httpx.Request, body: tuple[bytes, ...], longest: int
    ) -> tuple[int, str, bytes]:
        """Send a request with this body; return the response's status, type and body as it came.

        The body goes out part by part, and of the response's not much more than the `longest` one
        is read. Raises httpx's TransportError, whose text can name no proxy's password.
        """
        try:
            async with (
                asyncio.timeout(None) as writing,
                self.session.request(
                    request.method,
                    str(request.url),
                    headers=request.headers,
                    data=self._parts(body, writing) if len(body) > 1 else body[0],
                    allow_redirects=False,
                    auto_decompress=False,
                    proxy=self.proxy,
                    timeout=self.within,
                ) as response,
            ):
                read = bytearray()
                while len(read) <= longest and (piece := await response.content.readany()):
                    read += piece
                return response.status, response.headers.get("Content-Type", ""), bytes(read)
        except (aiohttp.ClientError, OSError) as error:
            named = next(ours for theirs, ours in _AS_HTTPX if isinstance(error, theirs))
            is_told = named is httpx.ConnectError
            raise named(str(error) if is_told else type(error).__name__) from None

    async def _parts(
        self, body: tuple[bytes, ...], writing: asyncio.Timeout
    ) -> AsyncIterator[bytes]:
        loop = asyncio.get_running_loop()
        for part in body:
            writing.reschedule(loop.time() + self.writes_within)
            yield part
        writing.reschedule(None)
