"""A file that was dropped into Slack → its bytes, without ever giving the bot's token away.

Slack hands files out by plain GET with the bot's token. A file object is not to be trusted: a
remote file's address is whatever an app registered, and a missing scope shows as a login page with
status 200 (page "Working with files").
"""

import asyncio
import logging
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, replace
from typing import Any

import httpx
from slack_sdk.web.async_client import AsyncWebClient

from bot import problems
from bot.intake import File
from bot.problems import Failed, FileProblem
from bot.slack import AGAIN, PATIENCE, Patience, SlackBusy, SlackRefused, Trouble, ask, seconds

log = logging.getLogger("letterdrop.files")

OK = 200
REDIRECTS = 3
TIMEOUT = httpx.Timeout(10.0, connect=5.0)
LOOPBACK = {"localhost", "127.0.0.1", "::1"}
PORTS = {"https": 443, "http": 80}

MODES: dict[str, type[FileProblem]] = {
    "tombstone": problems.FileDeleted,
    "hidden_by_limit": problems.FileHidden,
    "external": problems.RemoteFile,
    **dict.fromkeys(
        ("post", "space", "canvas", "email", "list", "quip", "docs"), problems.SlackDocument
    ),
}
"""The modes that are no files to download (page "File object")."""

ACCESS: dict[str, type[FileProblem]] = {
    "file_not_found": problems.FileNotVisible,
    "access_denied": problems.FileNotVisible,
    "file_deleted": problems.FileDeleted,
    "missing_scope": problems.FilesScopeMissing,
}
"""What `file_access` of a file object and the errors of files.info mean."""

STATUSES: dict[int, type[FileProblem]] = {
    401: problems.FilesScopeMissing,
    403: problems.FileNotVisible,
    404: problems.FileDeleted,
    410: problems.FileDeleted,
}


@dataclass(frozen=True)
class _Hop:
    """One request on the way to the bytes."""

    url: httpx.URL
    with_token: bool


class Files:
    """Downloads files; `api_url` is that of the Web API, `patience.total` bounds one download."""

    def __init__(
        self,
        client: AsyncWebClient,
        http: httpx.AsyncClient,
        token: str,
        api_url: str,
        patience: Patience = PATIENCE,
    ) -> None:
        self._client = client
        self._http = http
        self._token = token
        self._api = httpx.URL(api_url)
        self._patience = patience

    async def fetch(self, file: File, limit: int) -> bytes:
        """Return the bytes of a file of at most `limit` bytes.

        Raises Failed: the file is no file, deleted, hidden or not for the bot; empty or too large
        (told from the metadata where they say so); or Slack does not hand it out whole.
        """
        try:
            async with asyncio.timeout(self._patience.total):
                return await self._fetch(file, limit)
        except (SlackBusy, TimeoutError) as no:
            log.warning("file %s: no download: %s", file.id, no)
            raise Failed(problems.SlackUnreachable(file.name)) from None

    async def _fetch(self, file: File, limit: int) -> bytes:
        _refuse_by_mode(file)
        if file.file_access == "check_file_info" or not file.url:
            file = await self._look_up(file)
            _refuse_by_mode(file)
        _refuse_by_size(file, limit)
        first = _Hop(self._first_url(file), with_token=True)
        for _ in range(2):
            content = await self._patience.run(lambda _: self._download(file, first, limit))
            if len(content) == file.size:
                return content
        raise Failed(problems.IncompleteDownload(file.name, len(content), file.size))

    async def _look_up(self, stub: File) -> File:
        """Return the real file behind a stub of Slack Connect's (page "files.info")."""
        try:
            answer = await self._patience.run(lambda _: ask(self._client.files_info, file=stub.id))
        except SlackRefused as refused:
            log.warning("file %s: files.info: %s", stub.id, refused)
            problem = ACCESS.get(refused.error, problems.SlackUnreachable)
            raise Failed(problem(stub.name)) from None
        file = _described(stub, answer.get("file"))
        if not file.url:
            raise Failed(problems.FileNotVisible(file.name))
        return file

    def _first_url(self, file: File) -> httpx.URL:
        """Return the file's address if the token may go there."""
        url = _parse(file.url, file)
        if not takes_token(url, self._api):
            raise _foreign(url, file)
        return url

    async def _download(self, file: File, hop: _Hop, limit: int) -> bytes:
        """Walk from the first address to the bytes; redirects are followed here, not by httpx."""
        try:
            for _ in range(1 + REDIRECTS):
                async with self._get(hop) as response:
                    if not response.has_redirect_location:
                        return await _read(response, file, limit)
                    hop = self._next_hop(hop, response.headers["Location"], file)
        except httpx.TransportError as error:
            raise Trouble(type(error).__name__) from None
        log.warning("file %s: more than %s redirects", file.id, REDIRECTS)
        raise Failed(problems.SlackUnreachable(file.name))

    def _get(self, hop: _Hop) -> AbstractAsyncContextManager[httpx.Response]:
        """Ask for the bytes as they are: what is not packed cannot blow up while it is unpacked."""
        headers = {"Accept-Encoding": "identity"}
        if hop.with_token:
            headers["Authorization"] = f"Bearer {self._token}"
        return self._http.stream(
            "GET", hop.url, headers=headers, auth=None, follow_redirects=False, timeout=TIMEOUT
        )

    def _next_hop(self, hop: _Hop, location: str, file: File) -> _Hop:
        """Follow a redirect: the token stays within the origin, and is gone once it was left."""
        url = _parse(location, file, base=hop.url)
        if _origin(url) == _origin(hop.url):
            return _Hop(url, hop.with_token)
        if url.scheme == "https" or (_is_local(url) and _is_local(self._api)):
            return _Hop(url, with_token=False)
        raise _foreign(url, file)


