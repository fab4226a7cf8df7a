"""The bots that are measured, each with a sandbox of its own, and what they are put to."""

import asyncio
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Collection, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sandbox
from bench import processes
from sandbox.letters import pdf
from sandbox.slack import ALICE, BOT_USER, CERTIFICATES, WANG_FANG, Fault, Message, Upload
from sandbox.stage import ENDS, bots_marks
from sandbox.tencent import Certificate
from sandbox.tencent import Fault as TencentFault

SIZE = 1_300_000  # bytes of a letter
REST = 0.05  # seconds after a letter, so that its last writes are counted
CONNECTED_WITHIN = 20.0  # seconds
ANSWERED_WITHIN = 60.0  # seconds from the last drop
LOOK_EVERY = 0.004  # seconds between looks at who is answered
CALLS = (
    *("download", "users.info", "chat.postMessage", "chat.update"),
    *("reactions.add", "reactions.remove", "conversations.replies"),
)
ACTIONS = ("UploadConfirmLetter", "DescribeCertificate", "DescribeCertificates")
NOT_IN_THE_MANIFEST = {"file_shared", "app_mention"}  # bot events that the app does not ask for
NO_RATE_LIMIT = {"TENCENTCLOUD_RATE_LIMIT": "1000"}
HERE = Path(__file__).parents[1]
OURS, PLAIN, BARE, WATCHED = "bot", "bench.plain_bot", "bench.bare_bot", "bench.watched_bot"
NAMES = {OURS: "Letterdrop", PLAIN: "plain bot", BARE: "bare floor"}
SIMPLE = (PLAIN, BARE)  # say one sentence, and put no marks on messages


@dataclass(frozen=True)
class Contender:
    """A bot that is measured, connected; the sandbox that it works in; its folder."""

    module: str
    place: sandbox.Sandbox
    bot: processes.Running
    folder: Path
    connected_after: float  # seconds from the start of the process


@dataclass(frozen=True)
class Letter:
    """What one letter took, in seconds."""

    result_after: float  # from the timestamp of the drop to that of the result
    cpu: float
    tree_cpu: float


@dataclass(frozen=True)
class Burst:
    """What many letters at once took: seconds, MB."""

    seconds: list[float]  # from the first drop to each answer, in the order of the answers
    cpu: float
    tree_cpu: float
    peak: float


@asynccontextmanager
async def started(
    module: str, root: Path = HERE, round_trip: float = 0.0, **variables: str
) -> AsyncIterator[Contender]:
    """A bot of the checkout `root`, from its start to its end; `variables` of its environment."""
    async with folder_and_sandbox() as (folder, place):
        environment = place.environment(folder) | NO_RATE_LIMIT | variables
        environment["PYTHONPATH"] = str(root)
        async with processes.running(module, environment, folder) as bot:
            await place.slack.until(lambda: place.slack.connections, CONNECTED_WITHIN)
            connected_after = time.monotonic() - bot.began
            slow_down(place, round_trip)
            yield Contender(module, place, bot, folder, connected_after)


@asynccontextmanager
async def folder_and_sandbox() -> AsyncIterator[tuple[Path, sandbox.Sandbox]]:
    """A temporary folder, and a sandbox that sends what the manifest asks for."""
    with tempfile.TemporaryDirectory(prefix="letterdrop-bench-") as name:
        async with sandbox.running() as place:
            place.slack.subscriptions.difference_update(NOT_IN_THE_MANIFEST)
            yield Path(name), place


def slow_down(place: sandbox.Sandbox, round_trip: float) -> None:
    """Let every call take as long as over a real network, in seconds."""
    if round_trip:
        for method in CALLS:
            place.slack.faults.add(method, Fault(delay=round_trip), None)
        for action in ACTIONS:
            place.tencent.faults.add(action, TencentFault(delay=round_trip), times=None)


# Letters -----------------------------------------------------------------------------------------


