"""The whole local Slack in one object: what people do, what the app did, what may go wrong."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import partial
from typing import Literal

from aiohttp import web

from sandbox.slack import transfers, web_api
from sandbox.slack.cast import BOT_USER
from sandbox.slack.faults import page
from sandbox.slack.files import Upload
from sandbox.slack.interactions import Interactions
from sandbox.slack.messages import Json, Message, all_files, quoted
from sandbox.slack.socket_mode import Reason
from sandbox.stand_in import local_port, serving

LARGEST_BODY = 64 * 1024 * 1024

Forwarded = Literal["shown", "hidden", "unshared"]

LATEST, SHOWN = 15, 400  # rows of a transcript's lists, and characters of each


class Slack(Interactions):
    """A running local Slack, made by `Slack.start()`; its state is that of a `Workspace`.

    People's actions return at once, and the app hears of them in the background; with no app
    connected, as the retry schedule says.
    """

    @classmethod
    @asynccontextmanager
    async def start(cls) -> AsyncIterator["Slack"]:
        """A fresh workspace, served on free ports of 127.0.0.1 until the block ends."""
        (port, origin), (elsewhere, foreign_origin) = local_port(), local_port()
        slack = cls(origin, foreign_origin)
        async with serving(slack._routes(), port, elsewhere):
            try:
                yield slack
            finally:
                await slack.give_up()
                await slack.sockets.close(slack.connections)

    def _routes(self) -> web.Application:
        app = web.Application(client_max_size=LARGEST_BODY)
        app.router.add_route("*", "/api/{method}", partial(web_api.handle, self))
        app.router.add_get("/link/", self.sockets.accept)
        app.router.add_get("/files-pri/{key}/{name:.*}", partial(transfers.download, self))
        app.router.add_post("/upload/v1/{file_id}", partial(transfers.receive, self))
        app.router.add_post("/actions/{key}", self.receive_post)
        app.router.add_route("*", "/{elsewhere:.*}", self._elsewhere)
        return app

    async def _elsewhere(self, request: web.Request) -> web.StreamResponse:
        """Any other address: the page to sign in, or nothing; that somebody asked is kept."""
        if request.path == "/login":
            return page("Sign in to Sandbox")
        transfers.record(self, request)
        return web.Response(status=404, text="Nothing here.")

    async def start_over(self) -> None:
        """Be a fresh workspace again, for the same app."""
        await self.give_up()
        self.begin()

    async def drop(
        self,
        *,
        user: str,
        channel: str,
        text: str = "",
        files: Sequence[Upload] = (),
        thread_ts: str | None = None,
    ) -> str:
        """The `ts` of a new message; `text` is as Slack sends it: escaped, mentions as `<@U…>`."""
        stored = [self.store(upload, user, channel) for upload in files]
        shown = [file.as_shown_in(self.channels[channel]) for file in stored]
        return self.post(Message(channel, "", user, text, thread_ts, files=shown)).ts

    say = drop

    async def edit(
        self, *, channel: str, ts: str, text: str, files: list[Json] | None = None, user: str = ""
    ) -> None:
        """The author or `user` edits a message (*message_changed*); `files` replace its own."""
        message = self.message(channel, ts)
        files = message.files if files is None else files
        self.change(message, user, text=text, files=files)

    async def unfurl(
        self, *, channel: str, ts: str, of: tuple[str, str] | None = None, url: str = ""
    ) -> None:
        """Slack adds a link's preview (*Unfurling links in messages*, docs.slack.dev): no edit."""
        message = self.message(channel, ts)
        preview: Json = {"id": 1, "from_url": url, "original_url": url, "title": url, "text": ""}
        if of:
            preview = self._quoted(self.message(*of), self.message(*of).files)
        self.alter(message, attachments=[*message.attachments, preview])

    async def remove_from_message(self, *, channel: str, ts: str, file_id: str) -> None:
        """Somebody takes a file off a message (*message_changed*, docs.slack.dev): no edit."""
        message = self.message(channel, ts)
        self.alter(message, files=[each for each in message.files if each["id"] != file_id])

    async def delete(self, *, channel: str, ts: str) -> None:
        """The author or an admin deletes a message; its files stay (*message_deleted*)."""
        self.remove(self.message(channel, ts))

    async def delete_file(self, file_id: str) -> None:
        """Somebody deletes a file (*file_deleted*); each message then carries a tombstone."""
        file, gone = self.files[file_id], {"id": file_id, "mode": "tombstone"}
        self.files[file_id] = replace(file, object=gone)
        places = [self.channels[each] for each in file.channels]
        for channel in [each for each in places if BOT_USER in each.members][:1]:
            event = {"type": "file_deleted", "file_id": file_id, "event_ts": self.next_ts()}
            self.announce(event, channel)
        for message in [
            each for channel in self.channels for each in self.channel_messages(channel)
        ]:
            if not message.deleted and file_id in [each["id"] for each in all_files(message)]:
                shares = [each | _with(gone, each) for each in message.attachments]
                self.alter(message, **_with(gone, vars(message)), attachments=shares)

    async def forward(
        self,
        *,
        of: tuple[str, str],
        user: str,
        to: str,
        text: str = "",
        thread_ts: str | None = None,
        files: Forwarded = "shown",
    ) -> str:
        """The `ts` of a message that forwards the one `of` (channel, ts), with `text` above it.

        "unshared" files are seen in their own channel alone; *files.info* knows no others.
        """
        origin, place = self.message(*of), self.channels[to]
        shown: list[Json] = []
        for each in origin.files if files != "hidden" else ():
            file = self.files[each["id"]]
            if files == "shown":
                file = self.files[each["id"]] = replace(file, channels=file.channels | {to})
            is_seen = self.is_seen_by_bot(file)
            shown.append(file.as_shown_in(place) if is_seen else file.stub("file_not_found"))
        share = self._quoted(origin, shown) | {"is_share": True}
        return self.post(Message(to, "", user, text, thread_ts, attachments=[share])).ts

    def _quoted(self, message: Message, files: Sequence[Json]) -> Json:
        return quoted(message, self.known(message.user), self.permalink(message), files)

    async def open_home(self, *, user: str, tab: str = "home") -> None:
        """Somebody opens the app's Home (`app_home_opened`, with the view that it showed)."""
        dm = self.direct_message(user)
        event: Json = {"type": "app_home_opened", "user": user, "channel": dm, "tab": tab}
        if view := self.home_views.get(self.known(user).id):
            event["view"] = view.as_json()
        self.announce(event, self.channels[dm])

    async def send_again(self, event_id: str) -> None:
        """Slack delivers an event once more although it was acked: same ID, attempt 0."""
        sent = {each.event_id: each.payload for each in self.deliveries}
        self.in_background(self.deliver(sent[event_id]))

    async def disconnect(self, reason: Reason, grace: float = 10.0) -> None:
        """All sockets get a disconnect envelope, and are cut `grace` seconds later."""
        self.in_background(self.sockets.close(await self.sockets.announce_end(reason), grace))

    def content(self, file_id: str) -> bytes:
        """The bytes of a file, uploaded by people or by the app."""
        return self.files[file_id].content

    def transcript(self) -> str:
        """All messages, then the latest deliveries and calls, for whoever waits in vain."""
        said = [each for channel in self.channels for each in self.channel_messages(channel)]
        rows = [*said, *self.ephemerals, *self.deliveries[-LATEST:], *self.calls[-LATEST:]]
        return "\n".join(str(row)[:SHOWN] for row in rows)


def _with(gone: Json, carrier: Json) -> Json:
    """The files of a message or an attachment, if it has any, one of which is gone."""
    files = carrier.get("files", [])
    left = [gone if each["id"] == gone["id"] else each for each in files]
    return {"files": left} if left else {}
