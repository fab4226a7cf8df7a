"""A file of the bot's own, put into a thread: a mended letter, to be looked at and to be sent.

Three calls (page "Working with files"): an address for the bytes, the bytes, and where they are to
be shown. Slack shows them some time after it has said yes.
"""

import asyncio
import logging
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient
from yarl import URL

from bot.patience import LOOKS_FOR_SHARED_FILE, SLACK_CALL, Patience
from bot.slack.api import PASSING_STATUSES, SlackRefused, Trouble, ask, retried
from bot.slack.downloads import FILE_TIMEOUT, OK, takes_token
from bot.slack.messages import Place, said_in
from bot.slack.shapes import File, read_file, storable

log = logging.getLogger("letterdrop.shares")

NOBODYS_FAULT = {"file_not_found", "file_update_failed"}
"""Errors of the last call that a new upload gets round."""


@dataclass(frozen=True)
class Uploads:
    """Puts files into threads as the bot `bot_user_id`; `api_url` is that of the Web API.

    `looks`: the pauses before each look whether a file stands in its thread.
    """

    client: AsyncWebClient
    http: aiohttp.ClientSession
    api_url: str
    bot_user_id: str
    patience: Patience = SLACK_CALL
    looks: tuple[float, ...] = LOOKS_FOR_SHARED_FILE

    async def share(self, place: Place, name: str, content: bytes, *, look: bool) -> File:
        """Put a file into a thread and return how Slack describes it.

        `look`: somebody may have done so before, unknown to the caller; then a file of the bot's
        with this name and size is taken as that one. Raises SlackRefused for what stays (a missing
        scope files:write, too) and SlackBusy for what passes.
        """

        async def once(tries: int) -> File:
            there = await self._find(place, name, len(content)) if look or tries > 1 else None
            return there or await self._share(place, name, content)

        return await retried(self.patience, once)

    async def _share(self, place: Place, name: str, content: bytes) -> File:
        begun = await ask(
            self.client.files_getUploadURLExternal, filename=name, length=len(content)
        )
        file_id = str(begun.get("file_id"))
        await self._send(str(begun.get("upload_url")), content)
        try:
            await ask(
                self.client.files_completeUploadExternal,
                files=[{"id": file_id, "title": name}],
                channel_id=place.channel,
                thread_ts=place.thread or None,
            )
        except SlackRefused as refused:
            if refused.error in NOBODYS_FAULT:
                raise Trouble(refused.error) from None
            raise
        except Trouble:
            if done := await self._shown(place, file_id):  # only Slack's response got lost
                return done
            raise
        # Else a stub, which is looked up before it is read.
        stub = File(file_id, name, len(content), "hosted", "", "", False, "check_file_info")  # noqa: FBT003
        return await self._shown(place, file_id) or stub

    async def _send(self, address: str, content: bytes) -> None:
        """Send the bytes: the letter is confidential, so to Slack only."""
        url = self._of_slack(address)
        if url is None:
            raise SlackRefused("foreign_upload_url")
        try:
            async with self.http.post(
                url,
                data=content,
                headers={"Content-Type": "application/octet-stream"},
                allow_redirects=False,
                timeout=FILE_TIMEOUT,
                proxy=self.client.proxy,
            ) as response:
                status = response.status
        except (aiohttp.ClientError, OSError) as error:
            raise Trouble(type(error).__name__) from None
        if status in PASSING_STATUSES:
            raise Trouble(f"HTTP {status}")
        if status != OK:
            raise SlackRefused(f"upload_http_{status}")

    def _of_slack(self, address: str) -> URL | None:
        try:
            url = URL(address, encoded=True)
            if takes_token(url, URL(self.api_url)):
                return url
        except ValueError:  # yarl reads some parts only when they are asked for
            log.error("Slack wants a file to be sent to what is no address")
            return None
        log.error("Slack wants a file to be sent to %s://%s", url.scheme, url.host)
        return None

    async def _shown(self, place: Place, file_id: str) -> File | None:
        """Wait a little until the file stands there, so that what is said comes after it."""
        for pause in self.looks:
            await asyncio.sleep(pause)
            try:
                shown = (await ask(self.client.files_info, file=file_id)).get("file") or {}
            except (SlackRefused, Trouble):
                continue
            shares = shown.get("shares") or {}
            if any(place.channel in (shares.get(kind) or {}) for kind in ("public", "private")):
                file, link = read_file(shown), storable(str(shown.get("permalink", "")))
                return file and replace(file, permalink=link[:1_000])
        log.info("file %s is not shown in %s yet", file_id, place.channel)
        return None

    async def _find(self, place: Place, name: str, size: int) -> File | None:
        """Look for the bot's own file in the thread."""
        read = partial(ask, self.client.conversations_replies)
        try:
            async for message in said_in(read, channel=place.channel, ts=place.thread):
                ours = message.get("user") == self.bot_user_id
                for shown in (message.get("files") or ()) if ours else ():
                    file = await self._looked_up(read_file(shown))
                    if file and (file.name, file.size) == (name, size):
                        return file
        except SlackRefused:  # where the bot may not read, it shares unseen
            log.info("cannot look for files in %s", place.channel)
        return None

    async def _looked_up(self, file: File | None) -> File | None:
        """In a channel that is shared with others Slack shows stubs (page "Slack Connect")."""
        if file is None or file.file_access != "check_file_info":
            return file
        with suppress(SlackRefused):
            return read_file((await ask(self.client.files_info, file=file.id)).get("file"))
        return None