def _described(stub: File, shown: Any) -> File:
    """Fill a stub in with what files.info shows; what is not there stays unknown."""
    known = shown if isinstance(shown, dict) else {}
    size = known.get("size")
    return replace(
        stub,
        name=str(known.get("name") or ""),
        size=size if isinstance(size, int) else 0,
        mode=str(known.get("mode") or ""),
        mimetype=str(known.get("mimetype") or ""),
        url=str(known.get("url_private_download") or known.get("url_private") or ""),
        is_external=bool(known.get("is_external")),
        file_access=str(known.get("file_access") or ""),
    )


def takes_token(url: httpx.URL, api: httpx.URL) -> bool:
    """Tell whether the bot's token may go to this address, given that of the Web API.

    It may go to the Web API's own origin, and over https to slack.com and its subdomains.
    """
    if url.userinfo:
        return False
    slack = url.host == "slack.com" or url.host.endswith(".slack.com")
    return _origin(url) == _origin(api) or (slack and _origin(url) == ("https", url.host, 443))


def _origin(url: httpx.URL) -> tuple[str, str, int | None]:
    return url.scheme, url.host, url.port or PORTS.get(url.scheme)


def _is_local(url: httpx.URL) -> bool:
    return url.scheme == "http" and url.host in LOOPBACK


def _parse(address: str, file: File, base: httpx.URL | None = None) -> httpx.URL:
    try:
        return base.join(address) if base else httpx.URL(address)
    except httpx.InvalidURL:
        raise Failed(problems.ForeignHost(file.name, "")) from None


def _foreign(url: httpx.URL, file: File) -> Failed:
    log.warning("file %s: no download from %s://%s", file.id, url.scheme, url.host)
    return Failed(problems.ForeignHost(file.name, url.host))


def _refuse_by_mode(file: File) -> None:
    """Raise Failed for what cannot be downloaded by its nature or for this bot."""
    external = problems.RemoteFile if file.is_external else None
    if problem := external or MODES.get(file.mode) or ACCESS.get(file.file_access):
        raise Failed(problem(file.name))


def _refuse_by_size(file: File, limit: int) -> None:
    if file.size == 0:
        raise Failed(problems.EmptyFile(file.name))
    if file.size > limit:
        raise Failed(problems.FileTooLarge(file.name, file.size, limit))


async def _read(response: httpx.Response, file: File, limit: int) -> bytes:
    """Return the body, or raise Failed (it is no file) or Trouble (it may be one next time)."""
    _refuse_by_head(response, file)
    known = max(file.size, int(response.headers.get("Content-Length", 0)))
    body = bytearray()
    if known <= limit:
        async for chunk in response.aiter_raw():
            body += chunk
            if len(body) > limit:
                break
    if max(known, len(body)) > limit:
        raise Failed(problems.FileTooLarge(file.name, max(known, len(body)), limit))
    return bytes(body)


def _refuse_by_head(response: httpx.Response, file: File) -> None:
    """Raise Failed or Trouble unless status and headers announce the file itself."""
    status, headers = response.status_code, response.headers
    if status in AGAIN:
        raise Trouble(f"HTTP {status}", seconds(headers.get("Retry-After")))
    page = headers.get("Content-Type", "").lower().startswith("text/html")
    if status == OK and page and not file.mimetype.startswith("text/html"):
        raise Failed(problems.FilesScopeMissing(file.name))
    if status != OK or headers.get("Content-Encoding", "identity").lower() != "identity":
        log.warning("file %s: HTTP %s, or packed", file.id, status)
        raise Failed(STATUSES.get(status, problems.SlackUnreachable)(file.name))
