"""Drops letters into the local Slack, lets the real bot deal with them, and tells what happened.

The CA decides as soon as a letter is there, and the bot is asked to look at once (SIGUSR1): what
takes days otherwise takes a second.
"""

import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from sandbox import Sandbox, letters, running, transcript
from sandbox.process import Bot, bot_process
from sandbox.rendering.text import Line
from sandbox.slack import ALICE, BOT_USER, CERTIFICATES, WANG_FANG, Message, Slack, Upload
from sandbox.tencent import ReceivedLetter

CONNECTED_WITHIN = 10.0  # seconds
ANSWERED_WITHIN = 12.0  # seconds, for the demo; with its start and its stop 30 at most
TOLD_WITHIN = 15.0  # seconds, for a drop of one's own, which may well have to be mended
LOOKS, LOOK_EVERY = 6, 1.0  # requests to look, and seconds for which each of them may take effect
ACCEPTED, REFUSED, ISSUED = "white_check_mark", "x", "tada"


@dataclass(frozen=True)
class Drop:
    """Something that a person drops, and how it must end.

    `ends` is the bot's reaction at the end; `reaches` the certificate for which exactly these bytes
    must arrive at Tencent Cloud, None if nothing must. Where it ends with ISSUED, the CA issues
    that certificate. `presses` is the button of the bot's question that the person presses; then
    the file that the bot has put into the thread must arrive instead.
    """

    user: str
    text: str
    file: Upload
    channel: str = CERTIFICATES
    ends: str = REFUSED
    reaches: str | None = None
    presses: str = ""

    @property
    def replies(self) -> int:
        """How often the bot speaks in its thread.

        That is the answer, perhaps the CA's decision, and perhaps a file and the question about it.
        """
        return 1 + (self.ends == ISSUED) + (2 if self.presses else 0)


@dataclass(frozen=True)
class Played:
    """What there was to see: threads in the order of the drops, and the whole channels by name.

    `trouble` says why the play was broken off; `log` is everything that the bot printed; `issued`
    are the certificates that the CA has issued, `shared` the files that the bot has put into the
    threads, in their order.
    """

    threads: Sequence[Sequence[Message]]
    channels: dict[str, Sequence[Message]]
    names: dict[str, str]
    letters: Sequence[ReceivedLetter]
    trouble: str | None
    exit_code: int
    log: str
    seconds: float
    issued: Sequence[str] = ()
    shared: Sequence[bytes] = ()


def demo_drops() -> list[Drop]:
    """Make the drops: a good letter, a photo that is too large, a Word file, an unknown ID."""
    letter = Upload("confirmation-letter.pdf", letters.pdf(48_213))
    document = Upload("确认函.docx", letters.word())
    stray = Upload("letter.png", letters.png(20_480))
    photo = Upload("IMG_0042.jpg", letters.photo(3_214_567))
    return [
        Drop(ALICE, "for flSFd6Fh", letter, ends=ISSUED, reaches="flSFd6Fh"),
        Drop(
            ALICE, "for Eq4hcD10", photo, ends=ACCEPTED, reaches="Eq4hcD10", presses="send_mended"
        ),
        Drop(WANG_FANG, "证书ID：a91hoLqi，请查收", document),
        Drop(ALICE, "certificate ID: Zz9Zz9Zz", stray),
    ]


async def demo() -> int:
    """Play the demo and print it; gives 0 if every drop ended as it must, else 1."""
    drops = demo_drops()
    played = await play(drops, ANSWERED_WITHIN, until=is_settled)
    return _told(played, shortcomings(drops, played), "Everything ended as it must")


async def drop(file: Upload, text: str, *, user: str, channel: str) -> int:
    """Drop one file and print what comes of it; gives 0 if the bot said something, else 1."""
    played = await play([Drop(user, text, file, channel)], TOLD_WITHIN, until=is_answered)
    said_something = any(message.user == BOT_USER for message in played.channels[channel])
    missing = [] if said_something else [played.trouble or "the bot said nothing"]
    return _told(played, missing, "The bot has answered")


