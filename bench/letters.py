"""What a letter costs Letterdrop, and what it costs a plain bot: `python -m bench.letters`.

Each bot is a process of its own, with a sandbox of its own in this process, and they get the same
letters in turn: whatever else the machine does, it does to all of them.

Printed is a line for each figure: Letterdrop's, the other bot's, their ratio, and whether the limit
(README.md here) is met; memory in MB, the rest in ms. For figures of single letters a second line
has the quartiles of the ratios of two letters in turn: where they lie far apart the machine was
busy, and a ratio within them says little. At last the longest callbacks of Letterdrop's loop: how
long, how much of it was CPU, and whose.

`--against FOLDER` takes another checkout of Letterdrop in the place of the plain bot, to see what a
change costs.
"""

import argparse
import asyncio
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import sandbox
from bench import processes, report
from sandbox.letters import pdf
from sandbox.plays import is_settled
from sandbox.slack import ALICE, BOT_USER, CERTIFICATES, WANG_FANG, Fault, Message, Upload
from sandbox.tencent import Certificate
from sandbox.tencent import Fault as TencentFault

SIZE = 1_300_000  # bytes of a letter
WARM_UP = 6  # letters that are not counted
REST = 0.05  # seconds after each letter, so that its last writes are counted
START_OR_RESULT_WITHIN = 20.0  # seconds until a start or a letter counts as failed
CALLS = (
    *("download", "users.info", "chat.postMessage", "chat.update"),
    *("reactions.add", "reactions.remove", "conversations.replies"),
)
NOT_IN_THE_MANIFEST = {"file_shared", "app_mention"}  # bot events that the app does not ask for
HERE = Path(__file__).parents[1]
OURS, PLAIN, WATCHED = "bot", "bench.plain_bot", "bench.watched_bot"


@dataclass
class Contender:
    """A bot that is measured, and what was measured so far (seconds, MB)."""

    module: str
    place: sandbox.Sandbox
    bot: processes.Running
    connected_after: float
    idle_memory: float = 0.0
    cpu: list[float] = field(default_factory=list)
    result_after: list[float] = field(default_factory=list)


async def measure(count: int, starts: int, round_trip: float, against: Path | None) -> int:
    """Start the bots, drop the letters, print the figures; 1 if a letter went astray."""
    content = pdf(SIZE)
    others = (OURS, against) if against else (PLAIN, HERE)
    connected = await start_several_times(starts, others)
    async with AsyncExitStack() as stack:
        bots = [
            await stack.enter_async_context(contender(module, root, round_trip))
            for module, root in ((OURS, HERE), others, (WATCHED, HERE))
        ]
        ours, other, watched = bots
        await asyncio.sleep(1.0)
        for each in bots:
            each.idle_memory = each.bot.memory()
        for number in range(WARM_UP + count):
            first = number % len(bots)
            for each in bots[first:] + bots[:first]:
                await one_letter(each, number, content)
        report.memory(ours, other, str(against or "plain bot"))
        astray = [each.module for each in bots if not has_all(each, WARM_UP + count, content)]
        await watched.bot.stop()
        report.starts(*connected)
        report.letters(ours, other, WARM_UP)
        report.blocks(watched.bot, watched.bot.began + watched.connected_after)
    if astray:
        print(f"Letters went astray: {', '.join(astray)}", file=sys.stderr)
    return len(astray)


async def start_several_times(
    count: int, others: tuple[str, Path]
) -> tuple[list[float], list[float]]:
    """Give the seconds from each start of Letterdrop, and of the other, to its open socket."""
    ours: list[float] = []
    other: list[float] = []
    for _ in range(count):
        for (module, root), seconds in (((OURS, HERE), ours), (others, other)):
            async with contender(module, root) as each:
                seconds.append(each.connected_after)
    return ours, other


@asynccontextmanager
async def contender(module: str, root: Path, round_trip: float = 0.0) -> AsyncIterator[Contender]:
    """A bot of the checkout `root` with a sandbox of its own, from its start to its end."""
    with tempfile.TemporaryDirectory(prefix="letterdrop-bench-") as name:
        folder = Path(name)
        async with sandbox.running() as place:
            place.slack.subscriptions.difference_update(NOT_IN_THE_MANIFEST)
            environment = place.environment(folder) | {"TENCENTCLOUD_RATE_LIMIT": "1000"}
            environment["PYTHONPATH"] = str(root)
            async with processes.running(module, environment, folder) as bot:
                await place.slack.until(lambda: place.slack.connections, START_OR_RESULT_WITHIN)
                connected_after = time.monotonic() - bot.began
                slow_down(place, round_trip)
                yield Contender(module, place, bot, connected_after)


def slow_down(place: sandbox.Sandbox, round_trip: float) -> None:
    """Let every call take as long as over a real network, in seconds."""
    if round_trip:
        for method in CALLS:
            place.slack.faults.add(method, Fault(delay=round_trip), None)
        place.tencent.faults.add("UploadConfirmLetter", TencentFault(delay=round_trip), times=None)


async def one_letter(each: Contender, number: int, content: bytes) -> None:
    """Drop one letter, for a certificate of its own, and measure until all is quiet again."""
    slack, certificate_id = each.place.slack, f"Bench{number:03}"
    each.place.tencent.certificates[certificate_id] = Certificate(certificate_id, "example.com")
    cpu = each.bot.cpu
    ts = await slack.drop(
        user=ALICE if number % 2 else WANG_FANG,
        channel=CERTIFICATES,
        text=f"certificate ID: {certificate_id}",
        files=[Upload(f"letter-{number}.pdf", content)],
    )
    has_ended = is_answered if each.module == PLAIN else is_settled
    await slack.until(lambda: has_ended(slack.thread(CERTIFICATES, ts)), START_OR_RESULT_WITHIN)
    await asyncio.sleep(REST)
    each.cpu.append(each.bot.cpu - cpu)
    result = next(filter(is_from_bot, slack.thread(CERTIFICATES, ts)))
    each.result_after.append(float(result.ts) - float(ts))


def is_answered(thread: Sequence[Message]) -> bool:
    """Whether the plain bot has said its one sentence."""
    return any(map(is_from_bot, thread))


def is_from_bot(message: Message) -> bool:
    return message.user == BOT_USER


def has_all(each: Contender, count: int, content: bytes) -> bool:
    """Whether every letter reached Tencent Cloud once, byte for byte."""
    letters = each.place.tencent.letters
    ids = {letter.certificate_id for letter in letters}
    return len(ids) == len(letters) == count and all(one.content == content for one in letters)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.letters", description=__doc__)
    parser.add_argument("--letters", type=int, default=60, metavar="N", help="to each bot (60)")
    parser.add_argument("--starts", type=int, default=5, metavar="N", help="of each bot (5)")
    parser.add_argument(
        "--round-trip", type=float, default=0, metavar="MS", help="of each call (0: none)"
    )
    parser.add_argument(
        "--against",
        type=lambda name: Path(name).resolve(),
        metavar="FOLDER",
        help="another checkout of Letterdrop",
    )
    given = parser.parse_args()
    seconds = given.round_trip / 1000
    return asyncio.run(measure(given.letters, given.starts, seconds, given.against))


if __name__ == "__main__":
    sys.exit(main())