async def drop(place: sandbox.Sandbox, certificate_id: str, content: bytes, user: str) -> str:
    """Drop a letter for a certificate that waits for one; its ts."""
    place.tencent.certificates[certificate_id] = Certificate(certificate_id, "example.com")
    return await place.slack.drop(
        user=user,
        channel=CERTIFICATES,
        text=f"certificate ID: {certificate_id}",
        files=[Upload(f"letter-{certificate_id}.pdf", content)],
    )


async def one_letter(each: Contender, number: int, content: bytes) -> Letter:
    """Drop one letter, for a certificate of its own, and measure until all is quiet again."""
    slack, cpu, tree = each.place.slack, each.bot.cpu, each.bot.tree_cpu
    user = ALICE if number % 2 else WANG_FANG
    ts = await drop(each.place, f"Bench{number:03}", content, user)
    await answered(each, [ts], lambda: None)
    await asyncio.sleep(REST)
    result = next(filter(is_from_bot, slack.thread(CERTIFICATES, ts)))
    spent = each.bot.cpu - cpu, each.bot.tree_cpu - tree
    return Letter(float(result.ts) - float(ts), *spent)


async def burst(each: Contender, name: str, contents: Sequence[bytes]) -> Burst:
    """Drop all of these at once; `name`: three characters that its certificates begin with."""
    each.bot.forget_peak()
    cpu, tree, began = each.bot.cpu, each.bot.tree_cpu, time.monotonic()
    dropped = [
        await drop(each.place, f"{name}{number:05}", content, (ALICE, WANG_FANG)[number % 2])
        for number, content in enumerate(contents)
    ]
    seconds: list[float] = []
    await answered(each, dropped, lambda: seconds.append(time.monotonic() - began))
    await asyncio.sleep(2 * REST)
    spent = each.bot.cpu - cpu, each.bot.tree_cpu - tree
    return Burst(seconds, *spent, each.bot.memory("VmHWM"))


def in_turn(all_of_them: Sequence[Any], number: int) -> list[Any]:
    """The same, another one first each time."""
    first = number % len(all_of_them)
    return [*all_of_them[first:], *all_of_them[:first]]


async def answered(each: Contender, dropped: Collection[str], note: Callable[[], None]) -> None:
    """Wait until all of these have been answered, and call `note` for each; TimeoutError."""
    left = set(dropped)
    try:
        async with asyncio.timeout(ANSWERED_WITHIN):
            while left:
                done = left & have_answers(each)
                left -= done
                for _ in done:
                    note()
                await asyncio.sleep(LOOK_EVERY)
    except TimeoutError:
        of = f"{len(left)} of {len(dropped)} letters had no answer after {ANSWERED_WITHIN:.0f} s"
        raise TimeoutError(of) from None


def have_answers(each: Contender) -> set[str]:
    """The drops that have their result, or a question with buttons.

    A line of Letterdrop's that says that work goes on is none, so its mark counts as well.
    """
    messages = each.place.slack.channel_messages(CERTIFICATES)
    said = [m for m in messages if is_from_bot(m) and not m.deleted and m.thread_ts]
    if each.module in SIMPLE:
        return {m.thread_ts for m in said if m.thread_ts}
    asks = {m.thread_ts for m in said if any(block["type"] == "actions" for block in m.blocks)}
    marked = {m.ts for m in messages if bots_marks(m) in ENDS}
    return {m.thread_ts for m in said if m.thread_ts and m.thread_ts in asks | marked}


def is_from_bot(message: Message) -> bool:
    return message.user == BOT_USER


def all_letters(place: sandbox.Sandbox, count: int, content: bytes) -> None:
    """Raise ValueError unless so many letters reached Tencent Cloud once, byte for byte."""
    letters = place.tencent.letters
    ids = {letter.certificate_id for letter in letters}
    whole = sum(letter.content == content for letter in letters)
    if not len(ids) == len(letters) == count == whole:
        counted = f"{len(letters)} letters for {len(ids)} certificates, {whole} of them whole"
        raise ValueError(f"{counted}, where {count} were dropped")


def usual_letter() -> bytes:
    return pdf(SIZE)
