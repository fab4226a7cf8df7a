"""What people do with the app's surfaces: commands, shortcuts, clicks, modals; response URLs."""

import secrets
import time
from dataclasses import replace
from typing import Any

from aiohttp import web

from sandbox.slack import views
from sandbox.slack.block_kit import message_faults, named, view_faults
from sandbox.slack.cast import BOT_USER, ENTERPRISE, Channel
from sandbox.slack.delivery import Delivery, Response
from sandbox.slack.messages import OBJECTS, Json, Message
from sandbox.slack.web_api import ApiError, read_arguments
from sandbox.slack.workspace import ResponseUrl, View, Workspace

# Five posts in half an hour (*Handling user interaction*, docs.slack.dev).
MOST_POSTS = 5
LIFETIME = 30 * 60

CHANNEL_NAMES = {"im": "directmessage", "group": "privategroup", "mpim": "privategroup"}


class Interactions(Workspace):
    """A workspace in which people use the app; all of them come back with the ack or too late."""

    async def command(self, command: str, text: str = "", *, user: str, channel: str) -> Response:
        """Somebody types a slash command; what the ack carries is shown, as Slack does."""
        person = self.known(user)
        url = ResponseUrl(channel, person.id)
        form = OBJECTS["command"] | {
            "user_id": user,
            "user_name": person.name,
            "channel_id": channel,
            "channel_name": _place(self.channels[channel])["name"],
            "command": command,
            "text": text,
            "response_url": self._address(url),
            "trigger_id": self.trigger(user),
        }
        response = await self.attempt(Delivery("slash_commands", form))
        if response.payload.get("text") or response.payload.get("blocks"):
            self._show(response.payload, url)
        return replace(response, posts=url.posts)

    async def shortcut(
        self, callback_id: str, *, message_ts: str, channel: str, user: str
    ) -> Response:
        """Somebody uses a message shortcut."""
        message = self.message(channel, message_ts)
        fields: Json = {"callback_id": callback_id, "trigger_id": self.trigger(user)}
        fields |= {"action_ts": self.next_ts(), "channel": _place(self.channels[channel])}
        fields |= {"message_ts": message_ts, "message": self.as_json(message)}
        return await self._interact("message_action", user, fields, message)

    async def click(
        self, where: Message | View, action_id: str, *, user: str, option: str | None = None
    ) -> Response:
        """Somebody clicks a button, or chooses the option with that value."""
        clicked = action(where.blocks, action_id, option, self.next_ts())
        return await self.act(where, clicked, user=user)

    async def act(self, where: Message | View, clicked: Json, *, user: str) -> Response:
        """Somebody does what `clicked` says (see `action`) in a message or a view."""
        fields = {"trigger_id": self.trigger(user), "actions": [clicked], **self._scene(where)}
        message = where if isinstance(where, Message) else None
        return await self._interact("block_actions", user, fields, message)

    async def submit_view(
        self, view: View, values: dict[str, Any] | None = None, *, user: str | None = None
    ) -> Response:
        """Somebody submits a modal with these `state.values`; it then does what the ack says."""
        user = user or view.user
        fields = {"view": view.as_json(values), "trigger_id": self.trigger(user)}
        response = await self._interact("view_submission", user, fields | {"response_urls": []})
        faults = self._follow(view, response.payload) if response.acked else []
        return replace(response, faults=faults)

    async def close_view(self, view: View) -> Response:
        """Somebody closes a modal; the app hears of it only if the view asked for that."""
        views.close(self, view)
        if not view.content.get("notify_on_close"):
            return Response(acked=False)
        fields = {"view": view.as_json(), "is_cleared": False}
        return await self._interact("view_closed", view.user, fields)

    async def suggestions(
        self,
        where: Message | View,
        action_id: str,
        value: str = "",
        *,
        user: str | None = None,
        block_id: str | None = None,
    ) -> Response:
        """Somebody types into an external select, the first, or that of `block_id`."""
        user = user or where.user
        block_id = block_id or find_element(where.blocks, action_id)[0]
        asked = {"action_id": action_id, "block_id": block_id, "value": value}
        return await self._interact("block_suggestion", user, self._scene(where) | asked)

    async def _interact(
        self, kind: str, user: str, fields: Json, message: Message | None = None
    ) -> Response:
        """Sends the payload, with a response URL where somebody acts on a message."""
        person = self.known(user)
        names = {"id": user, "username": person.name, "name": person.name}
        enterprise = {"id": ENTERPRISE, "name": "Sandbox"} if self.is_grid else None
        payload = OBJECTS["interaction"] | {"type": kind, "enterprise": enterprise}
        payload["user"] = names | {"team_id": person.team_id}
        if message is None:
            return await self.attempt(Delivery("interactive", payload | fields))
        url = ResponseUrl(message.channel, person.id, message)
        fields |= {"response_url": self._address(url)}
        response = await self.attempt(Delivery("interactive", payload | fields))
        return replace(response, posts=url.posts)

    def _address(self, url: ResponseUrl) -> str:
        key = secrets.token_hex(12)
        self.response_urls[key] = url
        return f"{self.origin}/actions/{key}"

    def _scene(self, where: Message | View) -> Json:
        """Where somebody acts; an ephemeral message itself is missing."""
        if isinstance(where, View):
            return {"container": {"type": "view", "view_id": where.id}, "view": where.as_json()}
        container = {"type": "message", "message_ts": where.ts, "channel_id": where.channel}
        thread = {"thread_ts": where.thread_ts} if where.thread_ts else {}
        message = {} if where.ephemeral_for else {"message": self.as_json(where)}
        return message | {
            "container": {**container, **thread, "is_ephemeral": bool(where.ephemeral_for)},
            "channel": _place(self.channels[where.channel]),
            "state": {"values": {}},
        }

    def _follow(self, view: View, ack: Json) -> list[str]:
        """Does what the ack of a submission asks for; Slack's complaints about a new view."""
        wish, content = ack.get("response_action"), ack.get("view") or {}
        faults = view_faults(content) if wish in ("update", "push") else []
        if wish == "update" and not faults:
            views.update(self, view, content)
        elif wish == "push" and not faults:
            views.push(self, view.user, content)
        elif wish not in ("update", "push", "errors"):
            views.close(self, view, stack=wish == "clear")
        return faults

    async def receive_post(self, request: web.Request) -> web.Response:
        """One post to a response URL: shown where it asks to be."""
        url = self.response_urls.get(request.match_info["key"])
        if url is None:
            return web.Response(status=404, text="invalid_url")
        if time.monotonic() - url.made_at > LIFETIME:
            return web.Response(status=404, text="expired_url")
        if len(url.posts) >= MOST_POSTS:
            return web.Response(status=404, text="used_url")
        try:
            post = await read_arguments(request)
        except ApiError as error:
            return web.Response(status=400, text=str(error))
        if message_faults(post.get("blocks") or []):
            return web.Response(status=400, text="invalid_blocks")
        url.posts.append(post)
        self._show(post, url)
        return web.Response(text="ok")

    def _show(self, post: Json, url: ResponseUrl) -> None:
        """Puts the post where it asks to be: in place of the message, or beside it."""
        old = url.message
        text, blocks = str(post.get("text") or ""), named(post.get("blocks") or [])
        if old and post.get("delete_original"):
            self.remove(self.message(old.channel, old.ts))
        elif old and post.get("replace_original"):
            self.change(self.message(old.channel, old.ts), text=text, blocks=blocks)
        else:
            seen_by = None if post.get("response_type") == "in_channel" else url.user
            draft = Message(url.channel, "", BOT_USER, text, post.get("thread_ts"), blocks)
            self.post(replace(draft, ephemeral_for=seen_by))


def _place(channel: Channel) -> Json:
    """A channel as interaction payloads name it."""
    return {"id": channel.id, "name": CHANNEL_NAMES.get(channel.kind, channel.name)}


def action(blocks: list[Json], action_id: str, option: str | None, at: str) -> Json:
    """What a click on the element sends; LookupError when there is no such element."""
    block_id, element = find_element(blocks, action_id)
    kept = ("type", "action_id", "value", "text", "url")
    clicked = {key: element[key] for key in kept if key in element}
    clicked |= {"block_id": block_id, "action_ts": at}
    if option is not None:
        chosen = [each for each in element.get("options", []) if each["value"] == option]
        clicked["selected_option"] = chosen[0] if chosen else {"value": option}
    return clicked


def find_element(blocks: list[Json], action_id: str) -> tuple[str, Json]:
    """The block's ID and the element; LookupError when there is no such element."""
    for block in blocks:
        named = (block[name] for name in ("accessory", "element") if name in block)
        for element in (*block.get("elements", []), *named):
            if element.get("action_id") == action_id:
                return block["block_id"], element
    raise LookupError(f"nothing to click is called {action_id!r}")
