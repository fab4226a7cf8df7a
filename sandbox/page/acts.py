"""What people do on the page, done in the local Slack.

Each act takes what was posted and gives what the script shall show: `notice` (a line for
everybody's eyes), `errors` (beside a modal's inputs, by block ID), `options` (of a select).
"""

import re
from collections.abc import Iterable

from aiohttp import web
from multidict import MultiDictProxy

from sandbox.page import state
from sandbox.page.layout import COMMANDS
from sandbox.page.samples import sample
from sandbox.page.words import Words, speaking
from sandbox.slack import Channel, Message, Person, Response, Slack, Upload, View, interactions
from sandbox.slack.messages import Json

Form = MultiDictProxy[str | bytes | bytearray | web.FileField]

# Slack links what looks like an address, by a list of top-level domains; a few of them do here.
ADDRESS = re.compile(
    r"https?://[^\s<>|，。；！？、）]+"
    r"|(?<![\w@./-])(?:[a-z0-9-]+\.)+(?:com|net|org|cn|io|dev)(?![\w@-])",
    re.ASCII | re.IGNORECASE,
)


class Acts:
    """Everything that the page can do.

    `errors` are those of the modals, by view ID; `read_until` is the `ts` up to which somebody has
    read a channel, by both IDs.

    LookupError where something does not exist, or is not for this person to see.
    """

    def __init__(self, slack: Slack) -> None:
        self._slack = slack
        self.errors: dict[str, Json] = {}
        self.read_until: dict[tuple[str, str], str] = {}
        messages = (self.say, self.edit, self.delete, self.forward, self.dismiss, self.shortcut)
        acts = (*messages, self.submit, self.close, self.click, self.suggest, self.home, self.read)
        self.by_name = {each.__name__: each for each in acts}

    # Messages ------------------------------------------------------------------------------------

    async def say(self, form: Form) -> Json:
        """Write a message with its files, or use a slash command."""
        person, channel = self._person(form), self._channel(form)
        text, thread = _text(form, "text").strip(), _text(form, "thread")
        uploads = [*_uploads(form, "file"), *await _samples(form)]
        if text.startswith("/") and not uploads:
            return await self._command(person, channel, text, thread)
        if text or uploads:
            await self._slack.drop(
                user=person.id,
                channel=channel.id,
                text=as_sent(text, self._slack.people.values()),
                files=uploads,
                thread_ts=thread or None,
            )
        return {}

    async def _command(self, person: Person, channel: Channel, text: str, thread: str) -> Json:
        command, _, rest = text.partition(" ")
        if command not in COMMANDS:
            return {"notice": _words(person).say("no-command", command=command)}
        if thread:
            return {"notice": _words(person).say("no-command-in-threads", command=command)}
        response = await self._slack.command(
            command, rest.strip(), user=person.id, channel=channel.id
        )
        return _noticed(response, person)

    async def edit(self, form: Form) -> Json:
        """Change the text of one's own message."""
        message = self._own(form)
        if text := as_sent(_text(form, "text"), self._slack.people.values()):
            await self._slack.edit(channel=message.channel, ts=message.ts, text=text)
        return {}

    async def delete(self, form: Form) -> Json:
        """Delete one's own message, and its files if that is wanted."""
        message = self._own(form)
        await self._slack.delete(channel=message.channel, ts=message.ts)
        for each in message.files if "with_files" in form else ():
            await self._slack.delete_file(each["id"])
        return {}

    async def forward(self, form: Form) -> Json:
        """Forward a message to a conversation that the person is in."""
        person, message, to = self._person(form), self._message(form), self._channel(form, "to")
        text = as_sent(_text(form, "text"), self._slack.people.values())
        of = message.channel, message.ts
        await self._slack.forward(of=of, user=person.id, to=to.id, text=text)
        return {"notice": _words(person).say("forwarded-notice")}

    async def dismiss(self, form: Form) -> Json:
        """Make a message go away that only this person sees."""
        message = self._message(form)
        if message.ephemeral_for:
            self._slack.remove(message)
        return {}

    async def shortcut(self, form: Form) -> Json:
        """Use the app's shortcut on a message."""
        person, message, name = self._person(form), self._message(form), _text(form, "callback_id")
        response = await self._slack.shortcut(
            name, message_ts=message.ts, channel=message.channel, user=person.id
        )
        return _noticed(response, person)

    # What the app shows --------------------------------------------------------------------------

    async def click(self, form: Form) -> Json:
        """Click a button, or choose an option, in a message or a view."""
        person, where, block = self._surface(form)
        clicked = _action(block, form, self._slack.next_ts())
        response = await self._slack.act(where, clicked, user=person.id)
        return _noticed(response, person)

    async def suggest(self, form: Form) -> Json:
        """Type into an external select."""
        person, where, block = self._surface(form)
        action, typed = _text(form, "action"), _text(form, "value")
        response = await self._slack.suggestions(
            where, action, typed, user=person.id, block_id=block["block_id"]
        )
        options = response.payload.get("options", [])
        shown = [{"text": each["text"]["text"], "value": each["value"]} for each in options]
        return _noticed(response, person) | {"options": shown}

    async def home(self, form: Form) -> Json:
        """Open the App Home."""
        await self._slack.open_home(user=self._person(form).id)
        return {}

    async def read(self, form: Form) -> Json:
        """Have a channel on the screen, up to the message `ts`."""
        mark = self._person(form).id, self._channel(form).id
        self.read_until[mark] = max(_text(form, "ts"), self.read_until.get(mark, ""))
        self._slack.note()
        return {}

    async def submit(self, form: Form) -> Json:
        """Submit a modal; what Slack itself misses is told without asking the app."""
        person, view = self._person(form), self._view(form)
        fields = {name: [str(each) for each in form.getall(name)] for name in form}
        files = {
            name: [self._slack.store(each, view.user).object for each in _uploads(form, name)]
            for name in fields
        }
        values = state.values(view.blocks, fields, files)
        errors = state.missing(view.blocks, values, _words(person).say("required"))
        notice: Json = {}
        if not errors:
            response = await self._slack.submit_view(view, values)
            errors, notice = response.errors, _noticed(response, person)
        self.errors = {view.id: errors} if errors else {}
        return notice | {"errors": errors}

    async def close(self, form: Form) -> Json:
        """Close a modal without submitting it."""
        await self._slack.close_view(self._view(form))
        return {}

    # Who and where -------------------------------------------------------------------------------

    def _person(self, form: Form) -> Person:
        return self._slack.people[_text(form, "user")]

    def _channel(self, form: Form, name: str = "channel") -> Channel:
        channel = self._slack.channels[_text(form, name)]
        if self._person(form).id not in channel.members:
            raise LookupError("the person is not in this channel")
        return channel

    def _message(self, form: Form) -> Message:
        message = self._slack.message(self._channel(form).id, _text(form, "ts"))
        if message.deleted or message.ephemeral_for not in (None, self._person(form).id):
            raise LookupError("the person does not see this message")
        return message

    def _own(self, form: Form) -> Message:
        message = self._message(form)
        if message.ephemeral_for or self._slack.known(message.user) != self._person(form):
            raise LookupError("the message is somebody else's")
        return message

    def _view(self, form: Form) -> View:
        view_id, user = _text(form, "view"), self._person(form).id
        for view in (*self._slack.open_views, *self._slack.home_views.values()):
            if (view.id, view.user) == (view_id, user):
                return view
        raise LookupError("no such view")

    def _surface(self, form: Form) -> tuple[Person, Message | View, Json]:
        """Give who acts, where, and in which block of it."""
        where = self._view(form) if "view" in form else self._message(form)
        for block in where.blocks:
            if block.get("block_id") == _text(form, "block"):
                return self._person(form), where, block
        raise LookupError("no such block")


