"""A file that was dropped into Slack → its bytes, without ever giving the bot's token away.

Slack hands files out by plain GET with the bot's token. A file object is not to be trusted: a
remote file's address is whatever an app registered, and a missing scope shows as a login page with
status 200 (page "Working with files").
"""

import asyncio
import logging
import re
from dataclasses import dataclass, field, replace

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient
from yarl import URL

from bot import patience
from bot.files.detect import may_be_adjusted
from bot.files.letter import no_letter
from bot.files.types import LARGEST_LETTER
from bot.patience import SLACK_CALL, Patience
from bot.problems import BadFile, Failed, ForeignHost, IncompleteDownload, SizeProblem
from bot.slack import api
from bot.slack.api import SlackBusy, SlackRefused, Trouble
from bot.slack.shapes import LOOPBACK, SLACK_DOCUMENTS, File, read_file

log = logging.getLogger("letterdrop.files")

OK = 200
MOST_REDIRECTS = 3
REDIRECT_STATUSES = {301, 302, 303, 307, 308}
FILE_TIMEOUT = aiohttp.ClientTimeout(
    sock_connect=patience.SLACK_CONNECTS_WITHIN, sock_read=patience.FILE_PAUSES_WITHIN
)
BEGINNING = 1_024  # bytes that are looked at before the rest of a large file is fetched
BYTES_AT_ONCE = 1 << 20
"""Bytes to take from the socket at once: two pieces of a letter cost a quarter of twenty."""

SLACK_HOST = re.compile(r"(?:[a-z0-9-]+\.)*slack\.com")

KIND_OF_MODE = {
    "tombstone": "file-deleted",
    "hidden_by_limit": "file-hidden",
    "external": "remote-file",
    **dict.fromkeys(SLACK_DOCUMENTS, "slack-document"),
}
"""The modes that are no files to download (page "File object"), each with its kind of BadFile."""

KIND_OF_ACCESS = {
    "file_not_found": "file-not-visible",
    "access_denied": "file-not-visible",
    "file_deleted": "file-deleted",
    "missing_scope": "files-scope-missing",
}
"""What `file_access` of a file object and the errors of files.info mean."""

KIND_OF_STATUS = {
    401: "files-scope-missing",
    403: "file-not-visible",
    404: "file-deleted",
    410: "file-deleted",
}


@dataclass(frozen=True)
class Fetched:
    """A file's bytes, and how Slack describes it: of a stub more than the message said."""

    file: File
    content: bytes


@dataclass(frozen=True)
class Limit:
    """How many bytes are fetched: `usual`, or `most` of what may be adjusted by its beginning.

    Without a `most` nothing is adjusted.
    """

    usual: int
    most: int = 0

    @property
    def largest(self) -> int:
        """The size beyond which nothing is downloaded."""
        return max(self.usual, self.most)

    def exceeded(self, file: File, size: int, beginning: bytes = b"") -> Failed:
        """Refuse a file of so many bytes; if it is no letter anyway, that is what counts."""
        if self.most and (other := no_letter(beginning, file.name)):
            return Failed(other)
        if size > self.most > self.usual:
            return Failed(SizeProblem("too-large-to-mend", file.name, size, self.most))
        return Failed(SizeProblem("file-too-large", file.name, size, self.usual))


@dataclass(frozen=True)
class Downloads:
    """Downloads files; `api_url` is that of the Web API.

    `patience.total` bounds one download, and a large file gets more. aiohttp does it: it is a fifth
    of the work that httpx makes of a letter of 1.3 MB.
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
        longer = min(file.size, limit.largest) / patience.DOWNLOAD_BYTES_A_SECOND
        within = replace(self.patience, total=self.patience.total + longer)
        try:
            async with asyncio.timeout(within.total):
                return await self._fetch(file, limit, within)
        except (SlackBusy, TimeoutError) as no:
            log.warning("file %s: no download: %s", file.id, no)
            raise Failed(BadFile("slack-unreachable", file.name)) from None

    async def _fetch(self, file: File, limit: Limit, within: Patience) -> Fetched:
        _refuse_by_mode(file)
        if file.file_access == "check_file_info" or not file.url:
            file = await self._look_up(file)
            _refuse_by_mode(file)
        if file.size > limit.largest:
            raise limit.exceeded(file, file.size)
        for _ in range(2):
            content = await api.retried(within, lambda _: self._download(file, limit))
            if file.size in (len(content), 0):  # 0 where none is told; an empty one is soon here
                return Fetched(file, content)
        raise Failed(IncompleteDownload(file.name, len(content), file.size))

    async def _look_up(self, stub: File) -> File:
        """Return the real file behind a stub of Slack Connect's (page "files.info")."""
        info = self.client.files_info
        try:
            response = await api.retried(self.patience, lambda _: api.ask(info, file=stub.id))
        except SlackRefused as refused:
            log.warning("file %s: files.info: %s", stub.id, refused)
            kind = KIND_OF_ACCESS.get(refused.error, "slack-unreachable")
            raise Failed(BadFile(kind, stub.name)) from None
        file = read_file(response.get("file"))
        if file is None or not file.url:
            raise Failed(BadFile("file-not-visible", file.name if file else stub.name))
        return file

    async def _download(self, file: File, limit: Limit) -> bytes:
        """Walk to the bytes; redirects are followed here, since the token stays in its origin.

        The bytes are wanted as they are: what is not packed cannot blow up while it is unpacked.
        """
        url = _parse(file.url, file)
        if not takes_token(url, URL(self.api_url)):
            raise _foreign(url, file)
        headers = {"Accept-Encoding": "identity", "Authorization": f"Bearer {self.token}"}
        try:
            for _ in range(1 + MOST_REDIRECTS):
                async with self.http.get(
                    url,
                    headers=headers,
                    allow_redirects=False,
                    auto_decompress=False,
                    timeout=FILE_TIMEOUT,
                    read_bufsize=BYTES_AT_ONCE,
                    proxy=self.client.proxy,
                ) as response:
                    location = response.headers.get("Location")
                    if response.status not in REDIRECT_STATUSES or not location:
                        return await _read(response, file, limit)
                before, url = url, self._redirected(url, location, file)
                if _origin(url) != _origin(before):
                    headers.pop("Authorization", None)
        except (aiohttp.ClientError, OSError) as error:
            raise Trouble(type(error).__name__) from None
        log.warning("file %s: more than %s redirects", file.id, MOST_REDIRECTS)
        raise Failed(BadFile("slack-unreachable", file.name))

    def _redirected(self, url: URL, location: str, file: File) -> URL:
        """Return where a redirect leads, if files may come from there."""
        target = _parse(location, file, base=url)
        if _origin(target) == _origin(url) or target.scheme == "https":
            return target
        both = (target, URL(self.api_url))
        if all(each.scheme == "http" and each.host in LOOPBACK for each in both):
            return target
        raise _foreign(target, file)


