"""httpx over aiohttp's connections, which carry a letter for two thirds of httpcore's CPU.

What goes wrong is raised as httpx names it, and by when: the errors that come before the first byte
of a request are httpx's ConnectError, ConnectTimeout and ProxyError; after that it may have
arrived. aiohttp sends a POST once, whatever happens to its connection.
"""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp
import httpx

SMALL = 1 << 18  # bytes of a request that is sent at once; of a larger one each part by itself


def proxy_for(address: str) -> str | None:
    """Give the environment's proxy for an address, by HTTPS_PROXY, HTTP_PROXY, ALL_PROXY, NO_PROXY.

    A proxy's address may come without `http://`, as curl takes it too.
    """
    where, proxies = urlsplit(address), getproxies()
    if proxy_bypass(where.netloc.rpartition("@")[2]):
        return None
    proxy = proxies.get(where.scheme) or proxies.get("all")
    return f"http://{proxy}" if proxy and "://" not in proxy else proxy


class Transport(httpx.AsyncBaseTransport):
    """Sends requests by a session of aiohttp's, whose end is the caller's business."""

    def __init__(self, session: aiohttp.ClientSession, proxy: str | None = None) -> None:
        self._session = session
        self._proxy = proxy

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request, whose headers tell its length; the response's body is still to come."""
        within = request.extensions["timeout"]
        is_large = int(request.headers["Content-Length"]) > SMALL
        with _as_httpx_says():
            async with asyncio.timeout(None) as writing:
                parts = _parts(request, writing, within["write"])
                response = await self._session.request(
                    request.method,
                    str(request.url),
                    headers=request.headers,
                    data=parts if is_large else await request.aread(),
                    allow_redirects=False,
                    auto_decompress=False,
                    proxy=self._proxy,
                    timeout=aiohttp.ClientTimeout(
                        connect=within["connect"], sock_read=within["read"]
                    ),
                )
        return httpx.Response(response.status, headers=response.raw_headers, stream=_Body(response))


class _Body(httpx.AsyncByteStream):
    def __init__(self, response: aiohttp.ClientResponse) -> None:
        self._response = response

    async def __aiter__(self) -> AsyncIterator[bytes]:
        with _as_httpx_says():
            while piece := await self._response.content.readany():
                yield piece

    async def aclose(self) -> None:
        self._response.release()  # what has not been read to its end is closed


async def _parts(
    request: httpx.Request, writing: asyncio.Timeout, within: float
) -> AsyncIterator[bytes]:
    """Give a body part by part; each has `within` seconds to leave."""
    loop = asyncio.get_running_loop()
    async for part in request.stream:  # type: ignore[union-attr]  # an AsyncByteStream
        writing.reschedule(loop.time() + within)
        yield part
    writing.reschedule(None)


@contextmanager
def _as_httpx_says() -> Iterator[None]:
    """Turn aiohttp's errors into httpx's; no text of one can name a proxy's password."""
    try:
        yield
    except aiohttp.ConnectionTimeoutError:
        raise httpx.ConnectTimeout("") from None
    except aiohttp.ServerTimeoutError:
        raise httpx.ReadTimeout("") from None
    except TimeoutError:
        raise httpx.WriteTimeout("") from None
    except aiohttp.ClientConnectorError as error:
        raise httpx.ConnectError(str(error)) from None
    except aiohttp.ClientHttpProxyError as error:
        raise httpx.ProxyError(f"HTTP {error.status}") from None
    except (aiohttp.ClientError, OSError) as error:
        raise httpx.ReadError(type(error).__name__) from None
