"""What people do in the local Slack, and what they see of it, written down as it happens."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from sandbox import transcript
from sandbox.process import Bot
from sandbox.rendering.text import SMALL, Line
from sandbox.slack import BOT_USER, Message, Response, Slack, Upload, View, payloads
from sandbox.slack.events import new_id
from sandbox.slack.files import StoredFile, file_object
from sandbox.slack.messages import Json
from sandbox.slack.server import Server
from sandbox.tencent import Tencent

SOON = 6.0  # seconds within which the bot must have done what it is to do
BRIEF = 2  # rows of an answer: who speaks, and what has become of the letter
ACCEPTED, REFUSED = "white_check_mark", "x"


class NotSo(Exception):
    """Something did not go as it must; the text says what."""


@dataclass
class Stage:
    """One conversation with people and the bot in it.

    Every act writes down what is done; `asked`, `ended` and `told` wait for what the bot says and
    write that down. All of them raise NotSo when it does not come, or is another.
    """

    server: Server
    tencent: Tencent
    bot: Bot
    channel: str
    written: list[Line] = field(default_factory=list)
    _seen: dict[str, Message] = field(default_factory=dict)

    @property
    def slack(self) -> Slack:
        """What people may do."""
        return Slack(self.server)

    @property
    def names(self) -> dict[str, str]:
        """The shown names of people and channels, by ID."""
        people = {each.id: each.shown_name for each in self.slack.people.values()}
        return people | {each.id: each.name for each in self.slack.channels.values()}

    # In a conversation ---------------------------------------------------------------------------

    async def says(self, user: str, text: str, *files: Upload, thread: str | None = None) -> str:
        """Somebody writes a message, perhaps with files; its ts."""
        ts = await self.slack.drop(
            user=user, channel=self.channel, text=text, files=files, thread_ts=thread
        )
        self._write(transcript.one_message(self._message(ts), self.names))
        return ts

    async def asked(self, ts: str) -> Message:
        """The bot's next question, or other message, in this thread."""

        def fresh() -> list[Message]:
            said = [each for each in self._said(ts) if each.ts not in self._seen]
            return [each for each in said if each.text]  # a file alone is no question yet

        await self._brought_about(fresh, "the bot says nothing")
        question = fresh()[0]
        self._see(self._said(ts))
        return question

    async def ended(
        self,
        ts: str,
        mark: str,
        *,
        rows: int = BRIEF,
        thread: str = "",
        summed_up: bool = False,
    ) -> None:
        """The end of a drop: `mark` is the bot's one reaction on it; `rows` of an answer are shown.

        `thread`: where it is answered, if the drop does not begin that thread. `summed_up`: the
        last message is the sum of them all, and is shown whole.
        """
        await self._brought_about(
            lambda: self._marks(ts) in ({ACCEPTED}, {REFUSED}), "no final answer came"
        )
        *before, last = _as_read(self._said(thread or ts))
        self._see(before, rows)
        self._see([last], 0 if summed_up else rows)
        if self._marks(ts) != {mark}:
            raise NotSo(f"it must end with {mark}")

    async def presses(self, user: str, where: Message | View, action_id: str) -> None:
        """Somebody presses a button, and says yes if Slack asks back."""
        _, element = payloads.find_element(where.blocks, action_id)
        self._act(f"{self.names[user]} presses [{element['text']['text']}]")
        if confirm := element.get("confirm"):
            self._write(transcript.dialog(confirm, self.names))
            self._act(f"{self.names[user]} presses [{confirm['confirm']['text']}]")
        self._acked(await self.slack.click(where, action_id, user=user))

    def shared(self, ts: str) -> Upload:
        """The last file that the bot has put into this thread."""
        files = [file for each in self._said(ts) for file in each.files]
        if not files:
            raise NotSo("the bot must show the file that it has made")
        return Upload(files[-1]["name"], self.slack.content(files[-1]["id"]))

    # Commands, forms, the Home -------------------------------------------------------------------

    async def types(self, user: str, text: str = "", *, rows: int = 0) -> str:
        """Somebody types `/letter`; the text of the answer, of which `rows` are shown (0: all)."""
        self._act(f"{self.names[user]} types: {f'/letter {text}'.strip()}")
        self._acked(await self.slack.command("/letter", text, user=user, channel=self.channel))
        return self.told(user, rows=rows)

    def told(self, user: str, *, rows: int = 0) -> str:
        """What the bot has told somebody alone, "" for nothing; `rows` are shown (0: all)."""
        fresh = [
            each
            for each in self.slack.ephemerals
            if (each.channel, each.ephemeral_for) == (self.channel, user)
            and each.ts not in self._seen
        ]
        self._see(fresh, rows)
        return "\n".join(each.text for each in fresh)

    async def whispered(self, user: str) -> str:
        """What the bot tells somebody alone, once it does."""
        await self._brought_about(
            lambda: any(each.channel == self.channel for each in self.slack.ephemerals),
            "nobody was told anything",
        )
        return self.told(user)

    async def uses_shortcut(self, user: str, ts: str) -> None:
        """Somebody uses the shortcut on a message."""
        self._act(f"{self.names[user]} opens the message's menu: Upload as letter")
        self._acked(
            await self.slack.shortcut(
                "upload_letter", message_ts=ts, channel=self.channel, user=user
            )
        )

    def form(self, *, hints: bool = True) -> View:
        """The form that has opened; its hints are shown, or not."""
        if not self.slack.open_views:
            raise NotSo("no form has opened")
        view = self.slack.open_views[-1]
        blocks = view.blocks if hints else _without_hints(view.blocks)
        self._write(transcript.modal(view.content | {"blocks": blocks}, self.names))
        return view

    async def searches(self, view: View, typed: str) -> None:
        """Somebody types into the form's search."""
        self._act(f"{self.names[view.user]} types “{typed}” into the search, which offers:")
        response = await self.slack.suggestions(view, "certificate_id", typed)
        offers = self._acked(response).payload["options"]
        self._write([Line(f"[{each['text']['text']}]", 2) for each in offers])

    async def submits(
        self, view: View, certificate: str, file: Upload | None, note: str = ""
    ) -> bool:
        """Somebody fills in the form and hands it in; whether it took it.

        Without a `file` the one stays that the form shows as chosen.
        """
        added = [file.name or ""] if file else []
        filled = ", ".join(filter(None, [certificate, *added, note and f"“{note}”"]))
        self._act(f"{self.names[view.user]} fills in {filled} and presses [Hand in]")
        values = {
            "certificate": {"certificate_id": {"selected_option": {"value": certificate}}},
            "file": {"file": self._file(view, file)},
            "note": {"note": {"value": note or None}},
        }
        response = self._acked(await self.slack.submit_view(view, _typed(view, values)))
        if errors := response.errors:
            wrong = _without_hints(e for e in view.blocks if e["block_id"] in errors)
            self._write(transcript.modal(view.content | {"blocks": wrong}, self.names, errors))
        return not response.payload

    async def announced(self) -> str:
        """The message of its own that the bot posts here; its ts."""

        def posted() -> list[Message]:
            shown = self.slack.channel_messages(self.channel)
            return [m for m in shown if (m.user, m.thread_ts) == (BOT_USER, None)]

        await self._brought_about(posted, "the bot posts nothing")
        self._see(posted())
        return posted()[0].ts

    async def opens_home(self, user: str, *, rows: int) -> View:
        """Somebody opens the App Home, of which so many rows are shown."""
        self._act(f"{self.names[user]} opens the App Home")
        await self.slack.open_home(user=user)
        await self._brought_about(lambda: self.slack.home_views.get(user), "no Home is shown")
        view = self.slack.home_views[user]
        shown = transcript.home(view.content, self.names)
        self._write([*shown[:rows], Line("│ …", 0, SMALL), shown[-1]])
        return view

    # At Tencent Cloud ----------------------------------------------------------------------------

    def arrived(self, *letters: tuple[str, Upload]) -> None:
        """Exactly these were the last letters, each with its bytes; NotSo for anything else."""
        got = [(each.certificate_id, each.content) for each in self.tencent.letters]
        if sorted(got[-len(letters) :]) != sorted((where, file.content) for where, file in letters):
            raise NotSo(
                f"not byte for byte at Tencent Cloud: {', '.join(each for each, _ in letters)}"
            )

    # How it is done ------------------------------------------------------------------------------

    def _message(self, ts: str) -> Message:
        return self.slack.message(self.channel, ts)

    def _said(self, ts: str) -> list[Message]:
        """What the bot has said in a thread; a direct message is one thread altogether."""
        shown = self.slack.thread(self.channel, ts)
        if self.slack.channels[self.channel].kind == "im":
            shown = [m for m in self.slack.channel_messages(self.channel) if m.ts > ts]
        return [m for m in shown if m.user == BOT_USER and m.ts != ts and not m.deleted]

    def _marks(self, ts: str) -> set[str]:
        reactions = self._message(ts).reactions
        return {name for name, people in reactions.items() if BOT_USER in people}

    async def _brought_about(self, condition: Callable[[], object], trouble: str) -> None:
        if not await self.bot.brings_about(condition, within=SOON):
            raise NotSo(trouble)

    def _acked(self, response: Response) -> Response:
        if not response.acked or response.faults:
            raise NotSo(f"the bot does not answer in time, or not well: {response.faults}")
        return response

    def _file(self, view: View, file: Upload | None) -> Json:
        if file is None:
            _, element = payloads.find_element(view.blocks, "file")
            return {"selected_option": element["initial_option"]}
        owner = self.slack.people[view.user]
        made = file_object(file, new_id("F"), owner, self.slack.origin)
        return {"files": [self.server.workspace.keep(StoredFile(made, file.content)).object]}

    def _see(self, messages: Sequence[Message], rows: int = 0) -> None:
        """Write down those that are new, or say something else now."""
        for message in messages:
            before = self._seen.get(message.ts)
            if before is None or before.text != message.text:
                self._write(_cut(transcript.one_message(message, self.names), rows))
                self._seen[message.ts] = message

    def _act(self, what: str) -> None:
        self._write([Line(f"· {what}", 0, SMALL)])

    def _write(self, lines: Sequence[Line]) -> None:
        self.written.extend(lines)


def _as_read(messages: Sequence[Message]) -> list[Message]:
    """Put answers that were at work side by side into one order, the sum of them all last.

    Those come in any order, and an edited question stands before them.
    """
    first = [each for each in messages if each.edits]
    rest = [each for each in messages if not each.edits]
    return [*first, *sorted(rest[:-1], key=lambda each: each.text), *rest[-1:]]


def _cut(lines: Sequence[Line], rows: int) -> list[Line]:
    """Show so many rows of a message (0: all), and that there are more."""
    split = [replace(line, text=row) for line in lines for row in line.text.split("\n")]
    if not rows or len(split) <= rows:
        return split
    *kept, last = split[:rows]
    return [*kept, replace(last, text=f"{last.text} …")]


def _without_hints(blocks: Iterable[Json]) -> list[Json]:
    return [{key: each[key] for key in each if key != "hint"} for each in blocks]


def _typed(view: View, values: Json) -> Json:
    """The values of the form's fields, each with the kind of its field."""
    for block in view.blocks:
        for value in values[block["block_id"]].values():
            value["type"] = block["element"]["type"]
    return values