def _text(form: Form, name: str) -> str:
    value = form.get(name, "")
    return value if isinstance(value, str) else ""


def _uploads(form: Form, name: str) -> list[Upload]:
    """Give the files of one input; a browser posts an empty one where none was chosen."""
    given = [each for each in form.getall(name, []) if isinstance(each, web.FileField)]
    return [Upload(each.filename, each.file.read()) for each in given if each.filename]


async def _samples(form: Form) -> list[Upload]:
    """Make the samples that were chosen; KeyError when there is none of such a name."""
    return [await sample(str(key)) for key in form.getall("sample", [])]


def _action(block: Json, form: Form, at: str) -> Json:
    """What was clicked or chosen; the words of an option that the app gave come from the page."""
    option = _text(form, "option") if "option" in form else None
    clicked = interactions.action([block], _text(form, "action"), option, at)
    if option is not None and "text" not in clicked["selected_option"]:
        label = _text(form, "label") or option
        words = {"type": "plain_text", "text": label, "emoji": True}
        return clicked | {"selected_option": {"text": words, "value": option}}
    return clicked


def _words(person: Person) -> Words:
    return speaking(person.locale)


def _noticed(response: Response, person: Person) -> Json:
    silence = [] if response.acked else [_words(person).say("no-answer")]
    told = [*silence, *response.faults]
    return {"notice": "\n".join(told)} if told else {}


# What is typed -----------------------------------------------------------------------------------


def as_sent(text: str, people: Iterable[Person]) -> str:
    """Escape the control characters, link addresses and mention people: `@Alice` is `<@U…>`.

    *Formatting text for app surfaces*, docs.slack.dev.
    """
    escaped = text.strip().replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    linked = ADDRESS.sub(_link, escaped)
    for person in people:
        names = "|".join(re.escape(name) for name in (person.shown_name, person.name))
        linked = re.sub(rf"@(?:{names})(?!\w)", f"<@{person.id}>", linked, flags=re.IGNORECASE)
    return linked


def _link(found: re.Match[str]) -> str:
    address = found[0]
    return f"<{address}>" if "://" in address else f"<http://{address}|{address}>"
