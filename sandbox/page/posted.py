"""What was posted by the page: who did it, with which texts and files, and to what."""

from aiohttp import web
from multidict import MultiDictProxy

from sandbox.page.words import speaking
from sandbox.slack import Channel, Message, Slack, Upload, View
from sandbox.slack.messages import Json

Form = MultiDictProxy[str | bytes | bytearray | web.FileField]


class Posted:
    """A posted form; LookupError where it names what is not there, or not for this person to see.

    `person` did it, and is told by `say` what has come of it.
    """

    def __init__(self, form: Form, slack: Slack) -> None:
        self.form, self._slack = form, slack
        self.person = slack.people[self.text("user")]
        self.say = speaking(self.person.locale).say

    def text(self, name: str) -> str:
        """Give the text of a field, "" without one."""
        value = self.form.get(name, "")
        return value if isinstance(value, str) else ""

    def uploads(self, name: str) -> list[Upload]:
        """Give the files of one input; a browser posts an empty one where none was chosen."""
        given = [each for each in self.form.getall(name, []) if isinstance(each, web.FileField)]
        return [Upload(each.filename, each.file.read()) for each in given if each.filename]

    def channel(self, name: str = "channel") -> Channel:
        """Give the channel of a field, which the person must be in."""
        channel = self._slack.channels[self.text(name)]
        if self.person.id not in channel.members:
            raise LookupError("the person is not in this channel")
        return channel

    def message(self) -> Message:
        """Give the message, which the person must see."""
        message = self._slack.message(self.channel().id, self.text("ts"))
        if message.deleted or message.ephemeral_for not in (None, self.person.id):
            raise LookupError("the person does not see this message")
        return message

    def own(self) -> Message:
        """Give the message, which must be the person's own."""
        message = self.message()
        if message.ephemeral_for or self._slack.known(message.user) != self.person:
            raise LookupError("the message is somebody else's")
        return message

    def view(self) -> View:
        """Give the modal or the Home, which must be the person's own."""
        for view in (*self._slack.open_views, *self._slack.home_views.values()):
            if (view.id, view.user) == (self.text("view"), self.person.id):
                return view
        raise LookupError("no such view")

    def surface(self) -> tuple[Message | View, Json]:
        """Give where somebody acts, and in which block of it."""
        where = self.view() if "view" in self.form else self.message()
        for block in where.blocks:
            if block.get("block_id") == self.text("block"):
                return where, block
        raise LookupError("no such block")
