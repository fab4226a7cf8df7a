"""What people do in the local Slack, and what they see of it, written down as it happens."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial

from sandbox import transcript
from sandbox.kept_bot import Bot
from sandbox.page import state
from sandbox.rendering.text import SMALL, Line
from sandbox.slack import BOT_USER, Message, Response, Slack, Upload, View
from sandbox.slack.interactions import find_element
from sandbox.slack.messages import Json
from sandbox.tencent import ReceivedLetter, Tencent

DONE_WITHIN = 30.0  # seconds within which the bot must have done what it is to do
LOOKS, LOOK_EVERY = 30, 1.0  # requests to look, and seconds for which each of them may take effect
BRIEF = 2  # rows of a result: who speaks, and what has become of the letter
ACCEPTED, REFUSED, ISSUED = "white_check_mark", "x", "tada"
IN_CONSOLE, NONE_NEEDED, UNCLEAR = "point_right", "information_source", "question"
ENDS = ({ACCEPTED}, {REFUSED}, {IN_CONSOLE}, {NONE_NEEDED}, {UNCLEAR})


class NotSo(Exception):
    """Something did not go as it must; the text says what."""


class Stage:
    """One conversation with people and the bot in it; NotSo when something is not as it must be.

    Acts write down what is done, and what the bot says to it. They are about the last message that
    began a thread, or the last one with a letter.
    """

    def __init__(self, slack: Slack, tencent: Tencent, bot: Bot, channel: str) -> None:
        self.slack, self.tencent, self.bot, self.channel = slack, tencent, bot, channel
        self.names = {each.id: each.shown_name for each in self.slack.people.values()}
        self.names |= {each.id: each.name for each in self.slack.channels.values()}
        self.written: list[Line] = []
        self.decided: list[str] = []
        self._seen: dict[str, Message] = {}
        self._received = len(tencent.letters)  # so many were found as they must be
        self._thread = ""  # ts of the last message that began one
        self._drop = ""  # ts of the last message with a letter
        self._letter = Upload("none")  # the last file of that

    def elsewhere(self, channel: str) -> "Stage":
        """Another conversation of the same people and the same bot."""
        return Stage(self.slack, self.tencent, self.bot, channel)

    async def says(self, user: str, text: str, *files: Upload, reply: bool = False) -> str:
        """Somebody writes a message, perhaps with files, or as a reply; its ts."""
        place = {"channel": self.channel} | ({"thread_ts": self._thread} if reply else {})
        ts = await self.slack.drop(**place, user=user, text=text, files=files)
        self._thread = self._thread if reply else ts
        if files:
            self._drop, self._letter = ts, files[-1]
        self._write(ts)
        return ts

    async def forwards(self, user: str, author: str, text: str, file: Upload) -> None:
        """Somebody forwards to here, without a word, what another has said elsewhere."""
        origin = self.slack.add_channel("sales")
        said = await self.elsewhere(origin).says(author, text, file)
        self._thread = await self.slack.forward(of=(origin, said), user=user, to=self.channel)
        self._drop, self._letter = self._thread, file
        self._write(self._drop)

    async def edits(self, text: str) -> None:
        """The author edits the message with the letter."""
        await self.slack.edit(channel=self.channel, ts=self._drop, text=text)
        self._write(self._drop)

    async def takes_back(self) -> None:
        """The author deletes the message with the letter; the bot then asks about it no more."""
        asked = self._said(self._drop)
        await self.slack.delete(channel=self.channel, ts=self._drop)
        self._write(self._drop)
        await self._brought_about(lambda: self._said(self._drop) != asked, "it asks as before")
        self._see(self._said(self._drop))

    async def asked(self, action_id: str = "") -> Message:
        """The bot's next question, or other message, in this thread: one with this button."""
        button = f"'{action_id}'" if action_id else ""

        def asking() -> list[Message]:
            said = self._said(self._thread)  # a file alone is no question yet
            return [each for each in said if each.text and button in str(each.blocks)]

        question, *_ = await self._new(asking, "the bot says nothing")
        self._see(self._said(self._thread))
        return question

    async def presses(self, user: str, action_id: str) -> None:
        """Somebody presses a button of the bot's next question, and says yes if Slack asks back."""
        question = await self.asked(action_id)
        _, element = find_element(question.blocks, action_id)
        self._act(f"{self.names[user]} presses [{element['text']['text']}]")
        if confirm := element.get("confirm"):
            self.written += transcript.dialog(confirm, self.names)
            self._act(f"{self.names[user]} presses [{confirm['confirm']['text']}]")
        _acked(await self.slack.click(question, action_id, user=user))

    async def ended(self, mark: str, *, rows: int = BRIEF, summed_up: bool = False) -> None:
        """The drop ends, marked so; a last message that sums up the others is shown whole."""
        await self._brought_about(lambda: self._marks() in ENDS, "no final answer came")
        dropped = self.slack.message(self.channel, self._drop)
        *before, last = _as_read(self._said(dropped.thread_ts or dropped.ts))
        self._see(before, rows)
        self._see([last], 0 if summed_up else rows)
        self._must_be_marked(mark)

    async def uploaded(
        self, certificate: str, *, adjusted: bool = False, rows: int = BRIEF
    ) -> None:
        """The drop ends well, with its letter, or with what the bot has made and shown of it."""
        await self.ended(ACCEPTED, rows=rows)
        await self.arrived(**{certificate: self._shared() if adjusted else self._letter})

    async def issued(self, certificate: str) -> None:
        """The CA issues the certificate of a drop; the bot is asked to look, and must tell it."""
        self.tencent.ca.issue(certificate)
        self.decided.append(certificate)
        for _ in range(LOOKS):  # the letter may not be watched yet when the bot looks
            self.bot.look_now()
            if await self.bot.brings_about(lambda: self._marks() == {ISSUED}, within=LOOK_EVERY):
                return
        self._must_be_marked(ISSUED)

    async def replied(self, *counts: int) -> None:
        """The bot stops, having said so much to each message that began a thread."""
        await self.bot.stop()
        shown = self.slack.channel_messages(self.channel)
        begun = [each for each in shown if each.thread_ts is None and each.user != BOT_USER]
        for message, count in zip(begun, counts, strict=True):
            if (said := len(self._said(message.ts))) != count:
                raise NotSo(f"“{message.text}” must have {count} of the bot's replies, not {said}")

    def _shared(self) -> Upload:
        """The last file that the bot has put under the drop."""
        files = [file for each in self._said(self._drop) for file in each.files]
        if not files:
            raise NotSo("the bot must show the file that it has made")
        return Upload(files[-1]["name"], self.slack.content(files[-1]["id"]))

    async def types(self, user: str, text: str = "", told: str = "", *, rows: int = 0) -> None:
        """Somebody types `/letter` and is `told` something; `rows` of that are shown (0: all)."""
        self._act(f"{self.names[user]} types: {f'/letter {text}'.strip()}")
        _acked(await self.slack.command("/letter", text, user=user, channel=self.channel))
        if told:
            await self.told(user, told, rows=rows)

    async def told(self, user: str, words: str, *, rows: int = 0) -> None:
        """What the bot tells somebody alone, with these words in it."""
        where = (self.channel, user)
        said = await self._new(
            lambda: [m for m in self.slack.ephemerals if (m.channel, m.ephemeral_for) == where],
            "nobody was told anything",
        )
        self._see(said, rows)
        _must("\n".join(each.text for each in said), words)

    async def uses_shortcut(self, user: str) -> None:
        """Somebody uses the shortcut on the message with the letter."""
        self._act(f"{self.names[user]} opens the message's menu: Upload letter")
        where = {"message_ts": self._drop, "channel": self.channel}
        _acked(await self.slack.shortcut("upload_letter", **where, user=user))

    async def form(self, *, hints: bool = True) -> None:
        """The form that has opened; its hints are shown, or not."""
        view = self._opened()
        blocks = view.blocks if hints else _without_hints(view.blocks)
        self.written += transcript.modal(view.content | {"blocks": blocks}, self.names)

    async def searches(self, typed: str) -> None:
        """Somebody types into the form's search."""
        view = self._opened()
        self._act(f"{self.names[view.user]} types “{typed}” into the search, which offers:")
        response = await self.slack.suggestions(view, "certificate_id", typed)
        offers = _acked(response).payload["options"]
        self.written += [Line(f"[{each['text']['text']}]", 2) for each in offers]

    async def submits(
        self, certificate: str, file: Upload | None = None, note: str = "", *, taken: bool = True
    ) -> None:
        """Somebody hands in the form, which is `taken` or not; no `file`: with the one it shows."""
        view = self._opened()
        added = [file.name or ""] if file else []
        filled = ", ".join(filter(None, [certificate, *added, note and f"“{note}”"]))
        self._act(f"{self.names[view.user]} fills in {filled} and presses [Upload]")
        fields = {"certificate/certificate_id": [certificate], "note/note": [note]}
        if file is None:
            _, element = find_element(view.blocks, "file")
            fields["file/file"] = [element["initial_option"]["value"]]
        files = {"file/file": [self.slack.store(file, view.user).object] if file else []}
        values = state.values(view.blocks, fields, files)
        response = _acked(await self.slack.submit_view(view, values))
        if errors := response.errors:
            wrong = _without_hints(e for e in view.blocks if e["block_id"] in errors)
            self.written += transcript.modal(view.content | {"blocks": wrong}, self.names, errors)
        if bool(response.payload) == taken:
            raise NotSo(f"the form must {'' if taken else 'not '}take {certificate}")
        self._letter = file or self._letter

    async def announced(self) -> None:
        """The message of its own that the bot posts here, for what the form has taken."""
        shown = partial(self.slack.channel_messages, self.channel)
        posted = await self._new(
            lambda: [m for m in shown() if (m.user, m.thread_ts) == (BOT_USER, None)],
            "the bot posts nothing",
        )
        self._see(posted)
        self._drop = posted[0].ts

    async def opens_home(self, user: str, told: str, *, rows: int) -> None:
        """Somebody opens the App Home, which tells something; so many rows of it are shown."""
        self._act(f"{self.names[user]} opens the App Home")
        await self.slack.open_home(user=user)
        await self._brought_about(lambda: self.slack.home_views.get(user), "no Home is shown")
        content = self.slack.home_views[user].content
        shown = transcript.home(content, self.names)
        self.written += [*shown[:rows], Line("│ …", 0, SMALL), shown[-1]]
        _must(str(content), told)

    async def arrived(self, **letters: Upload) -> None:
        """Since this was asked last, exactly these have reached Tencent Cloud, by certificate."""
        arrived(self.tencent.letters[self._received :], [*letters.items()])
        self._received = len(self.tencent.letters)

    def _said(self, ts: str) -> list[Message]:
        """What the bot has said in a thread; a direct message is one thread altogether."""
        shown = self.slack.thread(self.channel, ts)
        if self.slack.channels[self.channel].kind == "im":
            shown = [m for m in self.slack.channel_messages(self.channel) if m.ts > ts]
        return [m for m in shown if m.user == BOT_USER and m.ts != ts and not m.deleted]

    def _marks(self) -> set[str]:
        return bots_marks(self.slack.message(self.channel, self._drop))

    def _must_be_marked(self, mark: str) -> None:
        if (marks := self._marks()) != {mark}:
            text = self.slack.message(self.channel, self._drop).text
            raise NotSo(f"“{text}” must end with {mark}, not {', '.join(marks) or 'no reaction'}")

    def _opened(self) -> View:
        if not self.slack.open_views:
            raise NotSo("no form has opened")
        return self.slack.open_views[-1]

    async def _new(self, said: Callable[[], list[Message]], trouble: str) -> list[Message]:
        """Wait for something among what is `said` that was not there before."""

        def new() -> list[Message]:
            return [each for each in said() if each.ts not in self._seen]

        await self._brought_about(new, trouble)
        return new()

    async def _brought_about(self, condition: Callable[[], object], trouble: str) -> None:
        if not await self.bot.brings_about(condition, within=DONE_WITHIN):
            raise NotSo(trouble)

    def _see(self, messages: Sequence[Message], rows: int = 0) -> None:
        """Write down those that are new, or say something else now."""
        for message in messages:
            before = self._seen.get(message.ts)
            if before is None or before.text != message.text:
                self.written += _cut(transcript.one_message(message, self.names), rows)
                self._seen[message.ts] = message

    def _write(self, ts: str) -> None:
        self.written += transcript.one_message(self.slack.message(self.channel, ts), self.names)

    def _act(self, what: str) -> None:
        self.written.append(Line(f"· {what}", 0, SMALL))


def arrived(received: Sequence[ReceivedLetter], letters: Sequence[tuple[str, Upload]]) -> None:
    """Check that exactly these letters were received, each with its bytes; else NotSo."""
    got = sorted((each.certificate_id, each.content) for each in received)
    if got != sorted((certificate, file.content) for certificate, file in letters):
        named = ", ".join(certificate for certificate, _ in letters)
        raise NotSo(f"not byte for byte at Tencent Cloud: {named}")


def bots_marks(message: Message) -> set[str]:
    """The names of the bot's reactions on a message."""
    return {name for name, users in message.reactions.items() if BOT_USER in users}


def _must(told: str, words: str) -> None:
    if words not in told:
        raise NotSo(f"“{words}” must be told")


def _acked(response: Response) -> Response:
    if not response.acked or response.faults:
        raise NotSo(f"the bot does not answer in time, or not well: {response.faults}")
    return response


def _as_read(messages: Sequence[Message]) -> list[Message]:
    """Put what came in any order into one: an edited question first, the sum of all last."""
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
