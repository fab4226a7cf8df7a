"""What people do on the page, done in the local Slack.

Each act takes what was posted and gives what the script shall show: `notice` (a line for
everybody's eyes), `errors` (beside a modal's inputs, by block ID), `options` (of a select).
"""

import re
from collections.abc import Iterable

from sandbox.page import state
from sandbox.page.layout import COMMANDS
from sandbox.page.posted import Posted
from sandbox.page.samples import sample
from sandbox.slack import Person, Response, Slack, interactions
from sandbox.slack.messages import Json

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

    async def say(self, posted: Posted) -> Json:
        """Write a message with its files, or use a slash command."""
        channel, text, thread = posted.channel(), posted.text("text").strip(), posted.text("thread")
        samples = [await sample(str(key)) for key in posted.form.getall("sample", [])]
        uploads = [*posted.uploads("file"), *samples]
        if text.startswith("/") and not uploads:
            return await self._command(posted, text, thread)
        if text or uploads:
            await self._slack.drop(
                user=posted.person.id,
                channel=channel.id,
                text=self._sent(posted),
                files=uploads,
                thread_ts=thread or None,
            )
        return {}

    async def _command(self, posted: Posted, text: str, thread: str) -> Json:
        command, _, rest = text.partition(" ")
        if command not in COMMANDS or thread:
            why = "no-command-in-threads" if command in COMMANDS else "no-command"
            return {"notice": posted.say(why, command=command)}
        channel, user = posted.channel().id, posted.person.id
        response = await self._slack.command(command, rest.strip(), user=user, channel=channel)
        return _noticed(response, posted)

    async def edit(self, posted: Posted) -> Json:
        """Change the text of one's own message."""
        message = posted.own()
        if text := self._sent(posted):
            await self._slack.edit(channel=message.channel, ts=message.ts, text=text)
        return {}

    async def delete(self, posted: Posted) -> Json:
        """Delete one's own message, and its files if that is wanted."""
        message = posted.own()
        await self._slack.delete(channel=message.channel, ts=message.ts)
        for each in message.files if "with_files" in posted.form else ():
            await self._slack.delete_file(each["id"])
        return {}

    async def forward(self, posted: Posted) -> Json:
        """Forward a message to a conversation that the person is in."""
        message, to, text = posted.message(), posted.channel("to"), self._sent(posted)
        of, user = (message.channel, message.ts), posted.person.id
        await self._slack.forward(of=of, user=user, to=to.id, text=text)
        return {"notice": posted.say("forwarded-notice")}

    async def dismiss(self, posted: Posted) -> Json:
        """Make a message go away that only this person sees."""
        message = posted.message()
        if message.ephemeral_for:
            self._slack.remove(message)
        return {}

    async def shortcut(self, posted: Posted) -> Json:
        """Use the app's shortcut on a message."""
        message, name = posted.message(), posted.text("callback_id")
        response = await self._slack.shortcut(
            name, message_ts=message.ts, channel=message.channel, user=posted.person.id
        )
        return _noticed(response, posted)

    def _sent(self, posted: Posted) -> str:
        return as_sent(posted.text("text"), self._slack.people.values())

    # What the app shows --------------------------------------------------------------------------

    async def click(self, posted: Posted) -> Json:
        """Click a button, or choose an option, in a message or a view."""
        where, block = posted.surface()
        option = posted.text("option") if "option" in posted.form else None
        at = self._slack.next_ts()
        clicked = interactions.action([block], posted.text("action"), option, at)
        if option is not None and "text" not in clicked["selected_option"]:
            # The app gave this option, and the page knows how it was called.
            label = posted.text("label") or option
            words = {"type": "plain_text", "text": label, "emoji": True}
            clicked |= {"selected_option": {"text": words, "value": option}}
        return _noticed(await self._slack.act(where, clicked, user=posted.person.id), posted)

    async def suggest(self, posted: Posted) -> Json:
        """Type into an external select."""
        where, block = posted.surface()
        action, typed, user = posted.text("action"), posted.text("value"), posted.person.id
        response = await self._slack.suggestions(
            where, action, typed, user=user, block_id=block["block_id"]
        )
        options = response.payload.get("options", [])
        shown = [{"text": each["text"]["text"], "value": each["value"]} for each in options]
        return _noticed(response, posted) | {"options": shown}

    async def home(self, posted: Posted) -> Json:
        """Open the App Home."""
        await self._slack.open_home(user=posted.person.id)
        return {}

    async def read(self, posted: Posted) -> Json:
        """Have a channel on the screen, up to the message `ts`."""
        mark = posted.person.id, posted.channel().id
        self.read_until[mark] = max(posted.text("ts"), self.read_until.get(mark, ""))
        self._slack.note()
        return {}

    async def submit(self, posted: Posted) -> Json:
        """Submit a modal; what Slack itself misses is told without asking the app."""
        view, form = posted.view(), posted.form
        fields = {name: [str(each) for each in form.getall(name)] for name in form}
        files = {
            name: [self._slack.store(each, view.user).object for each in posted.uploads(name)]
            for name in fields
        }
        values = state.values(view.blocks, fields, files)
        errors, notice = state.missing(view.blocks, values, posted.say("required")), {}
        if not errors:
            response = await self._slack.submit_view(view, values)
            errors, notice = response.errors, _noticed(response, posted)
        self.errors = {view.id: errors} if errors else {}
        return notice | {"errors": errors}

    async def close(self, posted: Posted) -> Json:
        """Close a modal without submitting it."""
        await self._slack.close_view(posted.view())
        return {}


def _noticed(response: Response, posted: Posted) -> Json:
    silence = [] if response.acked else [posted.say("no-answer")]
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
