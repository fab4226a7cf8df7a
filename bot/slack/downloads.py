"""A file that was dropped into Slack → its bytes, without ever giving the bot's token away.

Slack hands files out by plain GET with the bot's token. A file object is not to be trusted: a
remote file's address is whatever an app registered, and a missing scope shows as a login page with
status 200 (page "Working with files").
"""

import asyncio
import logging
import re
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field, replace

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient
from yarl import URL

from bot import problems
from bot.patience import (
    DOWNLOAD_BYTES_A_SECOND,
    FILE_PAUSES_WITHIN,
    SLACK_CALL,
    SLACK_CONNECTS_WITHIN,
    Patience,
)
from bot.problems import Failed, FileProblem
from bot.slack.api import (
    PASSING_STATUSES,
    SlackBusy,
    SlackRefused,
    Trouble,
    ask,
    retried,
    seconds,
)
from bot.slack.shapes import File, read_file

log = logging.getLogger("letterdrop.files")

OK = 200
REDIRECTS = 3
UNKNOWN = 0  # the size where none is told; an empty file is soon downloaded too

REDIRECTIONS = {301, 302, 303, 307, 308}
FILE_TIMEOUT = aiohttp.ClientTimeout(
    sock_connect=SLACK_CONNECTS_WITHIN, sock_read=FILE_PAUSES_WITHIN
)
PIECE = 1 << 20
"""Bytes to take from the socket at once: two pieces of a letter cost a quarter of twenty."""

PROTOCOLS = {"http", "https"}
SLACK_HOST = re.compile(r"(?:[a-z0-9-]+\.)*slack\.com")
LOOPBACK = {"localhost", "127.0.0.1", "::1"}

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
class Fetched:
    """A file's bytes, and how Slack describes it: of a stub more than the message said."""

    file: File
    content: bytes


HEAD = 1_024  # bytes that are looked at before the rest of a large file is fetched


@dataclass(frozen=True)
class Limit:
    """How many bytes are fetched: `usual`, or `most` of a file with a `promising` beginning.

    `promising` gets the first `HEAD` bytes.
    """

    usual: int
    most: int = 0
    promising: Callable[[bytes], bool] = field(default=lambda _: False)

    @property
    def largest(self) -> int:
        """The size beyond which nothing is downloaded."""
        return max(self.usual, self.most)

    def exceeded(self, file: File, size: int) -> Failed:
        """Refuse a file of so many bytes."""
        if size > self.most > self.usual:
            return Failed(problems.TooLargeToMend(file.name, size, self.most))
        return Failed(problems.FileTooLarge(file.name, size, self.usual))


@dataclass(frozen=True)
class Downloads:
    """Downloads files; `api_url` is that of the Web API.

    `patience.total` bounds one download, and a large file gets more.

    aiohttp does it, as for everything else at Slack: it is a fifth of the work that httpx makes of
    a letter of 1.3 MB.
    """

    client: AsyncWebClient
    http: aiohttp.ClientSession
    token: str = field(repr=False)
    api_url: str
    patience: Patience = SLACK_CALL

    async def fetch(self, file: File, limit: int | Limit) -> Fetched:
        """Return a file of at most `limit` bytes.

        Raises Failed: the file is no file, deleted, hidden or not for the bot; empty or too large
        (told from the metadata where they say so); or Slack does not hand it out whole.
        """
        limit = Limit(limit) if isinstance(limit, int) else limit
        longer = min(file.size, limit.largest) / DOWNLOAD_BYTES_A_SECOND
        patience = replace(self.patience, total=self.patience.total + longer)
        try:
            async with asyncio.timeout(patience.total):
                return await self._fetch(file, limit, patience)
        except (SlackBusy, TimeoutError) as no:
            log.warning("file %s: no download: %s", file.id, no)
            raise Failed(problems.SlackUnreachable(file.name)) from None

    async def _fetch(self, file: File, limit: Limit, patience: Patience) -> Fetched:
        _refuse_by_mode(file)
        if file.file_access == "check_file_info" or not file.url:
            file = await self._look_up(file)
            _refuse_by_mode(file)
        if file.size > limit.largest:
            raise limit.exceeded(file, file.size)
        for _ in range(2):
            content = await retried(patience, lambda _: self._download(file, limit))
            if file.size in (len(content), UNKNOWN):
                return Fetched(file, content)
        raise Failed(problems.IncompleteDownload(file.name, len(content), file.size))

    async def _look_up(self, stub: File) -> File:
        """Return the real file behind a stub of Slack Connect's (page "files.info")."""
        try:
            response = await retried(
                self.patience, lambda _: ask(self.client.files_info, file=stub.id)
            )
        except SlackRefused as refused:
            log.warning("file %s: files.info: %s", stub.id, refused)
            problem = ACCESS.get(refused.error, problems.SlackUnreachable)
            raise Failed(problem(stub.name)) from None
        file = read_file(response.get("file"))
        if file is None or not file.url:
            raise Failed(problems.FileNotVisible(file.name if file else stub.name))
        return file

    def _first_url(self, file: File) -> URL:
        """Return the file's address if the token may go there."""
        url = _parse(file.url, file)
        if not takes_token(url, URL(self.api_url)):
            raise _foreign(url, file)
        return url

    async def _download(self, file: File, limit: Limit) -> bytes:
        """Walk to the bytes; redirects are followed here, since the token stays in its origin."""
        url, with_token = self._first_url(file), True
        try:
            for _ in range(1 + REDIRECTS):
                async with self._get(url, with_token=with_token) as response:
                    location = response.headers.get("Location")
                    if response.status not in REDIRECTIONS or not location:
                        return await _read(response, file, limit)
                before, url = url, self._redirected(url, location, file)
                with_token = with_token and _origin(url) == _origin(before)
        except (aiohttp.ClientError, OSError) as error:
            raise Trouble(type(error).__name__) from None
        log.warning("file %s: more than %s redirects", file.id, REDIRECTS)
        raise Failed(problems.SlackUnreachable(file.name))

    def _get(
        self, url: URL, *, with_token: bool
    ) -> AbstractAsyncContextManager[aiohttp.ClientResponse]:
        """Ask for the bytes as they are: what is not packed cannot blow up while it is unpacked."""
        token = {"Authorization": f"Bearer {self.token}"} if with_token else {}
        return self.http.get(
            url,
            headers={"Accept-Encoding": "identity", **token},
            allow_redirects=False,
            auto_decompress=False,
            timeout=FILE_TIMEOUT,
            read_bufsize=PIECE,
            proxy=self.client.proxy,
        )

    def _redirected(self, url: URL, location: str, file: File) -> URL:
        """Return where a redirect leads, if files may come from there."""
        target = _parse(location, file, base=url)
        if _origin(target) == _origin(url) or target.scheme == "https":
            return target
        if _is_local(target) and _is_local(URL(self.api_url)):
            return target
        raise _foreign(target, file)