async def play(
    drops: Sequence[Drop], patience: float, until: Callable[[Sequence[Message]], bool]
) -> Played:
    """Let the real bot deal with the drops, and stop it.

    That is when `until` holds for every thread, or after `patience` seconds.
    """
    start = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="letterdrop-") as name:
        folder = Path(name)
        async with running() as sandbox, bot_process(sandbox.environment(folder), folder) as bot:
            timestamps, trouble = await _act(sandbox.slack, bot, drops, patience, until)
            issued = await _issue(sandbox, bot, drops, timestamps)
            exit_code = await bot.stop()
            return Played(
                threads=_threads(sandbox.slack, drops, timestamps),
                channels=_channels(sandbox.slack, drops),
                names=_names(sandbox.slack),
                letters=sandbox.tencent.letters,
                trouble=trouble,
                exit_code=exit_code,
                log=bot.log.read_text(errors="replace"),
                seconds=time.monotonic() - start,
                issued=issued,
                shared=_shared(sandbox.slack, drops, timestamps),
            )


async def _act(
    slack: Slack,
    bot: Bot,
    drops: Sequence[Drop],
    patience: float,
    until: Callable[[Sequence[Message]], bool],
) -> tuple[list[str], str | None]:
    """Drop everything and wait for the answers.

    Gives the `ts` of each drop, and what kept the bot from taking part to the end, if anything did.
    """
    if not await bot.brings_about(lambda: slack.connections, within=CONNECTED_WITHIN):
        return [], "the bot did not connect to Slack"
    timestamps = [await _dropped(slack, each) for each in drops]
    for each, ts in zip(drops, timestamps, strict=True):
        await _press(slack, bot, each, ts, patience)
    await bot.brings_about(
        lambda: all(map(until, _threads(slack, drops, timestamps))), within=patience
    )
    return timestamps, "the bot ended by itself" if bot.has_ended else None


async def _issue(
    sandbox: Sandbox, bot: Bot, drops: Sequence[Drop], timestamps: Sequence[str]
) -> list[str]:
    """Let the CA issue what it must, and wait until the threads tell it; gives the IDs."""
    ends = [
        (drop.reaches, drop.channel, ts)
        for drop, ts in zip(drops, timestamps, strict=False)
        if drop.reaches and drop.ends == ISSUED
    ]
    for certificate, _, _ in ends:
        sandbox.tencent.ca.issue(certificate)

    def all_told() -> bool:
        return all(_reactions(sandbox.slack.thread(where, ts)) == {ISSUED} for _, where, ts in ends)

    for _ in range(LOOKS):  # the letter may not be watched yet when the bot looks
        if not all_told():
            bot.look_now()
            await bot.brings_about(all_told, within=LOOK_EVERY)
    return [certificate for certificate, _, _ in ends]


async def _dropped(slack: Slack, drop: Drop) -> str:
    return await slack.drop(user=drop.user, channel=drop.channel, text=drop.text, files=[drop.file])


async def _press(slack: Slack, bot: Bot, drop: Drop, ts: str, patience: float) -> None:
    """Press the button as soon as the bot has asked."""

    def questions() -> list[Message]:
        thread = slack.thread(drop.channel, ts)
        return [each for each in _replies(thread) if f"'{drop.presses}'" in str(each.blocks)]

    if drop.presses and await bot.brings_about(questions, within=patience):
        await slack.click(questions()[0], drop.presses, user=drop.user)


def _shared(slack: Slack, drops: Sequence[Drop], timestamps: Sequence[str]) -> list[bytes]:
    threads = _threads(slack, drops, timestamps)
    files = [file for thread in threads for each in _replies(thread) for file in each.files]
    return [slack.content(file["id"]) for file in files]


def _threads(slack: Slack, drops: Sequence[Drop], timestamps: Sequence[str]) -> list[list[Message]]:
    # Without a connection there are fewer timestamps than drops.
    return [slack.thread(drop.channel, ts) for drop, ts in zip(drops, timestamps, strict=False)]


def _channels(slack: Slack, drops: Sequence[Drop]) -> dict[str, Sequence[Message]]:
    """Give everything in the channels that were dropped into, ephemeral messages among it."""
    return {
        channel: sorted(
            [
                *slack.channel_messages(channel),
                *(e for e in slack.ephemerals if e.channel == channel),
            ],
            key=lambda message: float(message.ts),
        )
        for channel in dict.fromkeys(drop.channel for drop in drops)
    }