def takes_token(url: URL, web_api: URL) -> bool:
    """Tell whether the bot's token may go to this address, given that of the Web API.

    It may go to the Web API's own origin, and over https to slack.com and its subdomains.
    """
    if url.user is not None or url.password is not None:
        return False
    host = url.host or ""
    slack = SLACK_HOST.fullmatch(host) is not None
    return _origin(url) == _origin(web_api) or (slack and _origin(url) == ("https", host, 443))


def _origin(url: URL) -> tuple[str, str | None, int | None]:
    return url.scheme, url.host, url.port


def _parse(address: str, file: File, base: URL | None = None) -> URL:
    """Read an address, which is sent as it stands: Slack has quoted it already."""
    try:
        url = URL(address, encoded=True)
        url = base.join(url) if base else url
        usable = url.host and url.port and url.scheme in {"http", "https"}  # read only now
    except ValueError:
        raise Failed(ForeignHost(file.name, "")) from None
    if not usable:
        raise _foreign(url, file)
    return url


def _foreign(url: URL, file: File) -> Failed:
    log.warning("file %s: no download from %s://%s", file.id, url.scheme, url.host)
    return Failed(ForeignHost(file.name, url.host or ""))


def _refuse_by_mode(file: File) -> None:
    """Raise Failed for what cannot be downloaded by its nature or for this bot."""
    external = "remote-file" if file.is_external else ""
    if kind := external or KIND_OF_MODE.get(file.mode) or KIND_OF_ACCESS.get(file.file_access):
        raise Failed(BadFile(kind, file.name))


async def _read(response: aiohttp.ClientResponse, file: File, limit: Limit) -> bytes:
    """Return the body, or raise Failed (it is no file) or Trouble (it may be one next time)."""
    _refuse_by_head(response, file)
    known = max(file.size, response.content_length or 0)
    content, most = b"", limit.usual
    if known <= limit.largest:
        content = await _with_more(response, content, BEGINNING)
        if limit.most and may_be_adjusted(content[:BEGINNING], LARGEST_LETTER):
            most = limit.largest
        content = await _with_more(response, content, most + 1)
    if max(known, len(content)) > most:
        raise limit.exceeded(file, max(known, len(content)), content)
    return content


async def _with_more(response: aiohttp.ClientResponse, content: bytes, enough: int) -> bytes:
    """Read on until there are so many bytes, or no more; return what is there, copied once."""
    pieces, size = [content], len(content)
    while size < enough and (piece := await response.content.readany()):
        pieces.append(piece)
        size += len(piece)
    return b"".join(pieces)


def _refuse_by_head(response: aiohttp.ClientResponse, file: File) -> None:
    """Raise Failed or Trouble unless status and headers announce the file itself."""
    status, headers = response.status, response.headers
    if status in api.PASSING_STATUSES:
        raise Trouble(f"HTTP {status}", api.seconds(headers.get("Retry-After")))
    page = headers.get("Content-Type", "").lower().startswith("text/html")
    if status == OK and page and not file.mimetype.startswith("text/html"):
        raise Failed(BadFile("files-scope-missing", file.name))
    if status != OK or headers.get("Content-Encoding", "identity").lower() != "identity":
        log.warning("file %s: HTTP %s, or packed", file.id, status)
        raise Failed(BadFile(KIND_OF_STATUS.get(status, "slack-unreachable"), file.name))