def takes_token(url: URL, api: URL) -> bool:
    """Tell whether the bot's token may go to this address, given that of the Web API.

    It may go to the Web API's own origin, and over https to slack.com and its subdomains.
    """
    if url.user is not None or url.password is not None:
        return False
    host = url.host or ""
    slack = SLACK_HOST.fullmatch(host) is not None
    return _origin(url) == _origin(api) or (slack and _origin(url) == ("https", host, 443))


def _origin(url: URL) -> tuple[str, str | None, int | None]:
    return url.scheme, url.host, url.port


def _is_local(url: URL) -> bool:
    return url.scheme == "http" and url.host in LOOPBACK


def _parse(address: str, file: File, base: URL | None = None) -> URL:
    """Read an address, which is sent as it stands: Slack has quoted it already."""
    try:
        url = URL(address, encoded=True)
        url = base.join(url) if base else url
        usable = url.host and url.port and url.scheme in PROTOCOLS  # yarl reads them only now
    except ValueError:
        raise Failed(problems.ForeignHost(file.name, "")) from None
    if not usable:
        raise _foreign(url, file)
    return url


def _foreign(url: URL, file: File) -> Failed:
    log.warning("file %s: no download from %s://%s", file.id, url.scheme, url.host)
    return Failed(problems.ForeignHost(file.name, url.host or ""))


def _refuse_by_mode(file: File) -> None:
    """Raise Failed for what cannot be downloaded by its nature or for this bot."""
    external = problems.RemoteFile if file.is_external else None
    if problem := external or MODES.get(file.mode) or ACCESS.get(file.file_access):
        raise Failed(problem(file.name))


async def _read(response: aiohttp.ClientResponse, file: File, limit: Limit) -> bytes:
    """Return the body, or raise Failed (it is no file) or Trouble (it may be one next time)."""
    _refuse_by_head(response, file)
    known = max(file.size, response.content_length or 0)
    content = bytearray()
    if known <= limit.largest:
        await _take(response, content, HEAD)
    most = limit.largest if limit.most and limit.promising(bytes(content[:HEAD])) else limit.usual
    if known <= most:
        await _take(response, content, most + 1)
    if max(known, len(content)) > most:
        raise limit.exceeded(file, max(known, len(content)))
    return bytes(content)


async def _take(response: aiohttp.ClientResponse, content: bytearray, enough: int) -> None:
    """Read on until there are so many bytes, or no more."""
    while len(content) < enough and (piece := await response.content.readany()):
        content += piece


def _refuse_by_head(response: aiohttp.ClientResponse, file: File) -> None:
    """Raise Failed or Trouble unless status and headers announce the file itself."""
    status, headers = response.status, response.headers
    if status in PASSING_STATUSES:
        raise Trouble(f"HTTP {status}", seconds(headers.get("Retry-After")))
    page = headers.get("Content-Type", "").lower().startswith("text/html")
    if status == OK and page and not file.mimetype.startswith("text/html"):
        raise Failed(problems.FilesScopeMissing(file.name))
    if status != OK or headers.get("Content-Encoding", "identity").lower() != "identity":
        log.warning("file %s: HTTP %s, or packed", file.id, status)
        raise Failed(STATUSES.get(status, problems.SlackUnreachable)(file.name))
