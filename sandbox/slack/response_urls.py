"""response_url: five posts in half an hour (*Handling user interaction*, docs.slack.dev)."""

import secrets
import time
from dataclasses import dataclass, field, replace

from aiohttp import web

from sandbox.slack.block_kit import message_faults, named
from sandbox.slack.calls import ApiError, read_arguments
from sandbox.slack.cast import BOT_USER
from sandbox.slack.messages import Json, Message
from sandbox.slack.workspace import Workspace

MOST_POSTS = 5
LIFETIME = 30 * 60


@dataclass
class Answers:
    """What may still be said, and was said, to one command or click."""

    channel: str
    user: str
    message: Message | None
    made_at: float = field(default_factory=time.monotonic)
    posts: list[Json] = field(default_factory=list)

    @property
    def refusal(self) -> str | None:
        """Why nothing more may be posted, if so."""
        if time.monotonic() - self.made_at > LIFETIME:
            return "expired_url"
        return "used_url" if len(self.posts) >= MOST_POSTS else None


class ResponseUrls:
    """Answers `/actions/…`."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._answers: dict[str, Answers] = {}

    def issue(self, answers: Answers) -> str:
        """A URL under which these answers are taken."""
        key = secrets.token_hex(12)
        self._answers[key] = answers
        return f"{self._workspace.origin}/actions/{key}"

    async def receive(self, request: web.Request) -> web.Response:
        """One post: shown to the person, or in the channel, or in place of the message."""
        answers = self._answers.get(request.match_info["key"])
        if answers is None or answers.refusal:
            refusal = answers.refusal if answers else None
            return web.Response(status=404, text=refusal or "invalid_url")
        try:
            post = await read_arguments(request)
        except ApiError as error:
            return web.Response(status=400, text=str(error))
        if message_faults(post.get("blocks") or []):
            return web.Response(status=400, text="invalid_blocks")
        answers.posts.append(post)
        self.show(post, answers)
        return web.Response(text="ok")

    def show(self, post: Json, answers: Answers) -> None:
        """Puts the post where it asks to be."""
        old = answers.message
        text, blocks = str(post.get("text") or ""), named(post.get("blocks") or [])
        if old and post.get("delete_original"):
            self._workspace.delete(self._workspace.message(old.channel, old.ts))
        elif old and post.get("replace_original"):
            current = self._workspace.message(old.channel, old.ts)
            self._workspace.edit(current, text=text, blocks=blocks)
        else:
            self._say(post, answers, text, blocks)

    def _say(self, post: Json, answers: Answers, text: str, blocks: list[Json]) -> None:
        thread_ts = post.get("thread_ts")
        draft = Message(answers.channel, "", BOT_USER, text, thread_ts, blocks)
        if post.get("response_type") == "in_channel":
            self._workspace.post(draft)
        else:
            self._workspace.post_ephemeral(replace(draft, ephemeral_for=answers.user))
