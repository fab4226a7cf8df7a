"""What people do with the app's surfaces: commands, shortcuts, clicks, modals."""

from dataclasses import dataclass, field
from typing import Any

from sandbox.slack import payloads
from sandbox.slack.block_kit import view_faults
from sandbox.slack.delivery import Deliveries, Outcome
from sandbox.slack.messages import Json, Message
from sandbox.slack.response_urls import Answers, ResponseUrls
from sandbox.slack.views import View, Views
from sandbox.slack.workspace import Workspace


@dataclass(frozen=True)
class Response:
    """What the app answered: whether it acked in time, with what, and what it posted later.

    `posts` are those to the `response_url`; the list grows. `faults` are Slack's complaints
    about a view that came with the ack.
    """

    acked: bool
    payload: Json = field(default_factory=dict)
    posts: list[Json] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text that the ack showed."""
        return str(self.payload.get("text", ""))

    @property
    def errors(self) -> Json:
        """The errors beside a modal's inputs, by block ID."""
        return dict(self.payload.get("errors", {}))


class Interactions:
    """Sends interactions to the app and does what its acks ask for."""

    def __init__(
        self,
        workspace: Workspace,
        views: Views,
        deliveries: Deliveries,
        response_urls: ResponseUrls,
    ) -> None:
        self._workspace = workspace
        self._views = views
        self._deliveries = deliveries
        self._response_urls = response_urls

    async def command(self, command: str, text: str, *, user: str, channel: str) -> Response:
        """A slash command; what the ack carries is shown, as Slack does."""
        person, place = self._workspace.people[user], self._workspace.channels[channel]
        answers = Answers(channel, user, None)
        form = payloads.slash_command(command, text, person, place) | self._ways_back(answers)
        outcome = await self._deliveries.request("slash_commands", form)
        if outcome.payload.get("text") or outcome.payload.get("blocks"):
            self._response_urls.show(outcome.payload, answers)
        return Response(outcome.acked, outcome.payload, answers.posts)

    async def shortcut(self, callback_id: str, message: Message, user: str) -> Response:
        """A message shortcut."""
        answers = Answers(message.channel, user, message)
        payload = {
            **payloads.base("message_action", self._workspace.people[user]),
            **self._ways_back(answers),
            "callback_id": callback_id,
            "action_ts": self._workspace.next_ts(),
            "message_ts": message.ts,
            "message": self._workspace.as_json(message),
            "channel": payloads.place(self._workspace.channels[message.channel]),
        }
        return _response(await self._request(payload), answers)

    async def click(
        self, where: Message | View, action_id: str, user: str, option: str | None
    ) -> Response:
        """A click, or a choice of an option, in a message or a view."""
        message = where if isinstance(where, Message) else None
        answers = Answers(message.channel if message else "", user, message)
        clicked = payloads.action(where.blocks, action_id, option, self._workspace.next_ts())
        ways_back = self._ways_back(answers) if message else self._trigger(user)
        payload = {
            **payloads.base("block_actions", self._workspace.people[user]),
            **ways_back,
            **self._scene(where),
            "actions": [clicked],
        }
        return _response(await self._request(payload), answers)

    async def submit(self, view: View, values: dict[str, Any], user: str) -> Response:
        """A modal's submit button; the modal then does what the ack asks for."""
        shown = {"view": view.as_json(values), "response_urls": []}
        payload = payloads.base("view_submission", self._workspace.people[user]) | shown
        outcome = await self._request(payload | self._trigger(user))
        faults = self._follow(view, outcome) if outcome.acked else []
        return Response(outcome.acked, outcome.payload, faults=faults)

    async def close(self, view: View) -> Response:
        """A modal's cancel button; the app hears of it only if the view asked for that."""
        self._views.close(view)
        if not view.content.get("notify_on_close"):
            return Response(acked=False)
        person = self._workspace.people[view.user]
        closed = {"view": view.as_json(), "is_cleared": False}
        outcome = await self._request(payloads.base("view_closed", person) | closed)
        return Response(outcome.acked, outcome.payload)

    async def suggestions(self, view: View, action_id: str, value: str, user: str) -> Response:
        """What an external select offers for the typed `value`."""
        block_id, _ = payloads.find_element(view.blocks, action_id)
        asked = {"action_id": action_id, "block_id": block_id, "value": value}
        person = self._workspace.people[user]
        scene = payloads.clicked_in_view(view)
        outcome = await self._request(payloads.base("block_suggestion", person) | scene | asked)
        return Response(outcome.acked, outcome.payload)

    async def _request(self, payload: Json) -> Outcome:
        return await self._deliveries.request("interactive", payload)

    def _trigger(self, user: str) -> Json:
        return {"trigger_id": self._views.trigger(user)}

    def _ways_back(self, answers: Answers) -> Json:
        url = {"response_url": self._response_urls.issue(answers)}
        return url | self._trigger(answers.user)

    def _scene(self, where: Message | View) -> Json:
        if isinstance(where, View):
            return payloads.clicked_in_view(where)
        channel = self._workspace.channels[where.channel]
        return payloads.clicked_in_message(where, channel, self._workspace.as_json(where))

    def _follow(self, view: View, outcome: Outcome) -> list[str]:
        """Does what the ack of a submission asks for; Slack's complaints about a new view."""
        wish = outcome.payload.get("response_action")
        content = outcome.payload.get("view") or {}
        if wish in ("update", "push"):
            if faults := view_faults(content):
                return faults
            self._replace(view, content, wish)
        elif wish != "errors":
            self._views.close(view, stack=wish == "clear")
        return []

    def _replace(self, view: View, content: Json, wish: str) -> None:
        if wish == "update":
            self._views.update(view, content)
        else:
            self._views.push(view.user, content)


def _response(outcome: Outcome, answers: Answers) -> Response:
    return Response(outcome.acked, outcome.payload, answers.posts)