def _names(slack: Slack) -> dict[str, str]:
    people = {each.id: each.shown_name for each in slack.people.values()}
    return people | {each.id: each.name for each in slack.channels.values()}


# What must be seen -------------------------------------------------------------------------------


def is_settled(thread: Sequence[Message]) -> bool:
    """Whether a drop has its final answer: ✅ or ❌ as the bot's only reaction, and a reply."""
    return _reactions(thread) in ({ACCEPTED}, {REFUSED}) and len(_replies(thread)) > 0


def is_answered(thread: Sequence[Message]) -> bool:
    """Whether the bot has said something and is at rest: a final answer, or a question."""
    has_spoken = any(each.text for each in _replies(thread))  # a file alone is not yet a question
    return is_settled(thread) or (has_spoken and not _reactions(thread))


def shortcomings(drops: Sequence[Drop], played: Played) -> list[str]:
    """List what is missing for a play in which all drops ended as they must."""
    if played.trouble is not None:
        return [f"{played.trouble} (exit code {played.exit_code})"]
    missing = [
        f"“{drop.text}”: {fault}"
        for drop, thread in zip(drops, played.threads, strict=True)
        for fault in _thread_faults(drop, thread)
    ]
    missing += _letter_faults(drops, played)
    if played.exit_code != 0:
        missing.append(f"the bot must stop with exit code 0, not {played.exit_code}")
    return missing


def _letter_faults(drops: Sequence[Drop], played: Played) -> list[str]:
    shared = iter(played.shared)
    expected = [
        (drop.reaches, next(shared, b"") if drop.presses else drop.file.content)
        for drop in drops
        if drop.reaches
    ]
    if sorted((each.certificate_id, each.content) for each in played.letters) == sorted(expected):
        return []
    return [f"{len(expected)} letters must reach Tencent Cloud byte for byte, and no other"]


def _thread_faults(drop: Drop, thread: Sequence[Message]) -> list[str]:
    faults = []
    if (reactions := _reactions(thread)) != {drop.ends}:
        faults.append(f"must end with {drop.ends}, not {', '.join(reactions) or 'no reaction'}")
    if (count := len(_replies(thread))) != drop.replies:
        faults.append(f"must have {drop.replies} of the bot's replies, not {count}")
    return faults


def _reactions(thread: Sequence[Message]) -> set[str]:
    return {name for name, users in thread[0].reactions.items() if BOT_USER in users}


def _replies(thread: Sequence[Message]) -> list[Message]:
    return [each for each in thread[1:] if each.user == BOT_USER and not each.deleted]


# What is told ------------------------------------------------------------------------------------


def _told(played: Played, missing: Sequence[str], praise: str) -> int:
    """Print the play, and its shortcomings with the log on stderr; gives the exit code."""
    console = Console(highlight=False, emoji=False, markup=False)
    for channel, messages in played.channels.items():
        console.print(f"#{played.names[channel]}\n", style="bold")
        transcript.show(console, transcript.lines(messages, played.names))
    transcript.show(console, [*_received(played.letters), *_issued(played.issued)])
    if missing:
        _complain(played, missing)
        return 1
    console.print(f"\n{praise}, in {played.seconds:.1f} s.", style="bold green")
    return 0


def _received(received: Sequence[ReceivedLetter]) -> list[Line]:
    if not received:
        return [Line("Tencent Cloud received no letter.")]
    return [
        Line("Tencent Cloud received", style="bold"),
        *(
            Line(
                f"{each.certificate_id}  {len(each.content):,} bytes  RequestId {each.request_id}",
                2,
            )
            for each in received
        ),
    ]


def _issued(certificates: Sequence[str]) -> list[Line]:
    if not certificates:
        return []
    return [
        Line("The CA issued, at once instead of after days", style="bold"),
        *(Line(each, 2) for each in certificates),
    ]


def _complain(played: Played, missing: Sequence[str]) -> None:
    errors = Console(stderr=True, highlight=False, emoji=False, markup=False)
    errors.print("\nThis is not how it must end:", style="bold red")
    for each in missing:
        errors.print(f"- {each}", soft_wrap=True)
    errors.print("\nThe bot's log:", style="bold red")
    errors.print(played.log or "(empty)", soft_wrap=True)
