"""What people do on the page, done in the local Slack.

Each act takes what was posted and gives what the script shall show: `notice` (a line for
everybody's eyes), `errors` (beside a modal's inputs, by block ID), `options` (of a select).
"""

from collections.abc import Awaitable, Callable, Mapping

from aiohttp import web
from multidict import MultiDictProxy

from sandbox.page import samples, state
from sandbox.page.typed import as_sent
from sandbox.slack import Channel, Message, Person, Slack, Upload, View, interactions
from sandbox.slack.messages import Json

Form = MultiDictProxy[str | bytes | bytearray | web.FileField]

COMMANDS = {"/letter"}
NO_ANSWER = "The app did not answer in time."


class Acts:
    """Everything that the page can do; `errors` are those of the modals, by view ID.

    LookupError where something does not exist, or is not for this person to see.
    """

    def __init__(self, server: Slack) -> None:
        self._slack = server
        self.errors: dict[str, Mapping[str, str]] = {}

    @property
    def by_name(self) -> Mapping[str, Callable[[Form], Awaitable[Json]]]:
        """The acts, each by the last part of its address."""
        return {
            "say": self.say,
            "click": self.click,
            "suggest": self.suggest,
            "submit": self.submit,
            "close": self.close,
            "shortcut": self.shortcut,
            "home": self.home,
            "dismiss": self.dismiss,
        }

    # Messages ------------------------------------------------------------------------------------

    async def say(self, form: Form) -> Json:
        """Write a message with its files, or use a slash command."""
        person, channel = self._person(form), self._channel(form)
        text, uploads = _text(form, "text"), [*_uploads(form, "file"), *_sample(form)]
        if text.startswith("/") and not uploads:
            in_thread = bool(_text(form, "thread"))
            return await self._command(person, channel, text, in_thread=in_thread)
        if text.strip() or uploads:
            await self._slack.drop(
                user=person.id,
                channel=channel.id,
                text=as_sent(text, self._slack.people.values()),
                files=uploads,
                thread_ts=_text(form, "thread") or None,
            )
        return {}

    async def _command(
        self, person: Person, channel: Channel, text: str, *, in_thread: bool
    ) -> Json:
        command, _, rest = text.strip().partition(" ")
        if command not in COMMANDS:
            return {"notice": f"{command} is not a valid command."}
        if in_thread:
            return {"notice": f"{command} is not supported in threads. Sorry!"}
        response = await self._slack.command(
            command, rest.strip(), user=person.id, channel=channel.id
        )
        return _noticed(acked=response.acked)

    async def dismiss(self, form: Form) -> Json:
        """Make a message go away that only this person sees."""
        message = self._message(form)
        if message.ephemeral_for:
            self._slack.remove(message)
        return {}

    async def shortcut(self, form: Form) -> Json:
        """Use the app's shortcut on a message."""
        message, person = self._message(form), self._person(form)
        response = await self._slack.shortcut(
            _text(form, "callback_id"),
            message_ts=message.ts,
            channel=message.channel,
            user=person.id,
        )
        return _noticed(acked=response.acked)

    # What the app shows --------------------------------------------------------------------------

    async def click(self, form: Form) -> Json:
        """Click a button, or choose an option, in a message or a view."""
        person, where = self._person(form), self._surface(form)
        block = _block(where, _text(form, "block"))
        clicked = _action(block, form, self._slack.next_ts())
        response = await self._slack.act(where, clicked, user=person.id)
        return _noticed(acked=response.acked)

    async def suggest(self, form: Form) -> Json:
        """Type into an external select."""
        person, where = self._person(form), self._surface(form)
        block = _block(where, _text(form, "block"))
        response = await self._slack.suggestions(
            where,
            _text(form, "action"),
            _text(form, "value"),
            user=person.id,
            block_id=block["block_id"],
        )
        groups = response.payload.get("option_groups", [])
        grouped = [option for group in groups for option in group["options"]]
        options = [*response.payload.get("options", []), *grouped]
        return _noticed(acked=response.acked) | {"options": list(map(_as_option, options))}

    async def home(self, form: Form) -> Json:
        """Open the App Home."""
        await self._slack.open_home(user=self._person(form).id)
        return {}

    async def submit(self, form: Form) -> Json:
        """Submit a modal; what Slack itself misses is told without asking the app."""
        view = self._view(form)
        fields = {name: [str(each) for each in form.getall(name)] for name in form}
        values = state.values(view.blocks, fields, self._files(form, view))
        errors = state.missing(view.blocks, values)
        notice: Json = {}
        if not errors:
            response = await self._slack.submit_view(view, values)
            errors, notice = response.errors, _noticed(*response.faults, acked=response.acked)
        self.errors = {view.id: errors} if errors else {}
        return notice | {"errors": errors}

    async def close(self, form: Form) -> Json:
        """Close a modal without submitting it."""
        await self._slack.close_view(self._view(form))
        return {}

    def _files(self, form: Form, view: View) -> dict[str, list[Json]]:
        """Keep the files of a modal's inputs; they are in no channel, and the app may read them."""
        return {
            name: [self._slack.store(upload, view.user).object for upload in _uploads(form, name)]
            for name in dict.fromkeys(form)
        }

    # Who and where -------------------------------------------------------------------------------

    def _person(self, form: Form) -> Person:
        return self._slack.people[_text(form, "user")]

    def _channel(self, form: Form) -> Channel:
        channel = self._slack.channels[_text(form, "channel")]
        if self._person(form).id not in channel.members:
            raise LookupError("the person is not in this channel")
        return channel

    def _message(self, form: Form) -> Message:
        message = self._slack.message(self._channel(form).id, _text(form, "ts"))
        if message.deleted or message.ephemeral_for not in (None, self._person(form).id):
            raise LookupError("the person does not see this message")
        return message

    def _view(self, form: Form) -> View:
        view_id, user = _text(form, "view"), self._person(form).id
        for view in (*self._slack.open_views, *self._slack.home_views.values()):
            if (view.id, view.user) == (view_id, user):
                return view
        raise LookupError("no such view")

    def _surface(self, form: Form) -> Message | View:
        return self._view(form) if "view" in form else self._message(form)


def _text(form: Form, name: str) -> str:
    value = form.get(name, "")
    return value if isinstance(value, str) else ""


def _uploads(form: Form, name: str) -> list[Upload]:
    """The files of one input; a browser posts an empty one where none was chosen."""
    given = [each for each in form.getall(name, []) if isinstance(each, web.FileField)]
    return [Upload(each.filename, each.file.read()) for each in given if each.filename]


def _sample(form: Form) -> list[Upload]:
    key = _text(form, "sample")
    return [samples.sample(key)] if key else []


def _block(where: Message | View, block_id: str) -> Json:
    for block in where.blocks:
        if block.get("block_id") == block_id:
            return block
    raise LookupError("no such block")


def _action(block: Json, form: Form, at: str) -> Json:
    """What was clicked or chosen; the words of an option that the app gave come from the page."""
    option = _text(form, "option") if "option" in form else None
    clicked = interactions.action([block], _text(form, "action"), option, at)
    if option is not None and "text" not in clicked["selected_option"]:
        label = _text(form, "label") or option
        words = {"type": "plain_text", "text": label, "emoji": True}
        return clicked | {"selected_option": {"text": words, "value": option}}
    return clicked


def _as_option(option: Json) -> Json:
    return {"text": option["text"]["text"], "value": option["value"]}


def _noticed(*complaints: str, acked: bool) -> Json:
    told = [*([] if acked else [NO_ANSWER]), *complaints]
    return {"notice": "\n".join(told)} if told else {}
